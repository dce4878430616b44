"""Stories of those who read all day: keys, matches, marks, saved searches, other views."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from driving import library, open_fold, unfold

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
    page.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_be_focused()
    for _ in range(9):
        page.keyboard.press("j")
    expect(page.locator(".paging [rel=next]")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator(".help dl").first).to_be_visible()
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


def test_one_goes_from_match_to_match_and_round_and_to_any_of_them(
    walk: Visit, scripts: bool
) -> None:
    page = walk(RECORD, scripts=scripts)
    marks = page.locator(".text mark[id]")
    last = marks.count()
    for way, number in (("following", 1), ("following", 2), ("previous", 1), ("previous", last)):
        page.locator(f".jumps .{way}").click()
        expect(page).to_have_url(re.compile(f"#hit-{number}$"))
        expect(marks.nth(number - 1)).to_have_class("here")
        expect(page.locator(".which .at")).to_have_text(str(number))
    page.locator(".jumps summary").click()
    page.locator(".jumps li a").nth(1).click()
    expect(page).to_have_url(re.compile("#hit-2$"))
    expect(page.locator("#hit-2")).to_be_in_viewport()


def test_keys_go_to_the_matches_and_to_the_neighbours_in_the_results(walk: Visit) -> None:
    page = walk("/?q=كتاب&sort=newest")
    page.locator("article.hit h2 a").nth(1).click()
    place = page.locator(".place > span").last
    expect(page.locator(".toolbar")).to_be_visible()
    bar = page.locator(".toolbar").bounding_box()
    assert bar
    assert bar["height"] < 56  # a line, on a telephone too
    page.keyboard.press("n")
    expect(page.locator("mark.here")).to_have_count(1)
    page.keyboard.press("p")
    expect(page.locator(".which")).to_be_visible()
    page.keyboard.press("j")
    expect(page).to_have_url(re.compile("at=3"))
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile("at=2"))
    expect(place).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()


SELECT = """() => {
    const range = document.createRange();
    const text = document.querySelector("#p2").firstChild;
    range.setStart(text, 3);
    range.setEnd(text, 30);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def test_what_is_selected_has_a_link_that_leads_to_it_without_scripts(
    walk: Visit, visit: Visit
) -> None:
    page = walk("/record/saahil-2014-001")
    page.evaluate(SELECT)
    button = page.locator(".passage-link")
    expect(button).to_be_visible()
    address = str(button.evaluate("button => button.value"))
    plain = visit(address[address.index("/record") :].partition("#")[0], scripts=False)
    expect(plain.locator("#passage")).to_be_visible()
    expect(plain.locator(".notice")).to_have_count(0)


def test_the_citation_is_copied_in_the_style_that_one_has_chosen(walk: Visit) -> None:
    page = walk("/record/saahil-2014-001?cite=apa")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    if page.locator(".at-hand > summary").is_visible():
        page.locator(".at-hand > summary").click()
    button = page.locator(".at-hand .copy")
    label = button.text_content()
    button.click()
    expect(button).not_to_have_text(str(label))
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#cite-apa-text").text_content()
    assert "(2014, September 3)" in copied


def test_paper_has_the_text_and_where_it_is_from_and_nothing_to_press(walk: Visit) -> None:
    page = walk(RECORD)
    page.emulate_media(media="print")
    for part in (".masthead", ".toolbar", ".facts", ".tools", ".similar", ".colophon"):
        expect(page.locator(part).first).to_be_hidden()
    for part in (".record h1", ".imprint", ".text", ".printed"):
        expect(page.locator(part).first).to_be_visible()


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
    open_fold(page, ".arranging")
    saved.locator("summary").click()
    saved.get_by_role("button").first.click()
    expect(saved.locator("li")).to_have_count(1)
    page.goto("/?q=")
    open_fold(page, ".arranging")
    saved.locator("summary").click()
    saved.locator("li a").click()
    expect(page.locator("#q")).to_have_value("كتاب")
    open_fold(page, ".arranging")
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
    for button in walk(RECORD, scripts=False).locator(".toolbar button, .cite button").all():
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
    tags.locator(".more > summary").click()
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
    expect(page.locator(".chart polyline.curve-1").first).to_be_attached()
    expect(page.locator(".chart polyline.curve-2").first).to_be_attached()
    expect(page.locator(".numbers thead bdi")).to_have_text(["كتاب", "تويتر"])


def test_nothing_found_leads_out_by_what_each_way_would_find(walk: Visit, scripts: bool) -> None:
    page = walk("/?q=كتاب&source=صحيفة الساحل&since=2031", scripts=scripts)
    way = page.locator(".no-results li").first
    way.get_by_role("link").click()
    expect(page.locator("article.hit").first).to_be_visible()


def test_few_results_end_with_looser_searches_that_find_what_they_say(
    walk: Visit, scripts: bool
) -> None:
    page = walk('/?q="ماء البحر"', scripts=scripts)
    found = int(page.locator("article.hit").count())
    for at in range(page.locator(".looser li").count()):
        way = page.locator(".looser li").nth(at)
        said = int("".join(filter(str.isdigit, way.inner_text())))
        assert said > found
        way.get_by_role("link").focus()
        page.keyboard.press("Enter")
        expect(page.locator("article.hit")).to_have_count(min(said, 10))
        page.go_back()
        expect(page.locator("#q")).to_have_value('"ماء البحر"')
    assert page.locator(".looser li").count() >= 2


def test_a_reference_is_copied_or_taken_away(walk: Visit, scripts: bool) -> None:
    page = walk(RECORD, scripts=scripts)
    page.locator(".cite summary").click()
    expect(page.locator(".cite p").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="RIS", exact=True).click()
    assert download.value.suggested_filename == "reference.ris"


def test_the_results_are_taken_away_as_a_table(walk: Visit, scripts: bool) -> None:
    page = walk("/?q=كتاب", scripts=scripts)
    open_fold(page, ".arranging")
    page.locator(".take summary").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "kashshaf كتاب.csv"
