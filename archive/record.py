"""A record: one article or post, with what is known of it and where it came from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import PureWindowsPath
from typing import Any, Final

from .dates import PartialDate

UNKNOWN = "unknown"
"""The platform of a record that does not say where it was published."""

LIST_JOINT = "; "
"""What joins the values of a list where a table has one cell for them."""


_LONGEST_SHOWN: Final = 150
"""Characters of one value that `repr` has of a record."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record came from: the file, the place in it, and who read it when.

    `position` counts from 1: a line, a row or an element, whatever the reader
    counts; None where the file is the item. `taken_in` is UTC, ISO 8601.
    """

    file: str
    position: int | None
    reader: str
    taken_in: str

    @property
    def file_name(self) -> str:
        """The name of the file alone: the folders of a server are nobody's business."""
        # It may have been read on Windows: this knows both kinds of slash.
        return PureWindowsPath(self.file).name


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article or post.

    `source` is who published it, under the authority table's name; `platform`
    is where (a key of the platform table). `mentions` are the platforms that
    the text speaks of, `agencies` the wire services that it credits. `extra`
    keeps every other column as it came, so that nothing is lost.
    """

    id: str
    title: str = ""
    text: str = ""
    source: str | None = None
    published: PartialDate | None = None
    platform: str = UNKNOWN
    mentions: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    author: str | None = None
    url: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    provenance: Provenance | None = None

    def __repr__(self) -> str:
        """What is known of it, as far as a line of a session should hold: texts may be books."""
        known = {one.name: getattr(self, one.name) for one in fields(self)}
        told = (
            f"{name}={_shown(value)}"
            for name, value in known.items()
            if name == "id" or value not in (None, "", (), {}, UNKNOWN)
        )
        return f"Record({', '.join(told)})"

    def content(self) -> dict[str, Any]:
        """Everything but the provenance, as JSON has it; dates as EDTF."""
        return {name: _as_json(getattr(self, name)) for name in CONTENT}

    def as_item(self) -> dict[str, Any]:
        """The content as one flat item that the readers take in again.

        A column of `extra` that is called as a field is numbered, as readers
        do with a column that comes twice.
        """
        item = self.content()
        extra: dict[str, Any] = item.pop("extra")
        return item | {
            f"{name} (2)" if name in item else name: value for name, value in extra.items()
        }

    def digest(self) -> str:
        """A SHA-256 of the content: equal for the same item, whichever file it came in."""
        import hashlib  # which loads OpenSSL: only where something is taken in

        canonical = json.dumps(
            self.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


CONTENT: Final = tuple(one.name for one in fields(Record) if one.name != "provenance")
"""What a record says, in the order in which it is told."""


def _shown(value: Any) -> str:
    told = repr(value)
    return told if len(told) <= _LONGEST_SHOWN else f"{told[:_LONGEST_SHOWN]}…"


def _as_json(value: Any) -> Any:
    # Tried in this order, and not matched by patterns, which takes twice as long.
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, PartialDate):
        return str(value)
    return dict(value) if isinstance(value, Mapping) else value
