"""What a killed writer left in an index of Tantivy is in nobody's way."""

import shutil
from pathlib import Path

from given_feed import Shaping, build
from strategies import SCHEMA

from kashshaf.arabic.pieces import Forms
from kashshaf.index.engines import engine_kind, plan
from kashshaf.index.engines.base import Document, Request

KIND = engine_kind("tantivy", SCHEMA, {})


def without_the_third(folder: Path) -> int:
    """How many documents are found once one has been taken out."""
    engine = Shaping(KIND.open(folder), KIND.shape)
    try:
        engine.replace([], [3])
        total: int = engine.search(Request(plan.MatchAll())).total
    finally:
        engine.close()
    return total


def test_a_removal_killed_before_its_commit_is_done_when_it_is_tried_again(tmp_path: Path) -> None:
    texts: dict[str, list[Forms]] = {"title": [], "text": [], "summary": []}
    killed, other = tmp_path / "killed", tmp_path / "other"
    build(KIND, killed, [Document(number, texts, {}) for number in range(1, 41)])
    shutil.copytree(killed, other)
    assert without_the_third(other) == 39
    # It writes these before anything else, under the name that the next one chooses as well.
    written = [*other.glob("*.del"), other / ".managed.json"]
    assert len(written) == 2
    for file in written:
        shutil.copy(file, killed)
    assert without_the_third(killed) == 39
