"""Plain searches are timed beside heavy requests, and their answers are checked."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kashshaf import Archive

BENCH = Path(__file__).parent
ITEMS = BENCH.parents[1] / "fixtures" / "items"


@pytest.mark.long
def test_plain_searches_are_timed_alone_and_in_company(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.ingest([ITEMS])
    options = ["--searches", "8", "--port", "8933"]
    finished = subprocess.run(
        [sys.executable, BENCH / "crowd.py", "--archive", tmp_path / "archive", *options],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    told = re.findall(r"^\| (nobody|eight|these).* (\d+) +\|$", finished.stdout, re.MULTILINE)
    assert [name for name, _ in told] == ["nobody", "eight", "these"]
    assert "200: " in finished.stdout
