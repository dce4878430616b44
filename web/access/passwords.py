"""A file of names and the hashes of their passwords, one `name:hash` a line.

It is what `htpasswd` writes for web servers. `kashshaf password` adds scrypt hashes,
Werkzeug's; its PBKDF2 is read too, and bcrypt (`htpasswd -B`, Caddy) where the package
bcrypt is. What MD5 or SHA-1 made is refused: such hashes are guessed in no time.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from werkzeug.security import check_password_hash, generate_password_hash

from ...archive.errors import KashshafError
from ...archive.secret_files import write_secret

_WERKZEUG: Final = re.compile(r"(scrypt:\d+:\d+:\d+|pbkdf2:\w+:\d+)\$[^$]+\$[0-9a-f]+")
_BCRYPT: Final = re.compile(r"\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}")

SHORTEST: Final = 12
"""Characters that a password has at least, as OWASP's standard (2.1.1) asks."""

LONGEST: Final = 1024
"""Characters of a password that are looked at."""

_State = tuple[int, int, int]


class PasswordsError(KashshafError):
    """The file of passwords cannot be used."""


class Passwords:
    """The names in a file and their hashes; a changed file counts from the next look on."""

    def __init__(self, file: Path) -> None:
        """Read the file; raise `PasswordsError` where it cannot be, or has a line that is wrong."""
        self._file = file
        self._read: tuple[_State, Mapping[str, str]] | None = None
        self.hashes()

    def hashes(self) -> Mapping[str, str]:
        """The hash of each name; raise `PasswordsError` where the file can no longer be used."""
        try:
            found = self._file.stat()
            state = (found.st_mtime_ns, found.st_size, found.st_ino)
            if self._read is None or self._read[0] != state:
                self._read = state, dict(_entries(self._file))
        except OSError as error:
            raise _unusable(self._file, error.strerror or str(error)) from error
        return self._read[1]


def is_right(password: str, hashed: str) -> bool:
    """Whether a password has this hash: a tenth of a second of work, by intent."""
    # To scrypt, a password with NULs behind it is the same.
    if len(password) > LONGEST or "\0" in password:
        return False
    if _BCRYPT.fullmatch(hashed):
        from bcrypt import checkpw

        # No more of it has ever counted for bcrypt, which now refuses it.
        return checkpw(password.encode("utf-8", "replace")[:72], hashed.encode())
    return check_password_hash(hashed, password)


def same_letters(text: str) -> str:
    """The one way to write a text: keyboards differ in how they join marks to letters."""
    return unicodedata.normalize("NFC", text)


def set_password(file: Path, name: str, password: str) -> bool:
    """Give a name this password in a file, which is made if need be; whether the name is new.

    Only who owns a new file may read it; one that is there keeps its mode, and is replaced as a
    whole. Raises `PasswordsError` for a name that a line cannot hold, and for a wrong file.
    """
    name = same_letters(name)
    if not name or ":" in name or name != name.strip() or not name.isprintable() or name[0] == "#":
        raise PasswordsError(
            f"“{name}” can be no name: it may not be empty, begin with #, or have a colon,"
            " a line break or spaces at its ends"
        )
    if not SHORTEST <= len(password) <= LONGEST or "\0" in password:
        raise PasswordsError(
            f"a password has {SHORTEST} to {LONGEST:,} characters, and no NUL among them:"
            " take a few words that nobody would guess"
        )
    line = f"{name}:{generate_password_hash(same_letters(password))}"
    try:
        # Before anything is replaced, the file is what it says it is.
        known = dict(_entries(file)) if file.exists() else {}
        lines = file.read_text("utf-8").splitlines() if known else []
        kept = [one for one in lines if same_letters(one.partition(":")[0].strip()) != name]
        write_secret(file, "".join(f"{one}\n" for one in (*kept, line)))
    except OSError as error:
        raise _unusable(file, error.strerror or str(error)) from error
    return name not in known


def _entries(file: Path) -> Iterator[tuple[str, str]]:
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unusable(file, "it is not UTF-8 text") from error
    found = False
    for at, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, _, hashed = line.strip().partition(":")
        # A line must not be told whole: it may be a password that someone wrote there.
        if fault := _fault(name, hashed):
            raise _unusable(file, f"line {at} {fault}")
        found = True
        yield same_letters(name), hashed
    if not found:
        raise _unusable(file, f"it has no names; add one: kashshaf password NAME --auth {file}")


def _fault(name: str, hashed: str) -> str | None:
    """What is wrong with an entry."""
    again = "make it anew with `kashshaf password`"
    if not name or not hashed:
        return f"is not of the form name:hash; {again}"
    if _BCRYPT.fullmatch(hashed):
        try:
            import bcrypt  # noqa: F401
        except ImportError:
            return "has a bcrypt hash: pip install 'kashshaf[htpasswd]' to read it"
        return None
    if not _WERKZEUG.fullmatch(hashed):
        return f"has no hash of scrypt, PBKDF2 or bcrypt; {again}"
    return None


def _unusable(file: Path, why: str) -> PasswordsError:
    return PasswordsError(f"the passwords in {file} cannot be used: {why}")
