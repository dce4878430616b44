"""What was measured, as Markdown tables that also read well on a terminal."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from measuring import Cost, Latency

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Build:
    """One index: who made it, with how many processes or threads, at what cost and size."""

    title: str
    kind: str
    workers: int
    records: int
    cost: Cost
    size: int


@dataclass(frozen=True, slots=True)
class Timing:
    """One form of question asked of one contender; `found` is the median of the totals."""

    form: str
    title: str
    latency: Latency
    found: int


@dataclass(frozen=True, slots=True)
class Own:
    """One form of question, asked of an engine alone and through `Archive.search`."""

    form: str
    title: str
    asked: int
    found: int
    engine: Latency
    search: Latency


def machine() -> str:
    """What the figures depend on besides the code."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("whoosh-reloaded", "numpy"))
    load = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return (
        f"Python {platform.python_version()}, {libraries}, {os.cpu_count()} cores;"
        f" load average {load}"
    )


def builds_table(builds: Sequence[Build], base: str) -> str:
    """What each index cost, and how many times the base's with as many workers, or with one."""
    header = ["index", "workers", "records", "records/s", "cores", "MB on disk", "MB of memory"]
    bases = {build.workers: build for build in builds if build.title == base}
    rows = [_build_row(build, bases.get(build.workers) or bases.get(1)) for build in builds]
    return table(header, rows)


def _build_row(build: Build, base: Build | None) -> list[str]:
    others = (0.0, 0.0, 0.0) if base is None or base is build else _figures(base)
    beside = zip(_figures(build), others, strict=True)
    rate, *sizes = (_beside(f"{own:,.0f}", own, other) for own, other in beside)
    cores = f"{build.cost.processor / build.cost.seconds:.1f}"
    plural = {"process": "es", "thread": "s"}[build.kind] if build.workers > 1 else ""
    workers = f"{build.workers} {build.kind}{plural}"
    return [build.title, workers, f"{build.records:,}", rate, cores, *sizes]


def _figures(build: Build) -> tuple[float, float, float]:
    """Records a second, megabytes of index and of memory."""
    rate = build.records / build.cost.seconds
    return rate, build.size / _MEGABYTE, build.cost.memory / _MEGABYTE


def timings_table(timings: Sequence[Timing], base: str) -> str:
    """Milliseconds for each form, and how many times the base's."""
    header = ["question", "contender", "p50 ms", "p95 ms", "first p50", "first p95", "found"]
    bases = {timing.form: timing.latency for timing in timings if timing.title == base}
    rows = [
        _timing_row(timing, None if timing.title == base else bases[timing.form])
        for timing in timings
    ]
    return table(header, rows)


def _timing_row(timing: Timing, base: Latency | None) -> list[str]:
    own = timing.latency
    return [
        timing.form,
        timing.title,
        _beside(f"{own.p50:.2f}", own.p50, base.p50 if base else 0),
        _beside(f"{own.p95:.2f}", own.p95, base.p95 if base else 0),
        f"{own.first_p50:.2f}",
        f"{own.first_p95:.2f}",
        f"{timing.found:,}",
    ]


def own_table(rows: Sequence[Own]) -> str:
    """Milliseconds, p50 / p95, of everything that Kashshaf is asked."""
    header = ["question", "contender", "asked", "found", "engine", "search, with snippets"]
    return table(
        header,
        [
            [
                row.form,
                row.title,
                str(row.asked),
                f"{row.found:,}",
                f"{row.engine.p50:.2f} / {row.engine.p95:.2f}",
                f"{row.search.p50:.2f} / {row.search.p95:.2f}",
            ]
            for row in rows
        ],
    )


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table with its columns aligned."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    lines = [header, ["-" * width for width in widths], *rows]
    return "\n".join(f"| {' | '.join(map(str.ljust, line, widths))} |" for line in lines)


def _beside(shown: str, own: float, other: float) -> str:
    """A figure with its ratio to another; 0 stands for none."""
    if not other:
        return shown
    ratio = own / other
    return f"{shown} ({ratio:,.0f}×)" if ratio >= 10 else f"{shown} ({ratio:.2g}×)"
