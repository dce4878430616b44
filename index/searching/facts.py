"""What an open index knows of reprints, or how to have it known."""

from typing import TYPE_CHECKING

from ...archive.errors import ReprintsOutdated, ReprintsUnknown
from ..reprints.reading import KnownReprints

if TYPE_CHECKING:
    from .open_index import OpenIndex


def facts_of(index: "OpenIndex") -> KnownReprints:
    """What is known of reprints; raise `ReprintsUnknown` that says how to have it known."""
    if index.reprints is not None:
        return index.reprints
    if index.manifest.reprints is None:
        raise ReprintsUnknown(
            "nobody has looked for reprints in this archive: take `reprints = false` out of its"
            " settings.toml, if it is there, and run `kashshaf sync`"
        )
    raise ReprintsOutdated(
        "the reprints of this archive were found by the rules of another version of Kashshaf: run"
        " `kashshaf sync`, which finds them anew"
    )
