"""What follows a word in an archive: of مجلس الن it is النواب, however common النظام is.

Pairs of words are too many to be kept. Some texts that have the word tell what may follow it,
and the engine counts how many records have each of that behind it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from ...arabic.analyzer import MARKS_SEPARATOR
from ...arabic.folding import fold
from ...arabic.function_words import is_function_word
from ...arabic.letters import ARABIC_LETTERS
from ...archive.time_limit import in_time
from ..engines import plan
from ..terms.statistics import TermStatistics

_TITLES, _TEXTS = 300, 96
"""Records of which the titles are read, where the word is in them, and of which all is.

Measured on 132 pairs of words from titles: with 96 texts instead of 64 three more find what
follows most often.
"""

_FEW = 6
"""Where fewer words were seen behind the word, those are tried that are common by themselves."""

MOST = 14
"""Words that are given, and of which it is counted how many records have them in a row."""

_PLENTY = 12
"""Titles that have a word behind another, so that no more need be read."""

_CLEARLY = 6
"""How many times as often one word was seen than another that cannot be the commoner."""

_REMEMBERED, _PAIRS_REMEMBERED = 64, 2048
"""Words of which is kept what was seen behind them, and counts of two in a row: one types on."""

_BEHIND = re.compile(r"[^\w\n]{1,3}(\w+)")
"""The next word of a sentence."""


def _spellings() -> Mapping[str, str]:
    letters: dict[str, str] = {}
    for letter in ARABIC_LETTERS:
        letters[fold(letter)] = letters.get(fold(letter), "") + letter
    return letters


_WRITTEN = _spellings()
"""The letters that are folded to each."""


def word_beginning(letters: str) -> str:
    """A pattern for words that begin with some folded letters, however these are written."""
    return "".join(map(_as_written, letters)) + r"\w*"


def _as_written(letter: str) -> str:
    ways = _WRITTEN.get(letter, letter)
    return f"[{ways}]" if len(ways) > 1 else re.escape(letter)


def commonest(having: Mapping[str, float], terms: TermStatistics, most: int) -> list[str]:
    """Those of some folded words that most have, of the archive's words of content."""
    in_order = sorted(filter(having.get, having), key=lambda word: -having[word])
    said = (word for word in in_order if not is_function_word(word, word))
    return list(islice(filter(terms.dictionary.holds, said), most))


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
        self._in_titles = lru_cache(maxsize=_REMEMBERED)(self._seen_in_titles)
        self._in_texts = lru_cache(maxsize=_REMEMBERED)(self._seen_in_texts)

    def following(
        self,
        before: Sequence[str],
        letters: str,
        few: Sequence[str],
        likely: Callable[[], Sequence[str]],
    ) -> list[str]:
        """The words that begin so and follow some folded words, those that most often do first.

        `few` are all words that begin so, where these are few, and `likely` gives those
        that are common by themselves. Words that do not follow are not given.
        """
        *more, last = before[-2:]
        seen = self._seen_behind(last, letters, few)
        tried = commonest(seen, self._terms, MOST)
        often = [word for word in tried if seen[word] * _CLEARLY > seen[tried[0]]]
        common = likely() if few or len(tried) < _FEW or is_function_word(last) else []
        if is_function_word(last):
            # What follows a particle is what is common anyway; and to count it takes long.
            often, common = often[:_FEW], common[:_FEW]
        often = list(dict.fromkeys((*often, *common)))
        if often == tried[:1]:
            return tried  # it was seen, and nothing else comes near
        counts = {word: self._in_a_row((last, word)) for word in often}
        follow = [word for word in often if counts[word]]
        # What three words have in a row tells more, where there is any.
        longer = {word: self._in_a_row((*more, last, word)) if more else 0 for word in follow}
        first = sorted(follow, key=lambda word: (-longer[word], -counts[word]))
        return list(dict.fromkeys((*first, *tried)))

    def _seen_behind(self, last: str, letters: str, few: Sequence[str]) -> dict[str, int]:
        """What some texts have behind a word, reading more of them where that is little."""
        seen = _beginning(letters, self._in_titles(last))
        if max(seen.values(), default=0) < _PLENTY:
            seen = _beginning(letters, self._in_texts(last))
        if few and len(seen) < MOST:
            both = plan.All((self._about(last), self._terms.about_any_of(few)))
            seen |= _beginning(letters, self._followers(last, self._texts.having(both, _TEXTS)))
        return seen

    def _seen_in_titles(self, word: str) -> Counter[str]:
        """What the sample has behind a word, and titles that have it."""
        titles = self._texts.titles(self._about(word, "title"), _TITLES)
        return self._followers(word, chain(self._texts.sample(), titles))

    def _seen_in_texts(self, word: str) -> Counter[str]:
        """The same, and what texts have that have it."""
        texts = self._texts.having(self._about(word), _TEXTS)
        return self._in_titles(word) + self._followers(word, texts)

    def _about(self, word: str, field: plan.Field | None = None) -> plan.Terms:
        return self._terms.about_any_of([word], field)

    def _followers(self, word: str, texts: Iterable[str]) -> Counter[str]:
        """How often each word stands behind one in some texts."""
        forms = self._terms.dictionary.forms(word)
        spelt = {form.partition(MARKS_SEPARATOR)[0] for form in forms}
        written = Counter(chain.from_iterable(_behind(spelt, text) for text in in_time(texts)))
        folded: Counter[str] = Counter()
        for other, count in written.items():
            folded[fold(other)] += count
        return folded


def _beginning(letters: str, seen: Mapping[str, int]) -> dict[str, int]:
    return {word: count for word, count in seen.items() if word.startswith(letters)}


def _behind(words: Iterable[str], text: str) -> Iterator[str]:
    """What a text has behind each place of some words.

    To look for each as it is written is ten times as fast as any regular expression; what has
    vowel marks is passed over.
    """
    for word in words:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if not text[at - 1 : at].isalpha() and (found := _BEHIND.match(text, end)):
                yield found[1]
            at = text.find(word, end)
