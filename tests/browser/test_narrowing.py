"""Stories of narrowing a search by facets and dates, and widening it again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from driving import library, unfold, unfold_filters

if TYPE_CHECKING:
    from labels import Labels
    from playwright.sync_api import Locator, Page

expect = library("playwright.sync_api").expect

Visit = Callable[..., "Page"]


SOURCE = "شبكة المنارة"
NARROWED = f"/?q=كتاب&source={SOURCE}&since=2012"


def value(page: "Page", panel: str, name: str) -> "Locator":
    """The link that chooses a value in the panel of that title."""
    title = page.get_by_role("heading", name=panel, exact=True)
    return page.locator(".panel").filter(has=title).locator("a.value", has_text=name)


def test_a_facet_narrows_and_the_removal_of_its_chip_widens(
    walk: Visit, labels: "Labels", scripts: bool
) -> None:
    page = walk("/?q=كتاب", scripts=scripts)
    total = page.locator("#total").inner_text()
    unfold(page)
    choice = value(page, labels.source, SOURCE)
    count = choice.locator(".count").inner_text()
    choice.click()
    chip = page.locator(".chips").get_by_role("link", name=SOURCE)
    expect(chip).to_be_visible()
    expect(page.locator("#total")).to_contain_text(count)
    expect(page.locator("article.hit")).to_have_count(int(count))
    assert set(page.locator("article.hit .source").all_inner_texts()) == {SOURCE}
    chip.click()
    expect(page.locator("#total")).to_have_text(total)
    expect(page.locator(".chips")).to_have_count(0)
    expect(page.locator("#q")).to_have_value("كتاب")


def test_a_country_is_chosen_by_its_name_in_the_readers_language(
    walk: Visit, labels: "Labels", scripts: bool
) -> None:
    page = walk("/own/?q=", scripts=scripts)
    unfold(page)
    value(page, labels.country, labels.lebanon).click()
    expect(page.locator(".chips").get_by_role("link", name=labels.lebanon)).to_be_visible()
    assert set(page.locator("article.hit .source").all_inner_texts()) == {"صحيفة الساحل"}


def test_back_undoes_a_choice(walk: Visit, labels: "Labels", scripts: bool) -> None:
    page = walk("/?q=كتاب", scripts=scripts)
    total = page.locator("#total").inner_text()
    unfold(page)
    value(page, labels.source, SOURCE).click()
    expect(page.locator(".chips")).to_be_visible()
    page.go_back()
    expect(page.locator("#total")).to_have_text(total)
    expect(page.locator(".chips")).to_have_count(0)


def test_a_new_query_keeps_what_was_chosen(walk: Visit, scripts: bool) -> None:
    page = walk(NARROWED, scripts=scripts)
    page.locator("#q").fill("مكتبة")
    page.locator("#q").press("Enter")
    expect(page.locator("article.hit mark").first).to_contain_text("مكتبة")
    expect(page.locator(".chips").get_by_role("link", name=SOURCE)).to_be_visible()
    assert set(page.locator("article.hit .source").all_inner_texts()) == {SOURCE}


def test_starting_over_leads_to_the_whole_archive(
    walk: Visit, labels: "Labels", scripts: bool
) -> None:
    everything = walk("/", scripts=scripts).locator("#total").inner_text()
    page = walk(NARROWED, scripts=scripts)
    page.locator(".chips").get_by_role("link", name=labels.start_over, exact=True).click()
    expect(page.locator("#total")).to_have_text(everything)
    expect(page.locator("#q")).to_have_value("")
    expect(page.locator(".chips")).to_have_count(0)


def test_on_a_narrow_screen_the_keyboard_unfolds_the_facets(
    walk: Visit, labels: "Labels", scripts: bool
) -> None:
    page = walk("/?q=كتاب", width=360, scripts=scripts)
    choice = value(page, labels.source, SOURCE)
    expect(choice).to_be_hidden()
    page.locator("summary", has_text=labels.filters).press("Enter")
    if scripts:  # each panel is folded, too
        expect(choice).to_be_hidden()
        page.locator(".fold > summary", has_text=labels.source).first.press("Enter")
    expect(choice).to_be_visible()
    choice.press("Enter")
    expect(page.locator(".chips").get_by_role("link", name=SOURCE)).to_be_visible()
    # What was chosen stays in sight when the filters are opened again, and leads on to the results.
    unfold_filters(page)
    expect(choice).to_be_visible()
    shown = page.locator(".to-results a")
    expect(shown).to_be_visible()
    shown.click()
    expect(page.locator("article.hit").first).to_be_in_viewport()


def test_a_panel_stays_folded_as_it_was_left_and_its_values_are_searched_in_place(
    walk: Visit, labels: "Labels"
) -> None:
    page = walk("/?q=")
    unfold(page)
    panel = page.locator(".panel", has=page.get_by_role("heading", name=labels.source, exact=True))
    more = panel.locator(".more > summary")
    more.click()
    folded = panel.locator(".more .choices > li")
    first = folded.all_inner_texts()
    panel.get_by_role("searchbox").fill("الساح")
    expect(folded).to_have_count(1)
    expect(folded.first).to_contain_text("صحيفة الساحل")
    panel.get_by_role("searchbox").fill("")
    expect(folded).to_have_count(len(first))
    panel.locator(".fold > summary").click()
    expect(more).to_be_hidden()
    page.reload()
    unfold_filters(page)
    expect(panel.locator(".fold > summary")).to_be_visible()
    expect(more).to_be_hidden()


def test_dates_are_a_tree_from_the_year_to_the_day_and_back(
    walk: Visit, labels: "Labels", scripts: bool
) -> None:
    page = walk("/?since=2014&until=2014", scripts=scripts)
    unfold(page)
    tree = page.locator(".panel").first.locator(".tree").first
    month = tree.locator(".tree > li > .row > a").first
    expect(month).to_be_visible()
    month.click()
    unfold(page)
    expect(page.locator(".chips")).to_contain_text("2014")
    chosen = tree.locator("a[aria-current]")
    expect(chosen).to_have_count(1)
    # The year stands above the month, and leads back to all of it.
    tree.locator("> li > .row > a").first.click()
    unfold(page)
    expect(tree.locator("> li > .row > a[aria-current]")).to_have_count(1)
    page.locator(".all-dates a").click()
    expect(page.locator(".chips")).to_have_count(0)


def test_the_undated_are_chosen_in_the_panel_of_time(
    walk: Visit, labels: "Labels", scripts: bool
) -> None:
    page = walk("/?q=", scripts=scripts)
    unfold(page)
    page.locator(".panel").first.locator(".more > summary").click()
    undated = page.locator(".panel").first.locator("a.value", has_text=labels.undated)
    count = undated.locator(".count").inner_text()
    undated.click()
    expect(page.locator("#total")).to_contain_text(count)
    expect(page.locator(".chips")).to_contain_text(labels.undated)


def test_a_date_that_is_none_is_said_to_be_so_and_can_be_mended(
    walk: Visit, labels: "Labels", scripts: bool
) -> None:
    page = walk("/?q=كتاب&since=x", scripts=scripts)
    expect(page.get_by_role("alert")).to_contain_text("x")
    expect(page.locator("article.hit")).to_have_count(0)
    unfold(page)
    since = page.get_by_label(labels.since, exact=True)
    expect(since).to_have_value("x")
    since.fill("2020")
    page.get_by_role("button", name=labels.apply, exact=True).click()
    expect(page.locator(".chips")).to_contain_text("2020")
    expect(page.get_by_role("alert")).to_have_count(0)
    dates = [when.get_attribute("datetime") for when in page.locator("article.hit time").all()]
    assert dates
    assert min(filter(None, dates)) >= "2020"


def test_fields_of_the_archives_own_narrow_by_name_by_range_and_by_exclusion(
    walk: Visit, labels: "Labels", scripts: bool
) -> None:
    page = walk("/own/?q=", scripts=scripts)
    unfold(page)
    value(page, labels.own_name, "ثقافة").click()
    chips = page.locator(".chips")
    expect(chips).to_contain_text("ثقافة")
    unfold(page)
    pages = page.get_by_role("group", name=labels.own_number, exact=True)
    pages.get_by_label(labels.since, exact=True).fill("10")
    pages.get_by_label(labels.until, exact=True).fill("60")
    pages.get_by_role("button", name=labels.apply, exact=True).click()
    expect(page.locator("article.hit")).to_have_count(3)
    assert "pages=10..60" in page.url
    assert "pages.from" not in page.url
    unfold(page)
    bars = page.locator(".panel", has=pages).locator("figure .fine a")
    expect(bars).to_have_count(3)
    bars.first.click()
    expect(page.locator("article.hit")).to_have_count(1)
    page.go_back()
    unfold(page)
    value(page, labels.own_name, "ثقافة").click()  # chosen before, and so no longer
    unfold(page)
    page.get_by_role("link", name=f"{labels.exclude} رياضة", exact=True).click()
    expect(chips).to_contain_text("رياضة")
    expect(chips).to_contain_text("60")
    expect(page.locator("article.hit")).to_have_count(7)
