"""Keeps a blueprint's requests within their limits.

What a view returns may be a stream, which the server reads when the view is long over, and
sends for as long as its reader takes. A stream has its time from then on, and the places of
its request go with it: the thread's is given back with its end, the download's when all is sent.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from contextvars import copy_context
from ipaddress import ip_address
from typing import Any, Final, TypeAlias, TypeVar, cast
from weakref import finalize

from flask import Blueprint, Response, current_app, g, request

from ...archive.errors import KashshafError
from ...archive.time_limit import check_time, time_limit
from .limits import Limits

View = TypeVar("View", bound=Callable[..., Any])
WhenSent: TypeAlias = Callable[[Callable[[], None]], None]

WHEN_SENT: Final = "kashshaf.when_sent"
"""Where a server puts a `WhenSent` in the environment of a request: it calls what it is given
once the answer has left it, to the last byte or with its connection. Where a server knows no
such moment, the end of the work stands for it."""

_log = logging.getLogger(__name__)
_TAKES_LONG: Final = "kashshaf_takes_long"


def takes_long(view: View) -> View:
    """Mark a view that reads much of the archive, such as a download."""
    setattr(view, _TAKES_LONG, True)
    return view


def keep(blueprint: Blueprint, limits: Limits) -> None:
    """Keep the requests of a blueprint within limits; what is refused raises in it."""

    @blueprint.before_request
    def begin() -> None:
        g.kashshaf_places = _places(limits)
        g.kashshaf_time = ExitStack()
        g.kashshaf_time.enter_context(_time(limits, limits.seconds))

    @blueprint.after_request
    def go_on(response: Response) -> Response:
        if response.is_streamed and not response.direct_passthrough and "kashshaf_places" in g:
            places = g.kashshaf_places.pop_all()
            limit = _time(limits, limits.stream_seconds)
            response.response = cast(Iterable[bytes], _Stream(response.response, limit, places))
        return response

    @blueprint.teardown_request
    def end(_: BaseException | None) -> None:
        for held in ("kashshaf_time", "kashshaf_places"):
            g.pop(held, ExitStack()).close()


def _is_long() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, _TAKES_LONG, False)


def _time(limits: Limits, seconds: float) -> AbstractContextManager[None]:
    if _is_long():
        return time_limit(seconds)  # it has its place
    return time_limit(seconds, limits.slow_after, limits.slow.place())


def _places(limits: Limits) -> ExitStack:
    """The places that the request needs from its beginning."""
    with ExitStack() as places:
        if _is_long():
            client = places.enter_context(ExitStack())
            client.enter_context(limits.open.place(_client()))
            places.enter_context(limits.long.place())
            # Left last, and not with the work but when all of the answer has gone.
            when_sent: WhenSent = request.environ.get(WHEN_SENT, _now)
            places.callback(when_sent, client.pop_all().close)
        return places.pop_all()


def _now(callback: Callable[[], None]) -> None:
    callback()


def _client() -> str:
    """The address that asks; none behind a local socket, where all would be one."""
    try:
        return str(ip_address(request.remote_addr or ""))
    except ValueError:
        return ""


class _Stream:
    """The pieces of an answer, each made within a limit; it gives the places back at its end."""

    def __init__(
        self,
        pieces: Iterable[str] | Iterable[bytes],
        limit: AbstractContextManager[None],
        places: ExitStack,
    ) -> None:
        self._pieces: Iterator[str | bytes] = iter(pieces)
        # Whoever reads the stream has a context of its own, which is not to change.
        self._context = copy_context()
        self._context.run(places.enter_context, limit)
        if close := getattr(pieces, "close", None):
            places.callback(close)
        # A response that nobody reads or closes must not keep its places.
        self.close: Callable[[], object] = finalize(self, self._context.run, places.close)

    def __iter__(self) -> Iterator[str | bytes]:
        return self

    def __next__(self) -> str | bytes:
        try:
            piece: str | bytes = self._context.run(self._piece)
        except KashshafError as error:
            _log.warning("an answer was broken off: %s", error)
            self.close()
            # What has been sent of it says already that all is well.
            raise ConnectionAbortedError(str(error)) from error
        except BaseException:
            self.close()
            raise
        return piece

    def _piece(self) -> str | bytes:
        check_time()
        return next(self._pieces)
