"""`serve --auth`: who is let in over real sockets, what is said at its start and what is logged."""

import base64
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sockets import serving

from kashshaf import Archive
from kashshaf.cli.main import main
from kashshaf.web.access.passwords import set_password

LAYLA = "Basic " + base64.b64encode("layla:بحر لا يهدأ أبدا".encode()).decode()
WRONG = "Basic " + base64.b64encode("layla:قطار-سري".encode()).decode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "readers"
    set_password(made, "layla", "بحر لا يهدأ أبدا")
    return made


@pytest.fixture
def private(tmp_path: Path) -> Path:
    folder = tmp_path / "private"
    with Archive.create(folder, title="أوراق خاصة") as archive:
        archive.add([{"id": "1", "title": "مكتبة", "text": "نص"}])
    settings = folder / "settings.toml"
    settings.write_text(settings.read_text("utf-8").replace("# private", "private"), "utf-8")
    return folder


@pytest.mark.parametrize("processes", ["1", pytest.param("2", marks=pytest.mark.long)])
def test_only_readers_are_let_in_and_health_alone_is_told_to_all(
    press: Path, file: Path, tmp_path: Path, processes: str
) -> None:
    log = tmp_path / "log"
    options = ("--auth", str(file), "--processes", processes, "--access-log", str(log))
    with serving(press, *options) as server:
        for path in ("/", "/api/v1/search", "/kashshaf-static/keys.js", "/robots.txt", "/metrics"):
            assert server.get(path).status == 401
            assert server.get(path, Authorization=WRONG).status == 401
        assert server.get("/healthz").status == server.get("/readyz").status == 200
        for _ in range(4):
            assert server.get("/", Authorization=LAYLA).status == 200
        _, said = server.stop()
    assert "a wrong name or password from 127.0.0.1" in said
    told = said + log.read_text("utf-8")
    for secret in ("بحر", "قطار", LAYLA[6:], WRONG[6:], "scrypt"):
        assert secret not in told


def test_who_guesses_waits_and_who_has_a_password_reads_on(press: Path, file: Path) -> None:
    with serving(press, "--auth", str(file)) as server:
        assert server.get("/", Authorization=LAYLA).status == 200
        statuses = [server.get("/", Authorization=WRONG).status for _ in range(12)]
        assert statuses == [401] * 10 + [429] * 2
        assert int(server.get("/", Authorization=WRONG).headers["Retry-After"]) > 0
        assert server.get("/", Authorization=LAYLA).status == 200


def test_behind_a_proxy_that_is_believed_each_client_guesses_for_itself(
    press: Path, file: Path
) -> None:
    with serving(press, "--auth", str(file), "--proxy-headers") as server:
        for _ in range(10):
            server.get("/", Authorization=WRONG, X_Forwarded_For="192.0.2.1")
        assert server.get("/", Authorization=WRONG, X_Forwarded_For="192.0.2.1").status == 429
        assert server.get("/", Authorization=LAYLA, X_Forwarded_For="192.0.2.2").status == 200


@pytest.mark.parametrize(
    ("options", "said_to_be_plain"),
    [
        (("--host", "0.0.0.0"), True),  # noqa: S104  # that is what it is about
        pytest.param(
            ("--host", "0.0.0.0", "--public-url", "http://news.example"),  # noqa: S104
            True,
            marks=pytest.mark.long,
        ),
        (("--public-url", "http://news.example"), True),
        (("--public-url", "https://news.example"), False),
        ((), False),
    ],
)
def test_that_passwords_cross_a_network_unencrypted_is_said(
    press: Path, file: Path, options: tuple[str, ...], said_to_be_plain: bool
) -> None:
    with serving(press, "--auth", str(file), *options) as server:
        _, said = server.stop()
    assert ("passwords will cross the network unencrypted" in said) is said_to_be_plain
    assert "whoever reaches this machine can read all" not in said


def test_a_private_archive_that_nobody_guards_says_so(private: Path, file: Path) -> None:
    warning = "the archive is private, but whoever reaches this address may read it"
    with serving(private, "--host", "0.0.0.0") as server:  # noqa: S104  # that is what it is about
        assert server.get("/").status == 200
        assert server.get("/").headers["X-Robots-Tag"]
        _, said = server.stop()
    assert warning in said
    for options in ((), ("--host", "0.0.0.0", "--auth", str(file))):  # noqa: S104
        with serving(private, *options) as server:
            _, said = server.stop()
        assert warning not in said


def test_the_secret_of_a_feed_is_in_no_log(private: Path, file: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    told = CliRunner().invoke(main, ["feed", "-a", str(private)]).stdout.strip()
    with serving(private, "--auth", str(file), "--access-log", str(log)) as server:
        assert server.get(told).status == 200
        assert server.get("/feed/guess.atom").status == 401
        _, said = server.stop()
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [line["path"] for line in lines if "/feed/" in line["path"]] == ["/feed/<key>.atom"] * 2
    assert told[6:38] not in said + log.read_text("utf-8")


def test_a_wrong_file_is_told_before_anything_is_served(press: Path, tmp_path: Path) -> None:
    file = tmp_path / "readers"
    file.write_text("layla:بحر\n", "utf-8")
    for processes in ("1", "2"):
        words = ["serve", "-a", str(press), "--auth", str(file), "--processes", processes]
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 1
        assert "line 1 has no hash of scrypt, PBKDF2 or bcrypt" in result.stderr
        assert "بحر" not in result.output
