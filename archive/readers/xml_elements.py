"""The repeated elements of an XML document, such as a feed's entries, one after the other.

A document is cut at the tags of its entries, and each entry is parsed by itself,
strictly: what is broken in one costs no other, and only one is held at a time. No
document type is ever parsed, so that no entity is declared, expanded or fetched.
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from .base import ITEM_LIMIT, Chunks, Unreadable, too_long
from .encoding import text_of, whole_text

_NAMESPACES: Mapping[str, str] = {
    "atom": "http://www.w3.org/2005/Atom",
    "bib": "http://purl.org/net/biblio#",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "link": "http://purl.org/rss/1.0/modules/link/",
    "media": "http://search.yahoo.com/mrss/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "wp": "http://wordpress.org/export/1.2/",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "z": "http://www.zotero.org/namespaces/export#",
}
_PREFIXES: Mapping[str, str] = {
    "": "",
    **{namespace: prefix for prefix, namespace in _NAMESPACES.items()},
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://purl.org/atom/ns#": "atom",
    "http://www.tei-c.org/ns/1.0": "",
}
_WORDPRESS_VERSION = re.compile(r"(?<=wordpress\.org/export/)[\d.]+")

_ROOT = re.compile(r"""<[A-Za-z_][\w.:-]*(?:[^<>"']|"[^"]*"|'[^']*')*+>""")
_NAMESPACE = re.compile(r"""\sxmlns:([\w.-]+)\s*=\s*("[^"<]*"|'[^'<]*')""")
_DEFAULT_NAMESPACE = re.compile(r"""\sxmlns\s*=\s*("[^"<]*"|'[^'<]*')""")
_REFERENCE = re.compile(r"&(?:(#\d{1,7}|#[xX][\da-fA-F]{1,6}|\w{1,40});)?")
_OF_XML: Final = frozenset(("amp", "lt", "gt", "quot", "apos"))
_NO_CHARACTER = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_CLOSERS: Mapping[bytes, bytes] = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_ROOTS = rb"rss|channel|feed|RDF|newsMessage|NewsML|teiCorpus(?:\.2)?"
"""What closes after the last entry of a document that is whole."""

MOST_XML = 32 * 2**20
"""The most bytes of a document that is parsed in one piece."""

_LONGEST_TAG = 256
_NO_ROOT = "is no XML that can be understood: it has no element to begin with"


def elements(chunks: Chunks, *names: str, alone: bool = False) -> tuple[Any, Iterator[Any]]:
    """The document's root, as far as it goes before the first of the elements, and each of these.

    Where one of them is the document (`alone`), there is no root round it but None.
    Of an element that is broken there is an `Unreadable` with the reason in its
    place. The iterator raises `Unreadable` itself at the end of a document that
    is cut short, and for an element of over 16 MB.
    """
    pieces = _pieces(chunks, "|".join(names).encode(), alone)
    head = next(pieces).decode(errors="replace")
    if alone:
        return None, (_element(piece, _declared("")) for piece in pieces)
    start = _ROOT.search(head)
    if start is None:
        raise Unreadable(_NO_ROOT)
    namespaces = _declared(start[0])
    return _root(head[start.start() :]), (_element(piece, namespaces) for piece in pieces)


def whole_xml(chunks: Chunks, what: str) -> tuple[Any, str]:
    """The root of a document that must be read as a whole, and what is wrong with it, if anything.

    Where it is no correct XML, what can be made of it is there. Raises `Unreadable`, naming
    `what` it is, for over 32 MB and for what has no element.
    """
    from lxml.etree import XMLSyntaxError, fromstring

    text = whole_text(chunks, what, MOST_XML)
    start = _ROOT.search(text)
    if start is None:
        raise Unreadable(_NO_ROOT)
    try:
        return fromstring(_mended(text[start.start() :]).encode(), _parser()), ""
    except XMLSyntaxError as error:
        return _root(text[start.start() :]), f"is no correct XML ({error.msg})"


def name_of(element: Any) -> str:
    """Its name, with the usual prefix of its namespace: `title`, `dc:creator`, `atom:entry`."""
    namespace, _, local = str(element.tag).rpartition("}")
    known = _WORDPRESS_VERSION.sub("1.2", namespace.removeprefix("{"))
    prefix = _PREFIXES.get(known, element.prefix or "")
    return f"{prefix}:{local}" if prefix else local


def text_in(element: Any) -> str:
    """All the text in an element, as it is written."""
    return "".join(element.itertext()).strip()


def _pieces(chunks: Chunks, names: bytes, alone: bool) -> Iterator[bytes]:
    """What stands before the first of these elements, then each of them, cut at its tags.

    An element that is not closed ends where the next one begins.
    """
    prefix = rb"(?:[\w.-]+:)?"
    mark = re.compile(
        rb"<!\[CDATA\[|<!--|(?P<open><%b(?:%b)(?=[\s>]))|(?P<close></%b(?:%b)\s*>)"
        rb"|(?P<end></%b(?:%b)\s*>)" % (prefix, names, prefix, names, prefix, _ROOTS)
    )
    held, start, at, count = b"", 0, 0, 0
    is_open = is_whole = is_ended = False
    while True:
        found = mark.search(held, at)
        end = at if found is None else _end(held, found, is_whole)
        if found is None or end is None:
            if is_whole:
                break
            at = max(at, len(held) - _LONGEST_TAG) if found is None else found.start()
            kept = start if is_open or not count else at
            more = next(chunks, b"")
            held, at, start, is_whole = held[kept:] + more, at - kept, 0, not more
            if len(held) > ITEM_LIMIT:
                place = f"entry {count}" if count else "what stands before its first entry"
                raise Unreadable(f"{too_long(place)}; nothing after it is read")
            continue
        at = end
        if found["open"]:
            if is_open or not count:
                yield held[start : found.start()]
            start, is_open, count = found.start(), True, count + 1
        elif found["close"] and is_open:
            yield held[start:end]
            is_open = False
        is_ended = bool(found["close" if alone else "end"]) or (is_ended and not found["open"])
    if not count:
        yield held[start:]
    elif is_open or not is_ended:
        raise Unreadable("is cut short: its end is missing; copy or download it again")


def _end(held: bytes, found: "re.Match[bytes]", is_whole: bool) -> int | None:
    """Where a mark ends, with all that is not looked into; None if that was not read yet.

    What another of its kind begins in was never closed, and is looked into.
    """
    closer = _CLOSERS.get(found[0])
    if closer is None:
        return found.end()
    again = held.find(found[0], found.end())
    closed = held.find(closer, found.end(), None if again < 0 else again)
    if closed >= 0:
        return closed + len(closer)
    return found.end() if again >= 0 or is_whole else None


def _declared(root: str) -> str:
    """The namespaces that a root's tag declares, and the usual ones that it forgot, as attributes.

    Prefixes mean what the root says; where it is silent, what they mean everywhere.
    """
    declared = dict(_NAMESPACE.findall(root))
    usual = {prefix: f'"{namespace}"' for prefix, namespace in _NAMESPACES.items()}
    default = _DEFAULT_NAMESPACE.search(root)
    every = [f"xmlns:{prefix}={quoted}" for prefix, quoted in (usual | declared).items()]
    return " ".join(([f"xmlns={default[1]}"] if default else []) + every)


def _root(head: str) -> Any:
    """The root of a document that breaks off: the parser closes what is open."""
    from lxml.etree import XMLSyntaxError, fromstring

    try:
        root = fromstring(_mended(head).encode(), _parser(recover=True))
    except XMLSyntaxError:
        root = None
    if root is None:
        raise Unreadable(_NO_ROOT)
    return root


def _element(piece: bytes, namespaces: str) -> Any:
    from lxml.etree import XMLSyntaxError, fromstring

    try:
        wrapped = f"<kashshaf {namespaces}>{_mended(text_of(piece))}</kashshaf>"
        return fromstring(wrapped.encode(), _parser())[0]
    except XMLSyntaxError as error:
        return Unreadable(f"is no correct XML ({error.msg})")
    except Unreadable as error:
        return error


def _parser(**options: Any) -> Any:
    from lxml.etree import XMLParser

    return XMLParser(
        encoding="utf-8",
        collect_ids=False,  # one that comes twice is a slip, and no fault of form
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        **options,
    )


def _mended(xml: str) -> str:
    """The same with HTML's entities and loose ampersands, which feeds are full of, as XML has them.

    Control characters are none in XML, and are left out.
    """
    parts: list[str] = []
    at = 0
    while (start := xml.find("<![CDATA[", at)) >= 0 and (end := xml.find("]]>", start)) >= 0:
        parts += _REFERENCE.sub(_as_xml, xml[at:start]), xml[start:end]
        at = end
    parts.append(_REFERENCE.sub(_as_xml, xml[at:]))
    return _NO_CHARACTER.sub("", "".join(parts))


def _as_xml(reference: "re.Match[str]") -> str:
    if reference[1] in _OF_XML:
        return reference[0]
    return html.escape(html.unescape(reference[0]) if reference[1] else "&")
