"""diaspora*: an account's export, an object of entities as its federation has them.

Posts that are limited to some readers are private, and only read when the reader is named.
Comments are for whoever reads the post, which the export does not say.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ...items import Rejection
from ..base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from .exports import (
    a_text,
    an_object,
    at,
    dicts,
    hashtags,
    is_private,
    names_in,
    objects,
    post,
    rest,
)

_ACCOUNT = frozenset({"user", "username"})
_IN_ACCOUNTS = frozenset({"contact_groups", "aspects", "entity_type", "diaspora_handle"})
_USED = ("guid", "text", "created_at", "author", "diaspora_handle", "public")


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    for found in objects(document, knowledge):
        if isinstance(found, Rejection):
            yield found
        elif not isinstance(found.fields.get("user"), dict):
            raise Unreadable("is no export of an account of diaspora*")
        else:
            yield from _of_account(document, knowledge, found.fields["user"])


def _recognises(start: str, _: Knowledge) -> bool:
    names = names_in(start)
    return names >= _ACCOUNT and bool(names & _IN_ACCOUNTS)


DIASPORA = Reader(
    name="diaspora",
    description="diaspora*: an account's export, its posts and comments",
    arabic="دياسبورا: تصدير حساب بمنشوراته وتعليقاته",
    among=(".json",),
    recognises=_recognises,
    read=_read,
)


def _of_account(
    document: SourceFile, knowledge: Knowledge, user: Mapping[str, Any]
) -> Iterator[Outcome]:
    private = 0
    told = [("post", one) for one in dicts(user.get("posts"))]
    told += [
        ("comment", one) for one in (*dicts(user.get("relayables")), *dicts(user.get("comments")))
    ]
    for position, (kind, one) in enumerate(told, 1):
        entity = an_object(one.get("entity_data")) or one
        if entity.get("public") is False and not knowledge.is_named:
            private += 1
        elif text := a_text(entity.get("text")):
            yield post(document, knowledge, _fields(kind, entity, text), position)
    if private:
        what = f"has posts that are limited to some readers ({private})"
        yield document.rejection(is_private(what, DIASPORA.name))


def _fields(kind: str, entity: Mapping[str, Any], text: str) -> dict[str, Any]:
    guid = a_text(entity.get("guid"))
    author = a_text(entity.get("author") or entity.get("diaspora_handle"))
    pod = author.partition("@")[2]
    return {
        "id": f"diaspora:{guid}" if guid else None,
        "text": text,
        "published": entity.get("created_at"),
        "platform": "diaspora",
        "author": author,
        "url": f"https://{pod}/posts/{guid}" if kind == "post" and pod and guid else None,
        "tags": hashtags(text),
        "kind": kind,
        "place": at(entity, "location", "address"),
        **rest(entity, *_USED),
    }
