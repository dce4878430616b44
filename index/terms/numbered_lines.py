"""The lines of a dictionary's files that have given numbers."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from .sorted_files import Numbers, SortedFile


def placed(
    numbers: Numbers, files: Sequence[SortedFile]
) -> Iterator[tuple[SortedFile, NDArray[np.intp], NDArray[np.intp]]]:
    """Of each file that has lines of these numbers which they are, and the places of the lines.

    A build gives numbers in order of the lines, and then a number tells the place. What a sync
    has added is looked for in the smaller files: of the build's nothing is gone through.
    """
    left = np.flatnonzero(numbers)
    for places_of in (SortedFile.likely_places, SortedFile.places):
        for file in sorted(files, key=len):
            if not len(left):
                return
            places = places_of(file, numbers[left])
            here = places >= 0
            yield file, left[here], places[here]
            left = left[~here]


def line_of_number(number: int, files: Sequence[SortedFile]) -> bytes:
    """The line of which this is the number; raise `KeyError` where there is none."""
    for file, _, places in placed(np.array([number], np.uint32), files):
        if len(places):
            return file.line(int(places[0]))
    raise KeyError(number)


def lines_of_numbers(numbers: Numbers, files: Sequence[SortedFile]) -> list[bytes]:
    """The lines of which these are the numbers; nothing where there is none."""
    found = np.full(len(numbers), b"", object)
    for file, at, places in placed(numbers, files):
        found[at] = file.lines_at(places)
    return found.tolist()
