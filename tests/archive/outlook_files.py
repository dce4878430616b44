"""Messages as Outlook saves them: properties of MAPI in a compound file (MS-CFB, MS-OXMSG)."""

import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import TypeAlias

Storage: TypeAlias = Mapping[str, "bytes | Storage"]

_FREE, _END, _TABLE, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096


def compound(root: Storage) -> bytes:
    """A compound file of streams and storages; small streams stand in the small sectors."""
    entries: list[tuple[str, int, int, int, int, int]] = []
    sectors: list[bytes] = []
    chains: list[int] = []
    mini = bytearray()
    mini_chains: list[int] = []

    def chained(data: bytes, size: int, table: list[int]) -> int:
        first, count = len(table), -(-len(data) // size)
        table += [*range(first + 1, first + count), _END] if count else []
        return first if count else _END

    def stored(data: bytes) -> int:
        start = chained(data, _SECTOR, chains)
        padded = data.ljust(-(-len(data) // _SECTOR) * _SECTOR, b"\0")
        sectors.extend(padded[at : at + _SECTOR] for at in range(0, len(padded), _SECTOR))
        return start

    def added(storage: Storage) -> int:
        """The first of these entries, of which each has the next on its right."""
        numbers = []
        for name, inside in sorted(storage.items(), key=lambda one: (len(one[0]), one[0].upper())):
            numbers.append(len(entries))
            entries.append((name, 0, _NONE, _NONE, 0, 0))
            if isinstance(inside, bytes):
                if len(inside) < _CUTOFF:
                    start = chained(inside, _MINI, mini_chains)
                    mini.extend(inside.ljust(-(-len(inside) // _MINI) * _MINI, b"\0"))
                else:
                    start = stored(inside)
                entries[numbers[-1]] = (name, 2, _NONE, _NONE, start, len(inside))
            else:
                child = added(inside)
                entries[numbers[-1]] = (name, 1, _NONE, child, 0, 0)
        for number, following in pairwise(numbers):
            name, kind, _, child, start, size = entries[number]
            entries[number] = (name, kind, following, child, start, size)
        return numbers[0] if numbers else _NONE

    entries.append(("Root Entry", 5, _NONE, _NONE, 0, 0))
    child = added(root)
    entries[0] = ("Root Entry", 5, _NONE, child, stored(bytes(mini)), len(mini))
    table = struct.pack(f"<{len(mini_chains)}I", *mini_chains)
    mini_table = stored(table.ljust(-(-len(table) // _SECTOR) * _SECTOR, b"\xff"))
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, _NONE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
        for name, kind, right, child, start, size in entries
    )
    directory_at = stored(directory)
    tables = -(-(len(chains) + 1) // (_SECTOR // 4 - 1))
    places = range(len(chains), len(chains) + tables)
    chains += [_TABLE] * tables
    fat = struct.pack(f"<{len(chains)}I", *chains).ljust(tables * _SECTOR, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, tables, directory_at, 0, _CUTOFF, mini_table, -(-len(table) // _SECTOR), _END, 0),
    )
    listed = [*places, *[_FREE] * (109 - tables)]
    return header + struct.pack("<109I", *listed) + b"".join(sectors) + fat


def _properties(fixed: Mapping[int, int], head: int) -> bytes:
    rows = (struct.pack("<IIQ", number << 16 | 0x40, 6, value) for number, value in fixed.items())
    return bytes(head) + b"".join(rows)


def message(
    texts: Mapping[str, str | bytes],
    sent: datetime | None = datetime(2014, 9, 3, 7, 30, tzinfo=UTC),
    attached: Sequence[tuple[str, bytes | Storage]] = (),
    code_page: int = 0,
    head: int = 32,
) -> dict[str, bytes | Storage]:
    """A message of these properties, whose names end in their type (`0037001F` is in UTF-16)."""
    coded = {"001F": "utf-16-le", "001E": f"cp{code_page or 1256}"}
    streams: dict[str, bytes | Storage] = {
        f"__substg1.0_{name}": text if isinstance(text, bytes) else text.encode(coded[name[4:]])
        for name, text in texts.items()
    }
    since = datetime(1601, 1, 1, tzinfo=UTC)
    fixed = {0x3FFD: code_page} if code_page else {}
    if sent:
        fixed[0x0039] = int((sent - since).total_seconds() * 10**7)
    streams["__properties_version1.0"] = _properties(fixed, head)
    for number, (name, inside) in enumerate(attached):
        storage: dict[str, bytes | Storage] = {
            "__properties_version1.0": _properties({}, 8),
            "__substg1.0_3707001F": name.encode("utf-16-le"),
        }
        kind = "37010102" if isinstance(inside, bytes) else "3701000D"
        storage[f"__substg1.0_{kind}"] = inside
        streams[f"__attach_version1.0_#{number:08X}"] = storage
    return streams


def msg() -> bytes:
    """A newsletter that has its text as plain text."""
    texts = {
        "0037001F": "افتتاح مكتبة المرفأ",
        "0C1A001F": "ليلى حسن",
        "5D01001F": "layla@saahil.example.org",
        "1000001F": "افتُتحت أمس مكتبة المرفأ.\r\nوالقاعة تتسع لمئة قارئ.\r\n",
    }
    return compound(message(texts))
