"""Postings of reprints: whatever is added, in whatever order, a look-up knows what is so now."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kashshaf.archive.errors import SearchIndexError
from kashshaf.index.forward import segments
from kashshaf.index.reprints import arrays
from kashshaf.index.reprints import segments as module
from kashshaf.index.reprints.arrays import Keys, joined
from kashshaf.index.reprints.fingerprints import Fingerprints, fingerprints
from kashshaf.index.reprints.postings import Postings, postings_of
from kashshaf.index.reprints.segments import (
    MOST_NUMBER,
    NUMBER_BITS,
    Segment,
    join,
    opened,
    write_part,
)

Held = dict[int, frozenset[int]]
"""Of each record its keys."""

keys = st.frozensets(st.sampled_from([0, 1, 2, 3, 7, 500, (1 << 40) - 1]))
records = st.dictionaries(st.sampled_from([0, 1, 2, 5, 900, MOST_NUMBER]), keys, max_size=4)
EVERY_KEY = np.array([0, 1, 2, 3, 7, 500, (1 << 40) - 1], np.uint64)


def of(held: Mapping[int, frozenset[int]]) -> Keys:
    rows = [(key << NUMBER_BITS) | number for number, keys in held.items() for key in keys]
    return np.array(sorted(rows), np.uint64)


def add(folder: Path, held: Mapping[int, frozenset[int]]) -> None:
    """Take in what these records have."""
    module.add(folder, Segment(np.array(sorted(held), np.uint64), of(held)))


def known(folder: Path) -> dict[int, set[int]]:
    """Of each record the keys that it is looked up by."""
    lists = Postings(opened(folder)).lists(EVERY_KEY, 100)
    found: dict[int, set[int]] = {}
    for key, (begin, end) in zip(lists.keys.tolist(), pairwise(lists.starts), strict=True):
        for number in lists.numbers[begin:end].tolist():
            assert key not in found.setdefault(number, set())
            found[number].add(key)
    return found


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for postings as if they were millions."""
    monkeypatch.setattr(module, "_MANY", 3)
    for where in (module, arrays):
        monkeypatch.setattr(where, "EVERY", 3)


def having_keys(held: Held) -> dict[int, set[int]]:
    return {number: set(keys) for number, keys in held.items() if keys}


@pytest.mark.usefixtures("few_are_many")
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(records, max_size=3), st.lists(records, max_size=8))
def test_a_look_up_tells_what_was_added_last_of_each_record(
    parts: list[Held], added: list[Held]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        expected: Held = {}
        for part in parts:  # no two processes of a build have the same record
            part = {number: keys for number, keys in part.items() if number not in expected}
            write_part(folder, of(part))
            expected |= part
        join(folder)
        for batch in added:
            add(folder, batch)
            expected |= batch
            assert known(folder) == having_keys(expected)


@settings(max_examples=50)
@given(st.lists(records, min_size=1, max_size=8), st.integers(1, 4))
def test_all_postings_come_in_order_and_each_key_in_one_part(added: list[Held], size: int) -> None:
    with TemporaryDirectory() as name, patch.object(module, "_AT_ONCE", size):
        folder = Path(name)
        expected: Held = {}
        for batch in added:
            add(folder, batch)
            expected |= batch
        parts = [part for part in Postings(opened(folder)).chunks() if len(part)]
        assert joined(parts, np.uint64).tolist() == of(expected).tolist()
        assert all(
            before[-1] >> np.uint64(NUMBER_BITS) < after[0] >> np.uint64(NUMBER_BITS)
            for before, after in pairwise(parts)
        )


def test_many_syncs_leave_a_few_files(tmp_path: Path) -> None:
    for number in range(300):
        add(tmp_path, {number: frozenset({number, 7})})
    assert len(list(tmp_path.iterdir())) <= 8
    assert Postings(opened(tmp_path)).lists(np.array([7], np.uint64), 5000).counts.tolist() == [300]


def test_what_a_merge_left_when_it_was_killed_is_passed_over_and_removed(tmp_path: Path) -> None:
    add(tmp_path, {1: frozenset({1, 2})})
    before = tmp_path / "before"
    before.mkdir()
    (left,) = (path for path in tmp_path.iterdir() if path.is_file())
    shutil.copy(left, before / left.name)
    add(tmp_path, {1: frozenset({3})})
    shutil.move(before / left.name, left)  # the merge had written its file, and removed nothing
    assert known(tmp_path) == {1: {3}}
    add(tmp_path, {2: frozenset({3})})
    assert known(tmp_path) == {1: {3}, 2: {3}}
    assert not left.exists()


class Killed(BaseException):
    """What ends a process at once."""


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("time", range(5))
def test_whoever_is_killed_has_added_all_or_nothing_and_can_do_it_again(
    tmp_path: Path, time: int, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: Held = {1: frozenset({1, 2}), 2: frozenset({1}), 3: frozenset({7})}
    for number in held:
        add(tmp_path, {number: held[number]})
    calls = iter(range(1000))

    def killing(method: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            if next(calls) == time:
                if after:
                    method(*arguments, **named)
                raise Killed
            return method(*arguments, **named)

        return call

    changed: Held = {2: frozenset({500}), 3: frozenset(), 5: frozenset({1})}
    with monkeypatch.context() as patched, suppress(Killed):
        for name in ("replace", "unlink"):
            patched.setattr(Path, name, killing(getattr(Path, name)))
        add(tmp_path, changed)
    assert known(tmp_path) in (having_keys(held), having_keys(held | changed))
    add(tmp_path, changed)
    assert known(tmp_path) == having_keys(held | changed)


def test_what_is_open_answers_on_while_its_files_are_merged(tmp_path: Path) -> None:
    add(tmp_path, {1: frozenset({1})})
    before = Postings(opened(tmp_path))
    for number in range(2, 9):
        add(tmp_path, {number: frozenset({1})})
    assert before.lists(EVERY_KEY, 100).numbers.tolist() == [1]
    assert Postings(opened(tmp_path)).lists(EVERY_KEY, 100).numbers.tolist() == list(range(1, 9))


def test_a_reader_whose_file_vanishes_while_it_opens_reads_the_folder_again(tmp_path: Path) -> None:
    add(tmp_path, {1: frozenset({1})})
    files = segments.in_use
    seen: list[list[Path]] = []

    def merged_meanwhile(folder: Path) -> list[Path]:
        paths = files(folder)
        if not seen:
            seen.append(paths)
            add(folder, {2: frozenset({1})})
        return paths

    with patch.object(module, "in_use", merged_meanwhile):
        found = Postings(opened(tmp_path))
    assert found.lists(EVERY_KEY, 100).numbers.tolist() == [1, 2]


def test_without_a_folder_there_is_nothing_to_open(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        opened(tmp_path / "none")


def test_a_damaged_file_says_how_to_mend_it(tmp_path: Path) -> None:
    add(tmp_path, {1: frozenset({1, 2, 3})})
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-8])
    with pytest.raises(SearchIndexError, match="kashshaf rebuild"):
        Postings(opened(tmp_path))


def test_a_record_beyond_what_a_posting_holds_is_an_error_in_words() -> None:
    found = Fingerprints(np.array([1], np.uint64), np.array([0]), np.array([0]))
    assert len(postings_of(found, np.array([MOST_NUMBER], np.uint32))) == 1
    with pytest.raises(SearchIndexError, match=r"16,777,215 .* settings\.toml"):
        postings_of(found, np.array([MOST_NUMBER + 1], np.uint32))


def test_a_key_that_comes_twice_in_a_text_is_one_posting() -> None:
    refrain = np.tile(np.arange(1, 31, dtype=np.uint32), 3)
    found = fingerprints(refrain, np.array([0, len(refrain)]))
    postings = postings_of(found, np.array([4], np.uint32))
    assert len(postings) == len(np.unique(found.keys)) < len(found.keys)


def test_of_a_list_too_long_some_are_given_and_more_than_asked(tmp_path: Path) -> None:
    held = {number: frozenset({7}) for number in range(50)}
    add(tmp_path, held)
    assert 10 < len(Postings(opened(tmp_path)).lists(EVERY_KEY, 10).numbers) <= 50
