"""What programs write into texts with a syntax (JSON, markup, tables, lines) that nobody awaits."""

import csv
import io
import json
import re
import struct
import zlib
from collections.abc import Iterator
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from spoilt_bytes import Spoil, cut, flipped

_LONG = "ا" * 100_000
_DEEP = "deep-value"
_WORDS = (
    "",
    " ",
    "نص",
    "0000-00-00",
    "2024-02-30",
    "99999-13-45T99:99:99Z",
    "100000000000000000000",
    "-100000000000000000000",
    "-1",
    "0",
    "²",
    "١٢٣٤٥٦٧٨٩",
    "1e999",
    "NaN",
    "null",
    "Infinity",
    "\0",
    "\u2028",
    "\ufffe",
    "http://[",
    "http://[::1",
    "//",
    "http://مثال.إختبار:99999999/",
    "data:,",
    "=?utf-8?B?////?=",
    "=?x-none?Q?=FF?=",
    "&#xD800;&#0;&#99999999;",
    "{{{}}}",
    "%s%n%(a)s{0}{a}",
    "../../etc/passwd",
    "\\",
    '"',
    "'",
    "<",
    "]]>",
    "-->",
    _LONG,
)
_VALUES: tuple[Any, ...] = (
    *_WORDS,
    None,
    True,
    False,
    0,
    -1,
    -1.5,
    10**20,
    10**30,
    10**400,
    2**63,
    -(2**63),
    1e308,
    float("nan"),
    float("inf"),
    [],
    [1],
    [None],
    [[]],
    [[{}]],
    [{"text": []}],
    {},
    {"": ""},
    {"a": []},
    {"text": {"text": []}},
    {"$date": {"$numberLong": "x"}},
    {"$date": {"$numberLong": "99999999999999999999"}},
    "\ud800",
    _DEEP,
)
_CODINGS = (
    *("x-none", "utf-7", "idna", "punycode", "hex"),
    *("zlib", "rot13", "undefined", "base64", "\0"),
)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each container with each of its keys."""
    is_list = isinstance(value, list)
    keys = value.items() if isinstance(value, dict) else enumerate(value) if is_list else ()
    for key, nested in keys:
        yield value, key
        yield from _places(nested)


def _spoil_value(holder: Any, key: Any, draw: Random) -> None:
    match draw.randrange(10):
        case 0:
            del holder[key]
        case 1:
            holder[key] = [holder[key]]
        case 2:
            holder[key] = {"text": holder[key]}
        case 3:
            holder[key] = str(holder[key])
        case 4 if isinstance(holder, dict):
            holder[draw.choice(_WORDS)] = holder.pop(key)
        case 5 if isinstance(holder, list):
            holder[key:key] = [draw.choice(_VALUES), holder[key]]
        case 6:
            # The keys of another place, with what its own says.
            holder[key] = {"id": holder[key], "text": holder[key], "date": holder[key], "url": []}
        case _:
            holder[key] = draw.choice(_VALUES)


def _spoilt_value(text: str, draw: Random) -> str:
    value = json.loads(text)
    for _ in range(draw.randint(1, 4)):
        if places := list(_places(value)):
            _spoil_value(*draw.choice(places), draw)
    said = json.dumps(value, ensure_ascii=draw.random() < 0.3, indent=draw.choice((None, 1)))
    opened, closed = draw.choice((("[", "]"), ('{"text":[', "]}")))
    depth = draw.choice((10, 200, 100_000))
    said = said.replace(f'"{_DEEP}"', opened * depth + closed * depth)
    if draw.random() < 0.2:
        said = re.sub(r'"[^"]+": ', r"\g<0>null, \g<0>", said, count=draw.randint(1, 9))
    return said


def json_values(data: bytes, draw: Random) -> bytes:
    """Values of other kinds, names that are missing, doubled or long, nesting without end."""
    text = data.decode(errors="surrogateescape")
    start = re.match(r"\s*(?:[\w.]+\s*=\s*)?", text)[0]  # type: ignore[index]
    try:
        said = start + _spoilt_value(text[len(start) :], draw)
    except ValueError:
        said = "\n".join(_of_line(line, draw) for line in text.splitlines())
    return said.encode(errors="surrogatepass")


def _of_line(line: str, draw: Random) -> str:
    try:
        return _spoilt_value(line, draw).replace("\n", "") if draw.random() < 0.5 else line
    except ValueError:
        return line


_MARKUP = re.compile(r"<[^<>]*>|[^<>]+")
_NOISE = (
    "<![CDATA[",
    "<!--",
    "]]>",
    "<?xml version='1.0' encoding='utf-16'?>",
    '<!DOCTYPE a [<!ENTITY e "x"><!ENTITY f SYSTEM "file:///etc/passwd">]>&e;&f;',
    "&amp;amp;amp;",
    "&nbsp",
    "<a:b:c/>",
    "<" * 2000,
    "<b>" * 2000,
    "</b>" * 100,
    "<p a='",
    '<p b="',
    "<script>",
    "<table>",
    "<template><svg><math>",
    "\0",
    "<item>",
    "<entry/>",
)


def markup(data: bytes, draw: Random) -> bytes:
    """Tags unclosed, lost, doubled or strange, with strange values between and in them."""
    parts = _MARKUP.findall(data.decode(errors="replace"))
    for _ in range(draw.choice((1, 3, 10))):
        if not parts:
            break
        place = draw.randrange(len(parts))
        match draw.randrange(6):
            case 0:
                del parts[place]
            case 1:
                parts.insert(place, draw.choice(parts))
            case 2:
                parts.insert(place, draw.choice(_NOISE))
            case 3:
                parts[place] = re.sub(
                    "\"[^\"]*\"|'[^']*'", lambda _: f'"{draw.choice(_WORDS)}"', parts[place]
                )
            case 4:
                parts[place] = re.sub("[\"'>/ ]", "", parts[place], count=draw.randint(1, 3))
            case _:
                if not parts[place].startswith("<"):
                    parts[place] = draw.choice(_WORDS)
    return "".join(parts).encode()


def cells(data: bytes, draw: Random) -> bytes:
    """Cells that are missing, too many or strange, names of columns that are changed or doubled."""
    text = data.decode(errors="replace")
    delimiter = max(",;\t|", key=text.split("\n", 1)[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        rows = [line.split(delimiter) for line in text.splitlines()]
    for _ in range(draw.randint(1, 4)):
        if not (row := draw.choice(rows[:1] + rows) if rows else []):
            continue
        place = draw.randrange(len(row))
        match draw.randrange(5):
            case 0:
                del row[place]
            case 1:
                row.insert(place, draw.choice(row))
            case 2:
                row[place] = draw.choice(row)
            case 3:
                row *= draw.choice((2, 500))
            case _:
                row[place] = draw.choice(_WORDS)
    out = io.StringIO()
    if draw.random() < 0.3:
        out.write("\n".join(delimiter.join(row) for row in rows))
    else:
        csv.writer(out, delimiter=draw.choice((delimiter, ",", ";", "\t"))).writerows(rows)
    return out.getvalue().encode()


def lines(data: bytes, draw: Random) -> bytes:
    """Lines lost, doubled, joined, in another order, or ended in another way."""
    all_lines = data.split(b"\n")
    for _ in range(draw.choice((1, 4))):
        place = draw.randrange(len(all_lines))
        match draw.randrange(5):
            case 0:
                del all_lines[place : place + draw.choice((1, 5))]
            case 1:
                all_lines[place:place] = [all_lines[place]] * draw.choice((1, 300))
            case 2:
                draw.shuffle(all_lines)
            case 3:
                all_lines[place : place + 2] = [b" ".join(all_lines[place : place + 2])]
            case _:
                all_lines.insert(place, draw.choice(_WORDS).encode())
        all_lines = all_lines or [b""]
    return draw.choice((b"\n", b"\n", b"\r\n", b"\r", b"\n\n")).join(all_lines)


def numbers(data: bytes, draw: Random) -> bytes:
    """Numbers and dates are others: none, too large, in other digits, or words."""
    chance = draw.choice((0.05, 0.3, 1.0))
    text = data.decode(errors="surrogateescape")
    spoilt = re.sub(
        r"[\d٠-٩]+(?:[-/:.][\d٠-٩]+)*",
        lambda number: draw.choice(_WORDS[:-1]) if draw.random() < chance else number[0],
        text,
    )
    return spoilt.encode(errors="surrogateescape")


_SIGN = re.compile(r"[][{}()\"'<>=:;,\\/#*_@&%$^~`|.-]")


def signs(data: bytes, draw: Random) -> bytes:
    """Brackets, quotes and their like are lost, doubled, or stand where they should not."""
    text = data.decode(errors="surrogateescape")
    for _ in range(draw.choice((1, 5, 20))):
        places = [found.start() for found in _SIGN.finditer(text)]
        if not places:
            break
        place = draw.choice(places)
        other = draw.choice("[]{}()\"'<>=:\\@&\n")
        sign = draw.choice(("", other, text[place] * 2, text[place] * 3000))
        text = text[:place] + sign + text[place + 1 :]
    return text.encode(errors="surrogateescape")


def statements(data: bytes, draw: Random) -> bytes:
    """What a text states of itself, encodings, lengths, types and marks, is not so."""
    text = data.decode(errors="surrogateescape")
    text = re.sub(
        r"""(?i)((?:charset|encoding|boundary|ansicpg)\s*=?\s*["']?)[\w.=+-]*""",
        lambda said: said[1] + draw.choice(_CODINGS),
        text,
        count=draw.randint(1, 3),
    )
    text = re.sub(
        r"(?im)^((?:content-|warc-|date|from|subject|message-id)[\w-]*:[ ]?).*",
        lambda said: said[1] + draw.choice(_WORDS[:-1]) if draw.random() < 0.3 else said[0],
        text,
    )
    return text.encode(errors="surrogateescape")


OF_TEXTS: tuple[Spoil, ...] = (json_values, markup, cells, lines, numbers, signs, statements)
"""Each can be done to any text, and does most to those of its own syntax."""


def members(data: bytes, draw: Random) -> bytes:
    """One of the files in a zip is damaged, missing, doubled, or under another name."""
    packed = io.BytesIO()
    try:
        with ZipFile(io.BytesIO(data)) as whole:
            parts = [(name, whole.read(name)) for name in whole.namelist()]
    except (BadZipFile, OSError, ValueError, NotImplementedError, zlib.error, struct.error):
        return flipped(data, draw)
    place = draw.randrange(len(parts))
    name, content = parts[place]
    match draw.randrange(8):
        case 0:
            del parts[place]
        case 1:
            parts[place] = draw.choice(("../../" + name, name.upper(), "/" + name, "م")), content
        case 2:
            parts[place] = name, draw.choice(parts)[1]
        case _ if content:
            parts[place] = name, draw.choice((cut, *OF_TEXTS))(content, draw)
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return packed.getvalue()
