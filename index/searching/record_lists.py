"""A list of records as one short text, which an address can hold: what a reader has gathered.

The records stand in it by their numbers, each as its distance from the one before. A number is of
one archive alone: a digest of the ids tells when a list meets another, in which the same numbers
are other records. Behind a point stands what the list is called, for people.
"""

import binascii
import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

from ...archive.collections.bounds import LONGEST_NAME, MOST_RECORDS
from ...archive.collections.values import one_line
from ...archive.errors import QueryError
from ...archive.storage.store import Store

MOST_LISTED: Final = MOST_RECORDS
"""Records of one list."""

LONGEST: Final = 4 * (4 + 5 * MOST_LISTED) // 3 + 4 + 1 + LONGEST_NAME
"""Characters of such a text."""

_POINT: Final = "."
"""Which stands before the name, and in nothing that comes before it."""

_DIGEST: Final = 4
"""Bytes of it."""


@dataclass(frozen=True, slots=True)
class RecordList:
    """Some records by their numbers, in order, the digest of their ids, and a name or ""."""

    numbers: tuple[int, ...]
    digest: bytes
    name: str = ""

    @classmethod
    def of(cls, ids: Iterable[str], store: Store, name: str = "") -> Self:
        """The records with these ids; those that the archive does not have are left out.

        Raises `QueryError` where there are too many.
        """
        listed = list(dict.fromkeys(ids))
        if len(listed) > MOST_LISTED:
            raise QueryError(
                f"a list holds {MOST_LISTED:,} records at most, not {len(listed):,}: make two of it"
            )
        numbers = tuple(sorted(store.numbers_of(listed).values()))
        return cls(numbers, _digest(store.ids_of(numbers)), one_line(name)[:LONGEST_NAME])

    @classmethod
    def read(cls, text: str) -> Self:
        """What `str` wrote; raise `QueryError` for what is none, or was not copied whole."""
        listed, _, name = text.partition(_POINT)
        try:
            written = urlsafe_b64decode(listed + "=" * (-len(listed) % 4))
            numbers = tuple(_sums(written[_DIGEST:]))
        except (binascii.Error, ValueError) as error:
            raise QueryError(_DAMAGED) from error
        if len(text) > LONGEST or len(written) < _DIGEST or len(numbers) > MOST_LISTED:
            raise QueryError(_DAMAGED)
        return cls(numbers, written[:_DIGEST], one_line(name)[:LONGEST_NAME])

    def checked(self, store: Store) -> frozenset[int]:
        """The numbers; raise `QueryError` where the list was made in another archive."""
        if _digest(store.ids_of(self.numbers)) != self.digest:
            raise QueryError(
                "the list was made in another archive, or was not copied whole: make it anew here"
            )
        return frozenset(self.numbers)

    def __str__(self) -> str:
        steps = (later - earlier for earlier, later in pairwise((0, *self.numbers)))
        written = self.digest + b"".join(map(_varint, steps))
        listed = urlsafe_b64encode(written).decode().rstrip("=")
        return f"{listed}{_POINT}{self.name}" if self.name else listed


_DAMAGED: Final = "this is no list of records, or was not copied whole: open the list again"


def _digest(ids: Sequence[str]) -> bytes:
    return hashlib.blake2b("\n".join(ids).encode("utf-8", "replace"), digest_size=_DIGEST).digest()


def _varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first; all bytes but the last have the eighth."""
    parts = bytearray()
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    parts.append(number)
    return bytes(parts)


def _sums(written: bytes) -> Iterator[int]:
    """The numbers whose distances these are; raise `ValueError` for what no list writes."""
    at = step = shift = 0
    for byte in written:
        step |= (byte & 0x7F) << shift
        shift += 7
        if byte & 0x80:
            if shift > 28:
                raise ValueError("a distance is too long")
            continue
        if not step:
            raise ValueError("a record stands twice")
        at += step
        yield at
        step = shift = 0
    if shift:
        raise ValueError("the last distance has no end")
