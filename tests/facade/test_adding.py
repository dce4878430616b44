"""`Archive.add`: what a program has, in any shape, becomes records or is named with a reason."""

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kashshaf import Archive, PartialDate, Record
from kashshaf.archive import ingestion
from kashshaf.archive.errors import InputError
from kashshaf.archive.record import Provenance

LIBRARY = {"id": "1", "title": "مكتبة في المرفأ", "date": "3 أيلول 2014", "source": "as-sahel"}
EVENING = Record(
    id="2",
    title="أمسية",
    text="قرأ الشاعر من كتابه على فيسبوك.",
    source="As-Sahel",  # not as the tables would have it, and to be left so
    published=PartialDate(None, 9, 3),
    platform="instagram",
    mentions=("twitter",),
    agencies=("رويترز",),
    author="ليلى منصور",
    url="https://sahel.example/2",
    language="ar",
    tags=("شعر", "محليات"),
    extra={"page": 7, "columns": [1, None, {"عمود": 0.5}]},
    provenance=Provenance("press/2014.csv", 12, "csv", "2020-01-01T00:00:00Z"),
)


class NaTType:
    """What pandas has for a missing date, by its name."""


class NAType:
    """What pandas has for any missing value: it says neither yes nor no."""

    def __eq__(self, other: object) -> "NAType":  # type: ignore[override]
        return self

    def __bool__(self) -> bool:
        raise TypeError("boolean value of NA is ambiguous")


class PandasLike:
    """As much of a DataFrame as is asked for."""

    def __init__(self, columns: dict[Any, list[Any]]) -> None:
        self.columns = list(columns)
        self._rows = list(zip(*columns.values(), strict=True))

    def __iter__(self) -> Iterator[Any]:
        return iter(self.columns)

    def itertuples(self, index: bool = True, name: str | None = "Pandas") -> Iterator[Any]:
        assert (index, name) == (False, None)
        return iter(self._rows)


class PolarsLike:
    def __init__(self, columns: dict[Any, list[Any]]) -> None:
        self.columns = list(columns)
        self._rows = list(zip(*columns.values(), strict=True))

    def iter_rows(self, *, named: bool = False) -> Iterator[Any]:
        assert named
        return (dict(zip(self.columns, row, strict=True)) for row in self._rows)


def without_time(record: Record) -> Record:
    assert record.provenance is not None
    return replace(record, provenance=replace(record.provenance, taken_in=""))


def test_a_record_is_kept_as_it_is_with_the_file_that_it_came_from(empty: Archive) -> None:
    assert empty.add(EVENING).added == 1
    kept = empty.record("2")
    assert without_time(kept) == without_time(EVENING)
    assert kept.provenance is not None
    assert kept.provenance.taken_in > "2020-01-02"


def test_a_record_that_came_from_nowhere_came_from_the_program(empty: Archive) -> None:
    empty.add([LIBRARY, Record(id="3", text="نص")])
    provenance = empty.record("3").provenance
    assert provenance is not None
    assert (provenance.file, provenance.position, provenance.reader) == ("-", 2, "python")


def test_one_item_may_be_given_alone(empty: Archive) -> None:
    for item in (LIBRARY, EVENING):
        assert empty.add(item).added == 1
    assert [record.id for record in empty] == ["1", "2"]


@pytest.mark.parametrize("wrap", [list, tuple, iter, lambda items: (item for item in items)])
def test_records_and_mappings_may_be_mixed_in_any_iterable(empty: Archive, wrap: Any) -> None:
    tally = empty.add(wrap([LIBRARY, EVENING]))
    assert (tally.added, tally.rejected) == (2, 0)
    assert str(empty.record("1").published) == "2014-09-03"


def test_an_archive_is_copied_by_adding_its_records(fixture_archive: Archive) -> None:
    with Archive.in_memory() as copy:
        assert copy.add(fixture_archive.records()).added == len(fixture_archive)
        assert copy.add(fixture_archive).same == len(fixture_archive)
        assert list(map(without_time, copy)) == list(map(without_time, fixture_archive))
        assert copy.search("كتاب").total == fixture_archive.search("كتاب").total


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)
DAYS = st.dates().map(lambda day: PartialDate(day.year, day.month, day.day))
NAMES = st.lists(TEXT, max_size=2).map(tuple)
RECORDS = st.builds(
    Record,
    id=TEXT.filter(bool),
    title=TEXT.filter(bool),
    text=TEXT,
    source=st.none() | TEXT,
    published=st.none() | DAYS | st.sampled_from([PartialDate(2014), PartialDate(None, 9, 3)]),
    platform=TEXT,
    mentions=NAMES,
    agencies=NAMES,
    author=st.none() | TEXT,
    url=st.none() | TEXT,
    language=st.none() | TEXT,
    tags=NAMES,
    extra=st.dictionaries(TEXT, JSON, max_size=2),
    provenance=st.builds(Provenance, TEXT, st.none() | st.integers(1, 9), TEXT, TEXT),
)


@settings(max_examples=15)
@given(st.lists(RECORDS, max_size=3, unique_by=lambda record: record.id))
def test_whatever_records_are_given_the_same_come_out_and_go_into_a_copy(
    records: list[Record],
) -> None:
    with Archive.in_memory() as first, Archive.in_memory() as copy:
        assert first.add(records).added == len(records)
        copy.add(first.records())
        for archive in (first, copy):
            assert list(map(without_time, archive)) == list(map(without_time, records))
            assert archive.verify().good


@pytest.mark.parametrize("kind", [PandasLike, PolarsLike])
def test_the_rows_of_a_table_are_items_in_which_missing_values_are_nothing(
    empty: Archive, kind: Any
) -> None:
    table = kind(
        {
            "id": [np.int64(1), 2.0, "3"],
            "title": [math.nan, "عنوان", NAType()],
            "headline": ["بديل", NAType(), None],
            "text": ["نص", np.float64("nan"), "نص"],
            "date": [dt.datetime(2014, 9, 3), NaTType(), math.nan],
            "likes": [np.int32(7), np.float32(0.5), math.nan],
            "tags": [["شعر"], None, "مكتبات، شعر"],
        }
    )
    assert empty.add(table).added == 3
    first, second, third = map(empty.record, "123")
    assert (first.title, first.text, str(first.published)) == ("بديل", "نص", "2014-09-03")
    assert (first.extra, second.extra, third.extra) == ({"likes": 7}, {"likes": 0.5}, {})
    assert (second.title, second.text, second.published) == ("عنوان", "", None)
    assert (third.title, third.tags) == ("", ("مكتبات", "شعر"))


def test_a_set_of_tags_is_the_same_record_in_every_run(empty: Archive) -> None:
    empty.add({"id": "1", "title": "خبر", "tags": {"شعر", "أدب", "محليات"}})
    assert empty.record("1").tags == ("أدب", "شعر", "محليات")


def test_what_is_no_item_is_refused_before_anything_is_written(empty: Archive) -> None:
    for wrong, named in [
        ("نص", "not a str"),
        (b"text", "not a bytes"),
        (7, "not a int"),
        (None, "not a NoneType"),
        ([1, 2], "item 1 is a int"),
        ([LIBRARY, EVENING, "نص"], "item 3 is a str"),
        ((number for number in (1, 2)), "item 1 is a int"),
        ([[LIBRARY]], "item 1 is a list"),
    ]:
        with pytest.raises(InputError, match=f"add takes a Record, a mapping .*{named}"):
            empty.add(wrong)  # type: ignore[arg-type]
    assert len(empty) == 0
    assert not (empty.folder / "rejects").exists()


def test_nothing_at_all_is_added_without_complaint(empty: Archive) -> None:
    assert empty.add([]).read == empty.add(iter(())).read == 0


def test_what_cannot_be_kept_is_rejected_with_its_place_and_reason(empty: Archive) -> None:
    wrong: Any = {"tags": "شعر"}
    tally = empty.add(
        [
            {"date": "2014"},
            LIBRARY,
            Record(id="a"),
            Record(id="b", text="نص", extra={"x": object()}),
            Record(id="c", text="نص", **wrong),
            Record(id="", text="نص"),
        ]
    )
    assert (tally.added, tally.rejected) == (1, 5)
    assert [(one.origin.position, one.reason) for one in tally.rejections] == [
        (1, "it has neither a title nor a text"),
        (3, "it has neither a title nor a text"),
        (
            4,
            "its extra has a value that JSON cannot hold: Object of type object is not"
            " JSON serializable",
        ),
        (5, "its tags must be a tuple of texts, not 'شعر'"),
        (6, "it has no id"),
    ]


def test_what_is_no_item_late_in_a_stream_is_rejected_alone(empty: Archive) -> None:
    a_text: Any = "نص"
    tally = empty.add(iter([LIBRARY, a_text, EVENING]))
    assert (tally.added, tally.rejected) == (2, 1)
    assert tally.rejections[0].reason == "is a str, not a record or a mapping"


def test_of_very_many_rejections_the_tally_tells_the_first(empty: Archive) -> None:
    tally = empty.add({"date": str(year)} for year in range(1900, 2100))
    assert tally.rejected == 200
    assert len(tally.rejections) == ingestion.MOST_REJECTIONS
    assert tally.rejects_file is not None
    assert len(tally.rejects_file.read_text("utf-8").splitlines()) == 200
