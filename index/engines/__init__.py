"""Engines: each translates plans for one search library. See `base.py`."""

from collections.abc import Mapping
from typing import Any, Final

from ...archive.errors import SettingsError
from ...archive.extensions import Extensions
from .base import EngineKind, Schema

ENGINES: Final = Extensions(
    "kashshaf.engines",
    {name: f"kashshaf.index.engines.{name}:kind" for name in ("whoosh", "tantivy", "opensearch")},
)
"""What makes each engine: called with the archive's settings for it, and the schema."""


def check_name(name: str) -> None:
    """Raise `SettingsError` listing the engines there are if this is none of them."""
    if name not in ENGINES:
        raise SettingsError(f"there is no engine “{name}”; use one of: {', '.join(ENGINES)}")


def engine_kind(
    name: str, schema: Schema, settings: Mapping[str, Mapping[str, Any]] | None = None
) -> EngineKind:
    """The engine of this name, with what an archive's settings say under each engine's name.

    Raises `SettingsError` listing the engines there are, for settings that an engine
    does not take, and where the library that it stands on is not installed.
    """
    check_name(name)
    for heading in settings or {}:
        if heading not in ENGINES:
            raise SettingsError(
                f"settings.toml has [engines.{heading}]; the engines are {', '.join(ENGINES)}"
            )
    try:
        kind: EngineKind = ENGINES[name]((settings or {}).get(name, {}), schema)
    except ModuleNotFoundError as error:
        if error.name != "tantivy":
            raise
        raise SettingsError(
            f"the engine {name} needs the library tantivy, which is not installed and which there"
            " is not for Windows on ARM: use another engine, or `pip install tantivy` elsewhere"
        ) from None
    return kind
