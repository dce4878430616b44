"""Trends of each value of a facet: charts, one table of their numbers, and a file."""

import csv
import io
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from lxml import etree

Visit = Callable[..., Any]


def test_each_paper_has_a_chart_and_its_numbers_which_lead_to_just_so_many_results(
    visit: Visit,
) -> None:
    asked = {"q": ["كتاب", "صحيفة"], "by": "year", "show": "counts", "each": "source"}
    page = visit("/trends", asked)
    charts = [h2.text_content() for h2 in page.all("//div[@class='small-charts']//h2")]
    assert [th.text_content() for th in page.all("//th[@scope='colgroup']")] == charts
    assert "صحيفة الساحل" in charts
    assert "التواريخ نفسها والمقياس نفسه" in page.says("//section/p[@class='aside']")
    region = "//div[contains(@class, 'of-each')]"
    cells = page.all(f"{region}//tbody//td/a")
    assert len(cells) > 4
    for cell in [*cells[:3], *cells[-3:]]:
        results = visit(cell.get("href"))
        number = cell.text_content()
        told = results.says("//h1") if number != "0" else "0"
        assert told.startswith((number, {"1": "نتيجة واحدة", "2": "نتيجتان"}.get(number, number)))


def test_small_charts_may_each_have_the_dates_of_their_own(visit: Visit) -> None:
    page = visit("/trends", {"q": "كتاب", "by": "year", "each": "source"})
    one_axis = {tick.text_content() for tick in page.all("//section/section//*[@class='ticks']")}
    own = visit(page.link("لكلٍّ تواريخه"))
    axes = {tick.text_content() for tick in own.all("//section//section//*[@class='ticks']")}
    assert len(one_axis) <= 1 < len(axes)
    assert "تواريخ مواده وحدها" in own.says("//section/p[@class='aside']")


def test_the_numbers_of_each_are_taken_away_a_row_for_each_value_query_and_period(
    client: FlaskClient,
) -> None:
    asked = {"q": ["كتاب", "صحيفة"], "by": "year", "each": "source"}
    text = client.get("/trends.csv", query_string=asked).data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == ["source", "query", "year", "count", "total", "share"]
    assert {row["query"] for row in rows} == {"كتاب", "صحيفة"}
    assert all(
        float(row["share"]) == round(int(row["count"]) / int(row["total"]), 4) for row in rows
    )


def test_the_drawing_to_take_away_has_a_chart_for_each_too(
    client: FlaskClient, visit: Visit
) -> None:
    asked = {"q": ["كتاب", "صحيفة"], "by": "year", "each": "source"}
    titles = visit("/trends", asked).all("//div[@class='small-charts']//h2")
    charts = [title.text_content() for title in titles]
    drawing = etree.fromstring(client.get("/trends.svg", query_string=asked).data)
    of_charts = drawing.findall("{*}text[@font-weight='700']")[1:]
    assert [str(text.text).strip("\u202b\u202c") for text in of_charts] == charts
    assert len(drawing.findall("{*}clipPath")) == len(charts)
    assert "رسم لكل قيمة من: المصدر" in " ".join(drawing.itertext())
    whole = etree.fromstring(client.get("/trends.svg", query_string=asked | {"each": ""}).data)
    assert len(whole.findall("{*}clipPath")) == 1


def test_where_no_result_has_a_value_the_whole_chart_stands_alone(
    client: FlaskClient, visit: Visit
) -> None:
    asked = {"q": "كتاب", "by": "year", "each": "agency", "agency": "unknown"}
    page = visit("/trends", asked)
    assert not page.all("//div[@class='small-charts']")
    assert page.all("//section//p[.='ليس في النتائج أي قيمة من: الوكالة.']")
    drawing = etree.fromstring(client.get("/trends.svg", query_string=asked).data)
    assert len(drawing.findall("{*}clipPath")) == 1
    assert "رسم لكل قيمة" not in " ".join(drawing.itertext())


def test_a_query_of_several_words_leads_to_the_chart_of_their_phrase(visit: Visit) -> None:
    page = visit("/trends", {"q": ["كتاب", "معرض الكتاب"], "show": "counts"})
    (link,) = page.all("//ul[@class='totals']//a")
    phrase = visit(link.get("href"))
    told = [one.text_content() for one in phrase.all("//ul[@class='totals']/li")]
    assert told[0].startswith("كتاب:")
    assert told[1].startswith(f'"معرض الكتاب": {link.text_content().split(": ")[1]} ')


def test_trends_by_name_are_drawn_as_bars_and_lead_to_charts_over_time(visit: Visit) -> None:
    page = visit("/trends", {"q": ["كتاب", "صحيفة"], "by": "source"})
    bars = page.all("//td[contains(@class, 'of-name')]//*[local-name()='rect']")
    assert max(float(bar.get("width")) for bar in bars) == 100
    over_time = visit(page.link("على مر الزمن"))
    assert over_time.all("//div[@class='small-charts']//figure")


def test_each_box_of_trends_has_a_label_that_is_seen(visit: Visit) -> None:
    page = visit("/trends")
    for box in page.all("//form[@id='search']//input[@name='q']"):
        label = page.one(f"//label[@for='{box.get('id')}']")
        assert "unseen" not in (label.get("class") or "")
