"""Reprints are the same in whichever order records came, changed and went."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from drawn_texts import FEW, TEXTS, DrawnTexts, Text
from hypothesis import given, settings
from hypothesis import strategies as st

from kashshaf.index.reprints import making
from kashshaf.index.reprints.facts import Facts
from kashshaf.index.reprints.making import build, follow

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


def of_a_build(texts: Mapping[int, Text]) -> dict[str, object]:
    with TemporaryDirectory() as folder:
        build(Path(folder), DrawnTexts(texts), parameters=FEW)
        return known(Path(folder))


class Archive:
    """What comes, changes and goes, and what is known of it."""

    def __init__(self, folder: Path, texts: Mapping[int, Text]) -> None:
        self.folder = folder
        self.texts = dict(texts)
        build(folder, DrawnTexts(self.texts), parameters=FEW)

    def take_in(self, batch: Mapping[int, Text | None]) -> None:
        self.changed(batch)
        self.follow(batch)

    def changed(self, batch: Mapping[int, Text | None]) -> None:
        self.texts |= {number: text for number, text in batch.items() if text is not None}
        for number, text in batch.items():
            if text is None:
                self.texts.pop(number, None)

    def follow(self, batch: Mapping[int, Text | None]) -> None:
        follow(self.folder, DrawnTexts(self.texts), batch, parameters=FEW)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path, {})


@given(first=st.dictionaries(st.integers(1, 9), TEXTS, max_size=6), batches=BATCHES)
@settings(max_examples=200)
def test_any_order_of_coming_changing_and_going_gives_what_a_build_gives(
    first: dict[int, Text], batches: list[dict[int, Text | None]]
) -> None:
    with TemporaryDirectory() as folder:
        archive = Archive(Path(folder), first)
        for batch in batches:
            archive.take_in(batch)
        assert known(archive.folder) == of_a_build(archive.texts)
