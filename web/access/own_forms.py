"""Telling what was sent from our own pages from what another site has a browser send.

A browser sends a password of HTTP Basic along with whatever any site has it send, and there is no
cookie to withhold. So it is asked what browsers say of where a request comes from, and for a token
that stands in our forms alone, of which each reader has their own.
"""

import hmac
from urllib.parse import urlsplit

from flask import request
from werkzeug.exceptions import Forbidden

from ..language.messages import _


def only_own_forms(token: str) -> None:
    """Raise `Forbidden` where a request was not sent from a form of ours, made for its reader."""
    sent = request.form.get("token", "")
    right = hmac.compare_digest(sent.encode("utf-8", "replace"), token.encode())
    if not (right and _is_of_this_site()):
        raise Forbidden(
            _("This came from no page of the archive. Open the page of lists, and try again.")
        )


def _is_of_this_site() -> bool:
    """Whether the browser says so; programs say nothing, and nobody has them send what they will.

    The older header says the host alone as we know it: a proxy may have ended TLS.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
