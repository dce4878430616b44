"""Building a Whoosh index in several processes, each writing segments of its own.

Segments are not merged at the end: a snapshot reads them as one, so merging
would cost a third of the build and win nothing.
"""

import multiprocessing as mp
import os
import queue
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.index import TOC, create_in, open_dir

from ....archive.errors import SearchIndexError
from ..base import Feed, Slice
from .schema import schema
from .writing import DocumentWriter

_GIVE_UP_AFTER = 5.0


def build(folder: Path, feed: Feed, workers: int, done: Callable[[int], None]) -> None:
    """Make an index of all that the feed gives, with `workers` processes (1: this one)."""
    folder.mkdir(parents=True)
    index = create_in(str(folder), schema())
    if workers <= 1 or len(feed.slices) <= 1:
        segments = _write_segments(str(folder), feed, feed.slices, done)
    else:
        segments = _in_processes(str(folder), feed, min(workers, len(feed.slices)), done)
    TOC(index.schema, segments, index.latest_generation() + 1).write(index.storage, index.indexname)
    index.storage.temp_storage(f"{index.indexname}.tmp").destroy()
    index.close()


def _write_segments(
    folder: str, feed: Feed, slices: Sequence[Slice], done: Callable[[int], None]
) -> list[Any]:
    """Index these slices; a segment is written whenever the writer is full."""
    index = open_dir(folder)
    segments = []
    writer = DocumentWriter(index, _lk=False)
    with feed.open() as read:
        for part in slices:
            count = 0
            for document in read(part):
                writer.add(document)
                count += 1
            done(count)
            if writer.pool.full:
                segments.append(writer._finalize_segment())
                writer = DocumentWriter(index, _lk=False)
    segments.append(writer._finalize_segment())
    index.close()
    return [segment for segment in segments if segment.doc_count_all()]


def _in_processes(folder: str, feed: Feed, workers: int, done: Callable[[int], None]) -> list[Any]:
    # Processes are spawned, not forked: the caller may be a threaded server.
    context = mp.get_context("spawn")
    reports: mp.Queue[tuple[str, Any]] = context.Queue()
    processes = [
        context.Process(
            target=_work, args=(folder, feed, feed.slices[share::workers], reports), daemon=True
        )
        for share in range(workers)
    ]
    with _deaf_to_interrupts():
        for process in processes:
            process.start()
    try:
        return _gather(processes, reports, done)
    finally:
        for process in processes:
            process.terminate()
            process.join()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """What is started meanwhile never hears Ctrl+C, which a terminal sends to each process.

    Ending the others is their parent's affair; left to themselves they would
    all print where they were.
    """
    if not hasattr(signal, "pthread_sigmask"):  # as on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _gather(processes: list[Any], reports: Any, done: Callable[[int], None]) -> list[Any]:
    segments: list[Any] = []
    running = len(processes)
    while running:
        try:
            kind, value = reports.get(timeout=_GIVE_UP_AFTER)
        except queue.Empty:
            dead = [process for process in processes if process.exitcode]
            if dead:
                raise SearchIndexError(
                    f"a process that was building the index ended with status {dead[0].exitcode}"
                    " (out of memory?); try again with fewer workers"
                ) from None
            continue
        if kind == "error":
            raise SearchIndexError(f"building the index failed: {value}")
        if kind == "done":
            done(value)
        else:
            segments += value
            running -= 1
    return segments


def _work(folder: str, feed: Feed, share: Sequence[Slice], reports: Any) -> None:
    """The life of one process: index its share of the slices and hand over the segment."""

    def done(count: int) -> None:
        parent = mp.parent_process()
        if parent is not None and not parent.is_alive():
            os._exit(1)  # whoever would have used this index was killed
        reports.put(("done", count))

    try:
        reports.put(("segments", _write_segments(folder, feed, share, done)))
    except Exception as error:
        reports.put(("error", f"{type(error).__name__}: {error}"))
