"""Counts are exact however many values there are, and however many records."""

from itertools import combinations
from pathlib import Path

import pytest
import tantivy
from given_feed import built
from hypothesis import given, settings
from strategies import archives, plans

from kashshaf.index import plan
from kashshaf.index.engines import engine_kind
from kashshaf.index.engines.base import Document, Request
from kashshaf.index.engines.tantivy import counting, engine
from kashshaf.index.engines.tantivy.queries import Translation
from kashshaf.index.engines.tantivy.words import Words


def counts(folder: Path, mentions: list[tuple[str, ...]]) -> dict[str, int]:
    documents = [
        Document(number, {"title": [], "text": []}, {"mentions": values} if values else {})
        for number, values in enumerate(mentions, 1)
    ]
    with built(engine_kind("tantivy", {}), folder, documents) as index:
        return index.search(Request(plan.Everything(), facets=("mentions",))).facets["mentions"]


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


@settings(max_examples=40, deadline=None)
@given(archives(), plans)
def test_few_and_many_records_are_counted_alike(
    tmp_path_factory: pytest.TempPathFactory, given_archive: list[Document], sought: plan.Plan
) -> None:
    folder = tmp_path_factory.mktemp("engine") / "index"
    request = Request(sought, facets=("source", "mentions"))
    with built(engine_kind("tantivy", {}), folder, given_archive) as index:
        few = index.search(request)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(engine, "_MANY", 0)
            assert index.search(request) == few
    words = Words(tantivy.Index.open(str(folder)).searcher())
    assert Translation(words).at_most(sought) >= few.total
