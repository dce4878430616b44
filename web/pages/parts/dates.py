"""Over which years, months or days records spread, as bars that lead nowhere."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ....archive.dates import PartialDate
from ....archive.fields import STANDARD
from ....index.searching.date_counts import DateUnit, date_counts
from ....index.searching.facets import without_gaps
from ...language.wording import date_in_words
from .facets import Choice
from .histogram import MOST_BARS, Bar

_LETTERS: Mapping[DateUnit, int] = {"year": 4, "month": 7, "day": 10}
"""How much of a date as it is written says no more than the unit."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Bars in order of time, without gaps, and the ends of their axis."""

    bars: tuple[Bar, ...]
    lowest: str
    highest: str

    @property
    def most(self) -> int:
        """What the highest bar stands for."""
        return max((bar.choice.count for bar in self.bars), default=0)


def spread(dates: Iterable[PartialDate | None]) -> Spread | None:
    """How many of some dates there are in each year, month or day; None where no year is known."""
    known = [str(date) for date in dates if date is not None and date.year is not None]
    if not known:
        return None
    counts = date_counts(lambda unit: Counter(date[: _LETTERS[unit]] for date in known), None)
    most = max(counts.values())
    order = without_gaps(STANDARD["date"], [*counts], MOST_BARS)
    bars = tuple(
        Bar(place, counts.get(one, 0) / most, Choice(_words(one), counts.get(one, 0)))
        for place, one in enumerate(order, 1)
    )
    return Spread(bars, bars[0].choice.label, bars[-1].choice.label)


def _words(date: str) -> str:
    return date_in_words(PartialDate.from_edtf(date))
