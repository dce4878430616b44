"""Readers' lists on the server: only where it is known who reads."""

from typing import TYPE_CHECKING

from .options import Options, ServingError

if TYPE_CHECKING:
    from ..facade.stored import StoredArchive


def prepare_lists(archive: "StoredArchive", options: Options) -> None:
    """Make ready where an archive that keeps readers' lists is to have them.

    Raises `ServingError` where nobody is asked for a name, and `StoreError` where they cannot be
    kept in its folder.
    """
    if archive.collections is None:
        return
    if options.auth is None:
        raise ServingError(
            f"the settings of {archive.folder} keep readers' lists on the server, and nothing asks"
            " who reads: give --auth FILE, or take on_server = true out of [collections]"
        )
    archive.collections.prepare()
