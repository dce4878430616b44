from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from kashshaf import Archive

Visit = Callable[..., Any]
RECORD = "/record/saahil-2014-001"


def test_a_record_shows_its_text_in_paragraphs(visit: Visit) -> None:
    page = visit(RECORD)
    assert page.says("//h1") == "معرض الكتاب يفتح أبوابه في رأس المرجان"
    assert len(page.all("//div[starts-with(@class, 'text')]/p")) == 4
    assert not page.all("//mark")


def test_the_words_searched_for_are_marked_in_title_and_text(visit: Visit) -> None:
    page = visit(RECORD, {"q": "كتاب"})
    assert [mark.text for mark in page.all("//h1/mark")] == ["الكتاب"]
    assert page.all("//div[starts-with(@class, 'text')]//mark")


@pytest.mark.parametrize(
    ("label", "asked"),
    [
        ("صحيفة الساحل", "source="),
        ("موقع ويب", "platform=web"),
        ("3 أيلول/سبتمبر 2014", "since=2014&until=2014"),
        ("تويتر", "mentions=twitter"),
        ("سلمى الحدّاد", "author="),
        ("ثقافة", "tag="),
    ],
)
def test_each_fact_leads_to_more_of_its_kind(visit: Visit, label: str, asked: str) -> None:
    address = visit(RECORD).link(label)
    assert asked in address
    found = visit(f"{address}&per_page=100")
    assert RECORD.split("/")[-1] in found.source


def test_the_way_back_keeps_the_search(visit: Visit) -> None:
    results = visit("/", {"q": "كتاب", "platform": "web", "sort": "newest"})
    record = visit(results.all("//article/h2/a")[0].get("href"))
    back = visit(record.link("عودة إلى النتائج"))
    assert back.says("//h1") == results.says("//h1")
    assert back.source == results.source


def test_without_a_search_the_way_back_is_to_everything(visit: Visit) -> None:
    assert visit(RECORD).link("كل المواد") == "/?q="


def test_the_stable_address_has_no_search_in_it(visit: Visit) -> None:
    page = visit(RECORD, {"q": "كتاب", "page": "3"})
    assert page.one("//link[@rel='canonical']").get("href") == f"http://localhost{RECORD}"


def test_the_original_is_linked_without_telling_it_who_asks(visit: Visit) -> None:
    link = visit(RECORD).one("//a[@class='original']")
    assert link.get("href") == "https://saahil.example.org/2014/09/03/book-fair"
    assert set(link.get("rel").split()) == {"noopener", "noreferrer", "nofollow"}


def test_the_other_addresses_of_a_record_are_linked_and_its_other_ids_lead_to_it(
    visit: Visit,
) -> None:
    for lang, label in (("ar", "وردت أيضًا في"), ("en", "Also at")):
        page = visit("/record/marfa-2014-9", {"lang": lang})
        assert page.one("//link[@rel='canonical']").get("href").endswith("/record/marfa-2014-7")
        links = page.all(f"//div[dt='{label}']//a")
        assert [link.get("href") for link in links] == ["https://marfa.example/9"]
        assert "javascript:alert(9)" in page.says(f"//div[dt='{label}']")
        assert "also_at" not in page.says()


def test_an_address_that_is_not_of_the_web_is_shown_and_not_linked(visit: Visit) -> None:
    page = visit("/record/link")
    assert "javascript:alert(1)" in page.says()
    assert not any(a.get("href").startswith("javascript") for a in page.all("//a"))


def test_where_it_came_from_is_told_without_the_servers_folders(visit: Visit, archive) -> None:
    file = archive.record("saahil-2014-001").provenance.file
    page = visit(RECORD)
    assert "articles.jsonl، الموضع 1" in page.says("//aside[contains(@class, 'facts')]")
    assert file.rpartition("/")[0] not in page.source


def test_columns_that_have_no_name_here_are_shown_as_they_came(visit: Visit) -> None:
    assert '{"n": ["<s>"]}' in visit("/record/link").says("//aside//details[last()]")


@pytest.mark.parametrize("record_id", ["أخبار/2014//1 ?#%", "/يبدأ بشرطة"])
def test_any_id_can_be_in_an_address(visit: Visit, archive: Archive, record_id: str) -> None:
    results = visit("/", {"q": f'العنوان:"{archive.record(record_id).title}"'})
    (link,) = results.all("//article/h2/a")
    assert visit(link.get("href")).says("//h1") == archive.record(record_id).title


@pytest.mark.parametrize("record_id", ["none", "a/b", "..", quote("لا شيء")])
def test_an_id_of_no_record_is_a_page_not_found(visit: Visit, record_id: str) -> None:
    page = visit(f"/record/{record_id}")
    assert page.status == 404
    assert page.says("//h1") == "لا مادة بهذا المعرّف"


def test_a_date_without_a_year_is_told_as_such(visit: Visit, archive: Archive) -> None:
    yearless = next(r for r in archive.records() if r.published and r.published.year is None)
    page = visit(f"/record/{yearless.id}")
    assert "السنة غير مذكورة" in page.says()
    assert not page.all("//dt[.='التاريخ']")


def test_wrong_parameters_do_not_hide_a_record(visit: Visit) -> None:
    assert visit(RECORD, {"q": "كتاب", "since": "x", "page": "y"}).all("//mark")


def test_of_very_many_matches_the_list_says_that_it_has_the_first(
    browse: Callable[[Archive], Visit],
) -> None:
    with Archive.in_memory() as archive:
        archive.add([{"id": f"{times}", "text": "سوق السمك. " * times} for times in (200, 250)])
        visit = browse(archive)
        lists = {name: visit(f"/record/{name}", {"q": "سوق"}) for name in ("200", "250")}
    told = "هذه أول 200، وتصل إلى غيرها بالسهمين."
    assert [told in page.says("//nav[@class='jumps']") for page in lists.values()] == [False, True]
    assert len(lists["250"].all("//nav[@class='jumps']//li/a")) == 200
