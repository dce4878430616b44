"""What every engine guarantees.

An engine keeps documents, made of finished tokens and facet values, and runs
plans on them. It never analyses text and never sees a `Record`, so that all
engines match the same records. `tests/contract/` holds each to this page.
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeAlias, TypeVar

from ...arabic.pieces import Shape
from ...archive.errors import SettingsError
from .plan import UNDATED, AnyOf, Days, Field, Plan, Terms

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

T = TypeVar("T")

Numbers: TypeAlias = "npt.NDArray[np.int64]"
"""Numbers of records, each once, in order."""

Sort: TypeAlias = Literal["relevance", "newest", "oldest"]

BM25_K1 = 1.2
BM25_B = 0.75


@dataclass(frozen=True, slots=True)
class Schema:
    """What the documents of an index have beside their numbers and dates.

    `texts` says of each how many words one of its words counts for. `facets`
    are those whose values are counted; of the `combined` a document may have
    several values, out of few.
    """

    texts: Mapping[Field, int]
    facets: tuple[str, ...]
    combined: frozenset[str] = frozenset()

    def within(self, field: Field | None) -> tuple[Field, ...]:
        """The texts in which something is looked for: all unless it is in one field."""
        return tuple(self.texts) if field is None else (field,)


MOST_SCORED = 64
"""A union of more words only selects: it would rank by what was hardly asked for. An engine
that ranks by them all the same is no worse for it."""


def idf(having: int, records: int) -> float:
    """The part of BM25 that is a word's own, where `having` of the records have it."""
    return math.log(1 + (records - having + 0.5) / (having + 0.5))


@dataclass(frozen=True, slots=True)
class Document(Generic[T]):
    """What an engine indexes of one record, known to it by `number` alone.

    `fields` hold the pieces of each text in the engine's own shape. `first` and
    `last` are the days (`date.toordinal`) that its date can mean, both 0 where
    the year is not known. `facets` leaves out unknown values.
    """

    number: int
    fields: Mapping[Field, list[T]]
    facets: Mapping[str, tuple[str, ...]]
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """A plan with filters, an order, a page, and the facets to count.

    Filters of different facets must all hold, values of one facet are
    alternatives, "" is the unknown value. `days` lets through what is dated wholly
    within them, `undated` what has no date: either will do where both are given. The
    counts of a facet ignore the filter on that facet; those of dates ignore these two.
    `numbers` says that those of all that match are wanted too, if there is a way to have them
    beside the counts.
    """

    plan: Plan
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    days: tuple[int, int] | None = None
    undated: bool = False
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = ()
    numbers: bool = False

    @property
    def dating(self) -> Plan | None:
        """What matches the records whose dates are let through; None where all are."""
        days = None if self.days is None else Days(*self.days)
        if not self.undated:
            return days
        return UNDATED if days is None else AnyOf((days, UNDATED))


DATE_FACETS = frozenset({"month", "day"})


def own_filter(facet: str) -> str:
    """The filter that the counts of a facet ignore: a facet's name, or "days"."""
    return "days" if facet in DATE_FACETS else facet


BROADEST = 512
"""More than the days between the first and the last that a date can mean, those of a year."""

MOST_VALUES = 10_000
"""Values of a facet that are counted: those with the most records, where there are more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The page's `(number, score)` pairs, the exact total, and exact facet counts.

    By relevance, equal scores stand in order of `number`. By date, what is dated by a year or
    a month alone comes after all days that it may be: "newest" goes by the first that a date
    can mean, "oldest" by the last, and where that is one day the closer date is ahead. Equal
    dates have the later `number` first, and undated records come last either way.
    A facet's counts leave out values that no record has; "" counts the unknown.
    Scores say nothing where the order is by date. `numbers` are those of all that match, where
    the engine has told them on its way.
    """

    hits: tuple[tuple[int, float], ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    numbers: "Numbers | None" = field(default=None, compare=False)


LONGEST_VALUE = 8_000
"""Letters of a facet's value that count: an index's term has room for 32 or 64 thousand bytes."""


def without_surrogates(text: str) -> str:
    """The text with lone surrogates, which UTF-8 cannot hold, as U+FFFD.

    What is typed may have them, and what broken files held: both go through here.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def kept_value(value: str) -> str:
    """A facet's value as an index that is written in UTF-8 keeps it, and is asked for it."""
    return without_surrogates(value[:LONGEST_VALUE])


Slice: TypeAlias = tuple[int, int]
ReadSlice: TypeAlias = Callable[[Slice], Iterator[Document[T]]]


class DocumentFeed(Protocol):
    """Where a build reads its documents: picklable, opened once in each process."""

    @property
    def slices(self) -> tuple[Slice, ...]:
        """What there is to read, in pieces of like size."""

    def open(self, shape: Shape[T]) -> AbstractContextManager[ReadSlice[T]]:
        """Begin to read, in one process, documents of this shape."""


class Columns(Protocol):
    """The values that records have, by their numbers, which are counted in them at once."""

    def counts(
        self, facets: Sequence[str], numbers: Numbers
    ) -> dict[str, Mapping[str, int]] | None:
        """How many of these records have each value, as `Answer.facets`.

        None where the columns have not all of the records: an index may have moved on.
        """

    def values_of(self, facet: str) -> Sequence[str]:
        """All values that records have of a facet."""


Idfs: TypeAlias = Callable[[Sequence[Terms]], Sequence[float]]
"""`Engine.idfs`, to those who want no more of an engine."""


class Engine(Protocol):
    """An open index. Reading is safe from many threads; one thread writes at a time.

    It belongs to the process that opened it: a forked child opens one for itself.
    """

    def search(self, request: Request, columns: Columns | None = None) -> Answer:
        """Run one request; an engine may count in these columns what it counts more slowly."""

    def idfs(self, words: Sequence[Terms]) -> Sequence[float]:
        """The `idf` of each pseudo-word, by about how many documents have it."""

    def values(self, facet: str) -> Mapping[str, int]:
        """Every known value of a facet and how many documents have it."""

    def numbers_of(self, request: Request) -> Numbers:
        """The numbers of all documents that a request finds, whatever its page and its order."""

    def matching(self, plans: Iterable[Plan]) -> Iterator[Numbers]:
        """The numbers of all documents that each plan matches, for very many plans."""

    def replace(self, documents: Iterable[Document[Any]], removed: Iterable[int]) -> None:
        """Remove documents by number, add these, and make both durable and visible at once.

        What was removed may go on weighing in the scores of others until the engine
        next tidies up; it is never found or counted.
        """

    def close(self) -> None:
        """Let go of the files."""


class EngineKind(Protocol):
    """How an engine's indexes are made and opened; each fills a folder of its own."""

    name: str
    version: str
    shape: Shape[Any]
    """What its documents hold of a text; see `arabic/pieces.py`."""
    written_again: Collection[str]
    """The names of files that it writes more than once; all others never change."""

    def build(
        self, folder: Path, feed: DocumentFeed, workers: int, done: Callable[[int], None]
    ) -> None:
        """Make an index of all that the feed gives; `done` hears of documents as they go in."""

    def open(self, folder: Path) -> Engine:
        """Open an index for reading and writing; raise `FileNotFoundError` for none."""

    def use(self, folder: Path) -> None:
        """Hear that this index is about to take the place of the one in use."""

    def remove(self, folder: Path) -> None:
        """Remove what the index keeps outside its folder, half built or whole.

        The folder itself is removed after it; raise `SearchIndexError` where that must wait.
        """


class FolderKind:
    """What is the same for engines whose indexes are wholly in their folders."""

    name: str
    written_again: Collection[str] = ()

    def __init__(self, settings: Mapping[str, object], schema: Schema) -> None:
        self.schema = schema
        if settings:
            raise SettingsError(
                f"the engine {self.name} has no settings: take [engines.{self.name}]"
                " out of settings.toml"
            )

    def use(self, folder: Path) -> None:
        """Do nothing: the generations say which index is in use."""

    def remove(self, folder: Path) -> None:
        """Do nothing: the folder is all there is."""
