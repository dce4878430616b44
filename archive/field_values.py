"""What a record has of each field: the values of a facet, the text of what is searched."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from .dates import PartialDate
from .fields import Field, Fields, column_key
from .ranges import edtf, number_of, written
from .record import UNKNOWN, Record

ValuesOf: TypeAlias = Callable[[Record], tuple[str, ...]]

_key = lru_cache(maxsize=4096)(column_key)


def values_of(field: Field, fields: Fields) -> ValuesOf:
    """What gives the values that a record has of a facet of these, none where it has none."""
    if field.derived_from:
        return _derived(field.derived_from, fields.derived[field.key])
    return _own_values(field) if field.is_own else _attribute(field.attribute)


def text_of(field: Field) -> Callable[[Record], str]:
    """What gives the text that is searched under a field."""
    if field.is_own:
        columns = _columns(field)
        return lambda record: "\n".join(_stated(record.extra, columns))
    attribute = field.attribute
    return lambda record: str(getattr(record, attribute))


class SearchedText(NamedTuple):
    """A text that is searched: its field, how many words one of its words counts for, itself."""

    key: str
    weight: int
    of: Callable[[Record], str]


def searched_texts(fields: Fields) -> tuple[SearchedText, ...]:
    """The texts that an archive's records have."""
    return tuple(SearchedText(field.key, field.weight, text_of(field)) for field in fields.texts)


def facet_values(fields: Fields) -> Callable[[Record], dict[str, tuple[str, ...]]]:
    """What gives a record's values by facet; those it does not state are left out.

    A date of a year alone counts as itself under months, and so on, so that every
    dated record is counted once whatever the unit.
    """
    readers = [(field.key, values_of(field, fields)) for field in fields.by_value]

    def read(record: Record) -> dict[str, tuple[str, ...]]:
        found = {key: values for key, of in readers if (values := of(record))}
        published = record.published
        if published is not None and published.year is not None:
            day = str(published)
            found |= {"month": (day[:7],), "day": (day,)}
        return found

    return read


def days(published: PartialDate | None) -> tuple[int, int]:
    """The first and last day that a date can mean, as ordinals; zeros where its year is unknown."""
    if published is None or published.first is None or published.last is None:
        return 0, 0
    return published.first.toordinal(), published.last.toordinal()


def _attribute(name: str) -> ValuesOf:
    def values(record: Record) -> tuple[str, ...]:
        value: Any = getattr(record, name)
        # Filters name by this word what is not stated, so that no value can be called so.
        stated = value if isinstance(value, tuple) else (value,)
        return tuple(one for one in stated if one and one != UNKNOWN)

    return values


def _derived(attribute: str, table: Mapping[str, str]) -> ValuesOf:
    stated = _attribute(attribute)

    def values(record: Record) -> tuple[str, ...]:
        found = (table[value] for value in stated(record) if value in table)
        return tuple(dict.fromkeys(found))

    return values


def _own_values(field: Field) -> ValuesOf:
    columns = _columns(field)
    shape = {"name": _name, "number": _number, "date": edtf}[field.kind]

    def values(record: Record) -> tuple[str, ...]:
        found = dict.fromkeys(shape(stated) for stated in _stated(record.extra, columns))
        return tuple(one for one in found if one and one != UNKNOWN)

    return values


def _columns(field: Field) -> Mapping[str, int]:
    return {column_key(column): rank for rank, column in reversed([*enumerate(field.columns)])}


def _stated(extra: Mapping[str, Any], columns: Mapping[str, int]) -> Iterator[str]:
    """The texts in the most preferred of these columns that says anything."""
    ranked = ((columns[key], name) for name in extra if (key := _key(name)) in columns)
    for _, name in sorted(ranked):
        stated = extra[name]
        texts = [
            text
            for one in (stated if isinstance(stated, list) else [stated])
            if (text := _text(one))
        ]
        if texts:
            yield from texts
            return


def _text(value: Any) -> str:
    """A single value as text; nested ones, which are no name of anything, as nothing."""
    if value is None or isinstance(value, list | Mapping):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _name(stated: str) -> str:
    return " ".join(stated.split())


def _number(stated: str) -> str | None:
    number = number_of(stated)
    return None if number is None else written(number)
