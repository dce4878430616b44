"""Which grams two texts have in common, and where: of many pairs of texts at once."""

from dataclasses import dataclass

import numpy as np

from ..forward.ranges import ranges
from .arrays import Ints, Keys, Mask, Words, heads
from .fingerprints import gram_hashes

_EACH_WITH_EACH = 256
"""A gram that comes i times in one text and k times in the other is matched in all i * k ways up
to here: a refrain in verses, whose place only the words around it tell. Beyond, its first
occurrence is matched with the first there, the second with the second."""


@dataclass(frozen=True, slots=True)
class Grams:
    """The distinct grams of some texts, in the order of texts and hashes, with their places.

    Text k is `words[starts[k]:starts[k + 1]]`. Entry i of `keys` has the index of a text above
    `hash_bits` bits of the hash of a gram, which stands in it at the `counts[i]` places from
    `places[firsts[i]]` on.
    """

    words: Words
    starts: Ints
    gram: int
    hash_bits: int
    keys: Keys
    firsts: Ints
    counts: Ints
    places: Ints

    @classmethod
    def of(cls, words: Words, starts: Ints, texts: Ints, gram: int) -> "Grams":
        """The grams of those of many texts that have these indexes."""
        lengths = starts[texts + 1] - starts[texts]
        words = words[ranges(starts[texts], lengths)]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        owned = np.maximum(lengths - gram + 1, 0)
        place_bits = int(lengths.max(initial=1)).bit_length()
        hash_bits = 64 - place_bits - len(texts).bit_length()
        keys = gram_hashes(words, gram)[ranges(starts[:-1], owned)] >> np.uint64(64 - hash_bits)
        keys |= np.repeat(np.arange(len(texts), dtype=np.uint64), owned) << np.uint64(hash_bits)
        # To sort places along with the keys is several times as fast as to sort indexes by keys.
        keys <<= np.uint64(place_bits)
        keys |= ranges(np.zeros_like(owned), owned).astype(np.uint64)
        keys.sort()
        places = (keys & np.uint64((1 << place_bits) - 1)).astype(np.int64)
        keys >>= np.uint64(place_bits)
        firsts = heads(keys)
        counts = np.diff(firsts, append=len(keys))
        return cls(words, starts, gram, hash_bits, keys[firsts], firsts, counts, places)

    @property
    def lengths(self) -> Ints:
        """The words of each text."""
        return np.diff(self.starts)

    def in_common(self, pairs: Ints) -> tuple[Ints, Ints, Ints]:
        """The pair of each gram that both of its texts have, and where it begins in both.

        A row of `pairs` has the indexes of two texts.
        """
        pair, a, b = self._alike(pairs)
        several = self.counts[b]
        ways = self.counts[a] * several
        each = ways <= _EACH_WITH_EACH
        number = np.where(each, ways, np.minimum(self.counts[a], several))
        match = np.repeat(np.arange(len(pair)), number)
        way = ranges(np.zeros_like(number), number)
        each, several, pair = each[match], several[match], pair[match]
        a = self.places[self.firsts[a][match] + np.where(each, way // several, way)]
        b = self.places[self.firsts[b][match] + np.where(each, way % several, way)]
        same = self._same(self.starts[pairs[pair, 0]] + a, self.starts[pairs[pair, 1]] + b)
        return pair[same], a[same], b[same]

    def _alike(self, pairs: Ints) -> tuple[Ints, Ints, Ints]:
        """The pair of each hash that both of its texts have, and its entries of both."""
        bits = np.uint64(self.hash_bits)
        edges = np.searchsorted(self.keys, np.arange(len(self.starts), dtype=np.uint64) << bits)
        owned = np.diff(edges)
        # The grams of the text that has fewer are looked for among those of the other.
        turned = owned[pairs[:, 0]] > owned[pairs[:, 1]]
        fewer, more = np.where(turned, pairs.T[::-1], pairs.T)
        pair = np.repeat(np.arange(len(pairs)), owned[fewer])
        sought = ranges(edges[fewer], owned[fewer])
        keys = self.keys[sought] + ((more - fewer).astype(np.uint64) << bits)[pair]
        found = np.searchsorted(self.keys, keys)
        found[found == len(self.keys)] = 0
        alike = np.flatnonzero(self.keys[found] == keys)
        pair, sought, found = pair[alike], sought[alike], found[alike]
        turned = turned[pair]
        return pair, np.where(turned, found, sought), np.where(turned, sought, found)

    def _same(self, a: Ints, b: Ints) -> Mask:
        """Whether the words of grams are the same, and not their hashes alone."""
        same = np.ones(len(a), np.bool_)
        for place in range(self.gram):
            same &= self.words[a + place] == self.words[b + place]
        return same
