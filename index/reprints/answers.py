"""What is told of reprints: partners of a record, stories, shared passages, where a text stands."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ...archive.dates import PartialDate
from ...archive.record import Record

Kind: TypeAlias = Literal["reprint", "excerpt", "passage", "part"]
"""How two records share text.

A "reprint" is one text again: both are mostly covered by the other. An "excerpt" is a text most
of which stands in a longer one. A "passage" is a stretch that both have. "part" is an article
beside the whole issue of its own paper that has it.
"""

Place: TypeAlias = tuple[int, int]
"""From where to where in a text, in characters."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that share text, by number: `a` is less than `b`.

    `words` are those that both have in runs. `covers_a` is the part of a's words, without
    boilerplate, that stand in b too, `covers_b` the part of b's; `longest` the words of the
    longest passage.
    """

    a: int
    b: int
    kind: Kind
    words: int
    covers_a: float
    covers_b: float
    longest: int


@dataclass(frozen=True, slots=True)
class RecordPair:
    """Two records that share text, as a `Pair` has them by number; neither is the first to have it.

    `a` came into the archive before `b`.
    """

    a: Record
    b: Record
    kind: Kind
    words: int
    covers_a: float
    covers_b: float
    longest: int


@dataclass(frozen=True, slots=True)
class Reprint:
    """A record that shares text with another, `this` one; the shares are as those of a `Pair`."""

    record: Record
    kind: Kind
    words: int
    covers_this: float
    covers_that: float
    longest: int


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """The oldest copies of a story in the archive: all records that have its first date.

    No more is known than this: several sources often have it on one day, and it may
    have been printed elsewhere before.
    """

    date: PartialDate
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Records that are reprints of one another, directly or through others.

    `records` are in order of date, those dated by a year alone after the others of that year, and
    those without a date last. `first` is None where none is dated. `days` is how many days lie
    between the first and the last, None where fewer than two are dated to the day.
    """

    records: tuple[Record, ...]
    first: FirstSeen | None
    days: int | None

    @property
    def size(self) -> int:
        """How many records it has."""
        return len(self.records)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that printed it, each once, in order of date; those not known left out."""
        return tuple(dict.fromkeys(record.source for record in self.records if record.source))

    @property
    def agencies(self) -> dict[str, int]:
        """How many of its records credit each agency, the one that most do first."""
        credited = Counter(agency for record in self.records for agency in record.agencies)
        return dict(credited.most_common())


@dataclass(frozen=True, slots=True)
class Reprints:
    """What of a record stands elsewhere: its story, if it is in one, and what shares text with it.

    `others` are in order of date, undated ones last.
    """

    record: Record
    story: Story | None
    others: tuple[Reprint, ...]

    def of(self, kind: Kind) -> tuple[Reprint, ...]:
        """The others that share text in one way."""
        return tuple(other for other in self.others if other.kind == kind)


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that two texts both have, and where they stand in each."""

    words: int
    a: Place
    b: Place


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that two texts share: its runs, with what differs between them."""

    words: int
    a: Place
    b: Place
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What two records share, in the order of `a`; `kind` is None where it is too little to count.

    `boilerplate_a` and `boilerplate_b` are the places of each text that its source prints again
    and again, which do not count; it `is_repeated` where most of what they share is of that kind.
    """

    a: Record
    b: Record
    kind: Kind | None
    covers_a: float
    covers_b: float
    passages: tuple[Passage, ...]
    boilerplate_a: tuple[Place, ...] = ()
    boilerplate_b: tuple[Place, ...] = ()
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class Traced:
    """A record in which a text stands, or some of it; in each passage `a` is the text asked for.

    `covers` is the part of that text's words that the record has.
    """

    record: Record
    words: int
    covers: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a text stands: records by how much of it they have, the most first.

    `total` is how many there are, of which these are some; `at_least_half` have half of it or
    more, which repeat it, as the rest quotes it or uses the same set phrases. `ids` and `dates` are
    those of all, a date None where no year is known; `words` is how many the text has. With `more`
    others may have some of it too: only the 5,000 records that share most with it were compared.
    """

    words: int
    total: int
    at_least_half: int
    found: tuple[Traced, ...]
    ids: tuple[str, ...]
    dates: tuple[PartialDate | None, ...]
    more: bool

    def __iter__(self) -> Iterator[Traced]:
        return iter(self.found)


@dataclass(frozen=True, slots=True)
class Stories:
    """Some stories of all `total` that have a record in a search, of its `records`."""

    total: int
    records: int
    stories: tuple[Story, ...]

    def __iter__(self) -> Iterator[Story]:
        return iter(self.stories)


@dataclass(frozen=True, slots=True)
class PrintedAfter:
    """How often one source had a story first and another printed it on a later day.

    Where several had it on the first day, each has its fraction of `stories`; `whole_stories` is
    how many they are, undivided. That one printed after another does not say that it copied from
    it.
    """

    earlier: str
    later: str
    stories: float
    whole_stories: int
