"""What disks, networks and careless programs do to the bytes of a file."""

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from random import Random
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

Spoil: TypeAlias = Callable[[bytes, Random], bytes]
"""Makes a damaged copy of what is in a file."""

_CONTROLS = (
    *(b"\0", b"\r", b"\x0c", b"\x1a", b"\x1b", b"\x85", b"\xff"),
    *(sign.encode() for sign in "\u2028\u202e\ufeff"),
)
_PACKERS = (gzip.compress, zlib.compress, bz2.compress, lzma.compress)
_CODINGS = ("utf-16-le", "utf-16-be", "utf-16", "utf-32", "cp1256", "iso8859_6", "utf-7")


def _block(data: bytes, draw: Random) -> slice:
    size = draw.choice((1, 16, 200, 512, 4096))
    start = draw.randrange(len(data))
    return slice(start, min(len(data), start + size))


def cut(data: bytes, draw: Random) -> bytes:
    return data[: draw.randrange(len(data))]


def beheaded(data: bytes, draw: Random) -> bytes:
    return data[draw.randrange(len(data)) :]


def flipped(data: bytes, draw: Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(draw.choice((1, 8, 40))):
        spoilt[draw.randrange(len(spoilt))] = draw.randrange(256)
    return bytes(spoilt)


def zeroed(data: bytes, draw: Random) -> bytes:
    block = _block(data, draw)
    return data[: block.start] + bytes(block.stop - block.start) + data[block.stop :]


def repeated(data: bytes, draw: Random) -> bytes:
    block = _block(data, draw)
    return data[: block.stop] + data[block] * draw.choice((1, 2, 50)) + data[block.stop :]


def deleted(data: bytes, draw: Random) -> bytes:
    block = _block(data, draw)
    return data[: block.start] + data[block.stop :]


def swapped(data: bytes, draw: Random) -> bytes:
    """Two pieces have changed places."""
    first, second, third = sorted(draw.randrange(len(data)) for _ in range(3))
    return data[:first] + data[second:third] + data[first:second] + data[third:]


def with_controls(data: bytes, draw: Random) -> bytes:
    for _ in range(draw.choice((1, 5, 30))):
        place = draw.randrange(len(data))
        data = data[:place] + draw.choice(_CONTROLS) * draw.choice((1, 1, 20)) + data[place:]
    return data


def compressed(data: bytes, draw: Random) -> bytes:
    """It was packed, in one way or several, and the packing may be damaged."""
    for _ in range(draw.choice((1, 1, 2))):
        data = draw.choice((*_PACKERS, _zipped))(data)
    return draw.choice((cut, flipped, lambda whole, draw: whole))(data, draw)


def _zipped(data: bytes) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("../مادة.txt", data)
    return packed.getvalue()


def in_another_encoding(data: bytes, draw: Random) -> bytes:
    """All of a text, or what stands after some place, is in an encoding that nothing states."""
    text = data.decode(errors="replace")
    place = draw.choice((0, draw.randrange(len(text) + 1)))
    return text[:place].encode() + text[place:].encode(draw.choice(_CODINGS), "replace")


def garbled(data: bytes, draw: Random) -> bytes:
    """UTF-8 that was read as something else and saved again."""
    coding = draw.choice(("latin-1", "cp1252", "cp1256"))
    return data.decode(coding, "replace").encode()


def empty(data: bytes, draw: Random) -> bytes:
    return draw.choice((b"", b" ", b"\n", b"\0", b"\xef\xbb\xbf", b"\xff\xfe"))


OF_ALL: tuple[Spoil, ...] = (
    cut,
    beheaded,
    flipped,
    zeroed,
    repeated,
    deleted,
    swapped,
    with_controls,
    compressed,
    in_another_encoding,
    garbled,
    empty,
)
