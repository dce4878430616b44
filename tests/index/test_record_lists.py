"""Records that a reader has gathered, as a short text, and searching among them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf import Archive, QueryError
from kashshaf.index.searching.record_lists import LONGEST, MOST_LISTED, RecordList

NUMBERS = st.sets(st.integers(1, 2**31), max_size=60)


@given(NUMBERS, st.binary(min_size=4, max_size=4))
def test_a_list_is_read_as_it_was_written(numbers: set[int], digest: bytes) -> None:
    written = RecordList(tuple(sorted(numbers)), digest)
    assert RecordList.read(str(written)) == written


@given(st.text(max_size=40))
def test_any_text_is_a_list_or_told_to_be_none(text: str) -> None:
    try:
        found = RecordList.read(text)
    except QueryError:
        return
    assert len(set(found.numbers)) == len(found.numbers)


def test_the_longest_list_is_no_longer_than_said() -> None:
    step = (2**31 - 1) // MOST_LISTED
    longest = RecordList(tuple(range(step, step * MOST_LISTED + 1, step)), b"0000")
    assert len(longest.numbers) == MOST_LISTED
    assert len(str(longest)) <= LONGEST
    assert re.fullmatch(r"[\w-]+", str(longest), re.ASCII)


@pytest.fixture(scope="module")
def ids(press: Archive) -> list[str]:
    return [record.id for record in press]


def test_only_what_is_listed_is_found_and_counted(press: Archive, ids: list[str]) -> None:
    listed = ids[1:8:2]
    for among in (listed, press.listing(listed)):
        found = press.search("", among=among, limit=50, facets=["source"])
        assert {hit.record.id for hit in found.hits} == set(listed)
        assert sum(value.count for value in found.facets["source"]) == found.total == len(listed)
        assert press.count("", among=among) == len(listed)
    words = press.record(listed[0]).text.split()[0]
    found = press.search(words, among=listed)
    assert {hit.record.id for hit in found.hits} <= set(listed)
    trends = press.trends([""], among=listed)
    assert trends.trends[0].total == len(listed)


def test_nothing_is_found_among_none(press: Archive) -> None:
    assert press.search("", among=[]).total == 0
    assert press.search("", among=press.listing([])).total == 0
    assert press.search("", among=["none"]).total == 0


def test_a_list_of_another_archive_is_told_of(press: Archive, ids: list[str]) -> None:
    with Archive.in_memory() as other:
        other.add({"id": f"{at}", "text": f"نص {at}"} for at in range(len(ids)))
        with pytest.raises(QueryError, match="another archive"):
            other.search("", among=press.listing(ids))


def test_a_list_outlives_the_removal_of_a_record_and_its_return() -> None:
    with Archive.in_memory() as archive:
        archive.add({"id": f"{at}", "text": f"نص {at}"} for at in range(4))
        listed = archive.listing(["1", "3"])
        archive.remove("3")
        assert [hit.record.id for hit in archive.search("", among=listed).hits] == ["1"]
        archive.restore("3")
        assert archive.search("", among=listed).total == 2


def test_too_long_a_list_and_what_is_no_list_are_refused(press: Archive) -> None:
    with pytest.raises(QueryError, match="2,000"):
        press.listing(str(at) for at in range(MOST_LISTED + 1))
    with pytest.raises(QueryError, match="not copied whole"):
        press.search("", among="!")
    with pytest.raises(QueryError, match="ids"):
        press.search("", among=[3])  # type: ignore[list-item]
