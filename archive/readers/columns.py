"""Columns under Kashshaf's names, whatever a file calls them."""

from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from itertools import chain, count
from typing import Any

from ..errors import InputError
from ..fields import Fields, column_key
from ..missing import is_missing

_LAYOUTS = 256
"""How many sets of names are remembered; the objects of one file seldom have more."""


def check_mapped(mapped: Mapping[str, str], fields: Fields) -> None:
    """Raise `InputError` for a name that the archive does not have, on the left of `--map`."""
    for known, column in mapped.items():
        if known not in fields.columns:
            raise InputError(
                f"--map {known}={column}: there is no {known!r}; "
                f"the names are {', '.join(fields.columns)}"
            )


class Columns:
    """The columns of one document, with those that the user mapped (known name → column)."""

    def __init__(self, mapped: Mapping[str, str], fields: Fields) -> None:
        self._asked = mapped
        self._known = fields.by_column
        self._names = fields.columns
        self._mapped = {column_key(column): known for known, column in mapped.items()}
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
                fields[_numbered(name, fields, self._names)] = value
        return fields

    def known(self, names: Iterable[str]) -> set[str]:
        """Kashshaf's names for those of `names` that it knows."""
        return {known for _, known in self._ranked(names)}

    def complaint(self) -> str | None:
        """What to say of mapped columns that none of the rows had; None if there is nothing."""
        met = set(map(column_key, self._met))
        unmet = [
            f"{known}={name}" for known, name in self._asked.items() if column_key(name) not in met
        ]
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
            key = column_key(name)
            if key in self._mapped:
                ranked.append((-1, name, self._mapped[key]))
            elif key in self._known:
                field, rank = self._known[key]
                ranked.append((rank, name, field.column))
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
