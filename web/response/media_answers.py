"""Files of strangers as answers: a picture is shown, all else is handed over to be kept.

What a file is counts by its first bytes, and not by its name. A browser runs nothing in it.

An address has the record and the file's place among its files, so that what can be asked for is
what records name, and nothing else that may lie in the folder.
"""

from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, send_file
from werkzeug.exceptions import NotFound

from ...archive.media_files import MediaFile
from ..request.addresses import RECORD_ID, asked_record
from .headers import POLICY_HEADER

if TYPE_CHECKING:
    from ...facade.archive import Archive

_NEUTRAL: Final = "application/octet-stream"
_LONGEST_NAME: Final = 150
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""The style is a browser's own: it centres a picture that is opened alone by one."""


def add_media(blueprint: Blueprint, archive: "Archive") -> None:
    """Add the files that records name to the pages, or to the API."""

    @blueprint.get("/media/<int:number>")
    @blueprint.get(f"/media/<int:number>/<{RECORD_ID}:record_id>", merge_slashes=False)
    def media(number: int, record_id: str | None = None) -> Response:
        return _answer(archive.media_file(archive.record(asked_record(record_id)), number))


def _answer(found: MediaFile | None) -> Response:
    """The file, or the part of it that is asked for; raise `NotFound` without one.

    Whoever has it already is told so by its ETag and its day.
    """
    if found is None or found.path is None:
        raise NotFound
    try:
        answer = send_file(
            found.path,
            mimetype=found.picture.media_type if found.picture else _NEUTRAL,
            as_attachment=not found.picture,
            download_name=_download_name(found),
        )
    except OSError as error:  # it has gone in this moment, or may not be read
        raise NotFound from error
    answer.headers[POLICY_HEADER] = _POLICY
    return answer


def _download_name(file: MediaFile) -> str:
    """The file's own name, to its end, without what breaks a header or turns letters round."""
    plain = "".join(letter for letter in file.base_name if letter.isprintable())
    return plain[-_LONGEST_NAME:].strip() or str(file.number)
