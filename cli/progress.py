"""Progress on the terminal: a bar with rate and time left, or plain lines where there is none."""

import sys
import time
from typing import Any

from tqdm import tqdm

from ..archive.closing import Closing

_SECONDS_BETWEEN_LINES = 5.0


class Progress(Closing):
    """Shows how far one piece of work has come, on standard error.

    `unit` is what is counted: "B" for bytes, else a word such as " records".
    """

    def __init__(self, title: str, total: int, unit: str) -> None:
        self._title = title
        self._total = total
        self._done = 0
        self._said = time.monotonic()
        self._unit = unit
        self._on_terminal = sys.stderr is not None and sys.stderr.isatty()
        self._bar: Any = None

    def _draw(self, done: int, total: int) -> None:
        if self._bar is None:  # not before there is something to show: other work may come first
            self._bar = tqdm(
                desc=self._title, unit=self._unit, unit_scale=True, smoothing=0.1, leave=False
            )
        self._bar.total = total or None
        self._bar.update(done - self._done)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()

    def add(self, count: int) -> None:
        """So much more is done."""
        self.reach(self._done + count, self._total)

    def reach(self, done: int, total: int) -> None:
        """So much is done, of so much."""
        if self._on_terminal:
            self._draw(done, total)
        elif time.monotonic() - self._said > _SECONDS_BETWEEN_LINES:
            self._said = time.monotonic()
            share = f"{done / total:.0%}" if total else f"{done:,}"
            print(f"{self._title}: {share}", file=sys.stderr, flush=True)  # noqa: T201
        self._done, self._total = done, total
