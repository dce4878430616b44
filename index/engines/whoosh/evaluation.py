"""A plan evaluated over a snapshot, as arrays with one entry a document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ....archive.time_limit import check_time
from .. import plan
from ..base import BM25_B, BM25_K1, idf
from .facets import Mask
from .packing import Ints, Postings
from .snapshot import Snapshot

Scores = npt.NDArray[np.float64]

# A place in the archive as one integer: the document above, the position below.
_PLACE_BITS = 32


@dataclass(frozen=True, slots=True)
class Matches:
    """Which documents match and how well; `scores` is None where nothing ranks."""

    mask: Mask
    scores: Scores | None = None


def evaluate(node: plan.Plan, snapshot: Snapshot) -> Matches:
    """The documents that a plan matches, deleted ones possibly among them.

    Raises `OutOfTime` where the time for that is over.
    """
    check_time()
    match node:
        case plan.MatchAll():
            return Matches(np.ones(snapshot.size, np.bool_))
        case plan.Terms():
            return _terms(node, snapshot)
        case plan.Sequence():
            return _sequence(node, snapshot)
        case plan.All(parts) | plan.AnyOf(parts):
            matches = [evaluate(part, snapshot) for part in parts]
            join = np.logical_and if isinstance(node, plan.All) else np.logical_or
            return Matches(join.reduce([m.mask for m in matches]), _sum(matches))
        case plan.AtLeast():
            return _at_least(node, snapshot)
        case plan.Except(part):
            return Matches(~evaluate(part, snapshot).mask)
        case plan.Prefer(part, bonus, weight):
            matched, more = evaluate(part, snapshot), evaluate(bonus, snapshot)
            if more.scores is None:
                return matched
            return Matches(matched.mask, _sum([matched, Matches(more.mask, weight * more.scores)]))
        case plan.Values(facet, values):
            return Matches(snapshot.facet(facet).having(values))
        case plan.Days(since, until):
            return Matches(_dated_within(snapshot, since, until))
        case plan.Numbers(numbers):
            return Matches(np.isin(snapshot.numbers, list(numbers)))


def _dated_within(snapshot: Snapshot, since: int, until: int) -> Mask:
    """The documents whose whole date lies in the range; undated ones do not."""
    return (snapshot.first >= max(since, 1)) & (snapshot.last <= until)


def rarity_of(node: plan.Terms, snapshot: Snapshot) -> float:
    """About the part of BM25 that is the same for all records with any of the words.

    Those that have several of them are counted as often: to read who they are takes too long.
    """
    having = 0
    for field in snapshot.schema.within(node.field):
        for word in node.words:
            check_time()
            having += snapshot.having(f"{field}_{node.stream}", word)
    return idf(min(having, snapshot.held), snapshot.held)


def _sum(matches: list[Matches]) -> Scores | None:
    """The scores added up, each where its own part matches."""
    total: Scores | None = None
    for matched in matches:
        if matched.scores is not None:
            scores = matched.scores * matched.mask
            total = scores if total is None else np.add(total, scores, out=total)
    return total


def _at_least(node: plan.AtLeast, snapshot: Snapshot) -> Matches:
    matches = [evaluate(part, snapshot) for part in node.parts]
    together = np.zeros(snapshot.size, np.int64)
    for matched, weight in zip(matches, node.weights, strict=True):
        together += weight * matched.mask
    return Matches(together >= node.least, _sum(matches))


def _terms(node: plan.Terms, snapshot: Snapshot) -> Matches:
    freqs = np.zeros(snapshot.size, np.float64)
    for field in snapshot.schema.within(node.field):
        for postings in _postings(snapshot, f"{field}_{node.stream}", node.words):
            freqs[postings.ids] += snapshot.schema.texts[field] * postings.freqs
    mask = freqs > 0
    return _ranked(mask, _rarity(snapshot, mask) * _frequency(snapshot, mask, freqs[mask]))


def _sequence(node: plan.Sequence, snapshot: Snapshot) -> Matches:
    scores = np.zeros(snapshot.size, np.float64)
    for field in snapshot.schema.within(node.field):
        name = f"{field}_{node.stream}"
        found = [list(_postings(snapshot, name, words)) for words in node.words]
        masks = [_any_of(snapshot, alternatives) for alternatives in found]
        ids, freqs = _in_sequence(found, np.logical_and.reduce(masks), node.slop)
        weight = snapshot.schema.texts[field] * sum(_rarity(snapshot, mask) for mask in masks)
        scores[ids] += weight * _frequency(snapshot, ids, freqs)
    mask = scores > 0
    return _ranked(mask, scores[mask])


def _postings(snapshot: Snapshot, name: str, words: Sequence[str]) -> Iterator[Postings]:
    """The postings of the words that have any, while there is time."""
    for word in words:
        check_time()
        if (postings := snapshot.postings(name, word)) is not None:
            yield postings


def _any_of(snapshot: Snapshot, alternatives: list[Postings]) -> Mask:
    mask = np.zeros(snapshot.size, np.bool_)
    for postings in alternatives:
        mask[postings.ids] = True
    return mask


def _ranked(mask: Mask, scores: Scores) -> Matches:
    all_scores = np.zeros(len(mask), np.float64)
    all_scores[mask] = scores
    return Matches(mask, all_scores)


def _rarity(snapshot: Snapshot, having: Mask) -> float:
    """The part of BM25 that is the same for all records with a word."""
    return idf(int(np.count_nonzero(snapshot.live & having)), snapshot.held)


def _frequency(snapshot: Snapshot, which: Mask | Ints, freqs: Scores | Ints) -> Scores:
    """The part of BM25 that is each record's own."""
    norm = BM25_K1 * (1 - BM25_B + BM25_B * snapshot.relative_lengths[which])
    scores: Scores = freqs * (BM25_K1 + 1) / (freqs + norm)
    return scores


def _in_sequence(found: list[list[Postings]], having: Mask, slop: int) -> tuple[Ints, Ints]:
    """The documents with the sequence, and in how many places it ends in each.

    Only those `having` all the words are looked at: sorting the places of the
    commonest words in all others takes a hundred times as long.
    """
    ends = starts = _places(found[0], having)
    for behind, alternatives in enumerate(found[1:], 1):
        check_time()
        if not len(ends):
            break
        ends, starts = _extend(ends, starts, _places(alternatives, having), behind, slop)
    return np.unique(ends >> _PLACE_BITS, return_counts=True)


def _places(alternatives: list[Postings], having: Mask) -> Ints:
    """The places of any of these in the documents that matter, in order, each once."""
    if not alternatives:
        return np.zeros(0, np.int64)
    places = np.concatenate([_places_of(postings, having) for postings in alternatives])
    check_time()
    # Each is in order already, which this sort sees; `np.unique` takes a hundred times as long.
    places.sort(kind="stable")
    return places[np.diff(places, prepend=-1) > 0]


def _places_of(postings: Postings, having: Mask) -> Ints:
    check_time()
    kept = having[postings.ids]
    positions = postings.positions[np.repeat(kept, postings.freqs)]
    return (np.repeat(postings.ids[kept], postings.freqs[kept]) << _PLACE_BITS) + positions


def _extend(ends: Ints, starts: Ints, places: Ints, behind: int, slop: int) -> tuple[Ints, Ints]:
    """Go on from each partial match to `places`, keeping the latest start for each new end.

    With `behind` words already matched, a match from `start` to `place` has
    `place - start - behind` other words between. The later a match ends, the
    later it can have started, so only the nearest earlier end counts.
    """
    nearest = np.searchsorted(ends, places) - 1
    begun = starts[np.maximum(nearest, 0)]
    kept = (nearest >= 0) & (places - begun - behind <= slop)
    return places[kept], begun[kept]
