"""A record's own text and addresses, made fit to stand in a line of something else."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Final, Literal, TypeAlias
from urllib.parse import quote, urlsplit

Direction: TypeAlias = Literal["rtl", "ltr"]

_JUDGED = 1000
"""How many characters decide a text's direction."""

LONGEST_TITLE: Final = 300
"""Letters of a title among others, or in a reference: some files have a whole text there."""

# Controls other than blanks, and what would turn around the text that follows the value.
_UNSEEMLY = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")

# What no address may hold as it is (RFC 3987): blanks, controls, signs that set the
# direction of text, and the brackets and quotes that would end it where it is quoted.
_NOT_IN_ADDRESSES = re.compile(
    r'[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069"<>\\^`{|}]'
)

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def in_xml(text: str) -> str:
    """The text without the characters that XML 1.0 does not have."""
    return _NOT_IN_XML.sub("", text)


def followable(url: str | None) -> str | None:
    """The address if it is one of the web; `javascript:` and the like are only shown."""
    try:
        scheme = urlsplit(url or "").scheme
    except ValueError:  # such as an unfinished IPv6 address
        return None
    return url if scheme in ("http", "https") else None


def in_one_piece(url: str) -> str:
    """The address with what it may not hold percent-encoded; Arabic stays readable."""
    return _NOT_IN_ADDRESSES.sub(lambda found: quote(found[0]), url)


def direction(text: str) -> Direction:
    """The direction of most of the text's first letters.

    HTML's `dir=auto` goes by the first letter alone, and would set an Arabic
    post that begins with «BBC» or with an address from left to right.
    """
    return own_direction(text) or "rtl"


def own_direction(text: str) -> Direction | None:
    """The same; None for a text without letters: «* * *» goes with its neighbours."""
    return _direction(text[:_JUDGED])


@lru_cache(maxsize=1024)
def _direction(text: str) -> Direction | None:
    # A page asks for each text several times, and few of a text's characters are different.
    classes: Counter[str] = Counter()
    for character, times in Counter(text).items():
        classes[unicodedata.bidirectional(character)] += times
    left, right = classes["L"], classes["AL"] + classes["R"]
    if not left and not right:
        return None
    return "ltr" if left > right else "rtl"


def language(stated: str | None, text: str) -> str:
    """The language that a text is said to be in, or what its letters tell; "" for none."""
    return stated or ("ar" if direction(text) == "rtl" else "")


def opening(text: str, length: int = 80) -> str:
    """The first words of a text, on one line; cut between words and ended with an ellipsis."""
    line = " ".join(text[: length * 4].split())
    if len(line) <= length:
        return line
    return line[: length + 1].rsplit(" ", 1)[0][:length] + "…"


def one_line(text: str) -> str:
    """The text on one line, without controls: no value can begin a line or turn its neighbours."""
    return " ".join(_UNSEEMLY.sub("", text).split())
