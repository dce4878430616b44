"""Who prints after whom leads to the stories that it counts."""

import csv
import io
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask.testing import FlaskClient

Visit = Callable[..., Any]


def test_each_number_of_who_prints_after_whom_leads_to_just_so_many_stories(
    visit_press: Visit,
) -> None:
    page = visit_press("/printed-after")
    matrix = page.all("//table[@class='matrix']//td/a")
    listed = page.all("//table[@class='numbers']//td[3]/a")
    assert matrix and len(listed) >= len(matrix) / 2
    for cell in [*matrix[:2], *listed[:2]]:
        stories = visit_press(cell.get("href"))
        assert len(stories.all("//ol[@class='stories']/li")) == int(cell.text_content())
    # Each paper leads to the stories that it had first, or later.
    name = page.all("//table[@class='numbers']//td[1]/a")[0]
    own = visit_press(name.get("href"))
    assert f"نشره أولًا: {name.text_content()}" in own.says("//ul[@class='chips']")
    assert own.all("//ol[@class='stories']/li")


def test_stories_of_two_papers_keep_them_until_one_takes_them_off(
    visit_press: Visit, press_client: FlaskClient
) -> None:
    page = visit_press("/printed-after")
    asked = page.all("//table[@class='matrix']//td/a")[0].get("href")
    stories = visit_press(asked)
    kept = parse_qs(urlsplit(asked).query)
    table = stories.link("جدول (CSV)")
    chips = [a.get("href") for a in stories.all("//ul[@class='chips']//a")]
    assert kept.items() <= parse_qs(urlsplit(table).query).items()
    assert "later" in parse_qs(urlsplit(chips[0]).query)
    assert "earlier" not in parse_qs(urlsplit(chips[0]).query)
    rows = press_client.get(table).data.decode("utf-8-sig")
    assert {row["story"] for row in csv.DictReader(io.StringIO(rows))}


def test_sources_that_printed_nothing_in_this_order_are_said_to(visit_press: Visit) -> None:
    page = visit_press("/stories", {"earlier": "نشرة لا تُعرف"})
    assert page.says("//h1") == "لا أخبار في أكثر من نسخة"
    assert "ليس في هذه الأخبار ما نشرته المصادر بهذا الترتيب." in page.says()
