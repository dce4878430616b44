"""What is offered under the search box while one types: words, values, dates, titles."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from flask import Blueprint, request, url_for

from ...archive.fields import DATE
from ...archive.writers.texts import LONGEST_TITLE, opening
from ...index.suggestions.completion import Completions
from ..language import wording
from ..language.messages import _
from ..request.parameters import Parameters

if TYPE_CHECKING:
    from ...facade.archive import Archive

_WORDS, _LIMITS, _TITLES = 5, 4, 3
"""Options of each kind: the list is to hide little of the page."""

_VALUES_OF_ONE_FIELD: Final = 2

_Option: TypeAlias = dict[str, Any]


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add this to a blueprint."""

    @blueprint.get("/complete")
    def complete() -> dict[str, Any]:
        """The options, and what a screen reader says of them.

        Each has a `label` under the title of its `group`. A word is searched for. A value or a
        period limits the search that the box is of, with what stands before its name as `q`: what
        it has in `add` stands beside other limits, what it has in `set` in their place. A title
        has an `href`.
        """
        found = archive.complete(Parameters(request.args).text("q", strip=False))
        limits = [*_periods(found, archive), *_values(found, archive)]
        options = [
            *map(_word, found.words[:_WORDS]),
            *limits[:_LIMITS],
            *(_title(*one) for one in [*found.titles.items()][:_TITLES]),
        ]
        return {"options": options, "said": wording.suggestions(len(options))}


def _word(word: str) -> _Option:
    return {"kind": "word", "group": _("Words"), "label": word}


def _values(found: Completions, archive: "Archive") -> Iterator[_Option]:
    for key, counts in found.values.items():
        title = wording.facet_title(archive.fields[key])
        for value in [*counts][:_VALUES_OF_ONE_FIELD]:
            yield _limit(title, value, counts[value], found) | {"add": {key: value}}


def _periods(found: Completions, archive: "Archive") -> Iterator[_Option]:
    title = wording.facet_title(archive.fields[DATE])
    for period, count in found.periods.items():
        label = wording.value_label(archive.naming, DATE, period)
        limits = {"since": period, "until": period, DATE: ""}
        yield _limit(title, label, count, found) | {"set": limits}


def _limit(group: str, label: str, count: int, found: Completions) -> _Option:
    return {
        "kind": "value",
        "group": group,
        "label": label,
        "count": wording.number(count),
        "q": found.before,
    }


def _title(record_id: str, title: str) -> _Option:
    href = url_for(".record", record_id=record_id)
    label = opening(title, LONGEST_TITLE)
    return {"kind": "title", "group": _("Titles"), "label": label, "href": href}
