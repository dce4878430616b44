"""The pictures and files that a record names, each at an address of its own.

An address has the record and the file's place among its files, so that what can be asked for is
what records name, and nothing else that may lie in the folder.
"""

from typing import TYPE_CHECKING

from flask import Blueprint, Response

from ..request.addresses import RECORD_ID, asked_record
from ..response.media_answers import media_answer

if TYPE_CHECKING:
    from ...facade.archive import Archive


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these files to a blueprint."""

    @blueprint.get("/media/<int:number>")
    @blueprint.get(f"/media/<int:number>/<{RECORD_ID}:record_id>", merge_slashes=False)
    def media(number: int, record_id: str | None = None) -> Response:
        return media_answer(archive.media(archive.record(asked_record(record_id))), number)
