"""Measures of how far a word is bound to a place: each for many words at once.

What is counted may be words of texts or records. Arrays go through word by word; whatever is
not 0 by its meaning is not 0 here.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Counts: TypeAlias = NDArray[np.int64]
Scores: TypeAlias = NDArray[np.float64]


def expected(here: Counts, elsewhere: Counts, size_here: Any, size_elsewhere: Any) -> Scores:
    """How often words would be here if they stood everywhere alike."""
    found: Scores = (here + elsewhere) * (size_here / max(size_here + size_elsewhere, 1))
    return found


def log_likelihood(here: Counts, elsewhere: Counts, size_here: Any, size_elsewhere: Any) -> Scores:
    """The log-likelihood ratio G² of words counted so often here and elsewhere.

    From 0 on: how surprising the difference of the two shares is, for rare words too. Above
    3.84 it comes by chance once in twenty times, above 10.83 once in a thousand. It does not say
    in which of the two a word is the more frequent, nor by how much.

    Ted Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence",
    Computational Linguistics 19 (1993), 61-74.
    """
    of_word, of_all = here + elsewhere, size_here + size_elsewhere
    cells = (
        (here, of_word, size_here),
        (elsewhere, of_word, size_elsewhere),
        (size_here - here, of_all - of_word, size_here),
        (size_elsewhere - elsewhere, of_all - of_word, size_elsewhere),
    )
    found = sum(_surprise(cell, row * (column / max(of_all, 1))) for cell, row, column in cells)
    return np.maximum(2 * found, 0.0)


def log_dice(together: Counts, matches: int, everywhere: Counts) -> Scores:
    """The logDice of words that stand so often together with so many matches.

    14 at most for a word that stands nowhere else, one less where the two keep company half as
    often. The size of the archive is no part of it, so that archives, years and
    sources can be compared.

    Pavel Rychlý, "A Lexicographer-Friendly Association Score", Proceedings of Recent Advances in
    Slavonic Natural Language Processing (RASLAN 2008), 6-9.
    """
    with np.errstate(divide="ignore"):
        found: Scores = 14 + np.log2(2 * together / (matches + everywhere))
    return found


def log_ratio(here: Counts, elsewhere: Counts, size_here: Any, size_elsewhere: Any) -> Scores:
    """The binary logarithm of how many times the share elsewhere the share here is.

    1 is twice, 2 four times; a word that is nowhere else counts there for a half.

    Andrew Hardie, "Log Ratio – an informal introduction", ESRC Centre for Corpus Approaches to
    Social Science, Lancaster 2014.
    """
    share = np.maximum(elsewhere, 0.5) / max(size_elsewhere, 1)
    with np.errstate(divide="ignore"):
        found: Scores = np.log2(here / max(size_here, 1) / share)
    return found


def _surprise(observed: Counts, awaited: Scores) -> Scores:
    """Observed times the logarithm of its ratio to what was awaited; 0 for 0."""
    ratio: Scores = np.ones(len(observed))
    np.divide(observed, awaited, out=ratio, where=observed > 0)
    found: Scores = np.multiply(observed, np.log(ratio))
    return found
