"""A server's threads do not each keep memory of their own."""

import os
import platform
import subprocess
import sys

import pytest

THREADS = """
import ctypes, sys, threading
from kashshaf.serving.memory import share_memory

share_memory()
together = threading.Barrier(9)

def work():
    held = [bytes(5_000) for _ in range(1_000)]
    together.wait()
    together.wait()
    del held

threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
together.wait()
c = ctypes.CDLL(None)
c.fdopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(c.fdopen(1, b"w"))
c.malloc_info(0, out)
c.fflush(out)
together.wait()
"""


def heaps(environment: dict[str, str]) -> int:
    told = subprocess.run(
        [sys.executable, "-c", THREADS], env=environment, capture_output=True, text=True, check=True
    )
    return told.stdout.count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc has memory by threads")
def test_threads_share_memory_unless_the_environment_says_otherwise() -> None:
    environment = {key: os.environ[key] for key in os.environ if not key.startswith("MALLOC")}
    assert heaps(environment) <= 2
    assert heaps(environment | {"MALLOC_ARENA_MAX": "8"}) > 2
