"""The pages beside the results: time, all values of a facet, concordance, trends, neighbours."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kashshaf import Archive

Visit = Callable[..., Any]
RECORD = "/record/saahil-2014-001"


def parameters(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_time_is_drawn_in_bars_that_lead_into_their_periods(visit: Visit) -> None:
    page = visit("/?q=")
    bars = page.all("//figure[@class='histogram']//*[@class='fine']/a")
    assert len(bars) > 5
    assert {bar.get("tabindex") for bar in bars} == {"-1"}
    label, _, count = bars[0].xpath("*[local-name()='title']")[0].text.partition(": ")
    year = visit(bars[0].get("href"))
    assert parameters(bars[0].get("href")) == {"since": [label], "until": [label]}
    assert year.says("//h1") == count
    assert year.link("فترة أوسع") == "/?q="


def test_bars_narrow_from_years_to_months_to_days_and_back(visit: Visit) -> None:
    year = visit("/", {"since": "2014", "until": "2014"})
    month = year.all("//figure[@class='histogram']//*[@class='fine']/a")[0].get("href")
    assert len(parameters(month)["since"][0]) == len("2014-09")
    day = visit(month).all("//figure[@class='histogram']//*[@class='fine']/a")[0].get("href")
    assert len(parameters(day)["since"][0]) == len("2014-09-03")
    assert parameters(visit(day).link("فترة أوسع")) == parameters(month)
    assert parameters(visit(month).link("فترة أوسع")) == {"since": ["2014"], "until": ["2014"]}


def test_bars_stand_in_their_order_from_the_right_each_as_wide_as_the_next(visit: Visit) -> None:
    bars = visit("/?q=").all("//figure[@class='histogram']//*[@class='fine']/*[@data-unit]")
    grounds = [bar.xpath("*[@class='ground']")[0] for bar in bars]
    places = [float(ground.get("x").removesuffix("%")) for ground in grounds]
    assert places == sorted(places, reverse=True)
    assert len({ground.get("width") for ground in grounds}) == 1
    years = [bar.get("data-unit") for bar in bars]
    assert years == sorted(years)


def test_a_value_can_be_excluded_and_allowed_again(visit: Visit) -> None:
    page = visit("/", {"q": "كتاب"})
    panel = "//section[@class='panel'][.//h2='المصدر']"
    exclude = page.all(panel + "//a[@class='exclude'][not(contains(@href, 'unknown'))]")[0]
    value = exclude.get("aria-label").removeprefix("استبعد: ")
    without = visit(exclude.get("href"))
    assert parameters(exclude.get("href"))["not_source"] == [value]
    assert f"ما عدا المصدر: {value}" in without.says("//ul[@class='chips']")
    assert value not in {s.text_content() for s in without.all("//span[@class='source']")}
    again = without.one(panel + "//li[@class='excluded']/a[@class='value']")
    assert visit(again.get("href")).says("//h1") == page.says("//h1")


def test_all_values_of_a_facet_are_listed_and_searched_among(visit: Visit) -> None:
    page = visit("/", {"q": "كتاب"})
    form = page.all("//section[@class='panel'][.//h2='الوسم']//form")[0]
    assert form.get("action") == "/facet/tag"
    everything = visit("/facet/tag", {"q": "كتاب"})
    some = visit("/facet/tag", {"q": "كتاب", "find": "كت"})
    labels = [e.text_content() for e in some.all("//a[@class='value']//bdi")]
    assert 0 < len(labels) < len(everything.all("//a[@class='value']"))
    assert all("كت" in label for label in labels)
    chosen = visit(some.all("//a[@class='value']")[0].get("href"))
    assert parameters(some.all("//a[@class='value']")[0].get("href"))["q"] == ["كتاب"]
    assert chosen.all("//article")
    assert "لا قيمة" in visit("/facet/tag", {"find": "زعفران"}).says()
    assert visit("/facet/colour").status == 404


def test_the_level_of_match_is_a_switch_of_four(visit: Visit) -> None:
    totals = [
        visit("/", {"q": "مكتبة", "level": level}).says("//h1")
        for level in ("any", "clitics", "word", "written")
    ]
    assert len(set(totals)) >= 3
    page = visit("/", {"q": "مكتبة", "level": "written"})
    assert page.says("//details[@class='manner']//p[last()]/a[@aria-current]") == "كما كُتبت"
    assert "كما كُتبت" in page.says("//p[@class='understood']")
    record = visit(page.all("//article//h2/a")[0].get("href"))
    assert {mark.text for mark in record.all("//div[starts-with(@class, 'text')]//mark")} <= {
        "مكتبة"
    }


def test_a_record_has_its_neighbours_in_the_results(visit: Visit) -> None:
    page = visit("/", {"q": "كتاب", "sort": "newest"})
    addresses = [a.get("href") for a in page.all("//article//h2/a")]
    second = visit(addresses[1])
    assert "2 من " in second.says("//span[@class='place']")
    assert second.one("//a[@rel='next']").get("href") == addresses[2]
    assert second.one("//a[@rel='prev']").get("href") == addresses[0]
    first = visit(addresses[0])
    assert first.all("//a[@rel='prev']") == []


def test_a_place_that_is_not_the_records_any_more_is_not_shown(visit: Visit) -> None:
    assert visit(RECORD, {"q": "كتاب", "at": "9000"}).all("//span[@class='place']") == []
    assert visit(RECORD, {"q": "كتاب", "at": "x"}).status == 200


def test_matches_are_numbered_and_can_be_gone_to(visit: Visit) -> None:
    page = visit(RECORD, {"q": "كتاب"})
    marks = [m.get("id") for m in page.all("//div[starts-with(@class, 'text')]//mark")]
    assert marks == [f"hit-{number}" for number in range(1, len(marks) + 1)]
    listed = page.all("//nav[@class='jumps']//li/a")
    assert [link.get("href") for link in listed] == [f"#{mark}" for mark in marks]
    assert all(link.findall("mark") for link in listed)
    assert len(marks) >= 2


def test_one_steps_from_match_to_match_and_is_told_which_it_is(visit: Visit) -> None:
    page = visit(RECORD, {"q": "كتاب"})
    total = len(page.all("//div[starts-with(@class, 'text')]//mark"))
    first = visit(page.one("//a[@class='step following']").get("href").partition("#")[0])
    assert first.says("//mark[@class='here']/@id/..") == first.says("//mark[@id='hit-1']")
    assert first.says("//span[@class='which']") == f"1 من {total}"
    last = first.one("//a[@class='step previous']").get("href")
    assert last.endswith(f"#hit-{total}")
    last_page = visit(last.partition("#")[0])
    assert last_page.says("//span[@class='which']") == f"{total} من {total}"
    assert last_page.one("//a[@class='step following']").get("href").endswith("#hit-1")


def test_vowel_marks_are_hidden_on_request(visit: Visit, archive: Archive) -> None:
    vocalised = next(r for r in archive.records() if "َ" in r.text)
    page = visit(f"/record/{vocalised.id}")
    assert "َ" in page.says("//div[starts-with(@class, 'text')]")
    bare = visit(page.link("أخفِ التشكيل"))
    assert "َ" not in bare.says("//div[starts-with(@class, 'text')]")
    assert "َ" in visit(bare.link("أظهر التشكيل")).says("//div[starts-with(@class, 'text')]")


def test_similar_items_are_others(visit: Visit) -> None:
    page = visit(RECORD)
    similar = [a.get("href") for a in page.all("//section[@class='similar']//li/a")]
    assert 0 < len(similar) <= 5
    assert RECORD not in similar


@pytest.mark.parametrize("arrangement", ["record", "before", "after"])
def test_the_concordance_shows_each_occurrence_in_its_line(visit: Visit, arrangement: str) -> None:
    page = visit("/concordance", {"q": "كتاب", "arrange": arrangement})
    rows = page.all("//table[@class='lines']/tbody/tr")
    assert page.says("//h1").split()[0] == str(len(rows)) or len(rows) == 100
    assert all(row.findall(".//mark") for row in rows)
    assert page.one("//nav[@class='sort']//a[@aria-current]") is not None
    record = visit(rows[0].xpath(".//a")[0].get("href"))
    assert record.all("//mark")


def test_the_concordance_asks_for_a_word_and_says_when_there_is_none(visit: Visit) -> None:
    assert visit("/concordance").all("//table") == []
    assert "ليس في النصوص" in visit("/concordance", {"q": "زعفرانقرمزي"}).says()
    assert "لم نفهم التاريخ" in visit("/concordance", {"q": "كتاب", "since": "x"}).says()


def test_the_concordance_tells_what_was_not_understood(visit: Visit, archive: Archive) -> None:
    (warning,) = archive.search('"كتاب').warnings("ar")
    assert warning in visit("/concordance", {"q": '"كتاب'}).says()


CURVES = "//figure[@class='chart']//*[local-name()='polyline']"


def test_trends_compare_queries_in_a_chart_and_a_table(visit: Visit, archive: Archive) -> None:
    page = visit("/trends", {"q": ["كتاب", "صحيفة"]})
    assert {curve.get("class") for curve in page.all(CURVES)} == {"curve-1", "curve-2"}
    assert [th.text_content() for th in page.all("//table//th/bdi")][:2] == ["كتاب", "صحيفة"]
    totals = page.says("//ul[@class='totals']")
    assert str(archive.search("كتاب").total) in totals
    boxes = [i.get("value") for i in page.all("//form//input[@name='q']")]
    assert boxes == ["كتاب", "صحيفة", "", "", ""]


def test_trends_are_shares_with_one_number_of_decimals_unless_counts_are_asked_for(
    visit: Visit,
) -> None:
    page = visit("/trends", {"q": "كتاب", "by": "source"})
    assert page.all(CURVES) == []
    cells = [td.text_content() for td in page.all("//table//td[1]")]
    assert all(cell.endswith("%") and 0 <= float(cell[:-1]) <= 100 for cell in cells)
    assert len({len(cell.partition(".")[2]) for cell in cells}) == 1
    counts = visit(page.link("الأعداد"))
    assert all(td.text_content().isdecimal() for td in counts.all("//table//td[1]"))


@pytest.mark.parametrize("by", ["year", "month", "source"])
def test_each_number_of_trends_leads_to_just_so_many_results(visit: Visit, by: str) -> None:
    asked = {"q": "كتاب", "by": by, "show": "counts", "platform": "web", "since": "2014-03"}
    cells = visit("/trends", asked).all("//table//td/a")
    told = [(cell.text_content(), cell.get("href")) for cell in cells]
    assert len(told) > 3
    for number, address in [*told[:4], *told[-4:]]:
        results = visit(address)
        found = results.says("//h1") if number != "0" else "0"
        words = {"1": "نتيجة واحدة", "2": "نتيجتان"}
        assert found.startswith((number, words.get(number, number), "مادة", "مادتان")), address


def test_trends_without_a_query_or_with_a_wrong_date_say_what_to_do(visit: Visit) -> None:
    assert "اكتبها أعلاه" in visit("/trends").says()
    assert "لم نفهم التاريخ" in visit("/trends", {"q": "كتاب", "until": "x"}).says()


def test_a_search_can_be_seen_in_its_three_views(visit: Visit) -> None:
    asked = {"q": "كتاب", "source": "صحيفة الساحل"}
    page = visit("/", asked)
    for label in ("الكشّاف السياقي", "الاتجاهات"):
        other = visit(page.link(label))
        assert other.status == 200
        assert "صحيفة الساحل" in other.says("//ul[@class='chips']")
        assert parameters(other.link("النتائج")) == {k: [v] for k, v in asked.items()}


def test_a_new_query_in_the_concordance_keeps_what_the_search_is_limited_to(visit: Visit) -> None:
    asked = {"q": "كتاب", "source": "صحيفة الساحل", "since": "2012", "level": "word"}
    page = visit("/concordance", {**asked, "arrange": "after"})
    kept = {i.get("name"): i.get("value") for i in page.all("//form[@id='search']/input")}
    del asked["q"]
    assert kept == {**asked, "arrange": "after"}


def test_filters_without_words_are_charted_by_their_counts(visit: Visit) -> None:
    page = visit("/trends", {"platform": "web", "by": "year"})
    assert page.all("//figure") and "كل المواد" in page.says("//table")
    assert "%" not in page.says("//tbody")
    assert visit("/trends").all("//table") == []
