"""Function words: what holds a sentence together, and what makes a question of it.

In `function_words.txt` they stand by groups: of standard Arabic, and of five groups of
dialects. They say little of what a text is about: متى وأين وقعت المعركة asks for a battle.
"""

from importlib.resources import files

from pyarabic import araby

from .folding import fold, normalise, without_marks

_CONJUNCTIONS = frozenset((araby.WAW, araby.FEH))

_NO_CONJUNCTION = frozenset(
    map(
        fold, ("فهم", "وهم", "ولي", "فلك", "فلان", "فلم", "فان", "فقد", "ودي", "فكي", "فلو", "فنحو")
    )
)
"""Understanding, illusion, a guardian, orbit, somebody, a film, Van, loss, friendly: what only
looks like و or ف before one of them."""

_MEANING_A_THING = frozenset(("علي", "منى", "آن", "آلي", "آية", "آيه", "اية", "هلا", "واي", "فاي"))
"""Names and things that fold to one of them, and are told from it by how they are written."""


_BEFORE_A_NOUN = araby.LAM + araby.ALEF
"""لا makes a noun of another one, as often in two words as in one: لا مركزية, لامركزية."""


def is_function_word(word: str, written: str | None = None) -> bool:
    """Whether a folded word is one, by itself or after و or ف.

    Where it is known how the word was `written`, with or without marks, that decides: على is
    one, and علي a name.
    """
    letters = without_marks(normalise(written or ""))
    if letters in _MEANING_A_THING or letters == _BEFORE_A_NOUN:
        return False
    return without_conjunction(word) is not None


def without_conjunction(word: str) -> str | None:
    """A folded function word less the و or ف before it, None for any other word."""
    if word in FUNCTION_WORDS:
        return word
    behind = word[1:]
    joined = word[:1] in _CONJUNCTIONS and behind in FUNCTION_WORDS and word not in _NO_CONJUNCTION
    return behind if joined else None


def _listed() -> frozenset[str]:
    text = files(__package__).joinpath("function_words.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(fold(word) for line in lines for word in line.split())


FUNCTION_WORDS = _listed()
"""The listed ones, folded."""
