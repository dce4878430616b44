"""What a record is called in a list, or above its text beside another."""

from typing import Final

from ....archive.record import Record
from ....archive.writers.texts import opening
from ...language.wording import no_text

_LONGEST: Final = 250
"""Letters of a title: some files have a whole text there, and pages would be filled with it."""


def headline(record: Record) -> str:
    """Its title, cut where it is very long; without one, its first words."""
    return opening(record.title, _LONGEST) or opening(record.text) or no_text()
