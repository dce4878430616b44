"""The three levels, one within the other, over the fixtures' own words."""

import pytest

from kashshaf import Archive
from kashshaf.arabic.analyzer import Analyzer

EVERY = 7
"""So that the test takes seconds: every seventh word of the fixtures, in their order."""


@pytest.fixture(scope="module")
def written(fixture_archive: Archive) -> list[str]:
    analyser = Analyzer()
    forms = {
        form.partition("\x1f")[0]
        for record in fixture_archive.records()
        for form in analyser.analyse(f"{record.title}\n{record.text}").written
    }
    return sorted(form for form in forms if form.isalnum())[::EVERY]


def found(archive: Archive, query: str) -> set[str]:
    return {hit.record.id for hit in archive.search(query, limit=200)}


def test_what_is_found_as_written_is_found_as_the_word_and_that_in_any_form(
    fixture_archive: Archive, written: list[str]
) -> None:
    assert len(written) > 400
    for word in written:
        as_written = found(fixture_archive, f"={word}")
        as_word = found(fixture_archive, f'"{word}"')
        any_form = found(fixture_archive, word)
        alone = {hit.record.id for hit in fixture_archive.search(word, limit=200, variants=False)}
        assert as_written, word
        assert as_written <= as_word <= alone <= any_form, word
