"""Facts of reprints on disk: what was written is read, by whoever has it open, to the end."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.archive.errors import SearchIndexError
from kashshaf.index.reprints.answers import Pair
from kashshaf.index.reprints.facts import KINDS, Facts, State, rows

NUMBERS = st.integers(1, 40)
PAIRS = st.lists(
    st.builds(
        lambda ends, kind, words: Pair(min(ends), max(ends), kind, words, 0.5, 0.75, words // 2),
        st.tuples(NUMBERS, NUMBERS).filter(lambda ends: ends[0] != ends[1]),
        st.sampled_from(KINDS),
        st.integers(0, 2**32 - 1),
    ),
    unique_by=lambda pair: (pair.a, pair.b),
)


def state(*pairs: Pair, story_of: tuple[int, ...] = (0,)) -> State:
    return State(rows(pairs), np.array(story_of, np.uint32), np.array([3, 2**39], np.uint64))


@given(pairs=PAIRS)
def test_the_partners_of_each_record_are_those_of_the_pairs_that_were_written(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[Pair]
) -> None:
    folder = tmp_path_factory.mktemp("reprints")
    state(*pairs).write(folder)
    facts = Facts(folder)
    assert [*facts.pairs()] == sorted(pairs, key=lambda pair: (pair.a, pair.b))
    for number in range(42):
        having = [pair for pair in pairs if number in (pair.a, pair.b)]
        assert facts.partners(number) == sorted(having, key=lambda pair: (pair.a, pair.b))


@given(story_of=st.lists(st.sampled_from([0, 1, 4, 9]), min_size=1, max_size=30))
def test_the_members_of_a_story_are_those_whose_story_it_is(
    tmp_path_factory: pytest.TempPathFactory, story_of: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("reprints")
    state(story_of=tuple(story_of)).write(folder)
    facts = Facts(folder)
    assert facts.story_of.tolist() == story_of
    for story in (1, 4, 9, 12):
        assert facts.members(story) == [at for at, one in enumerate(story_of) if one == story]


def test_what_was_read_is_what_is_written_again(tmp_path: Path) -> None:
    state(Pair(1, 2, "excerpt", 30, 1.0, 0.25, 30), story_of=(0, 0, 0)).write(tmp_path)
    read = Facts(tmp_path).state()
    read.write(tmp_path)
    again = Facts(tmp_path)
    assert [*again.pairs()] == [Pair(1, 2, "excerpt", 30, 1.0, 0.25, 30)]
    assert again.common.tolist() == [3, 2**39]


def test_who_has_a_state_open_reads_it_to_the_end_and_who_opens_anew_the_next(
    tmp_path: Path,
) -> None:
    state(Pair(1, 2, "reprint", 30, 1.0, 1.0, 30)).write(tmp_path)
    before = Facts(tmp_path)
    state(Pair(1, 3, "reprint", 30, 1.0, 1.0, 30)).write(tmp_path)
    assert [pair.b for pair in before.partners(1)] == [2]
    assert [pair.b for pair in Facts(tmp_path).partners(1)] == [3]
    assert len([*tmp_path.iterdir()]) == 1


def test_what_was_killed_while_it_was_written_is_no_state(tmp_path: Path) -> None:
    state(Pair(1, 2, "reprint", 30, 1.0, 1.0, 30)).write(tmp_path)
    (tmp_path / "2.facts.new").write_bytes(b"PK")
    assert len([*Facts(tmp_path).pairs()]) == 1


def test_an_older_state_that_could_not_be_removed_counts_no_more(tmp_path: Path) -> None:
    state(Pair(1, 2, "reprint", 30, 1.0, 1.0, 30)).write(tmp_path)
    kept = (tmp_path / "1.facts").read_bytes()
    state().write(tmp_path)
    (tmp_path / "1.facts").write_bytes(kept)
    assert [*Facts(tmp_path).pairs()] == []


def test_missing_and_damaged_facts_are_told_with_what_mends_them(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError, match="missing; run `kashshaf rebuild`"):
        Facts(tmp_path)
    with pytest.raises(FileNotFoundError):
        Facts(tmp_path / "gone")
    (tmp_path / "1.facts").write_bytes(b"no arrays at all")
    with pytest.raises(SearchIndexError, match="damaged: run `kashshaf rebuild`"):
        Facts(tmp_path)


def test_a_kind_that_there_is_not_is_damage(tmp_path: Path) -> None:
    written = state(Pair(1, 2, "reprint", 30, 1.0, 1.0, 30))
    written.pairs["kind"] = 200
    written.write(tmp_path)
    with pytest.raises(SearchIndexError, match="damaged"):
        Facts(tmp_path)
