"""Nothing that a page shows moves once it is there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from site_pages import PAGES, in_turn

if TYPE_CHECKING:
    from playwright.sync_api import Page

STEADY = 0.02
"""The layout shift that a reader does not see; what is good ends at 0.1, as browsers count it."""

_WATCH = """
    window.shifts = [];
    new PerformanceObserver(list => {
        for (const { value, sources } of list.getEntries())
            window.shifts.push([value, sources.map(source => source.node?.className).join()]);
    }).observe({ type: "layout-shift", buffered: true });
"""
_KINDS = (
    *("everything", "results", "zero results", "a record with a query", "concordance", "trends"),
    *("a record with reprints", "side by side", "a text that was found", "a record with pictures"),
)


@pytest.mark.parametrize(("kind", "width"), in_turn(_KINDS, [360, 412, 768, 1440]))
def test_a_page_stays_where_it_is_while_it_loads(
    visit: Callable[..., "Page"], kind: str, width: int
) -> None:
    page = visit("/none", width=width)
    page.add_init_script(_WATCH)
    page.goto(PAGES[kind], wait_until="load")
    page.evaluate("document.fonts.ready.then(() => null)")
    # Two frames on, all that the scripts have changed has been painted.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    shifts = page.evaluate("window.shifts")
    assert sum(value for value, _ in shifts) < STEADY, shifts
