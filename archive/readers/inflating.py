"""What was packed by deflate, as gzip and zip do, up to the very byte that is damaged.

The modules of Python's own for these give nothing of the piece in which they find damage: of a file
of a few kilobytes, nothing at all.
"""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from .base import Chunks
from .chunks import CHUNK, pieces

_GZIP, _BARE = 31, -15
"""How zlib calls deflate with gzip's head and checksum, and without either."""


def gunzipped(chunks: Chunks) -> Chunks:
    """What gzip streams unpack to, one after the other; zeros may fill up what is behind them.

    Raises `zlib.error` where they are damaged, and `EOFError` where they are cut short.
    """
    stream = zlib.decompressobj(_GZIP)
    for chunk in chunks:
        while chunk:
            if stream.eof:
                if not (chunk := chunk.lstrip(b"\0")):
                    break
                stream = zlib.decompressobj(_GZIP)
            yield from _inflated(stream, chunk)
            chunk = stream.unused_data
    if not stream.eof:
        raise EOFError


def member(archive: ZipFile, info: ZipInfo) -> Chunks:
    """What a member of a zip unpacks to; all that is sound, then what `ZipFile` raises.

    Its checksum is compared when it has been given to its end.
    """
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        with archive.open(info) as file:
            yield from pieces(file)
        return
    checksum = 0
    with archive.open(_as_it_lies(info)) as file:
        is_deflated = info.compress_type == ZIP_DEFLATED
        for chunk in _bare(pieces(file)) if is_deflated else pieces(file):
            checksum = zlib.crc32(chunk, checksum)
            yield chunk
    if checksum != info.CRC:
        raise BadZipFile("its checksum is another")


def _as_it_lies(info: ZipInfo) -> ZipInfo:
    """The member as if it were not packed, and without a checksum."""
    packed = copy(info)
    packed.compress_type = ZIP_STORED
    packed.file_size = info.compress_size
    del packed.CRC
    return packed


def _bare(chunks: Chunks) -> Chunks:
    stream = zlib.decompressobj(_BARE)
    for chunk in chunks:
        yield from _inflated(stream, chunk)
    if not stream.eof:
        raise EOFError


def _inflated(stream: Any, chunk: bytes) -> Iterator[bytes]:
    """What a stream makes of some more of it, in pieces of bounded size."""
    data = b""
    # Where as much was given as was asked for, there may be more.
    while not stream.eof and (chunk or len(data) == CHUNK):
        before = stream.copy()
        try:
            data = stream.decompress(chunk, CHUNK)
        except zlib.error:
            if sound := _up_to_the_damage(before, chunk):
                yield sound
            raise
        if data:
            yield data
        chunk = stream.unconsumed_tail


def _up_to_the_damage(stream: Any, chunk: bytes) -> bytes:
    sound = bytearray()
    with suppress(zlib.error):
        for place in range(len(chunk)):
            sound += stream.decompress(chunk[place : place + 1], CHUNK - len(sound))
            if len(sound) == CHUNK:
                break
    return bytes(sound)
