"""The numbers of all records that a query matches.

A hit is an address and a number, each an object of Python's: the third of a microsecond. Where
a good part of the archive matches, numbers are told many at a time instead. Records stand in
rows by their numbers, each with a bit of its own in one of a few columns; Tantivy adds up the
bits of those that match, row by row, and sums of different bits tell which they were.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import tantivy
from tantivy import Order, Query

from ..base import Numbers
from .schema import BIT_COLUMNS, BITS, NUMBER, ROW

_LARGE = 8
"""The part of all records, one in so many, from which on rows are faster than hits."""

_MOST_ROWS = 65_000
"""Buckets of an aggregation, of which Tantivy refuses more."""

_ROWS: Mapping[str, Any] = {
    "rows": {
        "histogram": {"field": NUMBER, "interval": ROW, "min_doc_count": 1},
        "aggs": {column: {"sum": {"field": column}} for column in BIT_COLUMNS},
    }
}


def numbers_matching(searcher: tantivy.Searcher, query: Query, most: int) -> Numbers:
    """The numbers in order; no more than `most` match."""
    few = searcher.num_docs // _LARGE
    if most > few:
        # Tantivy makes room for as many as it is asked for.
        most = searcher.search(query, 1, True, NUMBER).count  # type: ignore[attr-defined]
    if most <= few:
        return _by_hits(searcher, query, most)
    return _by_rows(searcher, query, most)


def _by_hits(searcher: tantivy.Searcher, query: Query, most: int) -> Numbers:
    hits: Sequence[tuple[int, Any]] = ()
    if most:
        hits = searcher.search(query, most, False, NUMBER, order=Order.Asc).hits
    return np.fromiter((number for number, _ in hits), np.int64, len(hits))


def _by_rows(searcher: tantivy.Searcher, query: Query, most: int) -> Numbers:
    rows = searcher.aggregate(query, dict(_ROWS))["rows"]["buckets"]
    first = np.fromiter((row["key"] for row in rows), np.int64, len(rows))
    sums = np.array([[row[column]["value"] for column in BIT_COLUMNS] for row in rows])
    octets = sums.astype("<u8").view(np.uint8)
    bits = np.unpackbits(octets, axis=1, bitorder="little").reshape(len(rows), len(BIT_COLUMNS), 64)
    held, place = np.nonzero(bits[:, :, :BITS].reshape(len(rows), ROW))
    return first[held] + place
