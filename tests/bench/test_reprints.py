"""The benchmark of reprints runs from end to end, and finds what there is."""

import subprocess
import sys
from pathlib import Path

from kashshaf import Archive

BENCH = Path(__file__).parent


def _text(of: str) -> str:
    return " ".join(f"{of}كلمة{at}" for at in range(60))


def test_recall_is_told_and_stories_and_pairs_are_shown(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add(
            {
                "title": f"خبر {paper}",
                "text": _text("س"),
                "source": paper,
                "date": f"2021-03-0{day}",
            }
            for day, paper in enumerate(("الساحل", "المنار", "الغد"), 1)
        )
        archive.add([{"title": "كلام آخر", "text": _text("ص"), "source": "الغد"}])
    told = _told(tmp_path / "archive", "--large", "3")
    assert "Jaccard >= .5               3  recall 1.0000  (reprint 3)" in told
    assert "1 stories of 3 records, the largest of 3; 0 of 3 pairs inside share nothing" in told
    assert "2021-03-02  المنار  خبر المنار" in told
    assert _told(tmp_path / "archive", "--draw", "3").count(" words, of 1.00 and 1.00") == 3


def _told(archive: Path, *asked: str) -> str:
    finished = subprocess.run(
        [sys.executable, BENCH / "reprints.py", archive, *asked],
        capture_output=True,
        text=True,
        check=True,
    )
    return finished.stdout
