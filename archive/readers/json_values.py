"""JSON, strictly: what Python adds to the standard (NaN, Infinity) is refused."""

import json
from typing import Any


class BrokenJSON(ValueError):
    """What is wrong with a JSON text, and at which character of it, from 1, if that is known."""

    def __init__(self, reason: str, character: int | None = None) -> None:
        super().__init__(reason)
        self.character = character


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
            raise BrokenJSON("lists or objects are nested too deeply") from error
        except ValueError as error:  # an integer of thousands of digits
            raise BrokenJSON(str(error)) from error

    def check_standard(self) -> None:
        """Raise `NotANumber` if the value that was just read has what JSON does not have."""
        if self._refused:
            raise NotANumber(f"{self._refused[0]} is no JSON: write null")

    def whole(self, text: str) -> Any:
        """The one value that the text is; raise `BrokenJSON` if it is not."""
        value, end = self.value_at(text, len(text) - len(text.lstrip()))
        self.check_standard()
        if text[end:].strip():
            raise BrokenJSON("something follows the value", end + 1)
        return value


def is_not_correct(error: BrokenJSON) -> str:
    """What to say of a text in which this is wrong, after its name."""
    where = f" at character {error.character}" if error.character else ""
    return f"is not whole, correct JSON{where}: {error}"


def is_no_object(value: Any) -> str:
    """What to say of a value that should have been an object, after its name."""
    kinds = {str: "a string", bool: "true or false", list: "an array"}
    kind = "null" if value is None else kinds.get(type(value), "a number")
    return f"is {kind}, where an object with a text or title is needed"
