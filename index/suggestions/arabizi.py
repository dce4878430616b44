"""Arabizi: Arabic typed in Latin letters and digits, as in 7isabat for حسابات.

Everyone spells it in their own way, so a word is read as all words of the
archive that it may stand for. Digits stand for the letters that they look
like; with an apostrophe for the dotted ones. A vowel may be a long one, which
Arabic writes, or a short one, which it does not.
"""

import re
from collections.abc import Callable, Iterator, Mapping

# Of one or two Latin signs the letters, folded, likeliest first; "-" is none.
_READINGS: Mapping[str, tuple[str, ...]] = {
    signs: tuple(letters.replace("-", "").split(" "))
    for signs, letters in {
        "a": "ا - ه ي",
        "aa": "ا",
        "b": "ب",
        "c": "ك س",
        "ch": "ش تش",
        "d": "د ض",
        "dh": "ذ ظ ض",
        "e": "- ي ا ه",
        "ee": "ي",
        "f": "ف",
        "g": "ج غ ق ك",
        "gh": "غ",
        "h": "ه ح",
        "i": "ي - ا",
        "j": "ج",
        "k": "ك ق خ",
        "kh": "خ",
        "l": "ل",
        "m": "م",
        "n": "ن",
        "o": "و - ا",
        "oo": "و",
        "ou": "و",
        "p": "ب",
        "q": "ق",
        "r": "ر",
        "s": "س ص",
        "sh": "ش",
        "t": "ت ط ه",
        "th": "ث ذ",
        "u": "و - ا",
        "v": "ف",
        "w": "و",
        "x": "كس",
        "y": "ي",
        "z": "ز ظ ذ",
        "2": "ا ء ي و ق -",
        "3": "ع",
        "3'": "غ",
        "4": "ذ",
        "5": "خ",
        "6": "ط",
        "6'": "ظ",
        "7": "ح",
        "7'": "خ",
        "8": "غ ق",
        "9": "ق ص",
        "9'": "ض",
    }.items()
}
_FIRST: Mapping[str, tuple[str, ...]] = {
    "a": ("ا", "ع"),
    "e": ("ا", "اي", "ع"),
    "i": ("ا", "اي", "ع"),
    "o": ("ا", "او", "ع"),
    "u": ("ا", "او", "ع"),
}
"""No word begins with a vowel: it stands on an alef, or for an ع that was left out."""
_LAST: Mapping[str, tuple[str, ...]] = {"a": ("ه", "ا", "ي", "")}
"""ة, folded, ends more words than a long vowel does."""

_ARABIZI = re.compile(r"[a-z2-9']*[a-z][a-z2-9']*")
_SHORTEST, _LONGEST = 3, 24
_MOST_READINGS = 300
"""Beginnings of words that are followed at a time, those of the likeliest letters first."""

Begins = Callable[[str], bool]


def readings(typed: str, begins: Begins) -> Mapping[str, int]:
    """What a word may stand for, with how many of its letters are not the likeliest.

    `begins` says whether a word of the archive begins with some letters; what
    is read is so far no more than such a beginning itself. Empty where this is
    no Arabizi.
    """
    typed = typed.lower().replace("’", "'")
    if not _SHORTEST <= len(typed) <= _LONGEST or not _ARABIZI.fullmatch(typed):
        return {}
    upto: list[dict[str, int]] = [{"": 0}, *({} for _ in typed)]
    for at, followed in enumerate(upto[:-1]):
        for read in sorted(followed, key=followed.__getitem__)[:_MOST_READINGS]:
            for width, letters, unlikely in _next(typed, at):
                longer, cost = read + letters, followed[read] + unlikely
                known = upto[at + width]
                if longer in known:
                    known[longer] = min(known[longer], cost)
                elif longer == read or begins(longer):
                    known[longer] = cost
    return upto[-1]


def _next(typed: str, at: int) -> Iterator[tuple[int, str, int]]:
    """How many signs may be read next, as what letters, and how unlikely these are."""
    if at and typed[at] == typed[at - 1]:
        yield 1, "", 0  # a doubled consonant is written once
    if typed[at] == "'":
        yield 1, "", 0
    for width in (2, 1):
        signs = typed[at : at + width]
        if len(signs) == width:
            table = _FIRST if at == 0 else _LAST if at + 1 == len(typed) else {}
            letters = table.get(signs) or _READINGS.get(signs, ())
            yield from ((width, each, unlikely) for unlikely, each in enumerate(letters))
