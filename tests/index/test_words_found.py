"""What a hit says of the query's words that its title and its snippet do not show."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kashshaf import Archive
from kashshaf.index.searching.results import Hit

FILLER = " ".join(f"حشو{number}" for number in range(90))
BOOK = FILLER * 60


@pytest.fixture(params=["whoosh", "tantivy"])
def archive(request: pytest.FixtureRequest) -> Iterator[Archive]:
    with Archive.in_memory(engine=request.param) as archive:
        archive.add(
            [
                {"id": "both", "title": "الجسر القديم", "text": "خبر عن المدينة."},
                {"id": "far", "title": "الجسر", "text": f"{FILLER} «وللجسور القديمة،» {FILLER}"},
                {"id": "one", "title": "جسر آخر", "text": "لا شيء غيره."},
                {"id": "tag", "title": "الجسر", "text": f"{FILLER} #القديم"},
                {
                    "id": "book",
                    "title": "القديم",
                    "text": f"{FILLER * 60} المدينة {FILLER * 60} الجسر",
                },
                {"id": "name", "title": "حساب", "text": f"{FILLER} فيسبوك {FILLER} حساب"},
            ]
        )
        yield archive


@pytest.fixture
def hits(archive: Archive) -> Callable[..., dict[str, Hit]]:
    def found(text: str, **options: Any) -> dict[str, Hit]:
        return {hit.record.id: hit for hit in archive.search(text, limit=50, **options)}

    return found


def test_a_word_that_is_not_shown_is_told_in_the_form_that_the_text_has(
    hits: Callable[..., dict[str, Hit]],
) -> None:
    found = hits("الجسر القديم المدينة", match="any")
    assert (found["both"].beside, found["both"].lacking) == ({}, ())
    assert found["one"].lacking == ("القديم", "المدينة")
    assert found["one"].beside == {}
    book = found["book"]
    assert book.lacking == ()
    told = {*book.beside.values()} | {f.text for f in book.snippet.fragments if f.marked}
    assert told == {"المدينة", "الجسر"}


def test_a_hit_with_most_of_the_words_says_which_it_lacks(
    hits: Callable[..., dict[str, Hit]],
) -> None:
    found = hits("انهار الجسر القديم المدينة")
    assert found["both"].lacking == ("انهار",)


def test_where_all_words_are_required_or_are_alternatives_none_is_said_to_be_missing(
    hits: Callable[..., dict[str, Hit]],
) -> None:
    for text, options in (("الجسر القديم", {"match": "all"}), ("المدينة أو الجسر", {})):
        assert {hit.lacking for hit in hits(text, **options).values()} == {()}


def test_what_stands_for_words_counts_as_they_do(hits: Callable[..., dict[str, Hit]]) -> None:
    name = hits("حساب فيس بوك", match="any")["name"]
    assert name.lacking == ()
    assert name.beside in ({}, {"فيس بوك": "فيسبوك"})


def test_excluded_words_are_neither_told_nor_missed(hits: Callable[..., dict[str, Hit]]) -> None:
    found = hits("الجسر القديم -المدينة", match="any")
    assert found["one"].lacking == ("القديم",)
    assert "both" not in found
