"""Names and other short texts, folded word by word.

The fold is the analyzer's, so that a source, a month, a column or a keyword is known
in whatever spelling its words would be found in. Two of its rules have nothing to do
here: a name keeps its own 's, since apostrophes go first, and the signs in its numbers
part them (1.300 is two words).
"""

import re
from functools import lru_cache

from .folding import fold, normalise, without_apostrophes
from .letters import COMBINING_MARKS, char_class

_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{char_class(COMBINING_MARKS)}])*+")

_AGAIN = 4096
"""Words whose fold is kept: the same few stand in most names and dates."""


def fold_name(name: str) -> str:
    """The folded words of a name, a space between them: `أ.ف.ب` and `ا ف ب` are one.

    Two names are one where this gives the same; to fold it again changes nothing.
    """
    return " ".join(_WORD.findall(fold_text(name)))


def fold_text(text: str) -> str:
    """Fold each word of a text; spaces and signs stay between them: `3-أيلول` is `3-ايلول`."""
    return _WORD.sub(_folded, without_apostrophes(normalise(text)))


def _folded(word: re.Match[str]) -> str:
    return _fold(word[0])


_fold = lru_cache(_AGAIN)(fold)
