"""Items that a program hands over, as if they were the lines of a file."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, Protocol, TypeAlias, runtime_checkable

from ..errors import InputError
from ..fields import STANDARD, Fields
from ..items import GivenRecord, Item, Origin, Rejection
from ..record import Record
from .columns import Columns


@runtime_checkable
class PandasTable(Protocol):
    """What is asked of a pandas DataFrame: pandas itself is not imported."""

    @property
    def columns(self) -> Iterable[Any]:
        """The names of its columns."""

    @property
    def itertuples(self) -> Callable[..., Iterable[Any]]:
        """Gives its rows."""


@runtime_checkable
class PolarsTable(Protocol):
    """What is asked of a polars DataFrame."""

    @property
    def iter_rows(self) -> Callable[..., Iterable[Any]]:
        """Gives its rows, as mappings where they are asked for `named`."""


One: TypeAlias = Record | Mapping[str, Any]
Items: TypeAlias = One | Iterable[One] | PandasTable | PolarsTable
"""What `Archive.add` takes: one item, any iterable of them, or a table."""

_WANTED = (
    "add takes a Record, a mapping such as {'title': …, 'text': …}, an iterable of these,"
    " or a table of pandas or polars"
)


def handed_over(
    given: Items, fields: Fields = STANDARD
) -> Iterator[Item | GivenRecord | Rejection]:
    """Mappings under Kashshaf's names and records as they are, with their places in the sequence.

    Raises `InputError` at once for what is no item: of a collection every part
    is looked at, of an iterator the first; a later one that is none is rejected.
    """
    return _read(_checked(_rows(given)), Columns({}, fields))


def _rows(given: Any) -> Iterable[Any]:
    match given:
        case Record() | Mapping():
            return [given]
        case PolarsTable():
            return given.iter_rows(named=True)
        case PandasTable():
            names = list(given.columns)
            rows = given.itertuples(index=False, name=None)
            return (dict(zip(names, row, strict=True)) for row in rows)
        case Iterable() if not isinstance(given, str | bytes):
            return given
        case _:
            raise InputError(f"{_WANTED}; not a {type(given).__name__}")


def _checked(rows: Iterable[Any]) -> Iterable[Any]:
    if isinstance(rows, Collection):
        for position, row in enumerate(rows, 1):
            _check(position, row)
        return rows
    rest = iter(rows)
    first = list(islice(rest, 1))
    return chain(_checked(first), rest)


def _check(position: int, row: Any) -> None:
    if not isinstance(row, Record | Mapping):
        raise InputError(f"{_WANTED}; item {position} is a {type(row).__name__}")


def _read(rows: Iterable[Any], columns: Columns) -> Iterator[Item | GivenRecord | Rejection]:
    for position, row in enumerate(rows, 1):
        origin = Origin("-", position, "python")
        match row:
            case Record():
                yield GivenRecord(row, origin)
            case Mapping():
                named = {str(name): value for name, value in row.items()}
                yield Item(columns.arrange(named), origin)
            case _:
                yield Rejection(origin, f"is a {type(row).__name__}, not a record or a mapping")
