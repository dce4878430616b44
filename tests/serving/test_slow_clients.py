"""Readers that do not read and senders that do not send hold nothing that others need."""

import json
import signal
import socket
import sys
import threading
import time
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sockets import Running, is_closed, received, serving, wait_until

from kashshaf.index.searching.traces import MOST_TRACED

PLAIN = "/?q=%D8%AE%D8%A8%D8%B1"


def server_with_patience(seconds: float, folder: Path) -> AbstractContextManager[Running]:
    """A server that waits so long for a client, and a second more for one that asks nothing."""
    code = (
        "import sys; from kashshaf.serving import connections as c;"
        f"c._WINDOW = c._RECEIVING = {seconds}; c._IDLE = {seconds + 1};"
        "from kashshaf.cli.main import main; main(['serve', *sys.argv[1:]])"
    )
    return serving(folder, command=(sys.executable, "-c", code))


def hurried_server(folder: Path) -> AbstractContextManager[Running]:
    """A server whose patience is short, so that the tests need have no more."""
    return server_with_patience(3, folder)


def test_readers_who_do_not_read_stop_nobody(large: Path) -> None:
    with server_with_patience(1000, large) as server:
        for _ in range(2):
            server.begin("/export.jsonl")
        for _ in range(20):
            server.ask("/export.jsonl")
        assert server.get("/export.csv?q=none").status == 429
        assert server.get(PLAIN).status == 200
        assert server.get("/export.csv?q=none").status == 429, "and still are"


def test_downloads_of_one_address_are_few_until_its_reader_has_them_or_goes(large: Path) -> None:
    with serving(large) as server:
        stuck = [server.begin("/export.jsonl") for _ in range(2)]
        assert server.get("/export.csv?q=none").status == 429
        for client in stuck:
            client.close()
        wait_until(lambda: server.get("/export.csv?q=none").status == 200, "it is let in")


def test_a_reader_in_no_hurry_gets_all_of_it(large: Path) -> None:
    with serving(large) as server, server.ask("/export.jsonl", room=1 << 20) as client:
        size = 0
        began = time.monotonic()
        while time.monotonic() - began < 2:
            size += len(client.recv(1 << 16))
            time.sleep(0.01)
        while piece := client.recv(1 << 20):
            size += len(piece)
            if piece.endswith(b"0\r\n\r\n"):
                break
        assert size > 100 << 20
        assert piece.endswith(b"0\r\n\r\n")  # by which HTTP says that this was all


def test_readers_who_take_nothing_or_a_letter_a_second_are_left(large: Path) -> None:
    with hurried_server(large) as server:
        still, trickling = server.begin("/export.jsonl"), server.begin("/export.jsonl")
        until = time.monotonic() + 40
        while server.get("/export.csv?q=none").status == 429:
            assert time.monotonic() < until
            trickling.recv(1)
            time.sleep(1)
        assert is_closed(still)
        wait_until(lambda: is_closed(trickling), "the other is closed")


def test_who_sends_a_request_slowly_or_none_is_left(press: Path) -> None:
    with hurried_server(press) as server:
        silent, slow = server.connect(), server.connect()
        slow.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        body = server.connect()
        body.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n")
        began = time.monotonic()
        closed: set[socket.socket] = set()
        while len(closed) < 3 and time.monotonic() - began < 40:
            for client in {slow, body} - closed:
                try:
                    client.sendall(b"x")
                except OSError:
                    closed.add(client)
            closed |= {one for one in (silent,) if one not in closed and is_closed(one)}
            time.sleep(0.5)
        assert closed == {silent, slow, body}


@pytest.mark.long
def test_time_in_which_the_server_stood_still_is_held_against_nobody(press: Path) -> None:
    with hurried_server(press) as server, server.connect() as client, server.connect() as begun:
        begun.sendall(b"GET /healthz HTTP/1.1\r\n")
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert received(client, b"ok\n").startswith(b"HTTP/1.1 200")
        server.process.send_signal(signal.SIGSTOP)
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        begun.sendall(b"Host: localhost\r\n\r\n")
        time.sleep(6)
        server.process.send_signal(signal.SIGCONT)
        for one in (client, begun):
            assert received(one, b"ok\n").startswith(b"HTTP/1.1 200")


@pytest.mark.long
def test_a_connection_that_is_used_is_kept(press: Path) -> None:
    with hurried_server(press) as server, server.connect() as client:
        for _ in range(7):
            client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert received(client, b"ok\n").startswith(b"HTTP/1.1 200")
            time.sleep(1)


def test_hundreds_of_silent_connections_keep_nobody_out(press: Path) -> None:
    with serving(press) as server:
        for _ in range(1100):
            server.connect()
        assert server.seconds("/healthz") < 20


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_of_300_megabytes_is_refused_before_it_is_read(press: Path, chunked: bool) -> None:
    with serving(press) as server, server.connect() as client:
        size = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {300 << 20}"
        client.sendall(f"GET / HTTP/1.1\r\nHost: localhost\r\n{size}\r\n\r\n".encode())
        sent = 0
        piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n" if chunked else b"x" * 0x10000
        try:
            while sent < 300 << 20:
                sent += client.send(piece)
        except OSError:
            pass
        assert sent < 16 << 20
        assert client.recv(100).startswith(b"HTTP/1.1 413")


def test_the_longest_text_that_is_looked_for_arrives_however_its_letters_are_written(
    press: Path,
) -> None:
    with serving(press) as server, server.connect() as client:
        body = json.dumps({"text": "م" * MOST_TRACED}).encode()
        head = (
            "POST /api/v1/trace HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        )
        client.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        assert client.recv(100).startswith(b"HTTP/1.1 200")


def test_what_has_begun_is_answered_to_its_end_and_nobody_else_is_waited_for(large: Path) -> None:
    with serving(large) as server:
        server.begin("/export.jsonl")
        server.connect()
        reader = server.begin("/export.jsonl", room=1 << 20)
        pieces: list[bytes] = [b""]
        thread = threading.Thread(
            target=lambda: pieces.extend(iter(lambda: reader.recv(1 << 20), b""))
        )
        thread.start()
        began = time.monotonic()
        status, said = server.stop()
        assert time.monotonic() - began < 60
        thread.join()
        assert (status, "Traceback" in said) == (0, False)
        assert b"".join(pieces[-2:]).endswith(b"0\r\n\r\n")
