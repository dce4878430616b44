"""What counts as one token, found in the text as it was written.

One regular expression over the original text, so that a token's place is its
place in the text. In the order in which they are tried:

    Arabic word    letters with their marks; tatweel and invisible characters may
                   stand inside it. It ends where another script or a digit begins:
                   ال27 is ال, 27. It ends behind ة too, which no letter follows: who
                   wrote وزارةالخارجية left out a space.
    URL            http://…, www.…, or a host with a path (t.co/x). ASCII only: what
                   Arabic follows is words, so that none is hidden in an address.
    e-mail         one token
    #hashtag       one token, sign and all: #وسم_مركب
    @name          one token, ASCII only, as the platforms have them
    other word     any other script, with its digits: G20, 3D, covid19, Qur'an
    number         dates in three parts, with bidi controls between them as word
                   processors put them (18/12/2014); 1,300; 1.5 ١٫٥ ١،٥; 2014; ½

No pattern looks further back than a bounded stretch, so that the time is
linear in the text whatever the text.
"""

import re
from collections.abc import Callable, Iterator

from pyarabic import araby

from .letters import (
    APOSTROPHES,
    ARABIC_LETTERS,
    ARABIC_MARKS,
    COMBINING_MARKS,
    COMMA,
    DATE_SEPARATOR,
    INVISIBLE,
    SPACING_MARKS,
    TEHS_MARBUTA,
    VULGAR_FRACTIONS,
    char_class,
)

_ARABIC = char_class(ARABIC_LETTERS)
_LAST = char_class(TEHS_MARBUTA)
_NOT_LAST = char_class("".join(letter for letter in ARABIC_LETTERS if letter not in TEHS_MARBUTA))
_ARABIC_MARKS = char_class(ARABIC_MARKS + "".join(SPACING_MARKS) + araby.TATWEEL)
_MARKS = char_class(COMBINING_MARKS)
_INVISIBLE = char_class(INVISIBLE)
_NOT_OTHER = _ARABIC + _ARABIC_MARKS + VULGAR_FRACTIONS
_OTHER_LETTER = rf"[^\W\d_{_NOT_OTHER}]"
_OTHER = rf"(?:[^\W_{_NOT_OTHER}]|[{_MARKS}])"


def _run_on(letters: str) -> str:
    """These letters and marks, with invisible characters between them."""
    run = f"[{letters}{_ARABIC_MARKS}]"
    return f"{run}*+(?:[{_INVISIBLE}]++{run}++)*+"


_WORD_END = f"[{_LAST}]{_run_on(_LAST)}"
_ARABIC_WORD = (
    rf"(?:[{_NOT_LAST}]{_run_on(_NOT_LAST)}(?:[{_INVISIBLE}]*+{_WORD_END})?+|{_WORD_END})"
)

_HOST = r"(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"
# The last character is no punctuation, which belongs to the sentence around it.
_URL = rf"(?:[Hh][Tt]{{2}}[Pp][Ss]?://|[Ww]{{3}}\.|{_HOST}/)[!-~]*[A-Za-z0-9_=&#%~+-]"
_EMAIL = rf"[A-Za-z0-9][A-Za-z0-9._%+-]{{0,63}}@{_HOST}"

HASHES = "#\uff03"
_TAG_BODY = rf"(?:\w|[{_MARKS}]|[{_INVISIBLE}]++(?=\w))"
# A tag has a letter: "#1" is a number.
_HASHTAG = rf"[{HASHES}][{_INVISIBLE}]*+(?=[\d_]*+[^\W\d_]){_TAG_BODY}++"
_NAME = r"(?<![A-Za-z0-9_])@[A-Za-z0-9_]+"

# An apostrophe is part of the word after two letters (Qur'an, King's), not
# after one, where it is the French article (l'Orient).
_OTHER_WORD = (
    rf"\d*+{_OTHER_LETTER}{_OTHER}*+"
    rf"(?:(?<=\w\w)[{APOSTROPHES}]{_OTHER}++|[{_INVISIBLE}]++{_OTHER}++)*+"
)


def _date(between: str) -> str:
    """Three parts with this character between them; no groups, for `findall`'s sake."""
    between = rf"[{_INVISIBLE}]*+{re.escape(between)}[{_INVISIBLE}]*+"
    return rf"\d{{1,4}}{between}\d{{1,2}}{between}\d{{1,4}}(?!\d)"


def _grouped(between: str) -> str:
    """Thousands with this character between them, and a decimal fraction or none."""
    return rf"\d{{1,3}}(?:{between}\d{{3}})++(?:[.{araby.DECIMAL}]\d++)?(?!\d)"


_DECIMAL = rf"\d++(?:[.{araby.DECIMAL}]\d++|[,{COMMA}]\d{{1,2}}(?!\d))?"

_OTHERS = (
    _URL,
    _EMAIL,
    _HASHTAG,
    _NAME,
    _OTHER_WORD,
    *map(_date, f"/.-{DATE_SEPARATOR}"),
    *map(_grouped, f",{araby.THOUSANDS}{COMMA}"),
    _DECIMAL,
    f"[{VULGAR_FRACTIONS}]",
)
# The guard spares every space and comma a dozen attempts: half of the time.
_TOKEN = re.compile(rf"{_ARABIC_WORD}|(?=[\w{HASHES}@])(?:{'|'.join(_OTHERS)})")

AROUND_WORDS = '.,:;!()[]"«»…-–—“”' + araby.COMMA + araby.SEMICOLON + araby.QUESTION
"""Signs that stand before and after words and are no part of a token beside an Arabic letter."""

find_all: Callable[[str], list[str]] = _TOKEN.findall
"""Every token of a text, as it was written, in order."""

find_iter: Callable[..., Iterator[re.Match[str]]] = _TOKEN.finditer
"""The same with their places; takes a start and an end to look between."""


def has_hashtags(text: str) -> bool:
    """Whether a text may hold hashtags: a quick look before a slow one."""
    return "#" in text or "\uff03" in text


def is_hashtag(token: str) -> bool:
    """Whether a token is a hashtag, sign and all."""
    return token[0] in HASHES
