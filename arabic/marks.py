r"""Vocalisation: how a word's marks are kept, and when two vocalised words agree.

The written entry of a word with marks is its letters, `MARKS_SEPARATOR`, and
the vocalised word, so that every vocalised spelling of كتب is found by the
prefix "كتب\x1f". The marks kept are tashkeel and the superscript alef; the
Quran's signs of pause and recitation do not vocalise.

Vocalised words have one order and one place for each mark: shadda comes before
the vowel, and tanwin fath stands before the final alef that carries it
(كتاباً is كتابًا: printers use both).
"""

import re

from pyarabic import araby

from .letters import ARABIC_MARKS, SUPERSCRIPT_ALEF, TASHKEEL, VOWELS, char_class

MARKS_SEPARATOR = "\x1f"

_LETTER = re.compile(rf"(.)([{char_class(ARABIC_MARKS)}]*)", re.DOTALL)
_TANWIN_ON_ALEF = re.compile(rf"([{araby.ALEF}{araby.ALEF_MAKSURA}]){araby.FATHATAN}$")


def written_entry(letters: str, normalised: str) -> str:
    """Give the entry of the written level: a normalised word's letters, then the word with marks.

    A word without marks, or with none that vocalise, is its letters alone.
    """
    if letters == normalised:
        return letters
    vocalised = vocalise(normalised)
    return letters if vocalised == letters else f"{letters}{MARKS_SEPARATOR}{vocalised}"


def vocalise(word: str) -> str:
    """Put the marks of a word in the one order and place."""
    ordered = "".join(
        letter + "".join(mark for mark in TASHKEEL if mark in marks)
        for letter, marks in _LETTER.findall(word)
    )
    return _TANWIN_ON_ALEF.sub(rf"{araby.FATHATAN}\1", ordered)


def marks_agree(query_marked: str, record_marked: str) -> bool:
    """Whether a record's vocalised word is one that a query's may mean.

    Letter by letter, where both carry marks: both double the letter or neither
    does (a vowel without shadda says that it is single), and their vowels,
    where both have one, are the same. A letter without marks agrees with any.
    The superscript alef is a fatha (هٰذا, هَذا). Words of different letters never
    agree.
    """
    query, record = _LETTER.findall(query_marked), _LETTER.findall(record_marked)
    return len(query) == len(record) and all(
        letter == other and _agree(marks, others)
        for (letter, marks), (other, others) in zip(query, record, strict=True)
    )


def _agree(marks: str, others: str) -> bool:
    if not marks or not others:
        return True
    vowels, other_vowels = _vowels(marks), _vowels(others)
    return (araby.SHADDA in marks) == (araby.SHADDA in others) and (
        not vowels or not other_vowels or vowels == other_vowels
    )


def _vowels(marks: str) -> set[str]:
    return set(marks.replace(SUPERSCRIPT_ALEF, araby.FATHA)) & set(VOWELS)
