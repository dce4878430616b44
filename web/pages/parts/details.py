"""The facts about a record, as its page lists them."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Any

from ....archive.dates import PartialDate
from ....archive.field_values import values_of
from ....archive.fields import Field
from ....archive.metadata.naming import Naming
from ....archive.record import Provenance, Record
from ....archive.writers.citation_text import Citation
from ....archive.writers.citations import STYLES, Style, cite
from ....archive.writers.meta_tags import meta_tags
from ....archive.writers.texts import followable
from ...language.wording import date_in_words, facet_title, value_label
from ...request.state import SearchState

Fact = tuple[str, list[tuple[str, SearchState]]]
"""What is known of the record, and for each value the search for more like it."""


@dataclass(frozen=True, slots=True)
class RecordDetails:
    """What stands beside a record's text; `link` is the original, where a browser may follow it."""

    facts: list[Fact]
    link: str | None
    file: str
    extra: Mapping[str, str]
    meta: list[tuple[str, str]]
    citations: list[tuple[Style, Citation]]


def record_details(record: Record, naming: Naming, address: str) -> RecordDetails:
    """The facts about a record that are known; `address` is that of its page here."""
    authorities = naming.authorities
    facts = [(facet_title(field), _values(field, record, naming)) for field in naming.fields.facets]
    return RecordDetails(
        facts=[fact for fact in facts if fact[1]],
        link=followable(record.url),
        meta=meta_tags(record, address, authorities),
        citations=[
            (style, cite(record, style, address, dt.date.today(), authorities)) for style in STYLES
        ],
        file=file_name(record.provenance) if record.provenance else "",
        extra={name: _readable(value) for name, value in record.extra.items()},
    )


def file_name(provenance: Provenance) -> str:
    """The name of the file that a record came in; the server's folders are nobody's business."""
    # It may have been read on Windows: this knows both kinds of slash.
    return PureWindowsPath(provenance.file).name


def _values(field: Field, record: Record, naming: Naming) -> list[tuple[str, SearchState]]:
    """What the record states of a field, each value with the search for more like it."""
    if not field.is_own and field.kind == "date":
        return _year(record.published)
    return [
        (value_label(naming, field.key, value), SearchState().limited({field.key: (value,)}))
        for value in values_of(field)(record)
    ]


def _year(date: PartialDate | None) -> list[tuple[str, SearchState]]:
    """The date in words, leading to all of its year; no facts where there is no year."""
    if date is None or date.year is None:
        return []
    return [(date_in_words(date), SearchState().within(PartialDate(date.year)))]


def _readable(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
