"""Static files at addresses that tell what is in them, so that they may be kept for ever."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from flask import Response, request

FILES: Final = Path(__file__).parents[1] / "static"
_FOR_EVER: Final = "public, max-age=31536000, immutable"


@cache
def fingerprint(filename: str) -> str:
    """What stands in the address of one of our files, and is another when the file is."""
    return hashlib.sha256((FILES / filename).read_bytes()).hexdigest()[:12]


def keep_static(response: Response) -> Response:
    """Let a file be kept for ever under its fingerprint, and under its name be asked for anew."""
    etag, _ = response.get_etag()
    if request.endpoint != f"{request.blueprint}.static" or etag is None:
        return response
    filename = (request.view_args or {})["filename"]
    known = request.args.get("v") == fingerprint(filename)
    response.headers["Cache-Control"] = _FOR_EVER if known else "no-cache"
    response.headers.pop("Expires", None)
    response.set_etag(etag, weak=True)  # it may be compressed, in one way or another
    return response
