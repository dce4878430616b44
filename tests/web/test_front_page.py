"""The first page and the one about the archive, and what their keeper may put there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kashshaf import Archive
from kashshaf.web import create_app

Visit = Callable[..., Any]
Browse = Callable[[Archive], Visit]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive", title="صحف المرفأ") as archive:
        archive.add(
            [
                {"id": "1", "title": "موسم الزيتون", "text": "نص", "published": "1931"},
                {"id": "2", "title": "سوق الزيتون", "text": "نص آخر", "published": "1950-02-01"},
            ]
        )
        (archive.folder / "page").mkdir()
        yield archive


def test_the_first_page_tells_what_there_is_and_where_to_begin(
    visit: Visit, archive: Archive
) -> None:
    page = visit("/")
    assert page.says("//h1").startswith(f"{len(archive):,} ")
    assert page.one("//h1/a").get("href") == "/?q="
    assert "أحدث ما أُضيف" in page.says()
    newest = archive.latest("", limit=1)[0].record
    named = page.all("//*[contains(@class, 'latest')]//li/a")[0].text
    assert named in (newest.title or newest.text)
    assert page.all("//figure")
    assert page.all("//section[h2='المصدر']//a[contains(@href, 'source=')]")


def test_each_example_leads_to_as_many_results_as_it_says(visit: Visit) -> None:
    page = visit("/")
    examples = page.all("//*[@class='try']//li")
    assert len(examples) > 5
    for one in examples:
        results = visit(one.find("a").get("href"))
        assert results.says("//h1") in " ".join(one.text_content().split())


def test_preferences_do_not_lead_away_from_the_first_page(visit: Visit) -> None:
    assert "Searches to try" in visit("/", {"lang": "en", "digits": "arabic"}).says()


def test_everything_is_found_where_the_last_filter_is_taken_off(visit: Visit) -> None:
    page = visit("/", {"platform": "web"})
    chip = page.all("//ul[@class='chips']//a")[0].get("href")
    assert chip == "/?q="
    assert len(visit(chip).all("//article")) == 10


def test_what_the_keeper_wrote_stands_on_both_pages_in_the_readers_language(
    small: Archive, browse: Browse
) -> None:
    folder = small.folder / "page"
    (folder / "front.md").write_text("## أهلًا\n\nنص *مائل*.", encoding="utf-8")
    (folder / "front.en.md").write_text("Welcome to **the port**.", encoding="utf-8")
    (folder / "about.md").write_text("جُمع من [المكتبة](https://lib.example).", encoding="utf-8")
    visit = browse(small)
    assert visit("/").one("//*[@class='written']/h2").text == "أهلًا"
    assert visit("/", {"lang": "en"}).one("//*[@class='written']//strong").text == "the port"
    assert visit("/about").one("//*[@class='written']//a").get("href") == "https://lib.example"


@pytest.mark.parametrize("text", ["<script>x</script>", "[x](javascript:alert(1))", "<img src=x>"])
def test_tags_in_what_the_keeper_wrote_are_shown_as_letters(
    small: Archive, browse: Browse, text: str
) -> None:
    (small.folder / "page" / "front.md").write_text(text, encoding="utf-8")
    written = browse(small)("/").one("//*[@class='written']")
    assert not written.xpath(".//script | .//a | .//img")
    assert text in written.text_content()


def test_a_text_that_is_not_unicode_is_told_with_its_name(small: Archive, browse: Browse) -> None:
    (small.folder / "page" / "front.md").write_bytes("نص".encode("cp1256"))
    assert browse(small)("/").status == 503
    (small.folder / "page" / "front.md").unlink()
    assert browse(small)("/").status == 200


def test_the_keepers_logo_and_theme_are_served(small: Archive, browse: Browse) -> None:
    visit = browse(small)
    assert not visit("/").all("//header//img | //link[contains(@href, 'theme')]")
    folder = small.folder / "page"
    (folder / "theme.css").write_text(":root { --accent: #7a1f3d; }", encoding="utf-8")
    (folder / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    page = visit("/about")
    logo, theme = page.one("//header//img"), page.all("//link[@rel='stylesheet']")[-1]
    client = create_app(small).test_client()
    assert client.get(logo.get("src"), buffered=True).mimetype == "image/svg+xml"
    assert "--accent" in client.get(theme.get("href"), buffered=True).text


def test_the_page_about_the_archive_tells_its_years_and_gaps(
    small: Archive, browse: Browse
) -> None:
    page = browse(small)("/about")
    assert "1931: مادة واحدة ثم 18 سنة بلا مواد" in page.says()
    assert "1950: مادة واحدة" in page.says()
    row = [cell.text_content().strip() for cell in page.all("//table/tbody/tr/td")]
    assert row[:4] == ["2", "1931", "1 شباط/فبراير 1950", ""]
    assert row[4].startswith("من 1 كانون الثاني/يناير 1932 إلى 31")


def test_an_archive_without_an_index_has_no_first_page_but_says_why(
    tmp_path: Path, browse: Browse
) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        page = browse(archive)("/")
    assert page.status == 503
    assert "لم يُبنَ فهرس الأرشيف بعد" in page.says()
