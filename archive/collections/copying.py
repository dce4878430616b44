"""Copies of readers' lists, made and put in place while others write in them."""

import shutil
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

from ..errors import StoreError
from ..storage.connections import connect, files_beside, store_errors
from ..storage.copying import copy
from ..whole_files import sync_folder


def copy_shelf(path: Path, to: Path) -> None:
    """Copy the file as it is at this moment; none but those who may read it may read the copy.

    Raises `StoreError` where it is damaged.
    """
    with store_errors(path), closing(connect(path, "rw")) as connection:
        copy(connection, to, lambda done, total: None)
    shutil.copymode(path, to)


def keep_shelf(path: Path, to: Path) -> None:
    """The same of what is about to be replaced, however damaged it is."""
    try:
        copy_shelf(path, to)
    except StoreError:
        shutil.copy2(path, to)


def put_shelf(draft: Path, path: Path) -> None:
    """Put a file of lists in the place of another, while nobody writes in that.

    Raises `StoreError` where somebody writes in it for too long.
    """
    with store_errors(path), ExitStack() as held:
        if path.exists():
            replaced = held.enter_context(closing(connect(path, "rw")))
            try:
                replaced.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                pass  # in what is no database nobody writes
        # What SQLite keeps beside the one would be taken for the other's.
        for file in files_beside(path):
            file.unlink(missing_ok=True)
        draft.replace(path)
    sync_folder(path.parent)
