"""Where the pieces of a text stand: what is between spaces, as `str.split` has it.

No string is made of any: a book has a hundred thousand.
"""

import sys
from collections.abc import Iterable
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

_Places: TypeAlias = NDArray[np.intp]

_ARE_SPACES: Final = np.array([chr(at).isspace() for at in range(0x3002)])
"""Of each character up to the first behind the last space, for which all others are taken."""

_ENCODING: Final = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"


class Pieces(NamedTuple):
    """Where the pieces of a text begin, and end, in their order."""

    starts: _Places
    ends: _Places

    def at(self, wanted: Iterable[int]) -> list[tuple[int, int]]:
        """Where some of them begin and end."""
        places = list(wanted)
        return list(zip(self.starts[places].tolist(), self.ends[places].tolist(), strict=True))


def pieces_of(text: str) -> Pieces:
    """Find the pieces of a text."""
    letters = np.frombuffer(f" {text} ".encode(_ENCODING, "surrogatepass"), np.uint32)
    are_spaces = _ARE_SPACES.take(letters.astype(np.intp), mode="clip")
    # With a space before and behind it, what changes is in turn where one begins and ends.
    edges = (are_spaces[1:] != are_spaces[:-1]).nonzero()[0]
    return Pieces(edges[::2], edges[1::2])
