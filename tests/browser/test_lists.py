"""Stories of gathering: results into a list, notes, a file and back, opened as results."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from driving import library, open_fold

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = library("playwright.sync_api").expect

Visit = Callable[..., "Page"]


def test_results_are_gathered_annotated_and_opened_again(walk: Visit, tmp_path: Path) -> None:
    page = walk("/?q=كتاب")
    hits = page.locator("article.hit")
    first = hits.nth(0).locator("h2").inner_text()
    hits.nth(0).locator(".gathered").click()
    # The second from the keyboard: j goes on to it, x gathers it.
    hits.nth(1).locator("h2 a").focus()
    page.keyboard.press("x")
    expect(page.locator(".gathered[aria-pressed=true]")).to_have_count(2)
    expect(page.locator(".gather summary .count")).to_have_text("2")

    open_fold(page, ".arranging")
    page.locator(".gather summary").click()
    page.locator(".gather-tool a").click()
    entries = page.locator(".one-list li")
    expect(entries).to_have_count(2)
    expect(entries.nth(0).locator(".imprint .source")).not_to_be_empty()
    entries.nth(0).locator("textarea").fill("للاقتباس")
    page.locator(".one-list .name").fill("حرية الصحافة")
    page.keyboard.press("Tab")
    page.reload()
    expect(page.locator(".one-list .name")).to_have_value("حرية الصحافة")
    expect(entries.nth(0).locator("textarea")).to_have_value("للاقتباس")
    second = entries.nth(1).locator("a").inner_text()
    entries.nth(1).locator(".up").focus()
    page.keyboard.press("Enter")
    expect(entries.nth(0).locator("a")).to_have_text(second)
    expect(entries.nth(0).locator("textarea")).to_be_focused()
    entries.nth(1).locator(".up").press("Enter")
    page.emulate_media(media="print")
    expect(entries.nth(0).locator("textarea")).to_be_visible()
    expect(entries.nth(1).locator("a")).to_be_visible()
    expect(
        page.locator(".lists :is(button, input[type=file], :placeholder-shown):visible")
    ).to_have_count(0)
    page.emulate_media(media="screen")

    with page.expect_download() as download:
        page.locator(".acts button").nth(2).click()
    file = tmp_path / "list.json"
    download.value.save_as(file)
    page.locator(".acts button").nth(3).click()
    expect(page.locator(".one-list")).to_have_count(0)
    page.locator("input[type=file]").set_input_files(file)
    expect(entries).to_have_count(2)

    page.locator(".acts button").first.click()
    expect(hits).to_have_count(2)
    expect(page.locator(".opened-list")).to_contain_text("حرية الصحافة")
    expect(page.locator("article.hit .note")).to_have_text("للاقتباس")
    assert first in page.locator("article.hit h2").all_inner_texts()
    page.locator("#q").fill("كتاب")
    page.keyboard.press("Enter")
    expect(page.locator(".chips li").first).to_be_visible()


def test_all_results_are_gathered_at_once_into_a_list_of_their_own(walk: Visit) -> None:
    page = walk("/?q=كتاب")
    open_fold(page, ".arranging")
    page.locator(".gather summary").click()
    page.locator(".gather-tool input").fill("كتب")
    page.locator(".gather-tool p button").click()
    page.locator(".gather-tool > button").click()
    expect(page.locator(".gathered[aria-pressed=true]")).to_have_count(10)
    total = int("".join(filter(str.isdigit, page.locator("#total").inner_text())))
    expect(page.locator(".gather summary .count")).to_have_text(str(total))


def test_without_scripts_no_list_is_offered(walk: Visit) -> None:
    page = walk("/?q=كتاب", scripts=False)
    expect(page.locator(".gather")).to_be_hidden()
    expect(page.locator(".gathered")).to_have_count(0)


def test_a_saved_search_says_how_much_is_new_and_shows_just_that(walk: Visit) -> None:
    page = walk("/?q=كتاب&platform=web")
    saved = page.locator("[data-saved]")
    open_fold(page, ".arranging")
    saved.locator("summary").click()
    saved.get_by_role("button").first.click()
    # As if the two newest had come since. (The page allows no `wait_for_function`: it evaluates.)
    new = page.evaluate(
        """async () => {
          const read = () => JSON.parse(localStorage.getItem("kashshaf:/"));
          for (let tries = 500; !read()?.[0]?.seen && tries; tries -= 1)
            await new Promise((after) => setTimeout(after, 20));
          const feed = await (await fetch(`/feed.atom${location.search}`)).text();
          const parsed = new DOMParser().parseFromString(feed, "text/xml");
          const entries = parsed.querySelectorAll("entry");
          const kept = read();
          kept[0].seen = entries[2].querySelector("id").textContent;
          localStorage.setItem("kashshaf:/", JSON.stringify(kept));
          return [...entries].slice(0, 2).map((one) => one.querySelector("title").textContent);
        }"""
    )
    page.goto("/?q=مرفأ")
    open_fold(page, ".arranging")
    saved.locator("summary").click()
    expect(saved.locator(".new")).to_contain_text("2")
    saved.locator(".new").click()
    expect(page.locator(".opened-list")).to_be_visible()
    assert sorted(page.locator("article.hit h2").all_inner_texts()) == sorted(new)
    expect(page.locator("article.hit mark").first).to_be_visible()
    open_fold(page, ".arranging")
    saved.locator("summary").click()
    expect(saved.locator("li .aside")).to_be_visible()
    expect(saved.locator(".new")).to_have_count(0)
