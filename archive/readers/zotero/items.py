"""Items of Zotero under the names of their fields: in JSON (Better BibTeX, the API) and in CSV."""

from collections.abc import Iterator, Mapping
from typing import Any

from ...items import Item
from ..base import Knowledge, Outcome, SourceFile
from ..html_text import html_text
from ..platforms.exports import objects, rows
from ..reference import doi_of, turned, with_attachments, with_files, work

_SOURCES = (
    *("publicationTitle", "blogTitle", "websiteTitle", "forumTitle", "bookTitle", "programTitle"),
    *("encyclopediaTitle", "dictionaryTitle", "proceedingsTitle", "publisher", "institution"),
    *("network", "studio", "distributor"),
)
_TAKEN_NAMES = (
    "title abstractNote date url language tags DOI creators notes note attachments relations"
    " itemID itemKey key version uri select libraryID itemType author manualTags automaticTags"
    " fileAttachments linkAttachments publicationYear"
)
_TAKEN = frozenset(_TAKEN_NAMES.split())


def in_json(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a reference or a note; files that are attached to another are no references."""
    position = 0
    for outcome in objects(document, knowledge):
        if not isinstance(outcome, Item):
            yield outcome
            continue
        for one in _stated(outcome.fields):
            position += 1
            if one.get("itemType") != "attachment" or not one.get("parentItem"):
                yield _reference(document, knowledge, one, position)


def _stated(fields: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The items of an object: itself, what the API says of it, or all those of an export."""
    whole = [fields] if "itemType" in fields else [fields.get("data"), *_list(fields, "items")]
    return iter([one for one in whole if isinstance(one, Mapping)] or [fields])


def in_table(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a row, whose header has the same names as words: `Abstract Note`."""
    for outcome in rows(document, knowledge):
        if not isinstance(outcome, Item):
            yield outcome
            continue
        row = {_name(name): value for name, value in outcome.fields.items() if value}
        tags = ";".join(row.get(name, "") for name in ("manualTags", "automaticTags"))
        one = row | {
            "creators": [{"name": turned(name)} for name in _parts(row.get("author", ""))],
            "tags": _parts(tags),
            "attachments": _parts(row.get("fileAttachments", "")),
            "notes": [row["notes"]] if "notes" in row else [],
        }
        yield _reference(document, knowledge, one, outcome.origin.position)


def _reference(
    document: SourceFile, knowledge: Knowledge, one: Mapping[str, Any], position: int | None
) -> Outcome:
    source = next((name for name in _SOURCES if one.get(name)), "")
    notes = [_inside(note, "note") for note in (*_list(one, "notes"), one.get("note", ""))]
    fields = {
        **{name: value for name, value in one.items() if name not in (*_TAKEN, source)},
        "type": one.get("itemType"),
        "title": " ".join(_text(one, "title").split()),
        "text": _text(one, "abstractNote"),
        "source": _text(one, source),
        "published": _text(one, "date") or _text(one, "publicationYear"),
        "author": _people(one),
        "url": _text(one, "url"),
        "language": _text(one, "language"),
        "tags": [tag for one_tag in _list(one, "tags") if (tag := _inside(one_tag, "tag"))],
        "notes": [text for note in notes if (text := html_text(note))],
    }
    key = _text(one, "itemKey") or _text(one, "key")
    known = work(fields, key=key, doi=doi_of(_text(one, "DOI")))
    paths = [path for file in _list(one, "attachments") if (path := _inside(file, "path"))]
    whole = with_attachments(known, paths, document, knowledge)
    if "notes" in whole and not whole.get("text"):
        whole["text"] = "\n\n".join(whole.pop("notes"))
    return document.item(with_files(whole, paths), position)


def _people(one: Mapping[str, Any]) -> list[str]:
    """Who wrote it; where nobody is said to, who made it otherwise."""
    people = [person for person in _list(one, "creators") if isinstance(person, Mapping)]
    authors = [person for person in people if person.get("creatorType", "author") == "author"]
    parts = ("firstName", "lastName", "name")
    names = (
        " ".join(filter(None, (_text(one, part) for part in parts))) for one in authors or people
    )
    return [name for name in names if name]


def _name(column: str) -> str:
    """The name of a field, of what the table calls it: `abstractNote` of `Abstract Note`."""
    if column.isupper():
        return column
    first, *others = column.split()
    return first.lower() + "".join(others)


def _parts(stated: str) -> list[str]:
    return [part for one in stated.split(";") if (part := one.strip())]


def _list(one: Mapping[str, Any], name: str) -> list[Any]:
    value = one.get(name)
    return value if isinstance(value, list) else []


def _text(one: Mapping[str, Any], name: str) -> str:
    value = one.get(name)
    return str(value) if isinstance(value, str | int | float) else ""


def _inside(value: Any, name: str) -> str:
    """What an object has under this name; a text as it is."""
    return (
        _text(value, name)
        if isinstance(value, Mapping)
        else value
        if isinstance(value, str)
        else ""
    )
