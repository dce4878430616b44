"""Which items are one: what an id is worth that a file has stated.

An id that is made to be the only one of its kind (a UUID, an address, a post's 18
digits, a word with a year and a number) means the same item in every file. A serial
number means one item of one file: that row 3 of July is not row 3 of August. So it
is told apart by what it stands with, its **keys**:

- what it numbers: the same number with the same title, text, date, source and address
  is the same item, so that a file is known again under another name, and when it has grown;
- where it counts: the item's address, where that has the number in it (`t.me/marfa/12`),
  else the file, wherever it is named from. So an item that has changed is still the same.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from .items import Item
from .record import CONTENT, Record

_MOST_DIGITS = 12
"""Of a serial number; numbers that platforms give have more, times in milliseconds too."""

_SHORT = 3
"""Characters of what is no more than a number, whatever it is written with."""

PIPE = "-"
"""What came from no file has this for one."""

_BEGINNING = 30
"""Letters of a text by which it is known again when its rest has changed."""

_NUMBER = re.compile(r"(?:[^\W\d_]{1,12}[\W_]*)?\d+|[\d\W_]+")
"""`12`, `row-12`, رقم 12, `2014/12`; and not `saahil-2014-12`, whose author has seen to it."""

_NUMBERED_ONCE = re.compile(
    # Platforms that number all their posts together, not by channel or wall as Telegram and VK
    # do. With few digits it is rather a row in a sheet of such posts.
    r"(?:twitter|tweet|x|facebook|fb|instagram|tiktok|reddit|mastodon)[:/_-]\d{6,}"
    r"|(?:urn|doi|hdl|tag|isbn|issn|lccn|oclc|pmid|viaf):.+",
    re.IGNORECASE,
)
"""`twitter:12345678901`, `oclc:4770057679`: behind it stands who gives each number only once."""

_EXPORTED = frozenset(CONTENT) - {"extra"}
"""The columns that all of Kashshaf's own exports have, and hardly another file."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A record that may be in the archive under another id than its own.

    `earlier` are ids under which earlier versions of Kashshaf, or other names of
    columns, would have kept it. `known_by` and `counted_in` are the keys of a serial
    number: by what it numbers, and where it counts (None for what came by a pipe).
    What `is_exported` has been told from its duplicates by the archive that it comes from.
    """

    record: Record
    earlier: tuple[str, ...] = ()
    known_by: bytes | None = None
    counted_in: bytes | None = None
    is_exported: bool = False


def claim(item: Item, record: Record, earlier: tuple[str, ...] = ()) -> Claim:
    """What the record of an item has to be looked up by.

    An id that a program gives, or an export of Kashshaf has, is the record's.
    """
    is_exported = item.fields.keys() >= _EXPORTED
    is_given = is_exported or item.origin.reader == "python"
    if is_given or not item.fields.get("id") or not is_serial(record.id):
        return Claim(record, earlier, is_exported=is_exported)
    return Claim(record, earlier, _known_by(record), _counted_in(record, item.origin.file))


def is_serial(id_: str) -> bool:
    """Whether an id may be no more than a number in a list."""
    if len(id_) <= _SHORT:
        return True
    is_number = _NUMBER.fullmatch(id_) is not None and _NUMBERED_ONCE.fullmatch(id_) is None
    return is_number and sum(map(str.isdigit, id_)) <= _MOST_DIGITS


def is_same_item(one: Record, other: Record) -> bool:
    """Whether two records of one number say that they are the same item."""
    return _says(one) == _says(other) or (one.url == other.url and is_in_address(one))


def have_something_in_common(one: Record, other: Record) -> bool:
    """Whether two records of one number may be versions of an item."""
    beginning = min(_BEGINNING, len(one.text), len(other.text))
    return (
        bool(one.title and one.title == other.title)
        or bool(one.url and one.url == other.url)
        or bool(beginning and one.text[:beginning] == other.text[:beginning])
    )


def is_in_address(record: Record) -> bool:
    """Whether its address has the record's number in it."""
    if record.url is None or record.id not in record.url:
        return False
    # Cut where the number stands: a pattern would have to be made for each record.
    pieces = record.url.split(record.id)
    return any(
        not (_ends_a_word(before[-1:]) or _ends_a_word(after[:1]))
        for before, after in pairwise(pieces)
    )


def _ends_a_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def whole_path(file: str) -> str:
    """The path of a file from the root, however it was named from where this process stands."""
    return _resolved("" if Path(file).is_absolute() else str(Path.cwd()), file)


def _known_by(record: Record) -> bytes:
    return _key("item", record.id, *_says(record))


def _counted_in(record: Record, file: str) -> bytes | None:
    if record.url is not None and is_in_address(record):
        return _key("address", record.id, record.url)
    return None if file == PIPE else _key("file", record.id, whole_path(file))


def _says(record: Record) -> tuple[str, ...]:
    stated = (record.published, record.source, record.url)
    return record.title, record.text, *("" if one is None else str(one) for one in stated)


@lru_cache(maxsize=256)
def _resolved(folder: str, file: str) -> str:
    return str(Path(folder, file).resolve())


def _key(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode()).digest()[:16]
