import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.archive.metadata.naming import standard
from kashshaf.index.query.nodes import Everything
from kashshaf.index.searching.results import SearchResults
from kashshaf.web.pages.parts.paging import paging
from kashshaf.web.request.state import SearchState


def results(total: int) -> SearchResults:
    return SearchResults(
        text="",
        query=Everything(),
        asked=Everything(),
        match="all",
        total=total,
        parts=None,
        border=None,
        took_ms=0,
        hits=(),
        facets={},
        naming=standard(),
    )


@pytest.mark.parametrize(
    ("page", "total", "offered"),
    [
        (1, 0, [1]),
        (1, 10, [1]),
        (1, 11, [1, 2]),
        (1, 100, [1, 2, 3, None, 10]),
        (4, 100, [1, 2, 3, 4, 5, 6, None, 10]),
        (5, 100, [1, 2, 3, 4, 5, 6, 7, None, 10]),
        (6, 200, [1, None, 4, 5, 6, 7, 8, None, 20]),
        (20, 200, [1, None, 18, 19, 20]),
    ],
)
def test_the_nearest_pages_and_both_ends_are_offered(
    page: int, total: int, offered: list[int | None]
) -> None:
    assert list(paging(SearchState(page=page), results(total)).offered) == offered


@given(st.integers(1, 1000), st.integers(0, 2_000_000), st.sampled_from([10, 20, 50, 100]))
def test_pages_are_in_order_and_never_past_the_last(page: int, total: int, per_page: int) -> None:
    turns = paging(SearchState(page=page, per_page=per_page), results(total))
    numbers = [number for number in turns.offered if number]
    assert numbers == sorted(set(numbers))
    assert numbers[0] == 1
    assert numbers[-1] == turns.last
    assert turns.next is None or turns.next.page <= turns.last
    assert (turns.previous is None) == (page == 1 or page > turns.last)


def test_pages_end_where_results_are_out_of_reach() -> None:
    turns = paging(SearchState(page=1000), results(50_000))
    assert (turns.last, turns.next, turns.cut) == (1000, None, True)
