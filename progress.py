"""Progress on the terminal: a bar with rate and time left, or plain lines where there is none."""

import sys
import time
from typing import Any

from tqdm import tqdm

from .archive.closing import Closing

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
        self._bar: Any = None
        if sys.stderr.isatty():
            self._bar = tqdm(
                desc=title, total=total, unit=unit, unit_scale=True, smoothing=0.1, leave=False
            )

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()

    def add(self, count: int) -> None:
        """So much more is done."""
        self.reach(self._done + count, self._total)

    def reach(self, done: int, total: int) -> None:
        """So much is done, of so much."""
        if self._bar is not None:
            self._bar.total = total
            self._bar.update(done - self._done)
        elif time.monotonic() - self._said > _SECONDS_BETWEEN_LINES:
            self._said = time.monotonic()
            share = f"{done / total:.0%}" if total else f"{done:,}"
            print(f"{self._title}: {share}", file=sys.stderr, flush=True)  # noqa: T201
        self._done, self._total = done, total
