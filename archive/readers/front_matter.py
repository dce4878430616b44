"""Markdown with front matter: fields between two lines of dashes, then the text.

Notes and sites of plain files (Obsidian, Jekyll, Hugo) keep texts so. What
stands there is YAML for the most part, of which this is read: keys, values in
quotes or bare, lists in brackets or on lines of their own, and blocks of text.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import PurePosixPath
from textwrap import dedent
from typing import Any

from .base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from .encoding import whole_text
from .tracing import came, show

_BEGINNING = re.compile(
    r"\s*(?:---[ \t]*\n(?:[ \t]*(?:#.*)?\n)*(?![ \t-])[^:\n]+:(?:[ \t]|$).*?^---[ \t]*$"
    r"|\+\+\+[ \t]*\n(?:[ \t]*(?:#.*)?\n)*[^=\n]+=.*?^\+\+\+[ \t]*$)\n?",
    re.S | re.M,
)
_KEY = re.compile(r"(?P<key>[^\s#\[\]{}-](?:[^:]*[^\s:])?)\s*+:(?:[ \t]+(?P<value>.*))?")
_ENTRY = re.compile(r"\s*-(?:\s+(?P<value>.*))?")
_QUOTED = r""" "(?:[^"\\]|\\.)*+" | '(?:[^']|'')*+' """.replace(" ", "")
_SCALAR = re.compile(
    rf"\s*+({_QUOTED})(?:\s++#.*)?\s*+|\s*+((?:\S++|\s++(?!#|\Z))*+)(?:\s++#.*)?\s*+", re.S
)
_OF_LIST = re.compile(rf"\s*+({_QUOTED}|[^,،]++)\s*+[,،]?")
_BLOCK = re.compile(r"[|>][+-]?\d?\s*(?:#.*)?")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_ADDRESS = re.compile(r"https?://\S+", re.I)
_HEADING = re.compile(r"#\s+(.+?)[ \t#]*")
_ESCAPE = re.compile(r"\\(.)")
_MOST_DOTS = 2_000
"""In TOML, where a key may have parts; the parser holds each beginning of it."""

_NOTHING = frozenset(("", "~", "null"))


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """The one item: the keys as its columns, and what follows as its text."""
    text = whole_text(document.chunks, "a text").replace("\r\n", "\n")
    head = _BEGINNING.match(text)
    if head is None:
        raise Unreadable("has no front matter: no field between two lines of --- at its beginning")
    lines = head[0].strip().split("\n")
    stated = _toml(lines[1:-1]) if lines[0].startswith("+") else _yaml(lines[1:-1])
    show("column", stated)
    fields = knowledge.columns.arrange(stated)
    source = fields.get("source")
    if "url" not in fields and isinstance(source, str) and _ADDRESS.fullmatch(source):
        fields["url"] = fields.pop("source")  # as clippers write where a page was
    body = text[head.end() :].strip()
    if not fields.get("title"):
        fields["title"], headless = _headed(body, PurePosixPath(document.file).stem)
        came("title", "file-name" if headless == body else "line", 1 + head[0].count("\n"))
        body = headless
    came("text", "other-lines")
    yield document.item({**fields, "text": body})


def _begins_with_front_matter(start: str, _: Knowledge) -> bool:
    return _BEGINNING.match(start.replace("\r\n", "\n")) is not None


MARKDOWN = Reader(
    name="markdown",
    description="Markdown with front matter: fields, then a text, a file each",
    arabic="ماركداون ذو ترويسة: حقول ثم نص، كل ملف مادة",
    among=(".md", ".markdown", ".txt", ".text"),
    recognises=_begins_with_front_matter,
    read=_read,
)


def _headed(body: str, otherwise: str) -> tuple[str, str]:
    """The title and the text without it: a heading in its first line, or else what is given."""
    first, _, rest = body.partition("\n")
    heading = _HEADING.fullmatch(first)
    return (heading[1], rest.strip()) if heading else (otherwise, body)


def _toml(lines: list[str]) -> dict[str, Any]:
    text = "\n".join(lines)
    if text.count(".") > _MOST_DOTS:
        raise Unreadable(f"has front matter in TOML of over {_MOST_DOTS:,} dots")
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Unreadable(f"has front matter that is no correct TOML: {error}") from error


def _yaml(lines: list[str]) -> dict[str, Any]:
    """The keys with their values: texts or lists of texts; what is nested stays as it is."""
    stated: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        if found := _KEY.fullmatch(line):
            key = _bare(found["key"]) or ""
            stated[key] = [found["value"] or ""]
        elif key:
            stated[key].append(line)
    return {key: _value(first, rest) for key, (first, *rest) in stated.items()}


def _value(first: str, rest: list[str]) -> Any:
    following = [line for line in rest if line.strip() and not line.lstrip().startswith("# ")]
    entries = [entry for entry in map(_ENTRY.fullmatch, following) if entry]
    if _BLOCK.fullmatch(first):
        joint = "\n" if first.startswith("|") else " "
        return joint.join(map(str.strip, rest)).strip()
    if first.startswith("["):
        inside = " ".join((first, *following)).strip().removeprefix("[").rpartition("]")[0]
        return _texts(_OF_LIST.findall(inside))
    if not first and entries and len(entries) == len(following):
        return _texts([entry["value"] or "" for entry in entries])
    if not first:
        return dedent("\n".join(following)) or None
    return _bare(" ".join((first, *map(str.strip, following))))


def _texts(values: list[str]) -> list[str]:
    return [text for value in values if (text := _bare(value)) is not None]


def _bare(value: str) -> str | None:
    """A value without its quotes and comment; a link between notes is the name that it shows."""
    found = _SCALAR.fullmatch(value)
    text = (found[1] or found[2] or "").strip() if found else value.strip()
    if text in _NOTHING:
        return None
    if text[0] == text[-1] == '"' and len(text) > 1:
        text = _ESCAPE.sub(r"\1", text[1:-1])
    elif text[0] == text[-1] == "'" and len(text) > 1:
        text = text[1:-1].replace("''", "'")
    return _WIKI_LINK.sub(r"\1", text)
