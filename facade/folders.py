"""The folder of an archive: made and taken away, and which engine searches it."""

import os
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ..archive.errors import ArchiveError, IndexMissing
from ..archive.lock import writing
from ..archive.settings import DEFAULT_ENGINE, SETTINGS_FILE, Settings, write_settings
from ..archive.storage.store import STORE_FILE, Store
from ..index import engines
from ..index.building.documents import schema_of
from ..index.building.generations import Generations
from ..index.engines.base import EngineKind
from .backups import Backup


def make(
    folder: Path,
    title: str | None,
    engine: str | None,
    fields: Mapping[str, Mapping[str, Any]] | None,
    timeout: float | None,
) -> None:
    """Make an empty archive in a folder; see `Archive.create`."""
    if (folder / STORE_FILE).exists():
        raise ArchiveError(f"there is an archive in {folder} already: choose another folder")
    if engine is not None:
        engines.check_name(engine)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"cannot make the folder {folder}: {error.strerror}") from error
    with writing(folder, "init", timeout):
        stated = any(given is not None for given in (title, engine, fields))
        if stated or not (folder / SETTINGS_FILE).exists():
            name = title or folder.resolve().name
            write_settings(folder, name, engine or DEFAULT_ENGINE, fields)
        # What is left of another archive in this folder would pass for ours.
        generations(folder, Settings.read(folder)).clear()
        # Last, since a folder with a store is an archive, whole for whoever opens it.
        Store.create(folder / STORE_FILE).close()


def generations(folder: Path, settings: Settings) -> Generations:
    """The indexes of the archive in a folder."""

    @cache
    def kind(name: str) -> EngineKind:
        return engines.engine_kind(name, schema_of(settings.fields), settings.engines)

    return Generations(folder / "index", kind, settings.fields, settings.reprints)


def engine_in_use(indexes: Generations, settings: Settings) -> str:
    """The engine of the index, or, where there is none yet, the one that the settings name."""
    try:
        made_by = indexes.current().made_by
    except IndexMissing:
        return settings.engine
    return made_by if made_by in engines.ENGINES else settings.engine


def engine_for(indexes: Generations, backup: Backup) -> str | None:
    """The engine of the index that there is; else the one that searched what a backup is of."""
    try:
        indexes.current()
    except IndexMissing:
        return backup.engine if backup.engine in engines.ENGINES else None
    return None


def discard(folder: Path, indexes: Generations, made_by: int) -> None:
    """Take an archive away with all that is its own, on a server of its engine too.

    Only the process that made it does; a forked child leaves it to its parent.
    """
    if os.getpid() != made_by:
        return
    indexes.clear()
    shutil.rmtree(folder, ignore_errors=True)
