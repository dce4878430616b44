"""Which names the server answers to.

A page of another site can lead a browser here under a name of its own, that it has pointed at
this machine: what is here would then be that site's to read. So a request is answered under
names that are known to be meant, and no other. An address in digits leads nobody astray.
"""

import re
from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from ipaddress import ip_address
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.wrappers import Response

from ..web.response.problems import REFUSED
from .options import Options, PublicAddress

_LOCAL: Final = ("localhost", "127.0.0.1", "[::1]")


def names_answered(options: Options) -> list[str]:
    """Those of this very machine, for whoever sits at it, and those that were given.

    Where others can reach the server and no name was given, it is what they call this machine.
    """
    named = [*options.trusted_hosts, *([options.public.name] if options.public else [])]
    return [*_LOCAL, *named, *(options.own_names if options.is_open else [])]


class OnlyHosts:
    """Answers requests under known names, and shows them the public address as theirs."""

    def __init__(
        self,
        application: WSGIApplication,
        names: Iterable[str],
        addresses: bool,
        public: PublicAddress | None,
    ) -> None:
        self._application = application
        self._names = tuple(names)
        self._addresses = addresses
        self._public = public

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer, or refuse with what to do."""
        if not self._answers(environ.get("HTTP_HOST", "")):
            return _refuse(environ, start)
        if self._public is not None:
            environ["HTTP_HOST"] = self._public.host
            environ["wsgi.url_scheme"] = self._public.scheme
        return self._application(environ, start)

    def _answers(self, host: str) -> bool:
        stated = _HOST.fullmatch(host.lower())
        if stated is None:
            return False
        name = stated["name"]
        return any(map(partial(_is_meant, name), self._names)) or (
            self._addresses and _is_address(name)
        )


_HOST: Final = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^\s\[\]:/?#@]+)(:[0-9]{1,5})?")


def _is_meant(name: str, trusted: str) -> bool:
    """Whether a trusted name is this one; `.example.org` is that and all below it."""
    return name == trusted.removeprefix(".") or (trusted[0] == "." and name.endswith(trusted))


def _is_address(name: str) -> bool:
    """Whether a name is digits, as IPv6 has them in brackets."""
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


_REFUSAL: Final = """\
This server does not answer to the name in this address.
Whoever runs it can let it: kashshaf serve --trusted-host NAME, or --public-url URL.

لا يجيب هذا الخادم عن الاسم الوارد في العنوان.
لمن يشغّله أن يضيف الاسم: kashshaf serve --trusted-host NAME أو --public-url URL
"""


def _refuse(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    environ[REFUSED] = "Host"
    answer = Response(_REFUSAL, HTTPStatus.BAD_REQUEST, mimetype="text/plain")
    answer.cache_control.no_store = True
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer(environ, start)
