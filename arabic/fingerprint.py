"""The fingerprint of the rules of Arabic, by which an index knows that others made it.

It is a hash of this package's own files, modules and tables alike, and of the versions
of what the rules stand on: pyarabic's letters, and the Unicode of
Python, which says what a letter, a mark and a lower case are. No text shows all that
the rules do, so what they are is hashed, not what they give: each change of a rule is
noticed. So is a change that is none, of a comment; a rebuild too many costs minutes,
one too few costs finds.

Left out on purpose:

    index/planning/tables   spellings, joins and broken plurals: they widen a query, and
                            an index of any age serves them
    archive/                its tables and dates make records, which the store keeps;
                            to read those anew takes an ingestion, not a rebuild
    index/engines/          each engine's version is in the manifest beside this
"""

import hashlib
import unicodedata
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

_LIBRARIES = ("pyarabic",)
_SUFFIXES = (".py", ".txt")


@cache
def fingerprint() -> str:
    """Sixteen hexadecimal digits for the rules as they are installed here."""
    return fingerprint_of(files(__package__))


def fingerprint_of(package: Traversable) -> str:
    """The same for the rules in a folder, a wheel or a zip: the same for the same text."""
    stated = [f"{name} {version(name)}" for name in _LIBRARIES]
    digest = hashlib.sha256("\n".join([*stated, unicodedata.unidata_version]).encode())
    for file in sorted(package.iterdir(), key=lambda file: file.name):
        if file.name.endswith(_SUFFIXES):
            # Git writes other line ends on Windows.
            content = file.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"\n{file.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]
