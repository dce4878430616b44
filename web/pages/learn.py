"""How to search: a page with what each sign of the query language does here, and a short tour."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from flask import Blueprint, abort

from ...archive.fields import Field
from ...archive.record import Record
from ...index.searching.results import FacetValue
from ..language.messages import _
from ..language.preferences import preferences
from .parts.frame import examples_of, show

if TYPE_CHECKING:
    from ...facade.archive import Archive

_TRIED: Final = 3
"""Values of a field of which another is tried where a query for one finds nothing."""

_QUOTES: Final = frozenset('"“”„«»‹›')


class Asked(NamedTuple):
    """A query, and how many records it finds; 0 where nobody has asked."""

    text: str
    found: int = 0


class AskedField(NamedTuple):
    """A field by its key, what else queries call it, and an example, where one finds anything."""

    key: str
    also: str
    example: Asked | None


class Steps(NamedTuple):
    """What the tour does in this archive: it asks for a word, then in one source, and reads."""

    word: Asked
    source: str
    in_source: int
    record: Record


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these pages to a blueprint."""

    @blueprint.get("/help")
    def guide() -> str:
        return show("guide.html", fields=list(_fields(archive)), dates=list(_dates(archive)))

    @blueprint.get("/help/tour", defaults={"screen": 1})
    @blueprint.get("/help/tour/<int:screen>")
    def tour(screen: int) -> str:
        titles = _("Search"), _("Narrow"), _("Read"), _("Take away")
        if not 1 <= screen <= len(titles):
            abort(404)
        return show("tour.html", screen=screen, titles=titles, steps=_steps(archive))


def _fields(archive: "Archive") -> Iterator[AskedField]:
    """What queries can ask about, but for the date, each with its most common value."""
    known = examples_of(archive)
    named = [field for field in archive.fields.values() if field.names and field.key != "date"]
    keys = [field.key for field in named if field.is_facet]
    facets = archive.search("", limit=0, facets=keys).facets if known else {}
    word = [known["word"].text] if "word" in known else []
    for field in named:
        names = field.names[0], field.key
        name, also = names if preferences().lang == "ar" else reversed(names)
        values = word if field.kind == "text" else _written(field, facets.get(field.key, ()))
        queries = (f"{name}:{value}" for value in values)
        yield AskedField(field.key, also, next(_finding(queries, archive), None))


def _written(field: Field, counted: Iterable[FacetValue]) -> list[str]:
    """The most common values of a field as one writes them in a query."""
    stated = [one for one in counted if one.value][:_TRIED]
    if field.kind != "name":
        return [one.value for one in stated]
    labels = (one.label(preferences().lang) for one in stated)
    return [
        label if label.isalnum() else f'"{label}"' for label in labels if not _QUOTES & {*label}
    ]


def _dates(archive: "Archive") -> Iterator[Asked]:
    """A year of the archive's by itself, from it on, and up to its end."""
    if year := examples_of(archive).get("period"):
        yield from _finding((year.text, f"{year.text}..", year.text.replace(":", ":..")), archive)


def _finding(queries: Iterable[str], archive: "Archive") -> Iterator[Asked]:
    for text in queries:
        if found := archive.count(text, match="all"):
            yield Asked(text, found)


def _steps(archive: "Archive") -> Steps | None:
    """None where the archive has no word to show anything with."""
    word = examples_of(archive).get("word")
    if not word:
        return None
    results = archive.search(word.text, limit=1, facets=["source"])
    source, found = next(
        ((one.value, one.count) for one in results.facets["source"] if one.value), ("", 0)
    )
    record = results.hits[0].record
    return Steps(Asked(word.text, word.found), source, found, record)
