"""One archive on each engine: the same fixtures, the same searches, the same answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from engines_at_hand import ENGINES, settings_file

from kashshaf import Archive
from kashshaf.archive.fields import STANDARD
from kashshaf.index.searching.results import SearchResults

ROOT = Path(__file__).parents[2]
ITEMS = ROOT / "fixtures" / "items"
GOLDEN = ROOT / "fixtures" / "golden" / "queries.tsv"
FACETS = tuple(field.key for field in STANDARD.facets)


def golden_queries() -> list[str]:
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("# ")]
    return [query for query, *_ in rows[1:]]


@pytest.fixture(scope="module", params=[name for name in ENGINES if name != "whoosh"])
def other_archive(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp(request.param) / "press"
    folder.mkdir()
    stated = settings_file(request.param, "agreeing")
    (folder / "settings.toml").write_text(stated, "utf-8")
    with Archive.create(folder) as archive:
        archive.ingest([ITEMS])
        yield archive


def counts(results: SearchResults) -> dict[str, dict[str, int]]:
    return {
        facet: {value.value: value.count for value in values}
        for facet, values in results.facets.items()
    }


@pytest.mark.parametrize("query", golden_queries())
def test_every_golden_query_finds_and_counts_the_same(
    fixture_archive: Archive, other_archive: Archive, query: str
) -> None:
    expected, found = (
        archive.search(query, sort="newest", limit=200, facets=FACETS)
        for archive in (fixture_archive, other_archive)
    )
    assert found.total == expected.total
    assert {hit.record.id for hit in found} == {hit.record.id for hit in expected}
    assert counts(found) == counts(expected)


def test_the_best_ten_are_the_same_but_for_near_equals(
    fixture_archive: Archive, other_archive: Archive
) -> None:
    shared, first, asked = 0.0, 0, 0
    for record in fixture_archive.records():
        if len(record.title.split()) < 3:
            continue
        expected, found = (
            [hit.record.id for hit in archive.search(record.title, match="any", limit=10)]
            for archive in (fixture_archive, other_archive)
        )
        shared += len(set(expected) & set(found)) / len(expected)
        first += expected[0] == found[0]
        asked += 1
    assert asked > 30
    # Lengths are rounded by some engines, so that near equals change places.
    assert shared / asked > 0.93
    assert first / asked > 0.93


def test_a_reader_sees_what_another_process_adds_and_removes(other_archive: Archive) -> None:
    with Archive.open(other_archive.folder) as reader:
        before = reader.search("قنديل", facets=FACETS).total
        other_archive.add([{"id": "lamp", "title": "قنديل البحر", "text": "ظهر قنديل."}])
        assert reader.search("قنديل").total == before + 1
        other_archive.remove("lamp")
        assert reader.search("قنديل").total == before
        assert other_archive.verify().good
