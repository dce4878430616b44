"""What the pages load: their own style and script, and nothing from elsewhere."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from driving import library
from site_pages import PAGES

if TYPE_CHECKING:
    from journal import Journal
    from playwright.sync_api import Page

library("playwright.sync_api")


def test_pages_load_only_what_is_their_own_and_log_no_error(
    visit: Callable[..., "Page"], journal: "Journal"
) -> None:
    page = visit()
    for address in PAGES.values():
        page.goto(address)
    page.wait_for_load_state("networkidle")
    loaded = {urlsplit(request).path.rpartition(".")[2] for request in journal.requests}
    assert {"css", "js"} <= loaded
    assert journal.faults == []


def test_what_a_page_does_wrong_is_written_down(
    visit: Callable[..., "Page"], journal: "Journal"
) -> None:
    page = visit()
    page.evaluate("document.body.append(Object.assign(new Image(), { src: 'http://x.test/' }))")
    page.evaluate("setTimeout(() => { throw new Error('of its own') })")
    page.goto("/", wait_until="networkidle")
    wrong = "\n".join(journal.faults)
    journal.faults.clear()
    assert "http://x.test/" in wrong
    assert "of its own" in wrong
