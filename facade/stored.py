"""An archive's records without its index, which takes ten times as long to load."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Self, TypeVar, overload

from ..archive.closing import Closing
from ..archive.collections.shelf import Shelf
from ..archive.errors import ArchiveNotFound, RecordNotFound
from ..archive.feed_key import feed_key, renew_feed_key
from ..archive.lock import TIMEOUT, writing
from ..archive.media_files import MediaFile, MediaFolder
from ..archive.metadata.authority_tables import entries, label
from ..archive.record import Record
from ..archive.settings import Settings
from ..archive.storage.migrations import EarlierStore
from ..archive.storage.rows import Change
from ..archive.storage.store import STORE_FILE, Listed, Store
from ..archive.times import moment
from ..archive.writers import Context, Style, style_named, writer

Default = TypeVar("Default")


class StoredArchive(Closing):
    """What an archive has in its store, as it was put there; `Archive` searches it too."""

    STORE = STORE_FILE

    def __init__(self, folder: Path, store: Store, settings: Settings) -> None:
        self.folder = folder
        self._store = store
        self._settings = settings

    @classmethod
    def open(cls, folder: Path | str) -> Self:
        """Open the archive in a folder; raise `ArchiveNotFound` where there is none."""
        folder = Path(folder)
        settings = settings_of(folder)
        return cls(folder, store_of(folder), settings)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {str(self.folder)!r}>"

    def __len__(self) -> int:
        return self._store.count()

    def __iter__(self) -> Iterator[Record]:
        return self.records()

    def __contains__(self, record_id: object) -> bool:
        return isinstance(record_id, str) and self.get(record_id) is not None

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    @property
    def title(self) -> str:
        """The archive's name, from its settings."""
        return self._settings.title

    @property
    def private(self) -> bool:
        """Whether its pages are for some people only, from its settings."""
        return self._settings.private

    @property
    def collections(self) -> Shelf | None:
        """The lists that readers gather, where its settings have them kept on the server."""
        return Shelf(self.folder) if self._settings.collections else None

    def feed_key(self) -> str:
        """The secret in the addresses of a private archive's feeds; it is made if need be.

        Raises `ArchiveError` where it can be neither read nor made.
        """
        return feed_key(self.folder)

    def renew_feed_key(self) -> str:
        """Make another, and end the addresses that have the one before."""
        return renew_feed_key(self.folder)

    def record(self, record_id: str) -> Record:
        """The record with this id, or that lists a duplicate with it (see docs/readers.md).

        Raises `RecordNotFound` where there is none.
        """
        return self._store.get(record_id)

    def _meant(self, record: Record | str) -> Record:
        """The record, which may be given by its id; raise `RecordNotFound` where there is none."""
        return record if isinstance(record, Record) else self.record(record)

    @overload
    def get(self, record_id: str) -> Record | None: ...

    @overload
    def get(self, record_id: str, default: Default) -> Record | Default: ...

    def get(self, record_id: str, default: Default | None = None) -> Record | Default | None:
        """The record with this id, or `default` where there is none."""
        try:
            return self._store.get(record_id)
        except RecordNotFound:
            return default

    def history(self, record_id: str) -> list[Change]:
        """Every version of a record, the oldest first; raise `RecordNotFound` for no such id.

        Removals are among them, as changes whose `record` is None.
        """
        return self._store.history(record_id)

    def media(self, record: Record) -> list[MediaFile]:
        """The pictures and files that a record names, in its order, as they stand now.

        They are looked for in the folder of media that the settings name.
        """
        return self._media_folder.files(record)

    def media_file(self, record: Record, number: int) -> MediaFile | None:
        """The one of these files that has this number, from 1; None where there is no such one."""
        return self._media_folder.file(record, number)

    @property
    def _media_folder(self) -> MediaFolder:
        return MediaFolder(self.folder / self._settings.media_folder, self.folder)

    def records(self) -> Iterator[Record]:
        """Every record, in the order in which they last changed."""
        return (change.record for change in self._store.changes() if change.record is not None)

    def parts(self, size: int) -> dict[int, str | None]:
        """The parts, of so many records each at most, in which `listed` gives all records.

        Each has its number, from 1, and when something in it last changed: UTC, ISO 8601. A
        record stays in its part for ever.
        """
        return self._store.parts(size)

    def listed(self, part: int, size: int) -> list[Listed]:
        """The id of each record of one part, and when it was last taken in or changed.

        They stand in the order in which they first came into the archive; none are in a part
        that there is not. It takes a hundredth of the time that the records take.
        """
        first = (part - 1) * size + 1
        return self._store.listed(range(first, first + size))

    @property
    def writing_context(self) -> Context:
        """What writers are told of this archive; where it has pages, they are to be added."""
        return Context(
            platform_label=partial(label, entries("platforms", self._settings.authorities)),
            title=self.title,
            updated=self.last_changed,
        )

    @property
    def last_changed(self) -> dt.datetime:
        """When the last change was made; where nothing says so, when the store was last written."""
        stated = moment(self._store.last_changed or "")
        return stated or dt.datetime.fromtimestamp(self._store.path.stat().st_mtime, dt.UTC)

    def export(
        self,
        *,
        format: str = "jsonl",  # noqa: A002  # the word for it
        style: Style = "chicago",
    ) -> Iterator[str]:
        """Every record, in the order of `records`, as the text of a file, piece by piece.

        To be written as it is, in UTF-8; `style` is that of a bibliography. Raises `QueryError`
        listing the formats or styles that there are where one is none of them.
        """
        return writer(format).write(self.records(), self._writing_in(style))

    def _writing_in(self, style: Style) -> Context:
        return replace(self.writing_context, style=style_named(style))


def store_of(folder: Path, timeout: float | None = TIMEOUT) -> Store:
    """The store of the archive in a folder; one of an earlier Kashshaf is brought up to date."""
    path = folder / STORE_FILE
    try:
        return Store.open(path, readonly=True)
    except EarlierStore:
        with writing(folder, "upgrade", timeout):
            Store.open(path).close()
        return Store.open(path, readonly=True)


def settings_of(folder: Path) -> Settings:
    """The settings of the archive in a folder; raise `ArchiveNotFound` where there is none."""
    settings = Settings.read(folder) if folder.is_dir() else None
    if settings is None or not (folder / STORE_FILE).exists():
        raise ArchiveNotFound(
            f"there is no archive in {folder}: take something in with"
            f" `kashshaf ingest -a {folder} FILES`"
        )
    return settings
