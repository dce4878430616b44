r"""BibTeX and BibLaTeX: references as Zotero, JabRef and catalogues write them.

Read here and not by a library: bibtexparser 2.1 undoes LaTeX's escapes by pylatexenc,
which takes minutes for an abstract of a megabyte, and loses `\textbraceleft{}`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from .base import (
    ITEM_LIMIT,
    OBJECT_LIMIT,
    Knowledge,
    Outcome,
    Reader,
    SourceFile,
    Unreadable,
    too_long,
)
from .encoding import check_sound, loose_text
from .reference import doi_of, keywords, turned, with_attachments, with_files, work
from .tracing import show

_ENTRY = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]+)\s*[{(]", re.M)
_WORK = re.compile(r"^[ \t]*@[A-Za-z]+\s*[{(][^,{}()=]{0,200},\s*[\w-]+\s*=", re.M)
_LOOKED_AT = 2**16
"""Characters of the beginning in which the first work stands."""

_KEY = re.compile(r"\s*([^,\s{}\"]*)\s*")
_FIELD = re.compile(r"[\s,]*([A-Za-z_][\w:.+/-]*)\s*=")
_BARE = re.compile(r"[^\s,#{}()\"]+")
_JOINT = re.compile(r"\s*#\s*")
_SPACES = re.compile(r"\s*")
_BRACES = re.compile(r"[{}]")
_BRACES_OR_QUOTE = re.compile(r'[{}"]')
_AND = re.compile(r"[{}]| and ")

_SEMICOLON = re.compile(r"(?<!\\);")
_COLON = re.compile(r"(?<!\\):")
_ESCAPED = re.compile(r"\\([:;_&%$#{}\\])")

_LONGEST_NAME = 1_000
"""Characters that a name may stand for, as those of journals do."""

_NO_WORKS = frozenset(("comment", "preamble", "string"))
_SOURCES = ("journaltitle", "journal", "booktitle", "publisher", "institution", "organization")
_TAKEN_NAMES = "title abstract date year month day author url doi keywords langid language"
_TAKEN = frozenset(_TAKEN_NAMES.split())
_AS_IT_IS = frozenset(("url", "doi", "file", "eprint"))

_SIGNS: Mapping[str, str] = {
    **{"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}"},
    **{"textasciitilde": "~", "textasciicircum": "^", "textquotesingle": "'"},
    **{"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø"},
    **{"l": "ł", "L": "Ł", "i": "i", "j": "j", "aa": "å", "AA": "Å", "ldots": "…", "dots": "…"},
}
_ACCENTS: Mapping[str, str] = {
    **{'"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304"},
    **{".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323"},
    **{"b": "\u0331", "r": "\u030a", "k": "\u0328"},
}
_LATEX = re.compile(
    r"""
      \\(?P<sign>[&%$\#_{}])
    | \\(?P<accent>["'`^~=.]|[uvHcdbrk](?=\s*\{|\s+[A-Za-z]))\s*
      (?:\{\\?(?P<in>[A-Za-z]?)\}|\\?(?P<on>[A-Za-z]))
    | \\(?P<name>[A-Za-z]+)(?:\{\}|\s+(?=[^\s{])|(?=\{)|(?![A-Za-z]))
    | (?P<brace>[{}])
    | (?P<tilde>~)
    | (?P<dashes>---?)
    """,
    re.X,
)


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item an entry; positions count the works from 1. A broken entry costs no other."""
    text, failure = loose_text(document.chunks, "a bibliography", OBJECT_LIMIT)
    starts = list(_ENTRY.finditer(text))
    macros: dict[str, str] = {}
    position = 0
    for start, following in zip(starts, [*starts[1:], None], strict=False):
        kind = start[1].lower()
        inside = text[start.end() : following.start() if following else len(text)]
        if kind == "string":
            defined = _values(inside, 0, macros, ignore=True)
            macros |= {name: value[:_LONGEST_NAME] for name, value in defined}
        if kind in _NO_WORKS:
            continue
        position += 1
        key = _KEY.match(inside)
        name = key[1].encode(errors="replace").decode() if key else ""
        try:
            check_sound(inside)
            values = dict(reversed(list(_values(inside, key.end() if key else 0, macros))))
            fields = _fields(kind, name, values)
            attached = _attached(values.get("file", ""))
            whole = with_attachments(fields, attached, document, knowledge)
            yield document.item(with_files(whole, attached), position)
        except Unreadable as error:
            yield document.rejection(f"the entry “{name}” {error}", position)
    if failure:
        raise failure


def _begins_as_bibtex(start: str, _: Knowledge) -> bool:
    return start.lstrip()[:1] in ("%", "@") and bool(_WORK.search(start, 0, _LOOKED_AT))


BIBTEX = Reader(
    name="bibtex",
    description="References in BibTeX and BibLaTeX",
    arabic="مراجع بصيغة BibTeX",
    suffixes=(".bib",),
    among=(".txt", ".text"),
    leads=(".bib",),
    recognises=_begins_as_bibtex,
    read=_read,
)


def _values(
    inside: str, at: int, macros: Mapping[str, str], *, ignore: bool = False
) -> Iterator[tuple[str, str]]:
    """The fields of an entry, names in small letters; raise `Unreadable` where it is broken."""
    try:
        while field := _FIELD.match(inside, at):
            value, at = _value(inside, field.end(), macros)
            yield field[1].lower(), value
        if not inside[at:].lstrip(" \t\r\n,").startswith(("}", ")")):
            raise Unreadable("is not closed, or has something between its fields")
    except Unreadable:
        if not ignore:
            raise


def _value(inside: str, at: int, macros: Mapping[str, str]) -> tuple[str, int]:
    """A value, joined of its parts, and where it ends."""
    parts: list[str] = []
    size = 0
    while True:
        at = _end_of(_SPACES, inside, at)
        if inside.startswith("{", at):
            end = _closing(_BRACES, inside, at + 1)
            parts.append(inside[at + 1 : end])
        elif inside.startswith('"', at):
            end = _closing(_BRACES_OR_QUOTE, inside, at + 1)
            parts.append(inside[at + 1 : end])
        elif bare := _BARE.match(inside, at):
            parts.append(macros.get(bare[0].lower(), bare[0]))
            end = bare.end() - 1
        else:
            raise Unreadable("has a field without a value")
        size += len(parts[-1])
        if size > ITEM_LIMIT:  # as names that stand for names twice can make it
            raise Unreadable(too_long("a value of it"))
        joint = _JOINT.match(inside, end + 1)
        if joint is None:
            return "".join(parts).strip(), end + 1
        at = joint.end()


def _end_of(pattern: "re.Pattern[str]", text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _closing(signs: "re.Pattern[str]", inside: str, at: int) -> int:
    """Where a brace or a quote closes that was opened before `at`; braces within count."""
    depth = 0
    for sign in signs.finditer(inside, at):
        if sign[0] == "{":
            depth += 1
        elif depth == 0:
            return sign.start()
        elif sign[0] == "}":
            depth -= 1
    raise Unreadable("has a value that is not closed")


def _fields(kind: str, key: str, values: Mapping[str, str]) -> dict[str, Any]:
    plain = {
        name: _address(value) if name in _AS_IT_IS else _plain(value)
        for name, value in values.items()
    }
    show("column", lambda: {**plain, "entry key": key, "entry type": kind})
    source = next((name for name in _SOURCES if plain.get(name)), "")
    date = plain.get("date") or " ".join(
        filter(None, (plain.get("day"), plain.get("month"), plain.get("year")))
    )
    fields = {
        "title": " ".join(plain.get("title", "").split()),
        "text": plain.get("abstract"),
        "source": plain.get(source),
        "published": date,
        "author": _people(values.get("author", "")),
        "url": plain.get("url"),
        "language": plain.get("langid") or plain.get("language"),
        "tags": keywords(plain.get("keywords", "")),
        "type": kind,
        **{name: value for name, value in plain.items() if name not in (*_TAKEN, source)},
    }
    return work(fields, key=key, doi=doi_of(plain.get("doi", "")))


def _people(stated: str) -> list[str]:
    """The names between «and»; one in braces of its own stays as it is."""
    names, depth, start = [], 0, 0
    stated = " ".join(stated.split())
    for sign in _AND.finditer(stated):
        if sign[0] in "{}":
            depth += 1 if sign[0] == "{" else -1
        elif depth <= 0:
            names.append(stated[start : sign.start()])
            start = sign.end()
    whole = [name.strip() for name in (*names, stated[start:])]
    people = [_plain(name) if name.startswith("{") else turned(_plain(name)) for name in whole]
    return [" ".join(name.split()) for name in people if name and name != "others"]


def _attached(stated: str) -> list[str]:
    """The files that are named: alone, or between a description and a type, with `;` between."""
    files = [_COLON.split(file) for file in _SEMICOLON.split(stated)]
    names = [parts[1] if len(parts) == 3 else ":".join(parts) for parts in files]
    return [_ESCAPED.sub(r"\1", name).strip() for name in names]


def _address(value: str) -> str:
    return re.sub(r"\\([&%$#_~])", r"\1", value.removeprefix(r"\url")).strip("{}")


def _plain(value: str) -> str:
    """The text without LaTeX's escapes, accents and braces; other commands stay as they are."""
    return (
        unicodedata.normalize("NFC", _LATEX.sub(_shown, value)) if _LATEX.search(value) else value
    )


def _shown(found: "re.Match[str]") -> str:
    if found["sign"]:
        return found["sign"]
    if accent := found["accent"]:
        return f"{found['in'] or found['on'] or ''}{_ACCENTS[accent]}"
    if name := found["name"]:
        is_of_text = found.string[found.end() : found.end() + 1] == "{"  # as \emph{…} is
        return _SIGNS.get(name, "" if is_of_text else found[0])
    if found["brace"]:
        return ""
    return " " if found["tilde"] else {"--": "–", "---": "—"}[found["dashes"]]
