"""What a reader's list is, and what is asked to be changed in it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A list of records: `key` names it in addresses, and nobody can guess it.

    `owner` is the name of the reader whose it is. Who else may read see it where it is `shared`.
    `changed` is UTC, ISO 8601; `size` is how many records it has.
    """

    key: str
    owner: str
    name: str
    note: str = ""
    shared: bool = False
    changed: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in a list: by its id, and with the title that it had when it was put there."""

    id: str
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A list as a file has it: a name, a note and the records in their order."""

    name: str
    note: str = ""
    entries: Sequence[Entry] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """A text that was typed in the place of another, which is told by its digest."""

    text: str
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What is typed anew in a list: its name, its note, and the notes on records by their ids."""

    name: Edit | None = None
    note: Edit | None = None
    notes: dict[str, Edit] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Some texts of a list: its name, its note, notes on records by their ids; None for no text."""

    name: str | None = None
    note: str | None = None
    notes: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.name is not None or self.note is not None or bool(self.notes)


def digest(text: str) -> str:
    """What tells whether a text is still what it was: twelve letters and digits."""
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def one_line(text: str) -> str:
    """A name as it is kept: on one line, without spaces at its ends."""
    return " ".join(plain(text).split())


def plain(text: str) -> str:
    """A note as it is kept: with the line ends of Unix, and none at its ends."""
    # Browsers send CR LF; half a pair of surrogates, which JSON can write, is no letter.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return lines.encode("utf-8", "replace").decode("utf-8")
