"""How many of a search's results have its words more closely than they were asked for.

A total of any form counts what one would not call the word; beside it stands how many
records have the word with its clitics, and the word itself.
"""

from typing import Final

from ..query.nodes import (
    And,
    Dated,
    Everything,
    HasValue,
    InField,
    Level,
    Most,
    Not,
    Or,
    Query,
    Word,
    leaves,
)

_MOST_WORDS: Final = 4
"""Of a longer query nobody asks how many records have just these words."""

_CLOSER: Final = {Level.ANY_FORM: (Level.CLITICS, Level.WORD), Level.CLITICS: (Level.WORD,)}


def closer_levels(query: Query) -> tuple[Level, ...]:
    """The levels at which to count too, the loosest first.

    None where it is for anything but a few words, all at one level, or excludes some:
    what is excluded more closely leaves more.
    """
    words = [leaf for leaf in leaves(query) if isinstance(leaf, Word)]
    levels = {word.level for word in words}
    if len(levels) != 1 or len(words) > _MOST_WORDS or not _is_plain(query):
        return ()
    return _CLOSER.get(levels.pop(), ())


def _is_plain(query: Query) -> bool:
    match query:
        case And(parts) | Most(parts) | Or(parts):
            return all(map(_is_plain, parts))
        case InField(_, part):
            return _is_plain(part)
        case Not(part):
            return all(isinstance(leaf, HasValue | Dated) for leaf in leaves(part))
    return isinstance(query, Word | HasValue | Dated | Everything)
