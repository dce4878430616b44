"""Addresses of records: an id may hold slashes, Arabic, or anything else."""

from typing import Final

from flask.blueprints import BlueprintSetupState
from werkzeug.routing import PathConverter

RECORD_ID: Final = "kashshaf_record_id"
"""The name of the converter in a rule; long, since the host application shares the list."""


class RecordId(PathConverter):
    """Whatever the rest of the path is; a plain path may not begin with a slash.

    Its rules need `merge_slashes=False`, or `a//b` would be sent to `a/b`.
    """

    regex = ".+"
    part_isolating = False


def teach_record_ids(setup: BlueprintSetupState) -> None:
    """Make the converter known to the application that the blueprint is mounted in."""
    setup.app.url_map.converters[RECORD_ID] = RecordId
