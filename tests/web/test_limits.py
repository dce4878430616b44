"""Requests are kept within their time and their places, and give both back."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Blueprint, Flask, Response
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kashshaf import Archive
from kashshaf.archive.time_limit import check_time, time_left
from kashshaf.web import Limits, archive_api, archive_pages, create_app
from kashshaf.web.limits.places import Busy, Room
from kashshaf.web.limits.requests import WHEN_SENT, takes_long


def pages(blueprint: Blueprint, archive: Archive) -> None:
    """Pages of a host's own, which take as long as they are asked to."""

    @blueprint.get("/work/<float:seconds>")
    def work(seconds: float) -> str:
        work_for(seconds)
        return "done"

    @blueprint.get("/compute/<float:seconds>")
    def compute(seconds: float) -> str:
        began = time.thread_time()
        while time.thread_time() - began < seconds:
            sum(range(5000))
            check_time()
        return "done"

    @blueprint.get("/stream/<float:seconds>")
    def stream(seconds: float) -> Response:
        return Response(pieces(seconds))

    @blueprint.get("/download/<float:seconds>")
    @takes_long
    def download(seconds: float) -> Response:
        return Response(pieces(seconds))

    @blueprint.get("/broken")
    @takes_long
    def broken() -> Response:
        raise RuntimeError


def work_for(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        sum(range(5000))
        check_time()


def pieces(seconds: float) -> Iterator[str]:
    yield "begun\n"
    work_for(seconds)
    yield "done\n"


def application(archive: Archive, **limits: Any) -> Flask:
    app = Flask("host")
    kept = Limits(**limits)
    app.register_blueprint(archive_pages(archive, pages=[pages], limits=kept))
    app.register_blueprint(archive_api(archive, limits=kept), url_prefix="/api")
    return app


def client_of(archive: Archive, **limits: Any) -> FlaskClient:
    return application(archive, **limits).test_client(use_cookies=False)


def test_a_page_that_takes_too_long_is_ended_with_what_to_do(archive: Archive) -> None:
    client = client_of(archive, seconds=0.1)
    began = time.monotonic()
    answer = client.get("/work/5.0?lang=en")
    assert time.monotonic() - began < 2
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "This took too long" in answer.text
    assert "استغرق" in client.get("/work/5.0").text


def test_a_question_to_the_api_that_takes_too_long_is_a_problem(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "count", lambda *_, **__: work_for(5))
    monkeypatch.setattr(type(archive), "complete", lambda *_: work_for(5))
    answer = client_of(archive, seconds=0.1).get("/api/complete?q=كتاب")
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"
    assert answer.json
    assert "longer than 0.1 seconds" in answer.json["detail"]
    assert int(answer.headers["Retry-After"]) > 0


def test_a_stream_has_its_own_time_and_is_broken_off_after_it(archive: Archive) -> None:
    client = client_of(archive, seconds=0.1, stream_seconds=0.5)
    assert client.get("/stream/0.2").text == "begun\ndone\n"
    with pytest.raises(ConnectionAbortedError, match="this took longer than"):
        _ = client.get("/stream/5.0").text


def test_no_time_limit_is_left_behind_by_a_request_or_a_stream(archive: Archive) -> None:
    client = client_of(archive)
    for path in ("/", "/work/0.0", "/stream/0.0", "/download/0.0", "/record/none"):
        assert client.get(path).text
        assert time_left() is None
    assert client.get("/stream/0.0", buffered=False)
    assert time_left() is None


class Together:
    """Requests that are all under way at once, a thread each."""

    def __init__(self, app: Flask, *paths: str) -> None:
        self.answers: list[TestResponse] = []
        self._threads = [threading.Thread(target=self._ask, args=(app, path)) for path in paths]
        for thread in self._threads:
            thread.start()

    def _ask(self, app: Flask, path: str) -> None:
        self.answers.append(app.test_client(use_cookies=False).get(path))

    def statuses(self) -> list[int]:
        for thread in self._threads:
            thread.join()
        return sorted(answer.status_code for answer in self.answers)


def test_slow_requests_work_a_few_at_a_time_and_quick_ones_beside_them(archive: Archive) -> None:
    app = application(archive, seconds=120, slow_after=0.05, slow=Room(2, line=2))
    slow = Together(app, *["/compute/1.5"] * 6)
    time.sleep(0.5)
    assert app.test_client().get("/work/0.0").status_code == 200
    assert slow.statuses() == [200, 200, 200, 200, 503, 503]
    assert Together(app, "/work/0.3", "/work/0.3").statuses() == [200, 200]


def test_many_that_are_a_little_slow_all_have_their_turn(archive: Archive) -> None:
    app = application(archive, seconds=60, slow_after=0.05, slow=Room(1, line=1))
    assert Together(app, *["/compute/0.1"] * 12).statuses() == [200] * 12


def test_who_stands_in_line_until_the_time_is_over_is_sent_away(archive: Archive) -> None:
    app = application(archive, seconds=2, slow_after=0.05, slow=Room(1, line=5))
    answers = Together(app, "/work/9.0", "/work/9.0", "/work/9.0")
    assert answers.statuses() == [503, 503, 503]
    assert app.test_client().get("/work/0.3").status_code == 200


def test_one_address_has_few_downloads_open_and_another_is_let_in(archive: Archive) -> None:
    client = client_of(archive, long=Room(3), open=Room(3, each=2))
    first, second = (client.get("/download/0.0") for _ in range(2))
    refused = client.get("/download/0.0")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    elsewhere = client.get("/export.jsonl", environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 200
    for answer in (first, second, elsewhere):
        assert answer.text
    assert client.get("/download/0.0").text == "begun\ndone\n"


def test_downloads_are_let_in_again_however_those_before_ended(archive: Archive) -> None:
    client = client_of(archive, seconds=0.1, stream_seconds=0.1, long=Room(1), open=Room(1))
    for _ in range(3):
        client.get("/download/5.0").close()  # gone before the end
        assert client.head("/download/0.0").status_code == 200
        with pytest.raises(ConnectionAbortedError):
            _ = client.get("/download/5.0").text
        with pytest.raises(RuntimeError):
            application_of(client).get("/broken")
        client.get("/download/5.0")  # read by nobody, closed by nobody
        assert client.get("/export.none").status_code == 404
        assert client.get("/download/0.0").text == "begun\ndone\n"


def application_of(client: FlaskClient) -> FlaskClient:
    """The same, where errors that nothing foresaw come through."""
    client.application.testing = True
    return client.application.test_client()


def test_a_download_counts_until_its_reader_has_all_of_it(archive: Archive) -> None:
    client = client_of(archive, long=Room(1), open=Room(1))
    unsent: list[Any] = []
    assert client.get("/export.csv", environ_overrides={WHEN_SENT: unsent.append}).text
    assert client.get("/export.csv").status_code == 429
    unsent.pop()()
    assert client.get("/export.csv").status_code == 200


def test_behind_a_local_socket_all_readers_are_not_taken_for_one(archive: Archive) -> None:
    client = client_of(archive, long=Room(3), open=Room(3, each=1))
    local = {"REMOTE_ADDR": "localhost"}
    open_ones = [client.get("/download/0.0", environ_overrides=local) for _ in range(3)]
    assert [answer.status_code for answer in open_ones] == [200, 200, 200]


def test_a_room_is_as_large_as_it_says() -> None:
    room = Room(2, each=1)
    with room.place("a"), room.place("b"), pytest.raises(Busy), room.place("c"):
        pass
    with room.place("a"), pytest.raises(Busy) as refused, room.place("a"):
        pass
    assert refused.value.of_client
    with room.place("a"), room.place("b"):
        pass


def test_a_download_that_is_compressed_gives_its_place_back_too(archive: Archive) -> None:
    app = create_app(archive, Limits(long=Room(1), open=Room(1)))
    client = app.test_client(use_cookies=False)
    for _ in range(3):
        gone = client.get("/export.jsonl", headers={"Accept-Encoding": "gzip"})
        assert (gone.status_code, gone.headers["Content-Encoding"]) == (200, "gzip")
        next(iter(gone.response))
        gone.close()
        assert client.get("/export.jsonl").text
