"""An archive that is asked under a time limit: it ends in time, and says what it left out."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from kashshaf import Archive
from kashshaf.archive.errors import OutOfTime
from kashshaf.archive.time_limit import check_time, time_limit
from kashshaf.index.searching.open_index import OpenIndex

ASKED: dict[str, Callable[[Archive], object]] = {
    "search": lambda archive: archive.search("مكتبة المدينة"),
    "facets": lambda archive: archive.search(facets=["source", "date"]),
    "patterns": lambda archive: archive.search("*كت* ?د*"),
    "nearly": lambda archive: archive.search("مكتبه~2"),
    "a value": lambda archive: archive.search("source:صحيفة"),
    "count": lambda archive: archive.count("خبر عاجل"),
    "each": lambda archive: list(archive.each("خبر")),
    "trends": lambda archive: archive.trends(["خبر", "مدينة"]),
    "similar": lambda archive: archive.similar(next(archive.records())),
    "complete": lambda archive: archive.complete("خبر ع"),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_nothing_is_answered_when_there_is_no_time_and_all_when_there_is(
    fixture_archive: Archive, ask: Callable[[Archive], object]
) -> None:
    with pytest.raises(OutOfTime), time_limit(-1):
        ask(fixture_archive)
    with time_limit(60):
        ask(fixture_archive)


def test_a_book_is_read_only_while_there_is_time(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add(
            [{"id": "news", "text": "خبر عاجل"}, {"id": "book", "text": "خبر قديم " * 10_000}]
        )
        book = archive.record("book")
        archive.highlight(archive.record("news"), "خبر")  # which makes the plan
        with pytest.raises(OutOfTime), time_limit(-1):
            archive.highlight(book, "خبر")


def test_suggestions_that_take_too_long_are_left_out_with_a_notice(
    fixture_archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def for_ever(*_: object) -> tuple[str, ...]:
        for _step in count():
            check_time()
        return ()

    whole = fixture_archive.search("مكتبه", facets=["source"])
    monkeypatch.setattr(OpenIndex, "suggestions", for_ever)
    with time_limit(2):
        found = fixture_archive.search("مكتبه", facets=["source"])

    assert (found.total, found.facets) == (whole.total, whole.facets)
    assert [notice.code for notice in found.notices] == ["out-of-time"]
    assert "النتائج فكاملة" in found.warnings("ar")[0]
