"""What became of what was taken in: by kind, with what to do about what was rejected."""

import datetime as dt
import json
import os
import re
import shlex
import shutil
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..archive.fields import Words
from ..archive.items import TEXTLESS, UNREAD
from ..archive.settings import SETTINGS_FILE
from .formats import Printout
from .mends import mend
from .printing import aligned, cell, from_the_right, plain, say, width
from .wording import language, said

if TYPE_CHECKING:
    from ..archive.tally import ReaderTally, Reason, Tally
    from ..facade.archive import Archive

_NUMBERS: Final = ("files", "items", "added", "updated", "same", "duplicate", "rejected")
_IF_ANY: Final = ("updated", "same", "duplicate", "rejected")
"""Numbers that are left out of a table where all of them are 0."""

_NO_READERS: Final[Mapping[str, Words]] = {
    UNREAD: {"en": "Of no kind that is known", "ar": "ما لا يُعرف نوعه"},
    TEXTLESS: {"en": "Images and others without a text", "ar": "صور وغيرها مما لا نص فيه"},
}

_MOST_REASONS = 3
"""That are told of one kind; the file of what was rejected has all."""

_MOST_OF_NO_KIND = 12
"""The same for files that have only in common that no reader was found for them."""

_MOST_REPLACED = 10
"""Files that are told of whose records were updated from others."""

_MOST_ENDINGS = 6
"""That are told of files that were rejected for one reason."""

_NARROWEST, _WIDEST = 16, 48
"""Columns of a terminal that the name of a kind is given at least, and at most."""

_BESIDE: Final = "  "
"""By what a line of a list is set off."""

_COMMAND = re.compile(r"`[^`]+`|pip install '[^']+'|--\w+ \S+|ocrmypdf [-\w ]+")
_JOINT: Final = "\x1f"
"""Stands for a blank within a command while lines are divided; no stranger's text has it here."""

_BEYOND_A_NAME = re.compile(r"\s*[:;,(،؛].*", re.DOTALL)


def say_tally(tally: "Tally") -> None:
    """Say what became of the items that were read, by kind where there are several."""
    say_sum(tally)
    if len(tally.by_reader) > 1:
        for line in _table(tally):
            say(line)
    for line in _remarks(tally):
        say(line)


def say_sum(tally: "Tally") -> None:
    """Say what became of all the items together."""
    say(_sum(tally))


def _sum(tally: "Tally") -> str:
    counts = ("read", "added", "updated", "same", "rejected")
    return said("taken-in", **{name: getattr(tally, name) for name in counts})


def say_intake(tally: "Tally") -> None:
    """Say in one line what arrived just now, and of the first that was rejected, which and why."""
    when = dt.datetime.now().strftime("%H:%M:%S")
    line = f"{when}  {said('files')}: {tally.files:,}. {_sum(tally)}"
    for rejection in tally.rejections[:1]:
        line += f" ({plain(rejection.origin.file)}: {mend(rejection.reason)})"
    say(line)


def say_media(archive: "Archive", tally: "Tally", paths: Sequence[str]) -> None:
    """Say which setting shows the files that items have beside them, where none of these is found.

    What was taken in tells the folder in which they are.
    """
    records = filter(None, map(archive.get, tally.with_media))
    named = [file for record in records for file in archive.media(record)]
    folders = [path if path.is_dir() else path.parent for path in map(Path, paths)]
    if "-" in paths or not named or any(file.path for file in named):
        return
    folder = os.path.commonpath([one.resolve() for one in folders])
    say(said("media", settings=archive.folder / SETTINGS_FILE))
    say(f"{_BESIDE}[media]")
    say(f"{_BESIDE}folder = {json.dumps(folder, ensure_ascii=False)}")


def of_tally(tally: "Tally") -> Printout:
    """What became of the items that were read: a row a kind."""
    kinds = [_row(reader, one) for reader, one in _ordered(tally)]
    whole = {
        **{name: sum(one[name] for one in kinds) for name in _NUMBERS},
        "rejects_file": tally.rejects_file and str(tally.rejects_file),
        "kinds": kinds,
        "replaced": [asdict(one) for one in tally.replaced],
        "unused": [asdict(one) for one in tally.unused],
    }
    return Printout(
        whole=whole,
        rows=kinds,
        columns=("reader", "kind", *_NUMBERS, "reasons"),
        cells=([*(row | {"reasons": _in_a_cell(row["reasons"])}).values()] for row in kinds),
        lines=_table(tally),
        remarks=_remarks(tally),
    )


def _row(reader: str, one: "ReaderTally") -> dict[str, Any]:
    reasons = [
        {"reason": reason.first.reason, "times": reason.times, "file": reason.first.origin.file}
        for reason in _commonest(one)
    ]
    return {"reader": reader, "kind": _kind(reader), **_numbers(one), "reasons": reasons}


def _in_a_cell(reasons: list[dict[str, Any]]) -> list[str]:
    return [f"{reason['reason']} ({reason['times']:,})" for reason in reasons]


def _numbers(one: "ReaderTally") -> dict[str, int]:
    return {name: getattr(one, "read" if name == "items" else name) for name in _NUMBERS}


def _ordered(tally: "Tally") -> "list[tuple[str, ReaderTally]]":
    """The kinds with most items first; behind them what no reader has."""
    return sorted(tally.by_reader.items(), key=lambda one: (one[0] in _NO_READERS, -one[1].read))


def _commonest(one: "ReaderTally") -> "list[Reason]":
    return sorted(one.reasons.values(), key=lambda reason: -reason.times)


def _kind(reader: str) -> Words:
    """What a reader reads, as short as a table needs it: the beginning of its description."""
    from ..archive.readers import READERS

    if reader in _NO_READERS:
        return _NO_READERS[reader]
    known = READERS[reader]
    return {
        "en": _BEYOND_A_NAME.sub("", known.description),
        "ar": _BEYOND_A_NAME.sub("", known.arabic),
    }


def _table(tally: "Tally") -> Iterator[str]:
    """A line a kind: how many files and items it has, and what became of them."""
    kinds = [(_kind(reader)[language()], _numbers(one)) for reader, one in _ordered(tally)]
    total = Counter[str]()
    for _, numbers in kinds:
        total.update(numbers)
    shown = [name for name in _NUMBERS if name not in _IF_ANY or total[name]]
    rows = [[said(name) for name in shown]]
    rows += [[f"{numbers[name]:,}" for name in shown] for _, numbers in kinds]
    rows.append([f"{total[name]:,}" for name in shown])
    taken = sum(2 + max(map(width, column)) for column in zip(*rows, strict=True))
    room = min(max(_terminal() - taken, _NARROWEST), _WIDEST)
    names = [said("kind"), *(name for name, _ in kinds), said("in-all")]
    yield from aligned(
        [[cell(_cut(name, room)), *map(cell, row)] for name, row in zip(names, rows, strict=True)]
    )


def _remarks(tally: "Tally") -> Iterator[str]:
    """What to do about what was rejected, and what else is to be known."""
    if tally.duplicate:
        yield said("duplicates", duplicates=tally.duplicate)
    if tally.rejected:
        yield said("to-mend")
        for reader, one in _ordered(tally):
            kind = _kind(reader)[language()]
            if reader == TEXTLESS:
                yield from _textless(kind, one)
            else:
                most = _MOST_OF_NO_KIND if reader == UNREAD else _MOST_REASONS
                yield from _mends(kind, one, most)
    if tally.rejects_file is not None:
        yield said("rejects", file=tally.rejects_file)
    for replaced in tally.replaced[:_MOST_REPLACED]:
        yield said("replaced", **asdict(replaced))
    if others := tally.replaced[_MOST_REPLACED:]:
        yield said("more-replaced", files=len(others), records=sum(one.records for one in others))
    for unused in tally.unused:
        asked = shlex.quote(f"text={unused.column}")
        yield said("unused-text", file=unused.file, column=unused.column, asked=asked)


def _mends(kind: str, one: "ReaderTally", most: int) -> Iterator[str]:
    """What to do about what was rejected of one kind, the commonest reason first."""
    told: dict[str, Reason] = {}
    counts = Counter[str]()
    for reason in _commonest(one):
        sentence = mend(reason.first.reason)
        told.setdefault(sentence, reason)
        counts[sentence] += reason.times
    commonest = counts.most_common(most)
    for sentence, times in commonest:
        yield from _entry(f"{kind} ({times:,}): {sentence}")
        file = plain(told[sentence].first.origin.file)
        yield _entry_part(said("such-as", file=file) if times > 1 else file)
    if left := one.rejected - sum(times for _, times in commonest):
        yield from _entry(said("more-reasons", kind=kind, times=left))


def _textless(kind: str, one: "ReaderTally") -> Iterator[str]:
    """How many files of which endings hold no text, as a folder of pages has hundreds."""
    endings = Counter[str]()
    for reason in one.reasons.values():
        endings.update(reason.endings)
    named = [
        f"{plain(ending[1:])} {count:,}"
        for ending, count in endings.most_common(_MOST_ENDINGS)
        if ending
    ]
    counted = said("comma").join([f"{one.rejected:,}", *named])
    yield from _entry(f"{kind} ({counted}): {said('nothing-to-mend')}")


def _entry(text: str) -> Iterator[str]:
    """A sentence of a list, over as many lines as it needs; no command is divided."""
    joined = _COMMAND.sub(lambda command: command[0].replace(" ", _JOINT), text)
    room = _terminal() - 2 * len(_BESIDE)
    lines = textwrap.wrap(joined, room, break_long_words=False, break_on_hyphens=False)
    for number, line in enumerate(lines):
        yield _directed(_BESIDE * (2 if number else 1) + line.replace(_JOINT, " "))


def _entry_part(line: str) -> str:
    """What is told below a sentence of a list, in one piece, so that it can be copied."""
    return _directed(_BESIDE * 2 + line)


def _directed(line: str) -> str:
    return from_the_right(line) if language() == "ar" else line


def _cut(name: str, room: int) -> str:
    return name if width(name) <= room else f"{name[: room - 1].rstrip()}…"


def _terminal() -> int:
    """The columns of the terminal; 80 where there is none."""
    return shutil.get_terminal_size().columns
