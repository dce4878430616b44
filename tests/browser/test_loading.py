"""What a page loads: its own style and script, and nothing from elsewhere."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from journal import Journal
    from playwright.sync_api import Page


def test_a_page_loads_only_what_is_its_own_and_logs_no_error(
    visit: Callable[..., "Page"], journal: "Journal", address: str
) -> None:
    visit(address).wait_for_load_state("networkidle")
    loaded = {urlsplit(request).path.rpartition(".")[2] for request in journal.requests}
    assert {"css", "js"} <= loaded
    assert journal.strays == []
    assert journal.errors == []
