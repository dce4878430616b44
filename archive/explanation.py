"""What `ingest` would make of files, and where each field of their first items would come from.

Nothing is written, and of a file no more is read than its first items need.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .errors import InputError
from .field_values import text_of, values_of
from .fields import STANDARD, Field, Fields, column_key
from .identity import PIPE
from .items import TEXTLESS, UNREAD, Item, Origin, Rejection
from .metadata.authorities import Authorities
from .metadata.catalogue import catalogue
from .metadata.characters import one_line
from .metadata.press_dates import parse_date
from .readers import Asked, Document, Reader, Why, in_order, named, read_each, why
from .readers.columns import is_empty
from .readers.mojibake import REPAIRED
from .readers.tracing import Place, PlaceKind, Trace, Whence, listening
from .record import UNKNOWN, Record
from .storage.rows import unkeepable
from .unused_texts import UnusedText, UnusedTexts

ITEMS = 3
"""How many items of each file are explained where nobody says."""

_MOST_REJECTIONS = 10
"""Of one file, after which it is left."""

_LONGEST = 200
"""Characters of a value that is told."""

_LONGEST_DATE = 100
_MOST_TOLD = 10
"""Values of a list that are told."""


@dataclass(frozen=True, slots=True)
class ExplainedField:
    """A field of a record: its value as JSON has it, long ones cut, and where it came from.

    `written` is what the file has, where that is something else.
    """

    name: str
    value: Any
    whence: Whence
    written: Any = None


@dataclass(frozen=True, slots=True)
class ExplainedItem:
    """What an item would become; `extra` is what no field is known for, values cut."""

    file: str
    position: int | None
    fields: tuple[ExplainedField, ...]
    extra: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ExplainedFile:
    """What `ingest` would make of a file, or of one in a zip.

    `reader` is None where none reads it, as `rejections` tell. `encoding` is None for what is no
    text; `repaired` says which wrong readings of its texts were undone. `unused` names columns with
    long texts that no field is known for. `is_whole` says that the file has no more than is told
    here.
    """

    file: str
    reader: str | None
    why: Why | None
    encoding: str | None
    repaired: str | None
    items: tuple[ExplainedItem, ...]
    rejections: tuple[Rejection, ...]
    unused: tuple[UnusedText, ...]
    is_whole: bool


def explain(
    paths: Sequence[Path | str],
    columns: Mapping[str, str] | None = None,
    *,
    readers: Sequence[Reader] = (),
    reader: str | None = None,
    items: int = ITEMS,
    authorities: Authorities | None = None,
    fields: Fields = STANDARD,
) -> Iterator[ExplainedFile]:
    """Explain file by file what `Archive.ingest` would make of the first `items` of each.

    It needs no archive; `Archive.explain` goes by the names and the fields of one. Raises what
    `ingest` raises for paths, columns and readers that there are not, before the first file.
    """
    known = authorities or Authorities.load()
    documents = read_each(paths, Asked(known, columns or {}, fields, readers, reader))
    mapped = {known: column_key(column) for known, column in (columns or {}).items()}
    sole = named(reader, readers) if reader else None
    by_name = {} if sole else {one.name: one for one in reversed(in_order(readers))}
    explainer = _Explainer(known, fields, mapped, by_name, sole, items)
    return map(explainer.explained, documents)


@dataclass(frozen=True, slots=True)
class _Explainer:
    """What is the same for all files."""

    authorities: Authorities
    fields: Fields
    mapped: Mapping[str, str]
    readers: Mapping[str, Reader]
    sole: Reader | None
    most: int

    def explained(self, document: Document) -> ExplainedFile:
        """What would become of one file."""
        items: list[ExplainedItem] = []
        rejections: list[Rejection] = []
        texts, unused = UnusedTexts(), list[UnusedText | None]()
        reader = repaired = None
        is_whole = True
        with listening() as trace:
            for outcome in document.outcomes:
                if len(items) == self.most or len(rejections) == _MOST_REJECTIONS:
                    is_whole = False
                    break
                reader = self._reader_of(outcome) or reader
                made = self._made(outcome)
                if isinstance(made, Record) and isinstance(outcome, Item):
                    items.append(self._item(outcome, made, trace))
                    unused.append(texts.see(made))
                    repaired = repaired or made.extra.get(REPAIRED)
                elif isinstance(made, Rejection):
                    rejections.append(made)
                trace.end_item()
        if not is_whole and (complaint := document.columns.complaint()):
            rejections.append(Rejection(Origin(document.file, None, UNREAD), complaint))
        return ExplainedFile(
            file=document.file,
            reader=reader.name if reader else None,
            why=why(reader, document.file, is_named=bool(self.sole)) if reader else None,
            encoding=trace.encoding if reader is None or reader.is_of_text else None,
            repaired=repaired,
            items=tuple(items),
            rejections=tuple(rejections),
            unused=tuple(filter(None, (*unused, texts.end()))),
            is_whole=is_whole,
        )

    def _reader_of(self, outcome: Item | Rejection) -> Reader | None:
        """Who has read this; None where nobody could."""
        name = outcome.origin.reader
        return self.sole if self.sole and name not in (UNREAD, TEXTLESS) else self.readers.get(name)

    def _made(self, outcome: Item | Rejection) -> Record | Rejection:
        """The record that the archive would keep, or the reason why it would not."""
        if isinstance(outcome, Rejection):
            return outcome
        try:
            record = catalogue(outcome, self.authorities, "")
            reason = unkeepable(record)
        except InputError as error:
            reason = str(error)
        return Rejection(outcome.origin, reason) if reason else record

    def _item(self, item: Item, record: Record, trace: Trace) -> ExplainedItem:
        origins = _Origins(item, record, trace, self.authorities, self.fields, self.mapped)
        content = record.content()
        extra: dict[str, Any] = content.pop("extra")
        told = [origins.field(name, value) for name, value in content.items() if _says(value)]
        own = {column: one for field in self.fields.own for column, one in origins.own(field)}
        told += own.values()
        with_fields = {*own, *(f"{one.name}_as_written" for one in told if one.written)}
        left = {name: _cut(value) for name, value in extra.items() if name not in with_fields}
        return ExplainedItem(item.origin.file, item.origin.position, tuple(told), left)


def _says(value: Any) -> bool:
    return value not in (None, "", [], UNKNOWN)


@dataclass(frozen=True, slots=True)
class _Origins:
    """Where the fields of one record came from."""

    item: Item
    record: Record
    trace: Trace
    authorities: Authorities
    fields: Fields
    mapped: Mapping[str, str]

    def field(self, name: str, value: Any) -> ExplainedField:
        """A field that has this value."""
        whence, written = self._of_source() if name == "source" else (self._inferred(name), None)
        if whence is None:
            whence = self._stated(name)
        written = written or self._written(name, value)
        return ExplainedField(name, _cut(value), self._as_mapped(whence), _cut(written))

    def own(self, field: Field) -> Iterator[tuple[str, ExplainedField]]:
        """A field of the archive's own with the column in which its values stand, if they do."""
        for name, stated in self.record.extra.items():
            alone = replace(self.record, extra={name: stated})
            value = (
                text_of(field)(alone)
                if field.kind == "text"
                else [*values_of(field, self.fields)(alone)]
            )
            if value:
                whence = self._as_mapped(self._stated(name))
                yield name, ExplainedField(field.key, _cut(value), whence)

    def _inferred(self, name: str) -> Whence | None:
        """Where the catalogue has a value from that the file does not state; None where it does."""
        stated = self.item.fields.get(name)
        match name:
            case "id" if is_empty(stated):
                is_whole = self.item.origin.position is None and self.item.origin.file != PIPE
                return _at("path" if is_whole else "content")
            case "mentions" | "agencies":
                return _at("named")
            case "platform" if not isinstance(stated, str) or is_empty(stated):
                return _at("address", _host(self.record.url))
            case "published" if is_empty(stated) or not self._is_read("published"):
                return _at("number")
        return None

    def _is_read(self, name: str) -> bool:
        """Whether a date was read from what the file states, and not from the post's number."""
        stated = self.item.fields[name]
        return not isinstance(stated, str) or parse_date(stated) is not None

    def _of_source(self) -> tuple[Whence, str | None]:
        """Where the source came from, and what was written where a table gave it another name."""
        source, url, fields = self.record.source, self.record.url, self.item.fields
        stated = fields.get("source")
        written = fields.get("source_as_written") or stated
        if is_empty(stated):
            return _at("host", _host(url)), None
        by_table = (Place("table"),)
        if found := self.trace.whence("source", written):
            is_renamed = self._known(written) == source and one_line(str(written)) != source
            if is_renamed:
                return Whence(found.places + by_table, found.how), str(written)
            if written == stated:
                return found, None
        if url and self.authorities.source_of_url(url) == source:
            return _at("host", _host(url)), None
        if leaf := self.trace.leaf(lambda text: self._known(text) == source):
            place, written = leaf
            return Whence((place, *by_table)), None if written == source else written
        return self._stated("source"), None

    def _known(self, name: Any) -> str | None:
        return self.authorities.known_source(str(name))

    def _stated(self, name: str) -> Whence:
        """Where what the item states stood; what stood nowhere the reader has set."""
        fields = self.item.fields
        found = None
        if name == "published":  # which may have been put on another day than is written
            found = self.trace.whence(name, fields.get("published_as_written"))
        found = found or self.trace.whence(name, fields.get(name))
        if found is None and name == "published" and (leaf := self.trace.leaf(self._is_day)):
            found = Whence((leaf[0],))
        return self._known_so(name, found) if found else _at("reader", self.item.origin.reader)

    def _known_so(self, name: str, found: Whence) -> Whence:
        """Of several columns that say the same, as numbers do by chance, that of the field."""
        by_column = self.fields.by_column
        known = {key for key, (field, _) in by_column.items() if field.column == name}
        keys = {self.mapped[name]} if name in self.mapped else known
        same = found.places if found.how == "same" else ()
        columns = [place for place in same if place.kind == "column"]
        of_field = [place for place in columns if column_key(place.name) in keys]
        return replace(found, places=(of_field[0],)) if len(columns) > 1 and of_field else found

    def _is_day(self, text: str) -> bool:
        is_short = len(text) <= _LONGEST_DATE and any(map(str.isdigit, text))
        return is_short and parse_date(text) == self.record.published

    def _written(self, name: str, value: Any) -> Any:
        """What the file has for a field, where that is something else."""
        kept = self.record.extra.get(f"{name}_as_written")
        stated = self.item.fields.get(name)
        if kept is None and name in _READ and isinstance(stated, str) and stated != value:
            return stated
        return kept

    def _as_mapped(self, whence: Whence) -> Whence:
        """The same, columns that the user named told as such."""
        places = (
            replace(place, kind="mapped")
            if place.kind == "column" and column_key(place.name) in self.mapped.values()
            else place
            for place in whence.places
        )
        return replace(whence, places=tuple(places))


_READ = ("published", "platform", "tags")
"""Fields that are read from what is stated, and not kept as it is."""


def _at(kind: PlaceKind, name: str = "") -> Whence:
    return Whence((Place(kind, name),))


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:  # a malformed address
        return ""


def _cut(value: Any) -> Any:
    """A value as it is told: long texts cut, of a long list the first few."""
    match value:
        case str() if len(value) > _LONGEST:
            return value[:_LONGEST].rstrip() + "…"
        case list():
            return [_cut(one) for one in value[:_MOST_TOLD]] + ["…"] * (len(value) > _MOST_TOLD)
        case Mapping():
            return _cut(json.dumps(dict(value), ensure_ascii=False, default=str))
    return value
