"""What follows a word in an archive: of مجلس الن it is النواب, however common النظام is.

Pairs of words are too many to be kept. Some texts that have the word tell what may follow it,
and the engine counts how many records have each of that behind it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import chain

from ...arabic.analyzer import MARKS_SEPARATOR
from ...arabic.folding import fold
from ...arabic.function_words import is_function_word
from ...arabic.letters import ARABIC_LETTERS
from ..engines import plan
from ..terms.statistics import TermStatistics

_TITLES, _TEXTS = 300, 96
"""Records of which the titles are read, where the word is in them, and of which all is.

Measured on 132 pairs of words from titles: with 96 texts instead of 64 three more find what
follows most often.
"""

_FEW = 4
"""Where fewer words were seen behind the word, those are tried that are common by themselves."""

_COUNTED = 10
"""Words of which it is counted how many records have them behind the word."""

_REMEMBERED = 8
"""Words of which the texts are kept while one types on."""

_PAIRS_REMEMBERED = 2048

_APART = r"[^\w\n]{1,3}"
"""What may stand between two words in a row."""


def _spellings() -> Mapping[str, str]:
    letters: dict[str, str] = {}
    for letter in ARABIC_LETTERS:
        letters[fold(letter)] = letters.get(fold(letter), "") + letter
    return letters


_WRITTEN = _spellings()
"""The letters that are folded to each."""


def word_beginning(letters: str) -> str:
    """A pattern for words that begin with some folded letters, however these are written."""
    return "".join(f"[{_WRITTEN.get(each, re.escape(each))}]" for each in letters) + r"\w*"


@dataclass(frozen=True, slots=True)
class Texts:
    """Some of the texts of an archive, each with its title before it.

    `sample` are of records from all over, `titles` and `having` of so many records that
    a plan finds.
    """

    sample: Callable[[], Sequence[str]]
    titles: Callable[[plan.Plan, int], Sequence[str]]
    having: Callable[[plan.Plan, int], Sequence[str]]


class NextWords:
    """What follows words in one state of an archive."""

    def __init__(
        self, terms: TermStatistics, texts: Texts, in_a_row: Callable[[Sequence[str]], int]
    ) -> None:
        self._terms = terms
        self._texts = texts
        self._in_a_row = lru_cache(maxsize=_PAIRS_REMEMBERED)(in_a_row)
        self._having = lru_cache(maxsize=_REMEMBERED)(self._read)

    def following(
        self,
        before: Sequence[str],
        letters: str,
        few: Sequence[str],
        likely: Callable[[], Iterable[str]],
    ) -> list[str]:
        """The words that begin so and follow some folded words, those that most often do first.

        `few` are all words that begin so, where these are few, and `likely` gives those
        that are common by themselves. Words that do not follow are not given.
        """
        *more, last = before[-2:]
        tried = self._candidates(last, letters, few, likely)
        counts = {word: self._in_a_row((last, word)) for word in tried}
        follow = [word for word in tried if counts[word]]
        # What three words have in a row tells more, where there is any.
        longer = {word: self._in_a_row((*more, last, word)) if more else 0 for word in follow}
        return sorted(follow, key=lambda word: (-longer[word], -counts[word]))

    def _candidates(
        self, last: str, letters: str, few: Sequence[str], likely: Callable[[], Iterable[str]]
    ) -> list[str]:
        """What is seen behind the word in some texts, and where that is little, what is common."""
        seen = self._seen(last, letters, chain(self._texts.sample(), self._having(last)))
        if few and len(seen) < _COUNTED:
            both = plan.All((self._terms.any_of([last]), self._terms.any_of(few)))
            seen += self._seen(last, letters, self._texts.having(both, _TEXTS))
        found = nlargest(_COUNTED, seen, key=seen.__getitem__)
        # What follows a particle is what is common anyway.
        if few or len(found) < _FEW or is_function_word(last):
            found += likely()
        return list(dict.fromkeys(found))

    def _read(self, word: str) -> list[str]:
        """Some titles and texts that have a word."""
        in_titles = self._texts.titles(self._terms.any_of([word], "title"), _TITLES)
        return [*in_titles, *self._texts.having(self._terms.any_of([word]), _TEXTS)]

    def _seen(self, word: str, letters: str, texts: Iterable[str]) -> Counter[str]:
        """The words of content that begin so behind a word, and in how many of the texts."""
        forms = self._terms.dictionary.forms(word)
        spelt = {form.partition(MARKS_SEPARATOR)[0] for form in forms}
        behind = re.compile(f"{_APART}({word_beginning(letters)})", re.IGNORECASE)
        seen: Counter[str] = Counter()
        for text in texts:
            seen.update({fold(found) for found in _behind(spelt, behind, text)})
        holds = self._terms.dictionary.holds
        return Counter(
            {
                other: count
                for other, count in seen.items()
                if not is_function_word(other, other) and holds(other)
            }
        )


def _behind(words: Iterable[str], pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """What a pattern finds behind each place of some words.

    To look for each as it is written is ten times as fast as any regular expression; what has
    vowel marks is passed over.
    """
    for word in words:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if not text[at - 1 : at].isalpha() and (found := pattern.match(text, end)):
                yield found[1]
            at = text.find(word, end)
