"""Where things stand on the page of results, and what opening and shutting moves."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from driving import library, open_fold, unfold

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

expect = library("playwright.sync_api").expect

Visit = Callable[..., "Page"]

TELEPHONE = 740
"""The height of a screen on which the first hit is to be seen at once."""

NARROWED = "/?q=كتاب&source=شبكة المنارة&since=2012"


def heights(hits: "Locator") -> float:
    boxes = [hit.bounding_box() for hit in hits.all()]
    return sum(box["height"] for box in boxes if box)


def top(element: "Locator") -> float:
    box = element.bounding_box()
    assert box is not None
    return box["y"]


def test_the_first_hit_begins_in_the_upper_half_of_a_telephone(visit: Visit) -> None:
    for address in ("/?q=كتاب", "/?q=المكتبة العامة", NARROWED):
        page = visit(address, width=360)
        page.evaluate("document.fonts.ready.then(() => null)")
        assert top(page.locator("article.hit").first) < 0.45 * TELEPHONE, address


def test_on_a_telephone_the_filters_stay_open_until_their_results_are_asked_for(
    visit: Visit, scripts: bool
) -> None:
    page = visit("/?q=كتاب", width=360, scripts=scripts)
    unfold(page)
    page.locator(".panel a.value", has_text="شبكة المنارة").first.click()
    expect(page.locator(".chips")).to_be_visible()
    if not scripts:
        open_fold(page, ".filters")
    to_results = page.locator(".to-results a")
    total = re.findall(r"\d+", page.locator("#total").inner_text())[0]
    expect(to_results).to_contain_text(total)
    to_results.click()
    expect(page.locator("article.hit").first).to_be_in_viewport()
    if scripts:
        expect(to_results).to_be_hidden()


def test_what_lies_over_the_results_moves_nothing_and_is_shut_by_escape(walk: Visit) -> None:
    page = walk("/?q=كتاب")
    hit, export = page.locator("article.hit").first, page.locator(".take summary").first
    stood = top(hit)
    open_fold(page, ".arranging")
    assert top(hit) == stood
    at = export.bounding_box()
    export.click()
    expect(page.get_by_role("link", name="CSV")).to_be_in_viewport()
    assert (top(hit), export.bounding_box()) == (stood, at)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="CSV")).to_be_hidden()
    expect(export).to_be_focused()


def test_a_hit_stands_as_a_whole_where_its_own_language_begins(walk: Visit) -> None:
    page = walk("/?q=كتاب")
    ends = page.evaluate("""
        [...document.querySelectorAll("article.hit")]
            .map(hit => [...hit.querySelectorAll(":scope > :is(h2, p)")].map(part => {
            const range = document.createRange();
            range.selectNodeContents(part);
            return Math.round(Math.max(...[...range.getClientRects()].map(one => one.right)));
        }))
    """)
    assert ends
    for of_hit in ends:
        assert max(of_hit) - min(of_hit) <= 12, of_hit


def test_a_compact_list_is_remembered(walk: Visit, scripts: bool) -> None:
    page = walk("/?q=كتاب", scripts=scripts)
    hits = page.locator("article.hit")
    full = heights(hits)
    open_fold(page, ".arranging")
    page.locator(".lists a").last.click()
    expect(page.locator(".hits.compact")).to_be_visible()
    assert heights(hits) < full / 2
    page.goto("/?q=مكتبة")
    expect(page.locator(".hits.compact")).to_be_visible()
