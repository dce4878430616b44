"""The questions that are asked, made from runs of words in titles, and the facets counted."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from kashshaf import Record
from kashshaf.archive.storage.store import Store
from kashshaf.index.query.nodes import And, Word
from kashshaf.index.query.parser import Match, parse

LONGEST = 5
"""Words of the longest run; there are as many of each length from one."""

FACETS = ("source", "platform", "mentions", "agency", "date")
"""As people ask for them."""

ENGINE_FACETS = ("source", "platform", "mentions", "agency", "month")
"""The same as an engine counts them: dates come by month first."""

SINGLE = ("source", "platform", "month")
"""Those of which a record has one value or none."""

BATCH = 500


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow one another in a title, and the year of the record if it has one."""

    words: tuple[str, ...]
    year: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """A form of question, the words for contenders without our query language, and in it."""

    form: str
    words: tuple[str, ...]
    text: str
    match: Match = "all"


EVERYTHING = Question("everything", (), "")

COMMON: Mapping[str, Callable[[Run], Question]] = {
    "all words": lambda run: Question("all words", run.words, " ".join(run.words)),
    "any words": lambda run: Question("any words", run.words, " ".join(run.words), "any"),
    "phrase": lambda run: Question("phrase", run.words, f'"{" ".join(run.words)}"'),
}
"""What every contender is asked."""


def common(runs: Iterable[Run]) -> list[Question]:
    """The questions for every contender."""
    return [make(run) for make in COMMON.values() for run in runs]


def others(runs: Iterable[Run]) -> Iterator[Question]:
    """The rest of what our query language can say, from the runs that are long enough for it."""
    for run in runs:
        for form, text in _texts(run):
            yield Question(form, run.words, text)


def _texts(run: Run) -> Iterator[tuple[str, str]]:
    first, last = run.words[0], run.words[-1]
    longest = max(run.words, key=len)
    yield "as written", f"={longest}"
    bare = longest.removeprefix("ال")
    if len(bare) > 4:
        yield "prefix", f"{bare[:3]}*"
        yield "wildcard inside", f"{bare[:2]}*{bare[-2:]}"
        yield "fuzzy", f"{longest}~"
    if bare != longest:
        # So many words begin with the article that this finds far more.
        yield "prefix with article", f"{longest[:4]}*"
    if len(run.words) > 1:
        yield "within three words", f'"{first} {last}"~3'
        yield "one word not", f"{first} -{last}"
    if run.year is not None:
        yield "in titles, one year", f"العنوان:{first} {last} التاريخ:{run.year}"


def draw(store: Store, how_many: int, seed: int) -> list[Run]:
    """Draw runs of one to five words in turn, each from the title of another record.

    Gives fewer where there are not enough titles of plain words.
    """
    chance = np.random.default_rng(seed)
    drawn: list[Run] = []
    for record in _shuffled(store, chance):
        if len(drawn) == how_many:
            break
        words, length = record.title.split(), 1 + len(drawn) % LONGEST
        start = int(chance.integers(0, max(len(words) - length, 0), endpoint=True))
        run = tuple(words[start : start + length])
        if len(run) == length and _plain(run):
            drawn.append(Run(run, record.published.year if record.published else None))
    return drawn


def _shuffled(store: Store, chance: np.random.Generator) -> Iterator[Record]:
    numbers = chance.permutation(store.numbers())
    for start in range(0, len(numbers), BATCH):
        found = store.by_numbers(numbers[start : start + BATCH].tolist())
        yield from (record for record in found if record is not None)


def _plain(run: tuple[str, ...]) -> bool:
    """Whether all are words of letters, which the query language takes for nothing else."""
    parsed = parse(" ".join(run), "all")
    parts = parsed.query.parts if isinstance(parsed.query, And) else (parsed.query,)
    return (
        all(word.isalpha() for word in run)
        and not parsed.notices
        and all(isinstance(part, Word) for part in parts)
    )
