"""What an index knows of reprints, by the fingerprint that stands in its manifest."""

from typing import Literal, TypeAlias

from .parameters import fingerprint

ReprintsState: TypeAlias = Literal["known", "outdated", "unknown", "off"]
"""What an index knows of reprints: all, or only by the rules of another version, or nothing, since
nobody has looked for them yet or the settings do without. A sync mends the two in the middle."""


def state_of(found_by: str | None, wanted: bool) -> ReprintsState:
    """The state of reprints that were `found_by` parameters of this fingerprint, None for none."""
    if found_by == fingerprint():
        return "known"
    if not wanted:
        return "off"
    return "unknown" if found_by is None else "outdated"
