"""What is offered where nothing was found: other searches, each with what it would find.

Each is made of changes: another spelling, looser words, a condition less. Few changes come
before many, and none is offered with more changes than it takes, so that no way out is told
twice. The last resorts come when nothing less finds anything.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, groupby
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from ....archive.errors import QueryError
from ....index.query.clauses import conditions, loosened, without
from ...language.messages import _, isolated
from ...request.state import SearchState
from .facets import Chip

if TYPE_CHECKING:
    from ....facade.archive import Archive

_MOST_OFFERED: Final = 6
_MOST_SEARCHES: Final = 40
_LONGEST: Final = 0.5
"""Seconds after which no more are looked for, but for the last resorts."""

_MOST_CHANGES: Final = 3
_MOST_MEANT: Final = 3
_MOST_CONDITIONS: Final = 8
"""Conditions that are left out one by one; of more, all are."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A search that finds something, and what to call it; `meant` is a spelling and no more."""

    label: str
    leads_to: SearchState
    total: int
    meant: bool = False


_Kind = Literal["meant", "form", "variants", "match", "typed", "chosen", "whole", "words"]
_CONDITIONS: Final = ("typed", "chosen")


class _Change(NamedTuple):
    """One thing that is done to a search; of one kind one, but for conditions.

    How much it changes is its `weight`, beside the others'.
    """

    kind: _Kind
    label: str
    weight: float
    made: Callable[[SearchState], SearchState]


_Changes = tuple[_Change, ...]


def alternatives(
    archive: "Archive", state: SearchState, chips: Sequence[Chip]
) -> list[Alternative]:
    """The searches that find something, those that change least first."""
    changes = [
        *_meant(archive, state),
        *_looser(archive, state),
        *_conditions(archive, state, chips),
    ]
    until = monotonic() + _LONGEST
    looking = _Looking(archive, state)
    for several in _by_weight(changes)[:_MOST_SEARCHES]:
        if len(looking.found) >= _MOST_OFFERED or monotonic() > until:
            break
        looking.look(several)
    if not looking.found:
        for several in _last_resorts(state, changes):
            if looking.look(several):
                break
    return looking.found


class _Looking:
    """Looks what changes of a search find, none that is more than what found something."""

    def __init__(self, archive: "Archive", state: SearchState) -> None:
        self.found: list[Alternative] = []
        self._archive, self._state = archive, state
        self._enough: list[frozenset[_Change]] = []
        self._seen = [state]

    def look(self, changes: _Changes) -> bool:
        """Whether these find something and were not told yet."""
        made = frozenset(changes)
        state = self._state
        for change in changes:
            state = change.made(state)
        if state in self._seen or any(enough <= made for enough in self._enough):
            return False
        self._seen.append(state)
        total = self._count(state)
        if total:
            self._enough.append(made)
            labels = [change.label for change in changes]
            meant = [change.kind for change in changes] == ["meant"]
            label = state.q if meant else _(", ").join(labels)
            self.found.append(Alternative(label, state, total, meant))
        return bool(total)

    def _count(self, state: SearchState) -> int:
        try:
            return self._archive.count(**state.sought(), per=state.per)
        except QueryError:
            return 0  # too costly in this form


def _by_weight(changes: Sequence[_Change]) -> list[_Changes]:
    """All that may be done together, the least first."""
    several = (
        some
        for number in range(1, _MOST_CHANGES + 1)
        for some in combinations(changes, number)
        if _go_together(some)
    )
    return sorted(several, key=lambda some: sum(change.weight for change in some))


def _go_together(changes: _Changes) -> bool:
    kinds = [change.kind for change in changes if change.kind not in _CONDITIONS]
    return len(kinds) == len(set(kinds))


def _last_resorts(state: SearchState, changes: Sequence[_Change]) -> Iterator[_Changes]:
    """All that loosens a search at once, in each spelling; then what it is narrowed to, alone."""
    meant = [change for change in changes if change.kind == "meant"]
    # The last of a kind loosens most.
    looser = {
        change.kind: change for change in changes if change.kind not in ("meant", *_CONDITIONS)
    }
    taken_off = _CONDITIONS if "whole" not in looser else ("typed",)
    loosest = (*looser.values(), *(change for change in changes if change.kind in taken_off))
    for one in meant:
        yield (one, *loosest)
    yield loosest
    if state.filtered:
        label = _("Everything under these conditions")
        yield (_Change("words", label, 9, lambda state: state.but(q="")),)


def _meant(archive: "Archive", state: SearchState) -> Iterator[_Change]:
    """What may have been meant, under whatever conditions."""
    if not state.q:
        return
    typed = state.typed()
    if state.level == "written":
        typed["level"] = "any"  # words as they are written are not doubted
    asked = dict.fromkeys((state.q, loosened(state.q, archive.fields.by_name)))
    found = (archive.suggestions(**{**typed, "text": text}) for text in asked)
    for place, text in enumerate(next(filter(None, found), ())[:_MOST_MEANT]):
        label = _("“%(query)s”", query=isolated(text))
        yield _Change("meant", label, 1 + place / 5, partial(SearchState.but, q=text))


def _looser(archive: "Archive", state: SearchState) -> Iterator[_Change]:
    """The words less closely, or not all of them."""
    if not state.q:
        return
    names = archive.fields.by_name
    if loosened(state.q, names) != " ".join(state.q.split()) or state.level != "any":
        yield _Change(
            "form",
            _("The words in any form, in any order"),
            1.1,
            lambda state: state.but(q=loosened(state.q, names), level="any"),
        )
    if state.variants == "no":
        label = _("With other spellings and plurals")
        yield _Change("variants", label, 1.1, lambda state: state.but(variants="yes"))
    if " " in state.q:
        if state.match == "all":
            label = _("Most of your words")
            yield _Change("match", label, 1.2, lambda state: state.but(match="most"))
        if state.match != "any":
            yield _Change(
                "match", _("Any of your words"), 1.6, lambda state: state.but(match="any")
            )


def _conditions(archive: "Archive", state: SearchState, chips: Sequence[Chip]) -> Iterator[_Change]:
    """Without what limits the search: typed in the query, chosen, or all that is chosen."""
    typed = conditions(state.q, archive.fields.by_name)
    chosen = [[*same] for _title, same in groupby(chips, lambda chip: chip.title)]
    if len(typed) + len(chosen) <= _MOST_CONDITIONS:
        for text in typed:
            label = _("Without %(condition)s", condition=_("“%(query)s”", query=isolated(text)))
            yield _Change("typed", label, 1, partial(_without_typed, condition=text))
        for same in chosen:
            values = _(", ").join(chip.label for chip in same)
            label = _("Without %(facet)s: %(value)s", facet=same[0].title, value=isolated(values))
            yield _Change("chosen", label, 1, partial(_lifted, chips=same, whole=state))
    if len(chosen) > 1:
        # It says in fewer words what it is to leave out each of them.
        weight = len(chosen) - 0.1
        yield _Change("whole", _("The whole archive"), weight, SearchState.unfiltered)


def _without_typed(state: SearchState, condition: str) -> SearchState:
    return state.but(q=without(state.q, condition))


def _lifted(state: SearchState, chips: Sequence[Chip], whole: SearchState) -> SearchState:
    """The state without what these chips of another, `whole`, tell of it.

    Values of one field are alternatives: to leave out one of them would find less.
    """
    changed: dict[str, Any] = {}
    emptied: dict[str, tuple[str, ...]] = {}
    for chip in chips:
        for name, left in chip.without._asdict().items():
            if name == "limits":
                gone = [key for key in whole.limits if left.get(key) != whole.limits[key]]
                emptied |= dict.fromkeys(gone, ())
            elif name != "page" and left != getattr(whole, name):
                changed[name] = left
    return state.but(**changed).limited(emptied)
