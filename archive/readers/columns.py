"""Columns under Kashshaf's names, whatever a file calls them."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias

from ..errors import InputError
from ..fields import BUILT_IN, Fields, column_key
from ..items import Arranged
from ..missing import is_missing
from ..nested import at, beside, first, is_html, is_of_mongodb, leaves, named, single
from ..unused_texts import has_prose

MOST_COLUMNS = 16_384
"""Of one item; what a spreadsheet holds."""

_Ranking: TypeAlias = list[tuple[str, str]]
"""The columns that are known, the preferred first, each with Kashshaf's name."""

_LAYOUTS = 256
"""How many sets of names are remembered; the objects of one file seldom have more."""

_WIDE = 256
"""Names of a set from which on only the last one is remembered: that of a table is each row's."""

_SINGLE = frozenset(field.column for field in BUILT_IN if field.columns and not field.several)
"""The fields that have one value."""

_TEXTS = ("title", "text")
_NAMES = frozenset(("source", "author", "tags"))
"""Fields of which each value may be an object with a name."""

_MARKUP = ("html", ".rendered")
"""What the names of columns of HTML end in."""

_MOST_WRAPPINGS = 3
"""Objects in one another that wrap what they hold."""

_MOST_TOLD = 20
"""Names of columns that a message tells."""


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
        self._later = fields.later_columns
        self._names = frozenset(fields.columns)
        self._mapped = {column_key(column): known for known, column in mapped.items()}
        self._unmet = dict(self._mapped)
        self._paths = {
            path: [column_key(name) for name in path.split(".")]
            for path in mapped.values()
            if "." in path
        }
        self._met: dict[str, None] = {}
        self._narrow = lru_cache(_LAYOUTS)(self._meet)
        self._wide = lru_cache(1)(self._meet)

    def arrange(self, row: Mapping[str, Any]) -> Arranged:
        """The row under Kashshaf's names where they are known, else under its own.

        Of several columns that mean the same, the most preferred that is not
        empty takes the name; the others keep theirs, numbered if it is taken.
        """
        if self._unmet:
            paths = (path for path, _ in leaves(row))
            self._met |= dict.fromkeys(islice(paths, _MOST_TOLD + 1 - len(self._met)))
        opened = self._opened(row)
        now, *earlier = self._rankings(tuple(opened))
        fields = self._placed(opened, now)
        alone = _alone(fields)
        alone |= _without_markup(fields, opened, now)
        if is_empty(fields.get("id")) and (earlier or alone or opened is not row):
            fields.earlier = tuple(
                self._placed(row, [pair for pair in ranking if pair[0] in row])
                for ranking in earlier or [now]
            )
        for name, value in alone.items():
            if rest := beside(fields[name]):
                fields[self._free(name, fields)] = rest
            fields[name] = value
        return fields

    def opened(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """The row, or with what stands in the one object in it that has all that it says.

        So databases, APIs and dumps wrap what they hold: `{"_index": …, "_source": {…}}`,
        `{"id": …, "attributes": {…}}`, `{"node": {…}}`.
        """
        for _ in range(_MOST_WRAPPINGS):
            name = next(iter(self._wrapped(row)), None)
            if name is None:
                return row
            inner = row[name]
            beside = {_copy(key, 1 + (key in inner)): row[key] for key in row if key != name}
            row = {**beside, **inner}
        return row

    def _wrapped(self, row: Mapping[str, Any]) -> list[str]:
        """The name of the object that is opened; none where the row has a text itself."""
        within = [name for name, value in row.items() if isinstance(value, dict)]
        if not within or self.says(row):
            return []
        if "_source" in within:
            return ["_source"]
        if has_prose(row):  # in a column that is not known, as will be said
            return []
        found = [name for name in within if "text" in self.known(row[name], later=False)]
        return found if len(found) == 1 else []

    def says(self, row: Mapping[str, Any]) -> bool:
        """Whether it has a title or a text, by the names of its columns."""
        texts = (row[name] for name, known in self._rankings(tuple(row))[0] if known in _TEXTS)
        return any(not is_empty(one) and not isinstance(first(single(one)), dict) for one in texts)

    def _opened(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """The row without what wraps it, and with what is mapped within values."""
        opened = self.opened(row)
        for path, names in self._paths.items():
            value = at(opened, names, column_key)
            if value is None and opened is not row:
                value = at(row, names, column_key)
            if path not in row and value is not None:
                opened = {**opened, path: single(first(value))}
        return opened

    def _placed(self, row: Mapping[str, Any], ranking: _Ranking) -> Arranged:
        winners: dict[str, str] = {}
        for name, known in ranking:
            if known not in winners or (is_empty(row[winners[known]]) and not is_empty(row[name])):
                winners[known] = name
        fields = Arranged((known, row[name]) for known, name in winners.items())
        placed = set(winners.values())
        for name, value in row.items():
            if name not in placed:
                fields[self._free(name, fields)] = value
        return fields

    def _free(self, name: str, fields: Mapping[str, Any]) -> str:
        """The name, numbered where it is one of Kashshaf's or taken."""
        copy = 1
        while (free := _copy(name, copy)) in fields or free in self._names:
            copy += 1
        return free

    def known(self, names: Iterable[str], *, later: bool = True) -> set[str]:
        """Kashshaf's names for those of `names` that it knows, also by `Field.later`."""
        keyed = {name: column_key(name) for name in names}
        if not later:
            unsure = self._later - self._mapped.keys()
            keyed = {name: key for name, key in keyed.items() if key not in unsure}
        return {known for _, known in self._ranked(keyed, self._mapped)}

    def complaint(self) -> str | None:
        """What to say of mapped columns that none of the rows had; None if there is nothing."""
        if not self._met or not self._unmet:
            return None
        unmet = [
            f"{known}={name}"
            for known, name in self._asked.items()
            if column_key(name) in self._unmet
        ]
        return f"has no column for --map {', '.join(unmet)}; its columns are {told(self._met)}"

    def _rankings(self, names: tuple[str, ...]) -> list[_Ranking]:
        """How these are ranked now, and how they were where that differs: see `Arranged`."""
        return (self._narrow if len(names) < _WIDE else self._wide)(names)

    def _meet(self, names: tuple[str, ...]) -> list[_Ranking]:
        if self._unmet:
            for key in map(column_key, names):
                self._unmet.pop(key, None)
        keyed = {name: column_key(name) for name in names}
        first = {name: key for name, key in keyed.items() if key not in self._later}
        mapped = {name: key for name, key in keyed.items() if key in self._mapped}
        now = self._ranked(keyed, self._mapped)
        earlier = [self._ranked(first, {}), self._ranked(first | mapped, self._mapped)]
        return [now, *(earlier if mapped else earlier[:1] if len(first) < len(keyed) else [])]

    def _ranked(self, keyed: Mapping[str, str], mapped: Mapping[str, str]) -> _Ranking:
        """The columns that have a known name, with it, the preferred first."""
        ranked = []
        for name, key in keyed.items():
            if key in mapped:
                ranked.append((-1, name, mapped[key]))
            elif key in self._known:
                field, rank = self._known[key]
                ranked.append((rank, name, field.column))
        return [(name, known) for _, name, known in sorted(ranked)]


def _without_markup(
    fields: Mapping[str, Any], row: Mapping[str, Any], ranking: _Ranking
) -> dict[str, str]:
    """The title and text that stand in a column of HTML, as a reader sees them."""
    found = {}
    for name, known in ranking:
        if known not in _TEXTS or fields[known] is not row[name]:
            continue
        if is_html(row[name]) or name.lower().endswith(_MARKUP):
            value = single(row[name])
            if isinstance(value, str):
                from .html_text import html_text  # which knows of readers, as they do of columns

                found[known] = html_text(value)
    return found


def _alone(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What single values say that stand in a list or an object, by the names of their fields."""
    found = {}
    for name, value in fields.items():
        if isinstance(value, list | dict):
            held = single(value) if name in _SINGLE or is_of_mongodb(value) else value
            held = named(held) if name in _NAMES and _has_objects(held) else held
            if held is not value:
                found[name] = held
    return found


def _has_objects(value: Any) -> bool:
    parts = value if isinstance(value, list) else [value]
    return any(isinstance(part, dict) for part in parts)


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: None, NaN, blank text, an empty list."""
    if isinstance(value, str):
        return not value.strip()
    return is_missing(value) or (isinstance(value, list | dict) and not value)


def unique(names: Iterable[str]) -> list[str]:
    """The names of a header: repeated ones numbered, blank ones named by their place."""
    taken: dict[str, None] = {}
    copies: Counter[str] = Counter()
    for place, stated in enumerate(names, 1):
        name = stated.strip() or f"column {place}"
        copies[name] += 1
        while (free := _copy(name, copies[name])) in taken:
            copies[name] += 1
        taken[free] = None
    return list(taken)


def header_of(names: Iterable[str], columns: Columns) -> tuple[list[str], str]:
    """The names of a table's columns, each once, and the reason to read no row, if there is one."""
    stated = list(names)
    if len(stated) > MOST_COLUMNS:
        return [], too_wide(len(stated))
    header = unique(stated)
    return header, without_text(header, columns.known(header))


def too_wide(columns: int) -> str:
    """The reason to read no row of a table of so many columns."""
    return (
        f"has {columns:,} columns, and at most {MOST_COLUMNS:,} are read:"
        " leave out those that are not needed"
    )


def without_text(header: Iterable[str], known: Container[str]) -> str:
    """The reason to read no row of a table with neither a text nor a title; else nothing."""
    if any(name in known for name in _TEXTS):
        return ""
    return (
        f"has no column for a text or a title in its first row ({told(header)}): "
        "add a header, or say which column it is with --map text=COLUMN"
    )


def told(names: Iterable[str]) -> str:
    """The first of these names, for a message."""
    first = list(islice(names, _MOST_TOLD + 1))
    return ", ".join(first[:_MOST_TOLD]) + (", …" if len(first) > _MOST_TOLD else "")


def _copy(name: str, copy: int) -> str:
    """The name of a column that comes for the first time; `name (2)` for the second."""
    return name if copy == 1 else f"{name} ({copy})"
