"""Countries: what Arabic and English call them, and which one a name means.

Names are those of the Unicode CLDR, which Babel has; where the Arabic press writes
another, and for further spellings, there is `tables/countries.toml`.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from ...arabic.names import fold_name
from ..fields import Language
from .authority_tables import COUNTRIES, read_table


def country(name: str) -> str | None:
    """The code of a country from any spelling of its name or code (مصر, Egypt, eg)."""
    return _spellings().get(_key(name))


def country_label(name: str, language: Language) -> str:
    """What to call a country, by its code or any name; the same where it is none."""
    code = name if name in COUNTRIES else country(name)
    return _name(code, language) if code else name


@cache
def _name(code: str, language: Language) -> str:
    stated = _press(code).get(language)
    return stated or _names_of_cldr(language)[code]


@cache
def _names_of_cldr(language: Language) -> Mapping[str, str]:
    from babel import Locale  # which takes a while to load

    return Locale(language).territories


def _press(code: str) -> Mapping[str, Any]:
    countries: Mapping[str, Mapping[str, Any]] = read_table("countries")["countries"]
    return countries.get(code, {})


@cache
def _spellings() -> Mapping[str, str]:
    return {_key(name): code for code in COUNTRIES for name in spellings(code)}


def spellings(code: str) -> Iterator[str]:
    """The ways to write a country: its code, and its names in both languages."""
    yield code
    for language in get_args(Language):
        named = _names_of_cldr(language)[code]
        yield from (_name(code, language), named, named.replace("&", "and"))
    yield from _press(code).get("names", ())


def _key(name: str) -> str:
    """With or without the article: الأردن, أردن."""
    return fold_name(name).removeprefix("ال").removeprefix("the ")
