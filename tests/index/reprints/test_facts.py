"""Facts of reprints on disk: of each record that is known which was found last."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from common_keys import common_keys
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.archive.errors import SearchIndexError
from kashshaf.index.reprints.answers import Pair
from kashshaf.index.reprints.arrays import Keys
from kashshaf.index.reprints.facts import Facts, fitted
from kashshaf.index.reprints.findings import KINDS, Findings, rows
from kashshaf.index.reprints.segments import Segment, add

NUMBERS = st.integers(1, 12)
PAIRS = st.lists(
    st.builds(
        lambda ends, kind, words: Pair(min(ends), max(ends), kind, words, 0.5, 0.75, words // 2),
        st.tuples(NUMBERS, NUMBERS).filter(lambda ends: ends[0] != ends[1]),
        st.sampled_from(KINDS),
        st.integers(0, 2**32 - 1),
    ),
    unique_by=lambda pair: (pair.a, pair.b),
)
STORIES = st.dictionaries(NUMBERS, st.sampled_from([0, 1, 4, 9]))
KEYS = st.frozensets(st.integers(0, 9))

Found = tuple[frozenset[int], list[Pair], dict[int, int], frozenset[int], frozenset[int]]
"""What a sync looked at anew, and what it found."""

SYNCS = st.lists(st.tuples(st.frozensets(NUMBERS), PAIRS, STORIES, KEYS, KEYS), max_size=7)


def keys(of: frozenset[int]) -> Keys:
    return np.array(sorted(of), np.uint64)


def find(
    folder: Path,
    *pairs: Pair,
    stories: Mapping[int, int] | None = None,
    anew: frozenset[int] = frozenset(),
    common: frozenset[int] = frozenset(),
    ordinary: frozenset[int] = frozenset(),
) -> None:
    """Write what was found at one time."""
    found = Findings.of(rows(pairs), stories or {}, keys(common), sorted(anew), keys(ordinary))
    add(folder, Segment(keys(anew), np.empty(0, np.uint64), found))


def has_one(pair: Pair, numbers: frozenset[int]) -> bool:
    return pair.a in numbers or pair.b in numbers


@given(first=PAIRS, syncs=SYNCS)
def test_of_each_record_that_is_known_which_was_found_last(
    first: list[Pair], syncs: list[Found]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        find(folder, *first)
        known, story_of, common = list(first), dict[int, int](), frozenset[int]()
        for anew, pairs, stories, more, less in syncs:
            own = [pair for pair in pairs if has_one(pair, anew)]
            less -= more
            find(folder, *own, stories=stories, anew=anew, common=more, ordinary=less)
            known = [pair for pair in known if not has_one(pair, anew)] + own
            story_of |= stories
            common = (common | more) - less
        facts = Facts(folder)
        ordered = sorted(known, key=lambda pair: (pair.a, pair.b))
        assert [*facts.pairs()] == ordered
        assert fitted(facts.story_of, 13).tolist() == [story_of.get(at, 0) for at in range(13)]
        assert common_keys(facts) == sorted(common)
        for number in range(14):
            assert facts.partners(number) == [one for one in ordered if number in (one.a, one.b)]
        some = frozenset({2, 3, 11})
        found = facts.pairs_of(np.array(sorted(some), np.uint32))
        assert [*found] == [pair for pair in ordered if has_one(pair, some)]


@given(story_of=st.lists(st.sampled_from([0, 1, 4, 9]), min_size=1, max_size=30))
def test_the_members_of_a_story_are_those_whose_story_it_is(story_of: list[int]) -> None:
    with TemporaryDirectory() as folder:
        find(Path(folder), stories=dict(enumerate(story_of)))
        facts = Facts(Path(folder))
        for story in (1, 4, 9, 12):
            assert facts.members(story) == [at for at, one in enumerate(story_of) if one == story]


def test_who_has_a_state_open_reads_it_to_the_end_and_who_opens_anew_the_next(
    tmp_path: Path,
) -> None:
    find(tmp_path, Pair(1, 2, "reprint", 30, 1.0, 1.0, 30))
    before = Facts(tmp_path)
    find(tmp_path, Pair(1, 3, "reprint", 30, 1.0, 1.0, 30), anew=frozenset({1}))
    assert [pair.b for pair in before.partners(1)] == [2]
    assert [pair.b for pair in Facts(tmp_path).partners(1)] == [3]
    assert len([*tmp_path.iterdir()]) == 1


def test_what_was_killed_while_it_was_written_is_no_state(tmp_path: Path) -> None:
    find(tmp_path, Pair(1, 2, "reprint", 30, 1.0, 1.0, 30))
    (tmp_path / "1-1.arrays.new").write_bytes(b"PK")
    assert len([*Facts(tmp_path).pairs()]) == 1


def test_what_was_merged_and_could_not_be_removed_counts_no_more(tmp_path: Path) -> None:
    find(tmp_path, Pair(1, 2, "reprint", 30, 1.0, 1.0, 30))
    kept = (tmp_path / "0-0.arrays").read_bytes()
    find(tmp_path, anew=frozenset({1}))
    (tmp_path / "0-0.arrays").write_bytes(kept)
    assert [*Facts(tmp_path).pairs()] == []


def test_missing_and_damaged_facts_are_told_with_what_mends_them(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError, match="missing; run `kashshaf rebuild`"):
        Facts(tmp_path)
    with pytest.raises(FileNotFoundError):
        Facts(tmp_path / "gone")
    (tmp_path / "0-0.arrays").write_bytes(b"no arrays at all")
    with pytest.raises(SearchIndexError, match="damaged: run `kashshaf rebuild`"):
        Facts(tmp_path)


def test_a_kind_that_there_is_not_is_damage(tmp_path: Path) -> None:
    pairs = rows([Pair(1, 2, "reprint", 30, 1.0, 1.0, 30)])
    pairs["kind"] = 200
    nothing = np.empty(0, np.uint64)
    add(tmp_path, Segment(nothing, nothing, Findings.of(pairs, {}, nothing)))
    with pytest.raises(SearchIndexError, match="damaged"):
        Facts(tmp_path)
