"""Occurrences with a word near them: those on which a word among collocates was counted."""

from typing import NamedTuple

from ...archive.errors import QueryError
from ..terms.function_terms import function_terms
from .occurrences import Choice
from .open_index import OpenIndex
from .windows import Found, Mask, Window


class NearWord(NamedTuple):
    """A word, in any of its forms, that stands in the window of a match."""

    word: str
    window: Window

    def choice(self, index: OpenIndex) -> Choice:
        """What says of occurrences which have it near them; raise `QueryError` for several words.

        A word that only folds to a function word (علي, as على does) is none.
        """
        analysis, terms = index.analyzer.again(self.word), index.forward.terms
        if analysis.in_order != 1:
            raise QueryError(f"near takes one word, not “{self.word}”")
        held: Mask = terms.stems == (terms.stem(analysis.stems[0]) or 0)
        held &= ~terms.is_tag
        held[0] = False
        is_function = function_terms(terms)
        number = terms.number(analysis.written[0], analysis.words[0])
        if number is None or not is_function[number]:
            held &= ~is_function

        def chosen(found: Found) -> Mask:
            near = self.window.near(found)
            return self.window.having(found, near[held[found.words.terms[near]]])

        return chosen
