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
REPRINTS_TRIED = WRITING_REPRINTS if ASKED else WRITING_REPRINTS[::3]
REPRINTS_KILLS = -(-int(ASKED) // len(WRITING_REPRINTS)) if ASKED else 2
"""Kills of each of these at system calls that change the files of reprints."""

REPRINTS = "/reprints/"


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


def reprints_kills(press: Press, step: Step, draw: random.Random) -> list[Point]:
    """Points of this step at which files of reprints are changed."""
    after = step.prepare(press, 2)  # by the first round an archive is as it is
    log = press.home / "calls.txt"
    Run(step.command(press), log).seconds()
    press.held = after
    return points(log, draw, REPRINTS_KILLS, REPRINTS)


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
        assert_goes_on(press, step, round_, when)
    assert_leftovers_do_not_grow(press)


@pytest.mark.skipif(not STRACE, reason="strace tells when reprints are written")
@pytest.mark.parametrize(("step", "engine"), REPRINTS_TRIED, ids=str)
def test_whoever_is_killed_while_it_writes_reprints_loses_none(
    tmp_path: Path, step: Step, engine: str
) -> None:
    press, draw = Press(tmp_path, engine), drawn("reprints", step, engine)
    hits = 0
    for round_, when in enumerate(reprints_kills(press, step, draw), 3):
        assert_goes_on(press, step, round_, when)
        hits += was_hit(press)
    click.echo(f"{step} with {engine}: killed {hits} times while it wrote reprints")
    assert hits
    assert_leftovers_do_not_grow(press)


def was_hit(press: Press) -> bool:
    """Whether the last call before the kill was one that changes files of reprints."""
    calls = (press.home / "calls.txt").read_text("utf-8", "replace").splitlines()
    ended = [line for line in calls if "killed by SIGKILL" in line]
    told = [line for line in calls if "(" in line]
    return bool(ended) and REPRINTS in told[-1]


def assert_goes_on(press: Press, step: Step, round_: int, when: float | Point) -> None:
    """What is killed then loses nothing, and makes everything good when it is run again."""
    intended = step.prepare(press, round_)
    killed(press, step, when)
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
