"""Persons, places and headings: what stands on the lines round a title, told by its words.

The names are data, in `tables/bylines.toml`. They tell a person from an outlet, and a city
from the paper that is called after it; who it is, nobody needs to know.
"""

import re

from ...arabic.function_words import is_function_word
from ...arabic.names import fold_name, fold_text
from .authority_tables import read_table

_TABLE = read_table("bylines")


def _folded(name: str) -> frozenset[str]:
    return frozenset(map(fold_name, _TABLE[name]))


_PLACES = _folded("arab_cities") | _folded("other_cities") | _folded("countries")
_SECTIONS, _HOMES, _BESIDE = _folded("sections"), _folded("homes"), _folded("beside")
_COMMON_KINDS = _folded("common_kinds")
_ISSUES = _folded("issues")
_FURNITURE = _folded("furniture")
_SAVED = tuple(f"{fold_name(words)} " for words in _TABLE["saved"])
_OUTLET_WORDS = _folded("outlet_words")
_CLOSINGS = _folded("closings")
_CUES = _folded("sure_cues") | _folded("cues")
_TITLES = _folded("titles")
_NOBODY = _folded("nobody") | frozenset(map(fold_name, read_table("sources")["collective"]))
_OFFICES = _folded("offices")
_GIVEN_WORDS = _folded("given_words")
_GIVEN = _folded("given_names") | _GIVEN_WORDS

_SERVANT = fold_name("عبدال")
"""عبدالله, عبدالرحمن and their like are written as one word, too."""

_ARTICLE = "ال"

_DIGITS_OF_A_YEAR = 4

_LONGEST_OUTLET = 3
"""Words in the unknown name of an outlet. More are a sentence as often."""

_SHORTEST_PERSON, _LONGEST_PERSON = 2, 5
"""Words in a name without its titles: `عبد الرحمن بن سعيد الحمصي`."""

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_AND = re.compile(r"\s+و\s*(?=\S)|\s+and\s+|\s*&\s*", re.I)
_VERB = re.compile(r"(?:س?[يت]|لل)\w{3}")
"""How words begin that hardly stand in a name: verbs of the present, nouns behind «لل»."""


def is_place(name: str) -> bool:
    """Whether datelines name this city or country."""
    return fold_name(name) in _PLACES


def is_section(name: str) -> bool:
    """Whether this is a heading under which papers sort what they print: أخبار محلية."""
    return fold_name(name) in _SECTIONS


def is_closing(line: str) -> bool:
    """Whether a letter closes with this, before the name: المخلص, مع الشكر."""
    return fold_name(line) in _CLOSINGS


def is_home(name: str) -> bool:
    """Whether trails of headings begin with this: الرئيسية."""
    return fold_name(name) in _HOMES


def cues(kind: str) -> tuple[str, ...]:
    """The words before whoever wrote: of the kind `sure_cues`, `cues` or `forms`."""
    return tuple(_TABLE[kind])


def is_cue(word: str) -> bool:
    """Whether the name of whoever wrote stands behind this: بقلم, إعداد."""
    return fold_name(word) in _CUES


def is_common_kind(kind: str) -> bool:
    """Whether a kind of outlet is a common word as well: قناة السويس."""
    return fold_name(kind) in _COMMON_KINDS


def says_nothing(name: str) -> bool:
    """Whether this stands beside names and tells of none: خاص, العدد 12."""
    folded = fold_name(name)
    return folded in _BESIDE or folded.partition(" ")[0] in _ISSUES


def is_nobody(name: str) -> bool:
    """Whether this names no one: a login, an office, agencies without their names."""
    folded = fold_name(name).rstrip("0123456789 ")
    words = folded.split()
    is_office = bool(words) and words[0] in _OFFICES
    return folded in _NOBODY or _NOBODY.issuperset(words) or is_office


def has_outlet_word(name: str) -> bool:
    """Whether a word of it is one that outlets are called by: صدى, أونلاين, صحيفة."""
    words = fold_name(name).split()
    return len(words) <= _LONGEST_OUTLET + 1 and not _OUTLET_WORDS.isdisjoint(words)


def is_furniture(line: str) -> bool:
    """Whether a line is none of the article's: a button, the number of a page, a rule of dashes."""
    folded = fold_name(line)
    words = folded.split()
    is_page = folded.isdigit() and len(folded) < _DIGITS_OF_A_YEAR
    is_issue = not _ISSUES.isdisjoint(words) and all(
        word in _ISSUES or word.isdigit() for word in words
    )
    is_on_page = not words or folded in _FURNITURE or folded.startswith(_SAVED)
    return is_page or is_issue or is_on_page


def is_person(name: str, *, alone: bool = False) -> bool:
    """Whether this is the name of a person, or of several: a title or a given name begins it.

    Of what stands `alone` on a line more is asked, since a sentence may begin so
    (نور الشمس تعود): its first word is a name only, and none looks like a verb.
    """
    several = _AND.split(name)
    if len(several) > 1 and all(_is_person(one, alone) for one in several):
        return True
    return _is_person(name, alone)


def may_be_outlet(name: str) -> bool:
    """Whether an unknown name may be an outlet's: صدى الوادي, and not بيتر هولينجر.

    Where both may stand, before a date, outlets have a noun with its article or one of
    the words that they are called by, and no given name.
    """
    words = fold_name(name).split()
    is_name = len(words) <= _LONGEST_OUTLET and may_be_name(name)
    has_sign = any(word.startswith(_ARTICLE) or word in _OUTLET_WORDS for word in words)
    is_person = any(_is_given(word) and word not in _GIVEN_WORDS for word in words)
    return is_name and has_sign and not is_person


def may_be_name(name: str) -> bool:
    """Whether this may be a name at all: few words, and none of those that bind a sentence."""
    words = name.split()
    return len(words) <= _LONGEST_PERSON and all(map(_may_be_in_a_name, words))


def _is_person(name: str, alone: bool) -> bool:
    words = name.replace(".", ". ").split()
    named = list(words)
    while len(named) > 1 and fold_name(named[0]) in _TITLES:
        del named[0]
    is_titled = len(named) < len(words)
    if not _SHORTEST_PERSON <= len(named) <= _LONGEST_PERSON:
        return False
    if not all(map(_may_be_in_a_name, named)):
        return False
    first, *others = map(fold_name, named)
    if alone and not is_titled:
        reads_on = any(_VERB.match(word) and not _is_given(word) for word in others)
        return _is_given(first) and first not in _GIVEN_WORDS and not reads_on
    return is_titled or _is_given(first)


def _is_given(folded: str) -> bool:
    return folded in _GIVEN or (folded.startswith(_SERVANT) and folded != _SERVANT)


def _may_be_in_a_name(word: str) -> bool:
    letters = fold_text(word.removesuffix("."))
    return _WORD.fullmatch(letters) is not None and not is_function_word(letters, word)
