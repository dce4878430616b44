"""Files of strangers as answers: a picture is shown, all else is handed over to be kept.

What a file is counts by its first bytes, and not by its name. A browser runs nothing in it.
"""

from typing import Final

from flask import Response, send_file
from werkzeug.exceptions import NotFound

from ...archive.media_files import MediaFile
from .headers import POLICY_HEADER

_NEUTRAL: Final = "application/octet-stream"
_LONGEST_NAME: Final = 150
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""The style is a browser's own: it centres a picture that is opened alone by one."""


def media_answer(files: list[MediaFile], number: int) -> Response:
    """The file of this number, or the part of it that is asked for; raise `NotFound` without one.

    Whoever has it already is told so by its ETag and its day.
    """
    found = next((one for one in files if one.number == number and one.path), None)
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
