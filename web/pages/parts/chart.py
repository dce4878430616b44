"""Lines of a chart: where each query stands at each period, in a box a hundred units high."""

from dataclasses import dataclass

from ....index.searching.trends import Trends

WIDTH, HEIGHT = 1000, 100


@dataclass(frozen=True, slots=True)
class Curve:
    """One query's line: its points, as SVG has them."""

    text: str
    points: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Curves under one scale, of which `highest` is the top."""

    curves: tuple[Curve, ...]
    highest: float


def chart(found: Trends, shares: bool, to_left: bool) -> Chart:
    """Draw trends over time, which runs to the left if so wished; `shares` are percentages."""
    values = [values_of(found, at, shares) for at in range(len(found.trends))]
    highest = max((value for one in values for value in one), default=0)
    return Chart(
        tuple(
            _curve(trend.text, one, highest, to_left)
            for trend, one in zip(found.trends, values, strict=True)
        ),
        highest,
    )


def values_of(found: Trends, at: int, shares: bool) -> list[float]:
    """The counts of one query at each place, or their shares of all records in hundredths."""
    counts = found.trends[at].counts
    if not shares:
        return list(counts)
    return [
        round(100 * count / records, 2) if records else 0
        for count, records in zip(counts, found.records, strict=True)
    ]


def _curve(text: str, values: list[float], highest: float, to_left: bool) -> Curve:
    between = WIDTH / max(len(values) - 1, 1)
    places = (
        (
            round(WIDTH - between * at if to_left else between * at, 1),
            round(HEIGHT - HEIGHT * value / (highest or 1), 1),
        )
        for at, value in enumerate(values)
    )
    return Curve(text, " ".join(f"{x},{y}" for x, y in places))
