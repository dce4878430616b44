"""Engines: each translates plans for one search library. See `base.py`."""

from importlib import import_module

from ...archive.errors import SettingsError
from .base import EngineKind

_HOMES = {"whoosh": ".whoosh"}
"""The module that holds each engine, imported when it is asked for."""


def engine_kind(name: str) -> EngineKind:
    """The engine of this name; raise `SettingsError` listing those there are."""
    if name not in _HOMES:
        raise SettingsError(f"there is no engine “{name}”; use one of: {', '.join(_HOMES)}")
    kind: EngineKind = import_module(_HOMES[name], __name__).KIND
    return kind
