"""How the pages stand on screens of all widths."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from driving import library
from served import served
from site_pages import PAGES

from kashshaf import Archive
from kashshaf.web import create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

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


STRANGE = ("كلمة" * 60, "</bdi><script>alert(1)</script>", "\u202eمعكوس", "سطر\nثان", '"=1+1')
"""Names as strangers may have them: too long, markup, out of order, on two lines, a formula."""


def test_strange_names_break_no_page(browser: "Browser") -> None:
    views = "/about /?q= /facet/source /trends?q=نص&by=source /concordance?q=نص /record/0"
    said: list[str] = []

    def dismissed(dialog: "Dialog") -> None:
        said.append(dialog.message)
        dialog.dismiss()

    with Archive.in_memory(STRANGE[0]) as archive:
        archive.add(
            {"id": f"{at}", "text": f"نص {name}", "title": name, "source": name, "author": name}
            for at, name in enumerate(STRANGE)
        )
        with served(create_app(archive)) as site, browser.new_context(base_url=site) as context:
            page = context.new_page()
            page.on("dialog", dismissed)
            for view in (*views.split(), f"/?q=نص&{'x' * 300}=1", f"/?level={'x' * 300}"):
                page.goto(view)
                page.evaluate(UNFOLD)
                for width in (360, 1280):
                    page.set_viewport_size({"width": width, "height": 900})
                    assert page.evaluate("document.documentElement.scrollWidth") <= width, view
    assert not said


def test_facets_fold_on_narrow_screens_only(visit: Callable[..., "Page"], scripts: bool) -> None:
    page = visit("/?q=كتاب", scripts=scripts)
    expect(page.locator(".panel")).to_have_count(8)
    for width, folded in ((320, True), (360, True), (1440, False)):
        page.set_viewport_size({"width": width, "height": 900})
        for panel in page.locator(".panel").all():
            expect(panel).to_be_visible(visible=not folded)
