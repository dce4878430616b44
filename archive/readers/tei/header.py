"""What the header of an edition in TEI says of it, and of what it is an edition."""

from collections.abc import Iterable
from typing import Any

from ..xml_elements import name_of
from .words import language_of, parts_of, plain

_DAYS = ("when", "when-iso", "from", "from-iso", "notBefore")
_SCOPES = (("volume", "volume"), ("issue", "issue"), ("page", "pages"), ("pp", "pages"))
_CITATIONS = frozenset(("bibl", "biblStruct", "biblFull"))


class Header:
    """The headers of a text, its own first and then those of its corpus."""

    def __init__(self, headers: Iterable[Any]) -> None:
        self._headers = list(headers)
        self._source = self._within("sourceDesc")
        self._stated = self._within("titleStmt")
        self._published = self._within("publicationStmt")
        self._is_of_print = any(name_of(one) in _CITATIONS for one in self._source)

    @property
    def identity(self) -> str:
        """What the edition is numbered by."""
        return _first(self._published, "idno")

    @property
    def address(self) -> str:
        """Where the edition is."""
        numbers = (plain(one) for one in self._published if name_of(one) == "idno")
        return next((one for one in numbers if one.startswith(("http://", "https://"))), "")

    @property
    def edition(self) -> str:
        """The title of the edition."""
        titles = [one for one in self._stated if name_of(one) == "title"]
        mains = [one for one in titles if one.get("type") in (None, "main")]
        return next((title for one in (*mains, *titles) if (title := plain(one))), "")

    @property
    def title(self) -> str:
        """The title of the text in the paper that it stood in, else that of the edition."""
        return _title(self._source, "a") or _title(self._stated, "a") or self.edition

    @property
    def authors(self) -> list[str]:
        """Who wrote the text."""
        for place in (self._source, self._stated):
            if names := [plain(one) for one in place if name_of(one) == "author"]:
                return list(dict.fromkeys(filter(None, names)))
        return []

    def fields(self) -> dict[str, Any]:
        """What holds for all that is in the edition."""
        scopes = {
            str(one.get("unit", "")): str(one.get("from") or one.get("n") or plain(one))
            for one in self._source
            if name_of(one) == "biblScope"
        }
        return {
            "source": self._paper(),
            "published": self._date(),
            "language": next((one.get("ident", "") for one in self._within("language")), ""),
            "tags": self._keywords(),
            **{called: scopes[unit] for unit, called in _SCOPES if unit in scopes},
            "place": _first(self._source, "pubPlace"),
        }

    def _paper(self) -> str:
        """The paper or the book that the text stood in, else who published it."""
        paper = _title(self._source, "j") or _title(self._stated, "j")
        book = _title(self._source, "m") if _title(self._source, "a") else ""
        of_print = self._source if self._is_of_print else self._published
        return paper or book or _first(of_print, "publisher")

    def _date(self) -> str:
        """The day of what was printed; that of the edition where it is an edition of nothing."""
        places = [*self._source, *self._within("creation")]
        if not self._is_of_print:
            places += self._published
        dates = [one for one in places if name_of(one) == "date"]
        days = [day for one in dates if (day := day_of(one))]
        return next(iter(days or filter(None, map(plain, dates))), "")

    def _keywords(self) -> list[str]:
        inside = (one for one in self._within("keywords") if name_of(one) in ("term", "item"))
        found = (plain(one) for one in inside if not len(one))
        return list(dict.fromkeys(filter(None, found)))

    def _within(self, name: str) -> list[Any]:
        """All that is in elements of this name, they themselves first."""
        roots = (one for header in self._headers for one in parts_of(header))
        return [one for root in roots if name_of(root) == name for one in parts_of(root)]


def day_of(date: Any) -> str:
    """The day that a date has in its attributes, which is of the Gregorian calendar."""
    return str(next((day for name in _DAYS if (day := date.get(name))), ""))


def _title(place: Iterable[Any], level: str) -> str:
    """The title of this level, the Arabic one rather, without what it is called beside that."""
    found = [one for one in place if name_of(one) == "title" and one.get("level") == level]
    mains = [one for one in found if one.get("type") != "sub"]
    mains.sort(key=lambda one: not language_of(one).startswith("ar"))
    return next((title for one in mains if (title := plain(one))), "")


def _first(place: Iterable[Any], name: str) -> str:
    return next((text for one in place if name_of(one) == name if (text := plain(one))), "")
