"""A sound file, or several, for each of the readers: those in `fixtures/`, and what is made here.

Whoever adds a reader puts a file into `fixtures/`, or adds the maker of one; which reader has it
is asked of the readers themselves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from office_files import FIRST, LAST, SHEET, TITLE, docx, epub, in_codes, ods, odt, pdf, rtf, xlsx
from outlook_files import msg
from reading_files import taken

FIXTURES = Path(__file__).parents[2] / "fixtures"

# Of Parquet only the marks are here: the package that writes it is as large as all others together.
MADE: Mapping[str, Callable[[], bytes]] = {
    "بيان.docx": docx,
    "بيان.odt": odt,
    "بيان.rtf": lambda: rtf(in_codes),
    "جدول.xlsx": lambda: xlsx({"أخبار": SHEET}),
    "جدول.ods": lambda: ods({"أخبار": SHEET}),
    "خبر.msg": msg,
    "جدول.parquet": lambda: b"PAR1" + bytes(range(256)) + b"PAR1",
    "عدد.pdf": lambda: pdf([TITLE, FIRST], [LAST]),
    "كتاب.epub": epub,
}


@dataclass(frozen=True)
class Sample:
    """A sound file: its name, what is in it and the readers that have it."""

    name: str
    content: bytes
    readers: frozenset[str]


@cache
def samples() -> tuple[Sample, ...]:
    """All of them, in a stable order."""
    files = [
        path
        for path in sorted(FIXTURES.rglob("*"))
        if path.is_file() and path.parent != FIXTURES and FIXTURES / "golden" not in path.parents
    ]
    with TemporaryDirectory() as folder:
        for name, make in MADE.items():
            files.append(Path(folder) / name)
            files[-1].write_bytes(make())
        return tuple(Sample(path.name, path.read_bytes(), _readers_of(path)) for path in files)


def _readers_of(path: Path) -> frozenset[str]:
    items, rejections = taken(path)
    origins = [*(item.origin for item in items), *(one.origin for one in rejections)]
    return frozenset(origin.reader for origin in origins)
