"""The benchmark runs from end to end, and refuses to time answers that differ."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kashshaf import Archive

BENCH = Path(__file__).parent
ITEMS = Path(__file__).parents[2] / "fixtures" / "items"


def test_the_benchmark_agrees_with_stock_whoosh_on_the_fixtures_and_prints_its_tables(
    tmp_path: Path,
) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.ingest([ITEMS])
    run = subprocess.run(
        [sys.executable, BENCH / "speed.py", "--archive", tmp_path / "archive", "--queries", "5"],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    assert "checking that both give the same answers" in run.stderr
    assert re.search(r"^\| stock Whoosh, 1 process +\| \d+ ", run.stdout, re.MULTILINE)
    assert re.search(r"^\| search, any words, five facets +\| \d+ ", run.stdout, re.MULTILINE)


def test_without_the_news_the_benchmark_says_what_to_name(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, BENCH / "speed.py", "--data", tmp_path],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert run.returncode == 1
    assert "--data" in run.stderr


def test_answers_that_differ_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BENCH)
    from agreement import Answers, difference

    ours = Answers(frozenset({1, 2}), 2, {"source": {"": 2}})
    assert difference(ours, ours) is None
    for other in (
        Answers(frozenset({1}), 2, {"source": {"": 2}}),
        Answers(frozenset({1, 2}), 3, {"source": {"": 2}}),
        Answers(frozenset({1, 2}), 2, {"source": {"": 1, "الجزيرة نت": 1}}),
    ):
        assert difference(ours, other) is not None
