"""Engines: each translates plans for one search library. See `base.py`."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from ...archive.errors import SettingsError
from .base import EngineKind

_HOMES = {"whoosh": ".whoosh", "tantivy": ".tantivy", "opensearch": ".opensearch"}
"""The module that holds each engine, imported when it is asked for."""

NAMES = tuple(_HOMES)


def check_name(name: str) -> None:
    """Raise `SettingsError` listing the engines there are if this is none of them."""
    if name not in _HOMES:
        raise SettingsError(f"there is no engine “{name}”; use one of: {', '.join(_HOMES)}")


def engine_kind(name: str, settings: Mapping[str, Mapping[str, Any]] | None = None) -> EngineKind:
    """The engine of this name, with what an archive's settings say under each engine's name.

    Raises `SettingsError` listing the engines there are, or for settings that an
    engine does not take.
    """
    check_name(name)
    for heading in settings or {}:
        if heading not in _HOMES:
            raise SettingsError(
                f"settings.toml has [engines.{heading}]; the engines are {', '.join(_HOMES)}"
            )
    home = import_module(_HOMES[name], __name__)
    kind: EngineKind = home.kind((settings or {}).get(name, {}))
    return kind
