"""Stories of those who read all day: keys, matches, marks, saved searches, other views."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from driving import library, unfold

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = library("playwright.sync_api").expect

Visit = Callable[..., "Page"]


RECORD = "/record/saahil-2014-001?q=كتاب"


def test_keys_go_to_the_box_and_from_hit_to_hit(walk: Visit) -> None:
    page = walk("/?q=كتاب")
    hits = page.locator("article.hit h2 a")
    page.keyboard.press("j")
    expect(hits.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(hits.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(hits.nth(0)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("jk/")  # in the box they are letters
    expect(page.locator("#q")).to_have_value("jk/")


def test_enter_opens_the_hit_that_has_the_focus(walk: Visit) -> None:
    page = walk("/?q=العنوان:كتاب")
    title = page.locator("article.hit h2").first.text_content()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_buttons_go_from_match_to_match_and_round(walk: Visit) -> None:
    page = walk(RECORD)
    marks = page.locator(".text mark")
    last = marks.count() - 1
    page.locator(".jumps .next").click()
    expect(marks.nth(0)).to_have_class("here")
    page.locator(".jumps .previous").click()
    expect(marks.nth(last)).to_have_class("here")
    expect(page.locator("mark.here")).to_have_count(1)


def test_the_numbers_of_the_matches_lead_to_them(walk: Visit, scripts: bool) -> None:
    page = walk(RECORD, scripts=scripts)
    page.locator(".jumps a").nth(1).click()
    expect(page).to_have_url(re.compile("#hit-2$"))
    expect(page.locator("#hit-2")).to_be_in_viewport()


def height(page: "Page") -> float:
    box = page.locator(".text").bounding_box()
    assert box is not None
    return box["height"]


def test_texts_are_enlarged_and_stay_so(walk: Visit, scripts: bool) -> None:
    page = walk(RECORD, scripts=scripts)
    small = height(page)
    page.locator(".sizes-of-text .larger").click()
    assert height(page) > 1.3 * small
    page.goto(RECORD)
    expect(page.locator(".text")).to_have_class("text larger")


def test_the_language_is_switched_and_kept(walk: Visit, language: str, scripts: bool) -> None:
    other, name = {"ar": ("en", "English"), "en": ("ar", "العربية")}[language]
    page = walk("/?q=كتاب", scripts=scripts)
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", other)
    expect(page.locator("#q")).to_have_value("كتاب")
    page.locator("article.hit h2 a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", other)


def test_a_search_is_saved_in_the_browser_and_found_again(walk: Visit) -> None:
    page = walk("/?q=كتاب")
    saved = page.locator("[data-saved]")
    saved.locator("summary").click()
    saved.get_by_role("button").first.click()
    expect(saved.locator("li")).to_have_count(1)
    page.goto("/?q=")
    saved.locator("summary").click()
    saved.locator("li a").click()
    expect(page.locator("#q")).to_have_value("كتاب")
    saved.locator("summary").click()
    saved.locator("li button").first.click()
    saved.locator("li input").fill("كتب هذا الأسبوع")
    page.keyboard.press("Tab")
    expect(saved.locator("li a")).to_have_text("كتب هذا الأسبوع")
    saved.locator("li button").last.click()
    expect(saved.locator("li")).to_have_count(0)


def test_without_scripts_nothing_is_offered_that_needs_them(walk: Visit) -> None:
    page = walk("/?q=كتاب", scripts=False)
    expect(page.locator("[data-saved]")).to_be_hidden()
    for button in walk(RECORD, scripts=False).locator(".jumps button").all():
        expect(button).to_be_hidden()


def test_a_bar_narrows_to_its_period_and_the_wider_one_is_a_step_away(
    walk: Visit, scripts: bool
) -> None:
    page = walk("/?q=", scripts=scripts)
    total = page.locator("#total").text_content()
    unfold(page)
    page.locator(".histogram a").last.click()
    expect(page.locator(".chips li")).to_have_count(2)
    unfold(page)
    page.locator(".wider a").click()
    expect(page.locator("#total")).to_have_text(total)


def test_a_facet_is_searched_for_a_value_that_is_not_shown(walk: Visit, scripts: bool) -> None:
    page = walk("/?q=كتاب", scripts=scripts)
    unfold(page)
    tags = page.locator(".panel").last
    tags.locator("summary").click()
    tags.locator("input[type=search]").fill("كت")
    tags.locator("input[type=search]").press("Enter")
    value = page.locator("a.value").first
    expect(value).to_contain_text("كت")
    value.click()
    expect(page.locator(".chips li")).to_have_count(2)
    expect(page.locator("#q")).to_have_value("كتاب")


def test_the_concordance_is_put_in_another_order(walk: Visit, scripts: bool) -> None:
    page = walk("/concordance?q=كتاب", scripts=scripts)
    first = page.locator(".lines tbody tr").first.text_content()
    page.locator(".sort a").last.click()
    expect(page.locator(".sort a").last).to_have_attribute("aria-current", "true")
    expect(page.locator(".lines tbody tr").first).not_to_have_text(first)
    expect(page.locator(".lines mark").first).to_be_visible()


def test_two_words_are_compared_over_time(walk: Visit, scripts: bool) -> None:
    page = walk("/trends", scripts=scripts)
    boxes = page.locator("form.queries input[type=search]")
    boxes.nth(0).fill("كتاب")
    boxes.nth(1).fill("تويتر")
    boxes.nth(1).press("Enter")
    expect(page.locator(".chart polyline")).to_have_count(2)
    expect(page.locator(".numbers thead bdi")).to_have_text(["كتاب", "تويتر"])


def test_nothing_found_leads_out_by_what_each_way_would_find(walk: Visit, scripts: bool) -> None:
    page = walk("/?q=كتاب&source=صحيفة الساحل&since=2031", scripts=scripts)
    way = page.locator(".no-results li").first
    way.get_by_role("link").click()
    expect(page.locator("article.hit").first).to_be_visible()


def test_a_reference_is_copied_or_taken_away(walk: Visit, scripts: bool) -> None:
    page = walk(RECORD, scripts=scripts)
    page.locator(".cite summary").click()
    expect(page.locator(".cite p").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="RIS", exact=True).click()
    assert download.value.suggested_filename == "reference.ris"


def test_the_results_are_taken_away_as_a_table(walk: Visit, scripts: bool) -> None:
    page = walk("/?q=كتاب", scripts=scripts)
    page.locator(".take summary").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "kashshaf.csv"
