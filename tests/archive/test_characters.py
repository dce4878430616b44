"""Titles, names and texts as their readers saw them."""

import gzip
import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.archive.items import Item, Origin
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.metadata.catalogue import catalogue
from kashshaf.archive.metadata.characters import (
    clean_name,
    clean_title,
    is_about_code,
    without_entities,
)
from kashshaf.archive.record import Record

NEWS = Path(__file__).parents[3] / "shared" / "data" / "news"
KNOWN = Authorities.load()
MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\ufeff\u200b\u2060"


def record(**fields: object) -> Record:
    return catalogue(Item(fields, Origin("a.jsonl", 1, "jsonl")), KNOWN, "2025-01-01T00:00:00Z")


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("name", ["صدى الوادي", "الجزيرة نت"])
def test_a_paper_is_one_whatever_marks_stand_round_or_within_its_name(mark: str, name: str) -> None:
    first, last = name.split()
    written = f"{mark}{first}{mark} {last}{mark}"
    author = f"{mark}سلمى{mark} الحداد{mark}"
    made = record(title="عنوان", source=written, author=author, tags=[written])
    assert (made.source, made.author, made.tags) == (name, "سلمى الحداد", (name,))
    assert made.extra == {"source_as_written": written}


def test_a_tag_that_a_mark_makes_another_is_listed_once() -> None:
    assert record(title="ع", tags="كتب، \u200fكتب\u200f، نقد &amp; أدب").tags == (
        "كتب",
        "نقد & أدب",
    )


def test_names_have_no_entities_or_emphasis_of_markdown() -> None:
    made = record(
        title="ع",
        source="**صدى&amp;nbsp;الوادي**",
        author="_سلمى&nbsp;الحداد_",
        tags=["*كتب*", "&#1606;قد", "#نقد_الشعر_اليوم", "_user_"],
    )
    assert made.source == "صدى الوادي"
    assert made.author == "سلمى الحداد"
    assert made.tags == ("كتب", "نقد", "#نقد_الشعر_اليوم", "_user_")


def test_a_name_of_nothing_but_marks_is_none() -> None:
    made = record(title="عنوان", source="\u200f\u200e", author="\ufeff", url="\u202a")
    assert (made.source, made.author, made.url) == (None, None, None)


def test_an_address_is_known_through_the_marks_of_whoever_pasted_it() -> None:
    made = record(title="عنوان", url="\u202ahttps://sabq.org/1\u202c")
    assert (made.url, made.source) == ("https://sabq.org/1", "سبق")


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("\u202bافتتاح مكتبة\u202c", "افتتاح مكتبة"),
        ("\ufeffافتتاح مكتبة", "افتتاح مكتبة"),
        ("افتتاح\u2028مكتبة\u2029في\x85المرفأ\vاليوم", "افتتاح مكتبة في المرفأ اليوم"),
        ("افتتاح \u200f مكتبة\x1a", "افتتاح مكتبة"),
        ("عائلة 👨\u200d👩\u200d👧 تعود\u200d", "عائلة 👨\u200d👩\u200d👧 تعود"),
        ("&quot;المرفأ&quot; يعود", '"المرفأ" يعود'),
        ("&#8220;المرفأ&#8221; &#x2013; يعود", "“المرفأ” – يعود"),
        ("&amp;quot;المرفأ&amp;amp;quot; يعود", '"المرفأ" يعود'),
        ("&laquo;المرفأ&raquo;&nbsp;&nbsp;يعود&hellip;", "«المرفأ» يعود…"),
        ("&rlm;المرفأ&zwnj; يعود", "المرفأ يعود"),
        ("ستاندرد &amp; بورز", "ستاندرد & بورز"),
        ("AT&T وM&M; معًا", "AT&T وM&M; معًا"),
        ("*افتتاح مكتبة*", "افتتاح مكتبة"),
        ("**افتتاح** مكتبة", "افتتاح مكتبة"),
        ("*افتتاح مكتبة*. المجلة 1(2)", "افتتاح مكتبة. المجلة 1(2)"),
        ("* افتتاح مكتبة", "افتتاح مكتبة"),
        ("**. المجلة 1(2)", "المجلة 1(2)"),
        ("&#42;افتتاح مكتبة&#42;", "افتتاح مكتبة"),
        ("اتصل على *100* مجانًا", "اتصل على *100* مجانًا"),
        ("3*4*5 أمتار", "3*4*5 أمتار"),
        ("قال: هذا ال*** لا يعود ***", "قال: هذا ال*** لا يعود ***"),
        ("شروط* العرض واستثناءات*", "شروط* العرض واستثناءات*"),
        ("_افتتاح مكتبة_ في المرفأ", "افتتاح مكتبة في المرفأ"),
        ("__افتتاح__ *_مكتبة_* و_*معرض*_", "افتتاح مكتبة و_*معرض*_"),
        ("_*معرض*_ للكتب", "معرض للكتب"),
        ("#افتتاح_مكتبة_المرفأ #_عاجل_ @_salma_", "#افتتاح_مكتبة_المرفأ #_عاجل_ @_salma_"),
        (
            "شرح __init__ وsnake_case_ وملف _notes_.txt",
            "شرح __init__ وsnake_case_ وملف _notes_.txt",
        ),
        ("ضع اسمك هنا: ____ وهنا: _ _", "ضع اسمك هنا: ____ وهنا: _ _"),
    ],
)
def test_a_title_is_a_line_as_its_readers_saw_it(written: str, title: str) -> None:
    assert record(title=written).title == title


def test_what_a_title_lost_is_kept_as_it_was_written() -> None:
    assert record(title="*افتتاح*").extra == {"title_as_written": "*افتتاح*"}
    assert record(title="افتتاح  مكتبة ").extra == {}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("قال: &quot;نعود&quot;.\u2028ثم عاد.", 'قال: "نعود".\nثم عاد.'),
        ("&#1575;&#1604;&#1605;&#1585;&#1601;&#1571;", "المرفأ"),
        ("\ufeffالمرفأ\u200b", "المرفأ"),
        ("کتاب‌خانه \u200fABC\u200f", "کتاب‌خانه \u200fABC\u200f"),
        ("<p>5 &lt; 6 &ndash; قال</p>", "<p>5 &lt; 6 – قال</p>"),
        ("وسم &lt;br&gt; &laquo;هنا&raquo;", "وسم &lt;br&gt; «هنا»"),
        ("الحرارة &lt; 5 &deg;", "الحرارة < 5 °"),
        ("https://sahel.example/?a=1&amp;b=2&copy=3", "https://sahel.example/?a=1&b=2&copy=3"),
    ],
)
def test_a_text_has_its_entities_resolved_and_keeps_what_sets_it(written: str, text: str) -> None:
    assert record(text=written).text == text


@pytest.mark.parametrize(
    "text",
    [
        "لكتابة علامة الاقتباس في HTML اكتب &quot; أو &#39;",
        "استخدم `&nbsp;` لمسافة لا تنكسر",
        "int *p = &reg;",
        "مرر &num; إلى الدالة",
        "if (a &amp;&amp; b) {\n  c();\n}",
        "<code>&copy;</code>",
    ],
)
def test_entities_of_which_a_text_speaks_stay(text: str) -> None:
    made = record(title="ما معنى &nbsp;؟" if "HTML" in text else "درس", text=text)
    assert made.text == text
    assert "title_as_written" not in made.extra


def test_a_page_that_is_named_html_is_no_code() -> None:
    assert record(text="&quot;المرفأ&quot; sahel.example/a.html").text.startswith('"المرفأ"')


@given(st.text(alphabet="ا *_&;#39quotamplgt<>\u200f\u200d👧\u2028\ufeff`"))
def test_to_clean_again_changes_nothing(written: str) -> None:
    title = clean_title(without_entities(written))
    assert not re.search("[\u200f\u2028\ufeff]", title)
    assert clean_name(clean_name(written)) == clean_name(written)


def test_many_ands_and_stars_take_no_time() -> None:
    assert clean_name("&" + "amp;" * 200_000 + "x") == "&x"
    assert clean_title("*ا" * 100_000)
    assert clean_title("_ا " * 100_000)


@pytest.mark.long
@pytest.mark.skipif(not NEWS.exists(), reason="needs the articles in ../shared/data/news")
def test_no_entity_star_or_invisible_character_is_left_in_a_real_title() -> None:
    for path in NEWS.glob("*.jsonl.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for article in map(json.loads, lines):
                stated, text = article["title"] or "", article["text"] or ""
                resolved = stated if is_about_code(stated, text) else without_entities(stated)
                title = clean_title(resolved)
                assert not re.search(r"&#?\w+;|\*.*\*", title), title
                assert not {"Cc", "Cf", "Zl", "Zp"} & set(map(unicodedata.category, title))
