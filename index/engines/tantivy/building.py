"""Building a Tantivy index in several processes, each writing segments of its own.

A process analyses while the thread of its writer indexes, and no text goes
from one process to another. At the end the segments are put together as one
index, which is a matter of listing them.
"""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from uuid import uuid4

import tantivy

from ....archive.errors import SearchIndexError
from ..base import DocumentFeed, Schema, Slice
from ..processes import share_out
from .errors import tantivy_errors
from .layout import SHAPE, Layout
from .schema import tantivy_schema
from .writing import add

META = "meta.json"
"""The list of segments, which Tantivy replaces at each commit."""

MANAGED = ".managed.json"
"""The list of the files that Tantivy may remove when no segment needs them."""

_HEAP = 2_000_000_000
"""Bytes of postings that all processes gather before they write segments: a million
records then make so few that none need be merged while others are made."""

_LARGEST_HEAP = 900_000_000
"""Bytes of one process: with its analyzer's memory it takes up to 1.8 GB."""


def build(
    folder: Path,
    schema: Schema,
    feed: DocumentFeed,
    workers: int,
    done: Callable[[int], None],
) -> None:
    """Make an index of all that the feed gives, with `workers` processes (1: this one)."""
    parts = folder / "parts"
    parts.mkdir(parents=True)
    total = 0
    heap = min(_HEAP // max(workers, 1), _LARGEST_HEAP)
    for count in share_out(partial(_write_part, parts, heap, schema), feed, workers):
        total += count
        done(count)
    _assemble(list(parts.iterdir()), folder)
    shutil.rmtree(parts)
    held = tantivy.Index.open(str(folder)).searcher().num_docs
    if held != total:
        raise SearchIndexError(f"Tantivy was given {total:,} records and holds {held:,}")


def _write_part(
    parts: Path, heap: int, schema: Schema, feed: DocumentFeed, slices: Sequence[Slice]
) -> Iterator[int]:
    """Index these slices in a folder of their own, giving counts of documents."""
    folder = parts / uuid4().hex
    folder.mkdir()
    layout = Layout(schema)
    with tantivy_errors(parts.parent), feed.open(SHAPE) as read:
        writer = tantivy.Index(tantivy_schema(schema), str(folder)).writer(heap, 1)
        for part in slices:
            count = 0
            for document in read(part):
                add(writer, document, layout)
                count += 1
            yield count
        writer.commit()
        writer.wait_merging_threads()


def _assemble(parts: Sequence[Path], folder: Path) -> None:
    """Make one index of several by moving their files and joining their lists."""
    metas = [json.loads((part / META).read_text("utf-8")) for part in parts]
    managed = {META}
    for part in parts:
        names = set(json.loads((part / MANAGED).read_text("utf-8"))) - {META}
        for name in names:
            # A merge may have removed what is still listed.
            if (part / name).exists():
                (part / name).replace(folder / name)
                managed.add(name)
    segments = [segment for meta in metas for segment in meta["segments"]]
    opstamp = max(meta["opstamp"] for meta in metas)
    (folder / MANAGED).write_text(json.dumps(sorted(managed)), "utf-8")
    whole = metas[0] | {"segments": segments, "opstamp": opstamp}
    (folder / META).write_text(json.dumps(whole), "utf-8")
