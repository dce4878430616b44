"""Pictures by their first bytes: of which format they are, and how large they are shown.

Only formats that every browser shows, and that nothing can run in: SVG is none of them.
"""

import struct
from typing import BinaryIO, Final, NamedTuple

_LOOKED_AT: Final = 64
_MOST_SEGMENTS: Final = 200
"""Parts of a JPEG before its size that are gone through; cameras write some twenty."""

_EXIF: Final = 64 * 2**10
_ORIENTATION: Final = 0x0112
_TURNED: Final = range(5, 9)
"""Orientations by which width and height change places."""

_SIZE_FOLLOWS: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Marks of a JPEG that begin a frame."""


class Picture(NamedTuple):
    """A picture's media type, and its width and height in pixels, as it is shown."""

    media_type: str
    width: int
    height: int


def picture_in(file: BinaryIO) -> Picture | None:
    """The picture in a file that is open at its beginning; None for all else, and for a broken one.

    Little of it is read, wherever its size stands in it.
    """
    start = file.read(_LOOKED_AT)
    try:
        found = _of_start(start)
        if found is None and start.startswith(b"\xff\xd8\xff"):
            file.seek(2)
            found = _jpeg(file)
    except (struct.error, IndexError):  # it is cut short
        return None
    return found if found and found.width and found.height else None


def _of_start(start: bytes) -> Picture | None:
    if start.startswith(b"\x89PNG\r\n\x1a\n") and start[12:16] == b"IHDR":
        return Picture("image/png", *struct.unpack_from(">II", start, 16))
    if start.startswith((b"GIF87a", b"GIF89a")):
        return Picture("image/gif", *struct.unpack_from("<HH", start, 6))
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return _webp(start)
    return None


def _webp(start: bytes) -> Picture | None:
    kind = start[12:16]
    if kind == b"VP8X":
        sizes = (1 + int.from_bytes(start[at : at + 3], "little") for at in (24, 27))
    elif kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", start, 21)
        sizes = (1 + (bits >> shift & 0x3FFF) for shift in (0, 14))
    elif kind == b"VP8 ":
        sizes = (size & 0x3FFF for size in struct.unpack_from("<HH", start, 26))
    else:
        return None
    return Picture("image/webp", *sizes)


def _jpeg(file: BinaryIO) -> Picture | None:
    """The size stands behind segments of any length, and the camera's turn in one of them."""
    turned = False
    for _ in range(_MOST_SEGMENTS):
        mark, code, length = struct.unpack(">BBH", file.read(4))
        if mark != 0xFF or length < 2:
            return None
        if code in _SIZE_FOLLOWS:
            height, width = struct.unpack_from(">HH", file.read(5), 1)
            return Picture("image/jpeg", *((height, width) if turned else (width, height)))
        following = file.tell() + length - 2
        if code == 0xE1:
            turned = turned or _is_turned(file.read(min(length - 2, _EXIF)))
        file.seek(following)
    return None


def _is_turned(exif: bytes) -> bool:
    """Whether width and height change places; what a broken segment says does not count."""
    try:
        return _orientation(exif) in _TURNED
    except struct.error:
        return False


def _orientation(exif: bytes) -> int:
    """How the camera was held, 1 to 8; 0 where that is not said."""
    if not exif.startswith(b"Exif\0\0"):
        return 0
    tiff = exif[6:]
    order = "<" if tiff.startswith(b"II") else ">"
    (directory,) = struct.unpack_from(f"{order}I", tiff, 4)
    (entries,) = struct.unpack_from(f"{order}H", tiff, directory)
    for number in range(min(entries, _MOST_SEGMENTS)):
        at = directory + 2 + 12 * number
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, at)
        if tag == _ORIENTATION and kind == 3:
            return int(value)
    return 0
