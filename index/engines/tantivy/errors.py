"""What Tantivy says when it cannot write, with the place, which it never names."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ....archive.errors import SearchIndexError


@contextmanager
def tantivy_errors(folder: Path) -> Iterator[None]:
    """Turn what Tantivy raises over the index in a folder into a `SearchIndexError`."""
    try:
        yield
    except (ValueError, OSError) as error:  # as Tantivy's come, a full disk among them
        # Of a thread of its own that failed it tells no more than that.
        guess = "; is its disk full?" if "writer was killed" in str(error) else ""
        raise SearchIndexError(f"the Tantivy index in {folder}: {error}{guess}") from error
