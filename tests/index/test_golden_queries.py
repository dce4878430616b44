"""The golden queries: what an Arabic reader expects each search of the fixtures to find."""

import shlex
from pathlib import Path
from typing import Any

import pytest

from kashshaf import Archive
from kashshaf.archive.fields import STANDARD

GOLDEN = Path(__file__).parents[2] / "fixtures" / "golden" / "queries.tsv"
FILTERS = [field.key for field in STANDARD.by_value]


def rows() -> list[tuple[str, str, str]]:
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if not line.startswith("# ")]
    return [(query, options, expected) for query, options, expected, _ in table[1:]]


def arguments(options: str) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for option in shlex.split(options):
        name, _, value = option.partition("=")
        if name in FILTERS:
            given.setdefault("only", {}).setdefault(name, []).append(value)
        else:
            given[name] = value
    return given


@pytest.mark.parametrize(("query", "options", "expected"), rows())
def test_a_search_finds_just_the_expected_items(
    fixture_archive: Archive, query: str, options: str, expected: str
) -> None:
    wanted = set(expected.split(",")) if expected else set()
    results = fixture_archive.search(query, limit=200, **arguments(options))
    found = {
        hit.record.id
        if hit.record.id in wanted
        else f"«{hit.record.title}»"
        if f"«{hit.record.title}»" in wanted
        else hit.record.id
        for hit in results
    }
    assert found == wanted
    assert results.total == len(wanted)
