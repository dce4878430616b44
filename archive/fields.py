"""The fields of a record."""

from typing import Literal

from .dates import PartialDate
from .record import UNKNOWN, Record

Language = Literal["ar", "en"]

UNKNOWN_VALUE = ""
"""The value that stands for "not stated" in every facet."""

FACETS = ("source", "platform", "mentions", "agency", "author", "tag", "month", "day")
SHOWN = ("source", "platform", "mentions", "agency", "author", "tag", "date")


def facet_values(record: Record) -> dict[str, tuple[str, ...]]:
    """The values that a record has of each facet; unknown ones are left out.

    A date of a year alone counts as itself under months, and so on, so that every
    dated record is counted once whatever the unit.
    """
    values = {
        "source": (record.source,) if record.source else (),
        "platform": (record.platform,) if record.platform != UNKNOWN else (),
        "mentions": record.mentions,
        "agency": record.agencies,
        "author": (record.author,) if record.author else (),
        "tag": record.tags,
    }
    published = record.published
    if published is not None and published.year is not None:
        edtf = str(published)
        values |= {"month": (edtf[:7],), "day": (edtf,)}
    return {facet: of_facet for facet, of_facet in values.items() if of_facet}


def days(published: PartialDate | None) -> tuple[int, int]:
    """The first and last day that a date can mean, as ordinals; zeros where its year is unknown."""
    if published is None or published.first is None or published.last is None:
        return 0, 0
    return published.first.toordinal(), published.last.toordinal()
