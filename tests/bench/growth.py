"""An archive made larger: its own records again, with seeded changes, and words as real text has.

By Heaps' law a text of n words has about K·n^β different ones. β is measured
on the records that are there; what is added keeps to it. A share of the words
of each repeated record gives way to others, most of them drawn from the
archive's own by frequency, and so many invented that the distinct words go on
along the curve. An invented word is the beginning of one word and the end of
another, and is drawn again as often as its use so far makes likely.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

import numpy as np

from kashshaf import Record
from kashshaf.archive.dates import PartialDate
from kashshaf.archive.storage.store import Store

BATCH = 1000
"""Records made, drawn for and stored at a time."""

SHARE = 0.15
"""Of a repeated record's words, those that give way."""

OTHER_SOURCE = 0.1
"""Of the repeated records, those that another source publishes."""

DAYS = 3 * 365
"""How far a repeated record's date lies from the first one's, at most, either way."""

LATEST = dt.date(2026, 12, 31)

HALVINGS = 3
"""How often the archive is halved for the points of its curve."""

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST, _LONGEST = 4, 9
"""Letters of the words that invented ones are made of."""


@dataclass(frozen=True, slots=True)
class Point:
    """How many records, running words and distinct words there were."""

    records: int
    words: int
    distinct: int


@dataclass(frozen=True, slots=True)
class Curve:
    """The growth of distinct words as measured, and Heaps' exponent of it."""

    points: tuple[Point, ...]
    beta: float

    @classmethod
    def through(cls, points: Sequence[Point]) -> "Curve":
        """Fit β to all of the points: what is printed twice makes the last ones lie too low."""
        words = np.log([point.words for point in points])
        distinct = np.log([point.distinct for point in points])
        beta = float(np.polyfit(words, distinct, 1)[0]) if len(points) > 1 else 1.0
        return cls(tuple(points), beta)

    def at(self, words: int) -> float:
        """The distinct words to expect in a text of so many."""
        last = self.points[-1]
        return last.distinct * float((words / last.words) ** self.beta)


def measure(store: Store, seed: int) -> tuple[Curve, Counter[str]]:
    """The curve of a store's records in a drawn order, and how often each word comes."""
    numbers = np.random.default_rng(seed).permutation(store.numbers()).tolist()
    marks = {len(numbers) >> halving for halving in range(HALVINGS + 1)} - {0}
    counts: Counter[str] = Counter()
    points: list[Point] = []
    for at, record in enumerate(_records(store, numbers), start=1):
        counts.update(_WORD.findall(record.title))
        counts.update(_WORD.findall(record.text))
        if at in marks:
            points.append(Point(at, counts.total(), len(counts)))
    return Curve.through(points), counts


def _records(store: Store, numbers: Sequence[int]) -> Iterator[Record]:
    for start in range(0, len(numbers), BATCH):
        found = store.by_numbers(numbers[start : start + BATCH])
        yield from (record for record in found if record is not None)


class Lexicon:
    """The words so far, how often each came, and the means to invent more."""

    def __init__(self, counts: Counter[str], chance: np.random.Generator) -> None:
        self._chance = chance
        self._words = list(counts)
        self._counts = np.fromiter(counts.values(), np.int64, len(counts))
        self._known = set(self._words)
        self._made_of = [word for word in self._words if _SHORTEST <= len(word) <= _LONGEST]

    def __len__(self) -> int:
        return len(self._words)

    def draw(self, how_many: int, invented: int) -> list[str]:
        """So many words, of which some are new, in an order by chance."""
        invented = min(invented, how_many)
        until = np.cumsum(self._counts)
        places = self._chance.integers(0, until[-1], how_many - invented)
        drawn = np.searchsorted(until, places, side="right")
        self._counts += np.bincount(drawn, minlength=len(self._counts))
        words = [self._words[at] for at in drawn] + self._invent(invented)
        return [words[at] for at in self._chance.permutation(len(words))]

    def _invent(self, how_many: int) -> list[str]:
        made: list[str] = []
        while self._made_of and len(made) < how_many:
            heads, tails = self._chance.integers(0, len(self._made_of), (2, how_many - len(made)))
            for head, tail in zip(heads.tolist(), tails.tolist(), strict=True):
                word = _blend(self._made_of[head], self._made_of[tail])
                if word not in self._known:
                    self._known.add(word)
                    made.append(word)
        self._words += made
        self._counts = np.concatenate((self._counts, np.ones(len(made), np.int64)))
        return made


def _blend(head: str, tail: str) -> str:
    """The first half of one word and the second half of another."""
    return head[: (len(head) + 1) // 2] + tail[len(tail) // 2 :]


class Growth:
    """Makes records out of those of a store."""

    def __init__(self, store: Store, curve: Curve, counts: Counter[str], seed: int) -> None:
        self._store = store
        self._curve = curve
        self._chance = np.random.default_rng(seed)
        self._lexicon = Lexicon(counts, self._chance)
        self._originals = store.numbers()
        self._words = counts.total()
        self._made = 0

    def batches(self, how_many: int) -> Iterator[list[Record]]:
        """So many new records, some at a time; each original is used as often as any other."""
        while how_many > 0:
            for start in range(0, len(order := self._chance.permutation(self._originals)), BATCH):
                chosen = order[start : start + min(BATCH, how_many)].tolist()
                originals = [record for record in self._store.by_numbers(chosen) if record]
                yield self._changed(originals)
                how_many -= len(chosen)
                if how_many <= 0:
                    return

    def _changed(self, originals: Sequence[Record]) -> list[Record]:
        texts = self._reworded([text for one in originals for text in (one.title, one.text)])
        sources = self._sources(originals)
        days = self._chance.integers(-DAYS, DAYS, len(originals), endpoint=True).tolist()
        made = []
        for at, original in enumerate(originals):
            self._made += 1
            made.append(
                replace(
                    original,
                    id=f"{original.id}+{self._made}",
                    url=original.url and f"{original.url}#{self._made}",
                    title=texts[2 * at],
                    text=texts[2 * at + 1],
                    source=sources[at],
                    published=_moved(original.published, days[at]),
                )
            )
        return made

    def _reworded(self, texts: Sequence[str]) -> list[str]:
        """The texts with other words at places drawn by chance, new ones as the curve has it."""
        parts = [text.split(" ") for text in texts]
        flat = list(chain.from_iterable(parts))
        drawn = np.flatnonzero(self._chance.random(len(flat)) < SHARE).tolist()
        # What has signs or marks against it stays, so that a text keeps its punctuation.
        places = [at for at in drawn if flat[at].isalpha()]
        self._words += sum(len(_WORD.findall(text)) for text in texts)
        invented = max(round(self._curve.at(self._words)) - len(self._lexicon), 0)
        for at, word in zip(places, self._lexicon.draw(len(places), invented), strict=True):
            flat[at] = word
        ends = np.cumsum([0, *map(len, parts)]).tolist()
        return [" ".join(flat[start:end]) for start, end in pairwise(ends)]

    def _sources(self, originals: Sequence[Record]) -> list[str | None]:
        """Their sources, some exchanged for that of another."""
        sources = [original.source for original in originals]
        others = self._chance.integers(0, len(sources), len(sources)).tolist()
        changing = self._chance.random(len(sources)) < OTHER_SOURCE
        return [
            sources[other] if change else source
            for source, other, change in zip(sources, others, changing.tolist(), strict=True)
        ]


def _moved(published: PartialDate | None, days: int) -> PartialDate | None:
    """A date so many days away, known as far as the first; one without a year stays."""
    if published is None or published.first is None:
        return published
    moved = min(published.first + dt.timedelta(days), LATEST)
    return PartialDate(
        moved.year,
        None if published.month is None else moved.month,
        None if published.day is None else moved.day,
    )
