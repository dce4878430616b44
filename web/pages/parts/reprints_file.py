"""What is known of reprints among the records of a search, as a file that readers take away."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from flask import Response, request

from ....archive.writers import network
from ....archive.writers.data_files import CSV, JSON_LINES
from ....index.searching.story_files import Content, FileFormat
from ...request.parameters import Parameters
from ...request.state import SearchState
from ...request.succession import succession

if TYPE_CHECKING:
    from ....facade.archive import Archive

_MEDIA_TYPES: Final[Mapping[FileFormat, str]] = {
    "csv": CSV.media_type,
    "jsonl": JSON_LINES.media_type,
    "graphml": network.MEDIA_TYPE,
}


def reprints_file(archive: "Archive", content: Content, written: FileFormat) -> Response:
    """The file; what is wrong in the address is told, and nothing is sent."""
    parameters = Parameters(request.args)
    state = SearchState.read(parameters, archive.fields)
    asked = state.sought()
    if content == "stories":
        asked |= succession(parameters)
    parameters.check_all()
    pieces = archive.export_reprints(content, format=written, **asked)
    return Response(
        (piece.encode("utf-8", "replace") for piece in pieces),
        content_type=f"{_MEDIA_TYPES[written]}; charset=utf-8",
    )
