"""Taking items in: catalogued, put in the store in batches, and every rejection written down."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .errors import ArchiveError, InputError
from .identity import Claim, whole_path
from .items import GivenRecord, Item, Rejection
from .metadata.authorities import Authorities
from .metadata.catalogue import claimed
from .metadata.given_records import keep
from .record import Record
from .storage.rows import unkeepable
from .storage.store import Store
from .times import now
from .unused_texts import UnusedText, UnusedTexts
from .whole_files import os_errors

BATCH = 500
"""Records put in one transaction: what a crash can cost, and what a `put` holds in memory."""

MOST_REJECTIONS = 100
"""Rejections that a tally tells itself; its file has them all."""

MOST_NOTICES = 100
"""Files of which a tally tells more than numbers."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """How many records of a file were updated by what another one says of the same items."""

    of: str
    by: str
    records: int


@dataclass(slots=True)
class Tally:
    """What became of the items so far; `read` is the sum of the others.

    `duplicates` were not kept for themselves: the records that say the same list them
    (see `duplicates.py`). `rejections` say of the first 100 that could not be kept where they stood
    (`origin.position` counts from 1) and why; `rejects_file` has them all.
    `unused` names files of which a column with long texts is not searched; the
    first 100, each when all of it has been read. `replaced` says which files'
    records were updated from which others.
    """

    added: int = 0
    updated: int = 0
    same: int = 0
    rejected: int = 0
    duplicates: int = 0
    rejects_file: Path | None = None
    rejections: tuple[Rejection, ...] = ()
    unused: tuple[UnusedText, ...] = ()
    replaced: tuple[Replaced, ...] = ()

    @property
    def read(self) -> int:
        """How many items were read, those that could not be kept among them."""
        return self.added + self.updated + self.same + self.rejected + self.duplicates


class Rejects:
    """The rejects of one run, one JSON object a line; the file is made at the first."""

    def __init__(self, folder: Path, started: str) -> None:
        self._path = folder / f"{started.replace(':', '')}.jsonl"

    def add(self, rejection: Rejection) -> Path:
        """Write down a rejection and return the file that holds it."""
        origin = rejection.origin
        line = {
            "file": origin.file,
            "position": origin.position,
            "reader": origin.reader,
            "reason": rejection.reason,
        }
        with os_errors(ArchiveError, f"what was rejected cannot be written to {self._path}"):
            self._path.parent.mkdir(exist_ok=True)
            with self._path.open("a", encoding="utf-8", errors="backslashreplace") as out:
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
        return self._path


def ingest(
    found: Iterable[Item | GivenRecord | Rejection],
    store: Store,
    authorities: Authorities,
    rejects: Path,
    watch: Callable[[Tally], None] = lambda tally: None,
) -> Tally:
    """Put what was found into the store; `watch` hears of it after every batch.

    Each batch is one transaction, so that what is killed in the middle can be
    run again: what was taken is found to be the same, the rest is taken then.
    """
    started = now()
    tally = Tally()
    written = Rejects(rejects, started)

    def reject(rejection: Rejection) -> None:
        tally.rejected += 1
        if len(tally.rejections) < MOST_REJECTIONS:
            tally.rejections += (rejection,)
        tally.rejects_file = written.add(rejection)

    def notice(unused: UnusedText | None) -> None:
        if unused is not None and len(tally.unused) < MOST_NOTICES:
            tally.unused += (unused,)

    since = store.last_change
    replaced: Counter[tuple[str, str]] = Counter()
    records = _catalogued(found, authorities, started, reject, notice)
    while batch := list(islice(records, BATCH)):
        puts = store.put(batch, since)
        tally.added += puts.added
        tally.updated += puts.updated
        tally.same += puts.same
        tally.duplicates += puts.duplicates
        replaced.update(puts.replaced)
        tally.replaced = _told(replaced)
        watch(tally)
    watch(tally)
    return tally


def _catalogued(
    found: Iterable[Item | GivenRecord | Rejection],
    authorities: Authorities,
    started: str,
    reject: Callable[[Rejection], None],
    notice: Callable[[UnusedText | None], None],
) -> Iterator[Record | Claim]:
    texts = UnusedTexts()
    for item in found:
        if isinstance(item, Rejection):
            reject(item)
            continue
        try:
            one = (
                keep(item, started)
                if isinstance(item, GivenRecord)
                else claimed(item, authorities, started)
            )
            record = one.record if isinstance(one, Claim) else one
            if reason := unkeepable(record):
                # Refused here, so that it does not fail its whole batch.
                raise InputError(reason)
        except InputError as error:
            reject(Rejection(item.origin, str(error)))
        else:
            if isinstance(item, Item):
                notice(texts.see(record))
            yield one
    notice(texts.end())


def _told(replaced: Mapping[tuple[str, str], int]) -> tuple[Replaced, ...]:
    """Which files' records were replaced; the same file under another name is no other."""
    of_others = (
        Replaced(of, by, records)
        for (of, by), records in replaced.items()
        if whole_path(of) != whole_path(by)
    )
    return tuple(islice(of_others, MOST_NOTICES))
