"""Who may read where `--auth` asks: passwords, what a guess costs, and what is told of it."""

import logging
import re
import threading
import time
from pathlib import Path
from typing import Any

import bcrypt
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from hosts import host
from werkzeug.security import generate_password_hash

from kashshaf import Archive
from kashshaf.cli.main import main
from kashshaf.web import archive_api, archive_pages, create_app
from kashshaf.web.access import gate, passwords
from kashshaf.web.access.brake import Brake
from kashshaf.web.access.gate import with_passwords
from kashshaf.web.access.passwords import Passwords, PasswordsError, set_password

LAYLA = ("ليلى", "بحر وميناء: ٧")
CHALLENGE = 'Basic realm="Kashshaf archive", charset=UTF-8'
ADDRESSES = (
    *("/", "/?q=كتاب", "/record/saahil-2014-001", "/export.jsonl", "/feed.atom", "/sitemap.xml"),
    *("/kashshaf-static/kashshaf.css", "/api/v1/search", "/api/v1/docs", "/nowhere", "/robots.txt"),
    *("/feed/guess.atom", "/favicon.ico", "//elsewhere", "/media/1/saahil-2014-001"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file in which one may read."""
    made = tmp_path / "readers"
    set_password(made, *LAYLA)
    return made


@pytest.fixture
def guarded(archive: Archive, file: Path) -> Flask:
    app = create_app(archive)
    with_passwords(app, file)
    return app


@pytest.fixture
def reader(guarded: Flask) -> FlaskClient:
    return guarded.test_client()


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords whose hash has been worked out."""
    typed: list[str] = []
    really = passwords.is_right

    def is_right(password: str, known: str) -> bool:
        typed.append(password)
        return really(password, known)

    monkeypatch.setattr(gate, "is_right", is_right)
    return typed


@pytest.mark.parametrize("path", ADDRESSES)
def test_nothing_is_answered_without_a_password(reader: FlaskClient, path: str) -> None:
    for ask in (reader.get, reader.head, reader.post, reader.options):
        answer = ask(path)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == CHALLENGE
        assert answer.cache_control.no_store
        assert "صحف الساحل" not in answer.text
        assert "nosniff" in answer.headers["X-Content-Type-Options"]


def test_who_is_in_the_file_reads_all_that_there_is(reader: FlaskClient) -> None:
    for path in ("/", "/api/v1/search", "/kashshaf-static/kashshaf.css"):
        assert reader.get(path, auth=LAYLA, buffered=True).status_code == 200
    assert reader.get("/nowhere", auth=LAYLA).status_code == 404


@pytest.mark.parametrize(
    ("name", "password"),
    [
        *(("ليلى", "بحر"), ("ليلى", ""), ("", ""), ("سلمى", LAYLA[1]), ("ليلى:", LAYLA[1])),
        *(("ليلى", LAYLA[1] + "\0"), ("ليلى", "ب" * 5000)),
    ],
)
def test_who_gives_anything_else_does_not(reader: FlaskClient, name: str, password: str) -> None:
    assert reader.get("/", auth=(name, password)).status_code == 401


@pytest.mark.parametrize(
    "header",
    [
        "Basic",
        "Basic ",
        "Basic %%%",
        "Basic /w==",
        "Basic bm9jb2xvbg==",
        "Bearer bGF5bGE6eA==",
        "x",
    ],
)
def test_a_header_that_is_no_login_is_none(reader: FlaskClient, header: str) -> None:
    assert reader.get("/", headers={"Authorization": header}).status_code == 401


def test_letters_are_known_however_they_are_joined_to_their_marks(
    reader: FlaskClient, file: Path
) -> None:
    # Some keyboards send أ as two characters.
    set_password(file, "إدارة", "\u0627\u0654\u062d\u0645\u062f على الشاطئ")
    name = "\u0627\u0655\u062f\u0627\u0631\u0629"
    assert reader.get("/facet/source", auth=(name, "أحمد على الشاطئ")).status_code == 200


def test_a_reader_is_looked_up_once_and_not_for_every_file(
    reader: FlaskClient, hashed: list[str]
) -> None:
    for _ in range(5):
        reader.get("/", auth=LAYLA)
        reader.get("/kashshaf-static/keys.js", auth=LAYLA, buffered=True)
    assert hashed == [LAYLA[1]]


def test_a_dozen_first_requests_at_once_are_all_answered(guarded: Flask, hashed: list[str]) -> None:
    statuses: list[int] = []

    def ask() -> None:
        answer = guarded.test_client().get("/facet/source", auth=LAYLA)
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 20
    assert hashed == [LAYLA[1]]


def test_who_guesses_is_held_back_and_others_are_not(
    reader: FlaskClient, hashed: list[str]
) -> None:
    def ask(auth: tuple[str, str], address: str) -> tuple[int, str | None]:
        answer = reader.get("/", auth=auth, environ_base={"REMOTE_ADDR": address})
        return answer.status_code, answer.headers.get("Retry-After")

    for number in range(10):
        assert ask(("ليلى", f"تخمين {number}"), "192.0.2.1") == (401, None)
    status, wait = ask(("ليلى", "تخمين"), "192.0.2.1")
    assert status == 429
    assert 0 < int(wait or 0) <= 300
    assert ask(LAYLA, "192.0.2.1")[0] == 429
    assert len(hashed) == 10
    assert ask(LAYLA, "192.0.2.2")[0] == 200
    assert ask(LAYLA, "192.0.2.1")[0] == 200, "who is known is let in from anywhere"


def test_guesses_at_once_count_as_those_one_after_another(
    guarded: Flask, hashed: list[str]
) -> None:
    statuses: list[int] = []

    def guess(number: int) -> None:
        answer = guarded.test_client().get("/", auth=("ليلى", str(number)))
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [401] * 10 + [429] * 20
    assert len(hashed) == 10


def test_known_readers_wait_for_no_guess(guarded: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert guarded.test_client().get("/facet/source", auth=LAYLA).status_code == 200
    begun, end = threading.Event(), threading.Event()

    def slow(*_: str) -> bool:
        begun.set()
        return not end.wait(60)

    monkeypatch.setattr(gate, "is_right", slow)
    guess = threading.Thread(target=lambda: guarded.test_client().get("/", auth=("ليلى", "تخمين")))
    guess.start()
    assert begun.wait(60)
    assert guarded.test_client().get("/facet/source", auth=LAYLA).status_code == 200
    assert guess.is_alive()
    end.set()
    guess.join()


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_brake_lets_go_after_its_time() -> None:
    clock = Clock()
    brake = Brake(of_one=3, of_all=5, seconds=60, clock=clock)
    for _ in range(3):
        assert brake.wait("192.0.2.1") == 0
        brake.count("192.0.2.1")
        clock.now += 10
    assert brake.wait("192.0.2.1") == 30
    assert brake.wait("192.0.2.2") == 0
    clock.now += 30
    assert brake.wait("192.0.2.1") == 0


def test_the_brake_holds_all_back_when_many_guess_side_by_side() -> None:
    clock = Clock()
    brake = Brake(of_one=3, of_all=5, seconds=60, clock=clock)
    for number in range(5):
        brake.count(f"192.0.2.{number}")
    assert brake.wait("198.51.100.1") == 60
    clock.now += 61
    assert brake.wait("198.51.100.1") == 0


def test_a_network_of_ipv6_is_one_client_to_the_brake() -> None:
    brake = Brake(of_one=2)
    brake.count("2001:db8:1:2::1")
    brake.count("2001:db8:1:2:ffff::9")
    assert brake.wait("2001:db8:1:2::77") > 0
    assert brake.wait("2001:db8:1:3::1") == 0
    brake.count("::ffff:192.0.2.1")
    brake.count("192.0.2.1")
    assert brake.wait("192.0.2.1") > 0
    assert brake.wait(None) == 0


def test_a_change_of_the_file_counts_at_once(reader: FlaskClient, file: Path) -> None:
    assert reader.get("/", auth=LAYLA).status_code == 200
    set_password(file, "سلمى", "نخلة على النهر")
    set_password(file, "ليلى", "مرسى القوارب")
    assert reader.get("/", auth=LAYLA).status_code == 401
    assert reader.get("/", auth=("ليلى", "مرسى القوارب")).status_code == 200
    assert reader.get("/", auth=("سلمى", "نخلة على النهر")).status_code == 200
    lines = [line for line in file.read_text("utf-8").splitlines() if "ليلى" not in line]
    file.write_text("\n".join(lines), "utf-8")
    assert reader.get("/", auth=("ليلى", "مرسى القوارب")).status_code == 401


def test_while_the_file_cannot_be_used_nobody_is_let_in(
    reader: FlaskClient, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert reader.get("/", auth=LAYLA).status_code == 200
    text = file.read_text("utf-8")
    for broken in ("", "ليلى:بحر وميناء", None):
        file.unlink() if broken is None else file.write_text(broken, "utf-8")
        answer = reader.get("/", auth=LAYLA)
        assert answer.status_code == 503
        assert str(file) not in answer.text
        assert str(file) in caplog.text
        assert "بحر" not in caplog.text
    file.write_text(text, "utf-8")
    assert reader.get("/", auth=LAYLA).status_code == 200


def test_no_password_and_no_name_is_logged(
    reader: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for number in range(12):
        reader.get("/", auth=("كلمة-سر-في-غير-محلها", f"secret-{number}"))
    reader.get("/", auth=LAYLA)
    assert "a wrong name or password from 127.0.0.1" in caplog.text
    for secret in ("كلمة-سر", "secret", *LAYLA, "scrypt"):
        assert secret not in caplog.text


def test_an_unknown_name_takes_as_long_as_a_known_one(reader: FlaskClient) -> None:
    def taken(name: str) -> float:
        begun = time.perf_counter()
        reader.get("/", auth=(name, "تخمين"))
        return time.perf_counter() - begun

    taken("ليلى")
    known = min(taken("ليلى") for _ in range(4))
    unknown = min(taken("مجهول") for _ in range(4))
    assert unknown > known / 3


def test_what_htpasswd_writes_with_bcrypt_is_read(archive: Archive, tmp_path: Path) -> None:
    hashed = bcrypt.hashpw("بحر".encode(), bcrypt.gensalt(4)).decode()
    long = bcrypt.hashpw(b"x" * 72, bcrypt.gensalt(4)).decode()
    file = tmp_path / "htpasswd"
    file.write_text(
        f"\ufeff# readers\n\nlayla:{hashed.replace('$2b$', '$2y$')}\r\nlong:{long}\n"
        f"salma:{generate_password_hash('نخلة', 'pbkdf2:sha256:1000')}\n",
        "utf-8",
    )
    app = create_app(archive)
    with_passwords(app, file)
    client = app.test_client()
    for name, password in (("layla", "بحر"), ("salma", "نخلة"), ("long", "x" * 80)):
        assert client.get("/facet/source", auth=(name, password)).status_code == 200
        assert client.get("/facet/source", auth=(name, "غير ذلك")).status_code == 401
    assert client.get("/", auth=("layla", "بحر\0")).status_code == 401


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("layla:$apr1$abc$0123456789012345678901", "line 1 has no hash of scrypt, PBKDF2 or"),
        ("# x\nlayla:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=", "line 2 has no hash"),
        ("layla:password", "line 1 has no hash"),
        ("layla", "line 1 is not of the form name:hash"),
        (":scrypt:1:1:1$a$0", "line 1 is not of the form"),
        ("\n# nobody\n", "it has no names; add one: kashshaf password NAME --auth"),
        (b"\xff\xfe\x00", "it is not UTF-8 text"),
        (None, "No such file"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(
    tmp_path: Path, text: str | bytes | None, told: str
) -> None:
    file = tmp_path / "readers"
    if text is not None:
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(PasswordsError) as raised:
        Passwords(file)
    message = str(raised.value)
    assert message.startswith(f"the passwords in {file} cannot be used: ")
    assert told in message
    assert "\n" not in message
    assert "apr1" not in message
    assert "layla:" not in message


def test_one_blueprint_of_an_application_may_ask_for_passwords(
    archive: Archive, file: Path
) -> None:
    app, pages, api = Flask("host"), archive_pages(archive), archive_api(archive)
    for blueprint in (pages, api):
        with_passwords(blueprint, file)
    app.add_url_rule("/", "home", lambda: "صفحة المضيف")
    app.register_blueprint(pages, url_prefix="/press")
    app.register_blueprint(api, url_prefix="/json")
    client = app.test_client()
    assert client.get("/").status_code == 200
    for path in ("/press/", "/press/kashshaf-static/keys.js", "/json/search"):
        assert client.get(path).status_code == 401
        assert client.get(path, auth=LAYLA, buffered=True).status_code == 200


def test_without_passwords_nobody_is_asked(archive: Archive) -> None:
    assert host(archive).test_client().get("/press/").status_code == 200


def run(*words: str, typed: str = "") -> str:
    result = CliRunner().invoke(main, words, input=typed)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_makes_a_file_for_its_owner_alone_and_keeps_what_is_in_it(
    tmp_path: Path,
) -> None:
    file = tmp_path / "readers"
    said = run("password", "layla", "--auth", str(file), typed="بحر لا يهدأ أبدا\n" * 2)
    assert "layla may read from now on" in said
    assert "بحر" not in said
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o640)
    file.write_text("# readers\n" + file.read_text("utf-8"), "utf-8")
    run("password", "salma", "--auth", str(file), typed="نخلة على النهر\n" * 2)
    arabic = ("--auth", str(file), "--lang", "ar")
    said = run("password", "layla", *arabic, typed="مرسى القوارب\n" * 2)
    assert "تغيّرت كلمة مرور layla" in said
    assert file.stat().st_mode & 0o777 == 0o640
    first, *lines = file.read_text("utf-8").splitlines()
    assert first == "# readers"
    assert [line.partition(":")[0] for line in lines] == ["salma", "layla"]
    assert [path.name for path in tmp_path.iterdir()] == ["readers"]


@pytest.mark.parametrize("name", ["", "a:b", " a", "a\n", "#a", "a\u0000"])
def test_a_name_that_no_line_can_hold_is_refused(tmp_path: Path, name: str) -> None:
    file = tmp_path / "readers"
    with pytest.raises(PasswordsError, match="can be no name"):
        set_password(file, name, "بحر لا يهدأ أبدا")
    assert not file.exists()


@pytest.mark.parametrize("password", ["", "كلمة قصيرة", "س" * 1025, "بحر لا يهدأ\0أبدا"])
def test_a_short_password_is_not_taken(tmp_path: Path, password: str) -> None:
    file = tmp_path / "readers"
    with pytest.raises(PasswordsError, match="12 to 1,024 characters"):
        set_password(file, "layla", password)
    assert not file.exists()


def test_a_wrong_file_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "notes"
    file.write_text("my own notes\n", "utf-8")
    with pytest.raises(PasswordsError, match="line 1 is not of the form"):
        set_password(file, "layla", "بحر لا يهدأ أبدا")
    assert file.read_text("utf-8") == "my own notes\n"


def test_the_code_of_the_page_on_access_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    set_password(tmp_path / "readers", *LAYLA)
    Archive.create("press").close()
    page = (Path(__file__).parents[2] / "docs" / "access.md").read_text("utf-8")
    [block] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, Any] = {"__name__": "a_site"}
    exec(compile(block, "access.md", "exec"), names)  # noqa: S102
    client = names["app"].test_client()
    assert client.get("/press/").status_code == client.get("/press/api/search").status_code == 401
    assert client.get("/press/api/openapi.json", auth=LAYLA).status_code == 200
    names["archive"].close()
