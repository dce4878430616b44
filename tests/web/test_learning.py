"""The page of how to search, and the tour: what they tell holds in the archive at hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kashshaf import Archive

Visit = Callable[..., Any]
Browse = Callable[[Archive], Visit]

ROWS = "//main//dl/div"


def told(element: Any) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("language", ["ar", "en"])
def test_each_linked_example_of_the_page_finds_as_much_as_it_says(
    visit: Visit, language: str
) -> None:
    page = visit("/help", {"lang": language})
    linked = [row for row in page.all(f"{ROWS}/dt") if row.xpath("./a")]
    assert len(linked) > 15
    for row in linked:
        link = row.find("a").get("href")
        found = visit(f"{link}&lang={language}")
        assert not found.all("//*[@class='notice']")
        assert found.says("//h1").split("،")[0].split(",")[0] in told(row.find("span"))


def test_each_field_of_the_archives_own_is_told_with_an_example(visit_own: Visit) -> None:
    page = visit_own("/help")
    examples = [told(row) for row in page.all(f"{ROWS}/dt/a")]
    for name in ("القسم", "عدد_الصفحات", "تاريخ_الحدث"):
        assert any(text.startswith(f"{name}:") for text in examples), name
    assert page.all(f"{ROWS}[contains(dd, 'summary:')]")


def test_the_rows_under_the_search_box_are_those_of_the_page(visit: Visit) -> None:
    folded = visit("/?q=كتاب")
    rows = [told(row) for row in folded.all("//details[@class='help']//dl/div")]
    assert set(rows) <= {told(row) for row in visit("/help").all(ROWS)}
    assert len(rows) > 10
    assert folded.link("دليل البحث كاملًا") == "/help"


def test_a_key_has_its_own_meaning(visit: Visit) -> None:
    keys = visit("/help").all("//dl[@class='keys']/div")
    assert all(len(key.findall("dt/kbd")) == 1 and told(key.find("dd")) for key in keys)
    assert [told(key.find("dt")) for key in keys][:1] == ["/"]


def test_the_tour_goes_forth_and_back_through_four_screens(visit: Visit) -> None:
    address, screens = visit("/").link("جولة في أربع شاشات"), []
    while address != "/help":
        page = visit(address)
        assert page.all("//article//p[@class='try']//a")
        screens.append(address)
        address = page.all("//nav[@class='turning']/a")[-1].get("href")
    assert len(screens) == 4
    for at, before in enumerate(screens[:-1], 1):
        assert visit(screens[at]).one("//a[@rel='prev']").get("href") == before
    assert visit("/help/tour/5").status == visit("/help/tour/0").status == 404


def test_the_tour_does_in_this_archive_what_it_tells(visit: Visit) -> None:
    def tried(screen: int) -> tuple[str, str]:
        row = visit(f"/help/tour/{screen}").all("//p[@class='try']")[0]
        return row.find("a").get("href"), told(row)

    for screen in (1, 2):
        link, row = tried(screen)
        assert visit(link).says("//h1").split("،")[0] in row
    link, title = tried(3)
    assert visit(link).says("//h1") == title
    assert visit(link).all("//mark")
    link, row = tried(4)
    assert link.startswith("/export.csv?")
    assert tried(2)[1].endswith(" ".join(row.split()[-2:]))


def test_without_an_index_the_page_has_examples_that_lead_nowhere(
    tmp_path: Path, browse: Browse
) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        visit = browse(archive)
        page = visit("/help")
        assert page.status == 200
        assert len(page.all(ROWS)) > 20
        assert not page.all(f"{ROWS}/dt/a")
        assert all(visit(f"/help/tour/{screen}").status == 200 for screen in (1, 2, 3, 4))


def test_every_page_leads_to_the_help(visit: Visit) -> None:
    for path in ("/", "/?q=كتاب", "/record/saahil-2014-001", "/none"):
        assert visit(path).one("//footer//a[.='كيف أبحث؟']").get("href") == "/help"
