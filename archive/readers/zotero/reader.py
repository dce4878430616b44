"""Zotero's own forms of export: RDF, the JSON of its items, and its table."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ..base import Knowledge, Outcome, Reader, SourceFile
from ..chunks import peeked
from ..platforms.exports import names_in
from . import items, rdf

_IN_RDF = re.compile(r"""<rdf:RDF\b[^>]*["']http://www\.zotero\.org/namespaces/export#""")
_IN_TABLE = re.compile(r"\s*\W?Key\W+Item Type\b[^\n]*\bAbstract Note\b")
_OF_ITEMS = frozenset(("abstractNote", "creators", "publicationTitle"))


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    start, chunks = peeked(document.chunks)
    text = start.decode(errors="replace")
    whole = replace(document, chunks=chunks)
    if _is_of_items(text):
        yield from items.in_json(whole, knowledge)
    elif _IN_TABLE.match(text):
        yield from items.in_table(whole, knowledge)
    else:
        yield from rdf.references(whole, knowledge)


def _is_of_items(start: str) -> bool:
    if start.lstrip()[:1] not in ("{", "["):
        return False
    names = names_in(start)
    return "itemType" in names and not _OF_ITEMS.isdisjoint(names)


def _recognises(start: str, _: Knowledge) -> bool:
    return bool(_IN_RDF.search(start) or _IN_TABLE.match(start)) or _is_of_items(start)


ZOTERO = Reader(
    name="zotero",
    description="Zotero's exports in RDF, JSON and CSV, with their attachments",
    arabic="ما يصدّره Zotero بصيغ RDF وJSON وCSV مع المرفقات",
    among=(".json", ".csv", ".txt", ".text"),
    leads=(".rdf", ".json"),
    recognises=_recognises,
    read=_read,
)
