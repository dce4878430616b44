"""What a piece of work costs: time and memory in a process of its own, or time call by call."""

import resource
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

ROUNDS = 3
"""Timed passes over the questions, after one that warms up; a question's time is its median."""

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall-clock seconds, and the peak of resident memory in bytes.

    The peak is that of the process, and `workers` times that of the largest
    process that it started: no less than what all held at once, and more only
    by what they share.
    """

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds: median and 95th percentile over the questions, warm and the first time."""

    p50: float
    p95: float
    first_p50: float
    first_p95: float


def in_own_process(workers: int, task: Callable[..., None], *arguments: Any) -> Cost:
    """Run a task in a fresh process, itself to start `workers` more if more than one.

    A new process inherits the peak of the one that starts it, so this comes
    before anything that makes the caller large.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, workers, task, arguments).result()


def _measured(workers: int, task: Callable[..., None], arguments: tuple[Any, ...]) -> Cost:
    started = time.perf_counter()
    task(*arguments)
    seconds = time.perf_counter() - started
    own, largest = (
        resource.getrusage(who).ru_maxrss * _MAXRSS_UNIT
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return Cost(seconds, own + workers * largest)


def latency(calls: Iterable[Callable[[], object]]) -> Latency:
    """Time calls that each answer one question: a pass to warm up, then `ROUNDS` more."""
    calls = list(calls)
    first, *warm = ([_milliseconds(call) for call in calls] for _ in range(1 + ROUNDS))
    p50, p95 = np.percentile(np.median(warm, axis=0), (50, 95))
    first_p50, first_p95 = np.percentile(first, (50, 95))
    return Latency(float(p50), float(p95), float(first_p50), float(first_p95))


def _milliseconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def folder_size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
