"""What bibliographies have in common: works as they state them, with what is attached to them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from ..errors import InputError
from ..inner_path import inner_path
from ..items import Item, Rejection
from ..media import Media, with_media
from .base import ITEM_LIMIT, Knowledge, SourceFile, Unreadable, too_long
from .tracing import came, unheard

MOST_ATTACHMENTS = 20
"""Files that are read for one work."""

_BETWEEN_KEYWORDS = re.compile(r"[,;،؛\n]")


def work(fields: Mapping[str, Any], *, key: str, doi: str) -> dict[str, Any]:
    """A work's fields, with what it is known by and where it is.

    Its key is known only in the bibliography that has it, so it comes last.
    """
    address = fields.get("url") or (f"https://doi.org/{doi}" if doi else "")
    known = {**fields, "id": (f"doi:{doi}" if doi else "") or address or key, "url": address}
    return {name: value for name, value in known.items() if value}


def doi_of(stated: str) -> str:
    """A DOI without what may stand before it."""
    return re.sub(
        r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", stated.strip(), flags=re.I
    ).lower()


def turned(name: str) -> str:
    """A name as it is spoken, of one that stands with the surname first: حسن، ليلى."""
    last, comma, first = name.replace("،", ",").partition(",")
    turned_name = f"{first.strip()} {last.strip()}".strip()
    return name if not comma or "," in first else turned_name


def keywords(stated: str) -> list[str]:
    """The keywords of a list that is written as one text."""
    parts = map(str.strip, _BETWEEN_KEYWORDS.split(stated))
    return list(dict.fromkeys(filter(None, parts)))


def with_attachments(
    stated: Mapping[str, Any], names: Iterable[str], document: SourceFile, knowledge: Knowledge
) -> dict[str, Any]:
    """A work with the text of the files beside the document that are attached to it.

    What the work states of itself goes before what they say, and its own text becomes its
    `abstract`. `attachments` has the names of the files that were read; of those that were
    not, `attachments_unread` has names and reasons. Addresses are none of them.
    """
    files = _Attached()
    names = [name for name in dict.fromkeys(names) if not _IS_ADDRESS.match(name)]
    for name in names[:MOST_ATTACHMENTS]:
        try:
            files.read(name, document, knowledge)
        except Unreadable as error:
            files.unread.append(str(error))
    files.unread += [f"“{name}” is one of too many to be read" for name in names[MOST_ATTACHMENTS:]]
    text = "\n\n".join(_apart(files.texts))
    for filled in [name for name in files.fields if not stated.get(name)]:
        came(filled, "attachment", files.names[0])
    if text:
        came("text", "attachment", ", ".join(files.names))
    known = {**files.fields, **{name: value for name, value in stated.items() if value}}
    if text and known.get("text"):
        known["abstract"] = known["text"]
    return {
        **known,
        **({"text": text} if text else {}),
        **({"attachments": files.names} if files.names else {}),
        **({"attachments_unread": files.unread} if files.unread else {}),
    }


def with_files(fields: Mapping[str, Any], names: Iterable[str]) -> Mapping[str, Any]:
    """The same with the files themselves, those too in which there is no text, as media."""
    return with_media(fields, (Media(_kept(name)) for name in names if not _IS_ADDRESS.match(name)))


def _kept(name: str) -> str:
    """The name of a file as the export has it, or as Zotero keeps it in the folder of its data."""
    plain = name.replace("\\", "/")
    if of_zotero := _IN_ZOTERO.search(plain):
        return of_zotero[0].lstrip("/")
    try:
        return str(inner_path(plain))
    except InputError:  # it lies elsewhere on the computer of whoever exported it
        return ""


@dataclass(slots=True)
class _Attached:
    """What the files of a work have given so far: texts, and other fields."""

    names: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def read(self, name: str, document: SourceFile, knowledge: Knowledge) -> None:
        """Take what is in a file; raise `Unreadable` where that is nothing."""
        path, outcomes = _beside(name, document, knowledge)
        folder, _, _ = path.rpartition("/")
        if _OF_ONE_FILE.search(folder):
            document.beside.keep(folder)
        items = [one for one in outcomes if isinstance(one, Item) and one.fields.get("text")]
        self.unread += [f"“{path}” {one.reason}" for one in outcomes if not isinstance(one, Item)]
        text = "\n\n".join(_text(item, is_titled=len(items) > 1) for item in items)
        if sum(map(len, (*self.texts, text))) > ITEM_LIMIT:
            raise Unreadable(too_long(f"“{path}” with what else is attached"))
        if text:
            self.names.append(path)
            self.texts.append(text)
            said = {name: items[0].fields[name] for name in _FILLED if items[0].fields.get(name)}
            self.fields = {**said, **self.fields}
        elif len(outcomes) == len(items):
            self.unread.append(f"“{path}” has no text")


_FILLED = ("title", "source", "published", "author", "url", "language", "tags")
_IS_ADDRESS = re.compile(r"(?:https?|ftp)://|doi:|\s*$", re.I)
_OF_ONE_FILE = re.compile(r"(?:^|/)\d+$")
"""Zotero gives each attachment a folder of its own, with all that a saved page had with it."""

_IN_ZOTERO = re.compile(r"/storage/[A-Z0-9]{8}/[^/]+$")

_SAME = 0.7
"""Of an attachment's words, how many another has that says the same, as a page and its PDF do."""


def _beside(
    name: str, document: SourceFile, knowledge: Knowledge
) -> tuple[str, list[Item | Rejection]]:
    """What a file beside holds, and the name under which it is there.

    That may be another than is stated, as systems and unpackers change names: with `%20` for a
    blank, with the hamza of أ as a letter of its own or not.
    """
    plain = name.replace("\\", "/")
    written = (name, plain, unquote(plain))
    forms = (unicodedata.normalize(form, one) for form in ("NFC", "NFD") for one in written)
    failures = []
    for path in dict.fromkeys((*written, *forms)):
        try:
            with unheard():
                return path, list(knowledge.read_beside(document, path))
        except Unreadable as error:
            failures.append(error)
    raise failures[0]


def _text(item: Item, *, is_titled: bool) -> str:
    """What an item of a file says, under its title where a book has many chapters."""
    title, text = str(item.fields.get("title") or ""), str(item.fields["text"])
    alone = text.removeprefix(title).lstrip() if text.startswith(f"{title}\n") else text
    return f"{title}\n{alone}".strip() if is_titled else alone


def _apart(texts: Sequence[str]) -> list[str]:
    """The texts without those that another one has in it, for the most part."""
    words = [frozenset(text.split()) for text in texts]

    def is_said(place: int) -> bool:
        rank = len(words[place]), -place
        return any(
            rank < (len(other), -by) and len(words[place] & other) >= _SAME * len(words[place])
            for by, other in enumerate(words)
            if by != place
        )

    return [text for place, text in enumerate(texts) if not is_said(place)]
