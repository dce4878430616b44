"""The facts about a record, as its page lists them."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ....archive.duplicates import ALSO_AT, address_of, duplicates_of
from ....archive.field_values import text_of, values_of
from ....archive.fields import Field, column_key
from ....archive.media import MEDIA, media_of
from ....archive.metadata.naming import Naming
from ....archive.record import Record
from ....archive.writers.citation_text import Citation
from ....archive.writers.citations import STYLES, Style, cite
from ....archive.writers.meta_tags import meta_tags
from ....archive.writers.texts import followable
from ...language.wording import facet_title, value_label
from ...request.state import SearchState

Fact = tuple[str, list[tuple[str, SearchState]]]
"""What is known of the record, and for each value the search for more like it."""


@dataclass(frozen=True, slots=True)
class RecordDetails:
    """What stands beside a record's text; `link` is the original, where a browser may follow it.

    `also_at` has the other addresses, each with its link.
    """

    facts: list[Fact]
    link: str | None
    also_at: list[tuple[str, str | None]]
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
        also_at=[
            (address_of(one), followable(one.get("url"))) for one in duplicates_of(record.extra)
        ],
        meta=meta_tags(record, address, authorities),
        citations=citations_of(record, naming, address),
        file=record.provenance.file_name if record.provenance else "",
        extra=_other_columns(record, naming),
    )


def citations_of(record: Record, naming: Naming, address: str) -> list[tuple[Style, Citation]]:
    """The record cited in each style; `address` is that of its page here."""
    today = dt.date.today()
    return [(style, cite(record, style, address, today, naming.authorities)) for style in STYLES]


def _values(field: Field, record: Record, naming: Naming) -> list[tuple[str, SearchState]]:
    """What the record states of a field, each value with the search for more like it."""
    return [
        (value_label(naming, field.key, value), _more_like_it(field, value))
        for value in map(str, values_of(field, naming.fields)(record))
        if field.kind != "date" or not value.startswith("XXXX")
    ]


def _more_like_it(field: Field, value: str) -> SearchState:
    """All with this value; of a date all of its year."""
    if field.kind == "name":
        return SearchState().limited({field.key: (value,)})
    return SearchState().within(field, value[:4] if field.kind == "date" else value)


def _other_columns(record: Record, naming: Naming) -> dict[str, str]:
    """The columns of the file that no field shows: those of its own that can be read do."""
    shown = {
        column_key(column)
        for field in naming.fields.own
        if (text_of(field) if field.kind == "text" else values_of(field, naming.fields))(record)
        for column in field.columns
    }
    if duplicates_of(record.extra):
        shown.add(column_key(ALSO_AT))
    if media_of(record.extra):
        shown.add(column_key(MEDIA))
    return {
        name: _readable(value)
        for name, value in record.extra.items()
        if column_key(name) not in shown
    }


def _readable(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
