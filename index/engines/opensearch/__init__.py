"""The engine for archives that outgrow one machine: an index kept by an OpenSearch cluster.

The server is handed finished tokens and splits them at spaces, no more
(`schema.py`). What is on disk here is the name of the index there, so that
the generations say which index is in use, as with every engine.
"""

from collections.abc import Mapping

from ....archive.errors import SettingsError
from ..base import EngineKind, Schema
from .settings import ServerSettings


def kind(settings: Mapping[str, object], schema: Schema) -> EngineKind:
    """The engine, for the server that the archive's settings and the environment name."""
    try:
        from .engine import OpenSearchKind
    except ModuleNotFoundError as error:
        if error.name != "opensearchpy":
            raise
        raise SettingsError(
            "the engine opensearch needs its client, which is not installed:"
            ' pip install "kashshaf[opensearch]"'
        ) from None
    return OpenSearchKind(ServerSettings.read(settings), schema)
