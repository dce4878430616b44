"""What is said of texts that stand in a column which no field is known by."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reading_files import taken, written

from kashshaf import Archive, UnusedText

STORY = "افتتحت المكتبة العامة أبوابها صباح اليوم أمام جمهور غفير من القراء."


@pytest.fixture
def archive() -> Iterator[Archive]:
    with Archive.in_memory() as archive:
        yield archive


def lines(folder: Path, name: str, *objects: dict[str, Any]) -> Path:
    return written(folder, name, "".join(json.dumps(one) + "\n" for one in objects))


@pytest.mark.parametrize(
    "name",
    [
        *("maintext", "Main Text", "Story", "description", "body_html", "article_content"),
        *("المحتوى الكامل", "تفاصيل الخبر", "الوصف", "نصّ التغريدة", "rawContent"),
    ],
)
def test_a_text_is_known_by_more_names(tmp_path: Path, name: str) -> None:
    (item,), _ = taken(lines(tmp_path, "a.jsonl", {"title": "مكتبة", name: STORY}))
    assert item.fields == {"title": "مكتبة", "text": STORY}


def test_a_description_beside_a_text_stays_what_it_is(tmp_path: Path) -> None:
    fields = {"description": "وصف", "text": STORY}
    (item,), _ = taken(lines(tmp_path, "a.jsonl", fields))
    assert item.fields == fields


def test_a_feed_with_a_description_is_still_a_list_of_its_items(tmp_path: Path) -> None:
    feed = {"description": "أخبار المرفأ", "items": [{"title": "أول"}, {"title": "ثانٍ"}]}
    items, _ = taken(written(tmp_path, "a.json", json.dumps(feed)))
    assert [item.fields["title"] for item in items] == ["أول", "ثانٍ"]


def test_an_article_with_a_list_of_pictures_is_one_item(tmp_path: Path) -> None:
    article = {"title": "مكتبة", "story": STORY, "images": [{"src": "a.jpg"}]}
    (item,), _ = taken(written(tmp_path, "a.json", json.dumps(article)))
    assert item.fields["text"] == STORY


def test_a_field_of_the_archives_own_keeps_a_column_that_is_a_text_otherwise(
    tmp_path: Path,
) -> None:
    settings = (
        '[fields.summary]\nlabel = { ar = "وصف" }\ncolumns = ["description"]\nkind = "text"\n'
    )
    with Archive.create(tmp_path / "press") as made:
        folder = made.folder
    (folder / "settings.toml").write_text(settings, "utf-8")
    with Archive.open(folder) as archive:
        archive.rebuild()
        archive.add({"id": "a", "title": "مكتبة", "description": STORY})
        assert archive.record("a").extra == {"description": STORY}


def test_a_column_of_texts_that_no_item_was_given_is_named(
    tmp_path: Path, archive: Archive
) -> None:
    path = lines(tmp_path, "a.jsonl", *({"id": f"n{n}", "title": "خبر", "ff": STORY} for n in "12"))
    assert archive.ingest([path]).unused == (UnusedText(str(path), "ff"),)
    again = archive.ingest([path], {"text": "ff"})
    assert (again.updated, again.unused) == (2, ())


def test_each_file_is_judged_by_itself(tmp_path: Path, archive: Archive) -> None:
    paths = [
        lines(tmp_path, "a.jsonl", {"title": "أ", "ff": STORY, "note": "قصير"}),
        lines(tmp_path, "b.jsonl", {"title": "ب", "text": STORY, "ff": STORY}),
        lines(tmp_path, "c.jsonl", {"title": "ج", "gg": {"hh": [STORY]}}),
        lines(
            tmp_path, "d.jsonl", {"title": "د", "section": "أخبار محلية", "when": "3 أيلول 2014"}
        ),
    ]
    found = archive.ingest(paths).unused
    assert [(Path(one.file).name, one.column) for one in found] == [
        ("a.jsonl", "ff"),
        ("c.jsonl", "gg.hh"),
    ]


def test_a_column_longer_than_the_text_is_named_and_markup_is_not(
    tmp_path: Path, archive: Archive
) -> None:
    long = STORY * 20
    summary = lines(tmp_path, "a.jsonl", {"text": STORY, "ff": long})
    page = lines(tmp_path, "b.jsonl", {"text": STORY, "page": f"<html>{long}</html>"})
    post = lines(tmp_path, "c.jsonl", {"text": "صباح الخير", "bio": STORY})
    assert archive.ingest([summary, page, post]).unused == (UnusedText(str(summary), "ff"),)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"id": 1, "ff": STORY}, "to have “ff” as its text: --map text=ff"),
        ({"id": 1, "f f": STORY}, "--map 'text=f f'"),
        ({"a": {"b": [STORY]}}, "to have “a.b” as its text: --map text=a.b"),
        ({"id": 1, "c": "خبر", "d": None}, "--map text=NAME: it has c"),
        ({"date": "الأربعاء في 3 من أيلول 2014", "c": "خبر"}, "--map text=NAME: it has c"),
    ],
)
def test_the_reason_for_refusing_an_item_without_a_text_names_what_it_has(
    tmp_path: Path, archive: Archive, item: dict[str, Any], reason: str
) -> None:
    (rejection,) = archive.ingest([lines(tmp_path, "a.jsonl", item)]).rejections
    assert "neither a title nor a text" in rejection.reason
    assert reason in rejection.reason
