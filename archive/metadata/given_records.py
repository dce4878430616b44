"""Records that a program gives: checked and kept as they are, or changed in some fields."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from types import NoneType
from typing import Any

from ..dates import PartialDate
from ..errors import InputError
from ..items import GivenRecord, Item, Origin
from ..record import Provenance, Record
from .authorities import Authorities
from .catalogue import catalogue

_PROGRAM = Origin("-", None, "python")
"""Where a record comes from that states nothing else."""

_FIXED = ("id", "provenance")
_AS_GIVEN = ("mentions", "agencies", "extra")
_READ_FROM = {"title", "text", "author"}
"""The fields in which mentions and agencies are found."""

_EMPTY = Record(id="")
_CHANGEABLE = tuple(field.name for field in fields(Record) if field.name not in _FIXED)


def keep(given: GivenRecord, taken_in: str) -> Record:
    """The record as this archive keeps it: the same, but that it was taken in now.

    Raises `InputError` for one that says nothing or has values of the wrong kind.
    """
    if reason := _misfit(given.record):
        raise InputError(reason)
    return taken_in_at(given.record, taken_in, given.origin)


def taken_in_at(record: Record, when: str, origin: Origin = _PROGRAM) -> Record:
    """The record with the time at which it is kept; where it first came from stays.

    `origin` is for one that does not state it.
    """
    known = record.provenance or Provenance(origin.file, origin.position, origin.reader, when)
    return replace(record, provenance=replace(known, taken_in=when))


def revise(
    record: Record, values: Mapping[str, Any], authorities: Authorities, when: str
) -> Record:
    """The record with some fields changed, each read as if a file had stated it.

    None empties a field. Mentions and agencies follow a new title, text or
    author unless they are given too. Raises `InputError` for a field that there
    is not, and for a value that cannot be read.
    """
    _check_names(record, values)
    stated = {name: value for name, value in values.items() if name not in _AS_GIVEN}
    whole = {"id": record.id, "title": record.title, "text": record.text, "author": record.author}
    read = catalogue(Item(whole | stated, _PROGRAM), authorities, when)
    new = {name: _value(name, value, read) for name, value in values.items()}
    if values.keys() & _READ_FROM:
        new = {"mentions": read.mentions, "agencies": read.agencies} | new
    changed = replace(record, **new)
    if reason := _misfit(changed):
        raise InputError(f"the record {record.id!r} cannot be changed so: {reason}")
    return taken_in_at(changed, when)


def _check_names(record: Record, values: Mapping[str, Any]) -> None:
    for name in values:
        if name in _FIXED:
            raise InputError(f"the {name} of the record {record.id!r} cannot be changed")
        if name not in _CHANGEABLE:
            raise InputError(
                f"a record has no field {name!r}: there are {', '.join(_CHANGEABLE)};"
                " whatever else a record has stands in extra"
            )


def _value(name: str, given: Any, read: Record) -> Any:
    """What a field becomes: as read, or as given where nothing is to be read."""
    empty = getattr(_EMPTY, name)
    if given is None:
        return empty
    if name in _AS_GIVEN:
        return tuple(given) if isinstance(given, list) else given
    found = getattr(read, name)
    if found == empty and given not in ("", [], (), empty):
        raise InputError(f"the {name} cannot be {given!r}: it cannot be read")
    return found


def _misfit(record: Record) -> str | None:
    """What is wrong with the values of a record; None where nothing is."""
    for name, (fits, wanted) in _KINDS.items():
        value = getattr(record, name)
        if not fits(value):
            return f"its {name} must be {wanted}, not {value!r}"
    if not record.id:
        return "it has no id"
    if not (record.title or record.text):
        return "it has neither a title nor a text"
    return None


def _is_a(*kinds: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kinds)


def _are_texts(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, str) for one in value)


_KINDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    **dict.fromkeys(("id", "title", "text", "platform"), (_is_a(str), "a text")),
    **dict.fromkeys(
        ("source", "author", "url", "language"), (_is_a(str, NoneType), "a text or None")
    ),
    **dict.fromkeys(("mentions", "agencies", "tags"), (_are_texts, "a tuple of texts")),
    "published": (_is_a(PartialDate, NoneType), "a PartialDate or None"),
    "extra": (_is_a(Mapping), "a mapping"),
}
"""What the values of each field must be, and how that is said."""
