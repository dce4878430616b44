"""The texts of the first records of a search, read to be looked through."""

from collections.abc import Sequence
from functools import cache, partial

from ...archive.storage.store import Store
from ...archive.time_limit import check_time
from .many_texts import ManyTexts

MOST_CHARACTERS = 2_500_000
"""After so much text no other record is begun: some tenths of a second's work."""

_BATCH = 200
"""Records whose texts are read from the store at a time."""


class FirstTexts:
    """The records that were read, by their numbers, and of each the text.

    `together` puts the texts together as `ManyTexts`, once for each kind of them.
    """

    def __init__(self, numbers: Sequence[int], store: Store) -> None:
        """Read the first of the records, so many that their texts are not too much."""
        self.numbers: list[int] = []
        self.texts: list[str] = []
        self._read(numbers, store)
        self.together = cache(partial(ManyTexts, self.texts))

    def _read(self, numbers: Sequence[int], store: Store) -> None:
        characters = 0
        for start in range(0, len(numbers), _BATCH):
            check_time()
            batch = numbers[start : start + _BATCH]
            for number, text in zip(batch, store.texts(batch), strict=True):
                if text is None:
                    continue  # it has been removed since it was found
                self.numbers.append(number)
                self.texts.append(text)
                characters += len(text)
                if characters > MOST_CHARACTERS:
                    return
