"""Trends drawn for an article: a chart that stands by itself, with all that says what it shows.

Nothing in it hangs on a page: its colours, which are those of paper, are in its own attributes. All
of its texts are laid out from left to right, and Arabic is embedded in that by the marks that
every viewer knows, since few of them heed the direction of an element.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ....archive.dates import PartialDate
from ....archive.writers.texts import opening
from ...language.messages import _
from ...language.preferences import preferences
from ...language.wording import breaks, date_in_words, mean_label, number
from .curves import FEW, Chart, Curve
from .facets import Chip
from .trend_views import Telling

_WIDTH: Final = 1000
_MARGIN: Final = 40
_HIGH: Final = 320
_LINE: Final = 24

_EMBEDDED: Final = "\u202b{}\u202c"
"""From right to left, whatever is around."""

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
    """What a curve is called, where that stands, and how the curve is drawn."""

    text: str
    y: float
    colour: str
    dash: str
    curve: Curve


class Drawing:
    """A chart in a box of `width` and `height`; `x` and `y` put its parts in pixels."""

    def __init__(
        self, chart: Chart, telling: Telling, title: str, address: str, chips: Sequence[Chip]
    ) -> None:
        self.width = _WIDTH
        self.chart = chart
        self.telling = telling
        self.to_left = preferences().direction == "rtl"
        self.left, self.right = _MARGIN, _WIDTH - _MARGIN
        self.side = self.right if self.to_left else self.left
        self.heading = [
            Line(self._heading(), 44, 22, strong=True),
            *(Line(text, 0, 15) for text in self._limits(chips)),
        ]
        self.heading = [line._replace(y=44 + _LINE * at) for at, line in enumerate(self.heading)]
        begins = self.heading[-1].y + _LINE + 6
        self.keys = [
            Key(self.told(curve.text), begins + _LINE * at, _COLOURS[at], _DASHES[at], curve)
            for at, curve in enumerate(chart.curves)
        ]
        self.top = begins + _LINE * len(self.keys) + 8
        self.bottom = self.top + _HIGH
        notes = [*self._notes(), *self._source(title, address)]
        self.notes = [Line(text, self.bottom + 60 + 20 * at, 13) for at, text in enumerate(notes)]
        self.height = round(self.notes[-1].y + 24)

    def x(self, at: float) -> float:
        """A part of the axis from the left."""
        return round(self.left + at * (self.right - self.left), 1)

    def y(self, high: float) -> float:
        """How high something is; 1 is the top."""
        return round(self.bottom - high * (self.bottom - self.top), 1)

    def told(self, text: str) -> str:
        """A query in one line."""
        return self.directed(opening(text, _LONGEST))

    def directed(self, text: str) -> str:
        """A sentence of ours, in the direction of its language."""
        return _EMBEDDED.format(text) if self.to_left else text

    def _heading(self) -> str:
        shares = self.telling.measure.shares
        return self.directed(_("share of all items") if shares else _("counts")).capitalize()

    def _limits(self, chips: Sequence[Chip]) -> Iterator[str]:
        if chips:
            told = (f"{chip.title}: {chip.label}" for chip in chips)
            yield self.directed(opening(" · ".join(told), _ADDRESS))

    def _notes(self) -> Iterator[str]:
        smooth, axis = self.telling.measure.smooth, self.chart.axis
        if smooth > 1:
            yield self.directed(
                _("Moving mean: %(periods)s", periods=mean_label(smooth, self.telling.by))
            )
        if self.chart.marked and self.chart.few:
            told = _("Hollow points: shares of fewer than %(count)s items", count=number(FEW))
            yield self.directed(told)
        if self.chart.marked and self.chart.beyond:
            yield self.directed(_("Triangles at the upper edge: points higher than the scale"))
        elif self.chart.beyond:
            told = _(
                "Where a curve leaves the chart at the top, its shares rest on fewer than"
                " %(count)s items.",
                count=number(FEW),
            )
            yield self.directed(told)
        if axis.breaks:
            longest = max(axis.breaks, key=lambda gap: gap.units)
            yield self.directed(breaks(len(axis.breaks), longest.first, longest.last))

    def _source(self, title: str, address: str) -> Iterator[str]:
        today = dt.datetime.now(dt.UTC).date()
        made = date_in_words(PartialDate(today.year, today.month, today.day))
        yield self.directed(_("%(archive)s, drawn on %(date)s", archive=title, date=made))
        # An address is read from left to right.
        yield from (address[at : at + _ADDRESS] for at in range(0, len(address), _ADDRESS))
