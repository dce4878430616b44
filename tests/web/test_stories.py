"""Stories on the pages, of made answers: what is told of them, and how they are drawn."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import etree

from kashshaf import Archive, Record
from kashshaf.archive.dates import PartialDate
from kashshaf.archive.writers.network import Link, graphml
from kashshaf.index.reprints.answers import FirstSeen, PrintedAfter, Reprints, Stories, Story
from kashshaf.web import create_app
from kashshaf.web.language import wording
from kashshaf.web.pages import stories as stories_page
from kashshaf.web.pages import story as story_page
from kashshaf.web.pages.parts.timeline import Timeline, groups, timeline
from kashshaf.web.pages.printed_after import matrix
from kashshaf.web.request import state

Visit = Callable[..., Any]


def copy(name: str, date: str | None = None, source: str | None = None, **known: Any) -> Record:
    published = PartialDate.from_edtf(date) if date else None
    title = f"سفينة القمح في المرفأ، رواية {name}"
    return Record(id=name, title=title, source=source, published=published, **known)


def story(*copies: Record, first: str | None = None, days: int | None = None) -> Story:
    """A story whose oldest copies are those that may be of the day `first`."""
    if first is None:
        return Story(copies, None, days)
    date = PartialDate.from_edtf(first)
    oldest = tuple(one for one in copies if one.published and _may_be(one.published, date))
    return Story(copies, FirstSeen(date, oldest), days)


def _may_be(date: PartialDate, of: PartialDate) -> bool:
    return str(of).startswith(str(date))


AGENCY = "وكالة أنباء الساحل"
SHIP = story(
    copy("أ", "2015-08-06", "صحيفة الساحل", agencies=(AGENCY,)),
    copy("ب/2", "2015-08-06", "جريدة الوادي", agencies=(AGENCY,)),
    copy("ج", "2015-08-07", "شبكة المنارة"),
    copy("د", "2015-08-09", "صحيفة الساحل", agencies=(AGENCY,)),
    copy("هـ", "2015"),
    copy("و", None, '"><script>x</script>'),
    copy("ز", "XXXX-08-06", "مرصد المرافئ"),
    first="2015-08-06",
    days=3,
)
ALONE = copy("وحيدة")
AFTER = (
    PrintedAfter("صحيفة الساحل", "جريدة الوادي", 12.5, 14),
    PrintedAfter("جريدة الوادي", "صحيفة الساحل", 3, 3),
    PrintedAfter("صحيفة الساحل", "=HYPERLINK(1)", 0.2, 1),
)


@pytest.fixture(scope="module")
def made() -> Iterator[Archive]:
    """An archive whose answers of stories are these."""
    answers: dict[str, Any] = {
        "reprints": lambda one: Reprints(one, None if one.id == ALONE.id else SHIP, ()),
        "stories": lambda **asked: Stories(45, 300, (SHIP,) if asked["offset"] < 45 else ()),
        "printed_after": lambda *_, **__: AFTER,
    }
    with Archive.in_memory("أرشيف المرافئ") as archive:
        archive.add([*SHIP.records, ALONE])
        with patch.multiple(archive, **answers):
            yield archive


@pytest.fixture(scope="module")
def client(made: Archive) -> FlaskClient:
    return create_app(made).test_client()


@pytest.fixture(scope="module")
def visit(made: Archive, browse: Callable[[Archive], Visit]) -> Visit:
    return browse(made)


def test_a_story_is_one_page_by_whichever_of_its_copies_it_is_asked_for(visit: Visit) -> None:
    pages = [visit(f"/story/{one.id}") for one in SHIP.records]
    addresses = {page.one("//link[@rel='canonical']").get("href") for page in pages}
    assert len(addresses) == 1
    for page, one in zip(pages, SHIP.records, strict=True):
        listed = [a.get("href").removeprefix("/record/") for a in page.all("//section//li/a")]
        assert listed == [copied.id for copied in SHIP.records]
        assert one.id in page.one("//section//a[@aria-current]").get("href")


def test_copies_stand_under_their_dates_with_how_long_after_the_first_they_came(
    visit: Visit,
) -> None:
    page = visit("/story/ج")
    heads = [" ".join(head.text_content().split()) for head in page.all("//section/h2")]
    assert heads == [
        "6 آب/أغسطس 2015 الأقدم في الأرشيف",
        "7 آب/أغسطس 2015 بعد يوم",
        "9 آب/أغسطس 2015 بعد 3 أيام",
        "2015 ربما من الأقدم",
        "بلا تاريخ",
    ]


def test_what_has_a_month_or_a_year_alone_may_be_as_old_where_no_day_is_before_it(
    browse: Callable[[Archive], Visit],
) -> None:
    text = " ".join(f"كلمة{n}" for n in range(30))
    dates = ("2020-05-06", "2020-05", "2020", "2020-06", "2021")
    with Archive.in_memory() as archive:
        archive.add({"id": date, "text": text, "source": date, "date": date} for date in dates)
        page = browse(archive)("/story/2020")
    heads = [" ".join(head.text_content().split()) for head in page.all("//section/h2")]
    assert heads == [
        "6 أيار/مايو 2020 الأقدم في الأرشيف",
        "أيار/مايو 2020 ربما من الأقدم",
        "حزيران/يونيو 2020",
        "2020 ربما من الأقدم",
        "2021",
    ]


def test_the_head_of_a_story_counts_copies_sources_and_credits(visit: Visit) -> None:
    said = visit("/story/أ").says("//article")
    assert "7 نسخ في 5 مصادر" in said
    assert "الأقدم في الأرشيف: 6 آب/أغسطس 2015 (نسختان في ذلك اليوم)" in said
    assert "من الأولى إلى الأخيرة 3 أيام" in said
    assert f"نُسب إلى: {AGENCY} (3 من 7)" in said


def test_a_copy_without_a_source_goes_by_who_posted_it(
    browse: Callable[[Archive], Visit],
) -> None:
    with Archive.in_memory() as archive:
        post = {"text": "الباص رقم سبعة توقف من جديد عند الدوار والناس تنتظر منذ ساعة تحت الشمس"}
        archive.add(
            post | {"id": name, "author": name, "platform": "twitter"}
            for name in ("yazan", "layla")
        )
        page = browse(archive)
        copies = [one.text_content() for one in page("/story/yazan").all("//*[@class='source']")]
        assert copies == ["yazan", "layla"]
        assert "layla" in page("/record/yazan").says("//section[@id='reprints']//li")
        assert "layla" in page("/concordance", {"q": "الباص"}).says("//tbody")


def test_the_list_says_which_agencies_how_many_copies_are_credited_to(visit: Visit) -> None:
    assert f"نُسب إلى: {AGENCY} (3 من 7)" in visit("/stories").says("//ol[@class='stories']/li")


def test_a_record_without_copies_says_so(visit: Visit) -> None:
    page = visit("/story/وحيدة")
    assert page.status == 200
    assert "لا تُعرف" in page.says("//article")
    # What is printed again and again is no copy, and is found there.
    assert "هذا النص" in visit(page.link("أين ورد هذا النص أيضًا؟")).says("//h1")
    assert visit("/story/لا شيء").status == 404


@pytest.mark.parametrize(
    ("number", "told", "of_days"),
    [
        (1, "خبر واحد", "بعد يوم"),
        (2, "خبران", "بعد يومين"),
        (3, "3 أخبار", "بعد 3 أيام"),
        (10, "10 أخبار", "بعد 10 أيام"),
        (11, "11 خبرًا", "بعد 11 يومًا"),
        (99, "99 خبرًا", "بعد 99 يومًا"),
        (100, "100 خبر", "بعد 100 يوم"),
        (102, "102 خبر", "بعد 102 يوم"),
        (103, "103 أخبار", "بعد 103 أيام"),
        (1_211, "1,211 خبرًا", "بعد 1,211 يومًا"),
        (24_300, "24,300 خبر", "بعد 24,300 يوم"),
    ],
)
def test_what_is_counted_agrees_with_its_number(number: int, told: str, of_days: str) -> None:
    assert wording.stories(number) == told
    assert wording.days_later(number) == of_days


@pytest.mark.parametrize(
    ("size", "sources", "told"),
    [
        (2, 0, "نسختان"),
        (2, 1, "نسختان في مصدر واحد"),
        (3, 2, "3 نسخ في مصدرين"),
        (12, 11, "12 نسخة في 11 مصدرًا"),
        (200, 100, "200 نسخة في 100 مصدر"),
    ],
)
def test_copies_are_counted_in_their_sources(size: int, sources: int, told: str) -> None:
    assert wording.copies_in_sources(size, sources) == told


def test_the_oldest_copies_are_told_of_as_far_as_they_are_known() -> None:
    day, year = PartialDate(2015, 8, 6), PartialDate(2015)
    of_day, of_year = copy("أ", "2015-08-06"), copy("ب", "2015")

    def told(size: int, date: PartialDate, *records: Record) -> str:
        return wording.oldest_copies(size, FirstSeen(date, records))

    assert wording.oldest_copies(2, None) == "بلا تاريخ معروف"
    assert told(2, day, of_day) == "الأقدم في الأرشيف: 6 آب/أغسطس 2015"
    assert told(2, day, of_day, of_day) == "في يوم واحد: 6 آب/أغسطس 2015"
    # Of that year, but perhaps not of that day.
    assert told(2, day, of_day, of_year) == "الأقدم في الأرشيف: 6 آب/أغسطس 2015"
    assert told(3, year, of_year, of_year) == "الأقدم في الأرشيف: 2015"
    three = (of_day, of_day, of_day)
    assert told(4, day, *three).endswith("(3 نسخ في ذلك اليوم)")


def test_the_list_of_stories_leads_to_each_and_turns_its_pages_in_their_order(
    visit: Visit,
) -> None:
    page = visit("/stories", {"q": "القمح", "arrange": "days", "source": "صحيفة الساحل"})
    assert page.says("//h1") == "45 خبرًا في أكثر من نسخة"
    assert page.says("//nav[@class='sort']//a[@aria-current]") == "الأطول مدة"
    following = page.one("//a[@rel='next']").get("href")
    assert "arrange=days" in following
    assert "page=2" in following
    assert "source=" in following
    assert visit(page.one("//ol//h2/a").get("href")).all("//article[@class='story']")
    assert visit("/stories", {"page": "6"}).status == 404


def test_what_an_address_gets_wrong_is_told_and_nothing_is_looked_for(visit: Visit) -> None:
    for address in ("/stories", "/printed-after"):
        page = visit(address, {"since": "أمس"})
        assert page.status == 400
        assert "لم نفهم التاريخ" in page.says("//p[@role='alert']")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_text_of_strangers_is_only_shown(client: FlaskClient, lang: str) -> None:
    for address in ("/story/أ", "/stories", "/printed-after"):
        assert "<script>x" not in client.get(f"{address}?lang={lang}").text


def test_who_prints_after_whom_is_sorted_by_its_heads(visit: Visit) -> None:
    page = visit("/printed-after")
    rows = "//table[@class='numbers']/tbody/tr"
    assert [row.text_content() for row in page.all(f"{rows}/td[3]")] == ["14", "3", "1"]
    assert [row.text_content() for row in page.all(f"{rows}/td[4]")] == ["12.5", "3", "0.2"]
    assert "لا يعني ذلك أن اللاحق نقل عن السابق" in page.says()
    by_name = visit(page.link("نشره أولًا"))
    firsts = [row.text_content() for row in by_name.all(f"{rows}/td[1]")]
    assert firsts == sorted(firsts)
    assert by_name.one("//th[@aria-sort='ascending']").text_content() == "نشره أولًا"


def test_the_matrix_is_darker_where_there_is_more_and_has_no_diagonal() -> None:
    found = matrix(AFTER)
    assert found is not None
    assert found.sources == ("صحيفة الساحل", "جريدة الوادي", "=HYPERLINK(1)")
    first = found.rows[0]
    assert first[0] is None
    shades = [cell.shade for cell in first if cell]
    assert shades[0] == 5
    assert 0 < shades[1] < 5
    assert matrix(()) is None


def test_the_table_runs_no_formula_and_has_all_pairs(client: FlaskClient) -> None:
    answer = client.get("/printed-after.csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["stories"] for row in rows] == ["12.5", "3", "0.2"]
    assert rows[2]["later"] == "'=HYPERLINK(1)"
    asked = parse_qs(urlsplit(rows[0]["address"]).query)
    assert asked == {"earlier": ["صحيفة الساحل"], "later": ["جريدة الوادي"]}
    assert client.get("/printed-after.csv?since=x").status_code == 400


def test_the_network_names_each_source_once_and_links_them_with_their_stories(
    client: FlaskClient,
) -> None:
    answer = client.get("/printed-after.graphml")
    assert answer.mimetype == "application/graphml+xml"
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    graph = etree.fromstring(answer.data).find("g:graph", space)
    assert graph is not None
    names = {
        one.get("id"): one.findtext("g:data", "", space) for one in graph.findall("g:node", space)
    }
    links = {
        (names[one.get("source")], names[one.get("target")]): float(
            one.findtext("g:data", "", space)
        )
        for one in graph.findall("g:edge", space)
    }
    assert sorted(names.values()) == sorted(
        {*(one.earlier for one in AFTER), *(one.later for one in AFTER)}
    )
    assert links == {(one.earlier, one.later): one.stories for one in AFTER}


def test_a_network_is_xml_whatever_names_hold() -> None:
    written = graphml([Link('<&"\x00>', "\ud800]]>\ufffe", [1]), Link("", '<&"\x00>', [2])], ["n"])
    assert [
        one.text for one in etree.fromstring(written.encode()).iter() if one.get("key") == "label"
    ] == [
        '<&">',
        "]]>",
        None,
    ]


def drawn(*copies: Record, to_left: bool = False) -> Timeline:
    found = timeline(story(*copies), (), to_left)
    assert found is not None
    return found


def test_the_line_of_time_runs_as_the_language_is_read() -> None:
    copies = copy("أ", "2015-08-06"), copy("ب", "2015-08-16")
    right = [block.x for block in drawn(*copies).blocks]
    left = [block.x + block.width for block in drawn(*copies, to_left=True).blocks]
    assert right[0] < right[1]
    assert left == pytest.approx([1 - x for x in right])


def test_copies_of_one_day_stand_upon_one_another_within_the_box() -> None:
    many = [copy(str(number), "2015-08-06") for number in range(300)]
    blocks = drawn(*many, copy("ب", "2015-08-07")).blocks
    assert len({block.y for block in blocks[:300]}) == 300
    assert all(0 <= block.y <= 1 and block.height > 0 for block in blocks)


def test_what_has_a_year_alone_is_drawn_along_the_days_that_it_may_be_of() -> None:
    within = drawn(copy("أ", "2015-08-06"), copy("ب", "2015-08-16"), copy("ج", "2015"))
    assert [(band.x, band.width) for band in within.bands] == [pytest.approx((0, 1))]
    assert [*within.axis.slots] == ["2015-08-06", "2015-08-16"]
    before = drawn(copy("أ", "2013"), copy("ب", "2015-08-06"))
    assert [*before.axis.slots] == ["2013-01-01", "2013-12-31", "2015-08-06"]
    assert before.bands[0].x + before.bands[0].width < before.blocks[0].x


def test_the_line_of_time_is_broken_where_the_archive_has_nothing_for_months() -> None:
    copies = story(copy("أ", "2015-08-06"), copy("ب", "2015-08-16"), copy("ج", "2019-02-03"))
    found = timeline(copies, ["2015-08-06", "2015-08-16", "2019-02-03"], to_left=False)
    assert found is not None
    assert [(gap.first, gap.broken) for gap in found.axis.gaps] == [
        ("2015-08-07", False),
        ("2015-08-17", True),
    ]


def test_there_is_no_line_where_all_is_of_one_day_or_undated() -> None:
    assert (
        timeline(story(copy("أ", "2015-08-06"), copy("ب", "2015-08-06")), (), to_left=True) is None
    )
    assert timeline(story(copy("أ"), copy("ب", "XXXX-08-06")), (), to_left=True) is None
    years = timeline(story(copy("أ", "2015"), copy("ب", "2016-03")), (), to_left=True)
    assert years is not None
    assert years.blocks == ()


def test_a_date_without_a_year_is_none_to_stand_under() -> None:
    found = groups(story(copy("أ", "XXXX-08-06"), copy("ب"), copy("ج", "2015")))
    assert [[one.id for one in group.copies] for group in found] == [["ج"], ["أ", "ب"]]


def test_an_archive_without_reprints_has_no_switch_and_says_how_it_has_stories(
    tmp_path: Path, browse: Callable[[Archive], Visit]
) -> None:
    Archive.create(tmp_path).close()
    settings = tmp_path / "settings.toml"
    settings.write_text(f"reprints = false\n{settings.read_text('utf-8')}", "utf-8")
    with Archive.open(tmp_path) as archive:
        archive.add([ALONE])
        visit = browse(archive)
        page = visit("/?q=")
        assert page.says("//h1") == "مادة واحدة في الأرشيف"
        assert not page.all("//a[contains(@href, 'per=') or contains(@href, '/stories')]")
        assert not page.all("//a[contains(@href, 'reprinted=')]")
        for address in ("/?per=story", "/?reprinted=yes", "/stories", "/story/وحيدة"):
            page = visit(address)
            assert page.status == 404
            assert "reprints = false" in page.says()
            assert "kashshaf sync" in page.says("//pre")
        for address, kept in (
            ("/?q=نص&since=2014&per=story&story_size=3..", "/?q=نص&since=2014"),
            ("/?per=story", "/?q="),
            ("/stories?q=نص&earlier=صحيفة&arrange=days", "/?q=نص"),
            ("/printed-after?since=2014", "/?since=2014"),
            ("/trends?q=نص&q=خبر&per=story", "/trends?q=نص&q=خبر"),
        ):
            page = visit(address)
            assert page.status == 404
            assert page.link("البحث نفسه، كل نسخة على حدة") == kept
            assert visit(kept).status == 200
        assert visit("/record/وحيدة").status == 200


@pytest.fixture(scope="module")
def thirteen_papers() -> Iterator[Archive]:
    """Of twelve stories each is first in one paper, and a day later in one of its own."""
    texts = [" ".join(f"خبر{story}كلمة{at}" for at in range(40)) for story in range(12)]
    with Archive.in_memory() as archive:
        archive.add(
            {"id": f"{story}-{day}", "text": text, "source": source, "date": f"2014-09-0{day}"}
            for story, text in enumerate(texts)
            for day, source in ((1, "السبّاقة"), (2, f"صحيفة {story}"))
        )
        yield archive


def test_stories_beyond_those_that_one_can_turn_to_are_said_to_be_in_the_table(
    thirteen_papers: Archive, browse: Callable[[Archive], Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = browse(thirteen_papers)
    assert "تقليب" not in visit("/stories", {"page": "2"}).says()
    for module in (state, stories_page):
        monkeypatch.setattr(module, "DEEPEST", 10)
    page = visit("/stories")
    assert not page.all("//a[@rel='next']")
    assert "تصل بتقليب الصفحات إلى أول 10 أخبار، وكلها في جدول CSV." in page.says()


def test_a_matrix_says_of_how_many_sources_it_has_some(
    thirteen_papers: Archive, browse: Callable[[Archive], Visit]
) -> None:
    page = browse(thirteen_papers)("/printed-after")
    assert len(page.all("//table[@class='matrix']/tbody/tr")) == 10
    assert "عدد المصادر 13، وهنا أكثرها صلة بغيرها، وعددها 10." in page.says()


def test_a_bibliography_of_a_story_with_more_copies_than_it_has_room_for_says_so(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/story/{SHIP.records[0].id}"
    assert "قائمة مراجع بالنسخ" in visit(address).says()
    monkeypatch.setattr(story_page, "MOST_LISTED", 2)
    assert "قائمة مراجع بأول 2 نسخة" in visit(address).says()
