"""What a search asks for and is limited to: the arguments that all ways to search share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Self, TypedDict, Unpack, get_args

from ...archive.dates import PartialDate
from ...archive.errors import QueryError
from ...archive.fields import DATE, UNKNOWN_VALUE, Fields
from ...archive.metadata.naming import Naming
from ...archive.ranges import Range
from ...archive.record import UNKNOWN
from ..planning.planner import day_range
from ..query.nodes import And, Dated, Everything, HasValue, Level, Not, Or, Query, fields_of
from ..query.parser import Match
from ..reprints.answers import Kind
from .record_lists import RecordList
from .story_filter import StoryFilter

MOST_TEXT = 2000
"""The longest query, in characters: a page of words would cost more than it finds."""

MOST_VALUES = 100
"""Values that one search may be limited to, or be without."""

LevelName = Literal["any", "clitics", "word", "written"]


class SearchOptions(TypedDict, total=False):
    """What a search may be limited to, and how closely its words must match.

    `only` maps the key of a field to the values that results may have, as
    people write them: names, or ranges such as "10..20" of numbers and dates.
    Values of one field are alternatives, different fields must all hold,
    "unknown" stands for records that do not say. `excluding` has, in the same
    way, what no result may have. `since` and `until` take `2014`, `2014-09` or
    `2014-09-03`; a record is within them if its whole date is. Of the field `date`,
    "unknown" is the one value, for records that state no date or none with a year;
    beside `since` or `until` it is an alternative to them. `match` is
    "most" of the words, by weight, where few records have all (see
    `SearchResults.parts`), "all" or "any". `level` is how closely each must match
    at least: "any" form, with the "clitics" before it (و ب ل ال) and nothing behind
    it, the "word" itself, or as "written". With `variants`, words in any form
    find what stands for them too: other spellings of a name, broken plurals.

    `reprinted` is True for what was printed more than once, False for the rest.
    `story_size` and `story_days` are ranges such as "3.." of how many records a
    story has, one where no copy of a record is known, and of the days between its first
    and its last, where two are dated to the day. `shares` is how a record shares text with
    another: "reprint", "excerpt", "passage", "part".

    `among` is some records, among which alone is looked: their ids, or what
    `Archive.listing` made of them.
    """

    only: Mapping[str, Iterable[str]]
    excluding: Mapping[str, Iterable[str]]
    since: PartialDate | str | None
    until: PartialDate | str | None
    match: Match
    level: LevelName
    variants: bool
    reprinted: bool | None
    story_size: str | int | None
    story_days: str | int | None
    shares: Kind | None
    among: str | Iterable[str] | None


class UserQuery(NamedTuple):
    """A query, as text or as a tree, and how it is to be taken."""

    query: str | Query
    match: Match = "most"
    variants: bool = True
    level: Level = Level.ANY_FORM

    @property
    def text(self) -> str:
        """What was typed; "" for a tree that a program made."""
        return self.query if isinstance(self.query, str) else ""

    @property
    def asks_for_all(self) -> bool:
        """Whether it is for no words, so that nothing is more relevant than anything else."""
        if isinstance(self.query, str):
            return not self.query.strip()
        return self.query == Everything()


@dataclass(frozen=True, slots=True)
class FilteredQuery:
    """A query, and what its results are limited to, in the archive's names.

    `filters` and `excluded` have names, and ranges as they were written, by field; what of
    stories it is limited to is in `stories`.
    """

    typed: UserQuery
    filters: Mapping[str, frozenset[str]]
    excluded: Mapping[str, frozenset[str]]
    since: PartialDate | None
    until: PartialDate | None
    stories: StoryFilter = field(default_factory=StoryFilter)
    among: RecordList | tuple[str, ...] | None = None

    @classmethod
    def of(cls, naming: Naming, query: str | Query, **options: Unpack[SearchOptions]) -> Self:
        """Check the arguments; raise `QueryError` for those that make no sense."""
        return cls(
            user_query(naming.fields, query, **options),
            filters=_filters(naming, "only", options.get("only", {})),
            excluded=_filters(naming, "excluding", options.get("excluding", {})),
            since=_date("since", options.get("since")),
            until=_date("until", options.get("until")),
            stories=StoryFilter.of(
                options.get("reprinted"),
                options.get("story_size"),
                options.get("story_days"),
                options.get("shares"),
            ),
            among=_among(options.get("among")),
        )

    @property
    def days(self) -> tuple[int, int] | None:
        """The days asked for, as ordinals; None where none are."""
        return day_range(self.since, self.until) if self.since or self.until else None

    @property
    def undated(self) -> bool:
        """Whether records without a date are asked for, alone or beside those of `days`."""
        return DATE in self.filters

    def with_filters(self, query: Query) -> Query:
        """The query with its filters as parts of it, to be put in words."""
        limits = {key: _values_of(key, texts) for key, texts in self.filters.items()}
        if self.since or self.until:
            limits[DATE] = (Dated(self.since, self.until), *limits.get(DATE, ()))
        parts = [_any_of(one) for one in limits.values()]
        parts += [Not(_any_of(_values_of(key, texts))) for key, texts in self.excluded.items()]
        if not parts:
            return query
        asked = query.parts if isinstance(query, And) else (query,)
        return And((*(part for part in asked if part != Everything()), *parts))


_KNOWN = SearchOptions.__annotations__


def user_query(fields: Fields, query: str | Query, **options: Unpack[SearchOptions]) -> UserQuery:
    """The query alone; raise `QueryError` for what makes no sense, `TypeError` for other names."""
    if strange := sorted(options.keys() - _KNOWN):
        raise TypeError(f"there is no argument {strange[0]!r}; there are: {', '.join(_KNOWN)}")
    if isinstance(query, str):
        if len(query) > MOST_TEXT:
            raise QueryError(f"the query has {len(query):,} characters; the most is {MOST_TEXT:,}")
    elif not isinstance(query, get_args(Query)):
        raise QueryError(f"a query is a text or a tree of kashshaf.query, not {query!r}")
    else:
        for key in fields_of(query):
            one_of("field", key, fields)
    match = options.get("match", "most")
    level = one_of("level", options.get("level", Level.ANY_FORM), tuple(Level))
    one_of("match", match, get_args(Match))
    return UserQuery(query, match, options.get("variants", True), Level(level))


def one_of(what: str, given: str, known: Iterable[str]) -> str:
    """The same if it is known; raise `QueryError` otherwise."""
    if given not in known:
        raise QueryError(f"there is no {what} “{given}”; use one of: {', '.join(known)}")
    return given


def _values_of(key: str, texts: Iterable[str]) -> tuple[Query, ...]:
    if key == DATE:
        return (Dated(),)
    return tuple(HasValue(key, text) for text in sorted(texts))


def _any_of(values: tuple[Query, ...]) -> Query:
    return values[0] if len(values) == 1 else Or(values)


def _filters(
    naming: Naming, argument: str, given: Mapping[str, Iterable[str]]
) -> dict[str, frozenset[str]]:
    if not isinstance(given, Mapping):
        raise QueryError(f'{argument} takes a mapping such as {{"source": ["…"]}}, not {given!r}')
    known = [field.key for field in naming.fields.filters]
    return {
        key: values
        for key, names in given.items()
        if (values := _values(naming, one_of("filter", key, known), names))
    }


def _values(naming: Naming, key: str, names: Iterable[str]) -> frozenset[str]:
    if isinstance(names, str) or not isinstance(names, Iterable):
        raise QueryError(f"the filter on {key} takes a list of names, not {names!r} alone")
    values = frozenset(_value(naming, key, name) for name in names)
    if len(values) > MOST_VALUES:
        raise QueryError(f"the filter on {key} takes at most {MOST_VALUES} names")
    return values


def _value(naming: Naming, key: str, name: str) -> str:
    """The value that a name stands for; "unknown" and "" mean not stated."""
    if not isinstance(name, str):
        raise QueryError(f"the filter on {key} takes names as texts, not {name!r}")
    field = naming.fields[key]
    if field.kind == "name" or name in (UNKNOWN, UNKNOWN_VALUE):
        return naming.canonical(key, name)
    if key == DATE:
        raise QueryError(
            f"the filter on date takes “{UNKNOWN}” alone, not “{name}”;"
            " give periods by since and until"
        )
    Range.read(name, field)
    return name.strip()


def _among(given: str | Iterable[str] | None) -> RecordList | tuple[str, ...] | None:
    if given is None:
        return None
    if isinstance(given, str):
        return RecordList.read(given)
    if not isinstance(given, Iterable):
        raise QueryError(f"among takes a list of ids, or the text of a listing, not {given!r}")
    ids = tuple(dict.fromkeys(given))
    if strange := [one for one in ids if not isinstance(one, str)]:
        raise QueryError(f"among takes ids of records as texts, not {strange[0]!r}")
    return ids


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
