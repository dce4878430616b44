"""Damaged files: whoever asks is answered rightly or told what is damaged, and how to mend it.

A byte may be another where no search can notice it; `verify --deep` does.
`KASHSHAF_DAMAGED_INDEXES` and `KASHSHAF_DAMAGED_STORES` say how many are tried, `KASHSHAF_SEED`
chooses others.
"""

import os
import random
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from asking import COMMANDS, WRITING, Asker, Outcome
from damage import KINDS, Damage, flipped
from draws import drawn, share
from press import Press, articles, stored, succeed

from kashshaf import Archive
from kashshaf.archive.storage.store import Store

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX processes")

ENGINES = ("whoosh", "tantivy")
PARTS = {
    "terms": "index/*/words/*",
    "manifest": "index/current index/*/manifest.json",
    "engine": "index/*/engine/*",
    "reprints": "index/*/reprints/*",
}
CASES = [
    # On every change the parts take turns: each engine has half of them.
    pytest.param(engine, part, marks=[pytest.mark.long] * ((number + place) % 2))
    for number, engine in enumerate(ENGINES)
    for place, part in enumerate(PARTS)
]
STORES = {"store": "archive.sqlite", "wal": "archive.sqlite-wal", "shm": "archive.sqlite-shm"}

_INDEXES = int(os.environ.get("KASHSHAF_DAMAGED_INDEXES", share(16)))
INDEXES = -(-_INDEXES // (len(ENGINES) * len(PARTS)))
_STORES = int(os.environ.get("KASHSHAF_DAMAGED_STORES", share(9)))
DAMAGED_STORES = -(-_STORES // len(STORES))


@pytest.fixture(scope="module")
def asker() -> Iterator[Asker]:
    with Asker() as asker:
        yield asker


@pytest.fixture(scope="module")
def press(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Press:
    """An archive that was taken in bit by bit, and of which some has been changed and removed."""
    press = Press(tmp_path_factory.mktemp(request.param), request.param)
    press.make()
    for round_ in range(3):
        press.take_in(round_)
    press.held = press.give(articles(1, edition=2))
    succeed("ingest", "-a", press.folder, press.given, "--workers", "1")
    succeed("remove", "-a", press.folder, "2-0", "2-1")
    return press


@pytest.fixture(scope="module")
def right(
    press: Press, asker: Asker, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Outcome]:
    """What a whole archive answers."""
    return answers_of_a_whole(press.folder, asker, tmp_path_factory.mktemp("whole") / "press")


@pytest.fixture(scope="module")
def anew(
    press: Press, asker: Asker, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Outcome]:
    """What it answers when its index was made anew: what was removed weighs nothing any more."""
    folder = tmp_path_factory.mktemp("anew") / "press"
    shutil.copytree(press.folder, folder)
    succeed("rebuild", "-a", folder, "--workers", "1")
    return asker.ask(folder)


def answers_of_a_whole(folder: Path, asker: Asker, copy: Path) -> dict[str, Outcome]:
    shutil.copytree(folder, copy)
    answers = asker.ask(copy)
    assert {how for how, _ in answers.values()} == {"answered"}, answers
    return answers


def damaged(folder: Path, copy: Path, patterns: str, draw: random.Random, kind: Damage) -> Path:
    """Damage one file of a copy of an archive, and give its path in it."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    files = sorted(path for one in patterns.split() for path in copy.glob(one) if path.is_file())
    file = draw.choice(files)
    kind(file, draw)
    return file.relative_to(copy)


def faults(found: Mapping[str, Outcome], right: Mapping[str, Outcome], mend: str) -> Iterator[str]:
    """What is not as it should be: neither right nor told in one line that says how to mend it."""
    noticed = "verify --deep" in found and found["verify --deep"][0] == "told"
    for name, (how, what) in found.items():
        if how == "bare":
            yield f"{name}: bare: {what}"
        elif how == "told":
            line = what.rpartition("Error: ")[2].strip()
            if name in COMMANDS and "\n" in line:
                yield f"{name}: more than a line: {what}"
            if name in COMMANDS and not re.search(mend, line):
                yield f"{name}: does not say what to do: {line}"
        elif (how, what) != right[name] and name not in WRITING and not noticed:
            yield f"{name}: answered otherwise, and verify --deep is content"


@pytest.mark.parametrize(("press", "part"), CASES, indirect=["press"], scope="module")
def test_a_damaged_index_is_right_or_says_so_and_a_rebuild_mends_it(
    press: Press,
    part: str,
    asker: Asker,
    right: dict[str, Outcome],
    anew: dict[str, Outcome],
    tmp_path: Path,
) -> None:
    draw, copy = drawn(part, press.engine), tmp_path / "press"
    kinds, wrong = draw.sample(KINDS, len(KINDS)), []
    for number in range(INDEXES):
        kind = kinds[number % len(kinds)]
        file = damaged(press.folder, copy, PARTS[part], draw, kind)
        mended = tmp_path / "mended"
        shutil.copytree(copy, mended, dirs_exist_ok=True)
        found = list(faults(asker.ask(copy), right, "kashshaf (rebuild|sync)"))
        succeed("rebuild", "-a", mended, "--workers", "1")
        again = asker.ask(mended)
        found += [f"{name}: after a rebuild" for name in COMMANDS if again[name] != anew[name]]
        shutil.rmtree(mended)
        wrong += [f"{file} {kind.__name__}: {fault}" for fault in found]
    assert not wrong, "\n".join(wrong)


@pytest.fixture(scope="module")
def in_use(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive as a copy takes it that was made while it was open, with a log of SQLite's."""
    press = Press(tmp_path_factory.mktemp("in-use"), "tantivy")
    press.make()
    press.take_in(0)
    with Store.open(press.folder / Archive.STORE) as store:
        store.put(stored(articles(1)))
        succeed("sync", "-a", press.folder, "--workers", "1")
        copy = press.home / "copy"
        shutil.copytree(press.folder, copy)
    assert (copy / "archive.sqlite-wal").stat().st_size > 10_000
    return copy


@pytest.mark.parametrize("part", STORES)
def test_a_damaged_store_is_right_or_says_so(
    in_use: Path, part: str, asker: Asker, tmp_path: Path
) -> None:
    right = answers_of_a_whole(in_use, asker, tmp_path / "whole")
    draw, copy = drawn(part), tmp_path / "press"
    kinds, wrong = draw.sample(KINDS, len(KINDS)), []
    for number in range(DAMAGED_STORES):
        # Most of what happens to a database is that some of it is not what it was.
        kind = kinds[number // 2 % len(kinds)] if number % 2 else flipped
        file = damaged(in_use, copy, STORES[part], draw, kind)
        # Settings that changed places with the store are wrong settings, told as such.
        mend = r"restore|kashshaf (rebuild|sync|ingest)|settings\.toml"
        for fault in faults(asker.ask(copy), right, mend):
            wrong.append(f"{file} {kind.__name__}: {fault}")
    assert not wrong, "\n".join(wrong)
