"""Arabic letters, marks and signs by name.

Names that pyarabic has are pyarabic's; the rest are named here, after the
Unicode Standard's code charts. Classes of letters are strings, so that they
serve in tables and in regular expressions alike.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import chain

from pyarabic import araby

SUPERSCRIPT_ALEF = araby.SMALL_ALEF
VOWELS = "".join(araby.HARAKAT) + SUPERSCRIPT_ALEF
"""What a letter has one of: the three vowels, their tanwin, sukun, and the superscript alef."""
TASHKEEL = araby.SHADDA + VOWELS
"""The marks a reader would type to vocalise a word."""

COMMA = araby.COMMA
DATE_SEPARATOR = "\u060d"

ARABIC_BLOCKS = (
    range(0x0600, 0x0700),  # Arabic
    range(0x0750, 0x0780),  # Arabic Supplement
    range(0x0870, 0x0900),  # Arabic Extended-B and -A
    range(0xFB50, 0xFE00),  # Arabic Presentation Forms-A
    range(0xFE70, 0xFF00),  # Arabic Presentation Forms-B
)
BEYOND_LATIN_1 = range(0x0300, 0x1F000)
"""Where every combining mark is, but for variation selectors outside the first plane."""

FARSI_YEH = "\u06cc"
PERSIAN_AND_URDU_SHAPES = {
    "\u06a9": araby.KAF,  # ک keheh
    "\u06aa": araby.KAF,  # ڪ swash kaf
    FARSI_YEH: araby.YEH,  # ی
    "\u06cd": araby.YEH,  # ۍ yeh with tail
    "\u06d0": araby.YEH,  # ې e
    "\u06d2": araby.YEH,  # ے yeh barree
    "\u06d3": araby.YEH_HAMZA,  # ۓ yeh barree with hamza above
    "\u06be": araby.HEH,  # ھ heh doachashmee
    "\u06c0": araby.HEH,  # ۀ heh with yeh above
    "\u06c1": araby.HEH,  # ہ heh goal
    "\u06c2": araby.HEH,  # ۂ heh goal with hamza above
    "\u06d5": araby.HEH,  # ە ae
    "\u06c3": araby.TEH_MARBUTA,  # ۃ teh marbuta goal
}
"""Shapes that Persian, Urdu and Kurdish keyboards give to letters that Arabic has."""

TEHS_MARBUTA = araby.TEH_MARBUTA + "\u06c3"
"""ة, and the ۃ of Urdu: letters that only end a word."""

FOREIGN_SOUNDS = {
    "\u067e": araby.BEH,  # پ p: پاريس
    "\u0686": araby.JEEM,  # چ ch, and the j of Egypt: انچلترا
    "\u0698": araby.JEEM,  # ژ zh
    "\u06a4": araby.FEH,  # ڤ v: ڤيينا
    "\u06a5": araby.FEH,  # ڥ the Maghreb's v
    "\u06a8": araby.QAF,  # ڨ the Tunisian g: ڨفصة
    "\u06ad": araby.KAF,  # ڭ the Moroccan g: أڭادير
    "\u06af": araby.KAF,  # گ the g of Iraq and the Gulf
}
"""Letters that Arabic borrows for foreign sounds, and what the press writes instead."""

DIGITS = {
    digit: str(value)
    for digits in (araby.NUMBERS_EAST, araby.NUMBERS_PERS)
    for value, digit in enumerate(digits)
}

VULGAR_FRACTIONS = "\u00bc-\u00be\u2150-\u215f"
"""¼ to ⅟, as the inside of a regular expression's class."""

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ZERO_WIDTH = "\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, grapheme joiner, zero-width space, joiners, word joiner, byte order mark."""
INVISIBLE = BIDI_CONTROLS + ZERO_WIDTH

APOSTROPHES = "'\u2019"
MODIFIER_LETTERS = "\u02bb\u02bc\u02bd\u02be\u02bf\u02b9"
"""Transliteration's hamza and ayn: Qurʾān, Ṣanʿāʾ."""


def of_category(blocks: Iterable[range], *categories: str) -> str:
    """Give every character of the blocks whose Unicode category starts with one of these."""
    return "".join(
        char
        for char in map(chr, chain.from_iterable(blocks))
        if unicodedata.category(char).startswith(categories)
    )


def char_class(chars: str) -> str:
    """Write characters as the inside of a regular expression's class, in ranges."""
    ranges: list[list[int]] = []
    for code in sorted(map(ord, set(chars))):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(
        "-".join(re.escape(chr(code)) for code in dict.fromkeys(ends)) for ends in ranges
    )


QURANIC_SMALL_LETTERS = araby.SMALL_WAW + araby.SMALL_YEH
SPACING_MARKS = {
    form: mark
    for block in ARABIC_BLOCKS
    for form in map(chr, block)
    if (mark := unicodedata.normalize("NFKC", form).lstrip(f" {araby.TATWEEL}")) != form
    if mark and all(map(unicodedata.combining, mark))
}
"""Marks that old fonts carry as letters (U+FE70-FE7F, U+FC5E-FC63, U+FCF2-FCF4), and the marks
they are. NFKC alone would put a space before them and break the word in two."""

ARABIC_MARKS = of_category(ARABIC_BLOCKS, "M") + QURANIC_SMALL_LETTERS
"""Tashkeel, the Quran's signs of pause and recitation, honorifics, combining hamza and madda."""
ARABIC_LETTERS = "".join(
    letter
    for letter in of_category(ARABIC_BLOCKS, "L")
    if letter not in ARABIC_MARKS and letter not in SPACING_MARKS and letter != araby.TATWEEL
)
COMBINING_MARKS = of_category((BEYOND_LATIN_1,), "M")
