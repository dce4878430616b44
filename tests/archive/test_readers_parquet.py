"""Parquet: columns, nested values and times, however the table was written; damage and bombs."""

import time
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from parquet_files import in_parquet
from reading_files import damaged, taken, written

from kashshaf.archive.readers.office import confined

pyarrow = pytest.importorskip("pyarrow", reason="Parquet is read with the extra `parquet`")

TEXT = "افتُتحت أمس مكتبة المرفأ، والقاعة تتسع لمئة قارئ."


def test_each_row_is_an_item_with_nested_values_and_times_as_such(tmp_path):
    night = datetime(2014, 9, 3, 22, 30, tzinfo=UTC)
    columns = {
        "id": pyarrow.array([1, 2]),
        "headline": pyarrow.array(["افتتاح مكتبة المرفأ", "خبر"]).dictionary_encode(),
        "content": pyarrow.array([TEXT.encode(), b"\xd9\x86\xd8\xb5"]),
        "published": pyarrow.array([night, None], pyarrow.timestamp("ns", "Asia/Riyadh")),
        "tags": pyarrow.array([["ثقافة", "مكتبات"], []]),
        "place": pyarrow.array([{"city": "المرفأ", "since": date(1990, 5, 1)}, None]),
        "counts": pyarrow.array([[("likes", 3)], None], pyarrow.map_("string", "int32")),
        "price": pyarrow.array([Decimal("1.50"), None]),
        "score": pyarrow.array([float("nan"), 0.5]),
        "picture": pyarrow.array([b"\xff\xd8\xff", None]),
        "__index_level_0__": pyarrow.array([7, 8]),
    }
    (first, second), rejections = taken(written(tmp_path, "a.parquet", in_parquet(columns)))
    assert not rejections
    assert first.fields == {
        "id": 1,
        "title": "افتتاح مكتبة المرفأ",
        "text": TEXT,
        "published": "2014-09-04T01:30:00+03:00",
        "tags": ["ثقافة", "مكتبات"],
        "place": {"city": "المرفأ", "since": "1990-05-01"},
        "counts": {"likes": 3},
        "price": "1.50",
        "picture": "3 bytes that are no text",
    }
    assert second.fields == {"id": 2, "title": "خبر", "text": "نص", "tags": [], "score": 0.5}
    assert (second.origin.reader, second.origin.position) == ("parquet", 2)


@pytest.mark.parametrize("name", ["a.parquet", "part-00000", "a.txt"])
@pytest.mark.parametrize("compression", ["none", "snappy", "gzip", "zstd"])
def test_a_table_is_read_whatever_it_is_called_and_however_it_is_packed(
    tmp_path, name, compression
):
    data = in_parquet({"text": [TEXT] * 2_500}, compression=compression, row_group_size=1_000)
    items, rejections = taken(written(tmp_path, name, data))
    assert len(items) == 2_500
    assert not rejections


def test_times_of_spark_and_unknown_zones_are_read(tmp_path):
    at = pyarrow.array([datetime(2014, 9, 3, 7, 30)], pyarrow.timestamp("ns"))
    old = in_parquet({"text": [TEXT], "date": at}, use_deprecated_int96_timestamps=True)
    (item,), _ = taken(written(tmp_path, "old.parquet", old))
    assert item.fields["published"] == "2014-09-03T07:30:00"
    strange = at.cast(pyarrow.timestamp("ns", "Nowhere/City"))
    (item,), _ = taken(
        written(tmp_path, "b.parquet", in_parquet({"text": [TEXT], "date": strange}))
    )
    assert item.fields["published"] == "2014-09-03T07:30:00+00:00"


def test_columns_are_mapped_by_path_and_a_table_without_a_text_is_refused_once(tmp_path):
    rows = [{"prose": TEXT}, {"prose": "نص"}]
    path = written(tmp_path, "a.parquet", in_parquet({"n": [1, 2], "inside": rows}))
    items, (rejection,) = taken(path)
    assert not items
    assert "no column for a text or a title in its first row (n, inside)" in rejection.reason
    items, rejections = taken(path, columns={"text": "inside.prose"})
    assert [item.fields["text"] for item in items] == [TEXT, "نص"]
    assert not rejections


def test_a_table_that_unpacks_to_far_more_than_it_is_ends_in_a_rejection(tmp_path):
    data = in_parquet({"text": pyarrow.array([TEXT * 2_000] * 2_000).dictionary_encode()})
    assert len(data) < 2**17
    path = written(tmp_path, "a.parquet", data)
    items, (rejection,) = taken(path)
    assert 0 < len(items) < 2_000
    assert "unpacks to over 64 MB" in rejection.reason


def test_a_table_of_too_many_columns_is_refused(tmp_path):
    columns = {f"c{number}": [1] for number in range(16_384)} | {"text": [TEXT]}
    items, (rejection,) = taken(written(tmp_path, "a.parquet", in_parquet(columns)))
    assert not items
    assert "has 16,385 columns, and at most 16,384 are read" in rejection.reason


def test_a_row_that_is_too_long_costs_no_other(tmp_path):
    columns = {"text": [TEXT, "ا" * (17 * 2**20), "نص"]}
    items, (rejection,) = taken(written(tmp_path, "a.parquet", in_parquet(columns)))
    assert [item.origin.position for item in items] == [1, 3]
    assert "row 2 is over 16 MB" in rejection.reason


def test_a_locked_table_and_a_missing_library_are_said(tmp_path, monkeypatch):
    _, (rejection,) = taken(written(tmp_path, "a.parquet", b"PARE" + bytes(100) + b"PARE"))
    assert "locked with a key" in rejection.reason
    monkeypatch.setattr(confined, "find_spec", lambda name: None)
    _, (rejection,) = taken(written(tmp_path, "b.parquet", in_parquet({"text": [TEXT]})))
    assert "pip install 'kashshaf[parquet]'" in rejection.reason


def test_a_damaged_table_ends_in_a_rejection_and_in_time(tmp_path):
    rows = {"id": range(400), "text": [f"{TEXT} {number}" for number in range(400)]}
    whole = in_parquet({name: list(values) for name, values in rows.items()}, row_group_size=100)
    started = time.monotonic()
    cut, (rejection,) = taken(written(tmp_path, "a.parquet", whole[:-40]))
    assert not cut
    assert rejection.reason
    for data in damaged(whole, 8, "parquet", 4):
        items, rejections = taken(written(tmp_path, "a.parquet", data))
        assert items or rejections
        assert not any("failed" in rejection.reason for rejection in rejections)
    # A footer that states very many rows or bytes.
    footer = int.from_bytes(whole[-8:-4], "little")
    for data in damaged(whole[-8 - footer :], 8, "footer"):
        items, rejections = taken(written(tmp_path, "a.parquet", whole[: -8 - footer] + data))
        assert items or rejections
    assert time.monotonic() - started < 200
