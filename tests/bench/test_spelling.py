"""The spelling benchmark runs from end to end."""

import subprocess
import sys
from pathlib import Path

from kashshaf import Archive

BENCH = Path(__file__).parent

PAIRS = """\
category\twrong\tright
letters\tالمحافضة\tالمحافظة
letters\tالمدرسه\tقطار
letters\tزقق\tمحافظة
orthographic\tالمدرسه\tالمدرسة
"""


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
