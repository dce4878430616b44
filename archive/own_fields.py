"""Fields of an archive's own, as its settings state them.

    [fields.section]
    label = {ar = "القسم", en = "Section"}
    columns = ["category", "القسم"]
    kind = "name"

`kind` is "name" unless stated: names are counted and filtered by, numbers and
dates filtered by ranges, texts searched like a title, each word counting as
`weight` words. Values stay in the records' `extra` under the names that the
files have for them, and are read from there when an index is made.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, get_args

from ..arabic.folding import fold
from .errors import SettingsError
from .fields import BUILT_IN, Field, Fields, Kind, Language, Words, column_key

KINDS: Final = tuple(kind for kind in get_args(Kind) if kind != "note")
MOST_WEIGHT: Final = 10

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TAKEN: Final = (
    "q, since, until, match, level, variants, sort, page, per_page, limit, offset, facets, levels, "
    "only, excluding, at, by, find, show, tashkeel, lang, theme, digits, hijri, format, arrange, "
    "words, published, agencies, tags, extra, provenance, month, day, per, stories, reprinted, "
    "story_size, story_days, shares, list, near, window, side, measure, function_words, each, "
    "smooth, dates, earlier, later"
)
"""What addresses, commands and records call other things than a field."""

_ONLY: Final[Mapping[str, str]] = {
    "name": "with this value of “{label}”",
    "number": "whose “{label}” is in this range",
    "date": "whose “{label}” is in this range",
    "text": "",
}
_EXAMPLES: Final = {"number": "10..20", "date": "2014-09..2015"}
_LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
_STATED: Final = ("label", "columns", "kind", "weight")


def own_fields(stated: Mapping[str, Any], authorities: Mapping[str, Any] | None = None) -> Fields:
    """All fields of an archive whose settings have these tables under `fields`.

    `authorities` are its own tables of names. Raises `SettingsError` that names the table
    and the key at fault.
    """
    own = tuple(_field(key, table) for key, table in stated.items())
    fields = Fields(own, authorities)
    _check_apart(fields)
    return fields


def _field(key: str, table: Any) -> Field:
    where = f"[fields.{key}]"
    if not _KEY.fullmatch(key):
        raise SettingsError(
            f"settings.toml: {where}: a field's key is of small Latin letters, digits and _,"
            " such as [fields.section]"
        )
    if (
        key in _TAKEN.split(", ")
        or key.startswith("not_")
        or any(key == one.key for one in BUILT_IN)
    ):
        raise SettingsError(f"settings.toml: {where}: the key “{key}” is taken; choose another")
    if not isinstance(table, Mapping):
        raise SettingsError(f"settings.toml: {where} must be a heading with keys below it")
    for name in table:
        if name not in _STATED:
            raise SettingsError(
                f"settings.toml: {where} has no key {name!r}; it may have {', '.join(_STATED)}"
            )
    kind = table.get("kind", "name")
    if kind not in KINDS:
        raise SettingsError(f"settings.toml: {where} kind must be one of {', '.join(KINDS)}")
    label = _label(table.get("label"), where)
    return Field(
        key=key,
        kind=kind,
        label=label,
        names=tuple(re.sub(r"\s+", "_", name) for name in label.values()),
        columns=(key, *_columns(table.get("columns", []), where)),
        several=kind == "name",
        completed=kind == "name",
        weight=_weight(table, kind, where),
        having=_having(label, kind),
        lacking={"ar": f"ما لا قيمة له في «{label['ar']}»", "en": f"without “{label['en']}”"},
        only=_ONLY[kind].format(label=label["en"]),
        meaning=f"The archive's own field “{label['en']}”.",
        example=_EXAMPLES.get(kind, ""),
    )


def _having(label: Words, kind: Kind) -> Words:
    what = "{query}" if kind == "text" else "{values}"
    return {language: f"{name}: {what}" for language, name in label.items()}


def _label(stated: Any, where: str) -> dict[Language, str]:
    example = 'label must be such as {ar = "القسم", en = "Section"}'
    if not isinstance(stated, Mapping) or not stated or stated.keys() - _LANGUAGES:
        raise SettingsError(f"settings.toml: {where} {example}")
    for name in stated.values():
        # Braces would be filled in where the label stands in a sentence.
        if not isinstance(name, str) or not name.strip() or set("{}:\n") & set(name):
            raise SettingsError(f"settings.toml: {where} {example}, without braces and colons")
    either = next(iter(stated.values()))
    return {language: stated.get(language, either).strip() for language in _LANGUAGES}


def _columns(stated: Any, where: str) -> Iterable[str]:
    if not isinstance(stated, list | tuple) or not all(
        isinstance(one, str) and one.strip() for one in stated
    ):
        raise SettingsError(f'settings.toml: {where} columns must be a list such as ["category"]')
    built_in = Fields()
    for column in stated:
        key = column_key(column)
        known = built_in.by_column.get(key)
        if known is not None and key not in built_in.later_columns:
            raise SettingsError(
                f"settings.toml: {where}: files call the {known[0].key} “{column}” already,"
                " so it cannot be a column of this field"
            )
    return stated


def _weight(table: Mapping[str, Any], kind: Kind, where: str) -> int:
    weight = table.get("weight", 1)
    if "weight" in table and kind != "text":
        raise SettingsError(f"settings.toml: {where}: only a text has a weight")
    if isinstance(weight, bool) or not isinstance(weight, int) or not 1 <= weight <= MOST_WEIGHT:
        raise SettingsError(
            f"settings.toml: {where} weight must be a whole number from 1 to {MOST_WEIGHT}"
        )
    return weight


def _check_apart(fields: Fields) -> None:
    """Raise `SettingsError` where two fields have one name or one column."""
    names: dict[str, str] = {}
    columns: dict[str, str] = {}
    for field in fields.values():
        for taken, spellings, what in (
            (names, {fold(name) for name in (field.key, *field.names)}, "is called"),
            (columns, set(map(column_key, field.columns)), "has a column"),
        ):
            for spelling in spellings:
                other = taken.setdefault(spelling, field.key)
                if other != field.key and field.is_own:
                    raise SettingsError(
                        f"settings.toml: [fields.{field.key}] {what} “{spelling}”"
                        f" as the field {other} {'is' if what == 'is called' else 'has'}:"
                        " each needs its own"
                    )
