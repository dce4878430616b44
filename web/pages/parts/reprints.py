"""Where else the text of a record stands, as its page lists it."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from ....archive.record import Record
from ....index.reprints.answers import Reprint, Reprints, Story
from ....index.reprints.parameters import PARAMETERS

ListName: TypeAlias = Literal[
    "copies", "undated copies", "excerpts", "excerpt of", "part of", "parts", "passages"
]

LEAST: Final = PARAMETERS.run
"""Words in a row that a record must share with a text to be told of."""

FEWEST: Final = PARAMETERS.gram
"""Words that a text must have, of which then all are sought."""

SHOWN: Final = 20
"""How many of a list a page has unless it is asked for all."""


class Other(NamedTuple):
    """A record of a list; `pair` is what it shares with the one whose page it is, if that is known.

    `oldest` says that no copy of its story is older in the archive.
    """

    record: Record
    pair: Reprint | None
    oldest: bool = False


class Listed(NamedTuple):
    """The records that share text with one in the same way, of which `left` are not shown."""

    name: ListName
    shown: tuple[Other, ...]
    left: int


class Elsewhere(NamedTuple):
    """What is told of a record's reprints; `others` is how many other copies there are.

    `oldest` is the first of the oldest copies, and `as_old` how many there are, 0 where none is
    dated; `is_oldest` says whether the record itself is of them.
    """

    lists: tuple[Listed, ...]
    others: int
    oldest: Record | None
    as_old: int
    is_oldest: bool


def elsewhere(reprints: Reprints, *, every: bool) -> Elsewhere | None:
    """What of a record stands elsewhere, each list in order of date; None where nothing does."""
    lists: dict[ListName, list[Other]] = {}
    for name, other in (*_copies(reprints), *_sharing(reprints.others)):
        lists.setdefault(name, []).append(other)
    if not lists:
        return None
    first = _first(reprints.story)
    return Elsewhere(
        tuple(_listed(name, lists[name], every) for name in _ORDER if name in lists),
        others=sum(len(lists.get(name, ())) for name in ("copies", "undated copies")),
        oldest=first[0] if first else None,
        as_old=len(first),
        is_oldest=reprints.record.id in _ids(first),
    )


def sharing(reprints: Reprints) -> frozenset[str]:
    """The ids of all that share text with a record, itself among them where it is in a story."""
    story = reprints.story.records if reprints.story else ()
    return _ids((*story, *(other.record for other in reprints.others)))


_ORDER: Final[tuple[ListName, ...]] = (
    *("copies", "undated copies"),
    *("part of", "excerpt of", "excerpts", "parts", "passages"),
)


def _copies(reprints: Reprints) -> Iterable[tuple[ListName, Other]]:
    """The others of its story, those too that share text with it only through third ones."""
    pairs = {other.record.id: other for other in reprints.others}
    story = reprints.story.records if reprints.story else ()
    oldest = _ids(_first(reprints.story))
    records = (*story, *(other.record for other in reprints.of("reprint")))
    for record in {record.id: record for record in records}.values():
        if record.id != reprints.record.id:
            dated = record.published is not None and record.published.year is not None
            other = Other(record, pairs.get(record.id), record.id in oldest)
            yield "copies" if dated else "undated copies", other


def _first(story: Story | None) -> Sequence[Record]:
    return story.first.records if story and story.first else ()


def _ids(records: Iterable[Record]) -> frozenset[str]:
    return frozenset(record.id for record in records)


def _sharing(others: Iterable[Reprint]) -> Iterable[tuple[ListName, Other]]:
    for other in others:
        if (name := _name(other)) is not None:
            yield name, Other(other.record, other)


def _name(other: Reprint) -> ListName | None:
    """Of an excerpt and of an article in its issue, the shorter is the one that is covered more."""
    this_is_shorter = other.covers_this > other.covers_that
    match other.kind:
        case "reprint":
            return None
        case "excerpt":
            return "excerpt of" if this_is_shorter else "excerpts"
        case "part":
            return "part of" if this_is_shorter else "parts"
        case "passage":
            return "passages"


def _listed(name: ListName, others: Sequence[Other], every: bool) -> Listed:
    shown = tuple(others if every else others[:SHOWN])
    return Listed(name, shown, len(others) - len(shown))
