"""How what runs on is ended: by Ctrl+C or by SIGTERM, which both close what is open."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Any

_SAME_WISH = 5.0
"""Seconds in which a signal says again what the first one said."""


_TOLD = (signal.SIGINT, signal.SIGTERM)
"""By what we are told to end."""


class _End:
    """Raises `KeyboardInterrupt` for the first signal of many.

    `make` passes on what its children had too, and some send a signal until it is
    heeded. That breaks off no closing; only later is one heard anew, for whatever hangs.
    """

    def __init__(self) -> None:
        self._heard = -_SAME_WISH
        self._unraisable = sys.unraisablehook

    def __call__(self, *_: object) -> None:
        if time.monotonic() - self._heard >= _SAME_WISH:
            self._heard = time.monotonic()
            raise KeyboardInterrupt

    def lost(self, unraisable: Any) -> None:
        """Send it again if it came while Python would let nothing out, in a `__del__` say."""
        if not isinstance(unraisable.exc_value, KeyboardInterrupt):
            self._unraisable(unraisable)
            return
        Timer(0.1, self._again).start()

    def _again(self) -> None:
        self._heard = -_SAME_WISH
        os.kill(os.getpid(), signal.SIGTERM)


def end_when_told() -> None:
    """Let SIGTERM, by which systems end a service, do what Ctrl+C does: close what is open.

    Where the shell ignores Ctrl+C, as for `kashshaf serve &` in a script, so do we.
    """
    end = _End()
    sys.unraisablehook = end.lost
    signal.signal(signal.SIGTERM, end)
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, end)


@contextmanager
def begun_whole() -> Iterator[None]:
    """What this block begins is finished, so that it can be closed, before the end is heeded."""
    heard: list[int] = []
    heeded = {told: signal.getsignal(told) for told in _TOLD}
    for told, does in heeded.items():
        if does is not signal.SIG_IGN:
            signal.signal(told, lambda told, _: heard.append(told))
    try:
        yield
    finally:
        for told, does in heeded.items():
            signal.signal(told, does)
        if heard:
            signal.raise_signal(heard[0])


@contextmanager
def closed_in_peace() -> Iterator[None]:
    """Once the end of this block has begun, nothing breaks it off."""
    try:
        yield
    finally:
        for told in _TOLD:
            signal.signal(told, signal.SIG_IGN)
