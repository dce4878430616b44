"""How the reader likes the pages: language, digits, Hijri dates beside others, size of texts.

An address may say it (`?lang=en`); from then on a cookie does, the only one
that the pages set.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Final, Literal, Self, get_args
from urllib.parse import parse_qsl, urlencode

from babel import Locale
from flask import Response, g, has_request_context, request

from ...archive.fields import Language

COOKIE: Final = "kashshaf"
_YEAR: Final = 365 * 24 * 60 * 60

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "lang": get_args(Language),
    "digits": ("latin", "arabic"),
    "hijri": ("no", "yes"),
    "size": ("normal", "large", "larger"),
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
        said = {
            name: value
            for mapping in reversed(chosen)
            for name, value in mapping.items()
            if value in CHOICES.get(name, ())
        }
        return cls(**said)  # type: ignore[arg-type]  # CHOICES has the values of each


def preferences() -> Preferences:
    """The preferences of who asks; outside a request, the defaults."""
    if not has_request_context():
        return Preferences()
    if "kashshaf_preferences" not in g:
        kept = dict(parse_qsl(request.cookies.get(COOKIE, "")))
        g.kashshaf_preferences = Preferences.of(request.args, kept)
    found: Preferences = g.kashshaf_preferences
    return found


def remember(response: Response) -> Response:
    """Keep in the cookie what an address said."""
    if response.mimetype == "text/html":
        # One address gives another page to who prefers another language.
        response.vary.add("Cookie")
    if any(request.args.get(name) in choices for name, choices in CHOICES.items()):
        response.set_cookie(
            COOKIE,
            urlencode(asdict(preferences())),
            max_age=_YEAR,
            path=request.script_root or "/",
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
    return response


def switched(name: str, value: str) -> str:
    """The address of this very page, from itself, with one preference chosen anew."""
    kept = [(key, one) for key, one in request.args.items(multi=True) if key != name]
    # Without its path: that may be anything that was asked for, //elsewhere too.
    return f"?{urlencode([*kept, (name, value)])}"
