"""The benchmark of one record's sync runs from end to end, and finds what a rebuild finds."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kashshaf import Archive

BENCH = Path(__file__).parent
ITEMS = BENCH.parents[1] / "fixtures" / "items"


@pytest.mark.long
def test_each_kind_of_sync_is_timed_in_an_archive_and_in_copies_of_it(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.ingest([ITEMS])
        archive.rebuild()
        count = len(archive)
    asked = ["--archive", str(tmp_path / "archive"), "--records", str(3 * count), "--asked", "9"]
    finished = subprocess.run(
        [sys.executable, BENCH / "lone_syncs.py", *asked, "--workers", "1"],
        capture_output=True,
        text=True,
        check=True,
    )
    for total in (count, 3 * count):
        assert f"\n{total:,} records\n" in finished.stdout
    for kind in ("new", "changed", "removed"):
        assert len(re.findall(rf"^\| {kind} ", finished.stdout, re.MULTILINE)) == 2
