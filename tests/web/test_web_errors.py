from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from answers import json_of
from flask.testing import FlaskClient

from kashshaf import Archive
from kashshaf.archive.errors import (
    IndexMissing,
    IndexOutdated,
    QueryError,
    SearchIndexError,
    StoreError,
)
from kashshaf.web import create_app

Visit = Callable[..., Any]


def test_an_address_that_leads_nowhere_is_answered_in_arabic(visit: Visit) -> None:
    page = visit("/nowhere")
    assert page.status == 404
    assert page.says("//h1") == "الصفحة غير موجودة"
    assert page.link("صفحة البحث") == "/"


@pytest.mark.parametrize("page", ["record", "story", "cite/ris"])
@pytest.mark.parametrize("behind", [".", ")", "،", "»."])
def test_a_link_that_took_the_end_of_its_sentence_along_is_seen_through(
    visit_press: Visit, page: str, behind: str
) -> None:
    shown = visit_press(f"/{page}/sahil{behind}")
    assert shown.status == 404
    item = "لعلها هذه المادة: الرصيف الشرقي يُفتح أمام السفن"
    assert shown.link(item) == f"/{page}/sahil"
    assert not visit_press(f"/{page}/sahi{behind}").all("//a[contains(., 'لعلها')]")


def test_a_form_sent_by_post_is_not_accepted(client: FlaskClient) -> None:
    answer = client.post("/")
    assert answer.status_code == 405
    assert "طلب غير مفهوم" in answer.text


def test_an_archive_without_an_index_says_which_command_makes_one(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "new") as archive:
        client = create_app(archive).test_client()
        page, problem = client.get("/"), client.get("/api/v1/search")
    assert page.status_code == problem.status_code == 503
    assert "kashshaf sync -a ARCHIVE" in page.text
    assert "لم يُبنَ فهرس الأرشيف بعد" in page.text
    assert "kashshaf sync" in json_of(problem)["detail"]


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (QueryError("too wide"), 400, "تعذّر تنفيذ هذا البحث"),
        (StoreError("/srv/secret/archive.sqlite is damaged"), 503, "الأرشيف غير متاح الآن"),
        (IndexMissing("/srv/secret/index/current is damaged"), 503, "لم يُبنَ فهرس الأرشيف بعد"),
        (IndexOutdated("/srv/secret was made otherwise"), 503, "فهرس الأرشيف"),
        (SearchIndexError("/srv/secret/words: damaged"), 503, "الأرشيف غير متاح الآن"),
        (RuntimeError("/srv/secret"), 500, "حدث خطأ لم نتوقعه"),
    ],
)
def test_errors_of_a_search_are_told_and_their_insides_are_not(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, title: str
) -> None:
    def fail(*asked: object, **how: object) -> None:
        raise error

    monkeypatch.setattr(Archive, "search", fail)
    client = create_app(archive).test_client()
    page, problem = client.get("/?q=x"), client.get("/api/v1/search?q=x")
    assert page.status_code == problem.status_code == json_of(problem)["status"] == status
    assert title in page.text
    assert problem.mimetype == "application/problem+json"
    assert "/srv/secret" not in page.text + problem.text


def test_a_record_can_be_read_while_there_is_no_index(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*asked: object, **how: object) -> None:
        raise IndexMissing("the archive has no index yet")

    monkeypatch.setattr(Archive, "highlight", fail)
    monkeypatch.setattr(Archive, "similar", fail)
    client = create_app(archive).test_client()
    assert client.get("/record/saahil-2014-001").status_code == 200
    assert client.get("/record/saahil-2014-001?q=x").status_code == 503
