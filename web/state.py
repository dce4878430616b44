"""What the reader is looking at: the whole state of a search, as the address has it."""

from dataclasses import dataclass, fields, replace
from typing import Any, Final, Literal, Self, get_args

from ..archive.dates import PartialDate
from ..archive.record import UNKNOWN
from ..index.engines.base import Sort
from ..index.parser import Match
from ..index.results import SearchResults
from .reading import Reading

Filter = Literal["source", "platform", "mentions", "agency"]
YesOrNo = Literal["yes", "no"]

FILTERS: Final[tuple[Filter, ...]] = get_args(Filter)
SEARCH_PARAMETERS: Final = ("q", *FILTERS, "since", "until", "match", "variants", "sort")
"""What the page and the API both take."""

PAGE_SIZES: Final = ("10", "20", "50", "100")
DEEPEST: Final = 10_000
"""How far down the results one can turn pages; beyond it, a narrower search serves better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchState:
    """A search and the page of it that is shown.

    A filter's values are names, or `unknown` for records that do not say.
    """

    q: str = ""
    source: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    since: PartialDate | None = None
    until: PartialDate | None = None
    match: Match = "all"
    variants: YesOrNo = "yes"
    sort: Sort | None = None
    page: int = 1
    per_page: int = 10

    @classmethod
    def read(cls, reading: Reading) -> Self:
        """The state that an address asks for; what it gets wrong is in `reading.faults`."""
        since, until = reading.period("since", "until")
        per_page = int(reading.choice("per_page", PAGE_SIZES) or PAGE_SIZES[0])
        return cls(
            q=reading.text("q"),
            source=reading.many("source"),
            platform=reading.many("platform"),
            mentions=reading.many("mentions"),
            agency=reading.many("agency"),
            since=since,
            until=until,
            match=reading.choice("match", get_args(Match)) or "all",
            variants=reading.choice("variants", get_args(YesOrNo)) or "yes",
            sort=reading.choice("sort", get_args(Sort)),
            page=reading.number("page", 1, 1, DEEPEST // per_page),
            per_page=per_page,
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
        return any(getattr(self, name) for name in (*FILTERS, "since", "until"))

    def as_taken(self, results: SearchResults) -> "SearchState":
        """The same, with filters by the names that the archive knows their values by."""
        taken = {
            name: tuple(value.value or UNKNOWN for value in results.facets[name] if value.selected)
            for name in FILTERS
        }
        return self.but(page=self.page, **taken)

    def asked(self) -> dict[str, Any]:
        """What `Archive.search` takes, but for the part of the results to give."""
        return {
            "text": self.q,
            "sources": self.source,
            "platforms": self.platform,
            "mentions": self.mentions,
            "agencies": self.agency,
            "since": self.since,
            "until": self.until,
            "match": self.match,
            "variants": self.variants == "yes",
            "sort": self.order,
        }

    def arguments(self) -> dict[str, Any]:
        """The address's parameters; defaults are left out, so that addresses stay short."""
        values = ((field, getattr(self, field.name)) for field in fields(self))
        return {
            field.name: list(value) if isinstance(value, tuple) else str(value)
            for field, value in values
            if value != field.default
        }

    def but(self, **changes: Any) -> "SearchState":
        """The same search changed; from its first page, unless a page is given."""
        return replace(self, **{"page": 1, **changes})

    def toggled(self, name: Filter, value: str) -> "SearchState":
        """With a filter's value put in, or taken out where it is in."""
        values: tuple[str, ...] = getattr(self, name)
        kept = tuple(other for other in values if other != value)
        return self.but(**{name: kept if value in values else (*values, value)})

    def within(self, period: PartialDate) -> "SearchState":
        """Narrowed to one year, month or day; without dates where it was so already."""
        if self.since == self.until == period:
            return self.but(since=None, until=None)
        return self.but(since=period, until=period)

    def unfiltered(self) -> "SearchState":
        """The same query with nothing to narrow it."""
        return self.but(**dict.fromkeys(FILTERS, ()), since=None, until=None)
