"""The file of lists that readers take away and bring back; their browsers write the same.

It is JSON: `{"lists": [{"name": …, "note": …, "records": [{"id": …, "title": …, "note": …}]}]}`.
"""

import json
from collections.abc import Iterable
from typing import Any

from ..errors import CollectionError
from .bounds import within
from .values import Entry, Gathered


def write_lists(lists: Iterable[Gathered]) -> str:
    """Some lists as the text of a file."""
    written = [
        {
            "name": one.name,
            "note": one.note,
            "records": [
                {"id": entry.id, "title": entry.title, "note": entry.note} for entry in one.entries
            ],
        }
        for one in lists
    ]
    return json.dumps({"lists": written}, ensure_ascii=False, indent=2)


def read_lists(content: bytes) -> list[Gathered]:
    """The lists in a file; raise `CollectionError` for what is none, and `BoundReached`."""
    within("file", len(content))
    try:
        found: Any = json.loads(content)
        lists = [_list(one) for one in found["lists"]]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise CollectionError(
            "this is no file of lists: give one that was saved on the page of lists"
        ) from error
    if not lists:
        raise CollectionError("there is no list in this file: give one that has some")
    return lists


def _list(stated: Any) -> Gathered:
    return Gathered(
        _text(stated["name"]), _text(stated.get("note")), [_entry(one) for one in stated["records"]]
    )


def _entry(stated: Any) -> Entry:
    return Entry(_text(stated["id"]), _text(stated.get("title")), _text(stated.get("note")))


def _text(stated: Any) -> str:
    if stated is None:
        return ""
    if not isinstance(stated, str):
        raise TypeError("a text is wanted")
    return stated.encode("utf-8", "replace").decode("utf-8")
