"""The spelling benchmark runs from end to end."""

import subprocess
import sys
from pathlib import Path

import pytest

from kashshaf import Archive

BENCH = Path(__file__).parent

PAIRS = """\
category\twrong\tright
letters\tالمحافضة\tالمحافظة
letters\tالمدرسه\tقطار
letters\tزقق\tمحافظة
orthographic\tالمدرسه\tالمدرسة
"""


@pytest.mark.long
def test_slips_are_put_to_an_archive_and_those_that_it_cannot_have_are_left_out(
    tmp_path: Path,
) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add([{"text": "زار المحافظة"}, {"text": "محافظة أخرى"}, {"text": "المدرسة"}])
    (tmp_path / "pairs.tsv").write_text(PAIRS, "utf-8")
    files = ["--pairs", str(tmp_path / "pairs.tsv"), "--archive", str(tmp_path / "archive")]
    finished = subprocess.run(
        [sys.executable, BENCH / "spelling.py", *files, "--misses"],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = finished.stdout.splitlines()
    assert lines[0].split() == ["letters", "2", "slips", "for", "a", "word", "that", "is", "held"]
    assert lines[1].split() == ["right", "first", "50.0%"]
    assert lines[4].split()[:2] == ["orthographic", "100.0%"]
    assert lines[5:] == ["زقق for محافظة: "]


def test_slips_are_made_by_chance_and_right_words_put_beside_them(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add({"text": f"زار الوفد المحافظة صباحا {at}"} for at in range(12))
    (tmp_path / "pairs.tsv").write_text(PAIRS, "utf-8")
    (tmp_path / "right.txt").write_text("المحافظة صباحا", "utf-8")
    files = ["--pairs", str(tmp_path / "pairs.tsv"), "--archive", str(tmp_path / "archive")]
    drawn = ["--drawn", "6", "--right", str(tmp_path / "right.txt")]
    finished = subprocess.run(
        [sys.executable, BENCH / "spelling.py", *files, *drawn],
        capture_output=True,
        text=True,
        check=True,
    )
    *_, made, first, _within, questioned, _words = finished.stdout.split("\n")[:-1]
    assert made.endswith("of 6 give no word that is held")
    assert first.split()[-1] != "0.0%"
    assert questioned.split()[1:] == ["0", "of", "2", "right", "words"]
