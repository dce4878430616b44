"""A real file system of a few megabytes, which tests fill to the last page."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOM = 48_000_000
"""Bytes of the whole file system."""

PAGE = 4096
"""What it is given out in."""


class SmallDisk:
    """Where it is mounted, and what takes its room away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def free(self) -> int:
        """Bytes that can still be written."""
        return shutil.disk_usage(self.folder).free

    @contextmanager
    def with_room(self, room: int) -> Iterator[None]:
        """Leave so many bytes free for the block, rounded up to a page."""
        ballast = self.folder / "ballast"
        pages = max(self.free - room, 0) // PAGE
        with ballast.open("wb") as file:
            for _ in range(pages):
                file.write(bytes(PAGE))
        try:
            yield
        finally:
            ballast.unlink()

    @contextmanager
    def watched(self) -> Iterator[list[int]]:
        """Look at the free bytes all through the block; the list has the least of them."""
        least, ended = [self.free], threading.Event()

        def look() -> None:
            while not ended.wait(0.0005):
                least[0] = min(least[0], self.free)

        watcher = threading.Thread(target=look)
        watcher.start()
        try:
            yield least
        finally:
            ended.set()
            watcher.join()


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """Mount one in a new folder; where that is not allowed, the test is skipped."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
    if shutil.which("mount") is None or not hasattr(os, "statvfs"):
        pytest.skip("there is no mount for a small file system")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no small file system may be mounted: {done.stderr.strip()}")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
