"""Which terms of an archive are function words, known by how each is written."""

from collections.abc import Iterator
from itertools import product
from typing import TypeAlias
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from pyarabic import araby

from ...arabic.analyzer import MARKS_SEPARATOR
from ...arabic.function_words import FUNCTION_WORDS, is_function_word
from .dictionary import TermDictionary

Mask: TypeAlias = NDArray[np.bool_]

_NOT = araby.LAM + araby.ALEF
"""By itself; that it makes nouns of others (لا مركزية) is for queries to know."""

_BEFORE = ("", araby.WAW, araby.FEH)

_known: WeakKeyDictionary[TermDictionary, Mask] = WeakKeyDictionary()


def function_terms(terms: TermDictionary) -> Mask:
    """By the number of a term whether it is a function word; worked out once for a dictionary."""
    found = _known.get(terms)
    if found is None:
        found = np.zeros(terms.last + 1, np.bool_)
        found[list(_numbers(terms))] = True
        _known[terms] = found
    return found


def _numbers(terms: TermDictionary) -> Iterator[int]:
    for before, behind in product(_BEFORE, FUNCTION_WORDS):
        word = before + behind
        for form in terms.forms(word):
            letters, _, _ = form.partition(MARKS_SEPARATOR)
            number = terms.number(form, word)
            if number is not None and (word == _NOT or is_function_word(word, letters)):
                yield number
