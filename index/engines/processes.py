"""Work on a feed shared out to several processes, with what they make coming back as it is made.

Processes are spawned, not forked: the caller may be a threaded server.
"""

import gc
import multiprocessing as mp
import os
import pickle
import queue
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias, TypeVar

from ...archive.errors import KashshafError, SearchIndexError
from .base import Slice


class Sliced(Protocol):
    """What is worked on, in pieces; picklable."""

    @property
    def slices(self) -> tuple[Slice, ...]:
        """The pieces, of like size."""


Feed = TypeVar("Feed", bound=Sliced)
Made = TypeVar("Made")

Task: TypeAlias = Callable[[Feed, Sequence[Slice]], Iterator[Made]]
"""What a process does with its share of the slices; it must be picklable, and so what it yields."""

_Report: TypeAlias = tuple[Literal["made", "failed", "ended"], Any]
"""What a process tells: what it made, what went wrong, or its number where it ends."""

_GIVE_UP_AFTER = 5.0
"""Seconds between looks at whether the other side still lives."""

_AHEAD = 4
"""How much a process may make before the parent takes it: what bounds memory."""


def share_out(task: Task[Feed, Made], feed: Feed, workers: int) -> Iterator[Made]:
    """Do a task on all slices in so many processes (1: this one), giving what they yield.

    Raises `SearchIndexError` where one cannot be started, fails or is killed; the
    others are then ended.
    """
    workers = min(workers, len(feed.slices))
    return task(feed, feed.slices) if workers <= 1 else _in_processes(task, feed, workers)


def _in_processes(task: Task[Feed, Made], feed: Feed, workers: int) -> Iterator[Made]:
    context = mp.get_context("spawn")
    processes: list[Any] = []
    try:
        with _said_why_none_starts():
            # Pickled here, so that what a process cannot take over is told by it, not by its end.
            work = pickle.dumps((task, feed))
            # Before they are deaf: with a queue Python starts a process that unblocks SIGINT.
            reports: mp.Queue[_Report] = context.Queue(_AHEAD * workers)
            begun = context.RawArray("b", workers)
            with _deaf_to_interrupts():
                for share in range(workers):
                    process = context.Process(
                        target=_work, args=(work, share, begun, reports), daemon=True
                    )
                    process.start()
                    processes.append(process)
        yield from _gather(processes, begun, reports)
    finally:
        for process in processes:
            process.terminate()
            process.join()


@contextmanager
def _said_why_none_starts() -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:  # Python's own words for it fill a page
        raise SearchIndexError(
            f"a process that builds an index cannot start others as it starts itself: {_GUARDED},"
            " or use workers=1"
        ) from error
    except AssertionError as error:  # a worker of multiprocessing's pools, or of Celery
        raise SearchIndexError(
            f"cannot build in several processes: {error}; use workers=1"
        ) from error
    except (OSError, ImportError) as error:
        raise SearchIndexError(
            f"this system starts no processes to build in ({error}): use workers=1"
        ) from error
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise SearchIndexError(
            f"the work cannot be handed to other processes ({error}): define what it needs at the"
            " top of a module, or use workers=1"
        ) from error


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


def _gather(processes: list[Any], begun: Sequence[int], reports: Any) -> Iterator[Any]:
    running = set(range(len(processes)))
    while running:
        try:
            kind, value = reports.get(timeout=_GIVE_UP_AFTER)
        except queue.Empty:
            for share in running:
                if processes[share].exitcode is not None:
                    raise SearchIndexError(
                        _how_it_ended(processes[share].exitcode, bool(begun[share]))
                    ) from None
            continue
        match kind:
            case "made":
                yield value
            case "failed":
                raise SearchIndexError(value)
            case "ended":
                running.remove(value)


_GUARDED = 'put what the script does under `if __name__ == "__main__":`'


def _how_it_ended(status: int, has_begun: bool) -> str:
    """What to say of a process that ended without a word."""
    if status < 0:
        ended_by = signal.Signals(-status)
        memory = " (out of memory?)" if ended_by.name == "SIGKILL" else ""
        return (
            f"a process that was building the index was ended by {ended_by.name}{memory};"
            " try again with fewer workers"
        )
    if has_begun:
        return f"a process that was building the index ended with status {status}; try again"
    return (
        f"a process that was to build the index ended with status {status} before it began:"
        f" {_what_starts()}, or use workers=1"
    )


def _what_starts() -> str:
    """What a new process does before it comes to its work, and how to have it come there."""
    if getattr(sys, "frozen", False):
        return "a frozen program calls multiprocessing.freeze_support() before anything else"
    script = getattr(sys.modules["__main__"], "__file__", None)
    if script and not Path(script).is_file():
        return f"as it starts it runs the script again, and {script} is no file; save it as one"
    if script:
        return f"as it starts it runs {script} again, which ended there; {_GUARDED}"
    return f"look at what {sys.executable or 'Python'} wrote to standard error"


def _work(work: bytes, share: int, begun: Any, reports: Any) -> None:
    """The life of one process."""
    begun[share] = True
    # Millions of strings and tuples are kept for the build, none of them in a cycle: to look
    # for cycles among them again and again takes a tenth of the time.
    gc.disable()
    try:
        task, feed = pickle.loads(work)  # noqa: S301  # of the parent's own making
        for made in task(feed, feed.slices[share :: len(begun)]):
            _report(reports, ("made", made))
        _report(reports, ("ended", share))
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
