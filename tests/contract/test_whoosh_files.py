"""Whoosh's files: damaged ones are named with what to do, and a commit is whole or is not there."""

import random
import re
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import given_feed
import numpy as np
import pytest
from given_feed import shaped
from strategies import SCHEMA

from kashshaf.arabic.pieces import FORMS, Forms
from kashshaf.archive.errors import OutOfTime, SearchIndexError
from kashshaf.archive.time_limit import time_limit
from kashshaf.index.engines import engine_kind, plan
from kashshaf.index.engines.base import Document, Engine, Request

WORD = Request(plan.Terms("written", ("نهر",)), facets=SCHEMA.facets)
PHRASE = Request(plan.Sequence("written", (("نهر",), ("بيت",))))


def articles(numbers: range) -> list[Document[Forms]]:
    words = [*["نهر", "بيت"] * 20, *(f"كلمة{n}" for n in range(50))]
    said: list[Forms] = [(word, word, word) for word in words]
    texts: dict[str, list[Forms]] = {"title": [], "text": said, "summary": []}
    return [Document(n, texts, {"source": (f"صحيفة {n}",)}, 730000, 730000) for n in numbers]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of two segments, one with a deleted document."""
    kind = engine_kind("whoosh", SCHEMA)
    given_feed.build(kind, tmp_path / "index", articles(range(1, 31)))
    add(kind.open(tmp_path / "index"), range(31, 61), removed=[3])
    return tmp_path / "index"


def add(engine: Engine, numbers: range, removed: list[int]) -> None:
    engine.replace([shaped(one, FORMS) for one in articles(numbers)], removed)


def opened(folder: Path) -> Engine:
    return engine_kind("whoosh", SCHEMA).open(folder)


def ask_all(engine: Engine) -> None:
    for request in (WORD, PHRASE):
        engine.search(request)
    engine.values("source")
    engine.idfs([plan.Terms("stem", ("نهر",))])
    engine.numbers_of(Request(plan.MatchAll()))


@contextmanager
def damage_to(file: Path) -> Iterator[None]:
    """What is asked in the block raises an error that names the file and what to run."""
    with pytest.raises(SearchIndexError) as raised:
        yield
    told = str(raised.value)
    assert re.fullmatch(r".* is damaged \(.*\): run `kashshaf rebuild`", told), told
    assert file.name in told or (file.suffix == ".toc" and "_MAIN_*.toc" in told)


def emptied(size: int) -> int:
    return 0


def halved(size: int) -> int:
    return size // 2


def a_byte_short(size: int) -> int:
    return size - 1


CUTS = (emptied, halved, a_byte_short)


@pytest.mark.parametrize("suffix", [".npz", ".toc"])
@pytest.mark.parametrize("left", CUTS)
def test_a_file_that_was_cut_is_named_when_the_index_is_opened(
    folder: Path, suffix: str, left: Callable[[int], int]
) -> None:
    for file in folder.glob(f"*{suffix}"):
        whole = file.read_bytes()
        file.write_bytes(whole[: left(len(whole))])
        with damage_to(file):
            ask_all(opened(folder))
        file.write_bytes(whole)
    ask_all(opened(folder))


@pytest.mark.parametrize("suffix", [".npz", ".toc"])
def test_a_file_that_is_missing_is_named(folder: Path, suffix: str) -> None:
    for file in folder.glob(f"*{suffix}"):
        whole = file.read_bytes()
        file.unlink()
        with damage_to(file):
            opened(folder)
        file.write_bytes(whole)


def test_bytes_that_are_others_are_never_an_error_of_pythons_own(folder: Path) -> None:
    draw = np.random.default_rng(5)
    for file in sorted(folder.iterdir()):
        whole = file.read_bytes()
        for _ in range(60):
            content = np.frombuffer(whole, np.uint8).copy()
            at = int(draw.integers(len(content)))
            content[at : at + int(draw.choice((1, 20, 600)))] = draw.integers(256)
            file.write_bytes(content.tobytes())
            try:
                ask_all(opened(folder))
            except SearchIndexError as error:
                assert "kashshaf rebuild" in str(error)
        file.write_bytes(whole)


def test_what_does_not_fit_on_the_disk_is_named_and_the_index_is_as_it_was(folder: Path) -> None:
    engine = opened(folder)
    before = engine.search(WORD)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    for most in (0, 3000, 20_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
        try:
            with pytest.raises(SearchIndexError, match=r"_?MAIN_.*: File too large; .* as it was"):
                add(engine, range(100, 160), removed=[1])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert engine.search(WORD) == before == opened(folder).search(WORD)
    add(engine, range(100, 160), removed=[1])
    assert engine.search(WORD).total == before.total + 59
    assert len(list(folder.iterdir())) == 4  # three segments and their table


def test_documents_that_are_changed_again_and_again_leave_little_of_what_they_were(
    folder: Path,
) -> None:
    engine, draw = opened(folder), random.Random(1)
    for _ in range(30):
        changed = range(at := draw.randrange(1, 41), at + 20)
        add(engine, changed, [*changed])
    held = sum(np.load(file)["number"].size for file in folder.glob("*.npz"))
    assert engine.search(WORD).total in (59, 60)
    assert held <= 120


def test_a_segment_is_a_file_that_numpy_reads(folder: Path) -> None:
    held = []
    for file in folder.glob("*.npz"):
        with np.load(file) as arrays:
            held += arrays["number"].tolist()
            assert len(arrays["facet_source.codes"]) == 30
    assert sorted(held) == list(range(1, 61))


def test_a_query_that_takes_longer_than_it_may_is_ended(folder: Path) -> None:
    engine = opened(folder)
    for request in (WORD, PHRASE):
        with time_limit(0), pytest.raises(OutOfTime):
            engine.search(request)
    with time_limit(60):
        ask_all(engine)
