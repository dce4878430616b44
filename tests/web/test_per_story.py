"""Each copy of a text or one of each story: what a reader of a real archive sees of either."""

import csv
import io
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from kashshaf import Archive

Visit = Callable[..., Any]

COPIES = ("sahil", "marfa", "manara", "undated")
COUNTS = "//div[@class='total']"
PIER = {"q": "الرصيف الشرقي", "match": "all"}


def rows(client: FlaskClient, address: str, **asked: str) -> list[dict[str, str]]:
    answer = client.get(address, query_string=asked)
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def of_days(page: Any) -> dict[str, str]:
    """The days that the results are of, with their counts."""
    panel = "//section[@class='panel'][.//h2='التاريخ']"
    days = page.all(panel + "//ul[contains(@class, 'tree')]//li[not(ul)]//a[@class='value']")
    return {
        one.xpath("span[@class='label']")[0].text_content(): one.xpath("span[@class='count']")[
            0
        ].text_content()
        for one in days
    }


def test_both_counts_stand_above_the_results_whichever_are_shown(
    visit_press: Visit, press: Archive
) -> None:
    every, one_each = visit_press("/?q="), visit_press("/", {"per": "story"})
    assert every.says(COUNTS) == one_each.says(COUNTS)
    found = press.search(stories=True)
    assert found.stories == found.total - len(COPIES) + 1
    assert f"{found.total} " in every.says("//h1")
    assert every.says(COUNTS).endswith(f"{found.stories} أخبار")
    assert len(every.all("//article")) == min(found.total, 10)
    assert len(one_each.all("//article")) == found.stories


def test_the_switch_leads_from_one_to_the_other_and_keeps_the_search(visit_press: Visit) -> None:
    page = visit_press("/", PIER)
    assert len(page.all("//article")) == len(COPIES)
    one_each = visit_press(page.link("واحدة لكل خبر"))
    assert len(one_each.all("//article")) == 1
    back = parse_qs(urlsplit(one_each.link("كلها")).query)
    assert back == {name: [value] for name, value in PIER.items()}


def test_all_that_leads_on_from_a_page_of_stories_keeps_to_them(visit_press: Visit) -> None:
    page = visit_press("/", {**PIER, "per": "story"})
    kept = page.one("//form[@id='search']//input[@name='per']")
    assert kept.get("value") == "story"
    for link in page.all(
        "//nav[@class='views']/a | //section[@class='panel']//li/a | //nav[@class='sort']/a"
        " | //article/h2/a | //details[1]//a[contains(@href, '/export')]"
    ):
        assert "per=story" in link.get("href"), link.get("href")


def test_what_stands_for_a_story_is_of_the_paper_that_is_looked_at(visit_press: Visit) -> None:
    for source in ("شبكة المنارة", "راديو المرفأ"):
        page = visit_press("/", {"per": "story", "source": source})
        assert page.says("//article//span[@class='source']") == source
        assert "4 نسخ في 4 مصادر" in page.says("//p[@class='of-story']")


def test_under_a_result_stands_of_when_the_oldest_copies_are_and_a_way_to_all(
    visit_press: Visit,
) -> None:
    page = visit_press("/", {**PIER, "source": "شبكة المنارة"})
    told = "الأقدم في الأرشيف: 3 أيلول/سبتمبر 2014 (نسختان في ذلك اليوم)"
    assert told in page.says("//p[@class='of-story']")
    story = visit_press(page.link("4 نسخ"))
    assert [a.get("href") for a in story.all("//section//li/a")]
    assert "نشرة الجزر" in story.says("//section[h2[contains(., 'بلا تاريخ')]]")


def test_facets_count_what_is_shown(visit_press: Visit) -> None:
    asked = {**PIER, "since": "2014-09"}
    records = visit_press("/", asked)
    stories = visit_press("/", {**asked, "per": "story"})
    first, second = "3 أيلول/سبتمبر 2014", "4 أيلول/سبتمبر 2014"
    assert of_days(records) == {second: "1", first: "2"}
    assert of_days(stories) == {second: "1", first: "1"}
    bar = f"//*[name()='title'][starts-with(., '{first}')]"
    assert records.one(bar).text_content() == f"{first}: نتيجتان"
    assert stories.one(bar).text_content() == f"{first}: خبر واحد"


def test_bars_of_several_years_have_no_number_of_stories(
    browse: Callable[[Archive], Visit],
) -> None:
    """A story that is printed in two of the years is one of each, and one of both."""
    text = "رست في المرفأ صباح اليوم سفينة كبيرة تحمل القمح والشعير والزيت من الجزر البعيدة"
    with Archive.in_memory("أرشيف صغير") as archive:
        archive.add(
            {"id": f"{year}", "text": text, "date": f"{year}", "source": f"صحيفة {year}"}
            for year in range(1900, 2020)
        )
        visit = browse(archive)
        said = "//figure[@class='histogram']//*[name()='g'][@class='fine']//*[name()='title']"
        records, stories = visit("/?q="), visit("/?per=story")
        assert records.all(said)[0].text_content() == "من 1900 إلى 1904: 5 نتائج"
        assert stories.all(said)[0].text_content() == "من 1900 إلى 1904"
        assert "أعلى عدد" in records.says("//figure[@class='histogram']")
        assert "أعلى عدد" not in stories.says("//figure[@class='histogram']")


def test_a_stretch_of_the_chart_leads_to_as_many_as_it_tells(
    browse: Callable[[Archive], Visit],
) -> None:
    """What is dated by a year alone stands beside the months of it, and is in no range of them."""
    months = [f"{year}-{month:02}" for year in (2013, 2014) for month in range(1, 13)]
    with Archive.in_memory("أرشيف صغير") as archive:
        archive.add(
            {"id": f"{date} {at}", "text": f"رست سفينة {date} {at}", "date": date}
            for at, date in enumerate([*months, "2013", "2014", "2014", "2012"])
        )
        visit = browse(archive)
        wide = visit("/?q=").all("//*[name()='g'][@class='wide']//*[name()='a']")
        assert len(wide) > 2
        for stretch in wide:
            told = stretch.xpath("*[name()='title']")[0].text_content().partition(": ")[2]
            assert visit(stretch.get("href")).says("//h1") == told


def test_a_record_has_its_place_among_the_stories_it_was_found_with(visit_press: Visit) -> None:
    page = visit_press("/", {"per": "story"})
    record = visit_press(page.one("(//article)[2]/h2/a").get("href"))
    total = len(page.all("//article"))
    assert f"2 من {total}" in record.says("//span[@class='place']")


def test_an_export_has_one_of_each_story_too(press_client: FlaskClient) -> None:
    assert {row["id"] for row in rows(press_client, "/export.csv", **PIER)} == set(COPIES)
    assert len(rows(press_client, "/export.csv", **PIER, per="story")) == 1


def test_trends_count_stories_where_they_are_asked_to(
    visit_press: Visit, press_client: FlaskClient
) -> None:
    asked = {**PIER, "by": "day"}
    records = rows(press_client, "/trends.csv", **asked)
    stories = rows(press_client, "/trends.csv", **asked, per="story")
    assert [row[PIER["q"]] for row in records] == ["2", "1"]
    assert [row[PIER["q"]] for row in stories] == ["1", "1"]
    page = visit_press("/trends", {**asked, "per": "story"})
    assert "4 نتائج، خبر واحد" in page.says("//ul[@class='totals']")
    assert page.one("//form[@id='search']//input[@name='per']").get("value") == "story"


@pytest.mark.parametrize(
    ("asked", "told", "found"),
    [
        ({"reprinted": "yes"}, "النسخ: ما نُشر غير مرة", 4),
        ({"reprinted": "no"}, "النسخ: ما لم يُنشر إلا مرة", 6),
        ({"story_size": "3.."}, "عدد نسخ الخبر: 3 فأكثر", 4),
        ({"story_size": "5.."}, "عدد نسخ الخبر: 5 فأكثر", 0),
        ({"story_days": "1"}, "أيام ما بين أول النسخ وآخرها: 1", 4),
        ({"shares": "part"}, "المشترك مع مواد أخرى: جزء من عدد", 2),
    ],
)
def test_what_results_are_narrowed_to_of_stories_is_told_and_can_be_taken_off(
    visit_press: Visit, asked: dict[str, str], told: str, found: int
) -> None:
    page = visit_press("/", asked)
    assert len(page.all("//article")) == found
    chip = page.one("//ul[@class='chips']/li[1]/a")
    assert " ".join(chip.text_content().split()) == f"أزل {told}"
    assert parse_qs(urlsplit(chip.get("href")).query) == {}
    if found:
        kept = page.one(f"//form[@id='search']//input[@name='{next(iter(asked))}']")
        assert kept.get("value") == next(iter(asked.values()))


def test_the_panel_of_copies_leads_to_what_was_printed_again_and_back(visit_press: Visit) -> None:
    again = visit_press(visit_press("/?q=").link("ما نُشر غير مرة"))
    assert len(again.all("//article")) == len(COPIES)
    chosen = again.one("//section[@class='panel'][.//h2='النسخ']//a[@aria-current]")
    assert len(visit_press(chosen.get("href")).all("//article")) == 10
    assert not again.all("//section[.//h2='النسخ']//details[@class='more'][@open]")
    folded = visit_press(visit_press("/?q=").link("3 نسخ فأكثر"))
    assert folded.all("//section[.//h2='النسخ']//details[@class='more'][@open]")


def test_what_of_stories_makes_no_sense_is_told(visit_press: Visit) -> None:
    page = visit_press("/", {"story_size": "كثير"})
    assert page.status == 400
    assert "عدد نسخ الخبر" in page.says("//div[@role='alert']")
    assert visit_press("/", {"shares": "all"}).status == 400


def test_a_query_tells_what_it_is_limited_to_of_stories(visit_press: Visit) -> None:
    page = visit_press("/", {**PIER, "reprinted": "yes"})
    assert "ما نُشر غير مرة" in page.says("//p[@class='understood']")


def test_the_stories_of_a_search_are_those_it_meets(visit_press: Visit) -> None:
    assert visit_press("/stories", PIER).says("//h1") == "خبر واحد في أكثر من نسخة"
    assert visit_press("/stories", {"q": "الحبال"}).says("//h1") == "لا أخبار في أكثر من نسخة"


def test_who_came_later_printed_after_each_that_came_first(press_client: FlaskClient) -> None:
    found = rows(press_client, "/printed-after.csv", **PIER)
    assert {(row["earlier"], row["later"]): row["stories"] for row in found} == {
        ("صحيفة الساحل", "شبكة المنارة"): "0.5",
        ("راديو المرفأ", "شبكة المنارة"): "0.5",
    }


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("address", ["/story/sahil", "/stories", "/printed-after", "/trends"])
def test_pages_of_stories_are_whole_in_both_languages(
    visit_press: Visit, address: str, lang: str
) -> None:
    page = visit_press(address, {"lang": lang})
    assert page.status == 200
    assert len(page.all("//h1")) == len(page.all("//main")) == 1
    ids = [e.get("id") for e in page.all("//*[@id]")]
    assert len(ids) == len(set(ids))
    assert 20 < len(page.one("//meta[@name='description']").get("content")) <= 250
