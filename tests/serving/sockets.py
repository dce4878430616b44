"""Servers as processes of their own, and clients that mean no good, over real sockets."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import Any, NamedTuple

KASHSHAF = [sys.executable, "-m", "kashshaf.cli.main"]


# What the environment says of proxies is not for servers of tests, and redirects are to be seen.
_OPENER = urllib.request.OpenerDirector()
for _handler in (urllib.request.HTTPHandler, urllib.request.HTTPDefaultErrorHandler):
    _OPENER.add_handler(_handler())
_OPENER.add_handler(urllib.request.HTTPErrorProcessor())


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    headers: Message
    text: str


class Running:
    """A server that runs."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process = process
        self.port = port
        self.clients: list[socket.socket] = []

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page, with headers whose names have hyphens for underscores."""
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}")
        for name, value in headers.items():
            asked.add_header(name.replace("_", "-"), value)
        try:
            with _OPENER.open(asked, timeout=60) as answer:
                return Answer(answer.status, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read().decode())

    def seconds(self, path: str) -> float:
        """How long a page takes that is answered well."""
        began = time.monotonic()
        assert self.get(path).status == 200
        return time.monotonic() - began

    def connect(self, *, room: int = 4096) -> socket.socket:
        """A connection whose client has little room for what it does not read."""
        client = socket.socket()
        self.clients.append(client)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        client.settimeout(60)
        client.connect(("127.0.0.1", self.port))
        return client

    def ask(self, path: str, **options: Any) -> socket.socket:
        """Ask for a page and read nothing of it."""
        client = self.connect(**options)
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        return client

    def begin(self, path: str, **options: Any) -> socket.socket:
        """Ask for a page, and read that it is given and no more of it."""
        client = self.ask(path, **options)
        begun = client.recv(12)
        assert begun == b"HTTP/1.1 200", begun
        return client

    def stop(self, by: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """End it; its exit status and what it has said since."""
        self.process.send_signal(by)
        _, said = self.process.communicate(timeout=40)
        return self.process.returncode, said


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as given:
        given.bind(("127.0.0.1", 0))
        port: int = given.getsockname()[1]
        return port


def heed_signals() -> None:
    """Also where whatever started the tests ignores them, as a script's `&` and `nohup` do."""
    for one in (signal.SIGINT, signal.SIGHUP):
        signal.signal(one, signal.SIG_DFL)


@contextmanager
def serving(folder: Path, *options: str, command: tuple[str, ...] = ()) -> Iterator[Running]:
    """Serve an archive, and begin when it answers."""
    port = free_port()
    begun = [*(command or (*KASHSHAF, "serve")), "-a", str(folder), "--port", str(port), *options]
    with subprocess.Popen(
        begun,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        preexec_fn=heed_signals,
    ) as process:
        server = Running(process, port)
        try:
            wait_until(lambda: answers(server), "the server answers")
            yield server
        finally:
            process.kill()
            for client in server.clients:
                client.close()


def answers(server: Running) -> bool:
    """Whether it is ready; what it said is told where it ended instead."""
    if server.process.poll() is not None:
        assert server.process.stderr
        raise AssertionError(server.process.stderr.read())
    try:
        return server.get("/readyz").status == 200
    except OSError:
        return False


def wait_until(true: Any, what: str, seconds: float = 40) -> None:
    """Wait for something to come true."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"it never came true that {what}"
        time.sleep(0.05)


def lines_of(log: Path) -> list[dict[str, Any]]:
    """The lines of an access log."""
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def received(client: socket.socket, end: bytes) -> bytes:
    """What comes by a connection until it ends so, or is closed."""
    pieces = b""
    while not pieces.endswith(end) and (piece := client.recv(1000)):
        pieces += piece
    return pieces


def is_closed(client: socket.socket) -> bool:
    """Whether the server has closed a connection, or closes it within a moment."""
    client.settimeout(1)
    try:
        while client.recv(1 << 16):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True
