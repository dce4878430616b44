"""Every request by its id, and what is told of each when it has been answered."""

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, request

from ..web.access.gate import asks_for_key
from ..web.response.problems import REFUSED, REQUEST_ID

request_id: Final[ContextVar[str]] = ContextVar("request_id", default="-")
"""The id of the request that is being answered, for the log."""

_ID: Final = re.compile(r"[A-Za-z0-9_.:/+=-]{1,100}")
_ENDPOINT: Final = "kashshaf.endpoint"
_PATH: Final = "kashshaf.path"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A request that has been answered.

    `path` is as it was asked for, but a secret in it is told by its name, `<key>`.
    `endpoint` is the name of the page, "" where there is none; `refused` says which
    limit ended it. `sent` is in bytes, `seconds` until the last was handed to the server.
    """

    id: str
    client: str
    method: str
    path: str
    query: str
    endpoint: str
    status: int
    refused: str
    sent: int
    seconds: float


class Watcher:
    """Who wants to know of requests; each may be told by any thread."""

    def begun(self) -> None:
        """A request has come in."""

    def ended(self, answered: Answered) -> None:
        """It has been answered, or broken off."""


def name_endpoints(application: Flask) -> None:
    """Let the pages of an application say by which name they are counted, before all else."""

    @application.before_request
    def name() -> None:
        request.environ[_ENDPOINT] = request.endpoint or ""
        if request.url_rule is not None and asks_for_key():
            request.environ[_PATH] = request.root_path + request.url_rule.rule


class Watched:
    """Gives each request its id, which the answer has in `X-Request-ID`, and tells watchers.

    A request that has an id when it comes here keeps it: proxies that are trusted give one.
    """

    def __init__(self, application: WSGIApplication, watchers: Sequence[Watcher]) -> None:
        self._application = application
        self._watchers = watchers

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer, and see to what becomes of it."""
        given = environ.get("HTTP_X_REQUEST_ID", "")
        environ[REQUEST_ID] = own = given if _ID.fullmatch(given) else uuid.uuid4().hex
        request_id.set(own)
        answer = _Answer(environ, self._watchers)

        def begin(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            answer.status = int(status[:3])
            return start(status, [*headers, ("X-Request-ID", own)], *error)

        try:
            answer.pieces = self._application(environ, begin)
        except BaseException:
            answer.close()
            raise
        return answer


class _Answer:
    """An answer on its way, counted as it goes."""

    def __init__(self, environ: WSGIEnvironment, watchers: Sequence[Watcher]) -> None:
        self.pieces: Iterable[bytes] = ()
        self.status = 500
        self._environ = environ
        self._watchers = watchers
        self._began = monotonic()
        self._sent = 0
        for watcher in watchers:
            watcher.begun()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self._sent += len(piece)
            yield piece

    def close(self) -> None:
        """What a server calls in the end, whatever the end is."""
        try:
            if close := getattr(self.pieces, "close", None):
                close()
        finally:
            answered = self._answered()
            for watcher in self._watchers:
                watcher.ended(answered)

    def _answered(self) -> Answered:
        environ = self._environ
        return Answered(
            id=environ[REQUEST_ID],
            client=environ.get("REMOTE_ADDR") or "",
            method=environ["REQUEST_METHOD"],
            path=environ.get(_PATH)
            or _text(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")),
            query=_text(environ.get("QUERY_STRING", "")),
            endpoint=environ.get(_ENDPOINT, ""),
            status=self.status,
            refused=environ.get(REFUSED, ""),
            sent=self._sent,
            seconds=monotonic() - self._began,
        )


def _text(of_wsgi: str) -> str:
    """Bytes that WSGI hands over as if each were a letter, as the UTF-8 that they are."""
    return of_wsgi.encode("latin-1").decode("utf-8", "replace")
