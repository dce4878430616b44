"""Building a Whoosh index in several processes, each writing segments of its own.

Segments are not merged at the end: a snapshot reads them as one, so merging
would cost a third of the build and win nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from whoosh.index import TOC, create_in, open_dir

from ....arabic.pieces import FORMS
from ..base import DocumentFeed, Schema, Slice
from ..processes import share_out
from .schema import whoosh_schema
from .writing import DocumentWriter


def build(
    folder: Path,
    schema: Schema,
    feed: DocumentFeed,
    workers: int,
    done: Callable[[int], None],
) -> None:
    """Make an index of all that the feed gives, with `workers` processes (1: this one)."""
    folder.mkdir(parents=True)
    index = create_in(str(folder), whoosh_schema(schema))
    segments = []
    for count, written in share_out(partial(_write_segments, str(folder), schema), feed, workers):
        done(count)
        segments += [segment for segment in written if segment.doc_count_all()]
    TOC(index.schema, segments, index.latest_generation() + 1).write(index.storage, index.indexname)
    index.storage.temp_storage(f"{index.indexname}.tmp").destroy()
    index.close()


def _write_segments(
    folder: str, schema: Schema, feed: DocumentFeed, slices: Sequence[Slice]
) -> Iterator[tuple[int, list[Any]]]:
    """Index these slices, giving counts of documents and segments as each is done.

    A segment is written whenever the writer is full, and at the end.
    """
    index = open_dir(folder)
    writer = DocumentWriter(index, schema, _lk=False)
    with feed.open(FORMS) as read:
        for part in slices:
            count = 0
            for document in read(part):
                writer.add(document)
                count += 1
            if writer.pool.full:
                yield count, [writer._finalize_segment()]
                writer = DocumentWriter(index, schema, _lk=False)
            else:
                yield count, []
    yield 0, [writer._finalize_segment()]
    index.close()
