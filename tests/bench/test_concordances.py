"""The benchmark of concordances runs from end to end, and finds out a line that is wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

from kashshaf import Archive

BENCH = Path(__file__).parent
ITEMS = BENCH.parents[1] / "fixtures" / "items"


@pytest.mark.long
def test_lines_are_compared_with_a_whole_reading_and_pages_are_timed(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.ingest([ITEMS])
    asked = ["--archive", str(tmp_path / "archive"), "--words", "4", "--checked", "2"]
    finished = subprocess.run(
        [sys.executable, BENCH / "concordances.py", *asked],
        capture_output=True,
        text=True,
        check=True,
    )
    compared, *_ = next(
        line for line in finished.stdout.splitlines() if "whole reading" in line
    ).split()
    assert int(compared.replace(",", "")) > 50
    rows = [line for line in finished.stdout.splitlines() if line.startswith("| ")]
    assert len(rows) == 1 + 4
    assert "median: " in finished.stdout
