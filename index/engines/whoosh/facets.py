"""Facets over several segments, each of which numbers its values for itself."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from .packing import Ints, Numbering
from .segments import FacetEntries, Segment

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Part:
    """The entries of a segment; the value that is its n-th is the facet's `numbers[n]`-th."""

    entries: FacetEntries
    numbers: Ints


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """A facet of the documents of some segments, in turn."""

    values: Sequence[str]
    numbers: Mapping[str, int]
    parts: Sequence[_Part]

    def count(self, matching: Mask) -> dict[str, int]:
        """How many of the matching documents have each value, "" for those with none."""
        counts = np.zeros(len(self.values), np.int64)
        unstated = 0
        for part, here in self._cut(matching):
            codes = part.entries.codes[here[part.entries.documents]]
            counts[part.numbers] += np.bincount(codes, minlength=len(part.numbers))
            unstated += int(np.count_nonzero(here & ~part.entries.stated))
        held = np.flatnonzero(counts)
        values = map(self.values.__getitem__, held.tolist())
        found = dict(zip(values, counts[held].tolist(), strict=True))
        return found | {"": unstated} if unstated else found

    def having(self, values: frozenset[str]) -> Mask:
        """The documents with any of the values; "" means those with none."""
        wanted = np.zeros(len(self.values), np.bool_)
        numbers = (self.numbers.get(value, len(wanted)) for value in values)
        # Values of segments that came later have higher numbers.
        wanted[[number for number in numbers if number < len(wanted)]] = True
        mask = np.zeros(sum(len(part.entries.stated) for part in self.parts), np.bool_)
        for part, here in self._cut(mask):
            here[part.entries.documents[wanted[part.numbers][part.entries.codes]]] = True
            if "" in values:
                here |= ~part.entries.stated
        return mask

    def _cut(self, mask: Mask) -> Iterator[tuple[_Part, Mask]]:
        """Each segment with its stretch of a mask."""
        start = 0
        for part in self.parts:
            end = start + len(part.entries.stated)
            yield part, mask[start:end]
            start = end


class Facet:
    """A facet as far as it has been asked for: what was read of a segment is kept while that is."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._numbers = Numbering()
        self._parts: WeakKeyDictionary[Segment, _Part] = WeakKeyDictionary()
        self._reading = threading.Lock()

    def of(self, segments: Sequence[Segment]) -> FacetColumn:
        """The facet of the documents of these segments."""
        with self._reading:
            parts = [self._part(segment) for segment in segments]
            return FacetColumn(tuple(self._numbers), self._numbers, parts)

    def _part(self, segment: Segment) -> _Part:
        if segment not in self._parts:
            entries = segment.facet(self._name)
            numbers = map(self._numbers.__getitem__, entries.values)
            self._parts[segment] = _Part(entries, np.fromiter(numbers, np.int64))
        return self._parts[segment]
