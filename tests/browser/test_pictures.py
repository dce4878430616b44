"""Stories of who looks at the pictures and files of a record."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from driving import library
from pictured import CAPTION, PICTURE

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = library("playwright.sync_api").expect

Visit = Callable[..., "Page"]

LOADED = "images => images.every(image => image.complete && image.naturalWidth)"


def test_pictures_are_seen_where_room_was_kept_and_files_are_taken(
    walk: Visit, scripts: bool
) -> None:
    page = walk("/pictured/record/several", scripts=scripts)
    pictures = page.locator(".media img")
    expect(pictures).to_have_count(3)
    kept = [pictures.nth(number).bounding_box() for number in range(3)]
    page.locator(".attached").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    if scripts:
        assert pictures.evaluate_all(LOADED)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide == 0
    for number, before in enumerate(kept):
        now = pictures.nth(number).bounding_box()
        assert before and now
        assert (now["width"], now["height"]) == (before["width"], before["height"])
        assert now["width"] >= 30
    first = page.get_by_role("link", name=CAPTION)
    answer = page.request.get(str(first.get_attribute("href")))
    assert (answer.headers["content-type"], answer.body()) == ("image/png", PICTURE)
    with page.expect_download() as taken:
        page.get_by_role("link", name="page.html").click()
    assert taken.value.suggested_filename == "page.html"
    gone = page.locator(".attached li").filter(has_text="gone.jpg")
    expect(gone).to_be_visible()
    expect(gone.get_by_role("link")).to_have_count(0)


def test_a_picture_opens_whole_and_one_comes_back(walk: Visit) -> None:
    page = walk("/pictured/record/one")
    page.locator(".media a").click()
    assert page.evaluate("document.images[0].naturalWidth") == 900
    page.go_back()
    expect(page.locator(".media img")).to_be_visible()


def test_pictures_are_on_paper_too(walk: Visit) -> None:
    page = walk("/pictured/record/one")
    page.emulate_media(media="print")
    expect(page.locator(".media img")).to_be_visible()
