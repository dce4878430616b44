"""What is offered where nothing was found, or little: other searches, each with what it finds.

Each is made of changes (`changes.py`). Few changes come before many, and none is offered with
more changes than it takes, so that no way out is told twice. The last resorts come when nothing
less finds anything.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from itertools import combinations
from time import monotonic
from typing import TYPE_CHECKING, Final

from ....archive.errors import OutOfTime, QueryError
from ....archive.time_limit import time_left, time_limit
from ....index.searching.results import SearchResults
from ....index.suggestions.rarity import RARER
from ...language.messages import _
from ...request.state import SearchState
from . import changes as possible
from .changes import CONDITIONS, Change
from .facets import Chip

if TYPE_CHECKING:
    from ....facade.archive import Archive

FEW: Final = 10
"""Results of which fewer may be too few."""

_MOST_OFFERED: Final = 6
_MOST_LOOSER: Final = 4
_MOST_SEARCHES: Final = 40
_LONGEST: Final = 0.5
"""Seconds after which no more are looked for, but for the first and for the last resorts."""

_FIRST: Final = 6
"""Ways that are looked at however long that takes."""

_MOST_CHANGES: Final = 3
_APART: Final = (
    {"closer", "form"},
    {"closer", "match"},
    {"value", "match"},
    {"value", "typed"},
    {"whole", "chosen"},
)
"""Kinds of which one does what the other does, or undoes it."""

_Changes = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """A search that finds something, and what to call it; `meant` is a spelling and no more."""

    label: str
    leads_to: SearchState
    total: int
    meant: bool = False


def alternatives(
    archive: "Archive", state: SearchState, found: SearchResults, chips: Sequence[Chip]
) -> list[Alternative]:
    """The searches that find something where this finds nothing, those that change least first."""
    looking = _Looking(archive, state)
    with _half_of_the_time():
        changes = [
            *possible.meant(archive, state, found),
            *possible.values(archive, state, found),
            *possible.looser(archive, state),
            *possible.conditions(archive, state, chips),
        ]
        less = [change for change in changes if not _is_all(change.made(state))]
        looking.look_through(_by_weight(less)[:_MOST_SEARCHES], _MOST_OFFERED)
        if not looking.found:
            any(looking.look(several) for several in _last_resorts(state, changes))
    return looking.found


def ways_out(archive: "Archive", state: SearchState, chips: Sequence[Chip]) -> list[Alternative]:
    """The same in another view of a search; none where that finds what the view cannot show."""
    found = archive.search(**state.searched(), limit=0)
    return [] if found.total else alternatives(archive, state, found, chips)


def looser(archive: "Archive", state: SearchState, found: SearchResults) -> list[Alternative]:
    """The searches by looser words that find more where this finds few, the closest first."""
    if not state.q or found.total >= FEW:
        return []
    looking = _Looking(archive, state, found.total)
    with _half_of_the_time():
        changes = list(possible.looser(archive, state))
        if state.filtered:
            changes.append(possible.whole(2))
        closest_first = sorted(changes, key=lambda change: change.weight)
        looking.look_through([(change,) for change in closest_first], _MOST_LOOSER)
    return looking.found


@contextmanager
def _half_of_the_time() -> Iterator[None]:
    """Work that is ended, without a word, when half of the time for the answer is over.

    Results are there already, or that there are none; what was found until then is offered.
    """
    left = time_left()
    with suppress(OutOfTime), nullcontext() if left is None else time_limit(left / 2):
        yield


def _is_all(state: SearchState) -> bool:
    """Whether it asks for nothing: what leads there is no answer to what was asked."""
    return not (state.q or state.filtered)


class _Looking:
    """Looks what changes of a search find, none that is more than what found something.

    Each is to find more than were found `already`, and other than as many as one that
    changes less.
    """

    def __init__(self, archive: "Archive", state: SearchState, already: int = 0) -> None:
        self.found: list[Alternative] = []
        self._archive, self._state, self._already = archive, state, already
        self._enough: list[frozenset[Change]] = []
        self._seen = [state]

    def look_through(self, ways: Sequence[_Changes], most: int) -> None:
        """Look until so many have been found; if it takes long, after the first few no further."""
        until = monotonic() + _LONGEST
        for place, changes in enumerate(ways):
            late = place >= _FIRST and monotonic() > until
            if late or len(self.found) >= most:
                return
            self.look(changes)

    def look(self, changes: _Changes) -> bool:
        """Whether these find something and were not told yet."""
        made = frozenset(changes)
        state = self._state
        for change in changes:
            state = change.made(state)
        if state in self._seen or any(enough <= made for enough in self._enough):
            return False
        kinds = [change.kind for change in changes]
        is_meant = kinds == ["meant"]
        spelt = [one.total for one in self.found if one.meant]
        if spelt and len(changes) > 1:
            return False
        self._seen.append(state)
        total = self._count(state)
        if total <= self._already or (is_meant and total * RARER < max(spelt, default=0)):
            return False
        self._enough.append(made)
        if (self._already or "whole" in kinds) and total in [one.total for one in self.found]:
            return False
        # Most of the words, or any, are so in any form as well.
        told = [one.label for one in changes if one.kind != "form" or "match" not in kinds]
        label = state.q if is_meant else _(", ").join(told)
        self.found.append(Alternative(label, state, total, is_meant))
        return True

    def _count(self, state: SearchState) -> int:
        try:
            return self._archive.count(**state.sought(), per=state.per)
        except QueryError:
            return 0  # too costly in this form


def _by_weight(changes: Sequence[Change]) -> list[_Changes]:
    """All that may be done together, the least first."""
    several = (
        some
        for number in range(1, _MOST_CHANGES + 1)
        for some in combinations(changes, number)
        if _go_together(some)
    )
    return sorted(several, key=lambda some: sum(change.weight for change in some))


def _go_together(changes: _Changes) -> bool:
    kinds = [change.kind for change in changes if change.kind not in CONDITIONS]
    every = {change.kind for change in changes}
    return len(kinds) == len(set(kinds)) and not any(pair <= every for pair in _APART)


def _last_resorts(state: SearchState, changes: Sequence[Change]) -> Iterator[_Changes]:
    """All that loosens a search at once, in each spelling; then what it is narrowed to, alone."""
    meant = [change for change in changes if change.kind == "meant"]
    # The last of a kind loosens most.
    spared = ("meant", "value", "closer", "texts", *CONDITIONS)
    looser = {change.kind: change for change in changes if change.kind not in spared}
    taken_off = CONDITIONS if "whole" not in looser else ("typed",)
    loosest = (*looser.values(), *(change for change in changes if change.kind in taken_off))
    for one in meant:
        yield (one, *loosest)
    yield loosest
    if state.filtered:
        label = _("Everything under these conditions")
        yield (Change("form", label, 9, lambda state: state.but(q="")),)
