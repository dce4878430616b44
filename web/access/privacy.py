"""A private archive: nothing of it is for search engines or shared caches, and feeds are secret."""

import hmac
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Flask, Response

if TYPE_CHECKING:
    from ...facade.archive import Archive

_ROBOTS: Final = "noindex, nofollow, noarchive"


def keep_private(pages: Flask | Blueprint, archive: "Archive") -> None:
    """Have an application or a blueprint say of every answer that it is for its reader alone.

    Where the archive is private; else nothing is done. Raises `ArchiveError` where the key of
    its feeds can be neither read nor made.
    """
    if archive.private:
        archive.feed_key()
        pages.after_request(_withhold)


def _withhold(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = _ROBOTS
    response.cache_control.public = False
    response.cache_control.s_maxage = None
    response.cache_control.private = True
    return response


def feed_page(archive: "Archive") -> tuple[str, dict[str, str]]:
    """The name of the page that is the archive's feed, and what stands in its path."""
    return ("secret_feed", {"key": archive.feed_key()}) if archive.private else ("feed", {})


def has_feed_key(archive: "Archive", key: str) -> bool:
    """Whether this is the secret in the addresses of a private archive's feeds."""
    if not archive.private:
        return False
    return hmac.compare_digest(key.encode("utf-8", "replace"), archive.feed_key().encode())
