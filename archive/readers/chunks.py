"""Bytes as they come: peeking, lines of bounded length, whole documents of bounded size.

Everything between the disk and a reader is an iterator of `bytes`, so that a
file, a pipe, a gzip stream and a zip member are read alike and never held whole.
"""

import io
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from .base import ITEM_LIMIT, Chunks, Unreadable, megabytes

CHUNK = 2**18
"""How many bytes are asked for at a time."""

SAMPLE = 2**20
"""How many bytes at the start decide the encoding and the format."""


def peeked(chunks: Chunks, size: int = SAMPLE) -> tuple[bytes, Chunks]:
    """The first `size` bytes or a little more (fewer if there are none), and all the chunks.

    What was peeked at is then the first chunk. A failure while peeking is
    raised again in its place, after what was read before it.
    """
    held: list[bytes] = []
    rest = chunks
    try:
        while sum(map(len, held)) < size and (chunk := next(chunks, b"")):
            held.append(chunk)
    except Unreadable as failure:
        rest = failing(failure)
    start = b"".join(held)
    return start, chain([start] if start else [], rest)


def failing(failure: Unreadable, after: bytes = b"") -> Chunks:
    """Chunks that end in a failure, after what can be read before it."""
    if after:
        yield after
    raise failure


def lines(chunks: Chunks) -> Iterator[tuple[int, bytes | None]]:
    """Each line's number from 1 and its bytes; None for one over `ITEM_LIMIT`, which is skipped."""
    stream = stream_of(chunks)
    number = 0
    while line := stream.readline(ITEM_LIMIT + 1):
        number += 1
        if len(line) <= ITEM_LIMIT:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(CHUNK)
        yield number, None


def whole(chunks: Chunks, what: str, limit: int) -> bytes:
    """All the bytes; raise `Unreadable`, naming `what` this is, if they are more than `limit`."""
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > limit:
            raise Unreadable(f"is {what} of over {megabytes(limit)}: divide it into smaller files")
    return bytes(data)


def spooled(chunks: Chunks) -> BinaryIO:
    """All the bytes as a file to seek in, on disk if they are many; the caller closes it."""
    with ExitStack() as failed:
        file = failed.enter_context(SpooledTemporaryFile(max_size=ITEM_LIMIT))
        file.writelines(chunks)
        file.seek(0)
        failed.pop_all()
    return cast(BinaryIO, file)


def pieces(file: IO[bytes] | io.BufferedIOBase) -> Chunks:
    """What is in the file; `read1`, so that a failure does not take what was read before it."""
    return iter(partial(file.read1, CHUNK), b"")  # type: ignore[union-attr]


def stream_of(chunks: Chunks) -> io.BufferedReader:
    """The chunks as a binary file."""
    return io.BufferedReader(_ChunkFile(chunks), CHUNK)


class _ChunkFile(io.RawIOBase):
    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            self._rest = memoryview(next(self._chunks, b""))
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
