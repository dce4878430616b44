"""A record as one cites it: APA (7th), Chicago (17th, bibliography), MLA (9th) and Arabic usage.

Sources: apastyle.apa.org ("Newspaper article references", "Social media"),
chicagomanualofstyle.org ("News or magazine article", "Social media content"),
style.mla.org ("Works cited: a quick guide"); and for Arabic what the Arab
Center for Research and Policy Studies asks of its authors: author, title in
guillemets, newspaper, date, then the address and when it was looked at.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from ..archive.dates import PartialDate
from ..archive.record import Record
from ..index.results import Language
from ..index.wording import MONTHS, date_in_words

_OPENING = 20
"""Words of a post without a title that stand for it, as APA has them."""


class Piece(NamedTuple):
    """A stretch of a citation, in italics or not."""

    text: str
    italic: bool = False


Citation = tuple[Piece, ...]


def citations(record: Record, url: str, today: dt.date) -> list[tuple[str, Citation]]:
    """The citation in each style under its name; `url` is where the record can be found."""
    styles = (("APA", _apa), ("Chicago", _chicago), ("MLA", _mla), ("عربي", _arabic))
    seen = PartialDate(today.year, today.month, today.day)
    return [(name, tuple(cite(record, url, seen))) for name, cite in styles]


def _apa(record: Record, url: str, seen: PartialDate) -> Iterator[Piece]:
    dated = _apa_date(record.published)
    author = record.author or record.source
    if author:
        yield Piece(f"{_ended(author)} ({dated}). ")
    yield Piece(_ended(_title(record)), italic=True)
    yield Piece(" ")
    if not author:
        yield Piece(f"({dated}). ")
    if record.source and record.author:
        yield Piece(_ended(record.source), italic=True)
        yield Piece(" ")
    yield Piece(url)


def _chicago(record: Record, url: str, seen: PartialDate) -> Iterator[Piece]:
    if record.author:
        yield Piece(f"{_ended(record.author)} ")
    yield Piece(f"“{_ended(_title(record))}” ")
    if record.source:
        yield Piece(record.source, italic=True)
        yield Piece(", ")
    yield Piece(f"{_american_date(record.published) or 'n.d.'}. {url}.")


def _mla(record: Record, url: str, seen: PartialDate) -> Iterator[Piece]:
    if record.author:
        yield Piece(f"{_ended(record.author)} ")
    yield Piece(f"“{_ended(_title(record))}” ")
    if record.source:
        yield Piece(record.source, italic=True)
        yield Piece(", ")
    if dated := _mla_date(record.published):
        yield Piece(f"{dated}, ")
    yield Piece(f"{url}. Accessed {_mla_date(seen)}.")


def _arabic(record: Record, url: str, seen: PartialDate) -> Iterator[Piece]:
    if record.author:
        yield Piece(f"{record.author}، ")
    yield Piece(f"«{_title(record)}»، ")
    if record.source:
        yield Piece(record.source, italic=True)
        yield Piece("، ")
    dated = record.published and record.published.year
    yield Piece(f"{_in_words(record.published, 'ar') if dated else 'د.ت.'}، ")
    yield Piece(f"شوهد في {_in_words(seen, 'ar')}، في: {url}")


def _title(record: Record) -> str:
    """The title; of what has none, its first words."""
    if record.title.strip():
        return " ".join(record.title.split())
    words = record.text.split()
    return " ".join(words[:_OPENING]) + ("…" if len(words) > _OPENING else "")


def _ended(text: str) -> str:
    """With a full stop, unless it ends in a sign that closes as well."""
    return text if text.endswith((".", "!", "?", "؟", "…")) else f"{text}."


def _apa_date(date: PartialDate | None) -> str:
    """2014, December 18."""
    if date is None or date.year is None:
        return "n.d."
    if date.month is None:
        return str(date.year)
    month = MONTHS["en"][date.month - 1]
    return f"{date.year}, {month} {date.day}" if date.day else f"{date.year}, {month}"


def _american_date(date: PartialDate | None) -> str:
    """December 18, 2014; nothing where the year is not known."""
    if date is None or date.year is None:
        return ""
    if date.month and date.day:
        return f"{MONTHS['en'][date.month - 1]} {date.day}, {date.year}"
    return date_in_words(date, "en")


def _mla_date(date: PartialDate | None) -> str:
    """18 Dec. 2014: MLA shortens months of five letters and more."""
    if date is None or date.year is None:
        return ""
    name = MONTHS["en"][date.month - 1] if date.month else ""
    short = name if len(name) < 5 else f"{'Sept' if name == 'September' else name[:3]}."
    return " ".join(str(part) for part in (date.day, short, date.year) if part)


def _in_words(date: PartialDate | None, language: Language) -> str:
    return date_in_words(date, language) if date else ""


def meta_tags(record: Record, url: str) -> list[tuple[str, str]]:
    """What Zotero and Google Scholar read of a page: Highwire's names, and Dublin Core's."""
    dated = record.published if record.published and record.published.year else None
    values = [
        ("citation_title", _title(record)),
        ("citation_author", record.author),
        ("citation_journal_title", record.source),
        ("citation_publication_date", str(dated).replace("-", "/") if dated else None),
        ("citation_language", record.language),
        ("citation_public_url", url),
        ("DC.title", _title(record)),
        ("DC.creator", record.author),
        ("DC.publisher", record.source),
        ("DC.date", str(dated) if dated else None),
        ("DC.language", record.language),
        ("DC.identifier", url),
        ("DC.type", "Text"),
    ]
    return [(name, value) for name, value in values if value]
