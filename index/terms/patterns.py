"""Patterns with `*` and `?` as regular expressions over the lines of the term dictionary."""

import re

from .lines import encode

_ANY_ONE = rb"(?:[^\t\n\x80-\xff]|[\xc0-\xff][\x80-\xbf]+)"
"""One character of a word."""

_FORM = rb"\t[^\n]*$"
"""The form behind a word."""


def beginning(pattern: str) -> bytes:
    """The letters with which all that a pattern matches begins."""
    return encode(re.split(r"[*?]", pattern, maxsplit=1)[0])


def expression(pattern: str) -> re.Pattern[bytes]:
    """What finds a line whose word a pattern matches, up to the line's end.

    Each `*` takes the nearest place where what follows it fits, and never goes
    back, so that no pattern can take for ever. Where the pattern begins with
    one, the regular expression begins with what follows: to look for letters
    is several times as fast as to start at every line.
    """
    return re.compile(_regex(pattern), re.MULTILINE)


def _regex(pattern: str) -> bytes:
    head, *rest = [b"".join(map(_letter, part)) for part in re.split(r"\*+", pattern)]
    if not rest:
        return b"^" + head + _FORM
    *middle, tail = rest
    opening = b"^" + head if head else b"".join(middle[:1])
    if not head and not middle:
        return tail + _FORM
    further = middle if head else middle[1:]
    nearest = b"".join(rb"(?>[^\t\n]*?" + part + b")" for part in further)
    return opening + nearest + rb"[^\t\n]*" + tail + _FORM


def _letter(letter: str) -> bytes:
    return _ANY_ONE if letter == "?" else re.escape(encode(letter))
