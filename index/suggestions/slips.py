"""How far a word is from another that a person may have meant.

Few edits make one of the other, and each has its cost. What Arabic writers are
known to mistake costs less than what they are not:

    SILENT      an alef at the end, which is not heard: that of tanwin, and of the plural in وا
    SLIP        letters that sound alike somewhere in the Arab world (ض and ظ, د and ذ,
                س ص ث, ت ط ث, ق ك غ, ه and ح); ت for the ة that is heard as one; a long
                vowel or hamza too few, too many or in another's place; a letter doubled
                or not; two letters exchanged
    DOTS        a letter for one that looks like it but for its dots: ط and ظ, ر and ز, ع and غ
    NEIGHBOUR   a letter whose key touches the right one's
    OTHER       any other letter

A letter left out costs less than one too many: a word has but so many letters to lose, and may
gain any letter at any place.

Measured with the corrections of `corrections.py`; see `docs/search-quality.md`.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from pyarabic import araby
from rapidfuzz.distance import Editop, Levenshtein

from .keyboards import NEIGHBOURS

SILENT = 0.2
SLIP = 0.5
DOTS = 0.6
NEIGHBOUR = 0.8
OTHER = 1.0

LEFT_OUT = 0.75
"""What a letter that was left out costs, as a share of what it costs as one too many."""

_ALIKE = ("ضظ", "دذ", "ذزظ", "سصث", "تطث", "قكغ", "غخ", "هح", "جش")
_DOTTED = ("بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق")
_VOWELS_AND_HAMZA = araby.ALEF + araby.WAW + araby.YEH + araby.HAMZA
_HEARD_AT_THE_END = frozenset((araby.TEH, araby.HEH))
"""ة is folded to ه."""


def _pairs(groups: Iterable[str]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for group in groups for pair in combinations(group, 2))


_SOUND_ALIKE = _pairs((*_ALIKE, _VOWELS_AND_HAMZA))
_LOOK_ALIKE = _pairs(_DOTTED)


def distance(word: str, meant: str) -> float:
    """What it costs to make one folded word of another, 0 for the same."""
    edits = list(Levenshtein.editops(word, meant))
    if len(edits) == 2 and _exchanged(word, meant, edits[0].src_pos):
        return SLIP
    return sum(_cost(word, meant, edit) for edit in edits)


def exchanges(word: str) -> Iterator[str]:
    """The word with two neighbouring letters exchanged, in every way."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _exchanged(word: str, meant: str, at: int) -> bool:
    """Whether all that differs is the order of two letters from here."""
    upto = at + 2
    return word[at:upto] == meant[at:upto][::-1] and word[upto:] == meant[upto:]


def _cost(word: str, meant: str, edit: Editop) -> float:
    if edit.tag == "delete":
        return _extra(word, edit.src_pos)
    if edit.tag == "insert":
        return _extra(meant, edit.dest_pos) * LEFT_OUT
    pair = frozenset((word[edit.src_pos], meant[edit.dest_pos]))
    at_the_end = edit.src_pos == len(word) - 1 and edit.dest_pos == len(meant) - 1
    if pair in _SOUND_ALIKE or (at_the_end and pair == _HEARD_AT_THE_END):
        return SLIP
    if pair in _LOOK_ALIKE:
        return DOTS
    return NEIGHBOUR if pair in NEIGHBOURS else OTHER


def _extra(word: str, at: int) -> float:
    """What a letter costs that only one of the words has."""
    if word[at] == araby.ALEF and at == len(word) - 1:
        return SILENT
    doubled = word[at] in (word[at - 1 : at], word[at + 1 : at + 2])
    twice = any(word[two : two + 2] == word[two + 2 : two + 4] for two in range(max(at - 3, 0), at))
    return SLIP if doubled or twice or word[at] in _VOWELS_AND_HAMZA else OTHER
