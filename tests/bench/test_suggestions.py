"""The benchmarks of names and of completions run from end to end."""

import subprocess
import sys
from pathlib import Path

import pytest

from kashshaf import Archive

BENCH = Path(__file__).parent


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    with Archive.create(folder) as opened:
        opened.add(
            {"title": f"مجلس النواب في الموصل {day}", "text": "قال المجلس إنه سيجتمع"}
            for day in range(8)
        )
        opened.add([{"title": "هدنة في غزة", "text": "كتبت Gaza أيضا"}])
    return folder


def _lines(script: str, archive: Path, *more: str) -> list[str]:
    finished = subprocess.run(
        [sys.executable, BENCH / script, "--archive", str(archive), "--misses", *more],
        capture_output=True,
        text=True,
        check=True,
    )
    return finished.stdout.splitlines()


def test_names_that_the_archive_has_are_put_to_it(archive: Path) -> None:
    known, *_ = _lines("latin_names.py", archive)
    assert known.startswith("known   1 of 2 names lead to the Arabic one")


@pytest.mark.long
def test_pairs_of_words_from_titles_are_completed(archive: Path) -> None:
    completed, *rest = _lines("completions.py", archive, "--pairs", "3")
    assert completed.split()[1:4] == ["2", "of", "2"], rest
