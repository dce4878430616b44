"""Pictures of one colour, whole enough for browsers, and the beginnings of others."""

import struct
import zlib


def png(width: int, height: int) -> bytes:
    """A PNG of so many pixels."""
    rows = b"".join(b"\0" + b"\x0b\x5a\x55" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


def jpeg_beginning(width: int, height: int, orientation: int = 1, order: str = ">") -> bytes:
    """A JPEG up to its size, as a camera that was held so writes it, with a preview before that."""
    tiff = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(f"{order}I", 8)
    entries = [(0x010F, 2, 4, 0), (0x0112, 3, 1, orientation)]
    tiff += struct.pack(f"{order}H", len(entries))
    tiff += b"".join(struct.pack(f"{order}HHIHH", *entry, 0) for entry in entries)
    exif = b"Exif\0\0" + tiff + b"\0" * 9_000
    preview = b"\0" * 60_000
    frame = struct.pack(">BHHB", 8, height, width, 3) + b"\0" * 9
    parts = ((0xE0, b"JFIF\0"), (0xE1, exif), (0xED, preview), (0xC2, frame))
    return b"\xff\xd8" + b"".join(
        struct.pack(">BBH", 0xFF, code, len(data) + 2) + data for code, data in parts
    )


def gif_beginning(width: int, height: int) -> bytes:
    """A GIF up to its size."""
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0" * 40


def webp_beginning(kind: str, width: int, height: int) -> bytes:
    """A WebP up to its size, of one of its three kinds."""
    if kind == "VP8X":
        size = b"\0\0\0\0" + b"".join((n - 1).to_bytes(3, "little") for n in (width, height))
    elif kind == "VP8L":
        size = b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14)
    else:
        size = b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height)
    return b"RIFF\0\0\0\0WEBP" + kind.encode() + b"\0\0\0\0" + size + b"\0" * 20
