"""JSON values out of a text, one after the other, strictly.

What Python adds to the standard (NaN, Infinity) is refused. The elements of an
array are read however long the array is. An event parser (ijson) was tried
here: it turned half a surrogate pair into "?" without a word and could not
read integers of over 64 bits.
"""

import json
import re
import sys
from collections.abc import Iterator
from typing import Any

from .base import ITEM_LIMIT, Chunks, Unreadable, too_long
from .encoding import whole_text

_MOST_NESTED = 2_000_000
"""Lists and objects of one value: an empty one takes thirty times the memory of its two signs."""

_SPACES = re.compile(r"[ \t\r\n]*")

# How far back the cut at the end of what was read so far can spoil what stands
# before it: an escape of a surrogate pair, a literal, the exponent of a number.
_SPOILT = 16


class BrokenJSON(ValueError):
    """What is wrong with a JSON text, and at which character of it, from 1, if that is known."""

    def __init__(self, reason: str, character: int | None = None) -> None:
        super().__init__(reason)
        self.character = character


class TooMuch(BrokenJSON):
    """The text may be correct, but a value of it is more than Python takes."""


class NotANumber(BrokenJSON):
    """A value that JSON does not have stands in an otherwise sound text."""


class Parser:
    """Reads values out of a text, one at a time."""

    def __init__(self) -> None:
        self._refused: list[str] = []
        self._decoder = json.JSONDecoder(parse_constant=self._refused.append)

    def value_at(self, text: str, start: int) -> tuple[Any, int]:
        """The value that starts there and where it ends; raise `BrokenJSON` if there is none."""
        self._refused.clear()
        try:
            return self._decoder.raw_decode(text, start)
        except json.JSONDecodeError as error:
            raise BrokenJSON(error.msg.removesuffix(" at"), error.pos + 1) from error
        except RecursionError as error:
            raise TooMuch("has lists or objects that are nested too deeply") from error
        except ValueError as error:
            raise TooMuch(
                f"has a number of over {sys.get_int_max_str_digits():,} digits: write it as a text"
            ) from error

    def check_standard(self) -> None:
        """Raise `NotANumber` if the value that was just read has what JSON does not have."""
        if self._refused:
            raise NotANumber(f"{self._refused[0]} is no JSON: write null")

    def whole(self, text: str) -> Any:
        """The one value that the text is; raise `BrokenJSON` if it is not."""
        if len(text) > _MOST_NESTED and text.count("[") + text.count("{") > _MOST_NESTED:
            raise TooMuch(f"has over {_MOST_NESTED:,} lists and objects: divide it")
        value, end = self.value_at(text, len(text) - len(text.lstrip()))
        self.check_standard()
        if text[end:].strip():
            raise BrokenJSON("something follows the value", end + 1)
        return value


def whole_json(chunks: Chunks, what: str, limit: int) -> Any:
    """The one value of a document; raise `Unreadable` if it is broken, or over `limit` bytes."""
    try:
        return Parser().whole(whole_text(chunks, what, limit))
    except BrokenJSON as error:
        raise Unreadable(f"is not whole, correct JSON: {error}") from error


class Elements:
    """An array's elements out of pieces of its text; only one element is held at a time."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._parser = Parser()
        self._text = ""
        self._start = 0
        self._dropped = 0
        self.index = 0

    def go_on(self) -> bool:
        """Step before the next element; False after the last. Raises `BrokenJSON`."""
        self.index += 1
        if self.index == 1:
            self._take("[")
        if self._sign() == "]":
            self._take("]")
            if self._sign():
                raise BrokenJSON("something follows the array", self._character())
            return False
        if self.index > 1:
            self._take(",")
        return True

    def value(self) -> Any:
        """The element; raise `BrokenJSON`, with the character in the whole text, if it is none."""
        self._sign()
        while True:
            try:
                value, end = self._parser.value_at(self._text, self._start)
            except BrokenJSON as error:
                if not self._may_be_cut(error) or not self._grow():
                    raise self._placed(error) from error
            else:
                # A number may have more digits in the next piece.
                if end < len(self._text) - _SPOILT or self._text[end - 1] in '}]"':
                    break
                if not self._grow():
                    break
        self._start = end
        self._parser.check_standard()
        return value

    def _sign(self) -> str:
        """The next character that is no space, not taken; empty at the end."""
        while True:
            match = _SPACES.match(self._text, self._start)
            self._start = match.end() if match else self._start
            if self._start < len(self._text):
                return self._text[self._start]
            if not self._grow():
                return ""

    def _take(self, sign: str) -> None:
        if self._sign() != sign:
            raise BrokenJSON(f"there is no {sign}", self._character())
        self._start += 1

    def _grow(self) -> bool:
        """Drop what was read and double what was not; False at the end of the text."""
        pending = len(self._text) - self._start
        if pending > ITEM_LIMIT:
            raise Unreadable(f"{too_long(f'element {self.index}')}; nothing after it is read")
        added: list[str] = []
        while sum(map(len, added)) <= pending and (piece := next(self._pieces, None)) is not None:
            added.append(piece)
        self._dropped += self._start
        self._text = self._text[self._start :] + "".join(added)
        self._start = 0
        return any(added)

    def _may_be_cut(self, error: BrokenJSON) -> bool:
        """Whether the text may only seem broken, since the rest of it was not read yet."""
        near_the_end = len(self._text) - _SPOILT
        return error.character is not None and (
            error.character > near_the_end or str(error).startswith("Unterminated string")
        )

    def _placed(self, error: BrokenJSON) -> BrokenJSON:
        if error.character is None:
            return error
        return BrokenJSON(str(error), self._dropped + error.character)

    def _character(self) -> int:
        return self._dropped + self._start + 1
