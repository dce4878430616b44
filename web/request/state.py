"""What the reader is looking at: the whole state of a search, as the address has it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final, Literal, Self, get_args

from ...archive.dates import PartialDate
from ...archive.record import UNKNOWN
from ...index.engines.base import Sort
from ...index.query.parser import Match
from ...index.searching.results import FacetValue, SearchResults
from .parameters import Parameters

Filter = Literal["source", "platform", "mentions", "agency", "author", "tag"]
YesOrNo = Literal["yes", "no"]
LevelName = Literal["any", "word", "written"]

FILTERS: Final[tuple[Filter, ...]] = get_args(Filter)
EXCLUSIONS: Final[Mapping[Filter, str]] = {name: f"not_{name}" for name in FILTERS}
"""The parameters of the values that no result may have."""

SEARCH_PARAMETERS: Final = (
    "q",
    *FILTERS,
    *EXCLUSIONS.values(),
    "since",
    "until",
    "match",
    "level",
    "variants",
    "sort",
)
"""What the page and the API both take."""

PAGE_SIZES: Final = ("10", "20", "50", "100")
DEEPEST: Final = 10_000
"""How far down the results one can turn pages; beyond it, a narrower search serves better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchState:
    """A search and the page of it that is shown.

    A filter's values are names, or `unknown` for records that do not say; those
    of `not_…` are what no result may have.
    """

    q: str = ""
    source: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    not_source: tuple[str, ...] = ()
    not_platform: tuple[str, ...] = ()
    not_mentions: tuple[str, ...] = ()
    not_agency: tuple[str, ...] = ()
    not_author: tuple[str, ...] = ()
    not_tag: tuple[str, ...] = ()
    since: PartialDate | None = None
    until: PartialDate | None = None
    match: Match = "all"
    level: LevelName = "any"
    variants: YesOrNo = "yes"
    sort: Sort | None = None
    page: int = 1
    per_page: int = 10

    @classmethod
    def read(cls, parameters: Parameters) -> Self:
        """The state that an address asks for; what it gets wrong is in `parameters.faults`."""
        since, until = parameters.period("since", "until")
        per_page = int(parameters.choice("per_page", PAGE_SIZES) or PAGE_SIZES[0])
        values = {name: parameters.many(name) for name in (*FILTERS, *EXCLUSIONS.values())}
        return cls(
            q=parameters.text("q"),
            since=since,
            until=until,
            match=parameters.choice("match", get_args(Match)) or "all",
            level=parameters.choice("level", get_args(LevelName)) or "any",
            variants=parameters.choice("variants", get_args(YesOrNo)) or "yes",
            sort=parameters.choice("sort", get_args(Sort)),
            page=parameters.number("page", 1, 1, DEEPEST // per_page),
            per_page=per_page,
            **values,
        )

    @property
    def order(self) -> Sort:
        """The order asked for; without a query nothing is more relevant, and newest come first."""
        if self.q:
            return self.sort or "relevance"
        return "oldest" if self.sort == "oldest" else "newest"

    @property
    def filtered(self) -> bool:
        """Whether anything but the query narrows the results."""
        return self != self.unfiltered().but(page=self.page)

    def as_taken(self, results: SearchResults) -> "SearchState":
        """The same, with filters by the names that the archive knows their values by."""

        def names(values: tuple[FacetValue, ...]) -> tuple[str, ...]:
            return tuple(value.value or UNKNOWN for value in values)

        taken: dict[str, tuple[str, ...]] = {}
        for name in FILTERS:
            values = results.facets[name]
            taken[name] = names(tuple(value for value in values if value.selected))
            taken[EXCLUSIONS[name]] = names(tuple(value for value in values if value.excluded))
        return self.but(page=self.page, **taken)

    def asked(self) -> dict[str, Any]:
        """What `Archive.search` takes, but for the part of the results to give."""
        return {**self.sought(), "sort": self.order}

    def typed(self) -> dict[str, Any]:
        """The query alone, as `Archive.highlight` takes it."""
        return {
            "text": self.q,
            "match": self.match,
            "level": self.level,
            "variants": self.variants == "yes",
        }

    def sought(self) -> dict[str, Any]:
        """What is looked for, in whatever order."""
        return {
            **self.typed(),
            "sources": self.source,
            "platforms": self.platform,
            "mentions": self.mentions,
            "agencies": self.agency,
            "authors": self.author,
            "tags": self.tag,
            "excluding": {name: getattr(self, out) for name, out in EXCLUSIONS.items()},
            "since": self.since,
            "until": self.until,
        }

    def arguments(self) -> dict[str, Any]:
        """The address's parameters; defaults are left out, so that addresses stay short."""
        values = ((name, getattr(self, name), default) for name, default in _DEFAULTS)
        return {
            name: list(value) if isinstance(value, tuple) else str(value)
            for name, value, default in values
            if value != default
        }

    def but(self, **changes: Any) -> "SearchState":
        """The same search changed; from its first page, unless a page is given."""
        return replace(self, **{"page": 1, **changes})

    def toggled(self, parameter: str, value: str) -> "SearchState":
        """With a value put into a parameter, or taken out where it is in."""
        values: tuple[str, ...] = getattr(self, parameter)
        kept = tuple(other for other in values if other != value)
        return self.but(**{parameter: kept if value in values else (*values, value)})

    def without(self, name: Filter, value: str) -> "SearchState":
        """With a filter's value, which is not so yet, excluded, and so no longer chosen."""
        chosen = tuple(other for other in getattr(self, name) if other != value)
        excluded = (*getattr(self, EXCLUSIONS[name]), value)
        return self.but(**{name: chosen, EXCLUSIONS[name]: excluded})

    def within(self, period: PartialDate) -> "SearchState":
        """Narrowed to one year, month or day; without dates where it was so already."""
        if self.since == self.until == period:
            return self.but(since=None, until=None)
        return self.but(since=period, until=period)

    def unfiltered(self) -> "SearchState":
        """The same query with nothing to narrow it."""
        none = dict.fromkeys((*FILTERS, *EXCLUSIONS.values()), ())
        return self.but(**none, since=None, until=None)


_DEFAULTS: Final = tuple((field.name, field.default) for field in fields(SearchState))
