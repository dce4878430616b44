"""Mastodon and its kin (ActivityPub): the `outbox.json` of an account's download.

An activity that creates a note has it as an object; one that boosts has only its
address, and no text. A post that is addressed to nobody but its followers or those
whom it names is private, and only read when the reader is named.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ...items import Rejection
from ...media import Media
from ..base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from ..html_text import html_text
from .exports import a_text, at, dicts, is_private, names_in, objects, post, rest

_OUTBOX = frozenset({"orderedItems", "object"})
_ACTIVITIES = frozenset({"actor", "object", "attributedTo", "published"})
_OF_DOWNLOADS = frozenset({"@context", "orderedItems"}), frozenset({"inbox", "outbox"})
"""In the other files of an account's download: lists of what it liked, and who it is."""

_PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_TEXTS = frozenset({"Note", "Article", "Question", "Page", "Video", "Event"})

_ATTACHMENTS = "media_attachments/"
"""The folder of files in a download; what stands before it in an address is the server's."""

_USED = ("id", "type", "content", "contentMap", "name", "published", "url", "attributedTo", "tag")
_LEFT = ("replies", "likes", "shares", "signature", "context", "conversation", "@context")


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    private = 0
    for found in objects(document, knowledge):
        if isinstance(found, Rejection):
            yield found
            continue
        for place, note in _notes(found.fields, found.origin.position):
            if not (knowledge.is_named or _is_public(note)):
                private += 1
            elif fields := _fields(note):
                yield post(document, knowledge, fields, place, _media(note))
    if private:
        what = f"has posts for followers or for named people alone ({private})"
        yield document.rejection(is_private(what, MASTODON.name))


def _recognises(start: str, _: Knowledge) -> bool:
    names = names_in(start)
    return any(names >= shape for shape in (_OUTBOX, _ACTIVITIES, *_OF_DOWNLOADS))


MASTODON = Reader(
    name="mastodon",
    description="Posts of Mastodon and other sites of ActivityPub: outbox.json",
    arabic="منشورات ماستودون وغيره من مواقع ActivityPub: ملف outbox.json",
    among=(".json", ".jsonl", ".ndjson"),
    recognises=_recognises,
    read=_read,
)


def _notes(
    found: Mapping[str, Any], position: int | None
) -> Iterator[tuple[int | None, dict[str, Any]]]:
    """The notes of an outbox with their places in it, or the one that an object is."""
    listed = found.get("orderedItems", found.get("items"))
    is_alone = a_text(found.get("type")) in {"Create", "Announce", *_TEXTS}
    if not (is_alone or dicts(listed)):
        raise Unreadable("is no outbox, but a file of Mastodon's that holds no posts")
    entries = enumerate(dicts(listed), 1) if listed is not None else [(position, dict(found))]
    for place, entry in entries:
        note = entry.get("object") if entry.get("type") == "Create" else entry
        if isinstance(note, dict) and a_text(note.get("type")) in _TEXTS:
            yield place, {"to": entry.get("to"), "cc": entry.get("cc")} | note


def _is_public(note: Mapping[str, Any]) -> bool:
    """Whether a note is for all; one that is addressed to nobody is no secret."""
    to = [note.get("to"), note.get("cc")]
    named = {a_text(one) for some in to for one in (some if isinstance(some, list) else [some])}
    return bool(named & _PUBLIC) or named == {""}


def _fields(note: Mapping[str, Any]) -> dict[str, Any]:
    """What a note says; nothing if it is a picture without a word."""
    text = html_text(a_text(note.get("content")))
    warning = a_text(note.get("summary"))
    tags = [
        a_text(tag.get("name")) for tag in dicts(note.get("tag")) if tag.get("type") == "Hashtag"
    ]
    languages = note.get("contentMap")
    if not (text or warning):
        return {}
    return {
        "id": note.get("id"),
        "title": note.get("name"),
        "text": "\n".join(filter(None, [warning, text])),
        "published": note.get("published"),
        "platform": "mastodon",
        "author": _account(a_text(note.get("attributedTo"))),
        "url": _address(note),
        "language": next(iter(languages), None) if isinstance(languages, dict) else None,
        "tags": [tag.lstrip("#") for tag in tags],
        "kind": "reply" if note.get("inReplyTo") else "post",
        **rest(note, *_USED, *_LEFT, "to", "cc", "summary"),
    }


def _media(note: Mapping[str, Any]) -> Iterator[Media]:
    """The files that the download has beside the outbox, with what its author says they show."""
    for one in dicts(note.get("attachment")):
        path = a_text(one.get("url"))
        if "://" not in path:  # else it is where the site has it
            _, kept, below = path.rpartition(_ATTACHMENTS)
            yield Media(f"{kept}{below}".lstrip("/"), a_text(one.get("name")))


def _account(actor: str) -> str:
    """`@layla@example.org` of `https://example.org/users/layla`."""
    host, _, name = actor.removeprefix("https://").partition("/")
    name = name.rpartition("/")[2].lstrip("@")
    return f"@{name}@{host}" if name else actor


def _address(note: Mapping[str, Any]) -> Any:
    url = note.get("url")
    return at(url, 0, "href") if isinstance(url, list) else url or note.get("id")
