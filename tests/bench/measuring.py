"""What a piece of work costs: time and memory in a process of its own, or time call by call."""

import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

ROUNDS = 3
"""Timed passes over the questions; a question's time is its median."""

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
_STATUS = Path("/proc/self/status")

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the wall clock and of all processors, and the peak of resident memory in bytes.

    The peak is that of the process, and for each worker as much again as the
    largest process that it started: no less than what all held at once, and
    more only by what they share.
    """

    seconds: float
    processor: float
    memory: int


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds: median and 95th percentile over the questions, warm and the first time."""

    p50: float
    p95: float
    first_p50: float
    first_p95: float


def in_own_process(workers: int, task: Callable[..., object], *arguments: Any) -> Cost:
    """Run a task in a fresh process, itself to start `workers` more if more than one."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, workers, task, arguments).result()


def _measured(workers: int, task: Callable[..., object], arguments: tuple[Any, ...]) -> Cost:
    started, processor = time.perf_counter(), _processor_seconds()
    task(*arguments)
    return Cost(
        time.perf_counter() - started,
        _processor_seconds() - processor,
        _own_peak() + workers * _peak(resource.RUSAGE_CHILDREN),
    )


def _processor_seconds() -> float:
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def _own_peak() -> int:
    """The peak of this process alone: what `getrusage` tells begins with that of its parent."""
    if not _STATUS.exists():
        return _peak(resource.RUSAGE_SELF)
    (kilobytes,) = re.findall(r"VmHWM:\s+(\d+) kB", _STATUS.read_text())
    return int(kilobytes) * 1024


def _peak(who: int) -> int:
    return resource.getrusage(who).ru_maxrss * _MAXRSS_UNIT


def timed(call: Callable[[], Result]) -> tuple[Result, float]:
    """What a call returns, and the milliseconds that it took."""
    started = time.perf_counter()
    result = call()
    return result, (time.perf_counter() - started) * 1000


def latency(calls: Sequence[Callable[[], float]], passes: int = 1) -> Latency:
    """The times of calls that each tell their own, after so many passes that warm up."""
    cold, *_ = [[call() for call in calls] for _ in range(passes)]
    warm = np.median([[call() for call in calls] for _ in range(ROUNDS)], axis=0)
    first_p50, first_p95 = np.percentile(cold, (50, 95))
    p50, p95 = np.percentile(warm, (50, 95))
    return Latency(float(p50), float(p95), float(first_p50), float(first_p95))


def folder_size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
