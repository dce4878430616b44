"""Pieces of texts are those of `str.split`, where they stand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.index.searching.pieces import pieces_of

SPACES = [chr(at) for at in range(0x110000) if chr(at).isspace()]


@given(st.text(st.one_of(st.characters(), st.sampled_from(SPACES)), max_size=60))
def test_pieces_are_what_stands_between_spaces(text: str) -> None:
    starts, ends = pieces_of(text)
    found = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    assert found == text.split()
    assert starts.tolist() == [piece.start() for piece in re.finditer(r"\S+", text)]


@pytest.mark.parametrize("space", SPACES)
def test_every_space_parts_pieces(space: str) -> None:
    assert pieces_of(f"قال{space}لهم").at([1]) == [(4, 7)]


@pytest.mark.parametrize("letter", ["\u200b", "\ud83d", "\U0001f600", "\U00010020", "\u3001"])
def test_what_is_no_space_parts_none(letter: str) -> None:
    assert pieces_of(f"قال{letter}لهم").at([0]) == [(0, 7)]
