"""Stories of a search: asking, turning pages, reading a record, coming back."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from driving import library, open_fold

if TYPE_CHECKING:
    from labels import Labels
    from playwright.sync_api import Page

expect = library("playwright.sync_api").expect

Visit = Callable[..., "Page"]


HEADINGS = "article.hit h2"


def test_a_query_is_typed_and_sent_from_the_keyboard(walk: Visit, scripts: bool) -> None:
    page = walk("/", scripts=scripts)
    page.locator("#q").press_sequentially("كتاب")
    page.keyboard.press("Enter")
    expect(page.locator("article.hit mark").first).to_be_visible()
    expect(page.locator("#q")).to_have_value("كتاب")
    expect(page.locator(HEADINGS)).to_have_count(10)
    expect(page).to_have_title(re.compile("كتاب"))


def test_a_query_is_sent_with_the_button(walk: Visit, labels: "Labels", scripts: bool) -> None:
    page = walk("/", scripts=scripts)
    page.locator("#q").fill("مكتبة")
    page.get_by_role("button", name=labels.search, exact=True).click()
    expect(page.locator("article.hit mark").first).to_be_visible()


def test_the_first_key_leads_past_the_form_to_the_results(walk: Visit, scripts: bool) -> None:
    page = walk("/?q=كتاب", scripts=scripts)
    page.keyboard.press("Tab")
    skip = page.locator("a:focus")
    expect(skip).to_be_in_viewport()
    expect(skip).to_have_attribute("href", "#total")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    following = "document.querySelector('#total').compareDocumentPosition(document.activeElement)"
    assert page.evaluate(f"{following} & Node.DOCUMENT_POSITION_FOLLOWING")


def test_back_restores_the_search_before(walk: Visit, scripts: bool) -> None:
    page = walk("/?q=كتاب", scripts=scripts)
    total = page.locator("#total").inner_text()
    page.locator("#q").fill("مكتبة")
    page.locator("#q").press("Enter")
    expect(page.locator("#total")).not_to_have_text(total)
    page.go_back()
    expect(page.locator("#total")).to_have_text(total)
    expect(page).to_have_title(re.compile("كتاب"))


def test_pages_are_turned_on_and_back(walk: Visit, labels: "Labels", scripts: bool) -> None:
    page = walk("/?q=كتاب", scripts=scripts)
    current = page.locator(".paging a[aria-current=page]")
    first = page.locator(HEADINGS).all_inner_texts()
    page.get_by_role("link", name=labels.next_page, exact=True).click()
    expect(current).to_contain_text("2")
    second = page.locator(HEADINGS).all_inner_texts()
    assert (len(first), len(second)) == (10, 10)
    assert not set(first) & set(second)
    page.get_by_role("link", name=labels.previous_page, exact=True).click()
    expect(current).to_contain_text("1")
    assert page.locator(HEADINGS).all_inner_texts() == first


def test_a_record_is_opened_and_leads_back_to_its_results(
    walk: Visit, labels: "Labels", scripts: bool
) -> None:
    page = walk("/?q=كتاب&page=2", scripts=scripts)
    shown = page.locator(HEADINGS).all_inner_texts()
    hit = page.locator(f"{HEADINGS}:not(.untitled)").first
    title = hit.inner_text()
    hit.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".reading mark").first).to_be_visible()
    expect(page.locator("#q")).to_have_value("كتاب")
    page.get_by_role("link", name=labels.back_to_results).click()
    expect(page.locator(".paging a[aria-current=page]")).to_contain_text("2")
    assert page.locator(HEADINGS).all_inner_texts() == shown


def test_a_total_leads_to_the_word_alone_and_the_switch_says_so(
    walk: Visit, labels: "Labels", scripts: bool
) -> None:
    page = walk("/?q=مكتبة", scripts=scripts)
    switch = page.locator(".manner a[href*='level'][aria-current]")
    for level in ("clitics", "word"):
        open_fold(page, ".understanding")
        closer = page.locator(f".closer a[href*='level={level}']")
        total = closer.inner_text().split(": ")[1]
        closer.click()
        expect(page.locator("#total")).to_contain_text(total)
        expect(switch.first).to_have_attribute("href", re.compile(f"level={level}"))
    open_fold(page, ".manner")
    page.locator(".manner").get_by_role("link", name=labels.with_prefixes, exact=True).click()
    expect(switch.first).to_have_attribute("href", re.compile("level=clitics"))
    expect(page.locator("article.hit mark").first).to_be_visible()


def test_a_name_typed_without_quotation_marks_is_one_click_from_its_phrase(
    walk: Visit, scripts: bool
) -> None:
    page = walk("/?q=معرض الكتاب&sort=oldest", scripts=scripts)
    open_fold(page, ".understanding")
    phrase = page.locator(".closer a").last
    total = phrase.inner_text().split(": ")[1]
    phrase.click()
    expect(page.locator("#q")).to_have_value('"معرض الكتاب"')
    expect(page.locator("#total")).to_contain_text(total)
    expect(page).to_have_url(re.compile("sort=oldest"))


def test_a_choice_takes_along_what_is_typed_and_not_yet_sent(
    walk: Visit, labels: "Labels", scripts: bool
) -> None:
    page = walk("/concordance?q=كتاب", scripts=scripts)
    page.locator("#q").fill("مكتبة")
    page.locator("#q").blur()  # what is offered under the box lies over the choices
    open_fold(page, ".manner")
    page.get_by_role("link", name=labels.with_prefixes, exact=True).click()
    expect(page.locator("#q")).to_have_value("مكتبة" if scripts else "كتاب")
    page.locator("#q").fill("صحيفة")
    page.locator("#q").press("Enter")
    expect(page).to_have_url(re.compile("level=clitics"))
    expect(page.locator(".manner [aria-current]", has_text=labels.with_prefixes)).to_have_count(1)
    expect(page.locator(".lines mark").first).to_contain_text("صحيف")


def test_a_question_is_answered_and_the_switch_widens_and_narrows_it(
    walk: Visit, scripts: bool
) -> None:
    page = walk("/?q=أين مكتبة المدينة القديمة؟", scripts=scripts)
    all_words, any_word = (
        page.locator(f".manner a[href*='match={match}'][aria-current]").first
        for match in ("all", "any")
    )
    expect(page.locator(".border + .hits .hit").first).to_be_visible()
    open_fold(page, ".understanding")
    page.locator(".variants a[href*='match=all']").click()
    expect(all_words).to_be_attached()
    page.go_back()
    page.locator(".border a[href*='match=any']").click()
    expect(any_word).to_be_attached()
    expect(page.locator(".border")).to_have_count(0)
    expect(page.locator(".hits .hit").first).to_be_visible()


def test_what_may_have_been_meant_is_one_click_away(walk: Visit, scripts: bool) -> None:
    page = walk("/?q=الكتلب", scripts=scripts)
    expect(page.locator("article.hit")).to_have_count(0)
    page.get_by_role("link", name="الكتاب", exact=True).click()
    expect(page.locator("article.hit mark").first).to_be_visible()
    expect(page.locator("#q")).to_have_value("الكتاب")


def test_the_first_page_leads_to_an_example_and_back_to_what_the_archive_lacks(
    walk: Visit, scripts: bool
) -> None:
    page = walk("/", scripts=scripts)
    example = page.locator(".try li").first
    text = example.locator("a").inner_text()
    example.locator("a").click()
    expect(page.locator("#q")).to_have_value(text)
    expect(page.locator("article.hit").first).to_be_visible()
    page.locator(".brand").click()
    page.locator("main a[href='/about']").click()
    expect(page.locator(".holdings tbody tr").first).to_be_visible()
