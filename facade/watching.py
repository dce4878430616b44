"""Watching: what arrives in folders is taken in, a part at a time, and noted when it is stored."""

import hashlib
import json
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from ..archive.arrivals import Arrival, Arrivals
from ..archive.errors import ArchiveLocked, InputError
from ..archive.items import Rejection
from ..archive.lock import watching
from ..archive.readers import READERS
from ..archive.readers.walk import shown
from ..archive.storage.store import Store
from ..archive.taken_files import State, TakenFiles
from ..archive.tally import Tally

EVERY = 5.0
"""Seconds between two looks, unless others are named."""

MOST_AT_ONCE = 1_000
"""Files of one intake, between which others may write; what is noted is not read again."""

_REST = 9
"""How many times as long as a look takes nobody looks, lest a slow disk has nothing else to do."""

_LIBRARIES = ("pypdfium2", "python_calamine", "striprtf", "brotli", "olefile", "pyarrow")
"""Without which some files are rejected: when one is there, they are tried again."""


def checked_folders(folders: Sequence[Path | str]) -> Sequence[Path | str]:
    """The folders; raise `InputError` for what is none."""
    for folder in folders:
        if not Path(folder).is_dir():
            raise InputError(
                f"{shown(folder)} is no folder: what arrives in a folder can be watched"
            )
    return folders


def how_files_are_read(columns: Mapping[str, str] | None, reader: str | None) -> str:
    """A digest of all that says what a file gives; where it is another, files are read again."""
    libraries = [name for name in _LIBRARIES if find_spec(name)]
    known = json.dumps([dict(columns or {}), reader, sorted(READERS), libraries], sort_keys=True)
    return hashlib.blake2b(known.encode(), digest_size=16).hexdigest()


class Intake:
    """Takes in files that arrive; `take_in` is given what was found, and holds the archive's lock.

    While others hold it for long, it is tried again, and `waiting` hears of it once.
    """

    def __init__(
        self,
        folder: Path,
        how: str,
        store: Store,
        take_in: Callable[[Iterable[Path | Rejection]], Tally],
        waiting: Callable[[ArchiveLocked], None],
    ) -> None:
        self._folder = folder
        self._how = how
        self._store = store
        self._take_in = take_in
        self._waiting = waiting

    def watch(self, folders: Sequence[Path | str], every: float) -> Generator[Tally]:
        """The tally of each intake, without end; see `Archive.watch`."""
        with watching(self._folder):
            self._patiently(tuple)  # brings the index up to what was stored by one that was killed
            while True:
                # Anew where another store was put in place of the one that the files went into.
                taken = TakenFiles(self._folder, self._how, self._store.mark)
                arrivals = Arrivals(folders, taken)
                while taken.is_of_this_store:
                    started = time.monotonic()
                    arrived = iter(arrivals.look())
                    looked = time.monotonic() - started
                    while part := list(islice(arrived, MOST_AT_ONCE)):
                        yield from self._taken(part, taken)
                    time.sleep(max(every, _REST * looked))

    def _taken(self, part: Sequence[Arrival | Rejection], taken: TakenFiles) -> Iterator[Tally]:
        """Take in a part and note it; its tally, if there was anything."""
        read: dict[str, State] = {}

        def still_so() -> Iterator[Path | Rejection]:
            read.clear()
            for one in part:
                if isinstance(one, Rejection):
                    yield one
                elif one.is_so_still():  # else a later look tells of it
                    read[one.name] = one.state
                    yield one.path

        tally = self._patiently(still_so)
        taken.add(read, self._store.last_change)
        if tally.read:
            yield tally

    def _patiently(self, files: Callable[[], Iterable[Path | Rejection]]) -> Tally:
        is_told = False
        while True:
            try:
                return self._take_in(files())
            except ArchiveLocked as locked:
                if not is_told:
                    self._waiting(locked)
                is_told = True
                time.sleep(1)
