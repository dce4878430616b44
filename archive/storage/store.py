"""The store: every version of every record, in one SQLite file.

The store is the truth and an index is disposable. Every change has a sequence
number; an index remembers the number it has reached and asks for what came
after. The file is plain: any SQLite tool reads its `current_records`.
"""

import json
import sqlite3
import threading
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, Self

from ..closing import Closing
from ..errors import ArchiveNotFound, StoreError
from ..forks import hear_of_forks, leave_behind, unforked
from ..identity import Claim
from ..record import Record
from ..whole_files import draft_of, os_errors, sync_folder
from . import duplicates, versions
from .checking import altered, file_faults
from .connections import (
    Readers,
    connect,
    make_ready,
    recover,
    remove_file,
    store_errors,
    transaction,
)
from .copying import Watch, copy
from .identities import note, settled
from .lineage import leave_mark, mark_of
from .migrations import check, check_current, migrate
from .rows import Change, to_change, to_record, to_text
from .versions import Outcome

__all__ = ["Change", "Listed", "Puts", "Store"]

STORE_FILE = "archive.sqlite"
"""What an archive's store is called."""

PAGE = 256
"""How many changes are read at a time; between pages nothing is held open."""


@dataclass(frozen=True, slots=True)
class Puts:
    """How many records a `put` added, updated with a new version, and found unchanged.

    Those that are a `duplicate` are listed by the record of which they are one. `outcomes`
    says for each record in its order which of these. `replaced` says of those updated whose
    version came from another file how many they are, by that file and the new one.
    """

    added: int = 0
    updated: int = 0
    same: int = 0
    duplicate: int = 0
    outcomes: Sequence[Outcome] = field(default=(), compare=False)
    replaced: Mapping[tuple[str, str], int] = field(default_factory=dict, compare=False)


class Listed(NamedTuple):
    """A current record's id, and when it was last taken in or changed: UTC, ISO 8601, or None."""

    id: str
    changed: str | None


class Store(Closing):
    """An open store; made by `Store.create` or `Store.open`, and closed by `close` or `with`.

    Any number of threads may read and write; writes wait for one another.
    Other processes may read at the same time, forked ones this store too; but to
    write, each opens its own. That one process writes at a time is the archive
    lock's affair. Raises `StoreError` where SQLite cannot do what was asked.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._readers = Readers(path)
        self._writer: sqlite3.Connection | None = None
        self._turn = threading.RLock()
        hear_of_forks(self)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make an empty store, whole or not at all, and open it for writing."""
        if path.exists():
            raise StoreError(
                f"there is a file already at {path}: open it, or choose another folder"
            )
        draft = draft_of(path)
        with os_errors(StoreError, "the store cannot be made"), store_errors(path):
            remove_file(draft)
            with closing(connect(draft, "rwc")) as connection:
                migrate(connection, 0)
                make_ready(connection)
            # SQLite finds what it keeps beside a file by its name: whoever is killed before
            # this leaves nothing there that would be taken for the store's.
            draft.rename(path)
        sync_folder(path.parent)
        try:
            return cls.open(path)
        except BaseException:
            remove_file(path)  # nothing is in it yet: made is what can be used
            raise

    @classmethod
    def open(cls, path: Path, readonly: bool = False) -> Self:
        """Open a store; for writing, bring its tables up to date first.

        Raises `ArchiveNotFound` where there is none, and `StoreError` where
        the file is no Kashshaf store or a later version made it.
        """
        if not path.exists():
            raise ArchiveNotFound(
                f"there is no archive in {path.parent}: make one with `kashshaf init` or `ingest`"
            )
        store = cls(path)
        try:
            recover(path)
            if not readonly:
                store._open_writer()
            with store._reading() as connection:
                check_current(connection, path)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close every connection; closing again does nothing."""
        self._readers.close()
        # Last, since the last connection to close tidies SQLite's own files away.
        with self._turn:
            if self._writer is not None:
                # SQLite does so itself only for the very last connection, and whoever copies
                # the one file should have all that is in it. One that is put back beside what
                # is left of another's journal would be spoilt by it: so that is emptied.
                with suppress(sqlite3.Error):
                    self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self._writer.close()
                self._writer = None

    def forked(self) -> None:
        """Leave writing to the parent."""
        self._turn = threading.RLock()
        leave_behind(self._writer)
        self._writer = None

    def put(self, records: Iterable[Record | Claim], since: int | None = None) -> Puts:
        """Keep the records, all or none, in their order.

        A record equal to the current version of its id is left as it is; any
        other becomes a new version. One that had been removed comes back. What is
        a claim gets the id that the item has in the archive; `since` is the last
        change before its file was begun. A claim that is a duplicate of another record
        (see `../duplicates.py`) is listed by that one. Raises `InputError` naming the id of a
        record that cannot be kept exactly, such as one whose text is not Unicode.
        """
        outcomes: list[Outcome] = []
        replaced: Counter[tuple[str, str]] = Counter()
        with self._writing() as connection:
            for one in records:
                with unforked():
                    if isinstance(one, Claim):
                        record = settled(connection, one, since)
                        outcome, former = duplicates.put(connection, record, one)
                        note(connection, one, record.id)
                    else:
                        record = one
                        outcome, former = duplicates.put(connection, record)
                outcomes.append(outcome)
                if former and record.provenance and former != record.provenance.file:
                    replaced[former, record.provenance.file] += 1
        return Puts(**Counter[str](outcomes), outcomes=outcomes, replaced=replaced)

    def remove(self, ids: Iterable[str]) -> int:
        """Take out the records with these ids, all or none, and return how many.

        Their earlier versions stay in `history`. The id of a duplicate stands for the
        record that lists it. Raises `RecordNotFound` naming the first id that is of none.
        """
        with self._writing() as connection:
            rows = (versions.current(connection, one) for one in ids)
            found = {number: record_id for _, number, record_id, *_ in rows}
            for number, record_id in found.items():
                versions.remove(connection, number, record_id)
        return len(found)

    def get(self, record_id: str) -> Record:
        """Return the current record with this id, or that lists a duplicate with it.

        Raises `RecordNotFound` where there is none.
        """
        with self._reading() as connection:
            return to_record(versions.current(connection, record_id))

    def number_of(self, record_id: str) -> int:
        """Return the number by which an index knows this record, the same at every change."""
        with self._reading() as connection:
            _, number, *_ = versions.current(connection, record_id)
        return int(number)

    def numbers_of(self, ids: Collection[str]) -> dict[str, int]:
        """Return the numbers of the records with these ids, removed ones too, by their ids."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT id, number FROM records WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps([*ids]),),
            )
            return {to_text(record_id): number for record_id, number in rows}

    def ids_of(self, numbers: Sequence[int]) -> list[str]:
        """Return the ids of the records with these numbers, removed ones too, in their order."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT id FROM records WHERE number IN (SELECT value FROM json_each(?))"
                " ORDER BY number",
                (json.dumps([int(number) for number in numbers]),),
            )
            return [to_text(record_id) for (record_id,) in rows]

    def by_numbers(self, numbers: Sequence[int]) -> list[Record | None]:
        """Return the current records with these numbers, in this order.

        None stands for a record that has been removed: an index that has not
        caught up with the store may still name it.
        """
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT * FROM current_records WHERE number IN (SELECT value FROM json_each(?))",
                (json.dumps([int(number) for number in numbers]),),  # numpy's integers too
            )
            found = {row[1]: to_record(row) for row in rows}
        return [found.get(number) for number in numbers]

    def texts(self, numbers: Sequence[int]) -> list[str | None]:
        """Return the texts of the current records with these numbers, in this order.

        A third of the time of the records; None as in `by_numbers`.
        """
        found = self._texts("text", numbers)
        return [found.get(number) for number in numbers]

    @property
    def last_number(self) -> int:
        """The highest number that a record has had; 0 in an empty store."""
        with self._reading() as connection:
            return _value(connection, "SELECT coalesce(max(number), 0) FROM records")

    def listed(self, numbers: range) -> list[Listed]:
        """Return the current records with these numbers, in order, without reading their texts."""
        with self._reading() as connection:
            rows = connection.execute(
                """
                SELECT records.id, taken_in FROM records JOIN versions USING (change)
                WHERE records.number BETWEEN ? AND ? AND NOT removed ORDER BY records.number
                """,
                (numbers.start, numbers.stop - 1),
            )
            return [Listed(*row) for row in rows]

    def parts(self, size: int) -> dict[int, str | None]:
        """Return which parts of so many numbers have current records, counted from 1.

        With each stands when the last change in it was made, as in `last_changed`.
        """
        with self._reading() as connection:
            rows = connection.execute(
                """
                SELECT part, taken_in FROM (
                    SELECT (number - 1) / :size + 1 AS part, max(change) AS change,
                        max(change NOT IN (SELECT change FROM versions WHERE removed)) AS current
                    FROM records GROUP BY part
                ) JOIN versions USING (change) WHERE current ORDER BY part
                """,
                {"size": size},
            )
            return dict(rows)

    def titles(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the titles of current records by number; a tenth of the time of records."""
        return self._texts("title", numbers)

    def beginnings(self, numbers: Sequence[int], letters: int) -> list[str]:
        """Return as many letters of the texts of current records, behind their titles."""
        column = f"title || char(10) || substr(text, 1, {int(letters)})"
        return [*self._texts(column, numbers).values()]

    def _texts(self, column: str, numbers: Sequence[int]) -> dict[int, str]:
        with self._reading() as connection:
            rows = connection.execute(
                f"SELECT number, {column} FROM current_records"  # noqa: S608  # one of these
                " WHERE number IN (SELECT value FROM json_each(?))",
                (json.dumps([int(number) for number in numbers]),),
            )
            return {number: to_text(text) for number, text in rows}

    def sample(self, size: int) -> list[Record]:
        """Return some `size` current records from all over the store, the same each time."""
        found = self.by_numbers(self._all_over(size))
        return [record for record in found if record is not None]

    def sample_of_beginnings(self, size: int, letters: int) -> list[str]:
        """Return the `beginnings` of the same records."""
        return self.beginnings(self._all_over(size), letters)

    def _all_over(self, size: int) -> Sequence[int]:
        last = self.last_number
        return range(1, last + 1, max(last // size, 1))

    def history(self, record_id: str) -> list[Change]:
        """Return all that was done to a record, oldest first; raise `RecordNotFound` for none."""
        with self._reading() as connection:
            return [to_change(row) for row in versions.history(connection, record_id)]

    @property
    def last_change(self) -> int:
        """The number of the latest change; 0 in an empty store."""
        with self._reading() as connection:
            return _value(connection, "SELECT coalesce(max(change), 0) FROM versions")

    def mark(self, change: int) -> str | None:
        """The random mark of the transaction that made a change; see `lineage.py`.

        None where the store has not come as far.
        """
        with self._reading() as connection:
            return mark_of(connection, change)

    @property
    def last_changed(self) -> str | None:
        """When the latest change was made: UTC, ISO 8601; None where nothing says so."""
        with self._reading() as connection:
            row = connection.execute(
                "SELECT taken_in FROM versions ORDER BY change DESC LIMIT 1"
            ).fetchone()
        when: str | None = row[0] if row else None
        return when

    def count(self) -> int:
        """Return how many records are current."""
        with self._reading() as connection:
            return _value(
                connection,
                """
                SELECT (SELECT count(*) FROM records)
                     - (SELECT count(*) FROM records JOIN versions USING (change) WHERE removed)
                """,
            )

    def numbers(self) -> list[int]:
        """Return the numbers of the current records, ascending."""
        with self._reading() as connection:
            rows = connection.execute(
                """
                SELECT number FROM records
                WHERE change NOT IN (SELECT change FROM versions WHERE removed)
                ORDER BY number
                """
            )
            return [number for (number,) in rows]

    def changes(self, after: int = 0, upto: int | None = None) -> Iterator[Change]:
        """Yield what changed after `after` and up to `upto` (by default, the latest now).

        Each record comes once, at its latest change, in the order of changes;
        one that changes again meanwhile is left to the next call, after `upto`.
        What was not there at `after` is "added".
        """
        upto = self.last_change if upto is None else upto
        start = after + 1
        while page := self._page(after, range(start, upto + 1)):
            yield from page
            start = page[-1].change + 1

    def changed(self, after: int) -> frozenset[int]:
        """Return the numbers of the records that have changed, or were removed, after a change."""
        with self._reading() as connection:
            rows = connection.execute("SELECT number FROM versions WHERE change > ?", (after,))
            return frozenset(number for (number,) in rows)

    def slices(self, size: int) -> list[tuple[int, int]]:
        """Cut all changes in ranges (after, upto] of `size` records each, for `changes`.

        The last range is shorter; a record counts once, at its latest change.
        """
        with self._reading() as connection:
            rows = connection.execute(
                """
                SELECT change FROM (
                    SELECT change, row_number() OVER (ORDER BY change) AS place FROM records
                ) WHERE place % ? = 0
                """,
                (size,),
            )
            ends = [change for (change,) in rows]
        last = self.last_change
        if ends[-1:] != [last]:
            ends.append(last)
        return list(pairwise([0, *ends])) if last else []

    def copy_to(self, target: Path, watch: Watch = lambda done, total: None) -> None:
        """Copy the store, as it is at this moment, to a file of its own; others may write on.

        `watch` hears how many pages of the file are copied, of how many.
        """
        with self._reading() as connection:
            copy(connection, target, watch)

    def file_faults(self) -> list[str]:
        """What SQLite finds wrong with its file, in its words; reads all of it."""
        with self._reading() as connection:
            return file_faults(connection)

    def altered(self) -> list[str]:
        """The ids of records of which a version is not as it was stored; reads all of them."""
        with self._reading() as connection:
            return list(dict.fromkeys(altered(connection)))

    def _page(self, after: int, changes: range) -> list[Change]:
        with self._reading() as connection:
            return [to_change(row) for row in versions.changed(connection, after, changes, PAGE)]

    def _open_writer(self) -> None:
        with store_errors(self.path):
            self._writer = connect(self.path, "rw")
            migrate(self._writer, check(self._writer, self.path))
            make_ready(self._writer)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with store_errors(self.path), self._readers.lend() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._turn:
            if self._writer is None:
                raise StoreError(f"the store {self.path} is not open for writing")
            with store_errors(self.path), transaction(self._writer) as connection:
                yield connection
                leave_mark(connection)


def _value(connection: sqlite3.Connection, statement: str) -> int:
    (value,) = connection.execute(statement).fetchone()
    return int(value)
