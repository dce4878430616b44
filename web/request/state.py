"""What the reader is looking at: the whole state of a search, as the address has it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from dataclasses import field as attribute
from typing import Any, Final, Literal, Self, get_args

from ...archive.dates import PartialDate
from ...archive.fields import DATE, Field, Fields
from ...archive.ranges import between, ends
from ...archive.record import UNKNOWN
from ...index.engines.base import Sort
from ...index.query.parser import Match
from ...index.reprints.answers import Kind
from ...index.searching.filters import LevelName
from ...index.searching.pages import Per
from ...index.searching.record_lists import RecordList
from ...index.searching.results import FacetValue, SearchResults
from ...index.searching.story_filter import DAYS, SIZE
from .parameters import Parameters

YesOrNo = Literal["yes", "no"]


def excluding(key: str) -> str:
    """The parameter of the values of a field that no result may have."""
    return f"not_{key}"


def limiting(fields: Fields) -> tuple[str, ...]:
    """The parameters that limit results to values of fields, or leave them out."""
    keys = [field.key for field in fields.filters]
    return (*keys, *map(excluding, keys))


def sought_parameters(fields: Fields) -> tuple[str, ...]:
    """What says what is looked for, in whatever order."""
    q, *how = OF_WORDS
    return (q, *limiting(fields), "since", "until", *OF_STORIES, "among", *how)


def search_parameters(fields: Fields) -> tuple[str, ...]:
    """What the page and the API both take."""
    return (*sought_parameters(fields), "sort", "per")


OF_WORDS: Final = ("q", "match", "level", "variants")
"""The parameters that say which words are looked for, and how closely."""

OF_STORIES: Final = ("reprinted", "story_size", "story_days", "shares")
"""The parameters that limit results by what is known of their stories."""

PAGE_SIZES: Final = ("10", "20", "50", "100")
DEEPEST: Final = 10_000
"""How far down the results one can turn pages; beyond it, a narrower search serves better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchState:
    """A search and the page of it that is shown.

    `limits` are the values of its filters by parameter, in the order of `limiting`:
    names or ranges, or `unknown` for records that do not say; those of `not_…` are
    what no result may have. Parameters without values are left out. `story_size` and
    `story_days` are ranges, "" for none; `among` is a list of records in one text, "" for all.
    """

    q: str = ""
    limits: Mapping[str, tuple[str, ...]] = attribute(default_factory=dict)
    since: PartialDate | None = None
    until: PartialDate | None = None
    reprinted: YesOrNo | None = None
    story_size: str = ""
    story_days: str = ""
    shares: Kind | None = None
    among: str = ""
    match: Match = "most"
    level: LevelName = "any"
    variants: YesOrNo = "yes"
    sort: Sort | None = None
    per: Per = "record"
    page: int = 1
    per_page: int = 10

    @classmethod
    def read(cls, parameters: Parameters, fields: Fields) -> Self:
        """The state that an address asks for; what it gets wrong is in `parameters.faults`."""
        since, until = parameters.period("since", "until")
        per_page = int(parameters.choice("per_page", PAGE_SIZES) or PAGE_SIZES[0])
        return cls(
            q=parameters.text("q"),
            limits=_limits(parameters, fields),
            since=since,
            until=until,
            reprinted=parameters.choice("reprinted", get_args(YesOrNo)),
            story_size=parameters.range(SIZE),
            story_days=parameters.range(DAYS),
            shares=parameters.choice("shares", get_args(Kind)),
            among=parameters.listing("among"),
            match=parameters.choice("match", get_args(Match)) or "most",
            level=parameters.choice("level", get_args(LevelName)) or "any",
            variants=parameters.choice("variants", get_args(YesOrNo)) or "yes",
            sort=parameters.choice("sort", get_args(Sort)),
            per=parameters.choice("per", get_args(Per)) or "record",
            page=parameters.number("page", 1, 1, DEEPEST // per_page),
            per_page=per_page,
        )

    @property
    def order(self) -> Sort:
        """The order asked for; without a query nothing is more relevant, and newest come first."""
        if self.q:
            return self.sort or "relevance"
        return "oldest" if self.sort == "oldest" else "newest"

    @property
    def list_name(self) -> str:
        """What the list is called whose records are looked among; "" for none, and no name."""
        return RecordList.read(self.among).name if self.among else ""

    @property
    def filtered(self) -> bool:
        """Whether anything but the query narrows the results."""
        return self != self.unfiltered().but(page=self.page)

    def as_taken(self, results: SearchResults) -> "SearchState":
        """The same, with filters by the names that the archive knows their values by."""

        def names(values: tuple[FacetValue, ...]) -> tuple[str, ...]:
            return tuple(value.value or UNKNOWN for value in values)

        taken: dict[str, tuple[str, ...]] = {}
        named = (
            (key, values)
            for key, values in results.facets.items()
            if results.naming.fields[key].kind == "name"
        )
        for key, values in named:
            taken[key] = names(tuple(value for value in values if value.selected))
            taken[excluding(key)] = names(tuple(value for value in values if value.excluded))
        return self.but(page=self.page, limits=self._with(taken))

    def searched(self) -> dict[str, Any]:
        """What `Archive.search` takes, but for the part of the results to give."""
        return {**self.asked(), "per": self.per}

    def asked(self) -> dict[str, Any]:
        """What is looked for and in which order, whatever stands for it."""
        return {**self.sought(), "sort": self.order}

    def counted(self, records: int, stories: int | None) -> int:
        """So many hits: records, or the stories that those are where each is to be one hit."""
        return records if self.per == "record" or stories is None else stories

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
        only = {name: values for name, values in self.limits.items() if not _is_exclusion(name)}
        excluded = {
            name.removeprefix(_NOT): values
            for name, values in self.limits.items()
            if _is_exclusion(name)
        }
        return {
            **self.typed(),
            "only": only,
            "excluding": excluded,
            "since": self.since,
            "until": self.until,
            "reprinted": None if self.reprinted is None else self.reprinted == "yes",
            "story_size": self.story_size or None,
            "story_days": self.story_days or None,
            "shares": self.shares,
            "among": self.among or None,
        }

    def arguments(self) -> dict[str, Any]:
        """The address's parameters; defaults are left out, so that addresses stay short."""
        values = ((name, getattr(self, name), default) for name, default in _DEFAULTS)
        stated = {name: str(value) for name, value, default in values if value != default}
        q = {"q": self.q} if self.q else {}
        return q | {name: list(values) for name, values in self.limits.items()} | stated

    def but(self, **changes: Any) -> "SearchState":
        """The same search changed; from its first page, unless a page is given."""
        return replace(self, **{"page": 1, **changes})

    def toggled(self, parameter: str, value: str) -> "SearchState":
        """With a value put into a parameter, or taken out where it is in."""
        values = self.limits.get(parameter, ())
        kept = tuple(other for other in values if other != value)
        return self.limited({parameter: kept if value in values else (*values, value)})

    def without(self, key: str, value: str) -> "SearchState":
        """With a filter's value, which is not so yet, excluded, and so no longer chosen."""
        chosen = tuple(other for other in self.limits.get(key, ()) if other != value)
        excluded = (*self.limits.get(excluding(key), ()), value)
        return self.limited({key: chosen, excluding(key): excluded})

    def limited(self, values: Mapping[str, tuple[str, ...]]) -> "SearchState":
        """With these values of these parameters, in the place of those that they had."""
        return self.but(limits=self._with(values))

    def _with(self, values: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        every = {name: kept for name, kept in {**self.limits, **values}.items() if kept}
        if len(every) < 2:
            return every
        # Exclusions come last, as in an address that was read.
        return dict(sorted(every.items(), key=lambda limit: _is_exclusion(limit[0])))

    def range_of(self, field: Field) -> str:
        """The range that a field of numbers or dates is limited to; "" for none, or for several."""
        if not field.is_own:
            return between(str(self.since or ""), str(self.until or ""))
        ranges = [text for text in self.limits.get(field.key, ()) if text != UNKNOWN]
        return ranges[0] if len(ranges) == 1 else ""

    def within(self, field: Field, text: str) -> "SearchState":
        """Limited to this range of a field and to nothing else of it; "" limits it to nothing."""
        if field.is_own:
            return self.limited({field.key: (text,) if text else ()})
        since, until = (PartialDate.from_edtf(end) if end else None for end in ends(text))
        return self.limited({field.key: ()}).but(since=since, until=until)

    def also_within(self, period: PartialDate) -> "SearchState":
        """Limited to what of a period lies within the dates that it is limited to."""
        since, until = self.since, self.until
        begins_later = since and since.first and period.first and since.first > period.first
        ends_earlier = until and until.last and period.last and until.last < period.last
        return self.limited({DATE: ()}).but(
            since=since if begins_later else period, until=until if ends_earlier else period
        )

    def unfiltered(self) -> "SearchState":
        """The same query with nothing to limit it."""
        of_stories = {"reprinted": None, "story_size": "", "story_days": "", "shares": None}
        return self.but(limits={}, since=None, until=None, among="", **of_stories)


_NOT: Final = excluding("")
_DEFAULTS: Final = tuple(
    (part.name, part.default) for part in fields(SearchState) if part.name not in ("q", "limits")
)


def _is_exclusion(parameter: str) -> bool:
    return parameter.startswith(_NOT)


def _limits(parameters: Parameters, fields: Fields) -> dict[str, tuple[str, ...]]:
    found = {
        name: parameters.values(name, fields[name.removeprefix(_NOT)]) for name in limiting(fields)
    }
    return {name: values for name, values in found.items() if values}
