"""Many texts put together, in which letters are looked for at once, to find the pieces with them.

Texts become bytes, a character a byte, which are looked through several times as fast. Vowel
marks, tatweel and what cannot be seen are left out. Letters of the Arabic alphabet are as the
rules of folding have them, signs are one sign. What the rules do not fold letter by letter is
odd: other shapes of letters, elongation, and a word's first letters where they may change. A
piece that is not odd has the letters of its words in a row.
"""

import codecs
import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pyarabic import araby

from ...arabic.folding import fold_plain, is_plain
from ...arabic.letters import DIGITS, INVISIBLE, SUPERSCRIPT_ALEF, TASHKEEL
from ...arabic.tokens import AROUND_WORDS

_ODD: Final = b"?"
"""What stands for all characters that are not known here."""
_SIGN: Final = b"."
_SPACE: Final = b" "
_LEFT_OUT: Final = b"-"

_ASCII: Final = "".join(map(chr, range(0x80)))
_SPACES: Final = "".join(filter(str.isspace, map(chr, range(0x10000))))
_BETWEEN_LETTERS: Final = "".join(TASHKEEL) + SUPERSCRIPT_ALEF + INVISIBLE + araby.TATWEEL

_LETTERS: Final = {
    letter: fold_plain(letter)
    for letter in map(chr, range(ord(araby.HAMZA), ord(araby.YEH) + 1))
    if is_plain(araby.BEH + letter)
}

_KNOWN: Final = "".join(
    dict.fromkeys(chain(_ASCII, _SPACES, AROUND_WORDS, _BETWEEN_LETTERS, _LETTERS, *DIGITS))
)
_ENCODING: Final = codecs.charmap_build(_KNOWN)

Numbers: TypeAlias = NDArray[np.intp]


def is_arabic(word: str) -> bool:
    """Whether a word is of the letters of the Arabic alphabet alone, without marks."""
    return all(letter in _LETTERS for letter in word)


def folded(word: str) -> str:
    """Such a word, letter by letter."""
    return "".join(map(_LETTERS.__getitem__, word))


class ManyTexts:
    """Texts in a row, cut in pieces, which are numbered through all of them.

    Where `others` than Arabic letters are looked for, digits, other scripts and most signs are
    odd; else they are signs.
    """

    def __init__(self, texts: Sequence[str], others: bool) -> None:
        self._whole = "\n".join(texts)
        encoded, _ = codecs.charmap_encode(self._whole, "replace", _ENCODING)
        kinds = np.frombuffer(encoded.translate(_table(others)), np.uint8)
        spaces = np.flatnonzero(kinds == ord(_SPACE))
        self._starts, self._ends = np.append(0, spaces + 1), np.append(spaces, len(kinds))
        lengths = np.fromiter(map(len, texts), np.intp, len(texts))
        self._begins = np.cumsum(lengths + 1) - lengths - 1
        firsts: list[int] = np.searchsorted(self._starts, self._begins).tolist()
        self._firsts = [*firsts, len(self._starts)]
        # Of each that is left out its place, less how many were before it.
        self._left_out = np.flatnonzero(kinds == ord(_LEFT_OUT))
        self._left_out -= np.arange(len(self._left_out))
        self._letters = kinds.tobytes().translate(None, _LEFT_OUT)
        self._odd = _odd(self._letters)

    def having(self, letters: Iterable[str]) -> Numbers:
        """The pieces that have any of these letters, or are odd, in order."""
        sought = (_places(_encoded(one), self._letters) for one in letters)
        found = np.concatenate((self._odd, *sought))
        found += np.searchsorted(self._left_out, found, "right")
        return np.unique(np.searchsorted(self._starts, found, "right") - 1)

    def pieces(self, numbers: Numbers) -> list[str]:
        """The pieces of these numbers, as they stand in the texts."""
        starts, ends = self._starts[numbers].tolist(), self._ends[numbers].tolist()
        return [self._whole[start:end] for start, end in zip(starts, ends, strict=True)]

    def piece(self, number: int) -> str:
        """One of them; there are empty ones too."""
        return self._whole[self._starts[number] : self._ends[number]]

    def texts_of(self, pieces: Sequence[int]) -> list[int]:
        """The numbers of the texts in which pieces are."""
        found: list[int] = self._text_at(self._starts[list(pieces)]).tolist()
        return found

    def start_of(self, piece: int) -> int:
        """Where a piece begins in its text."""
        start = self._starts[piece]
        return int(start - self._begins[self._text_at(start)])

    def pieces_of(self, text: int) -> range:
        """The numbers of a text's pieces."""
        return range(self._firsts[text], self._firsts[text + 1])

    def _text_at(self, places: Numbers) -> Numbers:
        return np.searchsorted(self._begins, places, "right") - 1


def _places(sought: bytes, letters: bytes) -> Numbers:
    found = [match.start() for match in re.finditer(re.escape(sought), letters)]
    return np.array(found, np.intp)


def _odd(letters: bytes) -> Numbers:
    """Where characters are odd, or the same letter stands three times, or letters may change.

    A word that begins with ءا (ءامنوا) or with اال (األمن) folds to something else.
    """
    codes = np.frombuffer(letters + 2 * _SPACE, np.uint8)
    twice = np.flatnonzero((codes[1:] == codes[:-1]) & (codes[1:] > ord("\x7f")))
    thrice = codes[twice + 2] == codes[twice]
    alef_twice = (codes[twice] == _ALEF) & (codes[twice + 2] == _LAM)
    hamzas = np.flatnonzero(codes == _HAMZA)
    before_alef = codes[hamzas + 1] == _ALEF
    odd = np.flatnonzero(codes == ord(_ODD))
    return np.concatenate((odd, twice[thrice | alef_twice], hamzas[before_alef]))


def _encoded(letters: str) -> bytes:
    encoded, _ = codecs.charmap_encode(letters, "strict", _ENCODING)
    return encoded


_HAMZA, _ALEF, _LAM = _encoded(araby.HAMZA + araby.ALEF + araby.LAM)


@cache
def _table(others: bool) -> bytes:
    """What stands for each character that is known."""
    return b"".join(_kind(character, others) for character in _KNOWN).ljust(256, _ODD)


def _kind(character: str, others: bool) -> bytes:
    if character in _LETTERS:
        return _encoded(_LETTERS[character])
    if character.isspace():
        return _SPACE
    if character in _BETWEEN_LETTERS:
        return _LEFT_OUT
    if character == _ODD.decode() or (others and character not in AROUND_WORDS):
        return _ODD
    return _SIGN
