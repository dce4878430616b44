import csv
import gzip
import io
import json
import tempfile
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_files import taken, written

from kashshaf.archive.nested import single

LETTERS = st.one_of(
    st.sampled_from('ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة،؛؟«»ـًٌّ٠٩\u200f"\n\r,;|\t '),
    st.characters(codec="utf-8", exclude_categories=["Cc"]),
)
TEXTS = st.text(LETTERS, max_size=40)
OTHERS = st.sampled_from(["section", "قسم", "عدد القراءات"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
# What stands alone in a list is read as if it stood without (`["title"]`).
AS_THEY_ARE = VALUES.filter(lambda value: single(value) == value)
RECORDS = st.lists(
    st.builds(
        lambda text, known, others: {"text": text, **known, **others},
        TEXTS,
        st.dictionaries(st.sampled_from(["id", "title", "source", "published"]), AS_THEY_ARE),
        st.dictionaries(OTHERS, VALUES),
    ),
    min_size=1,
    max_size=8,
)
TABLES = st.lists(st.lists(TEXTS.filter(str.strip), min_size=3, max_size=3), min_size=1, max_size=8)


def as_lines(records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def as_zip(data, name):
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(f"inner/{name}", data)
    return out.getvalue()


def read_back(name, data):
    with tempfile.TemporaryDirectory() as folder:
        items, rejections = taken(written(Path(folder), name, data))
    assert not rejections
    return [dict(item.fields) for item in items]


@given(RECORDS)
def test_any_records_come_back_from_json_lines(records):
    data = as_lines(records)
    assert read_back("a.jsonl", data) == records
    assert read_back("a.jsonl.gz", gzip.compress(data)) == records
    assert read_back("a.zip", as_zip(data, "a.jsonl")) == records


@given(RECORDS, st.sampled_from([None, 1]), st.booleans())
def test_any_records_come_back_from_a_json_array(records, indent, escaped):
    data = json.dumps(records, indent=indent, ensure_ascii=escaped).encode()
    assert read_back("a.json", data) == records
    assert read_back("a.json.gz", gzip.compress(data)) == records


@given(TABLES, st.sampled_from(",;\t|"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_table_comes_back_from_csv(table, delimiter, encoding):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["id", "text", "section"], *table])
    data = out.getvalue().encode(encoding)
    assert [list(fields.values()) for fields in read_back("a.csv", data)] == table


@given(RECORDS, st.integers(min_value=0))
def test_no_cut_makes_up_items(records, cut):
    data = as_lines(records)
    data = data[: cut % len(data)]
    with tempfile.TemporaryDirectory() as folder:
        items, rejections = taken(written(Path(folder), "a.jsonl", data))
    assert [item.fields for item in items] == records[: len(items)]
    assert len(items) >= data.count(b"\n")
    assert len(rejections) <= 1


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.csv", "a.html", "a.zip", "a"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    start=st.sampled_from(
        [b"", b"[", b"{", b"id,text\n", b"<html>", b"PK\x03\x04", b"\x1f\x8b\x08\0", b"\xff\xfe"]
    ),
    data=st.binary(max_size=200) | st.text(LETTERS | st.sampled_from('{}[]":,'), max_size=200),
)
def test_whatever_a_file_holds_it_gives_items_or_reasons(name, start, data):
    data = data if isinstance(data, bytes) else data.encode()
    with tempfile.TemporaryDirectory() as folder:
        items, rejections = taken(written(Path(folder), name, start + data))
    assert items or rejections
    assert all(rejection.reason for rejection in rejections)
