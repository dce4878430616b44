"""Cataloguing: an item as a reader found it becomes a record with a place in the archive.

Whatever is read from a stated value (a date, a source, a platform) is kept
beside it in `extra` as it was written, unless that says the same.
"""

import datetime as dt
import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping, Set
from decimal import Decimal
from numbers import Integral, Real
from pathlib import Path
from typing import Any

from ..dates import PartialDate
from ..errors import InputError
from ..identity import Claim, claim
from ..items import Arranged, Item
from ..missing import is_missing
from ..record import LIST_JOINT, UNKNOWN, Provenance, Record
from ..unused_texts import advice
from .authorities import Authorities
from .characters import (
    clean_name,
    clean_text,
    clean_title,
    is_about_code,
    one_line,
    without_entities,
)
from .persons import persons
from .post_ids import day_of_post
from .press_dates import parse_date

_TEXTS = ("title", "text", "source", "author", "url", "language")
_NAMES = ("source", "author")
_KEPT_AS_WRITTEN = ("title", "source")
_LIST_JOINTS = {"text": "\n", "author": "، "}
"""What joins the parts of a field that a file may give as a list of texts."""

_BETWEEN_TAGS = re.compile(r"[،,;؛|\n]")
_ID_DIGITS = 16
"""Hexadecimal digits of a made id: 64 bits, so that two of a million items cannot well meet."""

_MOST_BITS = 4096
"""A longer integer cannot be written out: Python refuses at 4,300 digits."""

_MOMENT = re.compile(r"/Date\((\d{9,13})(?:[+-]\d{4})?\)/")
"""Milliseconds since 1970, as .NET has them in JSON."""

_EPOCH_SECONDS = range(10**8, 10**10)  # March 1973 to November 2286
_EPOCH_MILLISECONDS = range(10**11, 10**13)


def catalogue(item: Item, authorities: Authorities, taken_in: str) -> Record:
    """The record of an item; `taken_in` is when, UTC in ISO 8601.

    The id is the stated one; else, for a whole file, it comes from the file's
    absolute path, and for a part of one (or what came by a pipe) from its
    content, so that the same line twice is the same record. Which record of the
    archive that is, `claimed` has the means to say. Raises `InputError`
    for what cannot be kept: an item with neither title nor text, or an id that
    is no text or number.
    """
    fields = _stated(item.fields)
    id_ = _stated_id(fields) or next(_made_ids(fields, item))
    texts = _take_texts(fields)
    title, text = texts.get("title", ""), texts.get("text", "")
    if not (title or text):
        raise InputError(f"it has neither a title nor a text{advice(fields)}")
    url = texts.get("url")
    bylines = (texts.get("author"), fields.get("author_as_written"))
    byline = " | ".join(str(one) for one in bylines if one)
    mentions, agencies = authorities.named_in(text, byline, title)
    _drop_repeated(fields, mentions=mentions, agencies=agencies)
    platform = _platform(fields, url, authorities)
    source = _source(texts.get("source"), url, authorities, fields)
    return Record(
        id=id_,
        title=title,
        text=text,
        source=source,
        published=_published(fields) or day_of_post(platform, item.fields.get("id"), url),
        platform=platform,
        mentions=mentions,
        agencies=agencies,
        author=_author(texts.get("author"), source, platform, authorities, fields),
        url=url,
        language=texts.get("language"),
        tags=_tags(fields),
        extra=fields,
        provenance=Provenance(item.origin.file, item.origin.position, item.origin.reader, taken_in),
    )


def claimed(item: Item, authorities: Authorities, taken_in: str) -> Claim:
    """The record of an item as `catalogue` makes it, and what it is to be looked up by."""
    record = catalogue(item, authorities, taken_in)
    others: tuple[str, ...] = ()
    if isinstance(item.fields, Arranged) and len(item.fields.earlier) > 1:
        others = tuple(_made_ids({}, item))[1:]
    return claim(item, record, others)


# Each of the functions below takes its field out of `fields`, and may leave there
# what was written; what is left in the end is the record's `extra`.


def _stated_id(fields: dict[str, Any]) -> str | None:
    if "id" not in fields:
        return None
    stated = fields.pop("id")
    if isinstance(stated, bool) or not isinstance(stated, str | int | float):
        raise InputError(f"its id must be a text or a number, not {_as_json(stated)[:40]}")
    return _as_text(stated)


def _made_ids(fields: dict[str, Any], item: Item) -> Iterator[str]:
    """The id of an item that states none, then those under which it may be kept already."""
    origin = item.origin
    if origin.position is None and origin.file != "-":
        # From wherever it is named, the same file is the same record.
        yield _digest(str(Path(origin.file).resolve()))
        return
    earlier = item.fields.earlier if isinstance(item.fields, Arranged) else ()
    for one in map(_stated, earlier) if earlier else [fields]:
        yield _digest(_as_json(one))


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:_ID_DIGITS]


def _take_texts(fields: dict[str, Any]) -> dict[str, str]:
    """The fields that are text; a nested value cannot be one, and stays where it is."""
    taken = {}
    for name in _TEXTS:
        value = fields.get(name)
        joint = _LIST_JOINTS.get(name)
        if joint is not None and isinstance(value, list) and not any(map(_is_nested, value)):
            value = joint.join(_as_texts(value))
        if value is not None and not _is_nested(value):
            del fields[name]
            taken[name] = _as_text(value)
    cleaned = _cleaned(taken)
    for name in _KEPT_AS_WRITTEN:
        if stated := " ".join(taken.get(name, "").split()):
            _keep_as_written(fields, name, stated, cleaned[name])
    return {name: text for name, text in cleaned.items() if text}


def _cleaned(texts: Mapping[str, str]) -> dict[str, str]:
    """The same as its readers saw it, without what exports and keyboards leave there."""
    title, text = texts.get("title", ""), texts.get("text", "")
    resolved = str if is_about_code(title, text) else without_entities
    cleaned = {
        name: (clean_name if name in _NAMES else one_line)(value)
        for name, value in texts.items()
        if name not in ("title", "text")
    }
    return {"title": clean_title(resolved(title)), "text": clean_text(resolved(text))} | cleaned


def _drop_repeated(fields: dict[str, Any], **found: tuple[str, ...]) -> None:
    """Drop columns that say what the text itself gave: an export has them, a table as one text."""
    for name, values in found.items():
        if fields.get(name) in (list(values), LIST_JOINT.join(values)):
            del fields[name]


def _source(
    stated: str | None, url: str | None, authorities: Authorities, fields: dict[str, Any]
) -> str | None:
    if stated is None:
        return authorities.source_of_url(url) if url else None
    source = authorities.source(stated)
    _keep_as_written(fields, "source", stated, source)
    return source


def _author(
    stated: str | None,
    source: str | None,
    platform: str,
    authorities: Authorities,
    fields: dict[str, Any],
) -> str | None:
    """The persons who wrote; of a post it is whose account has it, be that an outlet."""
    if stated is None or platform not in (UNKNOWN, "web"):
        return stated
    author = persons(stated, source, authorities)
    _keep_as_written(fields, "author", stated, author)
    return author


def _published(fields: dict[str, Any]) -> PartialDate | None:
    if "published" not in fields:
        return None
    stated = fields.pop("published")
    date = _day_of_timestamp(stated)
    if date is None and not _is_nested(stated):
        date = parse_date(_as_text(stated))
    _keep_as_written(fields, "published", stated, None if date is None else str(date))
    return date


def _day_of_timestamp(stated: Any) -> PartialDate | None:
    """The day in UTC of a number that can only be seconds or milliseconds since 1970."""
    if isinstance(stated, str) and (moment := _MOMENT.fullmatch(stated)):
        stated = int(moment[1])
    if isinstance(stated, bool) or not isinstance(stated, int | float):
        return None
    if int(stated) in _EPOCH_MILLISECONDS:
        stated = stated / 1000
    elif int(stated) not in _EPOCH_SECONDS:
        return None
    day = dt.datetime.fromtimestamp(stated, dt.UTC)
    return PartialDate(day.year, day.month, day.day)


def _platform(fields: dict[str, Any], url: str | None, authorities: Authorities) -> str:
    stated = fields.get("platform")
    if isinstance(stated, str):
        platform = authorities.platform(stated)
        del fields["platform"]
        if platform is None:
            _keep_as_written(fields, "platform", stated, UNKNOWN)
        return platform or UNKNOWN
    if url is None:
        return UNKNOWN
    is_site = url.lower().startswith(("http://", "https://"))
    return authorities.platform_of_url(url) or ("web" if is_site else UNKNOWN)


def _tags(fields: dict[str, Any]) -> tuple[str, ...]:
    stated = fields.get("tags", [])
    if isinstance(stated, list):
        if any(map(_is_nested, stated)):
            return ()
        tags = _as_texts(stated)
    elif _is_nested(stated):
        return ()
    else:
        # An entity's semicolon parts no tags.
        tags = _BETWEEN_TAGS.split(without_entities(_as_text(stated)))
    fields.pop("tags", None)
    return tuple(dict.fromkeys(filter(None, map(clean_name, tags))))


def _keep_as_written(fields: dict[str, Any], name: str, stated: Any, kept: str | None) -> None:
    if stated != kept:
        fields.setdefault(f"{name}_as_written", stated)


def _stated(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that say something, as JSON has values."""
    try:
        plain = [(str(name), _plain(value)) for name, value in fields.items()]
    except RecursionError:
        raise InputError("a value in it is nested too deeply") from None
    return {name: value for name, value in plain if value not in (None, "", [], {})}


def _plain(value: Any) -> Any:
    """A value as JSON has it. Numbers that are none (NaN) are as good as not there."""
    if is_missing(value):
        return None
    match value:
        case str():
            return _clean(value)
        case bool():
            return value
        case Decimal() | Real():
            return _number(value)
        case Mapping():
            return {str(name): _plain(nested) for name, nested in value.items()}
        case list() | tuple():
            return [_plain(nested) for nested in value]
        case Set():  # in an order that the next run has too
            return sorted(map(_plain, value), key=str)
        case dt.datetime(hour=0, minute=0, second=0, microsecond=0, tzinfo=None):
            return value.date().isoformat()  # a day, as a table of pandas has it
        case dt.date():
            return value.isoformat()
        case _:
            return _clean(str(value))


def _number(value: Any) -> int | float | None:
    """The number as Python's own, of whatever kind it is (numpy's too); None for infinity."""
    if isinstance(value, Decimal):
        is_whole = value.is_finite() and value == value.to_integral_value()
    else:
        is_whole = isinstance(value, Integral)
    if not is_whole:
        as_float = float(value)
        return as_float if math.isfinite(as_float) else None
    if (whole := int(value)).bit_length() > _MOST_BITS:
        raise InputError("a number in it has thousands of digits")
    return whole


def _clean(text: str) -> str:
    """The text with lines ended alike, no NUL, no blank ends, and no halves of characters."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\0", "").strip()
    try:
        text.encode()
    except UnicodeEncodeError:  # a post cut in the middle of an emoji, escaped as \ud83d
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _is_nested(value: Any) -> bool:
    return isinstance(value, list | dict)


def _as_text(value: Any) -> str:
    """A scalar as text; 12.0, which is how tables with gaps keep 12, as `12`."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def _as_texts(values: list[Any]) -> list[str]:
    return [_as_text(value) for value in values if value is not None]


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
