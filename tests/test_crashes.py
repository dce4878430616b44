"""Killed at any moment, the same command run again makes everything good.

Each step of an archive's life is killed at random moments, spread over the whole of a run that was
measured before, and right before system calls that change its files, drawn from a run that was
traced. `KASHSHAF_KILLS=500` kills that often in all, and every step with every engine; and as often
again those steps that keep up reprints, while they write these (`-rP` tells how often each was hit
there). `KASHSHAF_SEED` chooses other moments.
"""

import os
import random
import re
from pathlib import Path
from typing import Any

import click
import pytest
from draws import drawn
from press import Press, run, succeed
from steps import CASES, CASES_OF_A_DAY, CASES_ON_SERVERS, ON_REPRINTS, Step
from stopping import STRACE, Point, Run, moments, points

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs POSIX processes")

ALL = [*CASES, *CASES_ON_SERVERS]
ASKED = os.environ.get("KASHSHAF_KILLS")
TRIED = ALL if ASKED else [*CASES_OF_A_DAY, CASES_ON_SERVERS[0]]

KILLS = -(-int(ASKED) // len(ALL)) if ASKED else 2
"""Kills of each step with each engine, one half at random moments and one at system calls."""

WRITING_REPRINTS = [(step, engine) for step, engine in CASES if step.name in ON_REPRINTS]
_EVERY_DAY = WRITING_REPRINTS[3:4]
REPRINTS_TRIED = [
    pytest.param(*case, marks=[] if ASKED or case in _EVERY_DAY else [pytest.mark.long])
    for case in WRITING_REPRINTS
]
REPRINTS_KILLS = -(-int(ASKED) // len(WRITING_REPRINTS)) if ASKED else 2
"""Kills of each of these at system calls that change the files of reprints."""

REPRINTS, MANIFEST = "/reprints/", "manifest.json.new"


def kills(press: Press, step: Step, draw: random.Random) -> list[float | Point]:
    """Moments and points of this step, found in runs that are not disturbed."""
    after = step.prepare(press, 1)
    log, half = press.home / "calls.txt", KILLS // 2
    undisturbed = Run(step.command(press), log if STRACE else None)
    longest = undisturbed.seconds()
    press.held = after
    if not STRACE:
        return [*moments(longest, draw, KILLS)]
    return [*points(log, draw, KILLS - half), *moments(longest, draw, half)]


def reprints_calls(press: Press, step: Step) -> int:
    """How many calls of this step change files of reprints, in a run that is not disturbed."""
    press.held = step.prepare(press, 2)  # by the first round an archive is as it is
    Run(step.command(press), log := press.home / "calls.txt").seconds()
    return sum(REPRINTS in line for line in log.read_text("utf-8", "replace").splitlines())


def killed(press: Press, step: Step, when: float | Point) -> None:
    command = step.command(press)
    if isinstance(when, Point):
        process = Run(command, press.home / "calls.txt", *when.injection)
        process.ended()
    else:
        process = Run(command)
        process.kill_after(when)
    process.assert_all_end()


def mended(press: Press) -> None:
    """Verify is content, or says what to run, after which it is."""
    found = run("verify", "-a", press.folder)
    if found.exit_code == 0:
        return
    said = re.search("`kashshaf ([a-z]+)", found.stderr)
    assert said, found.stderr
    if said[1] == "ingest":
        succeed("init", "-a", press.folder, "--engine", press.engine)
    else:
        succeed(said[1], "-a", press.folder)
    succeed("verify", "-a", press.folder)


def done_again(press: Press, step: Step) -> None:
    again = run(*step.command(press))
    if again.exit_code != 0:
        assert step.done and step.done in again.stderr, again.stderr


@pytest.mark.parametrize(("step", "engine"), TRIED, ids=str)
def test_whatever_is_killed_goes_on_when_run_again(tmp_path: Path, step: Step, engine: str) -> None:
    press, draw = Press(tmp_path, engine), drawn(step, engine)
    for round_, when in enumerate(kills(press, step, draw), 2):
        intended = step.prepare(press, round_)
        killed(press, step, when)
        assert_goes_on(press, step, intended)
    assert_leftovers_do_not_grow(press)


@pytest.mark.skipif(not STRACE, reason="strace tells when reprints are written")
@pytest.mark.parametrize(("step", "engine"), REPRINTS_TRIED, ids=str)
def test_whoever_is_killed_while_it_writes_reprints_loses_none(
    tmp_path: Path, step: Step, engine: str
) -> None:
    press, draw = Press(tmp_path, engine), drawn("reprints", step, engine)
    calls, hits = reprints_calls(press, step), 0
    for round_ in range(3, 3 + REPRINTS_KILLS):
        intended = step.prepare(press, round_)
        run = Run(step.command(press), log := press.home / "calls.txt")
        run.kill_within(log, REPRINTS, draw.randint(1, calls))
        run.assert_all_end()
        hits += was_hit(log)
        assert_goes_on(press, step, intended)
    click.echo(f"{step} with {engine}: killed {hits} times while it wrote reprints")
    assert_leftovers_do_not_grow(press)


def was_hit(log: Path) -> bool:
    """Whether reprints were begun, and the manifest, which follows, was not put in place."""
    calls = log.read_text("utf-8", "replace").splitlines()
    begun = next((at for at, call in enumerate(calls) if REPRINTS in call), len(calls))
    ended = any("rename" in call and MANIFEST in call for call in calls[begun:])
    return begun < len(calls) and not ended


def assert_goes_on(press: Press, step: Step, intended: Any) -> None:
    """What was killed has lost nothing, and makes everything good when it is run again."""
    press.assert_nothing_lost(intended, step.unsettles)
    step.look(press)
    mended(press)
    press.assert_nothing_lost(intended)
    done_again(press, step)
    press.held = intended
    step.look(press)
    press.assert_all_good()


def assert_leftovers_do_not_grow(press: Press) -> None:
    """The index has not many times the files that it has when it is made anew.

    A tenfold would be no wonder: Whoosh puts segments together from ten on.
    """
    worn = files(press.folder / "index")
    succeed("rebuild", "-a", press.folder, "--workers", "1")
    assert worn < 12 * files(press.folder / "index")
    assert not list(press.home.glob("*.new"))


def files(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))
