"""A story of who sees the archive for the first time: the tour, the help, a search of its own."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from driving import library

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = library("playwright.sync_api").expect

Walk = Callable[..., "Page"]


@pytest.mark.parametrize("scripts", [False], ids=["no scripts"])
def test_a_newcomer_is_led_from_the_first_page_to_results(walk: Walk, scripts: bool) -> None:
    page = walk("/", scripts=scripts)
    page.locator(".learn a").first.click()
    for screen in range(2, 5):
        page.locator("[rel=next]").click()
        expect(page.locator("[aria-current=step]")).to_contain_text(f"{screen}. ")
    page.locator("[rel=prev]").click()
    page.locator("[rel=prev]").click()
    told = page.locator(".try .count").inner_text()
    page.locator(".try a").click()
    expect(page.locator("h1")).to_contain_text(told)
    expect(page.locator(".chips li").first).to_be_visible()
    expect(page.locator(".understanding")).to_be_in_viewport()

    page.locator("footer a[href*='/help']").click()
    expect(page).to_have_url(re.compile("/help"))
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0
    first = page.locator("dt").first
    told = first.locator(".count").inner_text()
    first.locator("a").click()
    expect(page.locator("h1")).to_contain_text(told)

    page.locator(".help summary").click()
    folded = page.locator(".help dl").first
    expect(folded.locator(".count").first).to_have_text(told)
    page.locator(".help a[href$='/help']").click()
    expect(page.locator("kbd").first).to_have_text("/")
