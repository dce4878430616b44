"""Fingerprints: texts that share a passage share a key, whatever stands around it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.index.reprints import fingerprints as module
from kashshaf.index.reprints.arrays import Words
from kashshaf.index.reprints.fingerprints import fingerprints
from kashshaf.index.reprints.parameters import PARAMETERS

SHARED = PARAMETERS.window + PARAMETERS.gram - 1
"""So many words in a row give a key that all have who have them."""

# Few words, so that grams come again, and many.
texts = st.lists(st.integers(1, 3), max_size=60) | st.lists(st.integers(1, 2**32 - 1), max_size=90)


def words(text: list[int]) -> Words:
    return np.array(text, np.uint32)


def keys(text: list[int]) -> set[int]:
    return set(fingerprints(words(text), np.array([0, len(text)])).keys.tolist())


@given(texts, texts, st.lists(st.integers(1, 9), min_size=SHARED, max_size=40), texts, texts)
def test_texts_that_share_twelve_words_in_a_row_share_a_key(
    before: list[int], after: list[int], shared: list[int], there: list[int], beyond: list[int]
) -> None:
    assert keys(before + shared + after) & keys(there + shared + beyond)


@given(st.lists(texts, max_size=8), st.integers(1, 100))
def test_a_text_has_the_same_keys_alone_and_among_others(
    all_texts: list[list[int]], block: int
) -> None:
    module_block, module._BLOCK = module._BLOCK, block
    try:
        starts = np.cumsum([0, *map(len, all_texts)])
        found = fingerprints(words([word for text in all_texts for word in text]), starts)
    finally:
        module._BLOCK = module_block
    for index, text in enumerate(all_texts):
        alone = fingerprints(words(text), np.array([0, len(text)]))
        own = found.owners == index
        assert found.keys[own].tolist() == alone.keys.tolist()
        assert found.places[own].tolist() == alone.places.tolist()


@given(texts)
def test_a_key_stands_for_the_words_at_its_place(text: list[int]) -> None:
    found = fingerprints(words(text), np.array([0, len(text)]))
    for key, place in zip(found.keys.tolist(), found.places.tolist(), strict=True):
        assert keys(text[place : place + PARAMETERS.gram]) == {key}


def test_a_text_of_a_gram_has_a_key_and_a_shorter_one_none() -> None:
    assert len(keys([1, 2, 3, 4, 5])) == 1
    assert keys([1, 2, 3, 4]) == set()


def test_two_short_posts_share_a_key_for_each_gram_they_share() -> None:
    # Eight words of nine and of ten: winnowed, they might have no key in common.
    said = list(range(1, 9))
    assert len(keys([*said, 70]) & keys([80, *said, 90])) == 4


def test_a_long_text_keeps_a_fraction_of_its_grams() -> None:
    text = np.random.default_rng(0).integers(1, 1 << 20, 10_000).astype(np.uint32)
    found = fingerprints(text, np.array([0, len(text)]))
    assert 0.2 < len(found.keys) / len(text) < 0.25


def test_words_whose_numbers_are_related_are_told_apart() -> None:
    # A hash by multiples of one number would take these for the same: 1 + 3 * 2 = 4 + 3 * 1.
    grams = np.random.default_rng(0).integers(1, 40, (20_000, 5)).astype(np.uint32)
    grams = np.unique(grams, axis=0)
    starts = np.arange(0, grams.size + 1, 5)
    assert len(np.unique(fingerprints(grams.ravel(), starts).keys)) == len(grams)


def test_one_word_a_million_times_has_one_key() -> None:
    text = np.ones(1_000_000, np.uint32)
    assert len(np.unique(fingerprints(text, np.array([0, len(text)])).keys)) == 1
