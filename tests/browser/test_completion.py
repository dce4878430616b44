"""Stories of what is offered under the search box while one types."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from driving import library

if TYPE_CHECKING:
    from labels import Labels
    from playwright.sync_api import Locator, Page

expect = library("playwright.sync_api").expect

Visit = Callable[..., "Page"]


FAIR = "معرض الكتاب يفتح أبوابه في رأس المرجان"


@pytest.fixture
def type_in(walk: Visit, labels: "Labels") -> Callable[[str], tuple["Page", "Locator"]]:
    """Type into the search box; gives the page and what is offered once it is there."""

    def typed(text: str) -> tuple["Page", "Locator"]:
        page = walk("/")
        page.locator("#q").press_sequentially(text)
        offered = page.get_by_role("listbox", name=labels.completions, exact=True)
        expect(offered).to_be_visible()
        return page, offered.get_by_role("option")

    return typed


TypeIn = Callable[[str], tuple["Page", "Locator"]]


def test_arrows_choose_and_enter_searches(type_in: TypeIn) -> None:
    page, options = type_in("الكت")
    box = page.locator("#q")
    expect(box).to_have_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_text("الكتاب")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    page.keyboard.press("Enter")
    expect(page.locator("article.hit mark").first).to_be_visible()
    expect(box).to_have_value("الكتاب")


def test_a_title_opens_its_record(type_in: TypeIn) -> None:
    page, options = type_in("الكت")
    expect(options.last).to_have_text(FAIR)
    page.keyboard.press("ArrowUp")  # from the box, round to the last
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(FAIR)


def test_a_source_is_chosen_with_the_mouse(type_in: TypeIn, labels: "Labels") -> None:
    page, _ = type_in("صحيفة الس")
    sources = page.get_by_role("group", name=labels.source, exact=True)
    sources.get_by_role("option").first.click()
    expect(page.locator(".chips")).to_contain_text("صحيفة الساحل")


def test_a_source_and_a_date_narrow_what_stands_before_them_and_keep_the_other_filters(
    walk: Visit, labels: "Labels"
) -> None:
    page = walk("/?source=صحيفة الساحل")
    page.locator("#q").press_sequentially("كتاب 2014")
    offered = page.get_by_role("listbox", name=labels.completions, exact=True)
    dates = offered.get_by_role("group", name=labels.date, exact=True).get_by_role("option")
    expect(dates).to_have_count(1)
    expect(page.locator(".box [role=status]")).not_to_be_empty()
    dates.first.click()
    chips = page.locator(".chips")
    expect(chips).to_contain_text("صحيفة الساحل")
    expect(chips).to_contain_text("2014")
    expect(page.locator("#q")).to_have_value("كتاب")


def test_home_and_end_go_through_the_list_once_one_is_in_it(type_in: TypeIn) -> None:
    page, options = type_in("الكت")
    page.keyboard.press("Home")
    expect(page.locator("#q")).not_to_have_attribute("aria-activedescendant", "completion-0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(options.first).to_have_attribute("aria-selected", "true")


def test_words_and_titles_stand_under_their_names(type_in: TypeIn, labels: "Labels") -> None:
    page, _ = type_in("الكت")
    words = page.get_by_role("group", name=labels.words, exact=True)
    titles = page.get_by_role("group", name=labels.titles, exact=True)
    expect(words.get_by_role("option").first).to_have_text("الكتاب")
    expect(titles.get_by_role("option").last).to_have_text(FAIR)
    expect(titles.get_by_text(labels.titles, exact=True)).to_be_visible()


def test_escape_closes_the_list_and_keeps_what_was_typed(type_in: TypeIn) -> None:
    page, options = type_in("الكت")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    box = page.locator("#q")
    expect(box).to_have_value("الكت")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_be_focused()


def test_leaving_the_box_closes_the_list(type_in: TypeIn) -> None:
    page, options = type_in("الكت")
    page.keyboard.press("Tab")
    expect(options).to_have_count(0)


def test_a_title_that_holds_markup_is_shown_as_it_is_written(type_in: TypeIn) -> None:
    _, options = type_in("عنوان")
    title = options.filter(has_text="<script>alert('عنوان')</script>")
    expect(title).to_be_visible()
    expect(title.locator(".label")).to_have_count(1)
    expect(title.locator(".label *")).to_have_count(0)


def test_without_scripts_nothing_is_offered_and_the_box_is_a_plain_one(walk: Visit) -> None:
    page = walk("/", scripts=False)
    expect(page.locator("#q")).to_have_role("searchbox")
    expect(page.get_by_role("listbox")).to_have_count(0)
