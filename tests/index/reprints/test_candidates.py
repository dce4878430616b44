"""Candidates: all pairs that share two keys that are not boilerplate, whoever asks for them."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kashshaf.index.reprints import candidates as module
from kashshaf.index.reprints.arrays import Keys, among
from kashshaf.index.reprints.boilerplate import Origins, boilerplate_keys
from kashshaf.index.reprints.candidates import Joined, of_all
from kashshaf.index.reprints.parameters import Parameters
from kashshaf.index.reprints.postings import Lists
from kashshaf.index.reprints.segments import NUMBER_BITS
from kashshaf.index.reprints.sharing import candidates_of

FEW = Parameters(boilerplate_records=4, formula_clusters=3, longest_list=12, neighbours=200)

archives = st.lists(
    st.tuples(st.frozensets(st.integers(0, 12), max_size=5), st.integers(1, 3), st.integers(1, 9)),
    min_size=1,
    max_size=14,
)
"""Of each record its keys, its source and its day."""

Archive = list[tuple[frozenset[int], int, int]]


def postings_and_origins(archive: Archive) -> tuple[Keys, Origins]:
    rows = [(key << NUMBER_BITS) | n for n, (keys, _, _) in enumerate(archive) for key in keys]
    sources, days = (np.array([row[part] for row in archive], np.int32) for part in (1, 2))
    return np.array(sorted(rows), np.uint64), Origins(sources, days, days)


def plainly(archive: Archive, joined: Joined) -> list[list[int]]:
    common = set(joined.boilerplate.tolist())
    return [
        [a, b]
        for a, b in combinations(range(len(archive)), 2)
        if len((archive[a][0] & archive[b][0]) - common) >= FEW.shared_keys
    ]


@given(archives)
def test_all_pairs_that_share_two_keys_are_candidates(archive: Archive) -> None:
    postings, origins = postings_and_origins(archive)
    joined = of_all([postings], origins.of_records, FEW)
    lists = Lists.of(postings)
    common = lists.keys[boilerplate_keys(lists, origins.of_records, FEW)]
    assert joined.boilerplate.tolist() == common.tolist()
    assert joined.pairs.tolist() == plainly(archive, joined)


@settings(max_examples=50)
@given(archives, st.sets(st.integers(0, 13)))
def test_a_sync_finds_of_some_records_what_a_build_finds(archive: Archive, some: set[int]) -> None:
    postings, origins = postings_and_origins(archive)
    joined = of_all([postings], origins.of_records, FEW)
    asked = np.isin((postings & np.uint64((1 << NUMBER_BITS) - 1)).astype(np.int64), list(some))
    own = postings[asked & ~among(postings >> np.uint64(NUMBER_BITS), joined.boilerplate)]
    found = candidates_of(Lists.of(own), Lists.of(postings), FEW)
    assert found.tolist() == [pair for pair in joined.pairs.tolist() if some & set(pair)]


def test_postings_that_come_in_parts_make_the_same_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = np.random.default_rng(0)
    archive = [(frozenset(drawn.integers(0, 300, 9).tolist()), n, 1) for n in range(200)]
    postings, origins = postings_and_origins(archive)
    at = int(np.searchsorted(postings, np.uint64(150 << NUMBER_BITS)))
    once = of_all([postings], origins.of_records, FEW)
    monkeypatch.setattr(module, "_HELD", 10)
    parts = of_all([postings[:at], postings[at:]], origins.of_records, FEW)
    assert parts.pairs.tolist() == once.pairs.tolist() != []
    assert parts.boilerplate.tolist() == once.boilerplate.tolist()


def test_of_a_text_that_very_many_have_each_is_paired_with_those_next_to_it() -> None:
    parameters = Parameters(neighbours=6)
    archive = [(frozenset({5, 6}), number + 1, 1) for number in range(50)]
    postings, origins = postings_and_origins(archive)
    pairs = of_all([postings], origins.of_records, parameters).pairs
    assert pairs.tolist() == [[a, b] for a, b in combinations(range(50), 2) if b - a <= 3]
    found = candidates_of(Lists.of(postings[[10, 60]]), Lists.of(postings), parameters)
    assert found.tolist() == [[7, 10], [8, 10], [9, 10], [10, 11], [10, 12], [10, 13]]
