"""Whose word counts on where a request has come from.

A proxy says in headers who asks it (`X-Forwarded-For`), by which scheme (`X-Forwarded-Proto`),
under which name (`X-Forwarded-Host`) and as which request (`X-Request-ID`). Anybody can write
the same: it counts only from the addresses of proxies that are known.
"""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.middleware.proxy_fix import ProxyFix

from .options import Network

OF_THIS_MACHINE: Final[tuple[Network, ...]] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


class Proxies:
    """Takes the word of proxies in these networks, and of whoever comes by a socket file."""

    def __init__(self, application: WSGIApplication, networks: Iterable[Network] | None) -> None:
        self._direct = application
        # Not the prefix: a proxy that sets none would pass on what its client made up.
        self._forwarded = ProxyFix(application, x_for=1, x_proto=1, x_host=1)
        self._networks = None if networks is None else tuple(networks)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer as if the request had come without a proxy."""
        if self._trusts(environ.get("REMOTE_ADDR", "")):
            return self._forwarded(environ, start)
        environ.pop("HTTP_X_REQUEST_ID", None)
        return self._direct(environ, start)

    def _trusts(self, peer: str) -> bool:
        if self._networks is None:
            return False
        try:
            address = ip_address(peer)
        except ValueError:
            return True  # a file has its permissions
        return any(address in network for network in self._networks)
