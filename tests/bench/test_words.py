"""The benchmark of what words tell runs from end to end."""

import subprocess
import sys
from pathlib import Path

import pytest

from kashshaf import Archive

BENCH = Path(__file__).parent
ITEMS = BENCH.parents[1] / "fixtures" / "items"


@pytest.mark.long
def test_words_are_compared_with_a_plain_count_and_timed(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.ingest([ITEMS])
    asked = ["--archive", str(tmp_path / "archive"), "--matches", "20", "--words", "2"]
    finished = subprocess.run(
        [sys.executable, BENCH / "words.py", *asked], capture_output=True, text=True, check=True
    )
    (compared,) = (line for line in finished.stdout.splitlines() if "plain count" in line)
    assert int(compared.split()[0].replace(",", "")) > 10
    rows = [line for line in finished.stdout.splitlines() if line.startswith("| ")]
    assert len(rows) == 1 + 2
