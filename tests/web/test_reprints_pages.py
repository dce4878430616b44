"""Where else a text stands: on the page of a record, and on a page that is asked for it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import wire
from flask.testing import FlaskClient
from lxml import html

from kashshaf import Archive
from kashshaf.archive.record import Record
from kashshaf.index.reprints.answers import Reprints, Shared
from kashshaf.index.searching import traces
from kashshaf.index.searching.traces import MOST_TRACED
from kashshaf.web import create_app
from kashshaf.web.pages import trace

Visit = Callable[..., Any]
LISTS = "//section[@id='reprints']"


@pytest.fixture
def visit(visit_press: Visit) -> Visit:
    return visit_press


def lists(page: Any) -> dict[str, list[str]]:
    """The titles of the records in each list, by its heading."""
    return {
        heading.text: [
            link.text for item in heading.getnext().findall("li") for link in item.findall("a")
        ]
        for heading in page.all(f"{LISTS}/h2")
    }


def test_the_copies_of_a_record_are_listed_by_date_and_undated_ones_by_themselves(
    visit: Visit,
) -> None:
    assert lists(visit("/record/sahil")) == {
        "نُشر أيضًا في": [
            "فتح الرصيف الشرقي في رأس المرجان",
            "هيئة المرافئ: الرصيف الجديد يتّسع لثماني سفن",
        ],
        "نسخ بلا تاريخ": ["الرصيف الشرقي"],
        "مقتطفات منه": ["رسوم المراكب الصغيرة"],
    }


@pytest.mark.parametrize(
    ("record", "heading", "other"),
    [
        ("excerpt", "مقتطف من", "الرصيف الشرقي يُفتح أمام السفن"),
        ("article", "جزء من العدد", "مجلة المقتبس الساحلي، العدد الخامس"),
        ("issue", "مواده مفردةً", "في صناعة الحبال"),
        ("column", "يشترك في مقاطع مع", "من مذكّرات ربّان"),
    ],
)
def test_each_way_to_share_text_has_its_list(
    visit: Visit, record: str, heading: str, other: str
) -> None:
    assert other in lists(visit(f"/record/{record}"))[heading]


def test_a_record_says_at_its_head_how_many_copies_there_are_and_which_is_oldest(
    visit: Visit,
) -> None:
    head = "//p[@class='copies']"
    assert visit("/record/sahil").says(head) == "3 نسخ أخرى من أقدم ما في الأرشيف"
    later = visit("/record/manara")
    assert later.says(head) == ("3 نسخ أخرى أقدم ما في الأرشيف: صحيفة الساحل، 3 أيلول/سبتمبر 2014")
    assert later.one(f"{head}//span/a").get("href") == "/record/sahil"
    assert later.one(f"{head}/a[1]").get("href") == "#reprints"


def test_the_oldest_copies_are_marked_in_the_list_and_no_others(visit: Visit) -> None:
    marked = visit("/record/manara").all(f"{LISTS}//li[.//span[@class='oldest']]/a")
    assert [link.get("href") for link in marked] == ["/record/sahil", "/record/marfa"]


def test_a_copy_says_its_share_and_leads_to_both_side_by_side(visit: Visit) -> None:
    page = visit("/record/sahil")
    first = f"({LISTS}//li)[1]"
    assert "86% من هذا النص" in page.says(first)
    assert page.one(f"{first}/p[@class='compare']/a").get("href") == "/shared/sahil?other=marfa"


def test_copies_are_not_listed_again_among_similar_items(visit: Visit) -> None:
    similar = visit("/record/sahil").all("//section[@aria-labelledby='similar']//li/a")
    told = {link.get("href").rpartition("/")[2] for link in similar}
    assert not told & {"sahil", "marfa", "manara", "undated", "excerpt"}


def test_a_record_that_stands_nowhere_else_has_no_list(visit: Visit) -> None:
    page = visit("/record/alone")
    assert not page.all(LISTS)
    assert not page.all("//p[@class='copies']")


def test_copies_of_which_none_is_dated_stand_on_no_line_of_time(
    browse: Callable[[Archive], Visit],
) -> None:
    copies = [{**item, "published": None} for item in wire.ITEMS[:3]]
    with Archive.in_memory() as archive:
        archive.add(copies)
        visit = browse(archive)
        page = visit("/record/sahil")
        assert [*lists(page)] == ["نسخ بلا تاريخ"]
        story = visit(page.link("كل نسخ الخبر"))
        assert "بلا تاريخ معروف" in story.says("//article/p[@class='byline']")
        assert not story.all("//figure[@class='timeline']")


def test_a_long_list_shows_twenty_and_leads_to_all(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_of = Archive.reprints

    def many(archive: Archive, record: Record) -> Reprints:
        found = one_of(archive, record)
        (one,) = found.others
        others = tuple(
            replace(one, record=replace(one.record, id=f"memoir-{at}")) for at in range(23)
        )
        return replace(found, others=others)

    monkeypatch.setattr(Archive, "reprints", many)
    page = visit("/record/column", {"q": "البحر", "at": "1"})
    assert len(page.all(f"{LISTS}//li")) == 20
    every = visit(page.link("كلها، وعددها 23"))
    assert len(every.all(f"{LISTS}//li")) == 23
    assert every.one("//input[@id='q']").get("value") == "البحر"


def test_two_texts_stand_side_by_side_with_their_passages_numbered_alike(visit: Visit) -> None:
    page = visit("/shared/sahil", {"other": "manara"})
    for side, titled in (("first", "الرصيف الشرقي يُفتح أمام السفن"), ("second", "هيئة المرافئ")):
        text = f"//article[@class='{side}']"
        assert titled in page.says(f"{text}//h2")
        assert {link.get("href") for link in page.all(f"{text}//a[@class='number']")} == {
            f"#{'b' if side == 'first' else 'a'}-{number}" for number in (1, 2, 3)
        }
    assert [one.text for one in page.all("//article[@class='second']//em")] == [
        "يوم الثلاثاء الماضي",
        "بعد شهر من الآن، أي",
    ]
    ids = [one.get("id") for one in page.all("//*[@id]")]
    assert len(ids) == len({*ids})
    for link in page.all("//a[starts-with(@href, '#')]"):
        assert link.get("href")[1:] in ids


def test_each_text_leads_on_to_the_passage_that_follows_in_it(visit: Visit) -> None:
    page = visit("/shared/sahil", {"other": "manara"})
    onward = {
        side: [
            one.get("href") for one in page.all(f"//article[@class='{side}']//a[@class='onward']")
        ]
        for side in ("first", "second")
    }
    assert onward == {"first": ["#a-2", "#a-3"], "second": ["#b-3", "#b-2"]}


def test_the_texts_can_be_swapped_and_what_repeats_is_dimmed_or_not(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_two = Archive.shared

    def with_sign_off(archive: Archive, a: Record, b: Record) -> Shared:
        at = a.text.find(wire.SIGN_OFF), b.text.find(wire.SIGN_OFF)
        places = [((one, one + len(wire.SIGN_OFF)),) if one >= 0 else () for one in at]
        found = of_two(archive, a, b)
        return replace(found, boilerplate_a=places[0], boilerplate_b=places[1])

    monkeypatch.setattr(Archive, "shared", with_sign_off)
    page = visit("/shared/sahil", {"other": "manara"})
    assert page.all("//div[@class='pair dimmed']//span[@class='boilerplate']")
    swapped = visit(page.link("بدّل موضعيهما"))
    assert "هيئة المرافئ" in swapped.says("//article[@class='first']//h2")
    plain = visit(swapped.link("لا تخفّف لون"))
    assert plain.all("//div[@class='pair']")
    assert "هيئة المرافئ" in plain.says("//article[@class='first']//h2")


def test_each_paragraph_runs_in_the_direction_of_its_own_letters(
    browse: Callable[[Archive], Visit],
) -> None:
    english = "The harbour council voted to move all of its thirty stalls behind the station."
    arabic = "وقرّر مجلس الميناء نقل البسطات الثلاثين كلها إلى ما وراء محطة القطار قبل أيار."
    with Archive.in_memory() as archive:
        archive.add(
            {"id": key, "text": f"{first}\n\n{second}", "source": key}
            for key, first, second in (("ar", arabic * 2, english), ("en", english * 2, arabic))
        )
        page = browse(archive)("/shared/ar", {"other": "en"})
    said = {
        side: [one.get("dir") for one in page.all(f"//article[@class='{side}']//p[mark]")]
        for side in ("first", "second")
    }
    assert said == {"first": [None, "ltr"], "second": [None, "rtl"]}


def test_two_texts_that_stand_everywhere_are_said_to_be_repeated_not_to_share_too_little(
    browse: Callable[[Archive], Visit],
) -> None:
    with Archive.in_memory() as archive:
        archive.add(
            {"id": year, "text": wire.ARTICLE, "source": f"مجلة {year}", "date": f"{year}-03-01"}
            for year in ("1998", "2001", "2009")
        )
        page = browse(archive)("/shared/1998", {"other": "2009"})
    assert "يتكرّر نشره" in page.says("//p[@class='understood']")


def test_a_text_as_long_as_a_book_is_folded_and_shown_whole_when_asked(visit: Visit) -> None:
    page = visit("/shared/article", {"other": "issue"})
    folded = page.says("//article[@class='second']")
    assert "طُوي" in folded
    whole = visit(page.link("أظهر النصّين كاملين")).says("//article[@class='second']")
    assert "طُوي" not in whole
    assert len(whole) > 2 * len(folded)


def test_each_of_the_two_is_cited_on_the_spot(visit: Visit) -> None:
    page = visit("/shared/sahil", {"other": "manara"})
    for side, name in (("first", "sahil"), ("second", "manara")):
        cited = page.all(f"//article[@class='{side}']//details[contains(@class, 'cite')]//a")
        assert f"/cite/ris/{name}" in {link.get("href") for link in cited}


@pytest.mark.parametrize(
    "address", ["/shared/sahil", "/shared/sahil?other=none", "/shared?other=sahil"]
)
def test_two_texts_need_two_records(visit: Visit, address: str) -> None:
    page = visit(address)
    assert page.status == 404
    assert page.link("المادة الأخرى: الرصيف الشرقي يُفتح أمام السفن") == "/record/sahil"


UNDERSTOOD = "//p[@class='understood']"


def test_a_record_beside_itself_is_said_to_be_that_and_no_reprint_of_its_own(visit: Visit) -> None:
    told = visit("/shared/sahil", {"other": "sahil"}).says(UNDERSTOOD)
    assert told.startswith("المادة نفسها في الجانبين: مقطع مشترك واحد")


def test_two_records_that_share_nothing_are_said_to_share_nothing(visit: Visit) -> None:
    assert visit("/shared/sahil", {"other": "issue"}).says(UNDERSTOOD) == "لا مقاطع مشتركة"


def test_each_of_very_many_passages_has_its_number_above_the_texts(
    browse: Callable[[Archive], Visit],
) -> None:
    words = [f"كلمة{number}" for number in range(30 * 12)]
    passages = [" ".join(words[at : at + 12]) for at in range(0, len(words), 12)]
    with Archive.in_memory() as archive:
        archive.add(
            [
                {"id": "a", "text": "\n".join(passages), "source": "الأولى"},
                {"id": "b", "text": "\n".join(reversed(passages)), "source": "الثانية"},
            ]
        )
        page = browse(archive)("/shared/a", {"other": "b"})
        assert page.says(UNDERSTOOD).startswith("إعادة نشر: 30 مقطعًا مشتركًا")
        numbers = page.all("//nav[@class='jumps']/a")
        assert [number.get("href") for number in numbers] == [f"#a-{at}" for at in range(1, 31)]


def test_a_title_as_long_as_a_text_does_not_fill_the_lists(
    browse: Callable[[Archive], Visit],
) -> None:
    title = "رست السفينة في المرفأ بعد رحلة طويلة " * 30
    copies = [{**item, "title": title} for item in wire.ITEMS[:3]]
    with Archive.in_memory() as archive:
        archive.add(copies)
        visit = browse(archive)
        for address, links in (
            ("/record/sahil", f"{LISTS}//li/a"),
            ("/story/sahil", "//section//li/a"),
            ("/stories", "//ol[@class='stories']//h2/a"),
            ("/shared/sahil?other=marfa", "//div[starts-with(@class, 'pair')]//h2/a"),
            ("/trace?text=" + wire.MIDDLE, f"{FOUND}//h2/a"),
            ("/?q=السفينة", "//article//h2/a"),
            ("/?q=السفينة&list=compact", "//article//h2/a"),
        ):
            names = [link.text_content() for link in visit(address).all(links)]
            assert names
            assert all(len(name) <= 301 and name.endswith("…") for name in names), address


@pytest.mark.parametrize(
    "address", ["/", "/?q=السفينة", "/?q=السفينة&list=compact", "/record/sahil", "/bibliography"]
)
def test_nor_does_it_fill_what_a_page_says_of_it_unseen(
    browse: Callable[[Archive], Visit], address: str
) -> None:
    title = "رست السفينة في المرفأ بعد رحلة طويلة " * 300
    with Archive.in_memory() as archive:
        archive.add([{**item, "title": title} for item in wire.ITEMS[:3]])
        page = browse(archive)(address)
    said = [value for each in page.all("//*") for value in each.attrib.values() if "رحلة" in value]
    said += page.all("//*[not(self::h1)]/text()[contains(., 'رحلة')]")
    assert said
    assert max(map(len, said)) < 1_000


def test_what_scripts_and_feeds_get_has_no_title_as_long_as_a_text() -> None:
    title = "رست السفينة في المرفأ بعد رحلة طويلة " * 300
    with Archive.in_memory() as archive:
        archive.add([{**item, "title": title} for item in wire.ITEMS[:3]])
        client = create_app(archive).test_client()
        for address in (
            "/lists/found?q=السفينة",
            "/feed.atom?q=السفينة",
            "/complete?q=رست السفينة",
        ):
            answer = client.get(address)
            assert (answer.status_code, len(answer.data) < 10_000) == (200, True), address


FOUND = "//li/article[@class='hit']"


def test_a_passage_that_is_pasted_is_found_with_its_words_marked(visit: Visit) -> None:
    page = visit("/trace", {"text": wire.END})
    assert "ورد في 5 مواد" in page.says()
    assert {link.get("href") for link in page.all(f"{FOUND}/h2/a")} == {
        f"/record/{name}" for name in ("sahil", "marfa", "manara", "undated", "excerpt")
    }
    marked = page.all(f"{FOUND}//mark")
    assert all(mark.text_content() in wire.END for mark in marked)
    assert page.all("//figure[@class='histogram']")


def test_what_repeats_a_text_comes_first_in_order_of_date_and_opens_as_results(
    press_client: FlaskClient, visit: Visit
) -> None:
    page = visit("/trace", {"text": wire.ITEMS[0]["text"]})
    told = [
        [link.get("href").removeprefix("/record/") for link in found.xpath(".//h2/a")]
        for found in page.all("//section/ol[@class='hits']")
    ]
    assert told == [["sahil", "marfa", "manara", "undated"], ["excerpt"]]
    heads = [head.text_content().split("(")[-1] for head in page.all("//h2[span[@class='count']]")]
    assert heads == ["4)", "1)"]
    said = [one.text_content() for one in page.all("//*[name()='title'][contains(., ':')]")]
    assert said == ["3 أيلول/سبتمبر 2014: نتيجتان", "4 أيلول/سبتمبر 2014: نتيجة واحدة"]
    for link, listed in zip(page.all("//p[@class='as-results']/a"), told, strict=True):
        results = visit(link.get("href"))
        assert sorted(opened(results)) == sorted(listed)


def opened(results: Any) -> list[str]:
    """The records that a page of results has, in order."""
    addresses = [link.get("href") for link in results.all("//article//h2/a")]
    return [address.partition("?")[0].removeprefix("/record/") for address in addresses]


def test_all_that_was_found_opens_as_results_also_what_the_page_has_no_room_for(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"text": wire.ITEMS[0]["text"]}
    monkeypatch.setattr(trace, "_FOUND", 2)
    page = visit("/trace", asked)
    assert len(page.all(FOUND)) == 2
    repeated, quoted = page.all("//p[@class='as-results']/a")
    assert repeated.text_content().strip() == "افتحها كلها في صفحة النتائج، وعددها 4"
    # Two of one day, a later day, none.
    assert opened(visit(repeated.get("href"))) == ["marfa", "sahil", "manara", "undated"]
    assert opened(visit(quoted.get("href"))) == ["excerpt"]

    monkeypatch.setattr(trace, "MOST_LISTED", 3)
    page = visit("/trace", asked)
    most = page.all("//p[@class='as-results']/a")[0]
    assert most.text_content().strip() == "افتح أوفرها نصيبًا منه في صفحة النتائج، وعددها 3"
    assert len(opened(visit(most.get("href")))) == 3


def test_where_more_records_may_have_a_text_than_were_compared_it_is_said(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "وقد يرد شيء منه في غيرها"
    assert told not in visit("/trace", {"text": wire.END}).says()
    for module in (traces, trace):
        monkeypatch.setattr(module, "MOST_COMPARED", 3)
    page = visit("/trace", {"text": wire.END})
    assert "قورن النص بأوفر المواد اشتراكًا معه، وعددها 3، " + told in page.says()
    assert len(page.all(FOUND)) == 3


def test_a_long_text_is_sent_in_a_form_and_a_short_one_becomes_an_address(
    press_client: FlaskClient, visit: Visit
) -> None:
    short = press_client.post("/trace", data={"text": f" {wire.END} "})
    assert short.status_code == 303
    assert "ورد في 5 مواد" in visit(short.headers["Location"]).says()
    long = press_client.post("/trace", data={"text": "\n".join((wire.END,) * 9)})
    assert long.status_code == 200
    assert wire.END in long.text


@pytest.mark.parametrize("manner", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_a_text_of_twenty_thousand_words_is_looked_for_however_a_form_sends_it(
    press_client: FlaskClient, manner: str
) -> None:
    text = f"{wire.MIDDLE} " + "قالت الصحيفة إنها " * 6_660
    assert len(text.split()) > 20_000
    answer = press_client.post("/trace", data={"text": text}, content_type=manner)
    assert answer.status_code == 200
    assert "ورد في 4 مواد" in answer.text


def test_a_book_says_that_not_all_of_it_can_be_looked_for_or_chosen(
    browse: Callable[[Archive], Visit],
) -> None:
    paragraph = "رست السفينة في المرفأ بعد رحلة طويلة " * 20
    with Archive.in_memory() as archive:
        archive.add({"id": "book", "text": "\n".join([paragraph] * 250 + [paragraph * 250])})
        visit = browse(archive)
        page = visit("/trace?record_id=book")
        assert len(page.all("//ol[@class='paragraphs']/li")) == 200
        assert "فقرات أخرى: 51. ألصق منها ما تريد البحث عنه." in page.says()
        cut = "هنا أول 150,000 حرف فقط: لا يُبحث عن نص أطول."
        assert cut in page.says()
        assert cut in visit("/trace?record_id=book&paragraph=251").says()
        short = visit("/trace?record_id=book&paragraph=3").says()
        assert "أول 150,000" not in short and "فقرات أخرى" not in short


def test_a_text_that_is_too_long_is_said_to_be(press_client: FlaskClient) -> None:
    for letters, status, told in (
        (MOST_TRACED + 1, 400, "أطول من \u2068150,000\u2069 حرف"),
        (4 * MOST_TRACED, 413, "ما أُرسل أطول مما يُقبل"),
    ):
        answer = press_client.post("/trace", data={"text": "م" * letters})
        assert answer.status_code == status
        assert told in answer.text


def test_a_record_offers_its_paragraphs_and_is_not_found_itself(visit: Visit) -> None:
    page = visit("/trace", {"record_id": "sahil"})
    assert wire.MIDDLE in page.one("//textarea").text
    found = visit(page.all("//ol[@class='paragraphs']//a")[1].get("href"))
    assert found.one("//textarea").text.strip() == wire.MIDDLE
    assert "ورد في 3 مواد أخرى" in found.says()
    assert "/record/sahil" not in {link.get("href") for link in found.all(f"{FOUND}/h2/a")}
    compared = found.all(f"{FOUND}//p[@class='compare']/a")
    assert compared[0].get("href").startswith("/shared/sahil?other=")


def test_what_is_chosen_of_a_record_stays_its_own(press_client: FlaskClient, visit: Visit) -> None:
    sent = press_client.post("/trace?record_id=sahil", data={"text": wire.END})
    assert "ورد في 4 مواد أخرى" in visit(sent.headers["Location"]).says()


def test_a_text_of_a_few_words_is_told_what_it_needs(visit: Visit) -> None:
    assert (
        "في النص كلمتان، ولا بدّ من 5 كلمات على الأقلّ."
        in visit("/trace", {"text": "رصيف شرقي"}).says()
    )


def test_a_text_that_stands_nowhere_is_told_so(visit: Visit) -> None:
    nowhere = "نص طويل بما يكفي لم يكتبه أحد قبلي في أي صحيفة"
    assert "لم يرد في أي مادة من الأرشيف" in visit("/trace", {"text": nowhere}).says()


@pytest.mark.parametrize(
    "parameters", [{"text": "كلمة " * 40_000}, {"record_id": "sahil", "paragraph": "9"}]
)
def test_what_cannot_be_looked_for_is_told(visit: Visit, parameters: dict[str, object]) -> None:
    page = visit("/trace", parameters)
    assert page.status == 400
    assert page.one("//p[@role='alert']").text


def test_the_pages_are_reached_from_the_record_and_from_the_help(visit: Visit) -> None:
    assert visit("/record/sahil").link("أين ورد هذا النص أيضًا؟") == "/trace?record_id=sahil"
    assert visit("/?q=").link("عندك نص") == "/trace"
    for address in ("/", "/help"):
        assert visit(address).link("أين ورد هذا النص أيضًا؟") == "/trace"


def test_hostile_texts_stay_texts(visit: Visit) -> None:
    page = visit("/trace", {"text": "<script>alert(1)</script> </textarea><img src=x>"})
    assert not page.all("//img")
    assert all(script.get("src") for script in page.all("//script"))


def test_a_host_that_protects_its_forms_finds_its_token_in_ours(press: Archive) -> None:
    app = create_app(press)
    app.jinja_env.globals["csrf_token"] = lambda: "of-this-reader"
    for address in ("/trace", "/record/sahil"):
        page = html.fromstring(app.test_client().get(address).text)
        (token,) = page.xpath("//form[@method='post']/input[@name='csrf_token']")
        assert token.get("value") == "of-this-reader"


def test_an_archive_that_does_without_reprints_says_so_where_they_are_asked_for(
    tmp_path: Path, browse: Callable[[Archive], Visit]
) -> None:
    Archive.create(tmp_path).close()
    with (tmp_path / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write("\nreprints = false\n")
    with Archive.open(tmp_path) as archive:
        archive.add(wire.ITEMS[:2])
        visit = browse(archive)
        record = visit("/record/sahil")
        assert record.status == 200
        assert not record.all(LISTS)
        for page in (record, visit("/"), visit("/?q="), visit("/help")):
            assert page.status == 200
            assert not page.all("//a[contains(@href, 'trace')]")
        for address in ("/trace", "/trace?text=" + wire.END, "/shared/sahil?other=marfa"):
            page = visit(address)
            assert page.status == 404
            assert "reprints = false" in page.says()
        assert visit("/story/sahil").link("عودة إلى المادة") == "/record/sahil"


def test_records_of_any_ids_are_found_beside_each_other(
    browse: Callable[[Archive], Visit],
) -> None:
    ids = ("أخبار/2014//1 ?#%", "/يبدأ/shared/بشرطة", "../..")
    copies = [{**item, "id": name} for item, name in zip(wire.ITEMS, ids, strict=False)]
    with Archive.in_memory() as archive:
        archive.add(copies)
        visit = browse(archive)
        for name in ids:
            record = visit("/record", {"record_id": name})
            links = record.all(f"{LISTS}//p[@class='compare']/a")
            assert len(links) == 2
            for link in links:
                both = visit(link.get("href")).all("//div[starts-with(@class, 'pair')]//h2/a")
                addresses = [one.get("href") for one in both]
                assert len({*addresses}) == 2
                assert all(visit(address).status == 200 for address in addresses)
