"""The default engine: Whoosh keeps the segments of the index, numpy evaluates plans on them.

Stock Whoosh walks postings and facets one document at a time in Python. Here
a segment is a file of plain arrays (`segments.py`), so matching, ranking and
counting facets are array operations (`evaluation.py`). What Whoosh does is to say
which segments there are and what of them is deleted, commit by commit (`commits.py`).
"""

from ....archive.errors import SearchIndexError

try:
    from .engine import WhooshEngine, kind
except ImportError as error:
    if not (error.name or "").startswith("whoosh"):
        raise
    raise SearchIndexError(
        f"Whoosh cannot be loaded ({error}). Whoosh and whoosh-reloaded share a folder, so that to"
        " uninstall the one breaks the other: run `pip install --force-reinstall whoosh-reloaded`"
    ) from error

__all__ = ["WhooshEngine", "kind"]
