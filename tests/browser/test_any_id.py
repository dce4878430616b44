"""Every record of a list opens in a browser, whatever its id is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from odd_ids import IDS
from served import served

from kashshaf import Archive, Record
from kashshaf.web import create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def site() -> Iterator[str]:
    with Archive.in_memory() as archive:
        archive.add(Record(id=each, title=f"خبر {number}") for number, each in enumerate(IDS))
        with served(create_app(archive)) as address:
            yield address


def test_every_records_link_leads_to_its_page(browser: "Browser", site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/?per_page=100")
    links = page.locator("h2 a[href^='/record']")
    led_to = {}
    for title, link in links.evaluate_all("all => all.map(one => [one.textContent, one.href])"):
        answer = page.goto(link)
        assert answer and answer.status == 200, link[:80]
        led_to[title.strip()] = page.locator("h1").inner_text().strip()
    assert len(led_to) == len(IDS)
    assert all(title == heading for title, heading in led_to.items())
    page.close()
