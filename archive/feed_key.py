"""The secret part of the addresses of a private archive's feeds.

Programs that read feeds keep no login; an address that nobody can guess is theirs. It is made of
a random key in the archive's folder, which nobody else may read. A new key ends all addresses
that were given away.
"""

import hmac
import secrets
from pathlib import Path
from typing import Final

from .errors import ArchiveError
from .secret_files import write_secret

KEY_FILE: Final = "feed.key"
_BYTES: Final = 32


def feed_key(folder: Path) -> str:
    """The secret in the addresses: 32 letters and digits; the key is made if there is none.

    Raises `ArchiveError` where it can be neither read nor made.
    """
    file = folder / KEY_FILE
    try:
        key = bytes.fromhex(file.read_text("ascii"))
    except FileNotFoundError:
        return renew_feed_key(folder)
    except (OSError, ValueError) as error:
        raise ArchiveError(
            f"the key of the feeds, {file}, cannot be read: give its owner back to the one who"
            " serves the archive, or make another with `kashshaf feed --renew`"
        ) from error
    return _secret(key)


def renew_feed_key(folder: Path) -> str:
    """Make a new key, and give the secret in the addresses from now on."""
    key = secrets.token_bytes(_BYTES)
    try:
        write_secret(folder / KEY_FILE, key.hex())
    except OSError as error:
        raise ArchiveError(
            f"the key of the feeds cannot be written to {folder}: {error.strerror}; run"
            " `kashshaf feed` as one who may write there"
        ) from error
    return _secret(key)


def _secret(key: bytes) -> str:
    """What the key gives away of itself: not enough to make anything else of it."""
    return hmac.digest(key, b"kashshaf feeds", "sha256").hex()[:32]
