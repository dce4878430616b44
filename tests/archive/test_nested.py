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
    assert fields["published"] == "2014-09-03T00:00:00Z"
    assert fields["created"] == "2014-09-03T10:00:00Z"


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


LONG = "افتتحت المكتبة العامة أبوابها صباح اليوم أمام القراء."
ARTICLE = {"title": "عنوان", "text": LONG}
OTHER = {"title": "عنوان آخر", "text": "نص آخر"}


@pytest.mark.parametrize(
    "answer",
    [
        {"took": 1, "hits": {"total": 2, "hits": [{"_id": "1", "_source": ARTICLE}, OTHER]}},
        {"responseHeader": {"params": {"q": "ا"}}, "response": {"docs": [ARTICLE, OTHER]}},
        {"data": {"children": [{"kind": "t", "data": ARTICLE}, OTHER]}},
        {"feed": {"title": "مدونة", "link": [{"rel": "self"}], "entry": [ARTICLE, OTHER]}},
        {"rss": {"channel": {"title": "قناة", "item": [ARTICLE, OTHER]}}},
        {"data": {"posts": {"edges": [{"node": ARTICLE}, {"node": OTHER}]}}},
        {"data": [{"type": "article", "id": "1", "attributes": ARTICLE}, OTHER], "links": {}},
        {"total_rows": 2, "rows": [{"key": "1", "doc": ARTICLE}, OTHER]},
        {"status": "success", "message": "تم بنجاح", "data": [ARTICLE, OTHER]},
        {"content": [ARTICLE, OTHER], "pageable": {"pageNumber": 0}, "totalPages": 1},
        {"articles": [ARTICLE], "pages": [OTHER], "tags": [{"title": "وسم"}]},
        {"meta": {"sections": [{"title": "قسم"}]}, "result": {"items": [ARTICLE, OTHER]}},
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_items_are_found_in_the_answer_round_them(
    tmp_path: Path, answer: dict[str, Any], name: str
) -> None:
    texts = [json.dumps(answer)] if name == "a.json" else [json.dumps(answer)] * 2
    items, rejections = taken(written(tmp_path, name, "\n".join(texts)))
    assert not rejections
    assert [item.fields["text"] for item in items] == [LONG, "نص آخر"] * len(texts)
    assert items[0].fields["title"] == "عنوان"


def test_an_item_alone_in_its_answer_is_found(tmp_path: Path) -> None:
    for answer in ({"feed": {"entry": ARTICLE}}, {"data": {"post": {"node": ARTICLE}}}):
        (item,), rejections = taken(written(tmp_path, "a.json", json.dumps(answer)))
        assert (item.fields["text"], rejections) == (LONG, [])


def test_what_wraps_an_item_is_kept_with_it(tmp_path: Path) -> None:
    fields = fields_of(tmp_path, {"id": "uu-1", "kind": "t3", "data": {"id": "9", **ARTICLE}})
    assert fields == {"id": "9", "id (2)": "uu-1", "kind": "t3", **ARTICLE}


@pytest.mark.parametrize(
    "article",
    [
        {"title": "عنوان", "description": LONG, "meta": {"comments": {"data": [OTHER]}}},
        {"_source": {"title": "عنوان", "text": LONG, "related": [OTHER]}},
        {"message": LONG, "comments": {"data": [OTHER]}},
        {"title": "عنوان", "content": {"type": "html", "$t": f"<p>{LONG}</p>"}, "replies": [OTHER]},
    ],
)
def test_an_article_with_lists_in_it_is_one_item(tmp_path: Path, article: dict[str, Any]) -> None:
    (item,), rejections = taken(written(tmp_path, "a.json", json.dumps(article)))
    assert (item.fields["text"], rejections) == (LONG, [])


def test_a_short_message_without_items_in_it_is_an_item(tmp_path: Path) -> None:
    post = {"message": "عيد مبارك", "created_time": "2014-09-03", "likes": [{"id": 5}]}
    for name in ("a.json", "a.jsonl"):
        (item,), rejections = taken(written(tmp_path, name, json.dumps(post)))
        assert (item.fields["text"], rejections) == ("عيد مبارك", [])


@pytest.mark.parametrize("beside", [{"comments": [OTHER]}, {"quoted": OTHER}])
def test_prose_of_a_column_that_is_not_known_is_not_passed_over_for_what_is_beside_it(
    tmp_path: Path, beside: dict[str, Any]
) -> None:
    path = written(tmp_path, "a.json", json.dumps([{"n": 1, "matn_x": LONG, **beside}]))
    with Archive.in_memory() as archive:
        (rejection,) = archive.ingest([path]).rejections
    assert "--map text=matn_x" in rejection.reason


@pytest.mark.parametrize("path", ["matn_x", "_source.matn_x"])
def test_what_is_wrapped_may_be_mapped_with_or_without_its_wrapping(
    tmp_path: Path, path: str
) -> None:
    answer = {"hits": {"hits": [{"_id": "1", "_source": {"matn_x": LONG}}]}}
    (item,), rejections = taken(
        written(tmp_path, "a.json", json.dumps(answer)), columns={"text": path}
    )
    assert (item.fields["text"], rejections) == (LONG, [])


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ({"$date": {"$numberLong": "-600000000000"}}, "1950-12-27T13:20:00Z"),
        ({"$date": -600000000000}, "1950-12-27T13:20:00Z"),
        ({"$numberInt": "12"}, 12),
        ({"$numberDouble": "1.5"}, "1.5"),
        ({"$date": {"$numberLong": "9" * 30}}, int("9" * 30)),
    ],
)
def test_values_of_mongodb_are_plain_in_every_column(
    tmp_path: Path, stated: dict[str, Any], read: Any
) -> None:
    assert fields_of(tmp_path, {**ARTICLE, "measured": stated})["measured"] == read


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        ({"source": {"id": None, "name": "شبكة المنارة"}}, "source", "شبكة المنارة"),
        ({"author": {"@type": "Person", "name": "ليلى حسن"}}, "author", "ليلى حسن"),
        ({"authors": [{"name": "ليلى"}, {"name": "سامي"}]}, "author", ["ليلى", "سامي"]),
        ({"author": {"node": {"name": "ليلى حسن"}}}, "author", "ليلى حسن"),
        ({"tags": [{"id": 4, "name": "شعر"}, "أدب"]}, "tags", ["شعر", "أدب"]),
        ({"link": [{"rel": "self", "href": "a"}, {"rel": "alternate", "href": "b"}]}, "url", "b"),
    ],
)
def test_people_outlets_and_tags_that_are_objects_have_their_names(
    tmp_path: Path, record: dict[str, Any], field: str, value: Any
) -> None:
    assert fields_of(tmp_path, {**ARTICLE, **record})[field] == value
