import json

import pytest
from reading_files import AUTHORITIES, taken, written

from kashshaf.archive.errors import InputError
from kashshaf.archive.fields import STANDARD
from kashshaf.archive.readers import read


def fields_of(tmp_path, record, **options):
    path = written(tmp_path, "a.jsonl", json.dumps(record, ensure_ascii=False))
    (item,), rejections = taken(path, **options)
    assert not rejections
    return item.fields


@pytest.mark.parametrize(
    ("column", "known"),
    [
        ("headline", "title"),
        ("العنوان", "title"),
        ("عُنوان", "title"),
        ("Content", "text"),
        ("المحتوي", "text"),
        ("النصّ", "text"),
        ("Newspaper", "source"),
        ("الصحيفه", "source"),
        ("pubDate", "published"),
        ("Created At", "published"),
        ("created-at", "published"),
        ("تاريخ_النشر", "published"),
        ("Platform", "platform"),
        ("المنصّة", "platform"),
        ("byline", "author"),
        ("الكاتب", "author"),
        ("LINK", "url"),
        ("الرابط", "url"),
        ("GUID", "id"),
        ("رقم", "id"),
        ("keywords", "tags"),
        ("الكلمات المفتاحية", "tags"),
        ("lang", "language"),
        ("اللغة", "language"),
    ],
)
def test_columns_are_known_by_the_names_people_give_them(tmp_path, column, known):
    assert fields_of(tmp_path, {column: "قيمة"}) == {known: "قيمة"}


def test_columns_with_other_names_keep_them(tmp_path):
    record = {"text": "نص", "Class": "politics", "عدد المشاركات": 7}
    assert fields_of(tmp_path, record) == record


def test_of_two_columns_that_mean_the_same_the_preferred_one_wins(tmp_path):
    fields = fields_of(tmp_path, {"body": "متن", "text": "نص"})
    assert fields == {"text": "نص", "body": "متن"}


@pytest.mark.parametrize("empty", [None, "", "  ", []])
def test_an_empty_column_gives_way_to_one_that_is_not(tmp_path, empty):
    fields = fields_of(tmp_path, {"text": empty, "body": "متن"})
    assert fields["text"] == "متن"


def test_a_mapped_column_wins_and_nothing_is_lost(tmp_path):
    record = {"title": "قسم", "headline": "عنوان", "text": "نص"}
    fields = fields_of(tmp_path, record, columns={"title": "headline"})
    assert fields == {"title": "عنوان", "title (2)": "قسم", "text": "نص"}


def test_a_mapped_column_may_have_any_name(tmp_path):
    record = {"c7": "نص", "###": "عنوان"}
    fields = fields_of(tmp_path, record, columns={"text": "c7", "title": "###"})
    assert fields == {"text": "نص", "title": "عنوان"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "id,text\n1,نص\n2,نص\n"),
        ("a.jsonl", '{"id": 1, "text": "نص"}\n{"id": 2, "text": "نص"}\n'),
        ("a.json", '[{"id": 1, "text": "نص"}, {"id": 2, "text": "نص"}]'),
    ],
)
def test_a_mapped_column_that_a_file_lacks_is_reported_once(tmp_path, name, text):
    path = written(tmp_path, name, text)
    items, (rejection,) = taken(path, columns={"title": "headline"})
    assert len(items) == 2
    assert rejection.origin.file == str(path)
    assert "no column for --map title=headline" in rejection.reason
    assert "id, text" in rejection.reason


def test_files_that_have_no_columns_are_not_asked_for_any(tmp_path):
    path = written(tmp_path, "a.txt", "عنوان\n\nنص الخبر هنا.\n")
    items, rejections = taken(path, columns={"title": "headline"})
    assert len(items) == 1
    assert not rejections


def test_mapping_to_a_name_there_is_not_is_an_error_that_lists_the_names(tmp_path):
    path = written(tmp_path, "a.txt", "نص")
    with pytest.raises(InputError, match=r"titel.*title, text, source"):
        read([path], AUTHORITIES, columns={"titel": "x"})


def test_the_known_names_are_the_records_own():
    assert set(STANDARD.columns) == {
        *("id", "title", "text", "source", "published"),
        *("platform", "author", "url", "language", "tags"),
    }


def test_an_object_of_more_names_than_a_spreadsheet_has_columns_is_rejected_alone(tmp_path):
    wide = json.dumps({"text": "نص", **{f"n{n}": n for n in range(20_000)}})
    path = written(tmp_path, "a.jsonl", f'{wide}\n{{"text": "نص"}}\n')
    items, (rejection,) = taken(path)
    assert len(items) == 1
    assert "line 1: has 20,001 names, and at most 16,384 are read" in rejection.reason
