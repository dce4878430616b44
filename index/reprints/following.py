"""Reprints kept up as records come, change and go.

All that is known hangs on the records as they are now: which keys are common on the records that
have them, a pair on its two texts and on which of their keys are common, stories on pairs. A
sync looks again at what hangs on what it has touched, and at nothing else. So in whichever
order records came, changed and went, what is known is what a rebuild would find.
"""

from collections.abc import Collection
from pathlib import Path

import numpy as np

from ...archive.errors import SearchIndexError
from ...archive.whole_files import os_errors, written_whole
from .arrays import Ints, Keys, Mask, among
from .boilerplate import boilerplate_keys
from .facts import Facts, Numbers, Pairs, State, fitted, in_order, only, reprints
from .pairing import pairs_of
from .parameters import PARAMETERS, Parameters
from .postings import Lists, Postings, add, postings_of
from .sharing import candidates_of
from .stories import stories
from .texts import Texts, fingerprints_of

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
    state = Facts(folder).state()
    current = np.unique(np.fromiter(changed, np.int64, len(changed)))
    touched = np.union1d(current, np.fromiter(gone, np.int64, len(gone)))
    found = fingerprints_of(current, texts, parameters)
    own = postings_of(found, current)
    doubted = _Doubted(folder)
    doubted.note(Postings(folder).keys_of(touched[touched < len(state.story_of)]))
    add(folder, own, touched)

    postings = Postings(folder)
    seen = np.union1d(doubted.keys(), found.keys)
    lists = postings.lists(seen, parameters.longest_list)
    is_common = boilerplate_keys(lists, texts.origins, parameters)
    common = np.union1d(state.common[~among(state.common, seen)], lists.keys[is_common])
    turned = np.repeat(among(lists.keys, state.common) != is_common, lists.counts)
    also = np.setdiff1d(lists.numbers[turned], current)
    again = np.union1d(also, touched)

    own = np.union1d(own, postings_of(fingerprints_of(also, texts, parameters), also))
    candidates = candidates_of(_telling(own, common), postings, parameters)
    made = (
        pairs_of(candidates[start : start + _AT_ONCE], texts, common, parameters)
        for start in range(0, len(candidates), _AT_ONCE)
    )
    pairs = in_order([only(state.pairs, ~_has(state.pairs, again)), *made])
    story_of = stories_anew(fitted(state.story_of, texts.size), pairs, again)
    State(pairs, story_of, common).write(folder)
    doubted.forget()


def _telling(postings: Keys, common: Keys) -> Lists:
    """The keys of some records, less the common ones."""
    lists = Lists.of(postings)
    return Lists.of(postings[np.repeat(~among(lists.keys, common), lists.counts)])


def _has(pairs: Pairs, numbers: Ints) -> Mask:
    """Which pairs have one of these records."""
    return among(pairs["a"], numbers) | among(pairs["b"], numbers)


def stories_anew(story_of: Numbers, pairs: Pairs, again: Ints) -> Numbers:
    """The stories by number, where the pairs of some records are not what they were.

    Only the stories are put together anew that these were in, or come into.
    """
    edges = reprints(pairs)
    near = only(edges, _has(edges, again))
    # What came and went between two syncs has no place among the numbers.
    met = np.unique(np.concatenate([again[again < len(story_of)], near["a"], near["b"]]))
    former = np.unique(story_of[met])
    loosened = np.union1d(met, np.flatnonzero(among(story_of, former[former > 0])))
    anew = story_of.copy()
    anew[loosened] = 0
    joining = only(edges, _has(edges, loosened))
    for number, story in stories(joining[["a", "b"]].tolist()).items():
        anew[number] = story
    return anew


class _Doubted:
    """The keys that records had before they changed, kept until it is known what is common now.

    Postings have the new ones before that, and a sync after one that was killed in between finds
    here of which keys it has to look again.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "doubted.npy"

    def keys(self) -> Keys:
        """All that were noted since it was last known."""
        try:
            return np.asarray(np.load(self._path), np.uint64)
        except FileNotFoundError:
            return np.empty(0, np.uint64)
        except (ValueError, EOFError) as error:
            raise SearchIndexError(
                f"{self._path} is damaged ({error}): run `kashshaf rebuild`"
            ) from error

    def note(self, keys: Keys) -> None:
        """Keep these as well."""
        if len(keys):
            noted = np.union1d(self.keys(), keys)
            with os_errors(SearchIndexError, "the index"), written_whole(self._path) as file:
                np.save(file, noted)

    def forget(self) -> None:
        """What is common is known."""
        self._path.unlink(missing_ok=True)
