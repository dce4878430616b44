"""The media of a record: the pictures and other files that it names, and that stand elsewhere.

A record lists them in `extra`, as a file or a program states them or its reader finds them:

    "media": [{"file": "photos/photo_1.jpg", "caption": "المرفأ عند الفجر"}]

A name is as the export has it, relative to the folder of the file in which the record came. Where
that folder stands now is for `media_files.py` to find.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .items import Arranged

MEDIA: Final = "media"
"""The column of `extra` that lists them."""

MOST_MEDIA: Final = 100
"""Files of one record that count; an album of Telegram has ten, one of Facebook eighty."""

_OF_META: Final = "uri"
"""What Instagram calls the name of a file in its lists of media, which are kept as they came."""

_LONGEST_NAME: Final = 1_000
_ADDRESS: Final = ("http://", "https://", "data:", "//")


@dataclass(frozen=True, slots=True)
class Media:
    """A file that a record names, and what its publisher wrote under it or said that it shows."""

    file: str
    caption: str = ""


def media_of(extra: Mapping[str, Any]) -> list[Media]:
    """The files that the `extra` of a record lists, each once, at most `MOST_MEDIA`.

    A list may have names alone. What else stands under this name in a stranger's file is none.
    """
    stated = extra.get(MEDIA)
    found: dict[str, Media] = {}
    for one in stated if isinstance(stated, list) else ():
        media = _media(one)
        if media and len(found) < MOST_MEDIA:
            found.setdefault(media.file, media)
    return list(found.values())


def with_media(fields: Mapping[str, Any], files: Iterable[Media]) -> Mapping[str, Any]:
    """The fields of an item with the files that its export has beside it, each once.

    What the export itself calls so stays, and a caption that the text has is not told twice. An
    id that is made of the item's content is what it is without them, so that a record which was
    kept before its files counted is the same record.
    """
    once: dict[str, Media] = {}
    for one in files:
        if one.file and len(once) < MOST_MEDIA:
            once.setdefault(one.file, one)
    if not once or MEDIA in fields:
        return fields
    text = str(fields.get("text"))
    listed = [
        {"file": one.file, **({"caption": one.caption} if one.caption not in text else {})}
        for one in once.values()
    ]
    whole = Arranged({**fields, MEDIA: listed})
    whole.earlier = (isinstance(fields, Arranged) and fields.earlier) or (dict(fields),)
    return whole


def _media(stated: Any) -> Media | None:
    name = stated
    if isinstance(stated, Mapping):
        name = stated.get("file") or stated.get(_OF_META)
    if not isinstance(name, str) or not name.strip() or len(name) > _LONGEST_NAME:
        return None
    if name.lower().startswith(_ADDRESS):
        return None
    caption = stated.get("caption") if isinstance(stated, Mapping) else ""
    return Media(name, " ".join(caption.split()) if isinstance(caption, str) else "")
