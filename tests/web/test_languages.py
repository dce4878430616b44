"""Every string of the pages in Arabic and English, and what readers prefer."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po
from lxml import html

from kashshaf import Archive
from kashshaf.web import create_app

Visit = Callable[..., Any]

WEB = Path(__file__).parents[2] / "web"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.xml", "jinja2")]
PLACEHOLDER = re.compile(r"%\(\w+\)s")
PAGES = [
    "/",
    "/?q=كتاب",
    "/?q=زعفرانقرمزي كتاب&source=صحيفة الساحل",
    "/?since=x",
    "/record/saahil-2014-001?q=كتاب&at=1",
    "/facet/source",
    "/trace?record_id=saahil-2014-001",
    "/trace?record_id=saahil-2014-001&paragraph=1",
    "/shared/saahil-2014-001?other=saahil-2014-001",
    "/concordance?q=كتاب",
    "/trends?q=كتاب&q=صحيفة",
    "/words-around?q=كتاب",
    "/words-around?q=كتاب&by=source",
    "/words-around",
    "/concordance?q=كتاب&near=جديد",
    "/compare?q=كتاب",
    "/compare?a.q=كتاب&b.q=صحيفة&c.q=&c.source=شبكة المنارة",
    "/?reprinted=no&story_size=1..4&per=story",
    "/stories",
    "/story/saahil-2014-001",
    "/printed-after",
    "/help",
    "/help/tour/2",
    "/none",
]


def said() -> set[str | tuple[str, ...]]:
    """What the code and the templates say, plurals as pairs."""
    # In templates, `kashshaf("Search")` says it.
    keywords = DEFAULT_KEYWORDS | {"kashshaf": None}
    return {found[2] for found in extract_from_dir(str(WEB), METHODS, keywords=keywords)}


def arabic():
    with (WEB / "language" / "translations" / "ar.po").open("rb") as file:
        return read_po(file, "ar")


def test_all_that_the_pages_say_is_in_the_catalogue_and_nothing_else() -> None:
    assert {message.id for message in arabic() if message.id} == said()


def test_every_message_is_translated_whole() -> None:
    for message in arabic():
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert len(forms) == (6 if isinstance(message.id, tuple) else 1)
        assert all(forms), message.id
        english = message.id[-1] if isinstance(message.id, tuple) else message.id
        asked = set(PLACEHOLDER.findall(english))
        for form in forms:
            # A noun in the dual or for one has its number in itself.
            assert set(PLACEHOLDER.findall(form)) <= asked
            assert isinstance(message.id, tuple) or set(PLACEHOLDER.findall(form)) == asked


def test_arabic_is_punctuated_as_arabic() -> None:
    for message in arabic():
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        for form in forms if message.id else ():
            assert not re.search(r"[؀-ۿ]\s*[,;?]", form), form


@pytest.mark.parametrize("path", PAGES)
def test_no_arabic_of_ours_is_left_on_an_english_page(visit: Visit, path: str) -> None:
    page = visit(path, None) if "?" in path else visit(path)
    english = visit(path + ("&" if "?" in path else "?") + "lang=en")
    assert (english.one("/html").get("lang"), english.one("/html").get("dir")) == ("en", "ltr")
    ours = {str(form) for message in arabic() for form in [message.string] if message.id}
    # The choice of Arabic is in Arabic, and so are the examples of the query language, and tables
    # of the words of texts.
    own = "not(ancestor::bdi/ancestor::table)"
    texts = {text.strip() for text in english.all(f"//body//text()[normalize-space()][{own}]")}
    assert texts & ours - {"أ"} == set()
    assert page.one("/html").get("lang") == "ar"


def test_the_same_page_is_offered_in_the_other_language(visit: Visit) -> None:
    page = visit("/", {"q": "كتاب", "source": ["أ", "ب"], "page": "1"})
    english = visit("/" + page.link("English"))
    assert "understood" in english.source
    assert english.one("//input[@id='q']").get("value") == "كتاب"
    assert "Understood as: the word كتاب in any form" in english.says("//p[@class='understood']")


@pytest.fixture
def reader(archive: Archive):
    """A browser that keeps cookies."""
    return create_app(archive).test_client()


def test_what_a_reader_prefers_is_remembered_in_the_one_cookie(reader) -> None:
    assert "Set-Cookie" not in reader.get("/").headers
    cookie = reader.get("/?lang=en&digits=arabic&hijri=yes").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    page = html.fromstring(reader.get("/?q=كتاب").text)
    assert page.get("lang") == "en"
    assert re.search("[٠-٩]+ results", page.findtext(".//h1[@id='total']"))
    assert any("AH" in date.text for date in page.findall(".//article//time"))
    assert "Cookie" in reader.get("/").headers["Vary"]


def test_what_is_no_choice_is_none(reader) -> None:
    answer = reader.get("/?lang=fr&digits=roman&hijri=maybe")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    reader.set_cookie("kashshaf", "lang=<script>&digits=%00&size=huge&x")
    assert '<html lang="ar" dir="rtl">' in reader.get("/").text


def test_dates_may_have_the_hijri_beside_them(visit: Visit) -> None:
    page = visit("/record/saahil-2014-001", {"hijri": "yes"})
    assert "3 أيلول/سبتمبر 2014 (8 ذو القعدة 1435 هـ)" in page.says("(//p[@class='imprint'])[1]")
    assert "هـ" not in visit("/record/saahil-2014-001").says("(//p[@class='imprint'])[1]")


def test_digits_are_those_of_the_reader_in_our_words_and_not_in_the_texts(visit: Visit) -> None:
    latin = visit("/record/saahil-2014-001")
    arabic = visit("/record/saahil-2014-001", {"digits": "arabic"})
    assert "٣ أيلول/سبتمبر ٢٠١٤" in arabic.says("(//p[@class='imprint'])[1]")
    text = "//div[starts-with(@class, 'text')]"
    assert arabic.says(text) == latin.says(text)


def test_the_api_speaks_english_whatever_its_caller_reads(archive: Archive) -> None:
    client = create_app(archive).test_client()
    client.get("/?lang=ar")
    detail = client.get("/api/v1/search?since=x").get_json()["detail"]
    assert detail == "since: “x” is not a date; write 2014, 2014-09 or 2014-09-03"
