"""Readers who ask what words tell: which stand around a word, and what sets two searches apart."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from driving import library

if TYPE_CHECKING:
    from labels import Labels
    from playwright.sync_api import Page

expect = library("playwright.sync_api").expect

Visit = Callable[..., "Page"]


def test_from_a_search_to_its_company_and_on_to_the_lines(walk: Visit, labels: "Labels") -> None:
    page = walk("/?q=كتاب")
    page.get_by_role("link", name=labels.words_around, exact=True).click()
    rows = page.locator("table.company").first.locator("tbody tr")
    expect(rows.first).to_be_visible()
    bar = rows.first.locator(".bar svg").bounding_box()
    assert bar and bar["width"] > 15
    page.locator("#window").fill("2")
    page.locator("#side").select_option("after")
    page.locator("form.options button").click()
    word = rows.first.locator("th a")
    name = word.inner_text()
    word.click()
    expect(page.locator("table.lines tbody tr").first).to_be_visible()
    expect(page.locator("main")).to_contain_text(name)
    assert "side=after" in page.url


def test_two_searches_are_set_side_by_side_and_one_is_narrowed(
    walk: Visit, labels: "Labels"
) -> None:
    page = walk("/?q=كتاب")
    page.get_by_role("link", name=labels.compare, exact=True).click()
    page.locator("#q1").fill("صحيفة")
    page.keyboard.press("Enter")
    expect(page.locator(".searches li")).to_have_count(2)
    expect(page.locator(".side-by-side > div").nth(1).locator("tbody tr").first).to_be_visible()
    # In each pair of bars the second is the second search's.
    page.locator(".axis .pairs:nth-child(2) a.narrow").first.click()
    expect(page.locator(".searches li").nth(0).locator(".chips")).to_have_count(0)
    expect(page.locator(".searches li").nth(1).locator(".chips")).to_have_count(1)
