"""The benchmark of forms runs from end to end, and counts as its heading says."""

import subprocess
import sys
from pathlib import Path

from kashshaf import Archive

BENCH = Path(__file__).parent

JUDGED = """\
query\tkind\trecords\tforms\tderived\tambiguous\tothers
مكتبه\tcommon\t10\tالمكتبه:6 مكتبات:4 خزاين:20\tمكتبي:5\t\tالمكتب:30 مكتب:7
حميدتي\tname\t8\tوحميدتي:2\t\t\tالحميد:9
"""


def test_forms_are_weighed_by_their_records(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add({"text": "في المكتبة كتب"})
    (tmp_path / "judged.tsv").write_text(JUDGED, "utf-8")
    files = ["--judged", str(tmp_path / "judged.tsv"), "--archive", str(tmp_path / "archive")]
    finished = subprocess.run(
        [sys.executable, BENCH / "forms.py", *files, "--classes", "5"],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = finished.stdout.splitlines()
    # Of 40 records of the library 20 are found, and none of an office.
    assert lines[:3] == ["مكتبه  1.000  0.500", "    wrong: ", "    missed: خزاين:20"]
    assert lines[-2:] == ["names 1 1.0000 1.0000 0", "common 1 1.0000 0.5000 0"]
