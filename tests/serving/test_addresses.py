"""Under which names, paths and proxies the server answers, and what it makes of them."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from email.message import Message
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from sockets import KASHSHAF, Answer, Running, free_port, lines_of, serving, wait_until


def test_on_this_machine_only_its_own_names_are_answered(press: Path) -> None:
    with serving(press) as server:
        for host in ("localhost", "127.0.0.1", "localhost:9", "[::1]:80", "LOCALHOST"):
            assert server.get("/", Host=host).status == 200, host
        for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "::"):
            refused = server.get("/api/v1/search?q=", Host=host)
            assert refused.status == 400, host
            assert "--trusted-host" in refused.text
        twice = server.connect()
        twice.sendall(b"GET / HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\n\r\n")
        assert twice.recv(100).startswith(b"HTTP/1.1 400")
        absolute = server.connect()
        absolute.sendall(b"GET http://evil.example/feed.atom HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"evil.example" not in absolute.recv(1 << 20)


def named(folder: Path, *names: str) -> AbstractContextManager[Running]:
    return serving(folder, *(part for name in names for part in ("--trusted-host", name)))


def test_names_that_are_trusted_are_answered_and_those_below_a_dot(press: Path) -> None:
    trusted = ("news.example", ".example.org", "أرشيف.example", "::1")
    with pytest.raises(AssertionError, match="without a port"), named(press, *trusted):
        pass
    with named(press, *trusted[:3]) as server:
        for host in (
            "news.example:8080",
            "xn--igb2aj6c2b.example",
            "example.org",
            "a.b.example.org",
            "localhost",
        ):
            assert server.get("/", Host=host).status == 200, host
        for host in ("old.news.example", "badexample.org", "192.0.2.7"):
            assert server.get("/", Host=host).status == 400, host


def test_to_a_network_it_answers_by_number_and_own_name_and_says_so(press: Path) -> None:
    own = socket.gethostname()
    with serving(press, "--host", "0.0.0.0") as server:  # noqa: S104  # that is what it is about
        for host in ("192.0.2.7:8000", "[2001:db8::1]", "localhost", own, f"{own}:8000"):
            assert server.get("/", Host=host).status == 200, host
        assert server.get("/", Host="evil.example").status == 400
        _, said = server.stop()
        assert (
            f"whoever reaches this machine can read all of it, under its addresses and as {own}"
            in said
        )


def test_the_public_address_is_in_all_that_names_one(press: Path) -> None:
    with serving(press, "--public-url", "https://news.example/archive") as server:
        for host in ("news.example", f"127.0.0.1:{server.port}"):
            for path in (
                "/archive/feed.atom",
                "/feed.atom",
                "/archive/sitemap.xml",
                "/opensearch.xml",
            ):
                page = server.get(path, Host=host).text
                assert "https://news.example/archive/" in page
                assert "127.0.0.1" not in page
                assert "http://news.example" not in page
        assert 'href="/archive/' in server.get("/archive/").text
        assert "Secure" in server.get("/?lang=en").headers["Set-Cookie"]
        assert server.get("/", Host="other.example").status == 400


@pytest.mark.parametrize(
    "prefix", [pytest.param("/archive", marks=pytest.mark.long), "archive/", "/أرشيف"]
)
def test_a_prefix_may_be_passed_on_by_the_proxy_or_taken_off(press: Path, prefix: str) -> None:
    path = quote("/" + prefix.strip("/"))
    with serving(press, "--prefix", prefix) as server:
        for asked in (f"{path}/?q=%D9%83", "/?q=%D9%83"):
            page = server.get(asked)
            assert page.status == 200
            assert f'href="{unquote(path)}/' in unquote(page.text)
        assert server.get(path).status in (200, 308)


FORGED = {
    "X_Forwarded_For": "203.0.113.9",
    "X_Forwarded_Proto": "https",
    "X_Forwarded_Host": "evil.example",
    "X_Forwarded_Prefix": "//evil.example",
    "X_Request_ID": "forged",
    "Forwarded": "for=203.0.113.9;host=evil.example",
}


def test_what_a_proxy_would_say_counts_from_nobody_unless_asked_for(
    press: Path, tmp_path: Path
) -> None:
    log = tmp_path / "access.jsonl"
    with serving(press, "--access-log", str(log), "--trusted-proxy", "192.0.2.0/24") as server:
        assert "evil.example" not in (answer := server.get("/feed.atom", **FORGED)).text
        assert answer.headers["X-Request-ID"] != "forged"
        assert "Secure" not in str(server.get("/?lang=en", **FORGED).headers)
        server.stop()
    assert {line["client"] for line in lines_of(log)} == {"127.0.0.1"}


def test_a_proxy_on_this_machine_is_believed_where_asked_for(press: Path, tmp_path: Path) -> None:
    log = tmp_path / "access.jsonl"
    options = ("--access-log", str(log), "--proxy-headers", "--trusted-host", "news.example")
    with serving(press, *options) as server:
        said = {
            "X_Forwarded_For": "6.6.6.6, 203.0.113.9",
            "X_Forwarded_Proto": "https",
            "X_Forwarded_Host": "news.example",
            "X_Forwarded_Prefix": "//evil.example",
            "X_Request_ID": "a1-b2",
        }
        answer = server.get("/feed.atom", **said)
        assert "https://news.example/" in answer.text
        assert "evil.example" not in answer.text
        assert answer.headers["X-Request-ID"] == "a1-b2"
        assert "Secure" in str(server.get("/?lang=en", **said).headers)
        assert server.get("/", **(said | {"X_Forwarded_Host": "evil.example"})).status == 400
        for bad in ("x" * 200, "a b", "ب", '"}'):
            asked = said | {"X_Request_ID": bad.encode().decode("latin-1")}
            assert server.get("/nowhere", **asked).headers["X-Request-ID"] != bad
        server.stop()
    # What stands left of it is what the client of the proxy said itself.
    assert {line["client"] for line in lines_of(log)} == {"203.0.113.9"}


def ask_by_file(file: Path, path: str, *headers: str) -> Answer:
    """Ask a server that listens on a file."""
    lines = [f"GET {path} HTTP/1.0", "Host: localhost", *headers, "", ""]
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(30)
        client.connect(str(file))
        client.sendall("\r\n".join(lines).encode())
        head, _, body = b"".join(iter(lambda: client.recv(1 << 16), b"")).partition(b"\r\n\r\n")
    return Answer(int(head.split()[1]), Message(), body.decode())


@pytest.fixture
def short(tmp_path: Path) -> Iterator[Path]:
    """A folder whose path is short enough for a socket."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    yield folder
    shutil.rmtree(folder)


@contextmanager
def serving_on(file: Path, folder: Path, *options: str) -> Iterator[Running]:
    with subprocess.Popen(
        [*KASHSHAF, "serve", "-a", str(folder), "--socket", str(file), *options],
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            wait_until(lambda: can_be_asked(file), "the server answers")
            yield Running(process, 0)
        finally:
            process.kill()


def can_be_asked(file: Path) -> bool:
    try:
        return ask_by_file(file, "/readyz").status == 200
    except OSError:
        return False


@pytest.mark.parametrize("processes", [pytest.param(1, marks=pytest.mark.long), 2])
def test_a_file_can_be_listened_on_and_is_gone_at_the_end(
    press: Path, short: Path, processes: int
) -> None:
    file = short / "web.sock"
    with serving_on(file, press, "--processes", str(processes)) as server:
        assert ask_by_file(file, "/?q=%D9%83").status == 200
        assert file.stat().st_mode & 0o777 == 0o660
        taken = subprocess.run(
            [*KASHSHAF, "serve", "-a", str(press), "--socket", str(file)],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert taken.returncode == 1
        assert (
            taken.stderr
            == f"Error: cannot listen on {file}: Address already in use; choose another --socket\n"
        )
        status, said = server.stop()
        assert (status, "Traceback" in said) == (0, False)
    assert not file.exists()


def test_a_file_that_a_killed_server_left_is_taken_over_and_no_other(
    press: Path, short: Path
) -> None:
    file = short / "web.sock"
    with serving_on(file, press) as server:
        server.process.kill()
    assert file.exists()
    with serving_on(file, press):
        pass
    other = short / "notes.txt"
    other.write_text("mine", "utf-8")
    refused = subprocess.run(
        [*KASHSHAF, "serve", "-a", str(press), "--socket", str(other)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert refused.returncode == 1
    assert f"cannot listen on {other}" in refused.stderr
    assert other.read_text("utf-8") == "mine"


NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@pytest.mark.skipif(NGINX is None, reason="there is no nginx here")
def test_behind_nginx_readers_are_told_apart_and_addresses_are_public(
    press: Path, short: Path
) -> None:
    file, log, port = short / "web.sock", short / "access.jsonl", free_port()
    (short / "nginx.conf").write_text(
        f"""
        {"user root root;" if os.geteuid() == 0 else ""}
        pid {short}/nginx.pid; error_log {short}/error.log; daemon off;
        events {{}}
        http {{
            access_log off; client_body_temp_path {short}; proxy_temp_path {short};
            fastcgi_temp_path {short}; uwsgi_temp_path {short}; scgi_temp_path {short};
            server {{
                listen 127.0.0.1:{port};
                location /archive/ {{
                    proxy_pass http://unix:{file}:;
                    proxy_set_header Host $host;
                    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    proxy_set_header X-Forwarded-Proto https;
                    proxy_set_header X-Request-ID $request_id;
                }}
            }}
        }}""",
        "utf-8",
    )
    options = ("--prefix", "/archive", "--proxy-headers", "--access-log", str(log))
    with (
        serving_on(file, press, *options, "--trusted-host", "news.example"),
        subprocess.Popen(
            [str(NGINX), "-c", f"{short}/nginx.conf", "-e", f"{short}/error.log"]
        ) as nginx,
    ):
        proxy = Running(nginx, port)  # type: ignore[arg-type]  # it says nothing
        try:
            wait_until(lambda: _listens(port), "nginx answers")
            feed = proxy.get("/archive/feed.atom", Host="news.example", X_Forwarded_For="6.6.6.6")
            assert "https://news.example/archive/" in feed.text
            assert len(feed.headers["X-Request-ID"]) == 32
            assert proxy.get("/archive/", Host="evil.example").status == 400
            wait_until(lambda: len(lines_of(log)) > 1, "the lines are written")
        finally:
            nginx.terminate()
    assert {line["client"] for line in lines_of(log)} == {"127.0.0.1"}
    assert feed.headers["X-Request-ID"] in {line["request_id"] for line in lines_of(log)}


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--public-url", "news.example"), "is no address of pages"),
        (("--public-url", "ftp://news.example"), "is no address of pages"),
        (("--public-url", "https://news.example/?q=1"), "is no address of pages"),
        (("--public-url", "https://n.example/a", "--prefix", "/b"), "leave --prefix away"),
        (("--trusted-proxy", "proxy"), "10.0.0.0/8"),
        (("--metrics", "9100x"), "127.0.0.1:9100"),
        (("--threads", "1"), "x>=8"),
        (("--log-queries",), "--access-log"),
    ],
)
def test_options_that_make_no_sense_are_wrong_usage(
    press: Path, options: tuple[str, ...], said: str
) -> None:
    refused = subprocess.run(
        [*KASHSHAF, "serve", "-a", str(press), *options],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "COLUMNS": "400"},
    )
    assert refused.returncode == 2
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr
