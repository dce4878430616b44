"""The words and verbs that the press is known to have; `docs/word-forms.md` tells how found.

    words.txt    words without clitics, in a section for what each takes at its end (the letters
                 of `Taken`; `-` is nothing, as a name takes). `word:other` goes by another
                 word's lemma. In the section `=` are words whose clitics letters alone would not
                 tell: `لوزير:وزير`
    verbs.txt    a verb a line: its lemma, the stems of its perfect, then those of its imperfect.
                 A stem with `+` or `-` behind it stands before endings that begin with a vowel
                 or a consonant only; one without stands alone, and before either

All is folded.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from .paradigm import Taken

_NOTHING = "-"
_CLITICS = "="
_GOES_BY = ":"


class Word(NamedTuple):
    """What a word takes at its end, and the lemma that it goes by."""

    taken: frozenset[Taken]
    lemma: str


class Lexicon(NamedTuple):
    """Words and verbs by their letters.

    `without_clitics` has what words are without their clitics, where that is not told by the
    others; `perfects` and `imperfects` the lemmas of verbs by their stems, signs and all;
    `homographs` those of words that are written as a verb's perfect is alone, by the verb's.
    """

    words: Mapping[str, Word]
    without_clitics: Mapping[str, str]
    perfects: Mapping[str, str]
    imperfects: Mapping[str, str]
    homographs: Mapping[str, list[str]]


@cache
def lexicon() -> Lexicon:
    """What is known, read once."""
    words: dict[str, Word] = {}
    without_clitics: dict[str, str] = {}
    for section, entries in _sections().items():
        if section == _CLITICS:
            without_clitics = dict(entries)
        else:
            taken = frozenset(map(Taken, section.replace(_NOTHING, "")))
            words |= {word: Word(taken, other or word) for word, other in entries}
    perfects: dict[str, str] = {}
    imperfects: dict[str, str] = {}
    for line in _lines("verbs.txt"):
        lemma, of_perfect, of_imperfect = (part.split() for part in line.split("|"))
        # Where verbs share a stem, it is that of the first: they stand by how common they are.
        for stem in of_perfect:
            perfects.setdefault(stem, *lemma)
        for stem in of_imperfect:
            imperfects.setdefault(stem, *lemma)
    homographs: dict[str, list[str]] = {}
    for stem, verb in perfects.items():
        if stem in words and words[stem].lemma != verb:
            homographs.setdefault(verb, []).append(words[stem].lemma)
    return Lexicon(words, without_clitics, perfects, imperfects, homographs)


def _sections() -> Mapping[str, list[tuple[str, str]]]:
    """The sections of `words.txt`: of each its words, and with them what stands behind a colon."""
    sections: dict[str, list[tuple[str, str]]] = {}
    entries: list[tuple[str, str]] = []
    for line in _lines("words.txt"):
        if line.startswith("["):
            entries = sections.setdefault(line.strip("[]"), [])
        else:
            parted = (entry.partition(_GOES_BY) for entry in line.split())
            entries += ((word, other) for word, _, other in parted)
    return sections


def _lines(name: str) -> Iterator[str]:
    text = files(__package__).joinpath(name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
