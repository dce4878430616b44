"""A disk that is full, wherever in the work: what failed is said, nothing is lost, and all goes on.

Each step of an archive's life is done on a small file system with too little room: from none to
nearly what the step needs, so that each kind of write fails once. `KASHSHAF_ROOMS=20` tries twenty
sizes of each step.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from press import Held, Press, run, succeed
from small_disk import SmallDisk, small_disk
from steps import CASES, Step
from stopping import Run

from kashshaf import Archive
from kashshaf.facade.stored import StoredArchive

ROOMS = int(os.environ.get("KASHSHAF_ROOMS", "2"))
"""Sizes that are tried of each step."""

FULL = re.compile("no space left|disk is full|full", re.IGNORECASE)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "small") as disk:
        yield disk


@pytest.mark.parametrize(("step", "engine"), CASES, ids=str)
def test_a_full_disk_is_named_and_loses_nothing(disk: SmallDisk, step: Step, engine: str) -> None:
    press = Press(disk.folder, engine)
    needed = need(disk, press, step)
    for number in range(ROOMS):
        intended = step.prepare(press, number + 2)
        before = held_now(press)
        with disk.with_room(needed * number // ROOMS):
            said = Run(step.command(press)).ended()
        press.assert_nothing_lost(intended, step.unsettles)
        step.look(press)
        if said.startswith("Error") or "\nError" in said:
            assert_says_what_and_where(said, press)
            if held_now(press) != before:
                assert "kashshaf sync" in said, f"what was stored is not told of: {said}"
        assert_goes_on(press, step)
        press.held = intended
        step.look(press)
        press.assert_all_good()


def need(disk: SmallDisk, press: Press, step: Step) -> int:
    """Bytes that the step takes at its height."""
    intended, free = step.prepare(press, 1), disk.free
    with disk.watched() as least:
        Run(step.command(press)).seconds()
    press.held = intended
    return free - least[0]


def held_now(press: Press) -> Held:
    if not (press.folder / Archive.STORE).exists():
        return {}
    with StoredArchive.open(press.folder) as stored:
        return {record.id: record.text for record in stored}


def assert_says_what_and_where(said: str, press: Press) -> None:
    errors = [line for line in said.splitlines() if line.startswith("Error")]
    assert len(errors) == 1, said
    assert FULL.search(errors[0]), said
    assert str(press.home) in errors[0], said


def assert_goes_on(press: Press, step: Step) -> None:
    """Once there is room, the same command does it."""
    again = run(*step.command(press))
    if again.exit_code != 0:
        assert step.done and step.done in again.stderr, again.stderr
        succeed("sync", "-a", press.folder)
