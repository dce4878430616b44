"""What a search gives back: hits with their snippets, totals, facets, and what was understood."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from ...archive.fields import Language, in_language
from ...archive.metadata.naming import Naming, standard
from ...archive.record import Record
from ..query.describe import describe
from ..query.nodes import Query
from ..query.notices import Notice, explain
from ..query.parser import Match
from ..query.wording import WORDING
from ..reprints.answers import FirstSeen
from .filters import LevelName
from .story_filter import StoryFilter


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of original text; `marked` where the query matched it."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a record's own text, marks and all, cut in fragments at the matches.

    `parts` are the things sought that are marked in it, by their places among the plan's leaves.
    """

    fragments: tuple[Fragment, ...] = ()
    parts: frozenset[int] = field(default=frozenset(), repr=False, compare=False)

    def __str__(self) -> str:
        return "".join(fragment.text for fragment in self.fragments)

    @property
    def is_marked(self) -> bool:
        """Whether anything in it was matched."""
        return any(fragment.marked for fragment in self.fragments)

    def html(self) -> str:
        """The snippet as HTML: everything escaped, matches in `<mark>`."""
        return "".join(
            f"<mark>{escape(fragment.text)}</mark>" if fragment.marked else escape(fragment.text)
            for fragment in self.fragments
        )


@dataclass(frozen=True, slots=True)
class HitStory:
    """What is told of a hit's story beside it.

    `size` is how many records it has, `sources` in how many known sources, and `matching` how many
    of them the search finds; `first` are its oldest copies, None where none is dated.
    """

    size: int
    sources: int
    matching: int
    first: FirstSeen | None


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found, with its score and what to show of it.

    `story` is None where it is in none, or stories were not asked for. `beside` are the query's
    words that it has where neither its title nor its snippet shows them, each in the form
    in which it has it; `lacking` are those that it does not have.
    """

    record: Record
    score: float
    title: Snippet
    snippet: Snippet
    story: HitStory | None = None
    beside: Mapping[str, str] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet and how many of the results have it.

    `value` is what a filter takes ("" where the value is unknown); `selected`
    says whether the search filtered by it, `excluded` whether it left it out.
    `stories` are how many stories those results are, None where that was not asked for.
    """

    value: str
    count: int
    selected: bool = False
    excluded: bool = False
    facet: str = "source"
    naming: Naming = field(default_factory=standard, repr=False, compare=False)
    stories: int | None = None

    def label(self, language: Language = "ar") -> str:
        """What a reader of this language calls it."""
        return self.naming.label(self.facet, self.value, language)


@dataclass(frozen=True, slots=True)
class Parts:
    """How many of the results have all the words, and how many others, after them, have most."""

    all: int
    most: int


@dataclass(frozen=True, slots=True)
class AsPhrase:
    """A query with its words as one phrase, and how many records it finds."""

    query: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """One page of results. Iterating gives its hits; `total` counts all matches.

    `stories` are how many stories these are, None where that was not asked for: a story is a
    text that was printed again, or a record of which no copy is known.

    Where few records have all the words, those with most of them follow: `parts` has the
    counts of both, `border` the place among the hits from which on they have most, and each
    is None where there is none. Scores compare within a part.
    `query` is how the text was understood, `asked` the same with its filters, but for what
    of stories it is limited to, `of_stories`.
    `suggestions` are other queries that may have been meant. `variants` says what
    else was looked for beside words of the query: كتاب, for one, with its plural كتب.
    `levels`, where they were asked for, say how many records have the words more closely
    than they were looked for, the loosest level first; and `phrase` how many have several
    words side by side in this order, None where no result, or every one, has them so.
    """

    text: str
    query: Query
    asked: Query
    match: Match
    total: int
    parts: Parts | None
    border: int | None
    took_ms: float
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    naming: Naming = field(repr=False)
    stories: int | None = None
    of_stories: StoryFilter = field(default_factory=StoryFilter)
    notices: tuple[Notice, ...] = ()
    suggestions: tuple[str, ...] = ()
    variants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    levels: Mapping[LevelName, int] = field(default_factory=dict)
    phrase: AsPhrase | None = None

    @property
    def closer(self) -> Mapping[LevelName, int]:
        """Those of `levels` that have some of the results, not all; of equals the closest."""
        levels = {count: level for level, count in self.levels.items()}
        return {level: count for count, level in levels.items() if 0 < count < self.total}

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def interpreted(self, language: Language = "ar") -> str:
        """The query and its filters in words that their reader can check."""
        said = in_language(WORDING, language)
        limits = (said["and"].format(clause=one) for one in self.of_stories.in_words(language))
        return said["separator"].join((describe(self.asked, language, self.naming), *limits))

    def warnings(self, language: Language = "ar") -> tuple[str, ...]:
        """The notices as sentences."""
        return tuple(explain(notice, language, self.naming) for notice in self.notices)
