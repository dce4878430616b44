"""What may be done to a search that finds nothing, or little: one thing at a time.

Another spelling, looser words, another value, a condition less. `alternatives.py` looks which of
them find something, by themselves or together.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from functools import partial
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from ....archive.errors import QueryError
from ....index.query import clauses
from ....index.query.nodes import HasValue, Level
from ....index.query.parser import parse
from ....index.searching.results import SearchResults
from ...language.messages import _, isolated
from ...language.wording import facet_title, level_label, value_label
from ...request.state import SearchState
from .facets import Chip

if TYPE_CHECKING:
    from ....facade.archive import Archive

_MOST_MEANT: Final = 3
_MOST_CONDITIONS: Final = 8
"""Conditions that are left out one by one, of more all are; and that get other values."""

_MOST_CUT: Final = 5
"""Letters that are taken off a pattern's end, to find what begins so."""

Kind = Literal[
    "meant",
    "value",
    "closer",
    "form",
    "texts",
    "variants",
    "match",
    "typed",
    "chosen",
    "whole",
]
CONDITIONS: Final = ("typed", "chosen")


class Change(NamedTuple):
    """One thing that is done to a search; of one kind one, but for conditions.

    How much it changes is its `weight`, beside the others'. Those that are `closer` loosen the
    words a little, each in its way; `form` does all that they do.
    """

    kind: Kind
    label: str
    weight: float
    made: Callable[[SearchState], SearchState]


def meant(archive: "Archive", state: SearchState, found: SearchResults) -> Iterator[Change]:
    """What may have been meant, under whatever conditions."""
    if not state.q:
        return
    names, typed = archive.fields.by_name, state.typed()
    if state.level == "written":
        typed["level"] = "any"  # words as they are written are not doubted
    others = (clauses.loosened(state.q, names), clauses.plain(state.q, names))
    asked = dict.fromkeys((state.q, *others))
    suggested = (archive.suggestions(**{**typed, "text": text}) for text in asked)
    likely = found.suggestions or next(filter(None, suggested), ())
    for place, text in enumerate(likely[:_MOST_MEANT]):
        yield Change("meant", _quoted(text), 1 + place / 5, partial(SearchState.but, q=text))


def values(archive: "Archive", state: SearchState, found: SearchResults) -> Iterator[Change]:
    """Other values in the place of those that no record has, and their words in the texts."""
    unknown = {
        (notice.values["field"], notice.values["text"])
        for notice in found.notices
        if notice.code == "unknown-value"
    }
    for condition in clauses.conditions(state.q, archive.fields.by_name)[:_MOST_CONDITIONS]:
        match parse(condition, fields=archive.fields).query:
            case HasValue(key, text) if (key, text) in unknown:
                yield from _other_values(archive, state, condition, key, text)
    yield from _other_names(archive, state)
    for key, text in sorted(unknown)[:_MOST_CONDITIONS]:
        if text in state.limits.get(key, ()):
            for place, value in enumerate(archive.similar_values(key, text)):
                limits = {key: (value,)}
                yield _valued(
                    archive, key, value, place, partial(SearchState.limited, values=limits)
                )


def _other_names(archive: "Archive", state: SearchState) -> Iterator[Change]:
    """Fields in the place of what nearly has their names, and with other values if need be."""
    q = clauses.named(state.q, archive.fields.by_name)
    if q == " ".join(state.q.split()):
        return
    yield Change("value", _quoted(q), 0.9, partial(SearchState.but, q=q))
    for condition in clauses.conditions(q, archive.fields.by_name)[:_MOST_CONDITIONS]:
        match parse(condition, fields=archive.fields).query:
            case HasValue(key, text) if archive.fields[key].kind == "name":
                renamed = state.but(q=q)
                yield from _other_values(archive, renamed, condition, key, text)


def _other_values(
    archive: "Archive", state: SearchState, condition: str, key: str, text: str
) -> Iterator[Change]:
    name, _colon, _value = condition.partition(":")
    similar, spelt = archive.similar_values(key, text), archive.suggestions(text)[:1]
    for place, value in enumerate(similar or spelt):
        label = value_label(archive.naming, key, value)
        quoted = f"«{label}»" if '"' in label else f'"{label}"'
        q = clauses.instead(state.q, condition, f"{name}:{quoted}")
        yield _valued(archive, key, value, place, partial(SearchState.but, q=q))
    for words in (text, *(() if similar else spelt)):
        label = _("%(query)s in the texts", query=_quoted(words))
        q = clauses.instead(state.q, condition, words)
        yield Change("value", label, 1.3, partial(SearchState.but, q=q))


def _valued(
    archive: "Archive",
    key: str,
    value: str,
    place: int,
    made: Callable[[SearchState], SearchState],
) -> Change:
    title, label = facet_title(archive.fields[key]), value_label(archive.naming, key, value)
    named = _("%(facet)s: %(value)s", facet=title, value=isolated(label))
    return Change("value", named, 0.9 + place / 10, made)


def looser(archive: "Archive", state: SearchState) -> Iterator[Change]:
    """The words less closely, or not all of them."""
    if not state.q:
        return
    names = archive.fields.by_name
    loosest = clauses.loosened(state.q, names)
    if clauses.anywhere(state.q, names) != " ".join(state.q.split()):
        label = _("In the whole item")
        yield Change(
            "texts", label, 1.05, lambda state: state.but(q=clauses.anywhere(state.q, names))
        )
    yield from _closer(archive, state, loosest)
    several = clauses.is_of_several(state.q, names)
    if loosest != " ".join(state.q.split()) or state.level != "any":
        label = _("All the words in any form, anywhere") if several else _("In any form")
        match = "all" if several else state.match
        yield Change(
            "form",
            label,
            1.2,
            lambda state: state.but(q=clauses.loosened(state.q, names), level="any", match=match),
        )
    if state.variants == "no":
        label = _("With other spellings and plurals")
        yield Change("variants", label, 1.1, lambda state: state.but(variants="yes"))
    if several:
        if state.match == "all" or loosest != state.q:
            label = _("Most of your words")
            yield Change("match", label, 1.2, lambda state: state.but(match="most"))
        if state.match != "any":
            label = _("Any of your words")
            yield Change("match", label, 1.6, lambda state: state.but(match="any"))


def _closer(archive: "Archive", state: SearchState, loosest: str) -> Iterator[Change]:
    """What loosens phrases, patterns, fields of texts and levels a little."""
    q, names = " ".join(state.q.split()), archive.fields.by_name
    told = {
        clauses.with_clitics(q, names): _("With prefixes too"),
        clauses.near(q, names): _("The words near each other"),
        clauses.apart(q, names): _("The same words, anywhere"),
    }
    beginnings = islice(clauses.shorter(q, names), _MOST_CUT)
    begun = next((text for text in beginnings if _is_held(archive, state, text)), q)
    told[begun] = _quoted(begun)
    for place, (text, label) in enumerate(told.items()):
        if text not in (q, loosest):
            yield Change("closer", label, 1 + place / 20, partial(SearchState.but, q=text))
    levels = [level.value for level in Level]
    for level in reversed(levels[1 : levels.index(state.level)]):
        label = level_label(level)
        yield Change("closer", label, 1.15, partial(SearchState.but, level=level))


def _is_held(archive: "Archive", state: SearchState, text: str) -> bool:
    try:
        return archive.count(**{**state.typed(), "text": text}) > 0
    except QueryError:
        return False  # too costly in this form


def conditions(archive: "Archive", state: SearchState, chips: Sequence[Chip]) -> Iterator[Change]:
    """Without what limits the search: typed in the query, chosen, or all that is chosen."""
    typed = clauses.conditions(state.q, archive.fields.by_name)
    chosen = [[*same] for _title, same in groupby(chips, lambda chip: chip.title)]
    if len(typed) + len(chosen) <= _MOST_CONDITIONS:
        for text in typed:
            label = _("Without %(condition)s", condition=_quoted(text))
            yield Change("typed", label, 1, partial(_without_typed, condition=text))
        for same in chosen:
            told = _(", ").join(chip.label for chip in same)
            label = _("Without %(facet)s: %(value)s", facet=same[0].title, value=isolated(told))
            yield Change("chosen", label, 1, partial(_lifted, chips=same, whole=state))
    if len(chosen) > 1:
        # It says in fewer words what it is to leave out each of them.
        yield whole(len(chosen) - 0.1)


def whole(weight: float) -> Change:
    """Without all that was chosen."""
    return Change("whole", _("The whole archive"), weight, SearchState.unfiltered)


def _quoted(text: str) -> str:
    return _("“%(query)s”", query=isolated(text))


def _without_typed(state: SearchState, condition: str) -> SearchState:
    return state.but(q=clauses.without(state.q, condition))


def _lifted(state: SearchState, chips: Sequence[Chip], whole: SearchState) -> SearchState:
    """The state without what these chips of another, `whole`, tell of it.

    Values of one field are alternatives: to leave out one of them would find less.
    """
    changed: dict[str, Any] = {}
    emptied: dict[str, tuple[str, ...]] = {}
    for chip in chips:
        for part in fields(SearchState):
            left = getattr(chip.without, part.name)
            if part.name == "limits":
                names = [name for name in whole.limits if left.get(name) != whole.limits[name]]
                emptied |= dict.fromkeys(names, ())
            elif part.name != "page" and left != getattr(whole, part.name):
                changed[part.name] = left
    return state.but(**changed).limited(emptied)
