"""Reading the parameters of an address, and saying what in them cannot be used."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Final, TypeVar

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from ...archive.dates import PartialDate
from ...archive.errors import QueryError
from ...archive.fields import DATE, Field
from ...archive.ranges import Range, between
from ...archive.record import UNKNOWN
from ...index.searching.filters import MOST_TEXT
from ...index.searching.record_lists import LONGEST, RecordList
from ...index.searching.traces import MOST_TRACED
from ..language.messages import N_, _, isolated
from ..language.preferences import CHOICES, preferences

_Choice = TypeVar("_Choice", bound=str)

LARGEST_TEXT: Final = 6 * MOST_TRACED + 1000
"""Bytes that the longest text takes that is looked for: six a letter in JSON (`\\u0643`) and in a
form (`%D9%83`)."""

_SENTENCES: Final[Mapping[str, str]] = {
    "long": N_("%(name)s is longer than %(most)s characters; shorten it"),
    "date": N_("%(name)s: “%(value)s” is not a date; write 2014, 2014-09 or 2014-09-03"),
    "order": N_("since (%(since)s) is later than until (%(until)s); change one of them"),
    "choice": N_("%(name)s: “%(value)s” is not one of: %(choices)s"),
    "number-range": N_("%(name)s: “%(value)s” is not a range; write 10..20, 10.. or ..20"),
    "date-range": N_("%(name)s: “%(value)s” is not a range; write 2014, 2014.. or 2014-09..2015"),
    "undated": N_("%(name)s: “%(value)s” is not %(unknown)s; give dates by since and until"),
    "list": N_("%(name)s is no list of records, or was not copied whole; open the list again"),
    "number": N_("%(name)s: “%(value)s” is not a number from %(least)s to %(most)s"),
    "missing": N_("%(name)s is missing; give it a value"),
    "repeated": N_("%(name)s is given more than once, and takes one value"),
    "name": N_("%(name)s is not a parameter of this; it takes: %(choices)s"),
}


_NAMES: Final[Mapping[str, str]] = {
    "q": N_("Query"),
    "since": N_("From"),
    "until": N_("To"),
    "text": N_("Text"),
    "among": N_("List"),
}
"""What a reader sees of a parameter that is a field of a form."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One parameter that cannot be used: its name, and a code that names the sentence.

    `field` is the field that it limits, by whose label a reader knows it.
    """

    name: str
    code: str
    values: Mapping[str, object] = attribute(default_factory=dict)
    field: Field | None = None

    def sentence(self) -> str:
        """What is wrong and what would be right, in the reader's language."""
        # Numbers joined by hyphens after Arabic letters would show back to front (09-2014):
        # U+2068 and U+2069 isolate them, and whatever was typed, from the sentence.
        values = {"name": self._title(), **self.values}
        return _(_SENTENCES[self.code], **{name: isolated(value) for name, value in values.items()})

    def detail(self) -> str:
        """The same in English, for programs."""
        return _SENTENCES[self.code] % {"name": self.name, **self.values}

    def _title(self) -> str:
        if self.field:
            return self.field.title(preferences().lang)
        known = _NAMES.get(self.name)
        return _(known) if known else self.name


class FaultyParameters(BadRequest):
    """What was asked for cannot be, since parameters cannot be used."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(told(faults))
        self.faults = faults

    def sentences(self) -> str:
        """What is wrong with each, in the reader's language."""
        return _("; ").join(fault.sentence() for fault in self.faults)


def range_ends(name: str) -> tuple[str, str]:
    """The parameters in which a form sends the ends of a range of the parameter `name`."""
    # No field's key has a dot.
    return f"{name}.from", f"{name}.to"


_OF_TRACKERS: Final = re.compile(r"utm_\w+|(?:fb|g|dc|ms|y|tw)clid|igshid|mc_[ce]id|_ga")
"""What other sites add to the links that lead here; nobody typed it, and it asks for nothing."""


def asks(name: str) -> bool:
    """Whether a parameter asks for anything: how the reader likes pages is read elsewhere."""
    return name not in CHOICES and not _OF_TRACKERS.fullmatch(name)


class Parameters:
    """The parameters of an address: each method reads one, and `faults` gathers what is wrong.

    A parameter that is absent, empty or at fault is read as its default, so
    that a page can still show everything else as it was asked for. Those of
    the names `elsewhere` are read by others.
    """

    def __init__(self, arguments: MultiDict[str, str], elsewhere: Iterable[str] = ()) -> None:
        self._arguments = arguments
        self._known = dict.fromkeys(elsewhere)
        self.faults: list[Fault] = []

    @property
    def unread(self) -> tuple[str, ...]:
        """The names that nothing here has: what was meant by them was left out."""
        return tuple(name for name in self._arguments if asks(name) and name not in self._known)

    def _given(self, name: str) -> list[str]:
        self._known[name] = None
        return self._arguments.getlist(name)

    def text(self, name: str, strip: bool = True, most: int = MOST_TEXT) -> str:
        """One value as typed, spaces at the ends off if so wished; "" where it is absent."""
        values = self._given(name)
        if len(values) > 1:
            self._fault(name, "repeated")
            return ""
        value = values[0] if values else ""
        if len(value) > most:
            self._fault(name, "long", most=f"{most:,}")
            return ""
        return value.strip() if strip else value

    def required(self, name: str) -> str:
        """One value as it is given; at fault where it is absent."""
        values = self._given(name)
        if len(values) > 1:
            self._fault(name, "repeated")
        elif not any(values):
            self._fault(name, "missing")
        return values[0] if values else ""

    def listing(self, name: str) -> str:
        """Some records in one text, as `Archive.listing` writes them; "" where it is absent."""
        text = self.text(name, most=LONGEST)
        if not text:
            return ""
        try:
            RecordList.read(text)
        except QueryError:
            self._fault(name, "list")
            return ""
        return text

    def many(self, name: str) -> tuple[str, ...]:
        """Every value of a parameter that may be repeated, each once, in order."""
        values = (value.strip() for value in self._given(name))
        return tuple(dict.fromkeys(value for value in values if value))

    def values(self, name: str, field: Field) -> tuple[str, ...]:
        """The values of a filter on a field: any names, or ranges of numbers and dates.

        The two ends that a form has of a range take the place of other ranges. Of the date of
        publication there is the unknown alone, for ranges of it have parameters of their own.
        """
        values = self.many(name)
        if field.kind == "name":
            return values
        if field.key == DATE:
            return self._unknown_alone(name, values, field)
        typed = between(*(self._end(end, field) for end in range_ends(name)))
        if typed:
            values = (typed, *(value for value in values if value == UNKNOWN))
        return tuple(value for value in values if self._is_range(name, value, field))

    def _unknown_alone(self, name: str, values: tuple[str, ...], field: Field) -> tuple[str, ...]:
        for value in values:
            if value != UNKNOWN:
                self._fault(name, "undated", field, value=value, unknown=UNKNOWN)
        return tuple(value for value in values if value == UNKNOWN)

    def _end(self, name: str, field: Field) -> str:
        text = self.text(name)
        return text if text and self._is_range(name, text, field) else ""

    def _is_range(self, name: str, value: str, field: Field) -> bool:
        if value == UNKNOWN:
            return True
        try:
            Range.read(value, field)
        except QueryError:
            self._fault(name, f"{field.kind}-range", field, value=value)
            return False
        return True

    def range(self, field: Field) -> str:
        """One range of a field of numbers or dates, under its key; "" where it is absent."""
        value = self.text(field.key)
        return value if value and self._is_range(field.key, value, field) else ""

    def date(self, name: str) -> PartialDate | None:
        """A year, a month or a day; digits of any script."""
        value = self.text(name)
        if not value:
            return None
        try:
            date = PartialDate.from_edtf(value)
        except ValueError:
            date = None
        if date is None or date.year is None:  # a day without a year bounds nothing
            self._fault(name, "date", value=value)
            return None
        return date

    def choice(self, name: str, choices: Sequence[_Choice]) -> _Choice | None:
        """One of the choices; None where it is absent."""
        value = self.text(name)
        for choice in choices:
            if value == choice:
                return choice
        if value:
            self._fault(name, "choice", value=value, choices=_listed(choices))
        return None

    def choices(self, name: str, choices: Sequence[_Choice]) -> tuple[_Choice, ...]:
        """Any of the choices, repeated or set apart by commas."""
        asked = [part for value in self.many(name) for part in value.split(",")]
        for value in asked:
            if value not in choices:
                self._fault(name, "choice", value=value, choices=_listed(choices))
        return tuple(choice for choice in choices if choice in asked)

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number between the two, both included."""
        value = self.text(name)
        if not value:
            return default
        # int() reads the digits of every script, but underscores and signs too.
        if value.isdecimal() and len(value) < 10 and least <= int(value) <= most:
            return int(value)
        self._fault(name, "number", value=value, least=f"{least:,}", most=f"{most:,}")
        return default

    def period(self, since: str, until: str) -> tuple[PartialDate | None, PartialDate | None]:
        """Two dates of which the first may not come after the second."""
        start, end = self.date(since), self.date(until)
        if start and end and start.first and end.last and start.first > end.last:
            self._fault(since, "order", since=start, until=end)
            return None, None
        return start, end

    def only(self, names: Collection[str]) -> None:
        """Find fault with every parameter that has none of these names."""
        for name in self._arguments:
            if name not in names:
                self._fault(name, "name", choices=_listed(names))

    def check(self) -> None:
        """Answer that the request is bad where anything is at fault, for what is no page."""
        if self.faults:
            raise FaultyParameters(self.faults)

    def check_all(self) -> None:
        """The same, once all are read, and also where nothing has read a parameter.

        For files: of one that has all records nobody sees that a filter was misspelt.
        """
        for name in self.unread:
            self._fault(name, "name", choices=_listed(self._known))
        self.check()

    def _fault(self, name: str, code: str, field: Field | None = None, /, **values: object) -> None:
        self.faults.append(Fault(name, code, values, field))


def told(faults: Iterable[Fault]) -> str:
    """All that is wrong in one line, in English, for programs."""
    return "; ".join(fault.detail() for fault in faults)


def _listed(choices: Collection[str]) -> str:
    return ", ".join(choices)
