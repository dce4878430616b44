"""What Arabic writes at the end of a word, as a paradigm: one ending, or one legal chain.

A noun takes a pronoun (كتابه), tanwin on its alef (كتابا), or the ending of the dual and the
sound masculine plural, which loses its ن before a pronoun (مقاتلوهم). A feminine is ة, which is
ت before all that follows (مكتبتها، مكتبتان), and has a plural in ات, which takes pronouns. What
stands behind a noun of the feminine or of the plural in ات is told apart, since it may be
another word's: مكتبة is no form of مكتب.

A verb of the perfect takes the endings of its persons, some before a vowel (كتبوا), some before a
consonant, where a weak stem changes (قال، قلت); one of the imperfect begins with ي ت ن ا and
takes those of the dual, the plural and the feminine. The pronouns of the object follow either.

Two stems are written otherwise before an ending: one in ء, on the seat that its vowel asks for
(وزرائهم), and one in ى, with an alef (مستواه). Folding leaves ي or و, and ا, of them.

After the chapters on nouns, pronoun suffixes and verb inflection of Karin Ryding's *A Reference
Grammar of Modern Standard Arabic* (Cambridge 2005). All is folded: ة is ه, ى is ي.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from pyarabic import araby


class Taken(StrEnum):
    """What a word has at its end, and is still that word; each is a letter in `words.txt`."""

    NOUN = "n"
    """Pronouns, tanwin, dual and sound masculine plural."""
    FEMININE = "f"
    """Its own feminine, as adjectives and many words for persons have it: كبير، كبيرة."""
    PLURAL = "a"
    """The plural in ات: مطار، مطارات; and شركة، شركات."""
    TEH = "t"
    """The ت of ة, which it ends in itself: شركة، شركتهم."""


class Personal(NamedTuple):
    """The ending of a person of the perfect, and the kinds of stem it stands behind."""

    letters: str
    behind: str


PRONOUNS: Final = ("ه", "ها", "هما", "هم", "هن", "ي", "ك", "كم", "كما", "كن", "نا")
OBJECTS: Final = ("هما", "هم", "هن", "ها", "ه", "ني", "نا", "كم", "ك", "ي")

BEFORE_A_VOWEL: Final = "+"
BEFORE_A_CONSONANT: Final = "-"
PERFECT: Final = (
    Personal("ت", BEFORE_A_VOWEL + BEFORE_A_CONSONANT),
    Personal("نا", BEFORE_A_CONSONANT),
    Personal("وا", BEFORE_A_VOWEL),
    Personal("تا", BEFORE_A_VOWEL),
    Personal("ا", BEFORE_A_VOWEL),
    Personal("ن", BEFORE_A_CONSONANT),
    Personal("تم", BEFORE_A_CONSONANT),
    Personal("تما", BEFORE_A_CONSONANT),
    Personal("و", BEFORE_A_VOWEL),  # before an object: كتبوه
)
IMPERFECT_PREFIXES: Final = araby.YEH + araby.TEH + araby.NOON + araby.ALEF
IMPERFECT: Final = ("ان", "ون", "ين", "وا", "ن", "ا", "ي", "و")

LAST_LETTERS: Final = frozenset("اتكمنهوي")
"""What any ending ends in: most words that have none are known by their last letter."""

SHORTEST: Final = 2
"""Letters of a stem: أب, يد."""


def _endings() -> Iterator[tuple[str, Taken]]:
    behind_yeh = [pronoun for pronoun in PRONOUNS if pronoun != "ي"]
    for letters in (*PRONOUNS, "ا", "ان", "ين", "ون", "و"):
        yield letters, Taken.NOUN
    for pronoun in behind_yeh:
        yield f"ي{pronoun}", Taken.NOUN
        yield f"و{pronoun}", Taken.NOUN
    for letters in ("ه", "تان", "تين", "تا", "تي", *(f"ت{pronoun}" for pronoun in behind_yeh)):
        yield letters, Taken.FEMININE
    for pronoun in ("", "ي", *behind_yeh):
        yield f"ات{pronoun}", Taken.PLURAL
        yield f"ات{pronoun}", Taken.FEMININE  # كبيرات


def _by_letters(endings: Iterable[tuple[str, Taken]]) -> Mapping[str, frozenset[Taken]]:
    found: dict[str, frozenset[Taken]] = {}
    for letters, taken in endings:
        found[letters] = found.get(letters, frozenset()) | {taken}
    return found


ENDINGS: Final = _by_letters(_endings())
"""All endings of nouns, and what a word must take to have each."""

LONGEST: Final = max(map(len, ENDINGS))


def endings(word: str) -> Iterator[tuple[str, str, frozenset[Taken]]]:
    """Every way to cut a word in a stem and one ending, the longest stem first.

    With the two goes what a word must take, one or the other, for the letters to be its ending.
    """
    for length in range(1, min(LONGEST, len(word) - SHORTEST) + 1):
        letters = word[-length:]
        if letters in ENDINGS:
            yield word[:-length], letters, ENDINGS[letters]


def written_otherwise(stem: str, ending: str) -> str | None:
    """The stem as it is where nothing follows, if its last letter is another before this ending."""
    if ending in PRONOUNS and stem.endswith(araby.ALEF):
        return f"{stem[:-1]}{araby.YEH}"
    if (ending in PRONOUNS or ending in ("ان", "ين")) and stem.endswith(("اي", "او")):
        return f"{stem[:-1]}{araby.HAMZA}"
    return None
