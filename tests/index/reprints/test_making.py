"""Reprints are the same in whichever order records came, changed and went."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import numpy as np
import pytest
from common_keys import common_keys
from drawn_texts import FEW, TEXTS, DrawnTexts, Text
from hypothesis import given, settings
from hypothesis import strategies as st

from kashshaf.index.reprints.facts import Facts, fitted
from kashshaf.index.reprints.following import follow
from kashshaf.index.reprints.making import build

CHANGES = st.dictionaries(st.integers(1, 9), st.none() | TEXTS, min_size=1, max_size=6)
"""What comes together: by number a text, or none where the record goes."""

REPORT = (0, 1, 2)
"""A text of 57 words."""


def known(folder: Path) -> dict[str, object]:
    facts = Facts(folder)
    return {
        "pairs": [*facts.pairs()],
        "stories": fitted(facts.story_of, Archive.SIZE).tolist(),
        "common": common_keys(facts),
    }


class Archive:
    """What comes, changes and goes, and what is known of it."""

    SIZE = 10

    def __init__(self, folder: Path, texts: Mapping[int, Text]) -> None:
        self.folder = folder / "reprints"
        self.texts = dict(texts)
        self.former: list[tuple[int, Text]] = []
        numbers = np.array(sorted(texts), np.int64)
        drawn = DrawnTexts(self.texts, self.SIZE)
        build(self.folder, lambda: drawn, numbers, parameters=FEW)

    def take_in(self, batch: Mapping[int, Text | None]) -> None:
        self.change(batch)
        self.follow(batch)

    def change(self, batch: Mapping[int, Text | None]) -> None:
        self.former += [(number, self.texts[number]) for number in batch.keys() & self.texts.keys()]
        self.texts |= {number: text for number, text in batch.items() if text is not None}
        for number, text in batch.items():
            if text is None:
                self.texts.pop(number, None)

    def follow(self, batch: Mapping[int, Text | None]) -> None:
        changed = batch.keys() & self.texts.keys()
        texts = DrawnTexts(self.texts, self.SIZE, self.former)
        follow(self.folder, texts, changed, batch.keys() - changed, parameters=FEW)
        self.former.clear()


def of_a_build(texts: Mapping[int, Text]) -> dict[str, object]:
    with TemporaryDirectory() as folder:
        return known(Archive(Path(folder), texts).folder)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path, {})


@given(
    first=st.dictionaries(st.integers(1, 9), TEXTS, max_size=6),
    batches=st.lists(CHANGES, max_size=6),
)
@settings(max_examples=60)
def test_any_order_of_coming_changing_and_going_gives_what_a_build_gives(
    first: dict[int, Text], batches: list[dict[int, Text | None]]
) -> None:
    with TemporaryDirectory() as folder:
        archive = Archive(Path(folder), first)
        for batch in batches:
            archive.take_in(batch)
        assert known(archive.folder) == of_a_build(archive.texts)


ALTERATIONS = st.one_of(
    st.tuples(st.just("day"), st.sampled_from([0, 735000, 735002, 735009])),
    st.tuples(st.just("source"), st.integers(1, 2)),
    st.tuples(st.just("is_post"), st.booleans()),
    st.tuples(st.just("stretches"), st.sampled_from([REPORT, REPORT[1:], (0,), ()])),
)
"""One thing of a record, and what it becomes."""


@given(
    first=st.dictionaries(st.integers(1, 9), TEXTS, min_size=3, max_size=9),
    altered=st.lists(st.tuples(st.integers(0, 8), ALTERATIONS), min_size=1, max_size=8),
)
@settings(max_examples=60)
def test_one_thing_altered_after_the_other_gives_what_a_build_gives(
    first: dict[int, Text], altered: list[tuple[int, tuple[str, Any]]]
) -> None:
    first = {number: replace(text, stretches=REPORT) for number, text in first.items()}
    with TemporaryDirectory() as folder:
        archive = Archive(Path(folder), first)
        for at, (field, value) in altered:
            number = sorted(first)[at % len(first)]
            archive.take_in({number: replace(archive.texts[number], **{field: value})})
        assert known(archive.folder) == of_a_build(archive.texts)


class Killed(Exception):
    """The process ends here."""


KILLED_BEFORE = ("following.pairs_of", "following.add", "segments._write", "segments.remove_unused")
"""What a sync does in turn: it finds, merges, writes it all, and removes what it has merged."""


@contextmanager
def killed_before(step: str) -> Iterator[None]:
    """Whoever comes to a step of `follow` in the block is killed there."""
    with (
        mock.patch(f"kashshaf.index.reprints.{step}", side_effect=Killed),
        suppress(Killed),
    ):
        yield


def pairs(archive: Archive) -> list[tuple[int, int]]:
    return [(pair.a, pair.b) for pair in Facts(archive.folder).pairs()]


def test_what_a_third_record_of_one_source_makes_boilerplate_pairs_no_two_until_one_goes(
    archive: Archive,
) -> None:
    of_one_source = {number: Text(REPORT, source=1, day=0) for number in (1, 2, 3)}
    archive.take_in({1: of_one_source[1], 2: of_one_source[2]})
    assert pairs(archive) == [(1, 2)]
    archive.take_in({3: of_one_source[3]})
    assert pairs(archive) == []
    archive.take_in({1: None})
    assert pairs(archive) == [(2, 3)]


def test_what_comes_again_on_a_later_day_is_a_formula_until_the_days_between_are_filled(
    archive: Archive,
) -> None:
    archive.take_in({1: Text(REPORT, source=1, day=735000), 2: Text(REPORT, source=2, day=735000)})
    assert pairs(archive) == [(1, 2)]
    archive.take_in({3: Text(REPORT, source=1, day=735006)})
    assert pairs(archive) == []
    archive.take_in({4: Text(REPORT, source=2, day=735003)})
    assert len(pairs(archive)) == 6


def test_a_story_whose_last_record_goes_is_none_for_the_one_that_is_left(archive: Archive) -> None:
    archive.take_in({1: Text(REPORT, source=1, day=0), 9: Text(REPORT, source=2, day=0)})
    assert Facts(archive.folder).members(1) == [1, 9]
    archive.take_in({9: None})
    assert Facts(archive.folder).members(1) == []


@given(
    first=st.dictionaries(st.integers(1, 9), TEXTS, max_size=6),
    batches=st.lists(st.tuples(CHANGES, st.none() | st.sampled_from(KILLED_BEFORE)), max_size=6),
)
@settings(max_examples=60)
def test_what_is_killed_anywhere_is_made_good_by_the_next_whatever_came_meanwhile(
    first: dict[int, Text], batches: list[tuple[dict[int, Text | None], str | None]]
) -> None:
    with TemporaryDirectory() as folder:
        archive, behind = Archive(Path(folder), first), dict[int, Text | None]()
        for batch, step in batches:
            archive.change(batch)
            behind |= batch
            with killed_before(step) if step else nullcontext():
                archive.follow(behind)
                behind = {}
        archive.follow(behind)
        assert known(archive.folder) == of_a_build(archive.texts)
