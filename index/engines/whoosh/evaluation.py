"""A plan evaluated over a snapshot, as arrays with one entry a document."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ... import plan
from ..base import BM25_B, BM25_K1, WEIGHTS, rarity
from .packing import Ints, Postings
from .snapshot import Mask, Snapshot

Scores = npt.NDArray[np.float64]

# A place in the archive as one integer: the document above, the position below.
_PLACE_BITS = 32


@dataclass(frozen=True, slots=True)
class Matches:
    """Which documents match and how well; `scores` is None where nothing ranks."""

    mask: Mask
    scores: Scores | None = None


def evaluate(node: plan.Plan, snapshot: Snapshot) -> Matches:
    """The documents that a plan matches, deleted ones possibly among them."""
    match node:
        case plan.Everything():
            return Matches(np.ones(snapshot.size, np.bool_))
        case plan.Terms():
            return _terms(node, snapshot)
        case plan.Sequence():
            return _sequence(node, snapshot)
        case plan.All(parts) | plan.AnyOf(parts):
            matches = [evaluate(part, snapshot) for part in parts]
            join = np.logical_and if isinstance(node, plan.All) else np.logical_or
            return Matches(join.reduce([m.mask for m in matches]), _sum(matches))
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
            return Matches(dated_within(snapshot, since, until))


def dated_within(snapshot: Snapshot, since: int, until: int) -> Mask:
    """The documents whose whole date lies in the range; undated ones do not."""
    return (snapshot.first >= max(since, 1)) & (snapshot.last <= until)


def _sum(matches: list[Matches]) -> Scores | None:
    """The scores added up, each where its own part matches."""
    total: Scores | None = None
    for matched in matches:
        if matched.scores is not None:
            scores = matched.scores * matched.mask
            total = scores if total is None else np.add(total, scores, out=total)
    return total


def _terms(node: plan.Terms, snapshot: Snapshot) -> Matches:
    freqs = np.zeros(snapshot.size, np.float64)
    for field in node.fields:
        ids, found = _any_term(snapshot, f"{field}_{node.stream}", node.words)
        freqs[ids] += WEIGHTS[field] * found
    ids = np.flatnonzero(freqs)
    return _ranked(snapshot, ids, _rarity(snapshot, ids) * _frequency(snapshot, ids, freqs[ids]))


def _sequence(node: plan.Sequence, snapshot: Snapshot) -> Matches:
    scores = np.zeros(snapshot.size, np.float64)
    for field in node.fields:
        name = f"{field}_{node.stream}"
        ids, freqs = _in_sequence(snapshot, name, node)
        rarities = [_rarity(snapshot, _any_term(snapshot, name, words)[0]) for words in node.words]
        scores[ids] += WEIGHTS[field] * sum(rarities) * _frequency(snapshot, ids, freqs)
    ids = np.flatnonzero(scores)
    return _ranked(snapshot, ids, scores[ids])


def _ranked(snapshot: Snapshot, ids: Ints, scores: Scores) -> Matches:
    mask, all_scores = np.zeros(snapshot.size, np.bool_), np.zeros(snapshot.size, np.float64)
    mask[ids] = True
    all_scores[ids] = scores
    return Matches(mask, all_scores)


def _rarity(snapshot: Snapshot, ids: Ints) -> float:
    """The part of BM25 that is the same for all records with a word."""
    having = int(np.count_nonzero(snapshot.live[ids]))
    return rarity(having, snapshot.held)


def _frequency(snapshot: Snapshot, ids: Ints, freqs: Ints | Scores) -> Scores:
    """The part of BM25 that is each record's own."""
    norm = BM25_K1 * (1 - BM25_B + BM25_B * snapshot.relative_lengths[ids])
    scores: Scores = freqs * (BM25_K1 + 1) / (freqs + norm)
    return scores


def _any_term(snapshot: Snapshot, name: str, words: tuple[str, ...]) -> tuple[Ints, Ints]:
    found = [p for word in words if (p := snapshot.postings(name, word)) is not None]
    if len(found) == 1:
        return found[0].ids, found[0].freqs
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    together = np.concatenate([postings.ids for postings in found])
    freqs = np.concatenate([postings.freqs for postings in found])
    ids, inverse = np.unique(together, return_inverse=True)
    return ids, np.bincount(inverse, weights=freqs).astype(np.int64)


def _in_sequence(snapshot: Snapshot, name: str, node: plan.Sequence) -> tuple[Ints, Ints]:
    """The documents with the sequence, and in how many places it ends in each."""
    ends = starts = _places(snapshot, name, node.words[0])
    for behind, alternatives in enumerate(node.words[1:], 1):
        places = _places(snapshot, name, alternatives)
        ends, starts = _extend(ends, starts, places, behind, node.slop)
    return np.unique(ends >> _PLACE_BITS, return_counts=True)


def _places(snapshot: Snapshot, name: str, alternatives: tuple[str, ...]) -> Ints:
    found = [p for word in alternatives if (p := snapshot.postings(name, word)) is not None]
    if not found:
        return np.zeros(0, np.int64)
    return np.unique(np.concatenate([_places_of(postings) for postings in found]))


def _places_of(postings: Postings) -> Ints:
    return (np.repeat(postings.ids, postings.freqs) << _PLACE_BITS) + postings.positions


def _extend(ends: Ints, starts: Ints, places: Ints, behind: int, slop: int) -> tuple[Ints, Ints]:
    """Go on from each partial match to `places`, keeping the latest start for each new end.

    With `behind` words already matched, a match from `start` to `place` has
    `place - start - behind` other words between. The later a match ends, the
    later it can have started, so only the nearest earlier end counts.
    """
    if not len(ends):
        return places[:0], places[:0]
    nearest = np.searchsorted(ends, places) - 1
    begun = starts[np.maximum(nearest, 0)]
    kept = (nearest >= 0) & (places - begun - behind <= slop)
    return places[kept], begun[kept]
