"""The pages of the results, and which of them to offer."""

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
    page, last = state.page, _last_page(total, state.per_page)
    return Paging(
        previous=state.but(page=page - 1) if 1 < page <= last else None,
        next=state.but(page=page + 1) if page < last else None,
        offered=_offered(page, last),
        last=last,
        first_hit=(page - 1) * state.per_page + 1,
        total=total,
        cut=total > DEEPEST,
    )


def _last_page(total: int, per_page: int) -> int:
    """The number of the last page; 1 where there are no results."""
    return max(1, -(-min(total, DEEPEST) // per_page))


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
