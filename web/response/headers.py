"""The headers of answers: what keeps a page to itself, and how long a client may keep an answer."""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Final, TypeAlias
from urllib.parse import quote

from flask import Blueprint, Flask, Response, request
from flask.blueprints import BlueprintSetupState
from flask.signals import request_finished
from werkzeug.http import dump_options_header

from ... import __version__

POLICY_HEADER: Final = "Content-Security-Policy"


def policy(images: str = "'self'") -> str:
    """Nothing but the site's own styles, scripts, fonts, manifest and forms, and these images."""
    return "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            "connect-src 'self'",
            f"img-src {images}",
            "font-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def hardened(blueprint: Blueprint) -> None:
    """Send what `harden` adds with every answer of a blueprint.

    What it sets itself for its own answers, in an `after_request` of the blueprint, goes before
    ours. What the application sets for all of its answers, as Flask-Talisman does, stands beside
    ours: browsers keep every policy that they are sent.
    """
    blueprint.after_request(harden)

    @blueprint.record
    def keep_policies(setup: BlueprintSetupState) -> None:
        request_finished.connect(_keep_policy, setup.app)


def harden(response: Response) -> Response:
    """Allow the response nothing but its own style sheet, scripts, fonts and form, or as it says.

    Whatever a saved article holds, no browser runs it, loads anything for it,
    or tells its site where the reader came from.
    """
    response.headers.setdefault(POLICY_HEADER, policy())
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    request.environ[_POLICY] = response.headers[POLICY_HEADER]
    return response


_POLICY: Final = "kashshaf.policy"
"""Where the policy of an answer stands in the environment of its request."""


def _keep_policy(_: Flask, response: Response, **__: object) -> None:
    """Put back what the application has replaced since, at last, when all of it has had its say."""
    kept = request.environ.get(_POLICY)
    if kept is not None and kept not in response.headers.getlist(POLICY_HEADER):
        response.headers.add(POLICY_HEADER, kept)


View: TypeAlias = Callable[..., Response]


def kept_while(state: Callable[[], str]) -> Callable[[View], View]:
    """Make a decorator of views that answer the same while the state does.

    Their answers carry an ETag, and whoever sends it back is told 304 before
    any search is made. It is weak, since each answer says how long it took.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**values: str) -> Response:
            # From before the answer: what changes meanwhile makes the next ETag another.
            etag = _etag(state())
            unchanged = request.if_none_match.is_weak(etag)
            response = Response(status=HTTPStatus.NOT_MODIFIED) if unchanged else view(**values)
            if unchanged or response.status_code == HTTPStatus.OK:
                response.set_etag(etag, weak=True)
                response.cache_control.no_cache = True
            return response

        return answer

    return decorate


def _etag(state: str) -> str:
    """A digest of the state, the version that answers, and all of the address."""
    address = f"{request.script_root}{request.path}".encode("utf-8", "surrogatepass")
    parts = (state.encode(), __version__.encode(), address, request.query_string)
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:32]


def named_file(response: Response, file: str) -> None:
    """Call the file so; headers are ASCII, and RFC 8187 says how they hold other letters."""
    plain = " ".join(file.encode("ascii", "ignore").decode().split()).replace(" .", ".")
    letters = {} if plain == file else {"filename*": f"UTF-8''{quote(file, safe='')}"}
    named = dump_options_header("attachment", {"filename": plain, **letters})
    response.headers["Content-Disposition"] = named
