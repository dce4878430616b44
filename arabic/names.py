"""One spelling for the many ways in which a name or a month is written.

Alef, hamza, ة and ى slips, marks, tatweel, bidi controls, presentation forms
and digits of any script come out alike. `fold` does it to a short text;
`any_of` gives a pattern that sees through the same differences in a long
text, which is faster than folding it first. Letters and marks are
pyarabic's constants.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias
from unicodedata import normalize

from pyarabic import araby

_DROPPED = {
    *araby.DIACRITICS,
    araby.TATWEEL,
    *map(chr, (0x061C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F))),
    *map(chr, range(0x2066, 0x206A)),
}

_ALIKE = {
    araby.ALEF: (
        araby.ALEF_HAMZA_ABOVE,
        araby.ALEF_HAMZA_BELOW,
        araby.ALEF_MADDA,
        araby.ALEF_WASLA,
    ),
    araby.YEH: (araby.ALEF_MAKSURA, araby.YEH_HAMZA, "ی"),
    araby.WAW: (araby.WAW_HAMZA,),
    araby.HEH: (araby.TEH_MARBUTA, "ہ"),
    araby.KAF: ("ک",),
}

_FOLD: dict[int, str | None] = {
    **{ord(sign): None for sign in _DROPPED},
    **{ord(form): letter for letter, forms in _ALIKE.items() for form in forms},
    **dict(zip(map(ord, araby.NUMBERS_EAST), araby.NUMBERS_WEST, strict=True)),
    **dict(zip(map(ord, araby.NUMBERS_PERS), araby.NUMBERS_WEST, strict=True)),
}

_WORD = re.compile(r"[^\W_]+")
_MARKS = "".join(sorted(_DROPPED))
_MARK = f"[{_MARKS}]"
_BETWEEN_WORDS = r"[\s.\-–]++"
# Within a word, or after a mark, which belongs to a letter before it.
_WITHIN_A_WORD = f"[0-9A-Za-z{araby.HAMZA}-{araby.YEH}{_MARKS}]"
# And, so; by, as, to; the article: what Arabic writes together with the word after it.
_CLITICS = r"(?:[وف]?(?:[بك]?ال|لل|[بكل])?)"

_Trie: TypeAlias = dict[str, "_Trie"]
_END = ""


def fold(text: str) -> str:
    """The text with one shape a letter, no marks, ASCII digits and lower-case Latin."""
    return normalize("NFKC", text).translate(_FOLD).lower()


def fold_name(name: str) -> str:
    """The folded words of a name, a space between them: `أ.ف.ب` and `ا ف ب` are one."""
    return " ".join(_WORD.findall(fold(name)))


def any_of(names: Iterable[str]) -> str:
    """A pattern for any of these folded names as a whole word, in whichever spelling.

    Clitics may stand before the name (بتويتر, والفيسبوك); the pattern's one
    group is the name without them. The names are merged into a tree of
    letters, so that a position in the text costs the same for ten names as
    for a thousand.
    """
    root: _Trie = {}
    for name in names:
        node = root
        for character in name:
            node = node.setdefault(character, {})
        node[_END] = {}
    return rf"(?<!{_WITHIN_A_WORD}){_CLITICS}({_branches(root)})(?![^\W_])"


def _branches(node: Mapping[str, _Trie]) -> str:
    branches = [_as_written(letter) + _branches(rest) for letter, rest in node.items() if letter]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if _END in node else ''}"


def _as_written(letter: str) -> str:
    """The letter in all its shapes, with the marks that may follow it."""
    if letter == " ":
        return _BETWEEN_WORDS
    shapes = {letter, letter.upper(), *_ALIKE.get(letter, ())}
    return f"[{re.escape(''.join(sorted(shapes)))}]{_MARK}*+"
