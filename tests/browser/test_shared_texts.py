"""Stories of those who ask where else a text stands, and read two copies of it side by side."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
import wire
from driving import library

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = library("playwright.sync_api").expect

Visit = Callable[..., "Page"]

RECORD = "/wire/record/sahil"
SHARED = "/wire/shared/sahil?other=manara"


def test_a_copy_is_found_on_the_record_and_read_beside_it(walk: Visit, scripts: bool) -> None:
    page = walk("/wire/record/manara", scripts=scripts)
    page.locator(".copies a").first.click()
    expect(page.locator("#reprints")).to_be_in_viewport()
    page.locator("#reprints .compare a").first.click()
    titles = page.locator(".pair h2")
    expect(titles).to_have_count(2)
    expect(titles.first).to_contain_text("الرصيف الجديد")
    page.locator(".back .place a").click()
    expect(titles.nth(1)).to_contain_text("الرصيف الجديد")


def test_numbers_lead_from_a_passage_to_the_same_and_arrows_to_the_next(
    walk: Visit, scripts: bool
) -> None:
    page = walk(SHARED, scripts=scripts)
    page.locator("#a-1").click()
    expect(page).to_have_url(re.compile("#b-1$"))
    expect(page.locator("#b-1")).to_be_in_viewport()
    page.locator(".second .onward").first.click()
    expect(page).to_have_url(re.compile("#b-3$"))
    page.locator("#b-3").click()
    expect(page).to_have_url(re.compile("#a-3$"))
    expect(page.locator("#a-3")).to_be_in_viewport()


def test_keys_go_through_the_passages_of_both_texts(visit: Visit) -> None:
    page = visit(SHARED, width=1440)
    met = page.locator(".number.here")
    for key, number in (("j", 1), ("j", 2), ("j", 3), ("k", 2)):
        page.keyboard.press(key)
        expect(page.locator(f"#a-{number}")).to_be_focused()
        expect(met).to_have_count(2)
        for side in "ab":
            expect(page.locator(f"#{side}-{number}")).to_have_class("number here")
            expect(page.locator(f"#{side}-{number}")).to_be_in_viewport()


def test_a_book_is_unfolded_and_folded_again(walk: Visit, scripts: bool) -> None:
    page = walk("/wire/shared/article?other=issue", scripts=scripts)
    fold = page.locator("p.gap a").first
    fold.click()
    expect(page.locator("p.gap")).to_have_count(0)
    page.locator(".tools > a").first.click()
    expect(page.locator("p.gap").first).to_be_visible()


def test_a_text_that_is_pasted_is_found(walk: Visit, scripts: bool) -> None:
    page = walk("/wire/trace", scripts=scripts)
    page.locator("#text").fill(wire.QUOTE)
    page.locator("form.passage button").click()
    expect(page.locator("article.hit")).to_have_count(2)
    expect(page.locator("article.hit mark").first).to_be_visible()
    page.locator("#text").fill("\n".join((wire.MIDDLE, wire.END) * 4))
    page.locator("form.passage button").click()
    expect(page).to_have_url(re.compile("/trace$"))
    expect(page.locator("article.hit")).to_have_count(5)


def test_a_paragraph_of_a_record_is_chosen_and_found_elsewhere(walk: Visit, scripts: bool) -> None:
    page = walk(RECORD, scripts=scripts)
    page.locator(".tools a[href*=trace]").click()
    page.locator(".paragraphs a").nth(2).click()
    expect(page.locator("#text")).to_have_value(wire.END)
    expect(page.locator("article.hit")).to_have_count(4)
    page.locator("article.hit .compare a").first.click()
    expect(page.locator(".pair .first h2")).to_contain_text("الرصيف الشرقي يُفتح")


SELECT = """number => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelectorAll(".text p")[number]);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def test_what_is_selected_can_be_asked_for_at_once(walk: Visit) -> None:
    page = walk(RECORD)
    button = page.locator(".selected form button")
    expect(button).to_be_hidden()
    page.evaluate(SELECT, 1)
    button.click()
    expect(page.locator("#text")).to_have_value(wire.MIDDLE)
    expect(page.locator("article.hit")).to_have_count(3)


@pytest.mark.parametrize("width", [360, 1440])
def test_two_texts_stand_beside_each_other_where_there_is_room(visit: Visit, width: int) -> None:
    page = visit(SHARED, width=width)
    first, second = (
        page.locator(f".pair .{one} .text").bounding_box() for one in ("first", "second")
    )
    assert first
    assert second
    assert (first["y"] == second["y"]) == (width > 1000)


def test_each_text_is_cited_beside_the_other(walk: Visit, scripts: bool) -> None:
    page = walk(SHARED, scripts=scripts)
    page.locator(".second .cite summary").click()
    with page.expect_download() as download:
        page.locator(".second .cite").get_by_role("link", name="RIS", exact=True).click()
    assert download.value.suggested_filename == "reference.ris"
