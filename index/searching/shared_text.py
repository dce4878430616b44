"""Two records side by side: what their texts share, letter by letter."""

from collections.abc import Sequence

import numpy as np

from ...archive.record import Record
from ..reprints.alignment import Run, align
from ..reprints.answers import Kind, Pair, Place, Shared
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
    kind, covers_a, covers_b = _pair(first, second, facts) or _measured(runs, in_a, in_b)
    return Shared(
        a=a,
        b=b,
        kind=kind,
        covers_a=covers_a,
        covers_b=covers_b,
        passages=passages(runs, in_a, in_b),
        boilerplate_a=_boilerplate(in_a, facts),
        boilerplate_b=_boilerplate(in_b, facts),
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


def _boilerplate(text: ReadText, facts: KnownReprints) -> tuple[Place, ...]:
    """Where a text says what its source, or everybody, says again and again."""
    starts = np.array([0, len(text.words)])
    counted = counted_words(text.words, starts, facts.common, PARAMETERS)
    edges = np.flatnonzero(np.diff(np.concatenate(([1], counted, [1]))))
    return tuple(text.places(zip(edges[::2].tolist(), np.diff(edges)[::2].tolist(), strict=True)))
