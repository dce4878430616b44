"""Two records side by side: what their texts share, letter by letter."""

from collections.abc import Sequence

import numpy as np

from ...archive.record import Record
from ..reprints.alignment import Run, align
from ..reprints.answers import Kind, Pair, Place, Shared
from ..reprints.arrays import Mask
from ..reprints.pairing import counted_words
from ..reprints.parameters import PARAMETERS
from ..reprints.reading import KnownReprints
from .facts import facts_of
from .open_index import OpenIndex
from .text_places import ReadText, passages, read_record


def shared(a: Record, b: Record, index: OpenIndex) -> Shared:
    """What two records share; see `Archive.shared`."""
    facts = facts_of(index)
    first, second = (index.store.number_of(record.id) for record in (a, b))
    in_a, in_b = (read_record(record, index.analyzer) for record in (a, b))
    runs = align(in_a.words, in_b.words, PARAMETERS.short_run)
    counted_a, counted_b = (_counted(text, facts) for text in (in_a, in_b))
    kind, covers_a, covers_b = _pair(first, second, facts) or _measured(runs, in_a, in_b)
    return Shared(
        a=a,
        b=b,
        kind=kind,
        covers_a=covers_a,
        covers_b=covers_b,
        passages=passages(runs, in_a, in_b),
        boilerplate_a=_boilerplate(in_a, counted_a),
        boilerplate_b=_boilerplate(in_b, counted_b),
        is_repeated=_are_repeated(runs, counted_a, counted_b),
    )


def _pair(a: int, b: int, facts: KnownReprints) -> tuple[Kind, float, float] | None:
    """What the index knows of them, if they share enough to be a pair."""
    for pair in facts.partners(a):
        if b in (pair.a, pair.b) and a != b:
            return _turned(pair) if pair.a == b else (pair.kind, pair.covers_a, pair.covers_b)
    return None


def _turned(pair: Pair) -> tuple[Kind, float, float]:
    return pair.kind, pair.covers_b, pair.covers_a


def _measured(runs: Sequence[Run], a: ReadText, b: ReadText) -> tuple[None, float, float]:
    words = sum(run.words for run in runs if run.words >= PARAMETERS.run)
    return None, words / max(len(a.words), 1), words / max(len(b.words), 1)


def _counted(text: ReadText, facts: KnownReprints) -> Mask:
    """Which words of a text are none that its source, or everybody, says again and again."""
    starts = np.array([0, len(text.words)])
    return counted_words(text.words, starts, facts.common, PARAMETERS)


def _boilerplate(text: ReadText, counted: Mask) -> tuple[Place, ...]:
    """Where the words stand that do not count."""
    edges = np.flatnonzero(np.diff(np.concatenate(([1], counted, [1]))))
    return tuple(text.places(zip(edges[::2].tolist(), np.diff(edges)[::2].tolist(), strict=True)))


def _are_repeated(runs: Sequence[Run], in_a: Mask, in_b: Mask) -> bool:
    """Whether of the words of these runs no more than half count in both texts."""
    both = [in_a[run.a : run.a + run.words] & in_b[run.b : run.b + run.words] for run in runs]
    counting = sum(int(np.count_nonzero(words)) for words in both)
    return 2 * counting < sum(run.words for run in runs)
