"""waitress, which gives a thread to a request when it has all of it, and sends as readers read.

What it leaves open is mended here: a reader that does not read, or a sender that sends a letter
a minute, holds nothing for long.

- What a thread has made waits in memory, and beyond a megabyte in a file, until it is sent. Only
  where that is more than `_UNSENT` does a thread wait for the reader, and it has a place in a
  small room then (`web/limits`).
- A connection with something to send must take it at `_RATE` and within `_SENDING`; a request
  must be whole within `_RECEIVING`; one that asks for nothing is closed after `_IDLE`, or, where
  connections are becoming few, before others that ask.
- The app knows when an answer has left (`WHEN_SENT`), so that downloads count until then.
"""

import logging
import select
import socket
from collections.abc import Callable
from time import monotonic
from typing import Any, Final

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher, WSGITask

from ..archive.collections.bounds import LARGEST_FILE
from ..web.limits.requests import WHEN_SENT
from .options import Options

_UNSENT: Final = 64 << 20
"""Bytes of one answer that wait for its reader."""
_BODY: Final = LARGEST_FILE + (128 << 10)
"""Bytes of a request's body: of a file of lists, or of a text that is looked for."""
_IN_MEMORY: Final = 128 << 10
"""Bytes of it that are kept in memory; more stands in a file until all is there."""
_HEADERS: Final = 64 << 10
_CONNECTIONS: Final = 1000

_RATE: Final = 4096
"""Bytes a second that a reader must take, over `_WINDOW` seconds."""
_WINDOW: Final = 15.0
_SENDING: Final = 1800.0
_RECEIVING: Final = 20.0
_IDLE: Final = 75.0
"""Longer than proxies keep theirs, so that none is closed as they begin to use it."""
_GRACE: Final = 10.0
"""Seconds that open requests have to end when the server is to."""


_OF_NETWORKS: Final = (socket.AF_INET, socket.AF_INET6)


class _Task(WSGITask):
    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        connection: Any = self.channel
        environ[WHEN_SENT] = connection.when_sent
        return environ


class Connection(HTTPChannel):
    """One connection, which is looked after every second."""

    task_class = _Task

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._sent = 0
        self._to_call: list[Callable[[], None]] = []
        self._idle_since = monotonic()
        self._request_since: float | None = None
        self._unsent_since: float | None = None
        self._window = (0.0, 0)
        super().__init__(*arguments, **options)

    @property
    def is_idle(self) -> bool:
        """Whether it neither works nor sends."""
        return not self.requests and not self.total_outbufs_len

    def when_sent(self, callback: Callable[[], None]) -> None:
        """Call back when what the thread that asks this has made is sent, or never will be."""
        self._to_call.append(callback)
        if not self.connected:
            self._call_back()

    def _call_back(self) -> None:
        while self._to_call:
            self._to_call.pop()()

    def received(self, data: bytes) -> bool:
        """Note when a request began that is not all there."""
        went_on: bool = super().received(data)
        self._idle_since = now = monotonic()
        began = self._request_since or now
        self._request_since = None if self.request is None else began
        return went_on

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Note how much went."""
        sent: int = super().send(data, do_close)
        self._sent += sent
        return sent

    def writable(self) -> bool:
        """Whether it is to be asked as soon as the socket takes more."""
        return bool(super().writable() or (self._to_call and self.is_idle))

    def handle_write(self) -> None:
        """Send what there is; at its end, whoever waits for that is told."""
        super().handle_write()
        if self.is_idle:
            self._call_back()

    def handle_close(self) -> None:
        """Let go of all that waits for this connection."""
        super().handle_close()
        self._call_back()

    def look_after(self, now: float) -> None:
        """Close it where whoever is at its other end keeps it waiting."""
        if self.total_outbufs_len:
            self._idle_since = now
            keeps_waiting = self._reads_too_slowly(now)
        else:
            self._unsent_since = None
            if self.requests:
                self._idle_since = now
            keeps_waiting = not self.requests and self._asks_too_slowly(now)
        if keeps_waiting:
            # At once: a socket whose reader does not read never becomes writable again.
            self.handle_close()

    def _reads_too_slowly(self, now: float) -> bool:
        if self._unsent_since is None:
            self._unsent_since, self._window = now, (now, self._sent)
        since, sent_before = self._window
        if now - since >= _WINDOW:
            if self._sent - sent_before < _RATE * _WINDOW:
                return True
            self._window = (now, self._sent)
        return now - self._unsent_since > _SENDING

    def _asks_too_slowly(self, now: float) -> bool:
        if self._request_since is not None:
            return now - self._request_since > _RECEIVING
        return now - self._idle_since > _IDLE

    @property
    def idle_since(self) -> float:
        """When it last did anything, as `monotonic` has it."""
        return self._idle_since

    @property
    def is_left(self) -> bool:
        """Whether it is idle, and no request can be on its way that was sent before the end."""
        return self.is_idle and monotonic() - self._idle_since > 1


class Server(TcpWSGIServer):
    """waitress on a socket that listens already, of whatever kind."""

    channel_class = Connection

    def __init__(self, application: Any, **options: Any) -> None:
        self._all: dict[int, Any] = {}
        """By its number, each file that is waited for: the socket, connections, what wakes us."""
        self._looked_after = monotonic()
        super().__init__(application, map=self._all, **options)

    def getsockname(self) -> tuple[str, str]:
        """Where it listens; a file has no port."""
        if self.family in _OF_NETWORKS:
            return super().getsockname()
        return "unix", ""

    def set_socket_options(self, conn: socket.socket) -> None:
        """Files have none of those of TCP."""
        if self.family in _OF_NETWORKS:
            super().set_socket_options(conn)

    def fix_addr(self, addr: Any) -> Any:
        """Whoever comes by a file has no address."""
        return addr if self.family in _OF_NETWORKS else ("localhost", None)

    def maintenance(self, now: float) -> None:
        """Nothing: waitress asks for this before it has read what came meanwhile."""

    def _look_after_all(self, now: float) -> None:
        for connection in self._connections():
            connection.look_after(now)
        idle = [one for one in self._connections() if one.is_idle]
        too_many = len(self._connections()) - _CONNECTIONS * 9 // 10
        for connection in sorted(idle, key=lambda one: one.idle_since)[: max(too_many, 0)]:
            connection.handle_close()

    def serve(self, going_on: Callable[[], bool], beat: Callable[[], object]) -> None:
        """Answer while `going_on`, then to the end of what has begun, or for some seconds.

        `beat` is called all the while, at least every second.
        """
        while going_on():
            self._once()
            beat()
        wasyncore.dispatcher.close(self)  # the socket, not what the threads wake us by
        until = monotonic() + _GRACE
        while monotonic() < until and not all(one.is_left for one in self._connections()):
            self._once()
            beat()
        for connection in self._connections():
            connection.handle_close()
        self.task_dispatcher.shutdown(timeout=1)

    def _connections(self) -> list[Connection]:
        channels: Any = self.active_channels
        return list(channels.values())

    def _once(self) -> None:
        """Read and send what can be; every second, hold against clients what they have not done.

        Before that it reads and sends once more: it may be this process that stood still, on a
        busy machine or one that slept.
        """
        self._read_and_send(0.5)
        now = monotonic()
        if now - self._looked_after >= 1:
            self._looked_after = now
            self._read_and_send(0)
            self._look_after_all(now)

    def _read_and_send(self, seconds: float) -> None:
        wasyncore.loop(seconds, self.adj.asyncore_use_poll, self._all, count=1)


def server_of(application: Any, listening: socket.socket, options: Options) -> Server:
    """A server that answers on a socket."""
    # It is no trouble that requests wait a moment for a thread.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    adjustments = Adjustments(
        sockets=[listening],
        threads=options.threads,
        ident="",
        url_prefix=options.prefix.encode().decode("latin-1"),
        # `Proxies` decides whose count.
        clear_untrusted_proxy_headers=False,
        outbuf_high_watermark=_UNSENT,
        max_request_body_size=_BODY,
        inbuf_overflow=_IN_MEMORY,
        max_request_header_size=_HEADERS,
        connection_limit=_CONNECTIONS,
        log_socket_errors=False,
        # `select` knows only files with small numbers.
        asyncore_use_poll=hasattr(select, "poll"),
    )
    threads = ThreadedTaskDispatcher()
    threads.set_thread_count(options.threads)
    return Server(
        application,
        _sock=listening,
        dispatcher=threads,
        adj=adjustments,
        sockinfo=(listening.family, listening.type, listening.proto, None),
        bind_socket=False,
    )
