"""Reprints found as an index is made, and kept up as records come, change and go.

All that is known hangs on the records as they are now: which keys are common on the records that
have them, a pair on its two texts and on which of their keys are common, stories on pairs. A
sync looks again at what hangs on what it has touched, and at nothing else. So in whichever
order records came, changed and went, what is known is what a rebuild would find.
"""

from collections.abc import Collection, Iterable
from pathlib import Path

import numpy as np

from ...archive.errors import SearchIndexError
from ...archive.whole_files import os_errors, written_whole
from .arrays import Ints, Keys, Mask, among, joined
from .boilerplate import boilerplate_keys
from .candidates import of_all
from .facts import KINDS, PAIR, Facts, Numbers, Pairs, State, in_order
from .fingerprints import fingerprints
from .pairing import pairs_of
from .parameters import PARAMETERS, Parameters
from .postings import Lists, Postings, add, join, postings_of, write_part
from .sharing import candidates_of
from .stories import stories
from .texts import Texts

_REPRINT = KINDS.index("reprint")


def build(folder: Path, texts: Texts, parameters: Parameters = PARAMETERS) -> None:
    """Find all reprints among some texts, in a folder that is not there or has none."""
    folder.mkdir(exist_ok=True)
    found = fingerprints(*texts.words(texts.numbers), parameters)
    write_part(folder, postings_of(found, texts.numbers))
    join(folder)
    all_of = of_all(Postings(folder).chunks(), texts.origins, parameters)
    pairs = _table(pairs_of(all_of.pairs, texts, all_of.boilerplate, parameters))
    none = State.empty()
    story_of = _stories_anew(none.story_of, pairs, texts.numbers, texts)
    State(pairs, story_of, all_of.boilerplate).write(folder)


def follow(
    folder: Path, texts: Texts, touched: Collection[int], parameters: Parameters = PARAMETERS
) -> None:
    """Take in that these records have come, changed or gone.

    What is killed on the way leaves the state before, and to do the same again makes it good.
    """
    state = Facts(folder).state()
    changed = np.unique(np.fromiter(touched, np.int64, len(touched)))
    current = np.intersect1d(changed, texts.numbers)
    found = fingerprints(*texts.words(current), parameters)
    doubted = _Doubted(folder)
    doubted.note(Postings(folder).keys_of(changed[changed < len(state.story_of)]))
    add(folder, postings_of(found, current), changed)

    postings = Postings(folder)
    seen = np.union1d(doubted.keys(), found.keys)
    lists = postings.lists(seen, parameters.longest_list)
    is_common = boilerplate_keys(lists, texts.origins, parameters)
    common = np.union1d(state.common[~among(state.common, seen)], lists.keys[is_common])
    turned = np.repeat(among(lists.keys, state.common) != is_common, lists.counts)
    again = np.union1d(changed, lists.numbers[turned])

    own = _own(again, texts, common, parameters)
    candidates = candidates_of(own, postings, parameters)
    made = pairs_of(candidates, texts, common, parameters)
    pairs = _table([state.pairs[~_has(state.pairs, again)], *made])
    story_of = _stories_anew(state.story_of, pairs, again, texts)
    State(pairs, story_of, common).write(folder)
    doubted.forget()


def _table(parts: Iterable[Pairs]) -> Pairs:
    return in_order(np.concatenate([np.empty(0, PAIR), *parts]))


def _own(again: Ints, texts: Texts, common: Keys, parameters: Parameters) -> Lists:
    """The keys of some records, less the common ones."""
    current = np.intersect1d(again, texts.numbers)
    found = fingerprints(*texts.words(current), parameters)
    own = postings_of(found, current)
    lists = Lists.of(own)
    return Lists.of(own[np.repeat(~among(lists.keys, common), lists.counts)])


def _has(pairs: Pairs, numbers: Ints) -> Mask:
    """Which pairs have one of these records."""
    return among(pairs["a"], numbers) | among(pairs["b"], numbers)


def _fitting(by_number: Numbers, texts: Texts) -> Numbers:
    """A copy with room for the numbers of all texts, and no more."""
    fitting = np.zeros(int(texts.numbers.max(initial=0)) + 1, np.uint32)
    kept = by_number[: len(fitting)]
    fitting[: len(kept)] = kept
    return fitting


def _stories_anew(story_of: Numbers, pairs: Pairs, again: Ints, texts: Texts) -> Numbers:
    """By number the stories of all records, where the pairs of some are not what they were.

    Only the stories are put together anew that these were in, or come into.
    """
    anew = _fitting(story_of, texts)
    edges = pairs[pairs["kind"] == _REPRINT]
    near = edges[_has(edges, again)]
    met = np.unique(np.concatenate([again[again < len(anew)], near["a"], near["b"]]))
    former = story_of[again[again < len(story_of)]]
    loosened = np.union1d(met, np.flatnonzero(np.isin(anew, [*former, *anew[met]]) & (anew > 0)))
    anew[loosened] = 0
    for number, story in stories(edges[_has(edges, loosened)][["a", "b"]].tolist()).items():
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
