"""What the values of fields are called: one name for many spellings, and a label for a reader."""

from dataclasses import dataclass, field
from functools import cache

from ..fields import STANDARD, UNKNOWN_VALUE, Fields, Language, in_language
from ..ranges import in_words
from ..record import UNKNOWN
from .authorities import Authorities
from .countries import country_label


@dataclass(frozen=True, slots=True)
class Naming:
    """The fields of an archive and the names that it knows."""

    fields: Fields = STANDARD
    authorities: Authorities = field(default_factory=Authorities.load)

    def canonical(self, key: str, name: str) -> str:
        """The value that a name stands for in a field, the name itself where no table knows it.

        "unknown" and "" are the unknown value.
        """
        if name in (UNKNOWN, UNKNOWN_VALUE):
            return UNKNOWN_VALUE
        return self.authorities.canonical(self.fields[key], name)

    def label(self, key: str, value: str, language: Language) -> str:
        """What a reader of a language calls a value: by its label, a range in words."""
        field = self.fields[key]
        if value == UNKNOWN_VALUE:
            return in_language(field.unstated, language)
        if field.kind != "name":
            return in_words(value, field, language)
        match field.authority:
            case "platforms":
                return self.authorities.platform_label(value, language)
            case "countries":
                return country_label(value, language)
        return value


@cache
def standard() -> Naming:
    """That of an archive which has nothing of its own."""
    return Naming()
