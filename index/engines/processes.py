"""Work on a feed shared out to several processes, with what they make coming back as it is made.

Processes are spawned, not forked: the caller may be a threaded server.
"""

import multiprocessing as mp
import os
import queue
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, TypeAlias, TypeVar

from ...archive.errors import KashshafError, SearchIndexError
from .base import DocumentFeed, Slice

Made = TypeVar("Made")

Task: TypeAlias = Callable[[DocumentFeed, Sequence[Slice]], Iterator[Made]]
"""What a process does with its share of the slices; it must be picklable, and so what it yields."""

_Report: TypeAlias = tuple[Literal["made", "failed", "ended"], Any]

_GIVE_UP_AFTER = 5.0
"""Seconds between looks at whether the other side still lives."""

_AHEAD = 4
"""How much a process may make before the parent takes it: what bounds memory."""


def share_out(task: Task[Made], feed: DocumentFeed, workers: int) -> Iterator[Made]:
    """Do a task on all slices in so many processes (1: this one), giving what they yield.

    Raises `SearchIndexError` where one fails or is killed; the others are then ended.
    """
    workers = min(workers, len(feed.slices))
    return task(feed, feed.slices) if workers <= 1 else _in_processes(task, feed, workers)


def _in_processes(task: Task[Made], feed: DocumentFeed, workers: int) -> Iterator[Made]:
    context = mp.get_context("spawn")
    reports: mp.Queue[_Report] = context.Queue(_AHEAD * workers)
    processes = [
        context.Process(
            target=_work, args=(task, feed, feed.slices[share::workers], reports), daemon=True
        )
        for share in range(workers)
    ]
    with _deaf_to_interrupts():
        for process in processes:
            process.start()
    try:
        yield from _gather(processes, reports)
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


def _gather(processes: list[Any], reports: Any) -> Iterator[Any]:
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
        if kind == "failed":
            raise SearchIndexError(value)
        if kind == "made":
            yield value
        else:
            running -= 1


def _work(task: Task[Any], feed: DocumentFeed, share: Sequence[Slice], reports: Any) -> None:
    """The life of one process."""
    try:
        for made in task(feed, share):
            _report(reports, ("made", made))
        _report(reports, ("ended", None))
    except KashshafError as error:
        _report(reports, ("failed", str(error)))
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        _report(reports, ("failed", f"building the index failed: {what}"))


def _report(reports: Any, report: _Report) -> None:
    """Hand over a report when there is room for it; end with the parent if that was killed."""
    parent = mp.parent_process()
    while parent is None or parent.is_alive():
        try:
            reports.put(report, timeout=_GIVE_UP_AFTER)
        except queue.Full:
            continue
        return
    os._exit(1)  # whoever would have used this index is gone
