"""Did you mean: the archive's own words that a word may be a slip of.

A word is the likelier meant the more records have it, and the less it takes to
make it of what was typed. Words of one stem count together, since a search
finds them all; the likeliest of them stands for all.
"""

from collections import defaultdict
from collections.abc import Callable
from math import exp, log
from typing import NamedTuple, TypeAlias

from ...archive.time_limit import in_time
from ..terms.near_words import edits_within
from ..terms.statistics import TermStatistics
from .latin_names import InARow
from .rarity import CLITICS, SELDOM
from .slips import distance, exchanges

MOST = 3
"""Corrections of one word."""

_COMPARED = 40
"""How many of the nearest words are looked at for how many records have them."""

_SPACE = 1.5
"""The cost of a space that was left out: many a word can be cut in two that are words."""

_SHORTEST_PART = 2
"""Letters of a word that was run together with another."""

_CUT = 3
"""Ways to cut a word in two, the likeliest, that are looked for in a row."""

_WEIGHT = 6.0
"""A word that takes a whole edit is as likely as one at no distance that e^6 times fewer have."""

FAR = 0.7
"""How much likelier, as a logarithm, what is meant must be than a word that more records have."""

_Lemmas: TypeAlias = Callable[[str], tuple[str, ...]]
"""The stems that a word is looked for by, its own first."""


class Meant(NamedTuple):
    """What may have been meant, folded, and the logarithm of how likely that is."""

    text: str
    likelihood: float


def corrections(
    word: str, own: float, lemmas: _Lemmas, terms: TermStatistics, in_a_row: InARow
) -> list[Meant]:
    """What a folded word may be a slip of: at most `MOST`, likeliest first.

    `own` is its log frequency: a word that the archive has needs one that is far likelier, and
    that is not found anyway. Words of one stem, the first of their `lemmas`, are given once.
    """
    found = _likelihoods(word, terms)
    found |= _apart(word, terms, in_a_row, is_all=not found)
    least = own + (FAR if own > SELDOM else 0)
    likelihoods = {
        other: likelihood
        for other, likelihood in found.items()
        if not own or (likelihood > least and not _is_found(other, word, lemmas))
    }
    by_stem: dict[str, list[str]] = defaultdict(list)
    for other in sorted(likelihoods, key=lambda other: (-likelihoods[other], other)):
        by_stem[lemmas(other)[0]].append(other)
    together = (
        Meant(words[0], log(sum(exp(likelihoods[word]) for word in words)))
        for words in by_stem.values()
    )
    return sorted(together, key=lambda meant: -meant.likelihood)[:MOST]


def _is_found(other: str, word: str, lemmas: _Lemmas) -> bool:
    """Whether a search for a word finds another: it is the same but for what is joined to it."""
    return lemmas(other)[0] in lemmas(word) or any(
        longer.removesuffix(shorter) in CLITICS
        for longer, shorter in ((word, other), (other, word))
        if longer.endswith(shorter)
    )


def _likelihoods(word: str, terms: TermStatistics) -> dict[str, float]:
    """The logarithms of how likely each of the nearest words is."""
    near = terms.dictionary.words_near(word, edits_within(word)) | set(exchanges(word))
    costs = sorted((distance(word, other), other) for other in in_time(near) if other.isalpha())
    others = {other: cost for cost, other in costs[:_COMPARED] if cost}
    log_frequencies = terms.log_frequencies(list(others))
    return {
        other: log_frequency - _WEIGHT * others[other]
        for other, log_frequency in zip(others, log_frequencies, strict=True)
        if log_frequency
    }


def _apart(word: str, terms: TermStatistics, in_a_row: InARow, is_all: bool) -> dict[str, float]:
    """The same of the likeliest two words that the space was left out between, if there are any.

    They stand so in some record, or else they are `all` that may have been meant: most words
    can be cut in two that are words.
    """
    cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    heads = terms.log_frequencies([word[:at] for at in cuts])
    tails = terms.log_frequencies([word[at:] for at in cuts])
    # Two words are as likely as the rarer of them.
    least = {at: min(both) for at, *both in zip(cuts, heads, tails, strict=True)}
    likely = sorted(filter(least.get, cuts), key=least.__getitem__, reverse=True)[:_CUT]
    in_rows = {at: in_a_row((word[:at], word[at:])) for at in likely}
    best = [at for at in likely if in_rows[at]] or likely[:is_all]
    return {
        f"{word[:at]} {word[at:]}": log(2 * in_rows[at] + 1) - _WEIGHT * _SPACE for at in best[:1]
    }
