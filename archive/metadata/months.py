"""The months by their names, and dates in words."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from ..dates import PartialDate
from ..fields import Language, in_language
from . import tables


def _months() -> Mapping[Language, tuple[str, ...]]:
    """January first; in Arabic under both of the region's names, as the press writes them."""
    names = tomllib.loads(files(tables).joinpath("months.toml").read_text("utf-8"))["months"]
    pairs = zip(names["levant"], names["egypt_and_gulf"], strict=True)
    return {
        "ar": tuple(f"{levant[0]}/{egypt[0]}" for levant, egypt in pairs),
        "en": tuple(name[0] for name in names["english"]),
    }


MONTHS: Final = _months()


def date_in_words(date: PartialDate, language: Language) -> str:
    """A date as it is read, as far as it is known: 18 كانون الأول/ديسمبر 2014, 2014."""
    month = date.month and in_language(MONTHS, language)[date.month - 1]
    return " ".join(str(part) for part in (date.day, month, date.year) if part)
