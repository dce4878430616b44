"""Addresses: of records, whose ids may hold anything, and of searches, which are to be read."""

from collections.abc import Mapping
from typing import Any, Final

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


_RESERVED: Final = {
    code: f"%{code:02X}" for code in (*range(0x20), *map(ord, '"#%&+<=>?[\\]^`{|}'), 0x7F)
} | {ord(" "): "+"}
"""What may not stand in a query as it is. Letters of every script may, in an IRI (RFC 3987)."""


def query(arguments: Mapping[str, Any]) -> str:
    """The query part of an address, `?` and all; lists give their name several times.

    Letters stand as they are: a third of the length of %D9%83, and one can read
    them. A page has hundreds of these, and this is ten times as fast as to quote
    them one by one.
    """
    pairs = [
        f"{name}={str(one).translate(_RESERVED)}"
        for name, value in arguments.items()
        for one in (value if isinstance(value, list | tuple) else (value,))
    ]
    return "?" + "&".join(pairs) if pairs else ""
