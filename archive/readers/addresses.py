"""Addresses as documents give them: whole, or from where the document stands."""

from urllib.parse import urljoin


def joined(base: str, address: str) -> str:
    """The whole address; as it is written where it is none (`http://example.c[o/`)."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address
