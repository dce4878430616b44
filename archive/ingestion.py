"""Taking items in: catalogued, put in the store in batches, and every rejection written down."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from .errors import ArchiveError, InputError
from .identity import Claim, whole_path
from .items import GivenRecord, Item, Origin, Rejection
from .media import media_of
from .metadata.authorities import Authorities
from .metadata.catalogue import claimed
from .metadata.given_records import keep
from .record import Record
from .storage.rows import unkeepable
from .storage.store import Store
from .tally import MOST_NOTICES, MOST_REJECTIONS, Replaced, Tally
from .times import now
from .unused_texts import UnusedText, UnusedTexts
from .whole_files import os_errors

__all__ = ["BATCH", "MOST_REJECTIONS", "Rejects", "ingest"]

BATCH = 500
"""Records put in one transaction: what a crash can cost, and what a `put` holds in memory."""


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
    last: tuple[str, str] | None = None

    def met(origin: Origin) -> None:
        nonlocal last
        if last != (last := (origin.file, origin.reader)):
            tally.of(origin.reader).files += 1

    def reject(rejection: Rejection) -> None:
        tally.reject(rejection)
        tally.rejects_file = written.add(rejection)

    def notice(unused: UnusedText | None) -> None:
        if unused is not None and len(tally.unused) < MOST_NOTICES:
            tally.unused += (unused,)

    def see_media(record: Record) -> None:
        if len(tally.with_media) < MOST_NOTICES and media_of(record.extra):
            tally.with_media += (record.id,)

    since = store.last_change
    replaced: Counter[tuple[str, str]] = Counter()
    records = _catalogued(found, authorities, started, met, reject, notice, see_media)
    while batch := list(islice(records, BATCH)):
        puts = store.put((record for _, record in batch), since)
        outcomes = Counter(zip((reader for reader, _ in batch), puts.outcomes, strict=True))
        for (reader, outcome), times in outcomes.items():
            tally.count(reader, outcome, times)
        replaced.update(puts.replaced)
        tally.replaced = _told(replaced)
        watch(tally)
    watch(tally)
    return tally


def _catalogued(
    found: Iterable[Item | GivenRecord | Rejection],
    authorities: Authorities,
    started: str,
    met: Callable[[Origin], None],
    reject: Callable[[Rejection], None],
    notice: Callable[[UnusedText | None], None],
    see_media: Callable[[Record], None],
) -> Iterator[tuple[str, Record | Claim]]:
    """Each record that can be kept, with the reader that it comes from."""
    texts = UnusedTexts()
    for item in found:
        met(item.origin)
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
            # Refused here, so that it does not fail its whole batch.
            if reason := unkeepable(record, _as_strangers_have_it(item, record)):
                raise InputError(reason)
        except InputError as error:
            reject(Rejection(item.origin, str(error)))
        else:
            see_media(record)
            if isinstance(item, Item):
                notice(texts.see(record))
            yield item.origin.reader, one
    notice(texts.end())


def _as_strangers_have_it(item: Item | GivenRecord, record: Record) -> Mapping[str, Any] | None:
    """What may not be text: of what is catalogued, only the names that columns have in a file."""
    return None if isinstance(item, GivenRecord) else {"extra": record.extra}


def _told(replaced: Mapping[tuple[str, str], int]) -> tuple[Replaced, ...]:
    """Which files' records were replaced; the same file under another name is no other."""
    of_others = (
        Replaced(of, by, records)
        for (of, by), records in replaced.items()
        if whole_path(of) != whole_path(by)
    )
    return tuple(islice(of_others, MOST_NOTICES))
