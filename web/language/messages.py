"""The pages' own words in the reader's language.

The code and the templates have them in English, `translations/ar.po` in
Arabic. A test holds that none is missing there, and none too many.
"""

from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from markupsafe import Markup

from .preferences import preferences

DOMAIN: Final = "kashshaf"


@cache
def _translations(language: str) -> NullTranslations:
    """A catalogue, read as it was written: so nobody has to compile it."""
    file = files(__package__).joinpath("translations", f"{language}.po")
    if not file.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, language))
    compiled.seek(0)
    return Translations(compiled, DOMAIN)


def _reading() -> NullTranslations:
    """The catalogue of who reads, whatever an application's own Babel goes by."""
    return _translations(preferences().lang)


def _(message: str, **values: Any) -> str:
    """The message in the reader's language, `%(name)s` in it filled in."""
    said = _reading().ugettext(message)
    return said % values if values else said


def N_(message: str) -> str:  # noqa: N802  # gettext's name for it
    """The message as it is: it will be translated where it is used."""
    return message


def ngettext(singular: str, plural: str, number: int, **values: Any) -> str:
    """The message that agrees with a number, which `values` may have in words or digits."""
    return _reading().ungettext(singular, plural, number) % values


def marked_up(message: str, **values: Any) -> Markup:
    """The message for a template: what is filled in is escaped unless it is markup itself."""
    said = _markup(preferences().lang, message)
    return said % values if values else said


@lru_cache(maxsize=2048)
def _markup(language: str, message: str) -> Markup:
    return Markup(_translations(language).ugettext(message))  # noqa: S704


def isolated(text: object) -> str:
    """A text whose direction nothing around it is to take part in: `bdi` where no tag may stand."""
    return f"\u2068{text}\u2069"
