"""VK: walls as its API gives them to collectors (`wall.get`), with who wrote what.

A wall belongs to a group where its number is negative, else to a person. A post that
repeats others has them in `copy_history`, the nearest first.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ...items import Rejection
from ..base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from .exports import a_text, at, dicts, hashtags, names_in, objects, post, rest

_POST = frozenset({"owner_id", "from_id", "date", "text", "id"})
_USED = ("id", "text", "date", "copy_history", "attachments")


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    for found in objects(document, knowledge):
        if isinstance(found, Rejection):
            yield found
            continue
        answer = found.fields.get("response", found.fields)
        listed = at(answer, "items")
        entries = enumerate(dicts(listed), 1) if listed else [(found.origin.position, answer)]
        names = _names(answer) if isinstance(answer, dict) else {}
        for position, entry in entries:
            if not (isinstance(entry, dict) and "text" in entry):
                raise Unreadable("has no posts of VK")
            if fields := _fields(entry, names):
                yield post(document, knowledge, fields, position)


def _recognises(start: str, _: Knowledge) -> bool:
    return names_in(start) >= _POST


VK = Reader(
    name="vk",
    description="VK: posts of walls as its API gives them",
    arabic="فكونتاكتي: منشورات الصفحات كما تعطيها واجهته البرمجية",
    among=(".json", ".jsonl", ".ndjson"),
    recognises=_recognises,
    read=_read,
)


def _names(answer: Mapping[str, Any]) -> dict[str, str]:
    """What people and groups are called, by their numbers; those of groups are negative."""
    groups = {f"-{one.get('id')}": a_text(one.get("name")) for one in dicts(answer.get("groups"))}
    people = {
        str(
            one.get("id")
        ): f"{a_text(one.get('first_name'))} {a_text(one.get('last_name'))}".strip()
        for one in dicts(answer.get("profiles"))
    }
    return groups | people


def _fields(entry: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """What a post says, then what it repeats; nothing if it is a picture without a word."""
    repeated = [a_text(one.get("text")) for one in dicts(entry.get("copy_history"))]
    text = "\n".join(filter(None, [a_text(entry.get("text")), *repeated]))
    if not text:
        return {}
    owner, number = entry.get("owner_id"), entry.get("id")
    wall, author = names.get(str(owner)), names.get(str(entry.get("from_id")))
    return {
        "id": f"vk:{owner}_{number}",
        "text": text,
        "source": wall,
        "published": entry.get("date"),
        "platform": "vk",
        "author": None if author == wall else author,
        "url": f"https://vk.com/wall{owner}_{number}",
        "tags": hashtags(text),
        "kind": "repost" if repeated else "post",
        **rest(entry, *_USED),
    }
