"""Boilerplate: what one source prints again and again, and what all print, is no wire copy."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import pytest

from kashshaf.index.reprints.arrays import Ints
from kashshaf.index.reprints.boilerplate import Origins, boilerplate_keys, boilerplate_words
from kashshaf.index.reprints.fingerprints import Fingerprints, fingerprints
from kashshaf.index.reprints.parameters import PARAMETERS
from kashshaf.index.reprints.postings import Lists
from kashshaf.index.reprints.segments import NUMBER_BITS

KEY = 77
DAY = date(2015, 8, 6).toordinal()


def lists(numbers: Sequence[int]) -> Lists:
    return Lists.of(np.array([(KEY << NUMBER_BITS) | number for number in numbers], np.uint64))


def origins(
    sources: Sequence[int],
    days: Sequence[tuple[int, int]],
    platforms: Sequence[int] = (),
    authors: Sequence[int] = (),
) -> Callable[[Ints], Origins]:
    first, last = np.array(days, np.int32).reshape(-1, 2).T

    def codes(given: Sequence[int]) -> Ints:
        return np.array(given or [0] * len(sources))

    named = codes(sources), codes(platforms), codes(authors)
    return Origins.of(*named, first, last).of_records


def is_boilerplate(
    sources: Sequence[int],
    days: Sequence[tuple[int, int]],
    platforms: Sequence[int] = (),
    authors: Sequence[int] = (),
) -> bool:
    """Whether a key is that all records have, which are of these sources, days and platforms."""
    of = origins(sources, days, platforms, authors)
    return bool(boilerplate_keys(lists(range(len(sources))), of)[0])


def on(*days: int) -> list[tuple[int, int]]:
    return [(DAY + day, DAY + day) for day in days]


def test_what_ten_records_of_one_source_have_is_boilerplate_and_what_nine_have_is_not() -> None:
    assert is_boilerplate([1] * 10, on(*[0] * 10))
    assert not is_boilerplate([1] * 9 + [2], on(*[0] * 10))


def test_wire_copy_in_many_sources_is_none() -> None:
    assert not is_boilerplate([*range(1, 40)] * 9, on(*[0] * 351))


def test_posts_without_a_source_are_of_one_source_a_platform() -> None:
    undated = [(0, 0)] * 12
    assert is_boilerplate([0] * 12, undated, [1] * 10 + [2] * 2)
    assert not is_boilerplate([0] * 12, undated, [1] * 6 + [2] * 6)
    assert not is_boilerplate([1] * 6 + [0] * 6, undated, [1] * 12)


def test_what_ten_people_post_is_passed_on_and_what_one_posts_ten_times_is_boilerplate() -> None:
    undated = [(0, 0)] * 12
    assert not is_boilerplate([0] * 12, undated, [1] * 12, [*range(1, 13)])
    assert is_boilerplate([0] * 12, undated, [1] * 12, [5] * 10 + [1, 2])
    assert is_boilerplate([1] * 12, undated, [1] * 12, [*range(1, 13)])  # one channel, many hands


@pytest.mark.parametrize(
    ("days", "formula"),
    [
        ((0, 4, 8), True),
        ((8, 0, 4), True),
        ((0, 3, 6), False),  # each within three days of the one before: one story goes on
        ((0, 1, 400), False),
        ((0, 400, 800), True),
    ],
)
def test_a_formula_comes_on_three_occasions(days: tuple[int, ...], formula: bool) -> None:
    assert is_boilerplate(range(1, len(days) + 1), on(*days)) == formula


def test_what_is_undated_is_no_occasion_and_a_year_is_all_its_days() -> None:
    assert not is_boilerplate([1, 2, 3], [*on(0, 40), (0, 0)])
    assert not is_boilerplate([1, 2, 3, 4], [*on(0, 40, 80), (DAY - 100, DAY + 260)])
    assert is_boilerplate([1, 2, 3, 4], [*on(0, 40, 80), (DAY - 1000, DAY - 640)])


def test_a_key_that_thousands_have_is_boilerplate_whatever_their_sources() -> None:
    count = PARAMETERS.longest_list + 1
    assert is_boilerplate(range(1, count + 1), on(*[0] * count))
    assert not is_boilerplate(range(1, count), on(*[0] * (count - 1)))


def test_each_key_is_told_apart() -> None:
    rows = [(1, 0), (1, 1), (2, 0), (2, 1), (2, 2), (3, 3), (4, 0), (4, 1), (4, 3)]
    held = np.array([(key << NUMBER_BITS) | number for key, number in rows], np.uint64)
    of = origins([1, 2, 3, 4], on(0, 40, 80, 40))
    assert boilerplate_keys(Lists.of(held), of).tolist() == [False, True, False, False]


def test_the_words_from_one_such_key_to_the_next_are_boilerplate() -> None:
    found = Fingerprints(
        np.arange(5, dtype=np.uint64), np.array([0, 0, 0, 1, 1]), np.array([2, 9, 20, 0, 9])
    )
    marked = boilerplate_words(
        found, np.array([0, 30, 44]), np.array([True, True, True, True, False])
    )
    assert np.flatnonzero(marked).tolist() == [*range(2, 14), *range(20, 25), *range(30, 35)]


def test_a_sign_off_is_marked_from_its_beginning_to_its_end() -> None:
    drawn = np.random.default_rng(0)
    sign_off = drawn.integers(1, 1000, 40).astype(np.uint32)
    texts = [drawn.integers(1000, 9000, 60).astype(np.uint32) for _ in range(12)]
    words = np.concatenate([part for text in texts for part in (text, sign_off)])
    starts: Ints = np.arange(0, 1300, 100)
    found = fingerprints(words, starts)
    postings = np.unique((found.keys << np.uint64(NUMBER_BITS)) | found.owners.astype(np.uint64))
    known = Lists.of(postings)
    common = known.keys[boilerplate_keys(known, origins([1] * 12, [(0, 0)] * 12))]
    marked = boilerplate_words(found, starts, np.isin(found.keys, common)).reshape(12, 100)
    assert not marked[:, :60].any()
    assert marked[:, 60 + PARAMETERS.window : 100 - PARAMETERS.window].all()


def test_texts_without_boilerplate_have_none_marked() -> None:
    none = np.empty(0, np.int64)
    marked = boilerplate_words(
        Fingerprints(none.astype(np.uint64), none, none), np.array([0, 4]), np.empty(0, np.bool_)
    )
    assert marked.tolist() == [False] * 4
