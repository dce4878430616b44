"""What disks, copies and people do to files."""

import random
from collections.abc import Callable
from pathlib import Path

Damage = Callable[[Path, random.Random], None]


def emptied(file: Path, draw: random.Random) -> None:
    file.write_bytes(b"")


def cut(file: Path, draw: random.Random) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: draw.randrange(len(content)) if content else 0])


def flipped(file: Path, draw: random.Random) -> None:
    """Some bytes are others, near each other or not."""
    content = bytearray(file.read_bytes())
    for _ in range(draw.choice((1, 3, 30))):
        if content:
            content[draw.randrange(len(content))] ^= draw.randrange(1, 256)
    file.write_bytes(content)


def zeroed(file: Path, draw: random.Random) -> None:
    """A block of the disk has nothing in it any more."""
    content = bytearray(file.read_bytes())
    size = draw.choice((512, 4096))
    place = draw.randrange(-(-len(content) // size)) * size if content else 0
    content[place : place + size] = bytes(len(content[place : place + size]))
    file.write_bytes(content)


def garbage(file: Path, draw: random.Random) -> None:
    file.write_bytes(draw.randbytes(max(file.stat().st_size, 10)))


def deleted(file: Path, draw: random.Random) -> None:
    file.unlink()


def swapped(file: Path, draw: random.Random) -> None:
    """The file has changed places with another of its folder."""
    others = sorted(other for other in file.parent.iterdir() if other.is_file() and other != file)
    if not others:
        emptied(file, draw)
        return
    other = draw.choice(others)
    kept = file.read_bytes()
    file.write_bytes(other.read_bytes())
    other.write_bytes(kept)


KINDS: tuple[Damage, ...] = (emptied, cut, flipped, zeroed, garbage, deleted, swapped)
