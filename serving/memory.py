"""How much memory a process keeps that has many threads."""

import ctypes
import os
import sys
from contextlib import suppress
from typing import Final

_ARENAS: Final = 2
_M_ARENA_MAX: Final = -8
"""What `malloc.h` calls by this name."""


def share_memory() -> None:
    """Let the threads share glibc's memory, unless the environment says how they are to.

    Left alone, each fills some of its own and gives little back: a server under load held
    twice as much after a minute, and was no faster.
    """
    if sys.platform == "linux" and "MALLOC_ARENA_MAX" not in os.environ:
        with suppress(AttributeError):  # other C libraries have no such function
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)
