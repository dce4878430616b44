"""Answers compressed on their way, where the client takes that."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, request
from flask_compress import Compress

_TEXTS: Final = (
    "application/atom+xml",
    "application/json",
    "application/opensearchdescription+xml",
    "application/xml",
    "image/svg+xml",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/plain",
)

_WAYS: Final = ("zstd", "br", "gzip")
"""In the order in which they are offered: the first takes a third of the time of the others."""


def compress_answers(app: Flask, media_types: Iterable[str] = ()) -> None:
    """Compress an application's texts, and what it sends of these media types, streams too.

    An answer in part is left as it is. Nothing in the pages is secret to who may read them, so
    that their length tells nobody anything.
    """
    for name, value in {
        "COMPRESS_MIMETYPES": [*_TEXTS, *media_types],
        "COMPRESS_ALGORITHM": _WAYS,
        "COMPRESS_ALGORITHM_STREAMING": _WAYS,
        "COMPRESS_EVALUATE_CONDITIONAL_REQUEST": False,  # the views have done so
        "COMPRESS_REGISTER": False,
    }.items():
        app.config.setdefault(name, value)
    compress = Compress(app)

    @app.after_request
    def compressed(response: Response) -> Response:
        # What Flask-Compress does not ask itself: a part of a file stays what it is, and a way
        # that the client refuses (`gzip;q=0`) is none.
        if response.status_code != HTTPStatus.OK:
            return response
        if not request.accept_encodings.best_match(_WAYS):
            response.vary.add("Accept-Encoding")
            return response
        if response.direct_passthrough:
            # A file is small, and closed only by what opened it.
            response.direct_passthrough = False
            response.make_sequence()
        # Whoever reads no further closes what is compressed, and with it what that is made of.
        if response.is_streamed and (close := getattr(response.response, "close", None)):
            response.call_on_close(close)
        return compress.after_request(response)
