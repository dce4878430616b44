"""Reprints are the same in whichever order records came, changed and went."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from drawn_texts import FEW, TEXTS, DrawnTexts, Text
from hypothesis import given, settings
from hypothesis import strategies as st

from kashshaf.index.reprints.facts import Facts
from kashshaf.index.reprints.following import follow
from kashshaf.index.reprints.making import build

BATCHES = st.lists(
    st.dictionaries(st.integers(1, 9), st.none() | TEXTS, min_size=1, max_size=6), max_size=6
)
"""What comes together: by number a text, or none where the record goes."""

ITSELF = (0, 1, 2)
"""A text of 56 words."""


def known(folder: Path) -> dict[str, object]:
    facts = Facts(folder)
    return {
        "pairs": [*facts.pairs()],
        "stories": facts.story_of.tolist(),
        "common": facts.common.tolist(),
    }


class Archive:
    """What comes, changes and goes, and what is known of it."""

    SIZE = 10

    def __init__(self, folder: Path, texts: Mapping[int, Text]) -> None:
        self.folder = folder / "reprints"
        self.texts = dict(texts)
        numbers = np.array(sorted(texts), np.int64)
        drawn = DrawnTexts(self.texts, self.SIZE)
        build(self.folder, lambda: drawn, numbers, parameters=FEW)

    def take_in(self, batch: Mapping[int, Text | None]) -> None:
        self.change(batch)
        self.follow(batch)

    def change(self, batch: Mapping[int, Text | None]) -> None:
        self.texts |= {number: text for number, text in batch.items() if text is not None}
        for number, text in batch.items():
            if text is None:
                self.texts.pop(number, None)

    def follow(self, batch: Mapping[int, Text | None]) -> None:
        changed = batch.keys() & self.texts.keys()
        texts = DrawnTexts(self.texts, self.SIZE)
        follow(self.folder, texts, changed, batch.keys() - changed, parameters=FEW)


def of_a_build(texts: Mapping[int, Text]) -> dict[str, object]:
    with TemporaryDirectory() as folder:
        return known(Archive(Path(folder), texts).folder)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path, {})


@given(first=st.dictionaries(st.integers(1, 9), TEXTS, max_size=6), batches=BATCHES)
@settings(max_examples=60)
def test_any_order_of_coming_changing_and_going_gives_what_a_build_gives(
    first: dict[int, Text], batches: list[dict[int, Text | None]]
) -> None:
    with TemporaryDirectory() as folder:
        archive = Archive(Path(folder), first)
        for batch in batches:
            archive.take_in(batch)
        assert known(archive.folder) == of_a_build(archive.texts)
