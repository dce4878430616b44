"""Letters of stems: read many at once, each once, and right however many were asked for before."""

from unittest.mock import patch

from kashshaf.index.reprints import letters as module
from kashshaf.index.reprints.arrays import Words
from kashshaf.index.reprints.letters import Letters


def test_what_was_read_ahead_is_not_read_again() -> None:
    asked: list[list[int]] = []

    def read(stems: Words) -> list[str]:
        asked.append(sorted(stems.tolist()))
        return [*map(str, stems.tolist())]

    letters = Letters(read)
    letters.read_ahead([3, 1, 3])
    letters.read_ahead({1})
    letters.read_ahead([1, 2])
    assert [letters(stem) for stem in (1, 2, 3, 4)] == ["1", "2", "3", "4"]
    assert asked == [[1, 3], [2], [4]]


def test_stems_that_were_forgotten_are_read_again() -> None:
    letters = Letters(lambda stems: [*map(str, stems.tolist())])
    with patch.object(module, "_REMEMBERED", 2):
        for stems in ([1, 2, 3], [4], [1, 4, 5]):
            letters.read_ahead(stems)
            assert [letters(stem) for stem in stems] == [*map(str, stems)]
