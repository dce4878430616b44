"""The stems akin to one are found whatever their letters: the bits leave none of them out."""

from types import SimpleNamespace
from typing import cast

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from kashshaf.index.searching.akin import SHORTEST, Stems
from kashshaf.index.terms.dictionary import TermDictionary
from kashshaf.index.terms.letter_bits import letters_in_lines
from kashshaf.index.terms.lines import encode

# Letters of one to four bytes, two of which may share a bit.
stems = st.text(alphabet="كتابمرسae東𝒳", min_size=1, max_size=7)


@given(stems, st.lists(stems, min_size=1, max_size=12, unique=True))
def test_stems_that_share_three_quarters_of_their_letters_are_akin(
    stem: str, others: list[str]
) -> None:
    letters = letters_in_lines(encode("".join(f"{other}\n" for other in others)))
    terms = SimpleNamespace(
        letters_of_stems=letters, stems_of=lambda numbers: [others[number] for number in numbers]
    )
    numbers = np.array([*range(len(others)), *range(len(others))], np.uint32)
    found = Stems(numbers, cast(TermDictionary, terms)).akin_to(stem)
    expected = {
        other
        for other in others
        if len(other) >= SHORTEST and Indel.normalized_similarity(stem, other) >= 0.75
    }
    assert {others[numbers[place]] for place in found.places} == expected
    assert len(found.places) == 2 * found.stems == 2 * len(expected)
    assert len(set(found.which.tolist())) == found.stems
