"""From the options to the last answer."""

import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final

from .access_log import AccessLog
from .application import application
from .connections import server_of
from .listening import listen
from .memory import share_memory
from .metrics import Metrics, check_metrics, expose, exposed_beside
from .options import Options, ServingError
from .watching import Watcher, request_id

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from ..facade.archive import Archive

_ENDS: Final = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


def serve_archive(archive: "Archive", options: Options, ready: Callable[[], None]) -> None:
    """Answer in this process until a signal says to end; `ready` is called when it listens."""
    share_memory()
    check_metrics(options)
    watchers = _watchers(options)
    with _listening(options) as listening, _until_told() as going_on:
        _log_with_ids()
        if options.metrics is not None:
            metrics = Metrics()
            expose(archive, metrics.registry, options.metrics)
            watchers.append(metrics)
        server = server_of(application(archive, options, watchers), listening, options)
        ready()
        server.serve(going_on, lambda: None)


def serve_folder(folder: Path, options: Options, ready: Callable[[], None]) -> None:
    """Answer in several processes, each with the archive open for itself."""
    try:
        from .processes import run_processes
    except ImportError as error:
        raise ServingError(
            "this system cannot have several processes on one port: leave --processes away"
        ) from error
    share_memory()
    check_metrics(options)
    _watchers(options)  # so that what cannot be is said here, and not by each of them

    def open_application() -> "WSGIApplication":
        from ..facade.archive import Archive

        _log_with_ids()
        counted: list[Watcher] = [] if options.metrics is None else [Metrics()]
        return application(Archive.open(folder), options, [*_watchers(options), *counted])

    with _listening(options) as listening, ExitStack() as beside:
        if options.metrics is not None:
            beside.enter_context(exposed_beside(folder, options.metrics))
        ready()
        run_processes(open_application, listening, options)


def _watchers(options: Options) -> list[Watcher]:
    if options.access_log is None:
        return []
    return [AccessLog(options.access_log, options.log_queries)]


@contextmanager
def _listening(options: Options) -> Iterator[socket.socket]:
    with listen(options) as listening:
        try:
            yield listening
        finally:
            if options.socket is not None:
                with suppress(FileNotFoundError):
                    options.socket.unlink()


@contextmanager
def _until_told() -> Iterator[Callable[[], bool]]:
    """Give what says whether to go on, which is until a signal says to end.

    Those that are ignored stay so, as Ctrl+C is where a script has `&`.
    """
    told = False

    def tell(_: int, __: FrameType | None) -> None:
        nonlocal told
        told = True

    heeded = [end for end in _ENDS if signal.getsignal(end) is not signal.SIG_IGN]
    before = {end: signal.signal(end, tell) for end in heeded}
    try:
        yield lambda: not told
    finally:
        for end, handler in before.items():
            signal.signal(end, handler)


def _log_with_ids() -> None:
    """Write warnings to standard error, each with the id of its request."""
    handler = logging.StreamHandler()
    handler.addFilter(_name_request)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s [%(request)s] %(message)s"))
    logging.basicConfig(handlers=[handler], force=True)


def _name_request(record: logging.LogRecord) -> bool:
    record.request = f"{os.getpid()} {request_id.get()}"
    return True
