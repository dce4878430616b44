"""Facets of several values are counted by combination, and exactly however many there are."""

from itertools import combinations
from pathlib import Path

import pytest
from given_feed import built

from kashshaf.arabic.pieces import Forms
from kashshaf.archive.fields import STANDARD
from kashshaf.index.building.documents import schema_of
from kashshaf.index.engines import engine_kind, plan
from kashshaf.index.engines.base import Answer, Document, Request
from kashshaf.index.engines.tantivy import counting


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
