"""What RIS, BibTeX and CSL-JSON have in common: works as bibliographies state them."""

import re
from collections.abc import Mapping
from typing import Any

_BETWEEN_KEYWORDS = re.compile(r"[,;،؛\n]")


def work(fields: Mapping[str, Any], *, key: str, doi: str) -> dict[str, Any]:
    """A work's fields, with what it is known by and where it is.

    Its key is known only in the bibliography that has it, so it comes last.
    """
    address = fields.get("url") or (f"https://doi.org/{doi}" if doi else "")
    known = {**fields, "id": (f"doi:{doi}" if doi else "") or address or key, "url": address}
    return {name: value for name, value in known.items() if value}


def doi_of(stated: str) -> str:
    """A DOI without what may stand before it."""
    return re.sub(
        r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", stated.strip(), flags=re.I
    ).lower()


def turned(name: str) -> str:
    """A name as it is spoken, of one that stands with the surname first: حسن، ليلى."""
    last, comma, first = name.replace("،", ",").partition(",")
    turned_name = f"{first.strip()} {last.strip()}".strip()
    return name if not comma or "," in first else turned_name


def keywords(stated: str) -> list[str]:
    """The keywords of a list that is written as one text."""
    parts = map(str.strip, _BETWEEN_KEYWORDS.split(stated))
    return list(dict.fromkeys(filter(None, parts)))
