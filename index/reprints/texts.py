"""What the records of an index say, as it is compared: words, where they are from, when."""

from typing import Protocol

from .arrays import Ints, Mask, Words
from .boilerplate import Origins


class Texts(Protocol):
    """The records of an index, by their numbers.

    A word is told by what depends on its folded letters alone, not on when it was met: so
    what was found of texts yesterday is what would be found of them today.
    """

    @property
    def numbers(self) -> Ints:
        """The numbers of all records, ascending."""

    @property
    def origins(self) -> Origins:
        """Of which sources and days they are."""

    @property
    def posts(self) -> Mask:
        """By number which of them are posts."""

    def words(self, numbers: Ints) -> tuple[Words, Ints]:
        """The words of texts, one text behind the other, where each begins, and where the last ends.

        Where there is no text, its title stands for it.
        """

    def titles(self, numbers: Ints) -> tuple[Words, Ints]:
        """The words of titles likewise."""
