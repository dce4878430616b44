"""Editions in TEI XML."""

from .reader import TEI

__all__ = ["TEI"]
