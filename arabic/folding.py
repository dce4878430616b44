"""Folding: spellings that an Arabic reader takes for the same word become one.

A token is folded in two steps, and each keeps what its level of match needs.

`normalise` gives the word as written, free of accidents of encoding and type:

    COMPATIBILITY    NFKC: presentation forms and ligatures to letters (ﻻ is لا,
                     ﷲ is الله), combining hamza and madda to آ أ إ ؤ ئ
    SPACING_MARKS    marks that old fonts have as letters (ﹷ) to marks
    INVISIBLE        bidi controls and zero-width characters off
    TATWEEL          off: كتـــاب is كتاب
    SHAPES           Persian and Urdu shapes to Arabic: ک ی ہ are ك ي ه
    DIGITS           ٠-٩ and ۰-۹ to 0-9, ٫ to the point, ٬ to the comma
    lower case       of Latin and every script that has it

`fold` goes on to the folded word:

    MARKS            tashkeel, superscript alef, the Quran's signs off
    ALEFS            آ أ إ ٱ ٲ ٳ to ا
    ALEF MAKSURA     ى to ي
    TEH MARBUTA      ة to ه
    HAMZA SEATS      ؤ to و, ئ to ي; the lone ء stays, since it tells words apart
    FOREIGN SOUNDS   پ چ ژ ڤ ڨ گ to ب ج ج ف ق ك
    elongation       three or more of an Arabic letter to one: رااااائع is رائع; see `shorten`
    HAMZA BEFORE     ا at the beginning of a word: the Quran writes ءامنوا for آمنوا,
                     والءاخرة for والآخرة, قرءان for قرآن
    ALEF TWICE       before ل at the beginning of a word: األمن is الأمن, of which a PDF
                     turned the ligature round. No Arabic word begins so
    accents          off Latin, Greek and Cyrillic; case folded: é is e, ß is ss
    apostrophes      off, with English's 's: Qur'an is quran, King's is king
    number signs     1,300 is 1300; 1,5 and ١،٥ are 1.5

Order matters: SPACING_MARKS come before NFKC, which would put a space before
them; NFKC comes before the letters' tables, which know no presentation forms;
elongation comes after tatweel, marks and alefs, which may stand between or
hide the repeated letters (رأااائع), and before what looks at a word's first letters.
"""

import re
import unicodedata

from pyarabic import araby

from .clitics import CONJUNCTIONS, PREPOSITIONS, groups
from .letters import (
    APOSTROPHES,
    ARABIC_LETTERS,
    ARABIC_MARKS,
    COMMA,
    DIGITS,
    FOREIGN_SOUNDS,
    INVISIBLE,
    MODIFIER_LETTERS,
    PERSIAN_AND_URDU_SHAPES,
    SPACING_MARKS,
    char_class,
)

ALEFS = dict.fromkeys(
    (
        araby.ALEF_MADDA,
        araby.ALEF_HAMZA_ABOVE,
        araby.ALEF_HAMZA_BELOW,
        araby.ALEF_WASLA,
        "\u0672",  # ٲ wavy hamza above
        "\u0673",  # ٳ wavy hamza below
    ),
    araby.ALEF,
)
HAMZA_SEATS = {araby.WAW_HAMZA: araby.WAW, araby.YEH_HAMZA: araby.YEH}
NUMBER_SIGNS = {araby.DECIMAL: ".", araby.THOUSANDS: ","}


_SPACING_MARK = re.compile(f"[{char_class(''.join(SPACING_MARKS))}]")
_WRITTEN = str.maketrans(
    {
        **dict.fromkeys(INVISIBLE + araby.TATWEEL),
        **PERSIAN_AND_URDU_SHAPES,
        **DIGITS,
        **NUMBER_SIGNS,
    }
)
_LETTERS = str.maketrans(
    {
        **ALEFS,
        araby.ALEF_MAKSURA: araby.YEH,
        araby.TEH_MARBUTA: araby.HEH,
        **HAMZA_SEATS,
        **FOREIGN_SOUNDS,
    }
)
_NO_COMMAS = str.maketrans(dict.fromkeys(f",{COMMA}"))

# To look first is faster than to translate what has nothing to translate.
_REWRITTEN = re.compile(f"[{char_class(''.join(map(chr, _WRITTEN)))}]")
_FOLDED_LETTER = re.compile(f"[{char_class(''.join(map(chr, _LETTERS)))}]")
_MARKS = re.compile(f"[{char_class(ARABIC_MARKS)}]+")
_APOSTROPHES = re.compile(f"[{char_class(APOSTROPHES + MODIFIER_LETTERS)}]+")
_INSIDE = f"{araby.HAMZA}-{araby.BEH}{araby.TEH}-{araby.GHAIN}{araby.FEH}-{araby.YEH}"
_PLAIN = re.compile(f"[{_INSIDE}]++{araby.TEH_MARBUTA}?")
_ELONGATED = re.compile(
    rf"([{char_class(ARABIC_LETTERS.replace(araby.YEH, ''))}])\1\1+|{araby.YEH}{{5,}}"
)
_HAMZA_BEFORE_ALEF = araby.HAMZA + araby.ALEF
_UTHMANI_MADDA = re.compile(
    f"^((?:{'|'.join(groups())})?){_HAMZA_BEFORE_ALEF}|(?<=قر){_HAMZA_BEFORE_ALEF}(?=ن)"
)
_ALEF_TWICE = araby.ALEF + araby.ALEF + araby.LAM
# Not behind ل, with which لا begins: لاإله.
_BEFORE_ALEF = f"[{CONJUNCTIONS}]?[{PREPOSITIONS.replace(araby.LAM, '')}]?"
_TURNED_ROUND = re.compile(f"^({_BEFORE_ALEF}){_ALEF_TWICE}(?!{araby.ALEF})")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s$")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_GROUPED = re.compile(rf"\d{{1,3}}(?:[,{COMMA}]\d{{3}})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(rf"(\d+)[,{COMMA}](\d+)")


def compose(text: str) -> str:
    """Make letters of presentation forms and ligatures: SPACING_MARKS, then NFKC."""
    if unicodedata.is_normalized("NFKC", text):  # Nearly all text is; no spacing mark is.
        return text
    return unicodedata.normalize(
        "NFKC", _SPACING_MARK.sub(lambda mark: SPACING_MARKS[mark[0]], text)
    )


def is_plain(token: str) -> bool:
    """Whether a token is one word of the letters of the Arabic alphabet: the common case."""
    return _PLAIN.fullmatch(token) is not None


def normalise(text: str) -> str:
    """Rid a word of encoding and type; letters, hamza, ة, ى and marks stay as written."""
    composed = compose(text)
    written = composed.translate(_WRITTEN) if _REWRITTEN.search(composed) else composed
    # What is taken out may have stood between a letter and its hamza: compose again.
    return compose(written.lower())


def without_marks(normalised: str) -> str:
    """Leave the letters alone."""
    return _MARKS.sub("", normalised)


def without_apostrophes(text: str) -> str:
    """Take out apostrophes, and the modifier letters that transliteration has for hamza and ayn."""
    return _APOSTROPHES.sub("", text)


def fold(text: str) -> str:
    """Fold one token, or a part of one; to fold it again changes nothing."""
    if is_plain(text):
        return fold_plain(text)
    return fold_letters(without_marks(normalise(text)))


def fold_letters(letters: str) -> str:
    """Fold what is normalised and without marks already."""
    folded = _beginning(shorten(letters.translate(_LETTERS)))
    return folded if is_plain(folded) else _fold_number(_fold_other_scripts(folded))


def fold_plain(letters: str) -> str:
    """Fold a word of plain letters; the same as `fold_letters`, and faster."""
    folded = letters.translate(_LETTERS) if _FOLDED_LETTER.search(letters) else letters
    return _beginning(shorten(folded))


def shorten(word: str) -> str:
    """Take elongation off: one letter for three or more.

    ل keeps two (الله), and so does a word of a single letter (هههه, laughter, is
    هه). ي needs five, since ئ that became ي makes four in sound words (بيئيين).
    """
    if not _ELONGATED.search(word):
        return word
    if len(set(word)) == 1:
        return word[:2]
    return _ELONGATED.sub(lambda run: run[0][: 2 if run[0][0] == araby.LAM else 1], word)


def _beginning(word: str) -> str:
    """Mend a word's first letters: HAMZA BEFORE ا, ALEF TWICE."""
    if _HAMZA_BEFORE_ALEF in word:
        word = _UTHMANI_MADDA.sub(rf"\1{araby.ALEF}", word)
    if _ALEF_TWICE in word:
        word = _TURNED_ROUND.sub(rf"\1{araby.ALEF}{araby.LAM}{araby.ALEF}", word)
    return word


def _fold_other_scripts(word: str) -> str:
    plain = without_apostrophes(_POSSESSIVE.sub("", word.casefold()))
    accents_apart = unicodedata.normalize("NFD", plain)
    return unicodedata.normalize("NFKC", _ACCENTS.sub("", accents_apart))


def _fold_number(word: str) -> str:
    if _GROUPED.fullmatch(word):
        return word.translate(_NO_COMMAS)
    return _DECIMAL_COMMA.sub(r"\1.\2", word) if _DECIMAL_COMMA.fullmatch(word) else word
