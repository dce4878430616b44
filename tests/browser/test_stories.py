"""Readers of a press in which texts stand more than once: each copy, one of each, a story whole."""

import csv
from collections.abc import Callable
from typing import TYPE_CHECKING

from driving import library, open_fold, unfold

if TYPE_CHECKING:
    from labels import Labels
    from playwright.sync_api import Page

expect = library("playwright.sync_api").expect

Visit = Callable[..., "Page"]

SEARCH = "/wire/?q=الرصيف+الشرقي&match=all"
MANARA = "هيئة المرافئ: الرصيف الجديد يتّسع لثماني سفن"


def test_who_is_shown_one_of_each_story_comes_by_it_to_all_its_copies(
    walk: Visit, labels: "Labels"
) -> None:
    page = walk(SEARCH)
    hits = page.locator("article.hit")
    expect(hits).to_have_count(4)
    open_fold(page, ".arranging")
    page.get_by_role("link", name=labels.one_of_each).click()
    expect(hits).to_have_count(1)
    open_fold(page, ".arranging")
    expect(page.get_by_role("link", name=labels.one_of_each)).to_have_attribute(
        "aria-current", "true"
    )
    hits.locator(".of-story a").click()
    copies = page.locator(".of-one-date li > a")
    expect(copies).to_have_count(4)
    # The line of time has a block for each that has a day, over the ends of its axis.
    blocks = page.locator(".timeline .block")
    expect(blocks).to_have_count(3)
    line = page.locator(".timeline .plot").bounding_box()
    boxes = [blocks.nth(at).bounding_box() for at in range(3)]
    assert line and all(box and box["width"] >= 3 and box["height"] >= 3 for box in boxes)
    assert all(line["x"] <= box["x"] <= line["x"] + line["width"] for box in boxes if box)
    copies.get_by_text(MANARA).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MANARA)


def test_a_block_of_the_line_of_time_leads_to_its_copy(walk: Visit) -> None:
    page = walk("/wire/story/sahil")
    page.locator(".timeline .block:not(.first)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MANARA)


def test_two_copies_of_a_story_are_read_side_by_side(walk: Visit, labels: "Labels") -> None:
    page = walk("/wire/story/sahil")
    page.locator(".of-one-date li", has_text=MANARA).get_by_role(
        "link", name=labels.side_by_side
    ).click()
    expect(page.locator("main")).to_contain_text(MANARA)
    assert "/wire/shared/sahil" in page.url


def test_results_are_narrowed_to_what_was_printed_again_and_widened_by_the_chip(
    walk: Visit, labels: "Labels"
) -> None:
    page = walk("/wire/?q=")
    unfold(page)
    page.get_by_role("link", name=labels.printed_again, exact=True).click()
    expect(page.locator("article.hit")).to_have_count(4)
    page.locator(".chips li").first.get_by_role("link").click()
    expect(page.locator("article.hit")).to_have_count(10)


def test_stories_are_listed_and_opened_without_scripts(visit: Visit) -> None:
    page = visit("/wire/stories", width=360, scripts=False)
    page.locator(".stories h2 a").click()
    expect(page.locator(".of-one-date")).to_have_count(3)


def test_who_prints_after_whom_is_taken_away_as_a_table(walk: Visit) -> None:
    page = walk("/wire/printed-after")
    with page.expect_download() as download:
        page.locator("a[download$='.csv']").click()
    with download.value.path().open(encoding="utf-8-sig") as file:
        taken = [(row["earlier"], row["later"]) for row in csv.DictReader(file)]
    rows = page.locator("table.numbers tbody tr")
    expect(rows).to_have_count(len(taken))
    assert ("صحيفة الساحل", "شبكة المنارة") in taken
    expect(page.locator(".matrix .shade-5").first).to_be_visible()


def test_who_looks_at_two_papers_comes_to_the_stories_that_are_counted(walk: Visit) -> None:
    page = walk("/wire/printed-after")
    number = page.locator(".matrix td a:visible").first
    told = int(number.text_content() or "")
    number.click()
    expect(page.locator("ol.stories > li")).to_have_count(told)
    expect(page.locator(".chips li")).to_have_count(3)
    page.locator(".chips .start-over").click()
    expect(page.locator(".matrix")).to_be_visible()
