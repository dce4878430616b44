"""The benchmark of the pages runs from end to end."""

import subprocess
import sys
from pathlib import Path

import pytest

from kashshaf import Archive

BENCH = Path(__file__).parent
ITEMS = BENCH.parents[1] / "fixtures" / "items"


@pytest.mark.parametrize(
    "clock", [pytest.param([], marks=pytest.mark.long), ["--processor"]], ids=["clock", "processor"]
)
def test_every_kind_of_page_is_looked_at_and_timed(tmp_path: Path, clock: list[str]) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.ingest([ITEMS])
    finished = subprocess.run(
        [
            sys.executable,
            BENCH / "pages.py",
            "--archive",
            tmp_path / "archive",
            "--pages",
            "3",
            *clock,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [line.split(" | ") for line in finished.stdout.splitlines() if " | " in line][1:]
    assert [row[0].strip("| ") for row in rows] == [
        "the first page",
        "everything",
        "results, all words",
        "results, any word",
        "results, stories",
        "a record",
        "a record, marked",
        "trends",
        "concordance",
    ]
    assert all(float(cell.strip(" |")) > 0 for row in rows for cell in row[1:])
