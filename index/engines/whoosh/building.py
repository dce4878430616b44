"""Building a Whoosh index in several processes, each writing segments of its own.

Segments are not merged at the end: a snapshot reads them as one, so merging
would cost a third of the build and win nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from ....arabic.pieces import FORMS
from ..base import DocumentFeed, Schema, Slice
from ..processes import share_out
from .commits import Commits, Entry
from .writing import SegmentWriter


def build(
    folder: Path,
    schema: Schema,
    feed: DocumentFeed,
    workers: int,
    done: Callable[[int], None],
) -> None:
    """Make an index of all that the feed gives, with `workers` processes (1: this one)."""
    commits = Commits.begin(folder, schema)
    segments: list[Entry] = []
    for count, written in share_out(partial(_write_segments, folder, schema), feed, workers):
        done(count)
        segments += written
    commits.write(1, segments)


def _write_segments(
    folder: Path, schema: Schema, feed: DocumentFeed, slices: Sequence[Slice]
) -> Iterator[tuple[int, list[Entry]]]:
    """Index these slices, giving counts of documents and segments as each is done.

    A segment is written whenever the writer is full, and at the end.
    """
    commits = Commits(folder, schema)
    writer = SegmentWriter(schema)
    with feed.open(FORMS) as read:
        for part in slices:
            count = 0
            for document in read(part):
                writer.add(document)
                count += 1
            if writer.full:
                yield count, [commits.keep(writer)]
                writer = SegmentWriter(schema)
            else:
                yield count, []
    yield 0, [commits.keep(writer)] if len(writer) else []
