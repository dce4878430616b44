"""How the pages stand on screens of all widths."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from driving import library

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = library("playwright.sync_api").expect


def test_a_page_fits_every_screen(visit: Callable[..., "Page"], address: str) -> None:
    page = visit(address)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
    taken = {}
    for width in (320, 360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        taken[width] = page.evaluate("document.documentElement.scrollWidth")
    assert all(needed <= width for width, needed in taken.items()), taken


@pytest.mark.parametrize(("width", "folded"), [(320, True), (360, True), (1440, False)])
def test_facets_fold_on_narrow_screens_only(
    visit: Callable[..., "Page"], width: int, folded: bool, scripts: bool
) -> None:
    page = visit("/?q=كتاب", width=width, scripts=scripts)
    expect(page.locator(".panel")).to_have_count(5)
    for panel in page.locator(".panel").all():
        expect(panel).to_be_visible(visible=not folded)
