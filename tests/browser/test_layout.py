"""How the pages stand on screens of all widths."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from driving import library
from site_pages import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = library("playwright.sync_api").expect


UNFOLD = "document.querySelectorAll('details').forEach((fold) => { fold.open = true })"


def test_pages_fit_every_screen(visit: Callable[..., "Page"]) -> None:
    page = visit()
    too_wide = []
    for address in (*PAGES.values(), "/?per_page=100"):
        page.goto(address)
        page.evaluate(UNFOLD)
        for width in (320, 360, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            taken = page.evaluate("document.documentElement.scrollWidth")
            if taken > width:
                too_wide.append((address, width, taken))
    assert too_wide == []


def test_facets_fold_on_narrow_screens_only(visit: Callable[..., "Page"], scripts: bool) -> None:
    page = visit("/?q=كتاب", scripts=scripts)
    expect(page.locator(".panel")).to_have_count(8)
    for width, folded in ((320, True), (360, True), (1440, False)):
        page.set_viewport_size({"width": width, "height": 900})
        for panel in page.locator(".panel").all():
            expect(panel).to_be_visible(visible=not folded)
