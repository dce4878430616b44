"""The plan: what an engine is asked, as a tree of finished tokens.

`planner.py` makes it from a query; engines translate it and never analyse.
Every node says which records it matches; where it also ranks, its docstring
says how. Words are scored by BM25 of the record as a whole, in which a title's
word counts for two: to score title and text apart and add them up puts every
record with a short title that has the word before those that are about it.
Nodes that only select score nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Stream = Literal["stem", "written"]
"""What a text's entries are indexed by. The folded word, between the two, is asked for by all
that the archive has of its written forms."""

Field: TypeAlias = str
"""The key of a text that is searched: title, text, or a field of the archive's own."""

Places: TypeAlias = tuple[tuple[str, ...], ...]
"""The words at each place of a sequence, any of which will do there."""

STREAMS: tuple[Stream, ...] = ("stem", "written")
POSITIONAL: frozenset[Stream] = frozenset({"written"})
"""The streams that keep positions: stems are never asked for in sequence."""


@dataclass(frozen=True, slots=True)
class All:
    """Records that every part matches; the score is the sum of theirs."""

    parts: tuple["Plan", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Records that some part matches; the score is the sum of those that do."""

    parts: tuple["Plan", ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Records in which the parts that match weigh at least so much together.

    `weights` are the parts', none below 0; the score is the sum of those that match.
    """

    parts: tuple["Plan", ...]
    weights: tuple[int, ...]
    least: int

    def ways(self) -> Iterator[tuple["Plan", ...]]:
        """The fewest parts that are enough: a record matches if it matches all of one of these."""
        heaviest = sorted(zip(self.weights, self.parts, strict=True), key=lambda one: -one[0])
        return _enough(heaviest, self.least)


def _enough(parts: list[tuple[int, "Plan"]], least: int) -> Iterator[tuple["Plan", ...]]:
    for at, (weight, part) in enumerate(parts):
        if weight >= least:
            yield (part,)
        elif weight:
            yield from ((part, *others) for others in _enough(parts[at + 1 :], least - weight))


@dataclass(frozen=True, slots=True)
class Except:
    """Records that the part does not match; no score."""

    part: "Plan"


@dataclass(frozen=True, slots=True)
class Prefer:
    """Records that `part` matches; those that `bonus` matches too gain `weight` of its score.

    `bonus` matches no record that `part` does not, as a word is found only where its stem is.
    """

    part: "Terms"
    bonus: "Terms"
    weight: float


@dataclass(frozen=True, slots=True)
class MatchAll:
    """Every record; no score."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Records with any of the words in the field, or in any where it is None.

    The words count as one pseudo-word: their frequencies in a record are
    added, each as often as a word of its field counts, and the document
    frequency is that of their union.
    """

    stream: Stream
    words: tuple[str, ...]
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Sequence:
    """Records with the words in this order in the field, or in any one where it is None.

    At each place any of its alternatives will do; in all at most `slop` other
    words stand between. Each place where a match ends counts once, and
    a match is as rare as its words together: their weights are added. So are
    the scores of the fields, the title's twice.
    """

    stream: Stream
    words: Places
    slop: int = 0
    field: Field | None = None
    stems: tuple[str, ...] = ()
    """What all records that match have among their stems: by it an engine may tell soon that
    there are none."""


@dataclass(frozen=True, slots=True)
class Values:
    """Records with any of these values of a facet ("" is none at all); no score."""

    facet: str
    values: frozenset[str]


UNDATED: Final = Values("month", frozenset({""}))
"""Records that state no date, or one of which no year is known."""


@dataclass(frozen=True, slots=True)
class Days:
    """Records dated wholly from `since` to `until`, as `date.toordinal`; no score."""

    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """The records of these numbers; no score."""

    numbers: frozenset[int]


Leaf: TypeAlias = Terms | Sequence | Prefer
"""What is looked for in a text."""

Plan: TypeAlias = (
    All | AnyOf | AtLeast | Except | Prefer | MatchAll | Terms | Sequence | Values | Days | Numbers
)


def leaves(plan: Plan) -> Iterator[Leaf]:
    """What a plan looks for in texts, in order, and does not exclude."""
    match plan:
        case Terms() | Sequence() | Prefer():
            yield plan
        case All(parts) | AnyOf(parts) | AtLeast(parts):
            for part in parts:
                yield from leaves(part)
