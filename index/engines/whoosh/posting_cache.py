"""Postings that were read, kept from one commit to the next."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .packing import Postings
from .segments import Segment
from .terms import encode

_CACHED_BYTES = 64 * 1024 * 1024


class _Held(NamedTuple):
    """The postings of a term in some segments, numbered through them; None if it has none."""

    segments: Sequence[Segment]
    postings: Postings | None

    @property
    def weight(self) -> int:
        if self.postings is None:
            return 64
        arrays = (self.postings.ids, self.postings.freqs, self.postings.positions)
        return 64 + sum(array.nbytes for array in arrays)


class PostingCache:
    """The postings of the terms that were last asked for, up to so many bytes.

    A commit mostly adds a segment behind those there were: what is held of them still holds.
    """

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str], _Held] = OrderedDict()
        self._bytes = 0
        self._changing = threading.Lock()

    def of(self, field: str, term: str, segments: Sequence[Segment]) -> Postings | None:
        """A term's postings in these segments."""
        key = (field, term)
        held = self._held.get(key)
        if held is None or held.segments is not segments:
            before = held if held and held.segments == segments[: len(held.segments)] else None
            held = _read(field, term, segments, before or _Held((), None))
            self._keep(key, held)
        else:
            self._use(key)
        return held.postings

    def _use(self, key: tuple[str, str]) -> None:
        with self._changing:
            if key in self._held:
                self._held.move_to_end(key)

    def _keep(self, key: tuple[str, str], held: _Held) -> None:
        with self._changing:
            if key in self._held:
                self._bytes -= self._held.pop(key).weight
            self._held[key] = held
            self._bytes += held.weight
            while self._bytes > _CACHED_BYTES:
                _, dropped = self._held.popitem(last=False)
                self._bytes -= dropped.weight


def _read(field: str, term: str, segments: Sequence[Segment], before: _Held) -> _Held:
    """The postings in these segments, of which the first are as they were before."""
    token = encode(term)
    parts = [] if before.postings is None else [before.postings]
    start = sum(segment.size for segment in before.segments)
    for segment in segments[len(before.segments) :]:
        found = segment.postings(field, token)
        if found is not None:
            parts.append(Postings(found.ids + start, found.freqs, found.positions))
        start += segment.size
    if len(parts) < 2:
        return _Held(segments, parts[0] if parts else None)
    arrays = zip(*((part.ids, part.freqs, part.positions) for part in parts), strict=True)
    return _Held(segments, Postings(*map(np.concatenate, arrays)))
