"""Readers are let loose on a server, and what is written meanwhile is found."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kashshaf import Archive

BENCH = Path(__file__).parent
ITEMS = BENCH.parents[1] / "fixtures" / "items"


@pytest.mark.long
def test_every_kind_of_request_is_asked_and_told_of(tmp_path: Path) -> None:
    if not Path("/proc/self/statm").exists():
        pytest.skip("the script reads the memory of processes from /proc")
    with Archive.create(tmp_path / "archive") as archive:
        archive.ingest([ITEMS])
    options = ["--readers", "6", "--seconds", "8", "--every", "1", "--port", "8931"]
    finished = subprocess.run(
        [sys.executable, BENCH / "load.py", "--archive", tmp_path / "archive", *options],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    rows = [line.strip("| ").split("|") for line in finished.stdout.splitlines() if "|" in line]
    told = {row[0].strip(): [cell.strip() for cell in row[1:]] for row in rows[2:]}
    assert {"results", "record", "API", "completion", "all"} <= told.keys()
    assert int(told["all"][0]) > 0
    assert told["all"][-1] == "0", finished.stdout
    assert re.search(r"[1-9]\d* additions of 10 records", finished.stdout)
