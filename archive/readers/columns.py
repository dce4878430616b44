"""Columns under Kashshaf's names, whatever a file calls them."""

import tomllib
from collections.abc import Container, Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, count
from typing import Any

from ...arabic.names import fold_name
from ..errors import InputError
from ..missing import is_missing

_LAYOUTS = 256
"""How many sets of names are remembered; the objects of one file seldom have more."""


@cache
def _names() -> dict[str, tuple[str, int]]:
    """Folded column name → Kashshaf's name and the preference among its spellings, 0 first."""
    table = tomllib.loads(files(__package__).joinpath("columns.toml").read_text(encoding="utf-8"))
    return {
        _key(name): (known, rank)
        for known, spellings in table.items()
        for rank, name in enumerate(spellings)
    }


@cache
def known_names() -> tuple[str, ...]:
    """Kashshaf's own names, in the order in which people are told of them."""
    return tuple(dict.fromkeys(known for known, _ in _names().values()))


def _key(name: str) -> str:
    """A column name without what spellings of it differ in: case, marks, hamza, separators."""
    return fold_name(name).replace(" ", "") or name


def check_mapped(mapped: Mapping[str, str]) -> None:
    """Raise `InputError` for a name that Kashshaf does not have, on the left of `--map`."""
    for known, column in mapped.items():
        if known not in known_names():
            raise InputError(
                f"--map {known}={column}: there is no {known!r}; "
                f"the names are {', '.join(known_names())}"
            )


class Columns:
    """The columns of one document, with those that the user mapped (known name → column)."""

    def __init__(self, mapped: Mapping[str, str]) -> None:
        self._asked = mapped
        self._mapped = {_key(column): known for known, column in mapped.items()}
        self._met: dict[str, None] = {}
        self._candidates = lru_cache(_LAYOUTS)(self._meet)

    def arrange(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row under Kashshaf's names where they are known, else under its own.

        Of several columns that mean the same, the most preferred that is not
        empty takes the name; the others keep theirs, numbered if it is taken.
        """
        winners: dict[str, str] = {}
        for name, known in self._candidates(tuple(row)):
            if known not in winners or (is_empty(row[winners[known]]) and not is_empty(row[name])):
                winners[known] = name
        fields = {known: row[name] for known, name in winners.items()}
        placed = set(winners.values())
        for name, value in row.items():
            if name not in placed:
                fields[_numbered(name, fields, known_names())] = value
        return fields

    def known(self, names: Iterable[str]) -> set[str]:
        """Kashshaf's names for those of `names` that it knows."""
        return {known for _, known in self._ranked(names)}

    def complaint(self) -> str | None:
        """What to say of mapped columns that none of the rows had; None if there is nothing."""
        met = set(map(_key, self._met))
        unmet = [f"{known}={name}" for known, name in self._asked.items() if _key(name) not in met]
        if not met or not unmet:
            return None
        return f"has no column for --map {', '.join(unmet)}; its columns are {', '.join(self._met)}"

    def _meet(self, names: tuple[str, ...]) -> list[tuple[str, str]]:
        self._met |= dict.fromkeys(names)
        return self._ranked(names)

    def _ranked(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """The columns that have a known name, with it, the preferred first."""
        ranked = []
        for name in names:
            key = _key(name)
            if key in self._mapped:
                ranked.append((-1, name, self._mapped[key]))
            elif key in _names():
                known, rank = _names()[key]
                ranked.append((rank, name, known))
        return [(name, known) for _, name, known in sorted(ranked)]


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: None, NaN, blank text, an empty list."""
    if isinstance(value, str):
        return not value.strip()
    return is_missing(value) or (isinstance(value, list | dict) and not value)


def unique(names: Iterable[str]) -> list[str]:
    """The names of a header: repeated ones numbered, blank ones named by their place."""
    taken: dict[str, None] = {}
    for place, name in enumerate(names, 1):
        taken[_numbered(name.strip() or f"column {place}", taken)] = None
    return list(taken)


def _numbered(name: str, *taken: Container[str]) -> str:
    """The name, or the first of `name (2)`, `name (3)` … that is in none of `taken`."""
    candidates = chain([name], (f"{name} ({n})" for n in count(2)))
    return next(free for free in candidates if not any(free in names for names in taken))
