"""The tables of sources, platforms and agencies, and a user's own additions to them.

A section is a table of entries by canonical name (sources, agencies) or key
(platforms); each entry lists its spellings and hosts. The archive's
`settings.toml` may have sections of the same shape:

    [sources."صحيفة الساحل"]
    names = ["as-sahel"]
    hosts = ["sahel.example"]
    country = "LB"
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

from ..errors import SettingsError
from ..fields import Language, Words, in_language

# A path, since to import `importlib.resources` takes longer than to read the tables.
_TABLES = Path(__file__).parent / "tables"
_LISTS = ("names", "in_context", "slips", "column", "hosts")
_ISO_3166 = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR"
    " BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ"
    " EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW"
    " GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY"
    " KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV"
    " MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY"
    " QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG"
    " TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM"
    " ZW"
)
COUNTRIES: Final = frozenset(_ISO_3166.split())
"""The codes of all countries and territories."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One outlet, platform or agency.

    `names` are sure wherever they stand, `in_context` only after a cue, and
    `column` only where a whole column holds nothing else. `slips` are common
    misspellings that are words too: they count as `in_context` does, and a
    search for the name looks for them. `label` is by language. `country` is where
    it is registered, or whose broadcaster it is: a code of ISO 3166 (`EG`).
    """

    names: tuple[str, ...] = ()
    in_context: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    label: Words | None = None
    country: str | None = None

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every spelling that names it when it stands alone."""
        return self.names + self.in_context + self.slips + self.column

    def extended(self, other: Self) -> "Entry":
        """Return an entry with the other's lists after this one's, and what else it has itself."""
        lists = {name: getattr(self, name) + getattr(other, name) for name in _LISTS}
        return Entry(
            **lists, label=other.label or self.label, country=other.country or self.country
        )


def entries(section: str, extra: Mapping[str, Any]) -> dict[str, Entry]:
    """The built-in entries of a section, then those of `extra`, which extend or add.

    Raises `SettingsError` that names the key of `extra` that is not as it should be.
    """
    merged = {name: _entry(table, name) for name, table in read_table(section)[section].items()}
    for name, table in _mapping(extra.get(section, {}), section).items():
        own = _entry(table, f'{section}."{name}"')
        # Taken out and put back last, since a later entry wins a spelling that two claim.
        merged[name] = merged.pop(name, Entry()).extended(own)
    return merged


@cache
def read_table(name: str) -> dict[str, Any]:
    """One of the TOML files in `tables/`, as it stands."""
    return tomllib.loads((_TABLES / f"{name}.toml").read_text("utf-8"))


def label(platforms: Mapping[str, Entry], key: str, language: Language) -> str:
    """What to call a platform in a language; the key itself where no label is known."""
    entry = platforms.get(key)
    return in_language({"en": key, **(entry.label or {})}, language) if entry else key


def _entry(table: Any, where: str) -> Entry:
    given = _mapping(table, where)
    for key, value in given.items():
        if key == "label":
            _texts(_mapping(value, f"{where}.label").values(), f"{where}.label")
        elif key == "country":
            _check_country(value, f"{where}.country")
        elif key not in _LISTS:
            raise SettingsError(
                f"settings.toml: {where} has no key {key!r}; it may have"
                f" {', '.join(_LISTS)}, label, country"
            )
        elif not isinstance(value, list):
            raise SettingsError(f'settings.toml: {where}.{key} must be a list such as ["…", "…"]')
        else:
            _texts(value, f"{where}.{key}")
    lists = {key: tuple(given[key]) for key in _LISTS if key in given}
    return Entry(**lists, label=given.get("label"), country=given.get("country"))


def _check_country(code: Any, where: str) -> None:
    if not isinstance(code, str) or code not in COUNTRIES:
        raise SettingsError(
            f"settings.toml: {where} must be a country's code of two capitals after ISO 3166,"
            f' such as "EG", not {code!r}'
        )


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise SettingsError(f"settings.toml: {where} must be a table, not {value!r}")
    return value


def _texts(values: Iterable[Any], where: str) -> None:
    for value in values:
        if not isinstance(value, str) or not value.strip():
            raise SettingsError(f"settings.toml: {where} must hold texts only, not {value!r}")
