"""Which words of a query a hit has and lacks, where what is shown of it does not tell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from ...arabic.tokens import AROUND_WORDS
from ...archive.record import Record
from ..engines import plan
from .filters import UserQuery
from .open_index import OpenIndex
from .pieces import pieces_of
from .record_reader import FirstPlace, RecordReader
from .results import Hit

_MOST_WORDS = 12
"""Of a longer query nobody asks which words a hit lacks."""


class _Sought(NamedTuple):
    """Words of the query, what they were made into, and the numbers of its leaves."""

    words: str
    made: plan.Plan
    leaves: range


def with_words(
    hits: Mapping[int, Hit], typed: UserQuery, all_required: bool, index: OpenIndex
) -> Mapping[int, Hit]:
    """Hits, by the numbers of their records, that say which words they have unseen.

    And which they lack, unless a query requires all that it does not call alternatives. Every
    record is as it was when its index was made.
    """
    _, planned = index.understand(typed)
    named = list(_sought(planned.plan, planned.named, 0))
    if len(named) < 2:
        return hits
    reader = index.reranker(typed).reader
    sought = [one for one in named if reader.passed_over.isdisjoint(one.leaves)]
    if not 1 < len(sought) <= _MOST_WORDS:
        return hits
    telling = _Telling(sought, all_required, reader)
    lacking = [number for number, hit in hits.items() if telling.unseen(hit)]
    told = {number: telling.told(hits[number], firsts) for number, firsts in reader.firsts(lacking)}
    return {**hits, **told}


@dataclass(frozen=True, slots=True)
class _Telling:
    sought: list[_Sought]
    all_required: bool
    reader: RecordReader

    def unseen(self, hit: Hit) -> list[_Sought]:
        """What is not marked in what is shown."""
        shown = hit.title.parts | hit.snippet.parts
        return [one for one in self.sought if not _holds(one.made, one.leaves.start, shown)]

    def told(self, hit: Hit, firsts: Mapping[int, FirstPlace]) -> Hit:
        """The hit, whose record has first what it has at these places."""
        unseen = self.unseen(hit)
        having = firsts.keys() | hit.title.parts | hit.snippet.parts
        held = [one.words for one in self.sought if _holds(one.made, one.leaves.start, having)]
        places = {
            one.words: min(firsts[leaf] for leaf in one.leaves if leaf in firsts)
            for one in unseen
            if one.words in held
        }
        known = {word for words in held for word in words.split()}
        lacking = (one.words for one in unseen if not known.issuperset(one.words.split()))
        return replace(
            hit,
            beside=self._forms(places, hit.record),
            lacking=() if self.all_required else tuple(dict.fromkeys(lacking)),
        )

    def _forms(self, places: Mapping[str, FirstPlace], record: Record) -> dict[str, str]:
        """Words as a record first has them, but for those in no piece of its texts."""
        forms: dict[str, str] = {}
        for at, text in enumerate(self.reader.archived.texts):
            in_it = {words: place for words, place in places.items() if place.text == at}
            forms |= _as_they_stand(text.of(record), in_it)
        return {words: forms[words] for words in places if forms.get(words)}


def _as_they_stand(text: str, places: Mapping[str, FirstPlace]) -> dict[str, str]:
    """Words as a text has them, which is gone through once: it may be a book."""
    in_pieces = {words: (first, last) for words, (_, first, last) in places.items() if first >= 0}
    if not in_pieces:
        return {}
    pieces = pieces_of(text)
    return {
        words: text[pieces.starts[first] : pieces.ends[last]].strip(AROUND_WORDS)
        for words, (first, last) in in_pieces.items()
    }


def _sought(whole: plan.Plan, named: Mapping[plan.Plan, str], first: int) -> Iterator[_Sought]:
    """The words of a query, in its order, that it does not exclude."""
    if whole in named:
        number = sum(1 for _ in plan.leaves(whole))
        if number:
            yield _Sought(named[whole], whole, range(first, first + number))
    elif isinstance(whole, plan.All | plan.AnyOf):
        for part in whole.parts:
            yield from _sought(part, named, first)
            first += sum(1 for _ in plan.leaves(part))


def _holds(made: plan.Plan, first: int, having: Iterable[int]) -> bool:
    """Whether these leaves, of which those of this part begin at `first`, are what it takes."""
    match made:
        case plan.All(parts) | plan.AnyOf(parts):
            held = []
            for part in parts:
                held.append(_holds(part, first, having))
                first += sum(1 for _ in plan.leaves(part))
            return all(held) if isinstance(made, plan.All) else any(held)
        case plan.Terms() | plan.Sequence() | plan.Prefer():
            return first in having
    return True
