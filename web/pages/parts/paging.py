"""The pages of the results, and of other long lists, and which of them to offer."""

from dataclasses import dataclass

from ....index.searching.results import SearchResults
from ...request.state import DEEPEST, SearchState


@dataclass(frozen=True, slots=True)
class Paging:
    """Where the reader can turn to from this page.

    `offered` are page numbers; None stands where some are left out. `total` is how many hits
    there are, and `cut` says that these are more than one can turn to.
    """

    previous: SearchState | None
    next: SearchState | None
    offered: tuple[int | None, ...]
    last: int
    first_hit: int
    total: int
    cut: bool


def paging(state: SearchState, results: SearchResults) -> Paging:
    """The pages round this one."""
    total = state.counted(results.total, results.stories)
    return pages(state, total, state.per_page, DEEPEST)


def pages(state: SearchState, total: int, per_page: int, most: int) -> Paging:
    """The pages of a list round the one that is shown, of which one can turn to so many entries."""
    page, last = state.page, max(1, -(-min(total, most) // per_page))
    return Paging(
        previous=state.but(page=page - 1) if 1 < page <= last else None,
        next=state.but(page=page + 1) if page < last else None,
        offered=_offered(page, last),
        last=last,
        first_hit=(page - 1) * per_page + 1,
        total=total,
        cut=total > most,
    )


def _offered(page: int, last: int) -> tuple[int | None, ...]:
    """The first, the last and the nearest pages, in order."""
    numbers = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    offered: list[int | None] = []
    for previous, number in zip([0, *numbers], numbers, strict=False):
        if number - previous == 2:
            offered.append(number - 1)  # an ellipsis would take the place of one page
        elif number - previous > 2:
            offered.append(None)
        offered.append(number)
    return tuple(offered)
