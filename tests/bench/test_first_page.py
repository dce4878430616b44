"""The benchmark of the first page runs from end to end, and sees a wrong count."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from kashshaf import Archive

BENCH = Path(__file__).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add(
            [{"id": "1", "text": "خبر", "author": "ليلى حسن"}, {"text": "خبر", "tag": "نهر؛ جسر"}]
        )
    return tmp_path / "archive"


@pytest.mark.long
def test_both_first_pages_are_checked_and_timed(folder: Path) -> None:
    finished = subprocess.run(
        [sys.executable, BENCH / "first_page.py", "--archive", folder, "--rounds", "2"],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [line.split(" | ") for line in finished.stdout.splitlines() if " | " in line][1:]
    assert [row[0].strip("| ") for row in rows] == ["after a start", "after an ingest"]
    assert all(float(cell.strip(" |")) > 0 for row in rows for cell in row[1:])


def test_an_index_that_lacks_a_record_is_seen(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(BENCH)
    import first_page

    with Archive.open(folder) as archive:
        first_page.check(archive)
        with archive.batch():
            archive.add({"text": "خبر", "author": "ليلى حسن"})
            with pytest.raises(click.ClickException):
                first_page.check(archive)
