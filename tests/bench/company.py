"""The company that words keep: how alike the words are that stand beside two of them.

Counted are the commonest words within five places; their positive pointwise mutual
information with a word (Levy, Goldberg and Dagan 2015) is its direction.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

CONTEXTS = 1000
"""Words that are counted as company: the commonest."""

_REACH = 5
_SMOOTHED = 0.75
"""The power of how common a context is: rare ones would count too much."""


def directions(
    texts: Sequence[Sequence[str]], words: Iterable[str]
) -> Mapping[str, NDArray[np.float64]]:
    """A unit vector for each of these words that stands in the texts."""
    common = Counter(word for text in texts for word in text).most_common(CONTEXTS)
    columns = {word: place for place, (word, _) in enumerate(common)}
    rows = {word: place for place, word in enumerate(sorted(set(words)))}
    counts = np.zeros((len(rows), CONTEXTS))
    for text in texts:
        row = np.array([rows.get(word, -1) for word in text])
        column = np.array([columns.get(word, -1) for word in text])
        for apart in range(1, min(_REACH, len(text) - 1) + 1):
            for here, there in ((row[:-apart], column[apart:]), (row[apart:], column[:-apart])):
                met = (here >= 0) & (there >= 0)
                np.add.at(counts, (here[met], there[met]), 1)
    vectors = _ppmi(counts)
    return {word: vectors[row] for word, row in rows.items() if vectors[row].any()}


def _ppmi(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    contexts = counts.sum(axis=0) ** _SMOOTHED
    expected = counts.sum(axis=1, keepdims=True) * (contexts / max(contexts.sum(), 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.maximum(np.nan_to_num(np.log(counts / expected), neginf=0), 0)
    lengths = np.linalg.norm(information, axis=1, keepdims=True)
    return np.asarray(information / np.maximum(lengths, 1e-9))
