"""What went in is what the page of its record shows: one item of each kind of file."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import office_files
import outlook_files
import parquet_files
import pytest
from served import served

from kashshaf import Archive
from kashshaf.archive.readers import READERS
from kashshaf.web import create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FIXTURES = Path(__file__).parents[2] / "fixtures"
TRIPS: list[Mapping[str, Any]] = tomllib.loads(
    (FIXTURES / "golden/round_trips.toml").read_text("utf-8")
)["round_trip"]
MADE: Mapping[str, Callable[[], bytes]] = {
    "docx": office_files.docx,
    "odt": office_files.odt,
    "epub": office_files.epub,
    "rtf": lambda: office_files.rtf(office_files.in_codes),
    "xlsx": lambda: office_files.xlsx({"أخبار": office_files.SHEET}),
    "pdf": lambda: office_files.pdf(
        [office_files.TITLE, office_files.SOURCE, office_files.DATE, office_files.FIRST],
        [office_files.LAST],
    ),
    "msg": outlook_files.msg,
    "parquet": parquet_files.of_articles,
}
FACTS = {"source": "المصدر", "date": "التاريخ", "platform": "المنصة"}


def test_there_is_one_of_each_kind() -> None:
    assert {trip["reader"] for trip in TRIPS} == set(READERS)


@pytest.mark.parametrize("trip", TRIPS, ids=lambda trip: trip["reader"])
def test_the_page_shows_what_went_in_in_the_order_in_which_it_is_read(
    browser: "Browser", tmp_path: Path, trip: Mapping[str, Any]
) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.ingest([file_of(trip, tmp_path)])
        record = next(iter(archive))
        assert record.provenance is not None
        assert record.provenance.reader == trip["reader"]
        with served(create_app(archive)) as site, browser.new_page() as page:
            page.goto(f"{site}/record/{quote(record.id, safe='')}?lang=ar")
            lines = filter(None, map(str.strip, trip["text"].split("\n")))
            assert page.locator("article.record > .reading > .text p").all_inner_texts() == [*lines]
            if "title" in trip:
                assert page.get_by_role("heading", level=1).inner_text() == trip["title"]
            assert facts(page) == {name: trip[key] for key, name in FACTS.items() if key in trip}


def file_of(trip: Mapping[str, Any], folder: Path) -> Path:
    if "file" in trip:
        return FIXTURES.joinpath(trip["file"])
    path = folder / f"item.{trip['made']}"
    path.write_bytes(MADE[trip["made"]]())
    return path


def facts(page: "Page") -> dict[str, str]:
    """What the page says of source, date and platform."""
    stated = page.locator(".facts > dl > div").all_inner_texts()
    told = dict(one.split("\n")[:2] for one in stated)
    return {name: told[name] for name in FACTS.values() if name in told}
