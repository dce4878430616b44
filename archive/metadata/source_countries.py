"""Which country each source is of, as the tables of sources and agencies say."""

from collections.abc import Mapping
from typing import Any

from ...arabic.names import fold_name
from .authority_tables import entries


def source_countries(extra: Mapping[str, Any]) -> dict[str, str]:
    """The country's code by the name that records have for a source.

    `extra` are the tables of an archive's settings. A source that these rename keeps its
    country unless they state another. Raises `SettingsError` that names the wrong key.
    """
    agencies, sources = entries("agencies", extra), entries("sources", extra)
    named = [*agencies.items(), *sources.items()]  # a source's country before an agency's
    stated = {name: entry.country for name, entry in named if entry.country}
    if not extra:  # nothing renames the sources of our own tables
        return stated
    today = {fold_name(other): name for name, entry in named for other in entry.spellings}
    return {today.get(fold_name(name), name): code for name, code in stated.items()} | stated
