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
    """One index: who made it of how many records, at what cost and of what size in bytes."""

    name: str
    records: int
    cost: Cost
    size: int


@dataclass(frozen=True, slots=True)
class Timing:
    """One kind of question over so many records; `stock` where stock Whoosh was asked too."""

    name: str
    records: int
    ours: Latency
    stock: Latency | None


def machine() -> str:
    """What the figures depend on besides the code."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("whoosh-reloaded", "numpy"))
    load = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return (
        f"Python {platform.python_version()}, {libraries}, {os.cpu_count()} cores;"
        f" load average {load}"
    )


def builds_table(builds: Sequence[Build], stock: Build) -> str:
    """What each index cost; beside it, where the records are the same, how many times the stock."""
    header = ["index", "records", "docs/s", "MB on disk", "MB of memory"]
    return _table(header, [_build_row(build, stock) for build in [stock, *builds]])


def timings_table(timings: Sequence[Timing]) -> str:
    """Milliseconds as p50 / p95, and how many times as long stock Whoosh took for each."""
    header = ["question", "records", "Kashshaf", "first", "stock", "first", "stock ÷ Kashshaf"]
    return _table(header, [_timing_row(timing) for timing in timings])


def _build_row(build: Build, stock: Build) -> list[str]:
    figures = [
        (build.records / build.cost.seconds, stock.records / stock.cost.seconds),
        (build.size / _MEGABYTE, stock.size / _MEGABYTE),
        (build.cost.memory / _MEGABYTE, stock.cost.memory / _MEGABYTE),
    ]
    comparable = build is not stock and build.records == stock.records
    beside = (f"{ours:,.0f}" + f" ({ours / other:.2g}×)" * comparable for ours, other in figures)
    return [build.name, f"{build.records:,}", *beside]


def _timing_row(timing: Timing) -> list[str]:
    ours, stock = timing.ours, timing.stock
    row = [timing.name, f"{timing.records:,}", *_both(ours)]
    if stock is None:
        return [*row, "", "", ""]
    return [*row, *_both(stock), f"{stock.p50 / ours.p50:.1f} / {stock.p95 / ours.p95:.1f}"]


def _both(latency: Latency) -> list[str]:
    return [
        f"{latency.p50:.2f} / {latency.p95:.2f}",
        f"{latency.first_p50:.2f} / {latency.first_p95:.2f}",
    ]


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    lines = [header, ["-" * width for width in widths], *rows]
    return "\n".join(f"| {' | '.join(map(str.ljust, line, widths))} |" for line in lines)
