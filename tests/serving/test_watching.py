"""What those who run a server can know of it, and of its readers no more than they should."""

import base64
import json
import re
import urllib.request
from pathlib import Path

import pytest
from sockets import free_port, lines_of, serving, wait_until

from kashshaf import Archive
from kashshaf.web.access.passwords import set_password


def test_a_server_is_alive_and_ready_under_any_name(press: Path) -> None:
    with serving(press) as server:
        for path in ("/healthz", "/readyz"):
            answer = server.get(path, Host="10.0.0.1")
            assert (answer.status, answer.text) == (200, "ok\n")
            assert answer.headers["Cache-Control"] == "no-store"


def test_a_server_whose_archive_cannot_answer_is_alive_and_not_ready(tmp_path: Path) -> None:
    folder = tmp_path / "press"
    with Archive.create(folder) as archive:
        archive.add({"title": "خبر"})
    with serving(folder) as server:
        current = folder / "index" / "current"
        kept = current.read_text("utf-8")
        current.unlink()
        assert server.get("/readyz").status == 503
        assert server.get("/readyz").text == "not ready\n"
        assert server.get("/healthz").status == 200
        current.write_text(kept, "utf-8")
        assert server.get("/readyz").status == 200
        manifest = folder / "index" / kept.strip() / "manifest.json"
        stated = json.loads(manifest.read_text("utf-8"))
        manifest.write_text(json.dumps(stated | {"arabic": "other rules"}), "utf-8")
        assert server.get("/readyz").status == 503
        manifest.write_text(json.dumps(stated), "utf-8")
        assert server.get("/readyz").status == 200


def test_a_line_of_json_a_request_without_what_was_searched_for(
    press: Path, tmp_path: Path
) -> None:
    log = tmp_path / "access.jsonl"
    with serving(press, "--access-log", str(log)) as server:
        answer = server.get("/?q=%D8%B3%D8%B1%D9%8A", User_Agent="curious")
        server.get("/record/%D9%86%D8%B5", Host="evil.example")
        wait_until(lambda: len(lines_of(log)) >= 2, "the lines are written")
        log.rename(tmp_path / "moved.jsonl")
        server.get("/nowhere")
        wait_until(lambda: log.exists() and lines_of(log), "there is another file")
    moved, since = lines_of(tmp_path / "moved.jsonl"), lines_of(log)
    (line,) = [one for one in moved if one["request_id"] == answer.headers["X-Request-ID"]]
    assert set(line) == {
        *("time", "request_id", "client", "method", "path", "status", "bytes", "seconds"),
    }
    assert (line["method"], line["path"], line["status"]) == ("GET", "/", 200)
    assert line["bytes"] == len(answer.text.encode())
    assert line["client"] == "127.0.0.1"
    assert 0 < line["seconds"] < 30
    (refused,) = [one for one in moved if one["status"] == 400]
    assert (refused["path"], refused["refused"]) == ("/record/نص", "Host")
    assert [one["path"] for one in since] == ["/nowhere"]
    assert "سري" not in (tmp_path / "moved.jsonl").read_text("utf-8")


def test_queries_are_logged_where_that_is_asked_for(press: Path, tmp_path: Path) -> None:
    log = tmp_path / "access.jsonl"
    with serving(press, "--access-log", str(log), "--log-queries") as server:
        server.get("/?q=%D8%B3%D8%B1%D9%8A")
        wait_until(lambda: lines_of(log), "the line is written")
    assert lines_of(log)[-1]["query"] == "q=%D8%B3%D8%B1%D9%8A"


def test_the_log_of_warnings_has_the_id_that_the_reader_was_told(tmp_path: Path) -> None:
    folder = tmp_path / "press"
    with Archive.create(folder) as archive:
        archive.add({"title": "خبر"})
    with serving(folder) as server:
        (folder / "index" / "current").unlink()
        answer = server.get("/?q=%D8%AE%D8%A8%D8%B1")
        assert answer.status == 503
        _, said = server.stop()
    assert answer.headers["X-Request-ID"] in said


@pytest.mark.parametrize("processes", [pytest.param("1", marks=pytest.mark.long), "2"])
def test_prometheus_is_told_on_an_address_of_its_own(press: Path, processes: str) -> None:
    pytest.importorskip("prometheus_client")
    port = free_port()

    def figures() -> dict[str, float]:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=20) as answer:
            lines = answer.read().decode().splitlines()
        pairs = (line.rpartition(" ") for line in lines if not line.startswith("#"))
        return {name: float(value) for name, _, value in pairs}

    options = ("--metrics", f"127.0.0.1:{port}", "--processes", processes)
    with serving(press, *options) as server:
        for _ in range(20):
            server.get("/?q=%D9%83")
        server.get("/", Host="evil.example")
        server.get("/no/such/page")
        assert server.get("/metrics").status == 404
        wait_until(lambda: figures()["kashshaf_requests_in_flight"] == 0, "all are answered")
        found = figures()
        shown = 'endpoint="kashshaf.results",method="GET",status="200"'
        assert found[f"kashshaf_requests_total{{{shown}}}"] == 20
        assert found['kashshaf_request_seconds_count{endpoint="kashshaf.results"}'] == 20
        assert found['kashshaf_refused_total{limit="Host"}'] == 1
        assert found["kashshaf_records"] == 100
        assert found["kashshaf_index_changes_behind"] == 0
        assert found["kashshaf_ready"] == 1
        status, said = server.stop()
        assert (status, "Traceback" in said) == (0, False)
    wait_until(lambda: not _answers(port), "the figures are gone too")


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
    except OSError:
        return False
    return True


def test_only_who_has_a_password_is_let_in_but_health_is_told_to_all(
    press: Path, tmp_path: Path
) -> None:
    readers = tmp_path / "readers"
    set_password(readers, "layla", "بحر لا يهدأ أبدا")
    basic = base64.b64encode("layla:بحر لا يهدأ أبدا".encode()).decode()
    for options in ((), ("--processes", "2")):
        with serving(press, "--auth", str(readers), *options) as server:
            assert server.get("/").status == 401
            assert server.get("/api/v1/search?q=").status == 401
            assert server.get("/", Authorization=f"Basic {basic}").status == 200
            assert server.get("/healthz").status == 200


def test_a_private_archive_that_is_open_is_said_to_be_and_its_secret_is_not_logged(
    tmp_path: Path,
) -> None:
    readers, folder = tmp_path / "readers", tmp_path / "press"
    set_password(readers, "layla", "بحر لا يهدأ أبدا")
    with Archive.create(folder) as archive:
        archive.add({"title": "خبر"})
    (folder / "settings.toml").write_text('title = "خاص"\nprivate = true\n', "utf-8")
    everywhere = ("--host", "0.0.0.0")  # noqa: S104  # that is what it is about
    for options, said in (
        ((*everywhere, "--auth", str(readers)), "passwords will cross the network unencrypted"),
        (everywhere, "the archive is private, but whoever reaches this address may read it"),
        (("--public-url", "https://news.example"), "the archive is private, but whoever"),
    ):
        with serving(folder, *options) as server:
            assert said in server.stop()[1]
    log = tmp_path / "access.jsonl"
    with serving(folder, "--access-log", str(log)) as server:
        (key,) = re.findall(r"/feed/([^.]+)\.atom", server.get("/opensearch.xml").text)
        assert server.get(f"/feed/{key}.atom").status == 200
        wait_until(lambda: len(lines_of(log)) == 2, "the lines are written")
        assert lines_of(log)[-1]["path"] == "/feed/<key>.atom"
        assert key not in log.read_text("utf-8")
        assert len(server.stop()[1].splitlines()) == 1
