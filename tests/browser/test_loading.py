"""What the pages load: their own style and script, and nothing from elsewhere."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from journal import Journal
    from playwright.sync_api import Page


def test_a_page_loads_its_own_style_and_script(
    visit: Callable[..., "Page"], journal: "Journal"
) -> None:
    # That no page loads anything else, every visit of every test looks at.
    visit().wait_for_load_state("networkidle")
    loaded = {urlsplit(request).path.rpartition(".")[2] for request in journal.requests}
    assert {"css", "js"} <= loaded


def test_what_a_page_does_wrong_is_written_down(
    visit: Callable[..., "Page"], journal: "Journal"
) -> None:
    page = visit()
    wrong = "<img src=http://host.test/image><script>throw new Error('of its own')</script>"
    page.route("**/wrong", lambda route: route.fulfill(body=wrong, content_type="text/html"))
    page.route("http://host.test/**", lambda route: route.fulfill(body="", status=200))
    page.goto("/wrong", wait_until="networkidle")
    faults = "\n".join(journal.faults)
    journal.faults.clear()
    assert "/wrong asked for http://host.test/image" in faults
    assert "/wrong failed: of its own" in faults
