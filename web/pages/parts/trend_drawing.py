"""Trends drawn for an article: charts that stand by themselves, with all that says what they show.

Nothing in it hangs on a page: its colours, which are those of paper, are in its own attributes. All
of its texts are laid out from left to right, and Arabic is embedded in that by the marks that
every viewer knows, since few of them heed the direction of an element.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ....archive.dates import PartialDate
from ....archive.writers.texts import opening
from ...language.messages import _
from ...language.preferences import preferences
from ...language.wording import breaks, date_in_words, mean_label, not_drawn, number
from .curves import FEW, Chart
from .trend_views import Telling
from .trends_each import OfEach

_WIDTH: Final = 1000
_MARGIN: Final = 40
_HIGH: Final = 320
_LINE: Final = 24

_IN_A_ROW: Final = 3
_BETWEEN: Final = 30
_SMALL: Final = 120
_UNDER: Final = 76
"""Small charts beside each other, the room between them, how high each is, and what is under it:
its dates, and the name of the next."""

_EMBEDDED: Final = "\u202b{}\u202c"
"""From right to left, whatever is around."""

_LEFT_TO_RIGHT: Final = "\u200e"

_LONGEST: Final = 100
_ADDRESS: Final = 125
"""Characters of a query, and of a line of the address."""

_COLOURS: Final = ("#0b6e67", "#b3472b", "#4a55a8", "#946400", "#8a3a7c")
_DASHES: Final = ("none", "9 4", "3 3", "12 3 3 3", "16 4")


class Line(NamedTuple):
    """A line of text: where it begins, how large it is, and whether it is a heading."""

    text: str
    y: float
    size: int
    strong: bool = False


class Key(NamedTuple):
    """What the curves of a query are called, where that stands, and how they are drawn."""

    text: str
    y: float
    colour: str
    dash: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart in its box; `x` and `y` put its parts in pixels. One of many has a `label`."""

    chart: Chart
    telling: Telling
    left: float
    right: float
    top: float
    bottom: float
    label: str = ""

    def x(self, at: float) -> float:
        """A part of the axis from the left."""
        return round(self.left + at * (self.right - self.left), 1)

    def y(self, high: float) -> float:
        """How high something is; 1 is the top."""
        return round(self.bottom - high * (self.bottom - self.top), 1)


class Drawing:
    """Charts in a box of `width` and `height`: that of the whole, or of `each` value."""

    def __init__(
        self,
        chart: Chart,
        telling: Telling,
        each: OfEach | None,
        *,
        limits: Sequence[str],
        title: str,
        address: str,
    ) -> None:
        self.width = _WIDTH
        self.telling = telling
        self.to_left = preferences().direction == "rtl"
        self.left, self.right = _MARGIN, _WIDTH - _MARGIN
        self.side = self.right if self.to_left else self.left
        self.heading = [
            Line(self._heading(), 44, 22, strong=True),
            *(Line(text, 0, 15) for text in self._limits(limits)),
        ]
        self.heading = [line._replace(y=44 + _LINE * at) for at, line in enumerate(self.heading)]
        begins = self.heading[-1].y + _LINE + 6
        names = (self.told(telling.called(curve.text)) for curve in chart.curves)
        self.keys = [
            Key(name, begins + _LINE * at, _COLOURS[at], _DASHES[at])
            for at, name in enumerate(names)
        ]
        top = begins + _LINE * len(self.keys) + 8
        self.plots = (
            list(self._small(each, top))
            if each
            else [Plot(chart, telling, self.left, self.right, top, top + _HIGH)]
        )
        notes = [*self._notes(each.others if each else 0), *self._source(title, address)]
        below = self.plots[-1].bottom + 60
        self.notes = [Line(text, below + 20 * at, 13) for at, text in enumerate(notes)]
        self.height = round(self.notes[-1].y + 24)

    def _small(self, each: OfEach, top: float) -> Iterator[Plot]:
        """The charts of each value, in rows."""
        wide = (self.right - self.left - _BETWEEN * (_IN_A_ROW - 1)) / _IN_A_ROW
        for at, one in enumerate(each.small):
            row, place = divmod(at, _IN_A_ROW)
            place = _IN_A_ROW - 1 - place if self.to_left else place
            left = self.left + place * (wide + _BETWEEN)
            high = top + _LINE + 8 + row * (_SMALL + _UNDER)
            label = self.told(one.label)
            yield Plot(one.chart, one.telling, left, left + wide, high, high + _SMALL, label)

    def anchored(self, plot: Plot) -> float:
        """The side of a chart on which a line of its letters begins."""
        return plot.right if self.to_left else plot.left

    def told(self, text: str) -> str:
        """A query in one line."""
        return self.directed(opening(text, _LONGEST))

    def directed(self, text: str) -> str:
        """A sentence of ours, in the direction of its language."""
        return _EMBEDDED.format(text) if self.to_left else text

    def _heading(self) -> str:
        shares = self.telling.measure.shares
        return self.directed(_("share of all items") if shares else _("counts")).capitalize()

    def _limits(self, limits: Sequence[str]) -> Iterator[str]:
        if limits:
            yield self.directed(opening(" · ".join(limits), _ADDRESS))

    def _notes(self, others: int) -> Iterator[str]:
        smooth, charts = self.telling.measure.smooth, [plot.chart for plot in self.plots]
        marked = any(chart.marked for chart in charts)
        if smooth > 1:
            yield self.directed(
                _("Moving mean: %(periods)s", periods=mean_label(smooth, self.telling.by))
            )
        if any(chart.marked and chart.few for chart in charts):
            told = _("Hollow points: shares of fewer than %(count)s items", count=number(FEW))
            yield self.directed(told)
        beyond = any(chart.beyond for chart in charts)
        if marked and beyond:
            yield self.directed(_("Triangles at the upper edge: points higher than the scale"))
        elif beyond:
            told = _(
                "Where a curve leaves the chart at the top, its shares rest on fewer than"
                " %(count)s items.",
                count=number(FEW),
            )
            yield self.directed(told)
        broken = charts[0].axis.breaks
        if broken and all(chart.axis == charts[0].axis for chart in charts):
            longest = max(broken, key=lambda gap: gap.units)
            yield self.directed(breaks(len(broken), longest.first, longest.last))
        if others:
            yield self.directed(not_drawn(others))

    def _source(self, title: str, address: str) -> Iterator[str]:
        today = dt.datetime.now(dt.UTC).date()
        made = date_in_words(PartialDate(today.year, today.month, today.day))
        yield self.directed(_("%(archive)s, drawn on %(date)s", archive=title, date=made))
        # An address is read from left to right; %22 behind Arabic letters would be read as 22%.
        lines = (address[at : at + _ADDRESS] for at in range(0, len(address), _ADDRESS))
        yield from (line.replace("%", f"{_LEFT_TO_RIGHT}%") for line in lines)
