"""Reading a term's postings out of a Whoosh segment as arrays."""

from whoosh.matching.wrappers import FilterMatcher
from whoosh.reading import SegmentReader

from .packing import Postings


def read_postings(segment: SegmentReader, field: str, term: bytes) -> Postings:
    """A term's postings, deleted documents included; raise Whoosh's `TermNotFound`."""
    matcher = segment.postings(field, term)
    if isinstance(matcher, FilterMatcher):  # what a segment with deletions gives
        matcher = matcher.child
    postings: Postings = matcher.postings
    return postings
