"""Backups: all of an archive that cannot be made again, in a folder that is an archive itself.

    TO/archive.sqlite    the store as it was at one moment, whole in this one file
    TO/collections.sqlite  readers' lists likewise, where the archive keeps them
    TO/settings.toml     and whatever else stands in the archive's folder: rejects, files of yours
    TO/backup.json       when it was made of what, with the checksum of each file; written last

The index is left out, since it can be made again. A backup stands under its name when it is
whole and on the disk; what is killed before leaves `TO.new`, which the next one clears away.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .. import __version__
from ..archive.checksums import Checksums, checksums, differing
from ..archive.collections.copying import copy_shelf, keep_shelf, put_shelf
from ..archive.collections.shelf import COLLECTIONS_FILE
from ..archive.errors import ArchiveError, BackupError, StoreError
from ..archive.lock import LOCK_FILE, LOCK_FILES, NOTE_FILE, writing
from ..archive.settings import SETTINGS_FILE
from ..archive.storage.connections import files_beside, remove_file, store_errors
from ..archive.storage.copying import Watch, empty_journal, make_usable, put_in_place
from ..archive.storage.store import STORE_FILE, Store
from ..archive.times import now
from ..archive.whole_files import DRAFT, draft_of, os_errors, sync_file, sync_folder, write_whole

STATEMENT: Final = "backup.json"
FORMAT: Final = 1
INDEX: Final = "index"

_KEPT_BEFORE: Final = "before-restore-"
"""How a folder begins in which `put_back` keeps what was there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup: when it was made (UTC, ISO 8601), how many records it has and its size in bytes.

    `engine` is the one that searched the archive.
    """

    folder: Path
    made: str
    records: int
    engine: str
    size: int


def back_up(folder: Path, store: Store, engine: str, to: Path, watch: Watch) -> Backup:
    """Make a backup of the archive in a folder; see `Archive.backup`."""
    if to.exists() or to.is_symlink():
        raise BackupError(f"there is something at {to} already: name a folder that is not there")
    if folder.resolve() in to.resolve().parents:
        raise BackupError(
            f"{to} is within the archive that it would be a backup of: choose another"
        )
    draft = draft_of(to)
    with os_errors(BackupError, f"the backup {to} cannot be made"):
        draft.mkdir(parents=True, exist_ok=True)
        with writing(draft, "backup", timeout=0):
            try:
                _empty(draft)
                _fill(draft, folder, store, engine, watch)
            except BaseException as error:
                shutil.rmtree(draft, ignore_errors=True)
                if isinstance(error, StoreError):
                    raise BackupError(f"the backup {to} cannot be made: {error}") from error
                raise
        (draft / LOCK_FILE).unlink(missing_ok=True)
        draft.rename(to)
        sync_folder(to.parent)
    return read_backup(to)


def read_backup(folder: Path) -> Backup:
    """What a backup says of itself; raise `BackupError` where the folder is none."""
    stated = _statement(folder)
    return Backup(
        folder=folder,
        made=stated["made"],
        records=stated["records"],
        engine=stated["engine"],
        size=sum(size for size, _ in stated["files"].values()),
    )


def put_back(
    backup: Path, folder: Path, timeout: float | None, kept: Callable[[Path], object]
) -> Backup:
    """Put a backup in a folder, in the place of an archive that is there.

    `kept` hears of the folder in which what was there is kept. The index is not looked at.
    Raises `BackupError`, with the archive as it was, where the backup is none or is damaged.
    """
    made, files = read_backup(backup), _statement(backup)["files"]
    if folder.resolve() == backup.resolve():
        raise BackupError(f"{folder} is the backup itself: name another folder for the archive")
    store = files.pop(STORE_FILE)
    _check(backup, files, backup)
    with os_errors(ArchiveError, f"the backup {backup} cannot be put back"):
        folder.mkdir(parents=True, exist_ok=True)
        with writing(folder, "restore", timeout):
            draft = draft_of(folder / STORE_FILE)
            try:
                remove_file(draft)
                shutil.copyfile(backup / STORE_FILE, draft)
                # By the copy what it was made of is checked too.
                _check(folder, {draft.name: store}, backup)
                with store_errors(draft):
                    make_usable(draft)
                if (folder / STORE_FILE).exists() or (folder / SETTINGS_FILE).exists():
                    kept(_keep(folder))
                for name in files:
                    _replace(backup / name, folder / name)
                put_in_place(draft, folder / STORE_FILE)
            except BaseException:
                with suppress(OSError):
                    remove_file(draft)
                raise
    return made


def _fill(draft: Path, folder: Path, store: Store, engine: str, watch: Watch) -> None:
    """Copy the archive and state what was copied, when all of it is on the disk."""
    store.copy_to(draft / STORE_FILE, watch)
    with Store.open(draft / STORE_FILE, readonly=True) as copied:
        if faults := copied.file_faults():
            raise BackupError(f"the store {folder / STORE_FILE} is damaged: {faults[0]}")
        records, change = copied.count(), copied.last_change
        mark = copied.mark(change)
    for path in _own(folder):
        if path.name != STORE_FILE:
            _copy(path, draft / path.name)
    stated = {
        "format": FORMAT,
        "kashshaf": __version__,
        "made": now(),
        "engine": engine,
        "records": records,
        "change": change,
        "mark": mark,
        "files": {
            name: checksum
            for name, checksum in checksums(draft, STATEMENT).items()
            if name not in LOCK_FILES
        },
    }
    whole = json.dumps(stated | {"checksum": _checksum(stated)}, ensure_ascii=False, indent=2)
    write_whole(draft / STATEMENT, f"{whole}\n".encode())


def _own(folder: Path) -> Iterator[Path]:
    """What is to be kept of an archive's folder: all but the index and what is of the moment."""
    files = (folder / STORE_FILE, folder / COLLECTIONS_FILE)
    beside = (path.name for file in files for path in files_beside(file))
    passing = {INDEX, *LOCK_FILES, STATEMENT, *beside}
    for path in sorted(folder.iterdir()):
        left_out = path.name in passing or path.name.endswith(DRAFT)
        if not left_out and not path.name.startswith(_KEPT_BEFORE):
            yield path


def _keep(folder: Path) -> Path:
    """Keep what an archive's folder has in a folder within it, an archive too, and return that."""
    aside = folder / f"{_KEPT_BEFORE}{now().replace(':', '')}"
    while aside.exists():
        aside = aside.with_name(f"{aside.name}-again")
    for left in folder.glob(f"{_KEPT_BEFORE}*{DRAFT}"):  # by what was killed, at another time
        shutil.rmtree(left)
    draft = draft_of(aside)
    draft.mkdir()
    store = folder / STORE_FILE
    empty_journal(store)
    for path in _own(folder):
        if path.name == COLLECTIONS_FILE:
            keep_shelf(path, draft / path.name)
        elif path != store:
            _copy(path, draft / path.name)
    for path in (store, *files_beside(store)):
        if path.exists():
            _link(path, draft / path.name)
    draft.rename(aside)
    sync_folder(folder)
    return aside


def _copy(path: Path, to: Path) -> None:
    """Copy a file, or a folder with all that is in it; pipes and the like are passed over."""
    if path.name == COLLECTIONS_FILE:
        copy_shelf(path, to)
    elif path.is_dir():
        to.mkdir(exist_ok=True)
        for part in path.iterdir():
            _copy(part, to / part.name)
        sync_folder(to)
    elif path.is_file():
        shutil.copy2(path, to)
        sync_file(to)


def _link(path: Path, to: Path) -> None:
    """Give a file a second name, or make a second file where the system has no such names."""
    try:
        to.hardlink_to(path)
    except OSError:
        shutil.copy2(path, to)


def _replace(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    draft = draft_of(to)
    _copy(path, draft)
    (put_shelf if to.name == COLLECTIONS_FILE else Path.replace)(draft, to)


def _empty(folder: Path) -> None:
    """Remove what a killed backup left, but for the lock that is held."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in (LOCK_FILE, NOTE_FILE):
            path.unlink()


def _statement(folder: Path) -> dict[str, Any]:
    path = folder / STATEMENT
    try:
        stated: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        made_by = stated["format"]
        if made_by == FORMAT and stated.pop("checksum") != _checksum(stated):
            raise ValueError("it is not as it was written")
    except FileNotFoundError:
        raise BackupError(f"{folder} is no backup: `kashshaf backup` makes them") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(f"{path} is damaged ({error}): take another backup") from error
    if made_by != FORMAT:
        raise BackupError(f"a later Kashshaf made the backup {folder}: upgrade Kashshaf")
    return stated


def _check(folder: Path, files: Checksums, backup: Path) -> None:
    """Raise `BackupError` for the first file that is not as it was when the backup was made."""
    for name in differing(folder, files, up_to=None):
        raise BackupError(
            f"{backup / name.removesuffix(DRAFT)} is damaged, or was changed since the backup"
            " was made: take another backup"
        )


def _checksum(stated: dict[str, Any]) -> str:
    return hashlib.blake2b(json.dumps(stated, sort_keys=True).encode(), digest_size=16).hexdigest()
