"""Letters without one of which no word is what a plan seeks: what leads to it in texts.

To look for letters in a text takes a hundredth of the time that it takes to analyse it. They are
folded as `many_texts.py` has texts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from pyarabic import araby

from ...arabic.analyzer import MARKS_SEPARATOR
from ...arabic.lemmas import Lemmatizer
from ...arabic.lexicon import lexicon
from ...arabic.paradigm import BEFORE_A_CONSONANT, BEFORE_A_VOWEL, Taken
from ..engines import plan
from .many_texts import folded, is_arabic

_MOST: Final = 12
"""Of more letters, parts that many share are looked for: each is a pass through the texts."""

_WRITTEN_OTHERWISE: Final = (araby.YEH, araby.HAMZA)
"""Last letters of a stem that may be others before an ending; see `paradigm.py`."""

_VERB_SIGNS: Final = BEFORE_A_VOWEL + BEFORE_A_CONSONANT


class Needed(NamedTuple):
    """What is sought has one of these letters; or some of it is of other letters, or signs."""

    letters: frozenset[str]
    others: bool

    @classmethod
    def by(cls, words: Iterable[str]) -> "Needed":
        """What is told by these, one of which each word has in it."""
        words = set(words)
        arabic = {word for word in words if is_arabic(word)}
        return cls(_shared(_shortest(map(folded, arabic))), len(arabic) < len(words))

    @property
    def telling(self) -> int:
        """How much the letters tell: as much as the shortest, and more where they are few."""
        return 0 if self.others else min(map(len, self.letters), default=_MOST)


def needed(stream: plan.Stream, words: Iterable[str]) -> Needed:
    """What a text's words must have to be one of these, in this stream."""
    if stream == "written":
        return Needed.by(word.partition(MARKS_SEPARATOR)[0] for word in words)
    known = _letters_of_lemmas()
    return Needed.by(letters for lemma in words for letters in (lemma, *known.get(lemma, ())))


@cache
def _letters_of_lemmas() -> Mapping[str, tuple[str, ...]]:
    """What words have, any of these, whose lemma is not among their own letters.

    It follows `lemmas.py` back: from a lemma to the words and stems that lead to it.
    """
    found: dict[str, set[str]] = {}
    for lemma, letters in _leading_to_lemmas():
        found.setdefault(lemma, set()).add(letters)
    return {lemma: tuple(_shortest(letters)) for lemma, letters in found.items()}


def _leading_to_lemmas() -> Iterator[tuple[str, str]]:
    known = lexicon()
    for word, (taken, lemma) in known.words.items():
        yield lemma, _kept_of_noun(word, taken)
    for stem, lemma in known.perfects.items():
        yield lemma, _kept(stem.rstrip(_VERB_SIGNS))
    for stem, lemma in known.imperfects.items():
        yield lemma, _kept(stem)[1:]  # behind the letter of a person
    lemma_of = Lemmatizer().lemma
    for word, base in known.without_clitics.items():
        if base not in word:  # للبعد, of which the article has lost its alef
            yield lemma_of(word), word


def _kept_of_noun(word: str, taken: frozenset[Taken]) -> str:
    """What is left of a noun before the endings that it takes."""
    if word.endswith(araby.HEH) and not taken.isdisjoint((Taken.TEH, Taken.PLURAL)):
        return word[:-1]
    return _kept(word) if Taken.NOUN in taken else word


def _kept(stem: str) -> str:
    """What is left of a stem before any ending."""
    return stem[:-1] if stem.endswith(_WRITTEN_OTHERWISE) else stem


def _shortest(words: Iterable[str]) -> frozenset[str]:
    """Those of the words that have none of the others in them."""
    shortest: list[str] = []
    for word in sorted(set(words), key=len):
        if not any(shorter in word for shorter in shortest):
            shortest.append(word)
    return frozenset(shortest)


def _shared(words: frozenset[str]) -> frozenset[str]:
    """As few letters as will do: of many words, two or three in a row that most of them have."""
    for length in (3, 2):
        if len(words) <= _MOST:
            break
        words = _in_common(words, length)
    return words


def _in_common(words: Iterable[str], length: int) -> frozenset[str]:
    left = {word: _runs(word, length) for word in words}
    common: set[str] = set()
    while left:
        (run, _), *_ = Counter(run for runs in left.values() for run in runs).most_common(1)
        common.add(run)
        left = {word: runs for word, runs in left.items() if run not in runs}
    return frozenset(common)


def _runs(word: str, length: int) -> frozenset[str]:
    if len(word) <= length:
        return frozenset((word,))
    return frozenset(word[at : at + length] for at in range(len(word) - length + 1))
