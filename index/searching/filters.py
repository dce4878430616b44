"""What a search is wanted to: the keyword arguments that all ways to search share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Self, TypedDict, Unpack, get_args

from ...archive.dates import PartialDate
from ...archive.errors import QueryError
from ...archive.fields import UNKNOWN_VALUE
from ...archive.metadata.authorities import Authorities
from ...archive.record import UNKNOWN
from ..engines import plan
from ..engines.base import Request
from ..planning.planner import canonical, day_range
from ..query.nodes import Level
from ..query.parser import Match

MOST_TEXT = 2000
"""The longest query, in characters: a page of words would cost more than it finds."""

MOST_VALUES = 100
"""Values that one search may be wanted to, or be without."""

FACET_OF: Mapping[str, str] = {
    "sources": "source",
    "platforms": "platform",
    "mentions": "mentions",
    "agencies": "agency",
    "authors": "author",
    "tags": "tag",
}
"""The keyword arguments that take names, and the facets in which these are values."""


class SearchOptions(TypedDict, total=False):
    """What a search may be wanted to, and how closely its words must match.

    Filters take names as people write them; values of one filter are
    alternatives, different filters must all hold, "unknown" stands for records
    that do not say. `excluding` maps the name of a facet to values that no
    result may have. `since` and `until` take `2014`, `2014-09` or
    `2014-09-03`; a record is within them if its whole date is. `match` is
    "all" or "any" of the words. `level` is how closely each must match at
    least: "any" form, the "word" itself, or as "written". With `variants`,
    words in any form find what stands for them too: other spellings of a
    name, broken plurals.
    """

    sources: Iterable[str]
    platforms: Iterable[str]
    mentions: Iterable[str]
    agencies: Iterable[str]
    authors: Iterable[str]
    tags: Iterable[str]
    excluding: Mapping[str, Iterable[str]]
    since: PartialDate | str | None
    until: PartialDate | str | None
    match: Match
    level: str
    variants: bool


class UserQuery(NamedTuple):
    """A query's text and how it is to be taken."""

    text: str
    match: Match = "all"
    variants: bool = True
    level: Level = Level.ANY_FORM


@dataclass(frozen=True, slots=True)
class FilteredQuery:
    """What is looked for: a query, and what its results are wanted to, in the archive's names."""

    typed: UserQuery
    filters: Mapping[str, frozenset[str]]
    excluded: Mapping[str, frozenset[str]]
    days: tuple[int, int] | None

    @classmethod
    def of(cls, authorities: Authorities, text: str, **options: Unpack[SearchOptions]) -> Self:
        """Check the arguments; raise `QueryError` for those that make no sense."""
        given: Mapping[str, Any] = options
        return cls(
            user_query(text, **options),
            filters={
                facet: values
                for name, facet in FACET_OF.items()
                if (values := _values(authorities, facet, given.get(name, ())))
            },
            excluded={
                facet: values
                for facet, names in options.get("excluding", {}).items()
                if (values := _values(authorities, one_of("facet", facet, _FACETS), names))
            },
            days=_days(options.get("since"), options.get("until")),
        )

    def request(self, whole: plan.Plan, **more: Any) -> Request:
        """What an engine is asked for this plan of the query."""
        outside = (plan.Except(plan.Values(*one)) for one in self.excluded.items())
        wanted = plan.All((whole, *outside)) if self.excluded else whole
        return Request(wanted, self.filters, self.days, **more)


_FACETS = tuple(FACET_OF.values())
_KNOWN = SearchOptions.__annotations__


def user_query(text: str, **options: Unpack[SearchOptions]) -> UserQuery:
    """The query alone; raise `QueryError` for what makes no sense, `TypeError` for other names."""
    if strange := sorted(options.keys() - _KNOWN):
        raise TypeError(f"there is no argument {strange[0]!r}; there are: {', '.join(_KNOWN)}")
    if len(text) > MOST_TEXT:
        raise QueryError(f"the query has {len(text):,} characters; the most is {MOST_TEXT:,}")
    match = options.get("match", "all")
    level = one_of("level", options.get("level", Level.ANY_FORM), tuple(Level))
    one_of("match", match, get_args(Match))
    return UserQuery(text, match, options.get("variants", True), Level(level))


def one_of(what: str, given: str, known: Iterable[str]) -> str:
    """The same if it is known; raise `QueryError` otherwise."""
    if given not in known:
        raise QueryError(f"there is no {what} “{given}”; use one of: {', '.join(known)}")
    return given


def _values(authorities: Authorities, facet: str, names: Iterable[str]) -> frozenset[str]:
    """The values that names stand for; "unknown" and "" mean not stated."""
    if isinstance(names, str):
        raise QueryError(f"the filter on {facet} takes a list of names, not {names!r} alone")
    values = frozenset(_value(authorities, facet, name) for name in names)
    if len(values) > MOST_VALUES:
        raise QueryError(f"the filter on {facet} takes at most {MOST_VALUES} names")
    return values


def _value(authorities: Authorities, facet: str, name: str) -> str:
    if not isinstance(name, str):
        raise QueryError(f"the filter on {facet} takes names as texts, not {name!r}")
    unknown = name in (UNKNOWN, UNKNOWN_VALUE)
    return UNKNOWN_VALUE if unknown else canonical(authorities, facet, name)


def _days(
    since: PartialDate | str | None, until: PartialDate | str | None
) -> tuple[int, int] | None:
    """The days asked for, as ordinals; None where none are."""
    first, last = _date("since", since), _date("until", until)
    return day_range(first, last) if first or last else None


def _date(name: str, given: PartialDate | str | None) -> PartialDate | None:
    if given is None:
        return None
    if isinstance(given, str):
        try:
            given = PartialDate.from_edtf(given)
        except ValueError as error:
            raise QueryError(f"{name}: {error}") from None
    if not isinstance(given, PartialDate):
        raise QueryError(f'{name} takes a text such as "2014-09", not {given!r}')
    if given.year is None:
        raise QueryError(f"{name} needs a year: {given} has none")
    return given
