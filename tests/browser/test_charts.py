"""Stories of those who look at time: what is told, where it leads, what is taken away."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from driving import library, unfold

if TYPE_CHECKING:
    from labels import Labels
    from playwright.sync_api import Locator, Page

expect = library("playwright.sync_api").expect

Visit = Callable[..., "Page"]
TRENDS = "/trends?q=كتاب&q=صحيفة&by=year"


def draw_out(page: "Page", first: "Locator", last: "Locator") -> None:
    """A stretch of a chart from one unit to another."""
    boxes = [unit.bounding_box() for unit in (first, last)]
    (x, y), (to_x, to_y) = (
        (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes if box
    )
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(to_x, to_y, steps=4)
    expect(page.locator(".drawn")).to_have_count(1)
    page.mouse.up()


def test_a_point_tells_its_value_to_pointer_and_keys_and_leads_to_its_results(walk: Visit) -> None:
    page = walk(f"{TRENDS}&show=counts")
    points, told = page.locator(".chart a"), page.locator(".chart .tooltip")
    points.last.hover()
    expect(told).to_have_text(points.last.get_attribute("aria-label") or "")
    page.mouse.move(0, 0)  # what is scrolled under it would be told of instead
    page.locator(".chart a[tabindex='0']").focus()
    year = re.compile(r"(\d{4})")
    before = year.search(told.text_content() or "")
    forward = "ArrowLeft" if page.locator("html").get_attribute("dir") == "rtl" else "ArrowRight"
    page.keyboard.press(forward)
    after = year.search(told.text_content() or "")
    assert before and after and before[1] < after[1]
    page.keyboard.press("ArrowDown")
    expect(told).to_contain_text("صحيفة")
    expect(told).to_contain_text(after[1])
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value("صحيفة")
    expect(page.locator(".chips")).to_contain_text(after[1])


def test_a_stretch_that_is_drawn_out_becomes_the_period(walk: Visit, labels: "Labels") -> None:
    page = walk(TRENDS)
    years = page.locator(".columns [data-unit]")
    first, last = (years.nth(at).get_attribute("data-unit") for at in (1, 3))
    draw_out(page, years.nth(3), years.nth(1))
    expect(page.get_by_label(labels.since, exact=True)).to_have_value(first or "")
    expect(page.get_by_label(labels.until, exact=True)).to_have_value(last or "")
    expect(page.locator(".chips li")).to_have_count(2)
    page.goto("/?q=كتاب")
    unfold(page)
    bars = page.locator(".histogram .fine [data-unit]")
    low, high = (bars.nth(at).get_attribute("data-unit") or "" for at in (0, 2))
    draw_out(page, bars.nth(0), bars.nth(2))
    expect(page.locator(".chips li")).to_have_count(2)
    expect(page.locator("#since")).to_have_value(low.split("..")[0])
    expect(page.locator("#until")).to_have_value(high.split("..")[-1])


def test_trends_are_turned_and_taken_away(walk: Visit, scripts: bool) -> None:
    page = walk(TRENDS, scripts=scripts)
    cells = page.locator(".numbers td:nth-child(2)")
    expect(cells.first).to_have_text(re.compile("[%٪]$"))
    page.locator(".ways").first.get_by_role("link").nth(1).click()
    expect(cells.first).to_have_text(re.compile(r"^[\d,]+$"))
    with page.expect_download() as download:
        page.locator("a[download='trends.svg']").click()
    assert "</svg>" in download.value.path().read_text("utf-8")
    image = page.locator(".take-chart button")
    expect(image).to_have_count(1 if scripts else 0)
    if scripts:
        with page.expect_download() as download:
            image.click()
        assert download.value.path().read_bytes().startswith(b"\x89PNG")
    number = page.locator(".numbers td a", has_text=re.compile("^[1-9]")).first
    told = number.text_content() or ""
    number.click()
    expect(page.locator("article.hit")).to_have_count(min(int(told.replace(",", "")), 10))


def test_the_numbers_of_each_paper_scroll_by_themselves_and_lead_to_their_results(
    walk: Visit,
) -> None:
    page = walk("/trends?q=كتاب&q=صحيفة&by=year&show=counts&each=source")
    unfold(page)
    for label in page.locator("#search fieldset label").all():
        expect(label).to_be_visible()
    region = page.locator(".of-each")
    expect(region.locator("thead th[scope=colgroup]")).to_have_count(
        page.locator(".small-charts section").count()
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if region.evaluate("one => one.scrollWidth > one.clientWidth"):
        # The dates stay in sight.
        head = region.locator("tbody th").first
        before = head.bounding_box()
        region.evaluate(
            "one => one.scrollBy(getComputedStyle(one).direction === 'ltr' ? 80 : -80, 0)"
        )
        assert head.bounding_box() == before
    number = region.locator("td a", has_text=re.compile("^[1-9]")).first
    told = number.text_content() or ""
    number.click()
    expect(page.locator("article.hit")).to_have_count(min(int(told.replace(",", "")), 10))


def test_a_finger_finds_bars_as_wide_as_itself(browser, site: str) -> None:
    context = browser.new_context(
        base_url=site, viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto("/?q=")
    unfold(page)
    links = [*page.locator(".histogram .wide a").all()]
    assert links
    widths = [box["width"] for link in links if (box := link.bounding_box())]
    assert min(widths) >= 24
    links[-1].tap()
    expect(page.locator(".chips li")).to_have_count(2)
    context.close()
