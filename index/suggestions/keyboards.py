"""Which letters share a key, and which keys are neighbours.

The layouts are those that Windows and Linux have: Arabic (101), the English of
the United States, and the French of the Maghreb. Keys stand as on the board,
row above row, from the letter row up to the left.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from ...arabic.folding import fold

_LAM_ALEF = "لا"
"""One key, two letters."""

_Rows = Sequence[Sequence[str]]

_ARABIC: _Rows = (
    ("ذ",),
    "ضصثقفغعهخحجد",
    "شسيبلاتنمكط",
    ("ئ", "ء", "ؤ", "ر", _LAM_ALEF, "ى", "ة", "و", "ز", "ظ"),
)
_ENGLISH: _Rows = ("`", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
_FRENCH: _Rows = ("²", "azertyuiop^$", "qsdfghjklmù", "wxcvbn,;:!")
_WITH_SHIFT = {"H": "أ", "Y": "إ", "N": "آ", "G": "لأ", "T": "لإ", "B": "لآ"}
_ROW_STARTS = (-1.0, 0.0, 0.25, 0.75)
"""How far to the right, in keys, each row begins."""


def _table(typed: _Rows, meant: _Rows) -> Mapping[str, str]:
    rows = zip(typed, meant, strict=True)
    return {key: letter for row in rows for key, letter in zip(*row, strict=False)}


_TO_ARABIC = [_table(rows, _ARABIC) for rows in (_ENGLISH, _FRENCH)]
_TO_LATIN = [_table(_ARABIC, rows) for rows in (_ENGLISH, _FRENCH)]


def readings(typed: str) -> Iterator[str]:
    """What the same keys give with another layout: hgsghl is السلام, بشؤثلاخخن is facebook.

    Letters and digits alone: what has a sign that no key gives one for is not read.
    """
    if not any(map(str.isalpha, typed)):
        return
    for table in _TO_ARABIC:
        # A capital was typed with shift, or made by a telephone or the caps lock.
        yield from _meant(typed, {**table, **_WITH_SHIFT})
        if typed != typed.lower():
            yield from _meant(typed.lower(), table)
    for table in _TO_LATIN:
        yield from _meant(_keys(typed), table)
        yield from _meant(typed, table)


def _meant(typed: Iterable[str], table: Mapping[str, str]) -> Iterator[str]:
    letters = [key if key.isdigit() else table.get(key, "") for key in typed]
    meant = "".join(letters)
    if all(letters) and meant.isalnum():
        yield meant


def _keys(typed: str) -> Iterator[str]:
    """The letters by their keys, where لا is one: it may be two as well."""
    at = 0
    while at < len(typed):
        width = len(_LAM_ALEF) if typed.startswith(_LAM_ALEF, at) else 1
        yield typed[at : at + width]
        at += width


def _neighbours(layout: _Rows) -> Iterator[frozenset[str]]:
    """Pairs of letters, folded, whose keys touch."""
    places = [
        (fold(letter), row, start + column)
        for row, (start, keys) in enumerate(zip(_ROW_STARTS, layout, strict=True))
        for column, letter in enumerate(keys)
    ]
    for (one, row, at), (other, row2, at2) in combinations(places, 2):
        if abs(row - row2) <= 1 and abs(at - at2) <= 1:
            yield frozenset((one, other))


NEIGHBOURS = frozenset(
    pair for layout in (_ARABIC, _ENGLISH, _FRENCH) for pair in _neighbours(layout)
)
"""Pairs of folded letters that a finger may mistake."""
