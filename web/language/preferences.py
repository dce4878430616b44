"""How the reader likes the pages: language, digits, Hijri dates, texts, lists, citations.

An address may say it (`?lang=en`); from then on a cookie does, the only one
that the pages set. Who has not chosen a language here reads the one that the
application around the pages has for them, if it has a Flask-Babel: its pages
and ours are one site to the reader. Else what the browser prefers counts, and
last of all the archives' own language, Arabic.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, Self, get_args
from urllib.parse import parse_qsl, urlencode, urlsplit

from babel import Locale
from flask import Response, current_app, has_request_context, request, url_for
from flask_babel import get_locale
from werkzeug.datastructures import LanguageAccept

from ...archive.fields import Language
from ...archive.writers import STYLES, Style

COOKIE: Final = "kashshaf"
_YEAR: Final = 365 * 24 * 60 * 60
_FOUND: Final = "kashshaf.preferences"
"""Where the preferences of who asks stand in the environment of their request, once looked at."""

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "lang": get_args(Language),
    "digits": ("latin", "arabic"),
    "hijri": ("no", "yes"),
    "size": ("normal", "large", "larger"),
    "list": ("full", "compact"),
    "cite": ("", *STYLES),
}
"""What may be chosen, the default first."""


@cache
def _locales() -> Mapping[Language, Locale]:
    return {language: Locale.parse(language) for language in get_args(Language)}


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a reader has chosen."""

    lang: Language = "ar"
    digits: Literal["latin", "arabic"] = "latin"
    hijri: Literal["no", "yes"] = "no"
    size: Literal["normal", "large", "larger"] = "normal"
    list: Literal["full", "compact"] = "full"
    cite: Style | Literal[""] = ""

    @property
    def style(self) -> Style:
        """The style of citations: the chosen one, or what most who read the language write."""
        return self.cite or ("arabic" if self.lang == "ar" else "chicago")

    @property
    def languages(self) -> Mapping[Language, Locale]:
        """The languages there are, with what each calls itself and its direction."""
        return _locales()

    @property
    def direction(self) -> str:
        """The direction in which the language is written, as HTML has it: `rtl`, `ltr`."""
        return _locales()[self.lang].text_direction

    @classmethod
    def of(cls, *chosen: Mapping[str, str]) -> Self:
        """What the mappings say, the first above the others; what is no choice says nothing."""
        said = {name: value for mapping in reversed(chosen) for name, value in _valid(mapping)}
        return cls(**said)  # type: ignore[arg-type]  # CHOICES has the values of each


def _valid(chosen: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, one) for name, one in chosen.items() if one in CHOICES.get(name, ()))


def preferences() -> Preferences:
    """The preferences of who asks; outside a request, the defaults."""
    if not has_request_context():
        return Preferences()
    environ = request.environ
    found: Preferences | None = environ.get(_FOUND)
    if found is None:
        usual = {"lang": _usual_language()}
        environ[_FOUND] = found = Preferences.of(request.args, _kept(), usual)
    return found


def _kept() -> Mapping[str, str]:
    """What the cookie says."""
    return dict(parse_qsl(request.cookies.get(COOKIE, "")))


def _usual_language() -> str:
    """The language for who has chosen none here."""
    around = get_locale() if "babel" in current_app.extensions else None
    if around is not None and around.language in CHOICES["lang"]:
        return str(around.language)
    # By the language alone: of ar-EG and en, Werkzeug would take en, which is ours to the letter.
    asked = ((tag.partition("-")[0], quality) for tag, quality in request.accept_languages)
    return LanguageAccept(list(asked)).best_match(CHOICES["lang"], CHOICES["lang"][0])


def say_varying(response: Response) -> Response:
    """Tell caches that the answer is another for who prefers another, where we have looked."""
    if _FOUND in request.environ:
        response.vary.update(("Accept-Language", "Cookie"))
    return response


def remember(response: Response) -> Response:
    """Keep in the cookie what an address of these pages said, and nothing that nobody chose."""
    if dict(_valid(request.args)):
        chosen = dict(_valid(_kept())) | dict(_valid(request.args))
        response.set_cookie(
            COOKIE,
            urlencode(chosen),
            max_age=_YEAR,
            # Of these pages alone, wherever they stand.
            path=urlsplit(url_for(".results")).path,
            secure=request.is_secure or current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
        response.cache_control.private = True
    return response


def switched(name: str, value: str) -> str:
    """The address of this very page, from itself, with one preference chosen anew."""
    kept = [(key, one) for key, one in request.args.items(multi=True) if key != name]
    # Without its path: that may be anything that was asked for, //elsewhere too.
    return f"?{urlencode([*kept, (name, value)])}"
