"""Which word a written word is a form of: what the any-form level matches.

A word is read in three steps, each told by the paradigms (`clitics.py`, `paradigm.py`) and by
what is known (`lexicon.py`, `function_words.py`):

    its clitics    are taken off the front, the fewest with which the rest is known: والد and
                   وزير keep their first letter, وقال loses it
    its ending     is taken off the end, the shortest with which the rest is known and takes it:
                   one ending or one legal chain, once
    its lemma      stands for all forms of the word: the singular, the masculine of an adjective,
                   the name of a nisba's place, the perfect of a verb or, where the letters of
                   that are a noun too (كتب), its imperfect

A function word is reached by no word but its own forms: وفيات is not وفي, nor كلية كل.

What is not known keeps its letters, but for the article, and و before what is long: a name that
no list has is its own lemma, and a query looks among an archive's words for its clitics. All
is a function of the folded word, so whatever a word in quotation marks finds, the same word in
any form finds too.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from pyarabic import araby

from . import paradigm
from .clitics import ARTICLE, CONJUNCTIONS, FOR_THE, FUTURE, PREPOSITIONS, groups
from .function_words import FUNCTION_WORDS, without_conjunction
from .letters import ARABIC_LETTERS
from .lexicon import lexicon
from .paradigm import IMPERFECT, IMPERFECT_PREFIXES, OBJECTS, PERFECT, Taken

_ARABIC = frozenset(ARABIC_LETTERS)
_WITH_THE_ARTICLE = tuple(group for group in groups() if group.endswith((ARTICLE, FOR_THE)))
_QUANTIFIERS = frozenset(("كل", "بعض", "غير", "جميع"))
"""Function words that take the article and are still the same."""
_LONG = 4
"""Letters of an unknown word that و before it is a conjunction to."""


class Reading(NamedTuple):
    """A folded word without its clitics, and its lemma.

    What is not `known` has what is left of its letters for both.
    """

    word: str
    lemma: str
    known: bool = True


class Lemmatizer:
    """Reads words by the lexicon. Safe to share between threads."""

    def __init__(self) -> None:
        known = lexicon()
        self._words, self._without_clitics = known.words, known.without_clitics
        self._perfects, self._imperfects = known.perfects, known.imperfects
        self._homographs = known.homographs

    def lemma(self, word: str) -> str:
        """The lemma of a folded word; other scripts, numbers and tags are their own."""
        return self.read(word).lemma

    def without_clitics(self, word: str) -> str:
        """A folded word less the clitics before it: وللكتاب gives كتاب, وسيكتب gives يكتب."""
        return self.read(word).word

    def read(self, word: str) -> Reading:
        """Read a folded word; what is no Arabic word is its own lemma."""
        if word[0] not in _ARABIC:
            return Reading(word, word)
        if word in self._without_clitics:
            word = self._without_clitics[word]
            return self._told(word, self._known(word))
        if word in self._words:
            return Reading(word, self._words[word].lemma)
        if (without := without_conjunction(word)) is not None:
            return self._function_word(without)
        return self._with_article(word) or self._without_article(word)

    def _function_word(self, word: str) -> Reading:
        known = self._words.get(word)
        return Reading(word, known.lemma if known else word)

    def lemmas(self, word: str) -> tuple[str, ...]:
        """What a search for a folded word in any form looks for, its own lemma first.

        A word that is as much a noun as a verb (كتب) is looked for as both, unless the article
        stands before it; so is the verb in all other persons (يكتب).
        """
        base, lemma, _ = self.read(word)
        before = word[: len(word) - len(base)]
        verb = None if before.endswith((ARTICLE, FOR_THE)) else self._perfects.get(base)
        found = (lemma, verb, *self._homographs.get(lemma, ()))
        return tuple(dict.fromkeys(filter(None, found)))

    def _told(self, word: str, lemma: str | None) -> Reading:
        return Reading(word, lemma or word, known=lemma is not None)

    def _with_article(self, word: str) -> Reading | None:
        """Read a word that the article stands before, or one that only begins like it."""
        if not word.startswith(_WITH_THE_ARTICLE):
            return None
        group = next(group for group in _WITH_THE_ARTICLE if word.startswith(group))
        if len(word) < len(group) + paradigm.SHORTEST:
            return None
        noun = word[len(group) :]
        if group[0] != araby.ALEF and (lemma := self._inflected(word)):
            return Reading(word, lemma)  # والدهم
        # The ال of الغاء is no article; and ل before لاعبين, or before اللاعبين, is للاعبين.
        own = (araby.LAM if group.endswith(FOR_THE) else ARTICLE) + noun
        if noun not in self._words:
            lemma = self._noun(own) or self._perfects.get(own) or self._perfect(own)
            if lemma:
                return Reading(own, lemma)
        if own in self._words:
            return Reading(own, self._words[own].lemma)
        if noun in FUNCTION_WORDS and noun not in _QUANTIFIERS:
            return Reading(own, own)  # الهم is worry, not "they"
        return self._told(noun, self._noun(noun))

    def _without_article(self, word: str) -> Reading:
        rest = word
        if lemma := self._known(word):
            return Reading(word, lemma)
        if word[0] in CONJUNCTIONS:
            rest = word[1:]
            if lemma := self._known(rest):
                return Reading(rest, lemma)
        if rest[:1] in PREPOSITIONS and (lemma := self._known(rest[1:])):
            return Reading(rest[1:], lemma)
        if rest[:1] == FUTURE and (lemma := self._imperfect(rest[1:])):
            return Reading(rest[1:], lemma)
        if word[0] == araby.WAW and len(rest) >= _LONG:
            return Reading(rest, rest, known=False)
        return Reading(word, word, known=False)

    def _known(self, word: str) -> str | None:
        """The lemma of a word without clitics, if it is known for any ending of it."""
        if len(word) < paradigm.SHORTEST:
            return None
        if word in self._words:
            return self._words[word].lemma
        if word in FUNCTION_WORDS:
            return word
        if verb := self._perfects.get(word) or self._imperfect_alone(word):
            return verb
        if word[-1] not in paradigm.LAST_LETTERS:
            return None
        return self._imperfect(word) or self._inflected(word) or self._perfect(word)

    def _noun(self, word: str) -> str | None:
        known = self._words.get(word)
        return known.lemma if known else self._inflected(word)

    def _inflected(self, word: str) -> str | None:
        """The lemma of a noun with an ending, the longest stem that takes it."""
        words = self._words
        for stem, letters, ending in paradigm.endings(word):
            known = words.get(stem)
            if known and not known.taken.isdisjoint(ending):
                return known.lemma
            if letters != araby.HEH:
                known = words.get(stem + araby.HEH)
                if known and _takes_as_feminine(known.taken, ending):
                    return known.lemma
            as_alone = paradigm.written_otherwise(stem, letters)
            if as_alone and (known := words.get(as_alone)) and Taken.NOUN in known.taken:
                return known.lemma
        return None

    def _perfect(self, word: str) -> str | None:
        """The lemma of a verb of the perfect with the ending of a person, an object or both."""
        return _with_object(word, self._perfects, self._of_a_person)

    def _of_a_person(self, verb: str) -> str | None:
        perfects = self._perfects
        for letters, behind in PERFECT:
            if verb.endswith(letters):
                stem = verb[: -len(letters)]
                if lemma := perfects.get(stem) or _first(perfects.get(stem + b) for b in behind):
                    return lemma
        return None

    def _imperfect_alone(self, word: str) -> str | None:
        """The lemma of a verb of the imperfect, of a person that has no ending: هي تكتب."""
        if word[:1] not in IMPERFECT_PREFIXES:
            return None
        return self._imperfects.get(araby.YEH + word[1:])

    def _imperfect(self, word: str) -> str | None:
        """The same of one of any person, with an object or without."""
        if word[:1] not in IMPERFECT_PREFIXES:
            return None
        return _with_object(araby.YEH + word[1:], self._imperfects, self._of_several)

    def _of_several(self, he: str) -> str | None:
        """The lemma of a verb that says what he does, or several do."""
        if lemma := self._imperfects.get(he):
            return lemma
        for ending in IMPERFECT:
            if he.endswith(ending) and (lemma := self._imperfects.get(he[: -len(ending)])):
                return lemma
        return None


def _with_object(
    word: str, stems: Mapping[str, str], of_a_person: Callable[[str], str | None]
) -> str | None:
    """The lemma of a verb, as `of_a_person` tells it, with an object behind it or none."""
    if lemma := of_a_person(word):
        return lemma
    for pronoun in OBJECTS:
        if word.endswith(pronoun):
            verb = word[: -len(pronoun)]
            as_alone = paradigm.written_otherwise(verb, pronoun) or verb
            if lemma := stems.get(verb) or of_a_person(verb) or stems.get(as_alone):
                return lemma
    return None


def _first(found: Iterable[str | None]) -> str | None:
    return next(filter(None, found), None)


def _takes_as_feminine(taken: frozenset[Taken], ending: frozenset[Taken]) -> bool:
    """Whether a word in ة takes what stands in the place of it."""
    if Taken.PLURAL in ending:
        return Taken.PLURAL in taken
    return Taken.FEMININE in ending and Taken.TEH in taken
