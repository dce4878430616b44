"""What Zotero exports of a library, in the forms that are its own."""

from .reader import ZOTERO

__all__ = ["ZOTERO"]
