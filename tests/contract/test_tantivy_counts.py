"""Facets of several values are counted by combination, and exactly however many there are."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from given_feed import built

from kashshaf import Archive
from kashshaf.arabic.pieces import Forms
from kashshaf.archive.fields import STANDARD
from kashshaf.index.building.documents import schema_of
from kashshaf.index.engines import engine_kind, plan
from kashshaf.index.engines.base import Answer, Document, Request
from kashshaf.index.engines.tantivy import counting, searching
from kashshaf.index.searching.filters import user_query
from kashshaf.index.searching.open_index import OpenIndex

ITEMS = Path(__file__).parents[2] / "fixtures" / "items"


def counts(folder: Path, mentions: list[tuple[str, ...]]) -> dict[str, int]:
    given: list[Document[Forms]] = [
        Document(number, {"title": [], "text": []}, {"mentions": values} if values else {})
        for number, values in enumerate(mentions, 1)
    ]
    with built(engine_kind("tantivy", schema_of(STANDARD)), folder, given) as engine:
        answer: Answer = engine.search(Request(plan.MatchAll(), facets=("mentions",)))
    return dict(answer.facets["mentions"])


@pytest.mark.parametrize("most", [4, 1000])
def test_more_combinations_than_are_counted_are_counted_by_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(counting, "MOST_VALUES", most)
    values = ("web", "twitter", "facebook")
    every = [chosen for size in range(4) for chosen in combinations(values, size)]
    assert counts(tmp_path / "index", every) == {**dict.fromkeys(values, 4), "": 1}


def test_values_too_long_together_are_counted_by_value(tmp_path: Path) -> None:
    long = tuple(letter * 5_000 for letter in "ابت")
    found = counts(tmp_path / "index", [long, long[:1], ("*",), ()])
    assert found == {long[0]: 2, long[1]: 1, long[2]: 1, "*": 1, "": 1}


@pytest.fixture(scope="module")
def archive() -> Iterator[Archive]:
    with Archive.in_memory(engine="tantivy") as archive:
        archive.ingest([ITEMS])
        yield archive


@pytest.mark.parametrize("seen", [0, 640])
@pytest.mark.parametrize(("few", "many"), [(0, 0), (0, 1_000), (90, 1_000)])
@pytest.mark.parametrize("worth_two", [0, 1_500])
@pytest.mark.parametrize("numbers", [False, True])
@pytest.mark.parametrize("filters", [{}, {"source": frozenset({"", "مجلة الرواق"})}])
@pytest.mark.parametrize("days", [None, (735_000, 736_000)])
def test_columns_count_what_tantivy_counts(
    archive: Archive,
    monkeypatch: pytest.MonkeyPatch,
    seen: int,
    few: int,
    many: int,
    worth_two: int,
    numbers: bool,
    filters: dict[str, frozenset[str]],
    days: tuple[int, int] | None,
) -> None:
    monkeypatch.setattr(searching, "_SEEN", seen)
    monkeypatch.setattr(searching, "_FEW", few)
    monkeypatch.setattr(searching, "_MANY", many)
    monkeypatch.setattr(searching, "_WORTH_TWO", worth_two)
    facets = ("source", "month", "mentions", "tag")

    def asked(index: OpenIndex) -> None:
        for text in ("كتاب", "في", "كلمةلايكتبهاأحد"):
            sought = index.sought(user_query(archive.fields, text, match="any"))
            request = Request(sought, filters, days, limit=3, facets=facets, numbers=numbers)
            counted = index.engine.search(request, index.forward)
            assert counted == index.engine.search(request)
            assert counted.numbers is not None or not numbers
            if counted.numbers is not None:
                assert counted.numbers.tolist() == index.engine.numbers_of(request).tolist()

    archive._on_index(asked)
