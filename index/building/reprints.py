"""Reprints in an index: found in all of it, kept up by a sync, or left away if nobody wants them.

They are made of the forward file alone. So where the settings come to want them, or other
parameters find them, they are made anew beside the words that there are, and no text is
read for it.
"""

import shutil
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ...archive.errors import SearchIndexError
from ...archive.storage.store import Store
from ...archive.whole_files import os_errors
from ..forward.forward import Forward
from ..reprints import following, making
from ..reprints.arrays import Ints
from ..reprints.facts import Facts, fitted
from ..reprints.making import Watch
from ..reprints.parameters import fingerprint
from ..reprints.texts import ForwardTexts
from ..terms.dictionary import TermDictionary
from .generations import MANIFEST, Generation, Generations


def wanted(generations: Generations) -> str | None:
    """By which parameters the reprints of an index are to be found; None for none at all."""
    return fingerprint() if generations.reprints else None


def find(store: Store, generation: Generation, workers: int, watch: Watch) -> None:
    """Find all reprints of a generation that has none."""
    numbers = np.array(store.numbers(), np.int64)
    texts = partial(_texts, generation.forward, generation.words)
    making.build(generation.reprints, texts, numbers, workers, watch)


def follow(generation: Generation, changed: Collection[int], gone: Collection[int]) -> None:
    """Take in that records have come or changed, which the forward file has, or have gone."""
    texts = _texts(generation.forward, generation.words)
    following.follow(generation.reprints, texts, changed, gone)


def leave(generation: Generation) -> None:
    """Note that nothing is known of reprints any more, since they are kept up no longer.

    They stand yet, but whoever is killed before they are made anew leaves none that are wrong.
    """
    replace(generation.manifest, reprints=None).write(generation.folder / MANIFEST)


def make_anew(
    store: Store,
    generation: Generation,
    generations: Generations,
    workers: int,
    watch: Watch,
) -> None:
    """Find the reprints of an index as they are wanted now, or leave them away."""
    files = {
        name: checksum
        for name, checksum in generation.manifest.files.items()
        if not name.startswith(f"{generation.reprints.name}/")
    }
    manifest = replace(generation.manifest, reprints=None, files=files, settled=False)
    manifest.write(generation.folder / MANIFEST)
    with os_errors(SearchIndexError, "the reprints of the index cannot be removed"):
        if generation.reprints.exists():
            shutil.rmtree(generation.reprints)
    if generations.reprints:
        find(store, generation, workers, watch)
    written_again = generations.kinds(manifest.engine).written_again
    generation.describe(replace(manifest, reprints=wanted(generations)), written_again)


def differing(numbers: Sequence[int], generation: Generation) -> Ints:
    """The numbers of those that have other pairs, or another story, than are found anew.

    `numbers` are those of all records.
    """
    held = Facts(generation.reprints)
    with TemporaryDirectory() as folder:
        anew = Path(folder) / generation.reprints.name
        texts = partial(_texts, generation.forward, generation.words)
        making.build(anew, texts, np.array(numbers, np.int64))
        found = Facts(anew)
        pairs, times = np.unique(np.concatenate([held.rows(), found.rows()]), return_counts=True)
        once = pairs[times == 1]
        # As far as both go: where one goes on, there is nothing in the other.
        size = max(len(held.story_of), len(found.story_of))
        others = np.flatnonzero(fitted(held.story_of, size) != fitted(found.story_of, size))
    return np.unique(np.concatenate([once["a"], once["b"], others]).astype(np.int64))


def _texts(forward: Path, words: Path) -> ForwardTexts:
    return ForwardTexts(Forward(forward, TermDictionary(words)))
