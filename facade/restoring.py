"""Which version of a record is brought back."""

from collections.abc import Sequence

from ..archive.errors import InputError
from ..archive.record import Record
from ..archive.storage.rows import Change


def version_to_restore(record_id: str, history: Sequence[Change], change: int | None) -> Record:
    """The version at this change; by default the last one before what the record is now.

    Raises `InputError` that names the versions that there are.
    """
    earlier = [one for one in history[:-1] if one.record is not None]
    if change is None and not earlier:
        raise InputError(f"the record {record_id!r} has no earlier version to restore")
    wanted = earlier[-1].change if change is None else change
    for one in history:
        if one.change == wanted and one.record is not None:
            return one.record
    versions = ", ".join(str(one.change) for one in history if one.record is not None)
    raise InputError(
        f"the record {record_id!r} has no version of the change {wanted}: there are {versions}"
    )
