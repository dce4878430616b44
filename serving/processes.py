"""Several processes on one socket, under gunicorn; in each of them waitress answers.

gunicorn begins the processes, begins another where one has died or no longer moves, and lets
all end in peace. Its own threaded workers are not used: each slow reader and each slow sender
keeps one of their threads for as long as it likes.
"""

import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any, Final
from wsgiref.types import WSGIApplication

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from .connections import server_of
from .metrics import forget_process
from .options import Options

_STANDS_STILL: Final = 30
"""Seconds without a sign after which a process is put an end to."""
_TO_END: Final = 12


def run_processes(
    open_application: Callable[[], WSGIApplication], listening: socket.socket, options: Options
) -> None:
    """Answer in several processes until told to end, which is by `SystemExit`.

    The application is opened in each: nothing that is open may cross a fork.
    """
    _Arbiter(_Served(open_application, listening.detach(), options)).run()


class _Served(BaseApplication):
    """What gunicorn asks for its settings and for the application."""

    def __init__(
        self, open_application: Callable[[], WSGIApplication], listening: int, options: Options
    ) -> None:
        self._open = open_application
        self._listening = listening
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        settings = {
            "bind": [f"fd://{self._listening}"],
            "workers": self.options.processes,
            "worker_class": Waitress,
            "timeout": _STANDS_STILL,
            "graceful_timeout": _TO_END,
            "loglevel": "warning",
            "control_socket_disable": True,
            "proc_name": "kashshaf",
            "child_exit": lambda _, worker: forget_process(worker.pid),
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return self._open()


class _Arbiter(Arbiter):
    """The process that answers nothing itself."""

    def __init__(self, served: _Served) -> None:
        self._on_terminal = sys.stderr.isatty()
        super().__init__(served)

    def init_signals(self) -> None:
        """Heed all but what was ignored before, as it is for what a script left behind."""
        ends = (signal.SIGINT, signal.SIGHUP)
        ignored = [end for end in ends if signal.getsignal(end) is signal.SIG_IGN]
        super().init_signals()
        for end in ignored:
            signal.signal(end, signal.SIG_IGN)

    def handle_hup(self) -> None:
        """A service begins anew with its settings; what hangs on a terminal ends with it."""
        if self._on_terminal:
            raise StopIteration
        super().handle_hup()

    def spawn_worker(self) -> int:
        """Begin a process, which leaves here and nowhere else.

        What is to be cleared away at the end belongs to the process that made it.
        """
        try:
            return int(super().spawn_worker())
        except SystemExit as ended:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(ended.code if isinstance(ended.code, int) else 1)


class Waitress(Worker):
    """A process that answers."""

    def init_signals(self) -> None:
        """Let the first process say when to end: Ctrl+C goes to all at once."""
        super().init_signals()
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def run(self) -> None:
        """Answer until told to end, or left alone."""
        # gunicorn wraps its sockets, and waitress wants one of its own.
        wrapped: Any = self.sockets[0]
        served: Any = self.app
        server = server_of(self.wsgi, wrapped.sock.dup(), served.options)
        server.serve(self._goes_on, self.notify)

    def _goes_on(self) -> Any:
        return self.alive and os.getppid() == self.ppid
