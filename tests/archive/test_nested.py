"""What stands within values: named by a path, alone in a list, or wrapped by who dumped it."""

import json
from pathlib import Path
from typing import Any

import pytest
from reading_files import taken, written

from kashshaf import Archive


def fields_of(folder: Path, record: dict[str, Any], **options: Any) -> dict[str, Any]:
    (item,), rejections = taken(written(folder, "a.jsonl", json.dumps(record)), **options)
    assert not rejections
    return dict(item.fields)


@pytest.mark.parametrize(
    ("record", "path"),
    [
        ({"a": {"b": "نص"}}, "a.b"),
        ({"a": {"b": "نص"}}, "A.B"),
        ({"a": [{"b": ["نص", "آخر"]}, {"b": "غيره"}]}, "a.b"),
        ({"a": {"b c": {"المتن": "نص"}}}, "a.b_c.المتن"),
        ({"a.b": "نص", "a": {"b": "غيره"}}, "a.b"),
    ],
)
def test_a_mapped_path_leads_to_what_lies_within(
    tmp_path: Path, record: dict[str, Any], path: str
) -> None:
    fields = fields_of(tmp_path, {"title": "عنوان", **record}, columns={"text": path})
    assert (fields["title"], fields["text"]) == ("عنوان", "نص")


def test_a_path_that_leads_nowhere_is_told_with_those_that_do(tmp_path: Path) -> None:
    record = {"title": "عنوان", "content": {"rendered": "نص", "protected": False}}
    path = written(tmp_path, "a.jsonl", json.dumps(record))
    _, (rejection,) = taken(path, columns={"text": "content.html"})
    assert "no column for --map text=content.html" in rejection.reason
    assert "content.rendered, content.protected" in rejection.reason


def test_what_a_refusal_advises_is_taken_in(tmp_path: Path) -> None:
    long = "افتتحت المكتبة العامة أبوابها صباح اليوم أمام القراء."
    path = written(tmp_path, "a.json", json.dumps([{"n": 1, "data": {"parts": [{"p": long}]}}]))
    with Archive.in_memory() as archive:
        (rejection,) = archive.ingest([path]).rejections
        advised = rejection.reason.rpartition("text=")[2]
        assert archive.ingest([path], {"text": advised}).added == 1
        assert [record.text for record in archive.records()] == [long]


def test_one_thing_in_a_list_is_that_thing(tmp_path: Path) -> None:
    scraped = {
        "title": ["\n ", "عنوان", " "],
        "date": ["2014-09-03"],
        "url": ["https://example.org/1"],
        "text": ["فقرة", "وفقرة"],
        "tags": ["شعر"],
    }
    assert fields_of(tmp_path, scraped) == {
        "title": "عنوان",
        "published": "2014-09-03",
        "url": "https://example.org/1",
        "text": ["فقرة", "وفقرة"],
        "tags": ["شعر"],
    }


def test_the_dates_and_ids_of_mongodb_are_read(tmp_path: Path) -> None:
    exported = {
        "_id": {"$oid": "507f1f77bcf86cd799439011"},
        "text": "نص",
        "date": {"$date": {"$numberLong": "1409702400000"}},
        "created": {"$date": "2014-09-03T10:00:00Z"},
    }
    fields = fields_of(tmp_path, exported)
    assert fields["id"] == "507f1f77bcf86cd799439011"
    assert fields["published"] == 1409702400000
    assert fields["created"] == exported["created"]


def test_an_elasticsearch_dump_has_its_items_in_source(tmp_path: Path) -> None:
    dumped = {"_index": "press", "_id": "AVx9", "_source": {"title": "عنوان", "body": "نص"}}
    assert fields_of(tmp_path, dumped) == {
        "id": "AVx9",
        "title": "عنوان",
        "text": "نص",
        "_index": "press",
    }


def test_an_item_keeps_its_made_id_when_what_was_nested_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", json.dumps({"title": "عنوان", "a": {"b": "نص"}}))
    with Archive.in_memory() as archive:
        archive.ingest([path])
        assert archive.ingest([path], {"text": "a.b"}).updated == 1


@pytest.mark.parametrize(
    ("record", "columns"),
    [
        ({"content": {"rendered": "<p>فقرة&nbsp;أولى</p><p>وثانية</p>", "protected": False}}, {}),
        ({"a": {"rendered": "<p>فقرة أولى</p>\n<p>وثانية</p>"}}, {"text": "a.rendered"}),
        ({"body_html": "<div>فقرة أولى<br>وثانية</div>"}, {}),
    ],
)
def test_columns_of_html_are_read_as_they_are_seen(
    tmp_path: Path, record: dict[str, Any], columns: dict[str, str]
) -> None:
    article = {"title": {"rendered": "أخبار &#8220;المرفأ&#8221;"}, **record}
    fields = fields_of(tmp_path, article, columns=columns)
    assert (fields["title"], fields["text"]) == ("أخبار “المرفأ”", "فقرة أولى\nوثانية")
    if "content" in record:
        assert fields["text (2)"] == {"protected": False}
