"""Stories of lists that the archive keeps: gathered, noted in two windows, opened, moved there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from driving import library, open_fold
from served import served
from site_pages import in_turn
from test_accessibility import WIDTHS, assert_no_faults

from kashshaf import Archive
from kashshaf.archive.collections.values import Entry
from kashshaf.web import create_app
from kashshaf.web.access.readers import let_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = library("playwright.sync_api").expect

Visit = Callable[..., "Page"]

RECORDS = [
    {"id": f"{at}", "title": f"كتاب رقم {at}", "text": "نص الكتاب", "source": "صحيفة المرفأ"}
    for at in range(1, 5)
]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    folder = tmp_path / "press"
    with Archive.create(folder, title="صحف الساحل") as made:
        made.add(RECORDS)
    with (folder / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[collections]\non_server = true\n")
    with Archive.open(folder) as archive:
        yield archive


@pytest.fixture
def site(archive: Archive) -> Iterator[str]:
    """The archive, whose only reader is let in as who has accounts of their own would do it."""
    app = create_app(archive)
    app.before_request(lambda: let_in("ليلى"))
    with served(app, threads=4) as address:
        yield address


def made(archive: Archive) -> str:
    """The address of a list that is there already."""
    assert archive.collections is not None
    key = archive.collections.named("ليلى", "كتب").key
    archive.collections.add(key, "ليلى", [Entry("1", "كتاب رقم 1"), Entry("0", "كتاب قديم")])
    return f"/lists/{key}"


def test_results_are_selected_gathered_noted_and_opened(walk: Visit, scripts: bool) -> None:
    page = walk("/?q=كتاب", scripts=scripts)
    hits, boxes = page.locator("article.hit"), page.locator(".pick input")
    expect(page.locator("#chosen")).to_be_hidden()
    boxes.nth(0).check()
    if scripts:
        # The second from the keyboard, as a list of the browser's is filled.
        hits.nth(1).locator("h2 a").focus()
        page.keyboard.press("x")
        expect(page.locator("#chosen .count")).to_contain_text("2")
    else:
        boxes.nth(1).check()
    page.locator("#chosen input[name='to.name']").fill("حرية الصحافة")
    page.locator("#chosen button").click()
    expect(page.locator(".held")).to_have_count(2)

    page.locator(".held a").first.click()
    notes = page.locator(".entries textarea")
    expect(notes).to_have_count(2)
    notes.nth(0).fill("للاقتباس")
    if scripts:
        page.keyboard.press("Tab")
        expect(page.locator(".one-list [role=status]")).not_to_be_empty()
        # Once more, of what the first time has left there.
        notes.nth(0).fill("للاقتباس منه")
        page.keyboard.press("Tab")
        expect(page.locator(".one-list [role=status]")).not_to_be_empty()
        page.reload()
    else:
        notes.nth(0).fill("للاقتباس منه")
        page.locator("button[value=save]").click()
    expect(notes.nth(0)).to_have_value("للاقتباس منه")

    page.locator(".acts a").first.click()
    expect(hits).to_have_count(2)
    expect(page.locator(".opened-list")).to_contain_text("حرية الصحافة")
    expect(page.locator("article.hit .note")).to_have_text("للاقتباس منه")
    page.locator(".opened-list a").click()
    page.locator(".delete summary").click()
    page.locator("button[value=delete]").click()
    expect(page.locator(".kept-lists")).to_have_count(0)


def test_what_two_windows_write_is_shown_side_by_side(visit: Visit, archive: Archive) -> None:
    address = made(archive)
    windows = [visit(address, width=360, scripts=False) for _ in range(2)]
    for number, page in enumerate(windows):
        page.locator(".entries textarea").first.fill(f"من النافذة {number}")
        page.locator("button[value=share]").click()
    page = windows[1]
    expect(page.locator(".entries [role=alert] q")).to_have_text("من النافذة 0")
    expect(page.locator(".entries textarea").first).to_have_value("من النافذة 1")
    expect(page.locator(".gone")).to_have_count(1)
    page.locator("button[value=save]").click()
    expect(page.locator("[role=alert]")).to_have_count(0)
    expect(page.locator(".entries textarea").first).to_have_value("من النافذة 1")


def test_a_list_of_the_browsers_is_moved_to_the_archive(walk: Visit, archive: Archive) -> None:
    page = walk("/lists")
    page.evaluate(
        """() => localStorage.setItem("kashshaf-lists:/lists", JSON.stringify({ lists: [{
          name: "مختارات", note: "", records: [{ id: "2", title: "كتاب رقم 2", note: "مهم" }],
        }] }))"""
    )
    page.reload()
    page.locator(".one-list .acts button").nth(3).click()
    page.locator(".kept-lists .name").click()
    expect(page.locator(".entries textarea")).to_have_value("مهم")
    page.goto("/lists")
    expect(page.locator(".kept-lists li")).to_have_count(1)
    expect(page.locator(".one-list")).to_have_count(0)
    # One record, on its own page.
    page.goto("/record/3")
    open_fold(page, ".gather")
    page.locator(".gather button").click()
    expect(page.locator(".held a")).to_have_text("مختارات")


@pytest.mark.parametrize(
    ("kind", "width"), in_turn(["all", "one", "results", "opened", "record"], WIDTHS)
)
def test_these_pages_keep_the_rules_of_wcag(
    visit: Visit, archive: Archive, kind: str, width: int
) -> None:
    address = made(archive)
    addresses = {
        "all": "/lists",
        "one": address,
        "results": "/?q=كتاب",
        "opened": f"{address}/open",
        "record": "/record/1",
    }
    page = visit(addresses[kind])
    if kind == "results":
        page.locator(".pick input").last.check()
        page.evaluate("document.querySelector('#chosen').style.position = 'static'")
    assert_no_faults(page, width)
    overflow = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    page.set_viewport_size({"width": 360, "height": 900})
    assert not page.evaluate(overflow)
