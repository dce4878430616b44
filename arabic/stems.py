"""The light stem: what the any-form level matches.

Snowball's Arabic stemmer (through PyStemmer), given the folded word, so that
the stem is a function of the folded word: whatever a quoted word finds, the
same word in any form finds too. Seven rules go with it:

    ARTICLE          goes first, with the conjunction and preposition before it, where
                     three letters remain: الكتاب, والكتاب and للكتاب have the stem of كتاب.
                     Snowball leaves والكتاب whole, and takes ان off القرآن, not off قرآن.
                     Not in والدها and والدين, where the letters are the word's own.
    OWN LETTERS      a word whose first letter is its own keeps it: Snowball makes زير of
                     وزير, and of وزارة, a ministry, زار, "he visited". `own_letters.txt`
                     lists such words. للاعبين is ل before one of them.
    CLITICS          one of و ف, and one of ب ك ل behind it, go from any other word, where
                     three letters remain: Snowball leaves لمصر and ولمصر whole
    NISBA OF ان      goes, and ان stays: Snowball makes ايرا of إيراني, and ايران of إيران
    KEPT             a few words that Snowball cuts down to others (امر of أمريكا, ترك of تركيا)
                     lose no more than the endings of a nisba or a feminine
    PLURAL IN ات     is a noun, and Snowball is told so by an article: without one it
                     takes سيارات for a verb in the future
    AGAIN            until nothing changes: Snowball stops at موسسا for مؤسسات

`docs/search-quality.md` has what they were measured to add.

Known harm: مدرسة (school) and مدرس (teacher) share a stem, and so do على and علي,
which fold to one word. Broken plurals (كتاب and كتب) are joined by a query, not
by stems.
"""

import re
import threading
from importlib.resources import files

import Stemmer
from pyarabic import araby

from .clitics import ARTICLE, CONJUNCTIONS, FOR_THE, FUTURE, PREPOSITIONS
from .letters import ARABIC_LETTERS

_ARABIC = frozenset(ARABIC_LETTERS)
_BEFORE_THE_NOUN = re.compile("[وف]?(?:ال|بال|كال|لل)(?=...)")
_PARENTS = re.compile("والد(?:ت|ي)?(?:ه|ها|هم|هما|هن|ي|ك|كم|نا|ان|ين)")
_NISBA = f"{araby.YEH}(?:[{araby.ALEF}{araby.HEH}]|ين|ون|ات|تين|تان)?"
_NISBA_OF_AN = re.compile(f"(?<=..ان){_NISBA}$")
_KEPT = re.compile(
    "(امريك|اميرك|سوري|تركي|كوري|كورون|كوفيد|امراه?|مايه)"
    f"(?:{araby.ALEF}|{araby.HEH}|{_NISBA}|ين|ون|ات|ت(?:ه|ها|ي|ين|ان)?)?"
)
_PLURAL_ENDING = araby.ALEF + araby.TEH
_SHORTEST_PLURAL = 5

_IN_THE_FUTURE = re.compile(f"[{CONJUNCTIONS}]?(?P<future>{FUTURE}(?P<verb>[يتن]...+))")
_LIKE_THE_FUTURE = re.compile(
    "سيا[ردس]|سيسي|سيناء|سينار|سينا?م|سينات|سيجار|سيرا|سيري|سيلان|سيليك|سيمون|سيبيري|سيباست|سيو?ول"
    "|ستار|ستان|ستاير|ستوك|ستولت|ستيف|ستيو|سنتي|سنتا|سنتر|سنتم|سنغا|سناب|سنجار|سندر|سنوار|سنوات"
)
"""How nouns and names begin that might be verbs: سيارة and سيناء are nothing that will be done."""

_NO_CLITIC = araby.HAH
"""A letter that Snowball never takes off the front of a word."""
_SHORTEST = 3
"""Letters of a word that a clitic may stand before."""


def _own_letters() -> frozenset[str]:
    text = files(__package__).joinpath("own_letters.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


OWN_LETTERS = _own_letters()
"""Folded stems of words whose first letter is no clitic."""


class LightStemmer(threading.local):
    """Stems words, on any thread.

    PyStemmer's stemmers cannot be shared between threads, so each has its own.
    """

    def __init__(self) -> None:
        # Size 0: the analyzer remembers whole words, so a second cache would only cost.
        self._snowball = Stemmer.Stemmer("arabic", 0).stemWord

    def stem(self, word: str) -> str:
        """Stem a folded word; other scripts, numbers and tags are their own stem."""
        if word[0] not in _ARABIC:
            return word
        word = self._without_particles(word)
        if kept := _KEPT.fullmatch(word):
            return kept[1]
        return self._keeping_first(word) if self._begins_itself(word) else self._shortened(word)

    def without_clitics(self, word: str) -> str:
        """A folded word less the clitics before it: وللكتاب gives كتاب, وسيكتب gives يكتب.

        What stands before it is then one of `clitics.groups()`, or the ل of للاعبين.
        """
        if word[0] not in _ARABIC:
            return word
        found = _IN_THE_FUTURE.fullmatch(word)
        if found and not self._begins_itself(word) and self._may_be_done(found["future"]):
            return found["verb"]
        return self._without_particles(word)

    def _may_be_done(self, future: str) -> bool:
        """Whether what might be a verb in the future is one, as Snowball has it."""
        is_noun = _LIKE_THE_FUTURE.match(future) is not None
        return not is_noun and not self._shortened(future).startswith(FUTURE)

    def _without_particles(self, word: str) -> str:
        """An Arabic word less its article, conjunction and preposition."""
        word = self._without_article(word)
        for clitics in (CONJUNCTIONS, PREPOSITIONS):
            if len(word) <= _SHORTEST or self._begins_itself(word) or _KEPT.fullmatch(word):
                break
            if word[0] in clitics:
                word = word[1:]
        return word

    def _without_article(self, word: str) -> str:
        article = _BEFORE_THE_NOUN.match(word)
        if article is None or _PARENTS.fullmatch(word):
            return word
        noun = word[article.end() :]
        # ل before اللاعبين is written للاعبين, and the ال of العاب and وألعاب is no article.
        own = (araby.LAM if article[0].endswith(FOR_THE) else ARTICLE) + noun
        return own if self._begins_itself(own) else noun

    def _begins_itself(self, word: str) -> bool:
        may_not = word[0] in CONJUNCTIONS + PREPOSITIONS or word.startswith(ARTICLE)
        return may_not and self._keeping_first(word) in OWN_LETTERS

    def _keeping_first(self, word: str) -> str:
        """The stem of a word whose first letter may not be taken off."""
        return word[0] + self._shortened(_NO_CLITIC + word[1:])[1:]

    def _shortened(self, word: str) -> str:
        word = _NISBA_OF_AN.sub("", word)
        told = _is_plural(word)
        stem = ARTICLE + word if told else word
        while len(shorter := self._snowball(stem)) < len(stem):
            stem = shorter
        return stem.removeprefix(ARTICLE) if told else stem


def _is_plural(word: str) -> bool:
    return len(word) >= _SHORTEST_PLURAL and word.endswith(_PLURAL_ENDING)
