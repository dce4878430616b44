"""Files of secrets: none but their owner may read them, and a new one takes the old one's place."""

import os
import shutil
import tempfile
from pathlib import Path


def write_secret(file: Path, text: str) -> None:
    """Write a file as a whole or not at all; one that is there keeps its owner and its mode.

    Raises `OSError` where it cannot be written.
    """
    file = file.resolve()  # a link goes on leading to the file
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # mode 0600
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as written:
            written.write(text)
            written.flush()
            os.fsync(written.fileno())
        if file.exists():
            _take_after(file, draft)
        draft.replace(file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _take_after(file: Path, draft: Path) -> None:
    before, now = file.stat(), draft.stat()
    if (before.st_uid, before.st_gid) != (now.st_uid, now.st_gid):
        shutil.chown(draft, before.st_uid, before.st_gid)
    draft.chmod(before.st_mode & 0o777)
