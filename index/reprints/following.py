"""Reprints kept up as records come, change and go.

All that is known hangs on the records as they are now: which keys are common on the records that
have them, a pair on its two texts and on which of their keys are common, stories on pairs. A
sync looks again at what hangs on what it has touched, and at nothing else. So in whichever
order records came, changed and went, what is known is what a rebuild would find; and what a sync
costs hangs on the records that it touches, whatever the size of the archive.
"""

from collections.abc import Collection
from pathlib import Path

import numpy as np

from .arrays import Ints, Keys, among, each_once, together, without
from .boilerplate import boilerplate_keys
from .facts import Facts
from .findings import CommonKeys, Findings, Pairs, has_one, in_order, reprints
from .pairing import pairs_of
from .parameters import PARAMETERS, Parameters
from .postings import Lists, Postings, postings_of
from .segments import NUMBER, Segment, add
from .sharing import candidates_of
from .stories import stories
from .texts import Texts, fingerprints_of, keys_of

_AT_ONCE = 2000
"""Candidates whose texts are held in memory."""


def follow(
    folder: Path,
    texts: Texts,
    changed: Collection[int],
    gone: Collection[int],
    parameters: Parameters = PARAMETERS,
) -> None:
    """Take in that records have come or changed, and that others have gone.

    What is killed on the way leaves the state before, and to do the same again makes it good.
    """
    add(folder, found_anew(folder, texts, changed, gone, parameters))


def found_anew(
    folder: Path,
    texts: Texts,
    changed: Collection[int],
    gone: Collection[int],
    parameters: Parameters = PARAMETERS,
) -> Segment:
    """What is to be taken in then; nothing is written."""
    facts = Facts(folder)
    current = each_once(np.fromiter(changed, np.int64, len(changed)))
    touched = together(current, np.fromiter(gone, np.int64, len(gone)))
    void = touched.astype(np.uint64)
    found = fingerprints_of(touched, texts, parameters)  # of what has gone too, as it was
    own = postings_of(found, touched)
    own = own[among(own & NUMBER, current.astype(np.uint64))]
    postings = Postings([*facts.segments, Segment(void, own)])

    seen = together(keys_of(texts.former(touched), parameters), found.keys)
    lists = postings.lists(seen, parameters.longest_list)
    is_common = boilerplate_keys(lists, texts.origins, parameters)
    were_common = seen[facts.common.which(seen)]
    was_common = among(lists.keys, were_common)
    more = lists.keys[is_common & ~was_common]
    less = without(were_common, lists.keys[is_common])
    common = facts.common.then(more, less)
    turned = np.repeat(is_common != was_common, lists.counts)
    also = without(each_once(lists.numbers[turned]), current)
    again = together(also, touched)

    telling = _telling(own, common)
    if len(also):
        others = postings_of(fingerprints_of(also, texts, parameters), also)
        telling = _telling(together(own, others), common)
        lists = postings.lists(telling.keys, parameters.longest_list)
    candidates = candidates_of(telling, lists, parameters)
    pairs = in_order(
        pairs_of(candidates[start : start + _AT_ONCE], texts, common, parameters)
        for start in range(0, len(candidates), _AT_ONCE)
    )
    findings = Findings.of(pairs, stories_anew(facts, pairs, again), more, again, less)
    return Segment(void, own, findings)


def _telling(postings: Keys, common: CommonKeys) -> Lists:
    """The keys of some records, less the common ones."""
    lists = Lists.of(postings)
    return Lists.of(postings[np.repeat(~common.which(lists.keys), lists.counts)])


def stories_anew(facts: Facts, pairs: Pairs, again: Ints) -> dict[int, int]:
    """The story of each record that may be in another one than it was, 0 for none.

    `pairs` are all that the records have that were looked at `again`. Whatever was in one story
    with one of these still hangs together with one that was paired to it, or is.
    """
    met, edges = again, [reprints(pairs)]
    near = together(_ends(reprints(facts.having(again))), _ends(edges[0]))
    while len(near := without(near, met)):
        met = together(met, near)
        others = reprints(facts.having(near))
        edges.append(others.take(np.flatnonzero(~has_one(others, again.astype(np.uint32)))))
        near = _ends(edges[-1])
    story_of = stories(pair for part in edges for pair in part[["a", "b"]].tolist())
    return {number: story_of.get(number, 0) for number in met.tolist()}


def _ends(pairs: Pairs) -> Ints:
    return each_once(np.concatenate([pairs["a"], pairs["b"]]).astype(np.int64))
