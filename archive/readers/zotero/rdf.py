"""Zotero RDF: a collection with its notes, and with attachments in a folder `files` beside it."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ..base import Knowledge, Outcome, SourceFile
from ..feed import Children
from ..html_text import html_text
from ..reference import doi_of, with_attachments, with_files, work
from ..tracing import show
from ..xml_elements import name_of, text_in, whole_xml

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PARTS = ("z:Attachment", "bib:Memo", "z:Collection")
"""What is no work itself, unless it stands alone."""

_LINKED_ADDRESS = "3"
"""The mode of an attachment that is but an address (`z:linkMode`)."""

_TAKEN_NAMES = (
    "dc:title dcterms:abstract dc:date z:language dc:identifier bib:authors dc:subject"
    " dcterms:isPartOf dcterms:isReferencedBy link:link dc:publisher dc:relation"
    " rdf:resource z:path z:linkMode link:type link:charset rdf:value rdf:type"
)
_TAKEN = frozenset(_TAKEN_NAMES.split())
_CALLED: Mapping[str, str] = {
    **{"z:itemType": "type", "dcterms:dateSubmitted": "accessed", "dc:description": "extra"},
    **{"prism:volume": "volume", "prism:number": "issue", "dc:type": "kind"},
}


def references(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a reference; positions count them from 1."""
    root, fault = whole_xml(document.chunks, "a collection")
    collection = _Collection(root)
    for position, element in enumerate(collection.works(), 1):
        show("element", partial(_said, element))
        stated, names, missing = collection.work(element)
        fields = with_attachments(stated, names, document, knowledge)
        if missing:
            fields["attachments_unread"] = [*fields.get("attachments_unread", ()), *missing]
        if fields.get("notes") and not fields.get("text"):
            fields["text"] = "\n\n".join(fields.pop("notes"))
        yield document.item(with_files(fields, names), position)
    if fault:
        yield document.rejection(f"{fault}: what stands there may be missing; export it again")


class _Collection:
    """The elements of an export, which refer to each other by their names."""

    def __init__(self, root: Any) -> None:
        self._elements = list(root)
        self._by_name = {_about(one): one for one in self._elements if _about(one)}
        self._attached: set[str] = set()
        self._containers: set[str] = set()
        self._collections: dict[str, list[str]] = {}
        for one in self._elements:
            children = Children(one)
            own = children.all("link:link", "dcterms:isReferencedBy")
            self._attached.update(map(_resource, own))
            self._containers.update(map(_resource, children.all("dcterms:isPartOf")))
            if name_of(one) == "z:Collection":
                for part in children.all("dcterms:hasPart"):
                    self._collections.setdefault(_resource(part), []).append(
                        children.text("dc:title")
                    )

    def works(self) -> Iterator[Any]:
        """Those that are works: also a note or a file that belongs to no other."""
        for one in self._elements:
            name = name_of(one)
            if name == "z:Collection" or _about(one) in self._attached:
                continue
            is_stated = bool(Children(one).text("z:itemType"))
            if is_stated or (name not in _PARTS and _about(one) not in self._containers):
                yield one

    def work(self, element: Any) -> tuple[dict[str, Any], list[str], list[str]]:
        """What is said of a work, the files that are attached, and which of them have no name."""
        one = Children(element)
        about = _about(element)
        linked = [self._linked(link) for link in one.all("link:link")]
        files = [element, *(link for link in linked if link is not None)]
        memos = [self._linked(memo) for memo in one.all("dcterms:isReferencedBy")]
        notes = [_note(memo) for memo in (element, *memos) if memo is not None]
        identifiers = list(map(text_in, one.all("dc:identifier")))
        source, section, within = self._within(one)
        identifiers += within
        address = next((text for text in (*identifiers, about) if text.startswith("http")), "")
        doi = next((text[4:] for text in identifiers if text.startswith("DOI ")), "")
        fields = {
            **_rest(element),
            "title": " ".join(one.text("dc:title").split()),
            "text": one.text("dcterms:abstract"),
            "source": source or _name(one.first("dc:publisher")),
            "published": one.text("dc:date"),
            "author": _people(one.first("bib:authors")),
            "url": address,
            "language": one.text("z:language"),
            "tags": [tag for subject in one.all("dc:subject") if (tag := _tag(subject))],
            "section": section,
            "publisher": _name(one.first("dc:publisher")),
            "identifiers": [text for text in identifiers if not text.startswith(("http", "DOI "))],
            "collections": self._collections.get(about),
            "notes": [note for note in notes if note],
        }
        key = about.lstrip("#").replace("_", "-")
        known = work(fields, key=key, doi=doi_of(doi))
        paths = [(_path(file), Children(file)) for file in files]
        missing = [
            f"“{said.text('dc:title')}” was exported without its file"
            for path, said in paths[1:]
            if not path and said.text("z:linkMode") != _LINKED_ADDRESS
        ]
        return known, [path for path, _ in paths if path], missing

    def _linked(self, link: Any) -> Any:
        """The element that a link leads to, or that stands in it."""
        return link[0] if len(link) else self._by_name.get(_resource(link))

    def _within(self, one: Children) -> tuple[str, str, list[str]]:
        """What the work is published in, the section of that, and the identifiers of both."""
        source, section = "", ""
        identifiers: list[str] = []
        seen: set[str] = set()
        parts = one.all("dcterms:isPartOf")
        while parts:
            link = parts.pop(0)
            found = self._linked(link)
            if found is None or (name := _resource(link)) in seen:
                continue
            seen.update(filter(None, (name,)))
            within = Children(found)
            title = within.text("dc:title")
            if name_of(found) == "bib:Part":
                section = section or title
            elif name_of(found) != "bib:Series":
                source = source or title
            identifiers += map(text_in, within.all("dc:identifier"))
            parts += within.all("dcterms:isPartOf")
        return source, section, identifiers


def _said(element: Any) -> dict[str, str]:
    """What the export says of an element, by the names that it has there."""
    return {name_of(child): text_in(child) for child in element}


def _about(element: Any) -> str:
    return str(element.get(f"{_RDF}about", ""))


def _resource(element: Any) -> str:
    return str(element.get(f"{_RDF}resource", ""))


def _path(element: Any) -> str:
    """The file of an attachment, as the export names it."""
    stated = Children(element).all("rdf:resource", "z:path")
    return next((path for one in stated if (path := _resource(one) or text_in(one))), "")


def _note(element: Any) -> str:
    """The text of a note, which Zotero keeps as HTML."""
    if name_of(element) != "bib:Memo":
        return ""
    return html_text(Children(element).text("rdf:value"))


def _name(organization: Any) -> str:
    """The name of a publisher; where one is stands beside it, and is left."""
    if organization is None:
        return ""
    names = [one for one in organization.iter() if isinstance(one.tag, str)]
    return next((text_in(one) for one in names if name_of(one) == "foaf:name"), "")


def _people(people: Any) -> list[str]:
    """Names as they are spoken, in their order."""
    if people is None:
        return []
    parts = ("foaf:givenName", "foaf:givenname", "foaf:surname")
    each = [Children(one) for one in people.iter() if name_of(one) == "foaf:Person"]
    names = (" ".join(filter(None, map(person.text, parts))) for person in each)
    return [name for name in names if name]


def _tag(subject: Any) -> str:
    """A tag, by hand or by the site; marks of a library's shelves are none."""
    kinds = [name_of(child) for child in subject]
    return "" if kinds and kinds[0] != "z:AutomaticTag" else text_in(subject)


def _rest(element: Any) -> dict[str, Any]:
    """All else that the export says of a work, under the names that Zotero shows."""
    rest: dict[str, Any] = {}
    for child in element:
        name = name_of(child)
        called = _CALLED.get(name, name.rpartition(":")[2])
        value = _people(child) or " ".join(text_in(child).split())
        if name not in _TAKEN and value:
            rest[called] = value
    return rest
