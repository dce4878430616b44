"""A press article as people save it: plain text, its particulars somewhere in it.

They may stand above the title or under it (`2014-12-18`, `شبكة المنارة`, `بيروت: ليلى منصور`),
with labels in a block at the top (`العنوان: …`, also as front matter between `---`), or near
the end («المصدر : الجزيرة + رويترز»). `particulars.py` reads such a line; here is told which
lines are such, and which one is the title.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from ..fields import STANDARD
from ..metadata import bylines
from ..metadata.authorities import Authorities
from .base import Knowledge, Outcome, Reader, SourceFile
from .columns import Columns
from .datelines import Particulars
from .disguises import check_is_prose
from .encoding import whole_text
from .particulars import LineReader
from .tracing import came

_HEADER_LINES, _PASSED_OVER = 10, 2
"""How many lines with text are looked at under the title, and how many of prose among them."""

_FRONT_MATTER_LINES = 40
_LAST_LINES = 5
"""How many are looked at near the end."""

_LONGEST_TITLE, _LONGER_THAN_TITLE = 200, 1.5
"""Characters of a title, and how many times as long the prose under it is."""

_SPEAKING_LINES = 50
"""How many are looked at for speakers, whose names come again before what they say."""

_LONGEST_REMARK = 60

_BESIDE_NAMES = frozenset({"published", "updated", "source"})
"""What stands under a name that is no known one."""

_LINE_ENDS = re.compile(r"\r\n?|\n")
_FENCE = re.compile(r"\s*-{3,}\s*")
_ENDS_PROSE = (".", "،", ":", "؛")
_UNQUOTED = re.compile(r"^(\s*[^:]+:\s*)([\"'])(.*)\2\s*$")
_ARABIC_LETTER = re.compile("[\u0621-\u064a]")


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """The article; nothing if the file is blank."""
    text = whole_text(document.chunks, "a text")
    check_is_prose(text)
    if text.strip():
        yield document.item(read_article(text, knowledge.authorities, knowledge.columns))


def _reads_as_arabic(start: str, _: Knowledge) -> bool:
    """Whether most letters are Arabic: programs and style sheets lie beside saved pages."""
    letters = sum(map(str.isalpha, start))
    return len(_ARABIC_LETTER.findall(start)) > letters / 2 > 0


TEXT = Reader(
    name="text",
    description="Plain text: an article a file, which begins with its title",
    arabic="نص عادي: مقال في كل ملف، يبدأ بعنوانه",
    suffixes=(".txt", ".text", ".md", ".markdown"),
    recognises=_reads_as_arabic,
    read=_read,
)


def read_article(
    text: str, authorities: Authorities, columns: Columns | None = None
) -> dict[str, Any]:
    """The `title`, `text`, `source` and `published` of a saved article, as written in it.

    What is not stated of these is None; `author`, `url`, `section` and what else labels name are
    there if they are stated. A date within the prose is not taken for the day of publication.
    Every line is in the title, in a field or in the text: the text has all but the title and
    the lines before the prose that hold nothing but fields.
    """
    lines = _LINE_ENDS.split(text.lstrip("\ufeff"))
    article = _Article(lines, LineReader(authorities, columns or Columns({}, STANDARD)))
    article.read_front_matter()
    article.read_above_title()
    article.read_under_title()
    article.read_end()
    return article.fields()


class _Article:
    """The lines of one file, and what has been found in them so far."""

    def __init__(self, lines: list[str], reader: LineReader) -> None:
        self._lines = lines
        self._reader = reader
        self._left = [number for number, line in enumerate(lines) if line.strip()]
        self._found: dict[str, Any] = {}
        self._taken: set[int] = set()
        first = [reader.labelled(lines[number]) for number in self._left[:_SPEAKING_LINES]]
        labels = Counter(one.label for one in first if one is not None)
        self._is_conversation = max(labels.values(), default=0) > 1
        self._join_labels()

    def fields(self) -> dict[str, Any]:
        """All that was found, and the text that is left."""
        rest = [line for number, line in enumerate(self._lines) if number not in self._taken]
        text = "\n".join([self._found.pop("text", ""), *rest])
        if "published" not in self._found:
            self._found["published"] = self._found.pop("updated", None)
        came("text", "other-lines")
        return {"title": "", "text": text.strip(), "source": None, **self._found}

    def read_front_matter(self) -> None:
        """Take the labelled lines that begin the file, between fences or by themselves."""
        for number in self._fenced() or self._block():
            line = self._lines[number]
            found, labelled = self._reader.read(line), self._reader.labelled(line)
            if labelled is not None and (found is None or not found.stated):
                field = labelled.field or labelled.label
                found = None if field == "id" else Particulars({field: labelled.value})
            if found is not None:
                self._adopt(number, found)
            self._left.remove(number)
        if self._left and self._reader.label_alone(self._lines[self._left[0]]) == "text":
            self._taken.add(self._left.pop(0))

    def read_above_title(self) -> None:
        """Take the title, and what stands above it."""
        while "title" not in self._found and self._left:
            number, *rest = self._left
            self._left = rest
            if rest and bylines.is_furniture(self._lines[number]) and self._title_follows(rest):
                continue
            found = self._read(number)
            if found is None or not self._stands_above(found, rest):
                found = self._reader.titled(self._lines[number].strip())
            self._adopt(number, found)

    def read_under_title(self) -> None:
        """Take what stands under the title and over the prose, a standfirst before or among it."""
        header = self._left[: self._lines_over_prose()][:_HEADER_LINES]
        passed, beside = 0, True
        for place, number in enumerate(header):
            following = self._left[place + 1 :]
            found = self._read_in_header(number, following)
            if found is None and self._is_remark(number):
                continue
            beside = found is not None and (
                found.sure or beside or any(map(self._is_sure, following[:1]))
            )
            if found is not None and beside:
                self._adopt(number, found)
            elif (passed := passed + 1) > _PASSED_OVER:
                break

    def read_end(self) -> None:
        """Find what the last lines say. They stay in the text."""
        last, prose = self._left[-_LAST_LINES:], False
        for place, number in reversed([*enumerate(last)]):
            above, below = (self._line(last, place + step) for step in (-1, 1))
            found = self._read(number) or self._reader.signed(self._lines[number], above, below)
            if _is_name(found) and _is_name(self._reader.read(above)):
                break  # a list of people
            prose = prose or found is None
            if found is not None and (found.sure or not prose):
                stated = self._said_at_end(found)
                self._trace(number, stated.keys() - self._found.keys())
                self._found = stated | self._found

    def _join_labels(self) -> None:
        """Put a label and the line under it on one: `الكاتب:`, and below it the name."""
        ends = {*self._left[:_HEADER_LINES], *self._left[-_LAST_LINES:]}
        for number, below in pairwise(list(self._left)):
            if number in ends and self._reader.label_alone(self._lines[number]):
                joined = f"{self._lines[number].rstrip()} {self._lines[below].strip()}"
                found = self._reader.read(joined)
                if found is not None and found.sure and "title" not in found.stated:
                    self._lines[number] = joined
                    self._left.remove(below)
                    self._taken.add(below)

    def _line(self, numbers: Sequence[int], place: int) -> str:
        return self._lines[numbers[place]] if 0 <= place < len(numbers) else ""

    def _lines_over_prose(self) -> int:
        """How many of the lines that are left have prose under them; all, if there is none."""
        lines = len(self._left)
        prose = (place for place in reversed(range(lines)) if self._read(self._left[place]) is None)
        return next(prose, lines)

    def _fenced(self) -> list[int]:
        """The lines between `---` and `---` if labelled ones are; the fences are taken."""
        first, *others = self._left[:_FRONT_MATTER_LINES] or [0]
        last = next((n for n in others if _FENCE.fullmatch(self._lines[n])), None)
        if last is None or not _FENCE.fullmatch(self._lines[first]):
            return []
        within = [number for number in others if number < last]
        if not any(self._field(number) for number in within):
            return []
        self._taken |= {first, last}
        self._left = [number for number in self._left if number not in (first, last)]
        for number in within:
            self._lines[number] = _UNQUOTED.sub(r"\1\3", self._lines[number])
        return within

    def _block(self) -> list[int]:
        """The labelled lines at the top, to the last that names a field; two fields must be named.

        The names of speakers come again, so labels that do are none.
        """
        block, fields = 0, []
        for place, number in enumerate(self._left[:_FRONT_MATTER_LINES], 1):
            if self._reader.labelled(self._lines[number]) is None and not self._is_sure(number):
                break
            if field := self._field(number):
                block = place
                fields.append(field)
        begins = bool(self._left) and self._field(self._left[0]) is not None
        is_block = (begins or "title" in fields) and 1 < len(fields) == len(set(fields))
        return self._left[:block] if is_block else []

    def _field(self, number: int) -> str | None:
        labelled = self._reader.labelled(self._lines[number])
        return None if labelled is None else labelled.field

    def _is_remark(self, number: int) -> bool:
        """Whether a line has a label that is no field (`تصوير: باسل نصر`), or is a page's own."""
        line = self._lines[number].strip()
        if bylines.is_furniture(line):
            return True
        is_short = len(line) <= _LONGEST_REMARK and not line.endswith(_ENDS_PROSE)
        return is_short and self._reader.labelled(line) is not None

    def _is_sure(self, number: int) -> bool:
        found = self._read(number)
        return found is not None and found.sure

    def _read(self, number: int) -> Particulars | None:
        """What a line holds; in a conversation a label is a speaker, unless a name follows it."""
        line = self._lines[number]
        if self._is_conversation and (labelled := self._reader.labelled(line)) is not None:
            is_speaker = labelled.field in ("author", "source")
            if is_speaker and not self._reader.is_known_name(labelled.value):
                return None
        return self._reader.read(line)

    def _read_in_header(self, number: int, following: Sequence[int]) -> Particulars | None:
        """What a line under the title holds; before a date it may be an unknown outlet."""
        line = self._lines[number].strip()
        found, after = self._read(number), self._read(following[0]) if following else None
        if found is None and after is not None and after.stated.keys() & _BESIDE_NAMES:
            return self._reader.beside(line, after)
        if _is_name(found) and _is_name(after):
            return None  # a list of people
        return found

    def _stands_above(self, found: Particulars, rest: Sequence[int]) -> bool:
        """Whether a line above others is no title itself, though a title may look like it."""
        stated = found.stated.keys()
        if not rest or not stated:
            return False
        if found.sure and stated <= {"url", "published", "title"}:
            return True
        if stated == {"source"} and self._reader.datelines.may_be_title(found.stated["source"]):
            after = self._read(rest[0])
            if after is None or "published" not in after.stated:
                return False
        return self._title_follows(rest)

    def _title_follows(self, rest: Sequence[int]) -> bool:
        """Whether the first line that is no particulars looks like a title over what follows it."""
        below = [number for number in rest[:_HEADER_LINES] if self._read(number) is None]
        title = below[0] if below else rest[-1]
        line, following = self._lines[title].strip(), rest[rest.index(title) + 1 :]
        if not following or len(line) > _LONGEST_TITLE or line.endswith(_ENDS_PROSE):
            return False
        next_line = self._lines[following[0]].strip()
        is_apart = following[0] > title + 1 or self._read(following[0]) is not None
        return is_apart or len(next_line) > _LONGER_THAN_TITLE * len(line)

    def _adopt(self, number: int, found: Particulars) -> None:
        """Take what is new of a line; out of the text with it, if nothing else is there."""
        known = found.stated.keys() & self._found.keys()
        self._trace(number, found.stated.keys() - known)
        self._found |= {name: found.stated[name] for name in found.stated if name not in known}
        if found.whole and found.stated and not known:
            self._taken.add(number)

    def _trace(self, number: int, names: Iterable[str]) -> None:
        """State on which line fields are. A change's day is that of publication where none is."""
        for name in names:
            is_only_day = name == "updated" and "published" not in self._found
            came("published" if is_only_day else name, "line", number + 1)

    def _said_at_end(self, found: Particulars) -> dict[str, str]:
        """What a line at the end says; a year alone, a heading or an agency says nothing there."""
        stated = dict(found.stated)
        if not found.sure:
            stated.pop("published", None)
        if self._reader.authorities.agency(stated.get("source", "")) is not None:
            del stated["source"]
        return {name: value for name, value in stated.items() if name not in ("title", "section")}


def _is_name(found: Particulars | None) -> bool:
    return found is not None and not found.sure and found.stated.keys() == {"author"}
