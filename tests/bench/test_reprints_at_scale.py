"""The benchmark of finding reprints runs from end to end, on an archive and on copies of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from kashshaf import Archive

BENCH = Path(__file__).parent
ITEMS = BENCH.parents[1] / "fixtures" / "items"


@pytest.mark.long
def test_each_step_is_timed_and_new_records_find_those_they_are_copies_of(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.ingest([ITEMS])
        count = len(archive)
    asked = ["--archive", str(tmp_path / "archive"), "--records", str(3 * count), "--asked", "20"]
    finished = subprocess.run(
        [sys.executable, BENCH / "reprints_at_scale.py", *asked],
        capture_output=True,
        text=True,
        check=True,
    )
    for total in (count, 3 * count):
        assert f"\n{total:,} records\n" in finished.stdout
    assert finished.stdout.count("| candidates |") == 2
    assert finished.stdout.count("partners of a new record: ") == 2
