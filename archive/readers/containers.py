"""Files, pipes, gzip streams and the members of zip files, all as documents of plain bytes.

Nothing is written to disk under a name that came with the data: members are
read where they are, and a zip that arrives through a pipe is kept in an
unnamed temporary file.
"""

import io
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, pairwise
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from .base import NOTHING, Beside, Chunks, Opened, Reader, SourceFile, Unreadable, megabytes
from .beside import InZip, Members
from .chunks import CHUNK, peeked, pieces, spooled
from .inflating import gunzipped, member
from .recognition import reader_of_zip
from .walk import turn

GZIP = b"\x1f\x8b"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")

FREE_GROWTH = 64 * 2**20
"""Bytes that any compressed file may unpack to."""

MOST_GROWTH = 200
"""How many times its size it may unpack to beyond that; text compresses 3 to 20 times."""

_DAMAGE = (zlib.error, LZMAError, struct.error, UnicodeDecodeError)
"""What the modules for packed files raise for damage that they do not foresee."""

_ENCRYPTED = 0x1
_UTF8_NAME = 0x800


def too_much() -> str:
    """What to say of a file that unpacks to more than may be meant."""
    return (
        f"unpacks to over {megabytes(FREE_GROWTH)} and over {MOST_GROWTH} times its size,"
        " as no text does"
    )


class Meter:
    """Counts a file's bytes as they are read from disk, and those that they unpack to.

    `consumed` hears of each byte of a file once, also where a zip's directory
    or overlapping members are read twice; `size` is None for a pipe.
    """

    def __init__(self, size: int | None, consumed: Callable[[int], None]) -> None:
        self._size = size
        self._consumed = consumed
        self._read = 0
        self._unpacked = 0
        self.is_exceeded = False

    def read(self, count: int) -> None:
        """Count bytes that came from the disk."""
        if self._size is not None:
            count = min(count, self._size - self._read)
        if count > 0:
            self._read += count
            self._consumed(count)

    def unpacked(self, count: int) -> None:
        """Count bytes that were unpacked; raise `Unreadable` if it unpacks to too much."""
        self._unpacked += count
        if self._unpacked > FREE_GROWTH + MOST_GROWTH * self._read:
            self.is_exceeded = True
            raise Unreadable(f"{too_much()}: unpack it yourself if you trust it")

    def finish(self) -> None:
        """Count what was left unread."""
        if self._size is not None:
            self.read(self._size - self._read)


def documents(
    name: str,
    file: BinaryIO,
    meter: Meter,
    readers: Sequence[Reader],
    beside: Beside = NOTHING,
) -> Iterator[Opened]:
    """The documents in an open file: itself, what it unpacks to, or each member of a zip.

    A zip that is one document for one of the readers has the name of that reader.
    What is `beside` the file is so for a document, and a member has what is in the zip.
    """
    with failures_named():
        stream = io.BufferedReader(_Counted(file, meter), CHUNK)
        if stream.peek(len(ZIP[0])).startswith(ZIP):
            with _seekable(stream) as seekable, _zip(seekable) as archive:
                if reader := _reader_of(archive, readers):
                    seekable.seek(0)
                    yield SourceFile(name, _raw(seekable), reader.name, beside=beside)
                else:
                    yield from _members(name, archive, meter, readers)
        else:
            yield from _document(name, _unzipped(_raw(stream), meter), readers, beside)


@contextmanager
def failures_named() -> Iterator[None]:
    """Turn what can go wrong with a file into `Unreadable` with a reason."""
    try:
        yield
    except EOFError as error:
        raise Unreadable("is cut short: its end is missing; copy or download it again") from error
    except BadZipFile as error:
        raise Unreadable(f"is damaged ({error}): copy or download it again") from error
    except _DAMAGE as error:
        raise Unreadable("is damaged: copy or download it again") from error
    except NotImplementedError as error:
        raise Unreadable(f"is compressed in a way that is not known ({error})") from error
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror or error}") from error


@contextmanager
def read_zip(document: SourceFile) -> Iterator[ZipFile]:
    """The document as the zip that it is; raise `Unreadable` with what is wrong with it."""
    with failures_named(), spooled(document.chunks) as file, _zip(file) as archive:
        yield archive


@contextmanager
def _zip(file: BinaryIO) -> Iterator[ZipFile]:
    """The zip in a file; raise `Unreadable` where the same bytes are to be several members."""
    with ZipFile(file) as archive:
        members = sorted(archive.infolist(), key=lambda info: info.header_offset)
        for one, following in pairwise(members):
            if one.header_offset + one.compress_size >= following.header_offset:
                raise Unreadable("has members that lie in one another, as in no sound zip")
        yield archive


def _members(
    name: str, archive: ZipFile, meter: Meter, readers: Sequence[Reader]
) -> Iterator[Opened]:
    infos = [info for info in archive.infolist() if not info.is_dir() and not _hidden(info)]
    if not infos:
        raise Unreadable("is empty: a zip with no files")
    members = Members({_member_name(info): info for info in infos})
    taken: set[PurePosixPath] = set()

    def opened(info: ZipInfo, beside: Beside = NOTHING) -> Iterator[Opened]:
        file = f"{name}/{_member_name(info)}"
        if info.flag_bits & _ENCRYPTED:
            reason = "is locked with a password: unpack it yourself"
            yield SourceFile(file, iter(())).rejection(reason)
        else:
            chunks = _unzipped(_member(archive, info, meter), meter)
            yield from _document(file, chunks, readers, beside)

    leads = tuple(chain.from_iterable(reader.leads for reader in readers))
    in_order = sorted(infos, key=lambda info: _turn(info, leads))
    for number, info in enumerate(in_order):
        if meter.is_exceeded:
            left = f"{number} of its {len(infos)} members were read, and it {too_much()}"
            yield SourceFile(name, iter(())).rejection(left)
            return
        inner = _member_name(info)
        if taken.isdisjoint((PurePosixPath(inner), *PurePosixPath(inner).parents)):
            yield from opened(info, InZip(inner, members, taken, opened))


def _turn(info: ZipInfo, leads: tuple[str, ...]) -> tuple[int, int]:
    """When a member is read: those that may have others first, the outermost before all."""
    place = turn(info.filename, leads)
    return place, info.filename.count("/") if place < len(leads) else 0


def _document(
    file: str, chunks: Chunks, readers: Sequence[Reader], beside: Beside
) -> Iterator[Opened]:
    """What was unpacked, as one document; a zip in it is none, unless one of the readers has it."""
    start, chunks = peeked(chunks, len(ZIP[0]))
    if not start.startswith(ZIP):
        yield SourceFile(file, chunks, beside=beside)
        return
    try:
        with failures_named(), spooled(chunks) as inner, _zip(inner) as archive:
            reader = _reader_of(archive, readers)
            if reader is None:
                raise Unreadable("is not text but a zip within another: unpack it first")
            inner.seek(0)
            yield SourceFile(file, _raw(inner), reader.name, beside=beside)
    except Unreadable as failed:
        yield SourceFile(file, iter(())).rejection(str(failed))


def _hidden(info: ZipInfo) -> bool:
    """Whether the member is hidden, as within a folder, or macOS's notes on the others."""
    parts = PurePosixPath(info.filename).parts
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts)


def _reader_of(archive: ZipFile, readers: Sequence[Reader]) -> Reader | None:
    """The reader for which the zip is one document; None for an archive of files."""
    reader = reader_of_zip(archive, readers)
    if reader is None and {"[Content_Types].xml", "mimetype"}.intersection(archive.namelist()):
        raise Unreadable("is a document of a kind that is not read: save it as text or HTML")
    return reader


def _member_name(info: ZipInfo) -> str:
    """The member's name; macOS writes UTF-8 and does not say so, so zipfile takes it for cp437."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode()
    except UnicodeError:
        return info.filename


def _seekable(stream: BinaryIO) -> BinaryIO:
    if stream.seekable():
        return stream
    return spooled(pieces(stream))


def _raw(stream: BinaryIO) -> Chunks:
    with failures_named():
        yield from pieces(stream)


def _member(archive: ZipFile, info: ZipInfo, meter: Meter) -> Chunks:
    with failures_named():
        yield from _weighed(member(archive, info), meter)


def unpacked(archive: ZipFile, info: ZipInfo) -> Chunks:
    """A member of a zip that is one document, unpacked from gzip too, to a bounded size."""
    if info.header_offset < 0:  # zipfile would seek there
        raise Unreadable("is damaged (its parts are not where it says): copy or download it again")
    meter = Meter(None, lambda count: None)
    meter.read(info.compress_size)
    return _unzipped(_member(archive, info, meter), meter)


def _unzipped(chunks: Chunks, meter: Meter) -> Chunks:
    """The chunks, unpacked if they are a gzip stream, whatever the file is called."""
    start, chunks = peeked(chunks, len(GZIP))
    if start.startswith(GZIP):
        chunks = _gunzipped(chunks, meter)
    yield from chunks


def _gunzipped(chunks: Chunks, meter: Meter) -> Chunks:
    with failures_named():
        yield from _weighed(gunzipped(chunks), meter)


def _weighed(chunks: Chunks, meter: Meter) -> Chunks:
    for chunk in chunks:
        meter.unpacked(len(chunk))
        yield chunk


class _Counted(io.RawIOBase):
    """A binary file that tells a meter how much of it is read."""

    def __init__(self, file: BinaryIO, meter: Meter) -> None:
        self._file = file
        self._meter = meter

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count: int = self._file.readinto(buffer)  # type: ignore[attr-defined]
        self._meter.read(count)
        return count
