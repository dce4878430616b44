"""Which records say one thing: a text that was published once and is kept under several ids.

An article under two addresses of its site (`?weekly`), a page that was saved twice, two
collections of the same days: records are **duplicates** where title, text, author, source and
platform are the same, and the day; where source or day is not known, the address. But for
blanks, each must be the same to the letter:

- what another source has is a reprint, and what it has on another day is published anew;
- another title is another item: a station's bulletins of one day share their boilerplate;
- what is said in a few words is said again and again: صباح الخير.

The record that was taken in first stays, and lists in `extra` where else it is found.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from .record import UNKNOWN, Record

ALSO_AT: Final = "also_at"
"""The column of `extra` that lists a record's duplicates.

Each is a mapping with the `id`, and the `url`, or else the name of the `file`, where the
record has another.
"""

MOST_LISTED: Final = 100
"""Duplicates that a record lists; more of them lead to it all the same."""

_FEWEST_WORDS = 6
"""Of title and text: greetings and prayers have up to five, السلام عليكم ورحمة الله وبركاته."""

_NO_PLATFORM = frozenset({UNKNOWN, "web"})
"""An article has either, as its address is known or not."""

_LOOKED_AT, _TAKEN = 240, 60
"""Letters at the beginning of a text, and of its words, since blanks may stand between."""


def text_key(record: Record) -> bytes | None:
    """What duplicates have in common, 8 bytes; None for what can have none.

    It is made of the beginning of the text, which takes a tenth of the time that all of
    it takes, so others may have it too: `are_duplicates` knows.
    """
    place = _place(record)
    title, beginning = record.title.split(), record.text[:_LOOKED_AT].split()
    if place is None or len(title) + len(beginning) < _FEWEST_WORDS:
        return None
    import hashlib  # which loads OpenSSL: only where something is taken in

    content = "\0".join((" ".join(title), " ".join(beginning)[:_TAKEN], *place))
    return hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def id_key(record_id: str) -> bytes:
    """What leads from the id of a duplicate to the record that lists it; no text has such a key.

    Every record that is asked for comes by here. Raises `TypeError` for what is no text.
    """
    if not isinstance(record_id, str):
        raise TypeError(f"the id of a record is a text, not {record_id!r}")
    return b"duplicate " + record_id.encode("utf-8", "surrogatepass")


def are_duplicates(one: Record, other: Record) -> bool:
    """Whether two records say one thing, if one of them has a `text_key`."""
    return (
        _place(one) == _place(other)
        and one.title.split() == other.title.split()
        and one.text.split() == other.text.split()
    )


def duplicates_of(extra: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """The duplicates that the `extra` of a record lists, as `ALSO_AT` says."""
    return [one for one in _listed(extra) if isinstance(one, Mapping) and _is_duplicate(one)]


def address_of(duplicate: Mapping[str, str]) -> str:
    """Where a duplicate is found, as far as that is known."""
    return duplicate.get("url") or duplicate.get("file") or duplicate["id"]


def with_duplicate(record: Record, other: Record) -> Record:
    """The record that lists another as its duplicate; unchanged where it lists many."""
    if len(_listed(record.extra)) >= MOST_LISTED:
        return record
    found = {"id": other.id}
    if other.url not in (None, record.url):
        found["url"] = str(other.url)
    elif (file := _file(other)) not in (None, _file(record)):
        found["file"] = str(file)
    return _with_list(record, [*_listed(record.extra), found])


def with_duplicates(record: Record, known: Mapping[str, Any]) -> Record:
    """The record that lists those too that its version before did, whose `extra` is given."""
    listed = _listed(record.extra)
    more = [one for one in duplicates_of(known) if one not in listed]
    return _with_list(record, [*listed, *more]) if more else record


def without_duplicate(record: Record, record_id: str) -> Record:
    """The record without a duplicate that has become another."""
    others = [one for one in duplicates_of(record.extra) if one["id"] == record_id]
    return _with_list(record, [one for one in _listed(record.extra) if one not in others])


def _place(record: Record) -> tuple[str, ...] | None:
    """Who published it, where and when, as far as this makes it one publication."""
    day = record.published
    is_dated = record.source is not None and day is not None and day.precision == "day"
    if not (is_dated or record.url):
        return None
    return (
        record.source or "",
        "" if record.platform in _NO_PLATFORM else record.platform,
        record.author or "",
        "" if day is None else str(day),
        "" if is_dated else record.url or "",
    )


def _file(record: Record) -> str | None:
    return record.provenance.file_name if record.provenance else None


def _listed(extra: Mapping[str, Any]) -> list[Any]:
    """What stands there, among which may be what a file has said under this name."""
    stated = extra.get(ALSO_AT, [])
    return stated if isinstance(stated, list) else [stated]


def _with_list(record: Record, listed: list[Any]) -> Record:
    extra = {name: value for name, value in record.extra.items() if name != ALSO_AT}
    return replace(record, extra=extra | ({ALSO_AT: listed} if listed else {}))


def _is_duplicate(stated: Mapping[Any, Any]) -> bool:
    return "id" in stated and all(isinstance(one, str) for one in stated.values())
