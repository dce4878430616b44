"""Searches to try, made of an archive's own words: each finds something, and shows one operator."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

import numpy as np

from ...arabic.analyzer import MARKS_SEPARATOR, Span
from ...arabic.function_words import is_function_word
from ...arabic.letters import ARABIC_LETTERS
from .date_counts import held
from .filters import FilteredQuery
from .open_index import OpenIndex
from .totals import count

ExampleKind = Literal[
    "word", "clitics", "phrase", "written", "either", "without", "beginning", "source", "period"
]

_TITLES: Final = 400
"""Of so many records, from all over the archive, the titles tell what it writes of."""

_LEAST: Final = 4
"""Letters of a word that is worth showing, and of the beginning of one."""

_TRIED: Final = 12
"""Words of which another is tried where a search finds nothing."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query, and how many records it finds as it stands: one at least."""

    kind: ExampleKind
    text: str
    found: int


def examples(index: OpenIndex) -> Mapping[ExampleKind, Example]:
    """A search of each kind that finds something in this archive; worked out once for an index."""
    if index.examples is None:
        found: dict[ExampleKind, Example] = {}
        for kind, text in _candidates(index):
            if kind not in found and (records := _count(text, index)):
                found[kind] = Example(kind, text, records)
        index.examples = found
    return index.examples


def _count(text: str, index: OpenIndex) -> int:
    return count(FilteredQuery.of(index.naming, text, match="all"), "record", index)


def _candidates(index: OpenIndex) -> Iterator[tuple[ExampleKind, str]]:
    """Queries of each kind, the most telling first."""
    last = index.store.last_number
    found = index.store.titles(range(1, last + 1, max(last // _TITLES, 1)))
    titles = [index.analyzer.spans(title) for title in found.values()]
    sources = index.forward.codes("source", np.array([*found], np.intp))
    words = _words(titles, sources.tolist())
    for at, (kind, shown) in enumerate(_OF_A_WORD.items()):
        # Each begins with another word, or all would be of one.
        for word in (*words[at:], *words[:at]):
            bare = word.removeprefix(_ARTICLE)
            if len(bare) >= _LEAST:
                yield kind, shown(word, bare)
    pairs = [*pairwise(words)]
    for one, other in pairs:
        yield "either", f"{one} أو {other}"
    for one, other in reversed(pairs):
        yield "without", f"{one} -{other}"
    for phrase in _phrases(titles):
        yield "phrase", f'"{phrase}"'
    for source, _ in Counter(index.engine.values("source")).most_common(_TRIED):
        if not _QUOTES & set(source):
            yield "source", f'المصدر:"{source}"' if " " in source else f"المصدر:{source}"
    for year, _ in Counter(held("year", "date", index)).most_common(1):
        yield "period", f"التاريخ:{year}"


def _words(titles: Sequence[Sequence[Span]], sources: Sequence[int]) -> list[str]:
    """The words that most sources have in some form, each as it is mostly written.

    A word that heads every article of one paper tells little of what the archive has.
    """
    forms: dict[str, Counter[str]] = {}
    having: dict[str, set[int]] = {}
    for title, source in zip(titles, sources, strict=True):
        for stem, written in {span.stem: _letters(span) for span in title if _tells(span)}.items():
            forms.setdefault(stem, Counter())[written] += 1
            having.setdefault(stem, set()).add(source)
    common = sorted(forms, key=lambda stem: (-len(having[stem]), -forms[stem].total()))
    return [forms[stem].most_common(1)[0][0] for stem in common[:_TRIED]]


def _phrases(titles: Sequence[Sequence[Span]]) -> list[str]:
    """The two words that stand together in most titles, both of them telling."""
    together = Counter(
        f"{_letters(one)} {_letters(other)}"
        for title in titles
        for one, other in {*pairwise(title)}
        if one.end + 1 == other.start and _tells(one) and _tells(other)
    )
    return [phrase for phrase, _ in together.most_common(_TRIED)]


def _letters(span: Span) -> str:
    return span.written.partition(MARKS_SEPARATOR)[0]


def _tells(span: Span) -> bool:
    written = _letters(span)
    arabic = len(written) >= _LEAST and _LETTERS.issuperset(written)
    return arabic and not is_function_word(span.word, written)


_OF_A_WORD: Final[Mapping[ExampleKind, Callable[[str, str], str]]] = {
    "word": lambda word, _: word,
    "written": lambda word, _: f"={word}",
    "clitics": lambda _, bare: f"+{bare}",
    "beginning": lambda _, bare: f"{bare[:_LEAST]}*",
}
"""Searches for a word, made of it and of the same without its article."""

_ARTICLE: Final = "ال"
_LETTERS: Final = frozenset(ARABIC_LETTERS)
_QUOTES: Final = frozenset('"“”«»')
