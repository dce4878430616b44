"""The records as every peer reads them: lines of columns parted by tabs, under a heading.

The columns are `number`, each facet with its values parted by U+001F, `title`
and `text`, whose white space is all turned into spaces.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kashshaf import Archive
from kashshaf.archive.field_values import facet_values
from kashshaf.archive.fields import STANDARD
from kashshaf.archive.storage.store import Store
from kashshaf.index.building.documents import schema_of

FACETS = schema_of(STANDARD).facets
"""What our engines keep of each record."""

SEVERAL = "\x1f"
"""Between the values of one facet."""

MANY_VALUED = ("mentions", "agency", "tag")
"""The facets of which a record can have several."""

SAMPLE = 1000
"""Rows kept at most, to check answers by reading."""

_SPACES = str.maketrans(dict.fromkeys("\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029", " "))


@dataclass(frozen=True, slots=True)
class Row:
    """One record; facets without a value have ("",)."""

    number: int
    facets: Mapping[str, tuple[str, ...]]
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of the rows: how many, how many have each value, and some of them to read."""

    records: int
    facets: Mapping[str, Mapping[str, int]]
    sample: tuple[Row, ...]


@dataclass(slots=True)
class _Noted:
    every: int
    records: int = 0
    facets: dict[str, Counter[str]] = field(
        default_factory=lambda: {facet: Counter() for facet in FACETS}
    )
    sample: list[Row] = field(default_factory=list)

    def add(self, row: Row) -> None:
        for facet, values in row.facets.items():
            self.facets[facet].update(values)
        if self.records % self.every == 0:
            self.sample.append(row)
        self.records += 1


def write(archive: Path, into: Path) -> Facts:
    """Write the records of an archive as rows, and note what is true of them."""
    with (
        Store.open(archive / Archive.STORE, readonly=True) as store,
        into.open("w", encoding="utf-8", newline="\n") as out,
    ):
        out.write("\t".join(("number", *FACETS, "title", "text")) + "\n")
        noted = _Noted(every=max(store.count() // SAMPLE, 1))
        for row in _rows(store):
            noted.add(row)
            facets = (SEVERAL.join(row.facets[facet]) for facet in FACETS)
            out.write("\t".join((str(row.number), *facets, row.title, row.text)) + "\n")
    return Facts(noted.records, noted.facets, tuple(noted.sample))


def read(path: Path) -> Iterator[Row]:
    """The rows in a file."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        _, *facets, _, _ = next(lines).rstrip("\n").split("\t")
        for line in lines:
            number, *values, title, text = line.rstrip("\n").split("\t")
            split = (of_facet.split(SEVERAL) for of_facet in values)
            yield Row(int(number), dict(zip(facets, map(tuple, split), strict=True)), title, text)


def _rows(store: Store) -> Iterator[Row]:
    values_of = facet_values(STANDARD)
    for change in store.changes():
        if change.record is not None:
            values = values_of(change.record)
            yield Row(
                change.number,
                {facet: tuple(map(_spaced, values.get(facet, ("",)))) for facet in FACETS},
                _spaced(change.record.title),
                _spaced(change.record.text),
            )


def _spaced(text: str) -> str:
    return text.translate(_SPACES)
