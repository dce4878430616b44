"""A press article as people save it: plain text, its particulars somewhere in it.

The title comes first. The source and the date may stand on lines of their own
under it, and a line near the end may credit the source («المصدر : الجزيرة + رويترز»).
"""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from ...arabic.names import fold_name
from ..metadata.authorities import Authorities, names_of
from ..metadata.authority_tables import read_table
from ..metadata.press_dates import parse_date
from .base import Knowledge, Outcome, Reader, SourceFile
from .disguises import check_is_prose
from .encoding import whole_text

_LONGEST_NAME = 60
"""Characters that the name of a source may have; a longer line is prose."""

_HEADER_LINES, _CREDIT_LINES = 3, 3
"""How many lines with text are looked at under the title (two and the next), and at the end."""

_CREDIT = re.compile(r"\s*(?:المصدر|المصادر|مصدر الخبر|source)\s*[:：\-–]\s*(?P<names>.+)", re.I)
_COLLECTIVE = frozenset(map(fold_name, read_table("sources")["collective"]))
"""«وكالات», «متابعات»: credits that name nobody."""

_ARABIC_LETTER = re.compile("[\u0621-\u064a]")


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """The article; nothing if the file is blank."""
    text = whole_text(document.chunks, "a text")
    check_is_prose(text)
    if text.strip():
        yield document.item(read_article(text, knowledge.authorities))


def _reads_as_arabic(start: str, _: Knowledge) -> bool:
    """Whether most letters are Arabic: programs and style sheets lie beside saved pages."""
    letters = sum(map(str.isalpha, start))
    return len(_ARABIC_LETTER.findall(start)) > letters / 2 > 0


TEXT = Reader(
    name="text",
    description="Plain text: an article a file, which begins with its title",
    arabic="نص عادي: مقال في كل ملف، يبدأ بعنوانه",
    suffixes=(".txt", ".text", ".md"),
    recognises=_reads_as_arabic,
    read=_read,
)


def read_article(text: str, authorities: Authorities) -> dict[str, Any]:
    """The `title`, `text`, `source` and `published` of a saved article, as written in it.

    What is not stated is None. A date within the prose is not taken for the
    day of publication. The text keeps every line but the title and the lines
    under it that hold nothing but the source or the date.
    """
    title, *lines = text.lstrip("\ufeff").strip().splitlines() or [""]
    header = _header(lines, authorities)
    body = [line for number, line in enumerate(lines) if number not in header.values()]
    source = header.get("source")
    published = header.get("published")
    return {
        "title": title.strip(),
        "text": "\n".join(body).strip(),
        "source": _credited(body, authorities) if source is None else _name(lines[source]),
        "published": None if published is None else lines[published].strip(),
    }


def _header(lines: list[str], authorities: Authorities) -> dict[str, int]:
    """Which of the first lines hold the source and the date alone."""
    found: dict[str, int] = {}
    candidates = [number for number, line in enumerate(lines) if line.strip()][:_HEADER_LINES]
    for number, following in zip_longest(candidates, candidates[1:]):
        if "published" not in found and parse_date(lines[number]):
            found["published"] = number
        elif "source" not in found and (
            authorities.known_source(_name(lines[number])) is not None
            or _stands_for_a_source(lines[number], None if following is None else lines[following])
        ):
            found["source"] = number
        else:
            break
    return found


def _stands_for_a_source(line: str, following: str | None) -> bool:
    """Whether an unknown name is labelled a source, or is followed by the date of publication."""
    if len(line.strip()) > _LONGEST_NAME:
        return False
    return _CREDIT.fullmatch(line) is not None or bool(following and parse_date(following))


def _credited(lines: list[str], authorities: Authorities) -> str | None:
    """The source that a line near the end credits; agencies among its names are not the source."""
    last = [line for line in lines if line.strip()][-_CREDIT_LINES:]
    for credit in filter(None, map(_CREDIT.fullmatch, reversed(last))):
        names = [
            name
            for name in names_of(credit["names"])
            if authorities.agency(name) is None and fold_name(name) not in _COLLECTIVE
        ]
        # The whole credit comes first: an address would be cut up at its slashes.
        for name in (credit["names"].strip(), *names) if names else ():
            if authorities.known_source(name) is not None:
                return name
        if len(names) == 1 and len(names[0]) <= _LONGEST_NAME:
            return names[0]
    return None


def _name(line: str) -> str:
    """The name on a line, without a label such as «المصدر:»."""
    labelled = _CREDIT.fullmatch(line)
    return (labelled["names"] if labelled else line).strip()
