"""The default engine: Whoosh keeps the inverted index, numpy evaluates plans on it.

Stock Whoosh walks postings and facets one document at a time in Python. Here
a posting list is read as one array (`codec.py`), so matching, ranking and
counting facets are array operations (`evaluation.py`).
"""

from .engine import WhooshEngine, kind

__all__ = ["WhooshEngine", "kind"]
