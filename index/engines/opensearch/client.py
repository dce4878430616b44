"""A client for the server: let in, with our errors, and with texts that JSON cannot carry."""

import json
from base64 import b64encode
from typing import Any

from opensearchpy import OpenSearch, Transport
from opensearchpy.serializer import JSONSerializer

from ..base import without_surrogates
from .errors import said_clearly
from .settings import ServerSettings

TIMEOUT = 60
"""Seconds for one answer. A search takes far less; a full queue may hold a bulk up."""


def encode(value: object) -> bytes:
    """JSON in UTF-8, on one line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return without_surrogates(text).encode()


class _Serializer(JSONSerializer):
    def dumps(self, data: Any) -> Any:
        return data if isinstance(data, bytes) else encode(data)

    def loads(self, s: str) -> Any:
        try:
            return json.loads(s)
        except ValueError:
            return {"error": s}  # as a gateway says it, in a page of its own


class _Transport(Transport):
    def perform_request(self, *arguments: Any, **options: Any) -> Any:
        where = ", ".join(connection.host for connection in self.seed_connections)
        with said_clearly(where):
            return super().perform_request(*arguments, **options)


def connect(settings: ServerSettings) -> OpenSearch:
    """A client, safe to share between threads. It connects when it is first used.

    Every call raises `SearchIndexError` or, for what the server finds too
    much, `QueryError`.
    """
    return OpenSearch(
        list(settings.hosts),
        transport_class=_Transport,
        serializer=_Serializer(),
        headers=_credentials(settings),
        ca_certs=settings.ca_certs,
        verify_certs=settings.verify,
        ssl_show_warn=False,
        timeout=TIMEOUT,
    )


def _credentials(settings: ServerSettings) -> dict[str, str]:
    """The header that lets us in: the client's own can hold no Arabic."""
    if not settings.user:
        return {}
    # What the environment has in another encoding goes out as it came.
    stated = f"{settings.user}:{settings.password}".encode(errors="surrogateescape")
    return {"authorization": f"Basic {b64encode(stated).decode()}"}
