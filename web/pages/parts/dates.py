"""Over which years, months or days records spread, as bars that lead nowhere."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ....archive.dates import PartialDate
from ....archive.fields import STANDARD
from ....index.searching.date_counts import LENGTHS, fitting_unit
from ....index.searching.facets import without_gaps
from ...language.wording import date_in_words
from .facets import Choice
from .histogram import MOST_BARS, Bar


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
    unit = fitting_unit(Counter(date[: LENGTHS["month"]] for date in known))
    counts = Counter(date[: LENGTHS[unit]] for date in known)
    most = max(counts.values())
    order = without_gaps(STANDARD["date"], sorted(counts), MOST_BARS)
    bars = tuple(
        Bar(place, counts.get(one, 0) / most, Choice(_words(one), counts.get(one, 0)))
        for place, one in enumerate(order, 1)
    )
    return Spread(bars, bars[0].choice.label, bars[-1].choice.label)


def _words(date: str) -> str:
    return date_in_words(PartialDate.from_edtf(date))
