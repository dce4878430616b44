"""The benchmark of remembered words runs from end to end."""

import subprocess
import sys
from pathlib import Path

from kashshaf import Archive

BENCH = Path(__file__).parent


def test_words_of_a_headline_find_their_record(tmp_path: Path) -> None:
    words = ("ميناء", "حريق", "سفينة", "مدينة")
    with Archive.create(tmp_path / "archive") as archive:
        archive.add([{"title": "حريق في ميناء المدينة", "text": "خبر قصير"}])
        archive.add({"text": f"{word} رقم {number}"} for word in words for number in range(40))
    finished = subprocess.run(
        [sys.executable, BENCH / "headlines.py", tmp_path / "archive", "--show"],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = finished.stdout.splitlines()
    assert lines[0].split() == ["headline", "all", "1", "of", "1", "1.0000"]
    assert lines[1].split() == ["headline", "any", "1", "of", "1", "1.0000"]
    assert lines[2].split()[:5] == ["passage", "all", "0", "of", "0"]
