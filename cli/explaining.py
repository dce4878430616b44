"""What `ingest --explain` prints: the reader of each file, and where its fields come from."""

import json
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ..archive.fields import Fields
from .formats import Printout
from .printing import aligned, bold, cell, plain
from .wording import language, said

if TYPE_CHECKING:
    from ..archive.explanation import ExplainedField, ExplainedFile, ExplainedItem
    from ..archive.readers.tracing import Whence

_WIDEST = 60
"""Characters of a value in a line; other formats have more."""

_COLUMNS = ("file", "position", "field", "value", "from", "written")


def of_explanation(files: Sequence["ExplainedFile"], fields: Fields) -> Printout:
    """The files, as JSON has them; a table has a row a field."""
    listed = [_as_json(file) for file in files]
    return Printout(
        whole=listed,
        rows=listed,
        columns=_COLUMNS,
        cells=(
            [item.file, item.position, one.name, one.value, _whence(one.whence), one.written]
            for file in files
            for item in file.items
            for one in item.fields
        ),
        lines=_lines(files, {field.column: field.label[language()] for field in fields.values()}),
    )


def _as_json(file: "ExplainedFile") -> dict[str, Any]:
    told = asdict(file)
    for item in told["items"]:
        for one in item["fields"]:
            one |= {"from": one["whence"]["places"], "how": one["whence"]["how"]}
            del one["whence"]
    told["rejections"] = [one["origin"] | {"reason": one["reason"]} for one in told["rejections"]]
    return told


def _lines(files: Iterable["ExplainedFile"], labels: dict[str, str]) -> Iterator[str]:
    for file in files:
        yield bold(file.file)
        yield "  " + said("comma").join(_about(file))
        for item in file.items:
            yield "  " + _heading(item, file.file)
            rows = [_row(one, labels.get(one.name, one.name)) for one in item.fields]
            for line in aligned(rows, texts=3):
                yield "    " + line
            if item.extra:
                kept = (f"{cell(name)}: {_short(value)}" for name, value in item.extra.items())
                yield "    " + said("explained-extra", columns=said("semicolon").join(kept))
        if not file.is_whole:
            yield "  " + said("explained-more")
        for one in file.rejections:
            at = one.origin.position
            place = "" if at is None else said("explained-at", position=at)
            yield "  " + said("explained-rejected", place=place, reason=plain(one.reason))
        for unused in file.unused:
            asked = shlex.quote(f"text={unused.column}")
            yield "  " + said("explained-unused", column=cell(unused.column), asked=asked)


def _about(file: "ExplainedFile") -> Iterator[str]:
    """Who reads the file, why, and what was done to its letters."""
    if file.reader is None:
        yield said("explained-unread")
    else:
        yield said("explained-reader", reader=file.reader, why=said(f"why-{file.why}"))
    if file.encoding:
        yield said("explained-encoding", encoding=file.encoding)
    if file.repaired:
        yield said("explained-repaired", repaired=plain(file.repaired))


def _heading(item: "ExplainedItem", file: str) -> str:
    within = item.file.removeprefix(file).lstrip("/")
    if item.position is None:
        return said("explained-whole")
    heading = said("explained-item", position=item.position)
    return f"{cell(within)} · {heading}" if within else heading


def _row(one: "ExplainedField", label: str) -> list[str]:
    whence = _whence(one.whence)
    if one.written:
        whence = said("explained-written", whence=whence, written=_short(one.written))
    return [cell(label), _short(one.value), whence]


def _whence(whence: "Whence") -> str:
    places = said("comma").join(
        said(f"from-{place.kind}", name=cell(place.name)) for place in whence.places
    )
    return said(f"how-{whence.how}", places=places)


def _short(value: Any) -> str:
    """A value in a line."""
    match value:
        case list():
            text = said("comma").join(map(str, value))
        case str():
            text = value
        case _:
            text = json.dumps(value, ensure_ascii=False)
    line = " ".join(text.split())
    return cell(line if len(line) <= _WIDEST else line[:_WIDEST].rstrip("… ") + "…")
