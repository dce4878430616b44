import subprocess
import sys

import pytest
from reading_files import taken, written

PARAGRAPHS = [
    "قال المتحدث باسم الوزارة إن الاجتماع الذي عقد في بيروت ناقش ملفات التعليم والصحة والنقل.",
    "وأضاف أن الحضور اتفقوا على جدول زمني يبدأ الشهر المقبل، وأن النتائج ستنشر على مراحل.",
    "ووقعت معاهدة مشابهة في 2003-04-09 ثم عدلت بعد ذلك بعامين من دون أن تنفذ بنودها كلها.",
]


def page(head="", before="", language='lang="ar"'):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html {language}><head><title>عنوان الصفحة</title>{head}</head><body>"
        f"<nav><a href='/'>الرئيسة</a> <a href='/sport'>رياضة</a></nav><article>{before}"
        f"<h1>عنوان الخبر</h1>{body}</article><footer>© 2019 كل الحقوق محفوظة</footer>"
        "</body></html>"
    )


def fields_of(path):
    (item,), rejections = taken(path)
    assert not rejections
    assert item.origin.reader == "html"
    assert item.origin.position is None
    return item.fields


def meta(name, content):
    return f'<meta property="{name}" content="{content}">'


def test_a_page_gives_its_main_text_and_what_it_states_of_itself(tmp_path):
    head = (
        meta("og:title", "عنوان الخبر")
        + meta("og:site_name", "جريدة المثال")
        + meta("article:published_time", "2014-09-03T10:00:00+03:00")
        + '<meta name="author" content="ليلى أحمد"><meta name="keywords" content="تعليم, صحة">'
        + '<link rel="canonical" href="https://news.example/2014/x">'
    )
    fields = fields_of(written(tmp_path, "a.html", page(head)))
    assert all(paragraph in fields["text"] for paragraph in PARAGRAPHS)
    assert "رياضة" not in fields["text"]
    assert fields["title"] == "عنوان الخبر"
    assert fields["source"] == "جريدة المثال"
    assert fields["published"] == "2014-09-03T10:00:00+03:00"
    assert fields["author"] == "ليلى أحمد"
    assert fields["url"] == "https://news.example/2014/x"
    assert fields["language"] == "ar"
    assert "تعليم" in fields["tags"][0]


@pytest.mark.parametrize(
    ("head", "before", "published"),
    [
        ('<meta name="date" content="3 سبتمبر 2014">', "", "3 سبتمبر 2014"),
        (meta("article:published_time", "2014-09"), "", "2014-09"),
        (meta("article:published_time", "1906-02-25"), "", "1906-02-25"),
        ('<meta itemprop="datePublished" content="2014-09-03">', "", "2014-09-03"),
        ("", '<time class="entry-date published" datetime="2014-09-03">أمس</time>', "2014-09-03"),
        ("", '<span itemprop="datePublished" datetime="2014-09-03">أمس</span>', "2014-09-03"),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type":'
            ' "NewsArticle", "comment": {"datePublished": "2015-01-01"}, "datePublished":'
            ' "2014-09-03"}]}</script>',
            "",
            "2014-09-03",
        ),
    ],
)
def test_a_date_is_taken_as_it_is_stated(tmp_path, head, before, published):
    assert fields_of(written(tmp_path, "a.html", page(head, before)))["published"] == published


@pytest.mark.parametrize(
    ("head", "before"),
    [
        ("", ""),
        (meta("article:modified_time", "2014-09-05"), ""),
        ('<link rel="canonical" href="https://news.example/2014/09/03/x.html">', ""),
        ("", '<img src="/uploads/2012/05/06/x.jpg">'),
        ("", '<time datetime="2010-01-01">يوم الحادث</time>'),
        ('<script type="application/ld+json">{"datePublished": </script>', ""),
        ('<script type="application/ld+json">{"@graph": 5, "datePublished": 5}</script>', ""),
    ],
)
def test_no_date_is_invented(tmp_path, head, before):
    assert "published" not in fields_of(written(tmp_path, "a.html", page(head, before)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1256", "iso-8859-1"])
def test_a_page_is_read_in_its_own_encoding_whatever_it_declares(tmp_path, encoding, declared):
    text = page(f'<meta charset="{declared}">')
    fields = fields_of(written(tmp_path, "a.htm", text.encode(encoding)))
    assert PARAGRAPHS[0] in fields["text"]


def test_xhtml_with_a_declaration_is_read(tmp_path):
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + page()
    assert PARAGRAPHS[0] in fields_of(written(tmp_path, "a.xhtml", text))["text"]


def test_a_short_page_is_kept(tmp_path):
    text = "<html><head><title>عاجل</title></head><body><p>استقالة الوزير.</p></body></html>"
    assert fields_of(written(tmp_path, "a.html", text))["text"] == "استقالة الوزير."


@pytest.mark.parametrize(
    "text",
    [
        "<html><head><script>var a = 1;</script></head><body><script>run()</script></body></html>",
        "<html></html>",
        "<html><head><title>تطبيق</title></head><body><div id='root'></div></body></html>",
    ],
)
def test_a_page_with_no_main_text_is_rejected(tmp_path, text):
    items, (rejection,) = taken(written(tmp_path, "a.html", text))
    assert not items
    assert "no main text" in rejection.reason


def test_what_a_script_compares_is_no_tag(tmp_path):
    script = "<script>for(i=0;i<n;i++){" + "a = b;" * 2_000 + "}</script>"
    assert PARAGRAPHS[0] in fields_of(written(tmp_path, "a.html", script + page()))["text"]


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        (
            "<div>" * 100_000 + "{text}",
            "is nested too deeply, with over 255 elements in one another",
        ),
        ("{text}<b>" + "<i>" * 300 + "{text}", "is nested too deeply"),
        ("<p title='" + "س" * 5_500_000 + "'>{text}</p>", "attribute of over 10 MB"),
        ("{text}<!--" + "س" * 5_500_000 + "-->{text}", "comment or attribute of over 10 MB"),
        (
            "<p " + "a" * 5_000 + "=1>{text}</p><p " + "a b=' >' " * 20_000 + ">",
            "over 1,000 attributes",
        ),
    ],
    ids=["deep", "deep after text", "attribute", "comment", "attributes"],
)
def test_a_page_of_which_a_part_cannot_be_read_is_rejected_with_the_reason(
    tmp_path, inside, reason
):
    page = f"<html><body>{inside.replace('{text}', f'<p>{PARAGRAPHS[0]}</p>')}</body></html>"
    items, (rejection,) = taken(written(tmp_path, "a.html", page))
    assert not items
    assert reason in rejection.reason
    assert "no main text" not in rejection.reason


def test_a_page_is_known_by_its_content(tmp_path):
    assert PARAGRAPHS[0] in fields_of(written(tmp_path, "saved", page()))["text"]


def test_reading_pages_writes_nothing_to_the_terminal(tmp_path):
    written(tmp_path, "a.html", page())
    written(tmp_path, "b.html", "<html></html>")
    written(tmp_path, "c.html", "not a page")
    code = (
        "import sys; from kashshaf.archive.metadata.authorities import Authorities;"
        "from kashshaf.archive.readers import read;"
        "list(read(sys.argv[1:], Authorities.load()))"
    )
    command = [sys.executable, "-W", "error", "-c", code, str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_a_text_file_is_one_article(tmp_path):
    text = "اجتماع في بيروت\nجريدة المثال\n2014-12-18 07:28\n" + "\n".join(PARAGRAPHS)
    for name in ("a.txt", "a.TEXT", "a.md"):
        (item,), rejections = taken(written(tmp_path, name, text))
        assert item.fields["title"] == "اجتماع في بيروت"
        assert PARAGRAPHS[0] in item.fields["text"]
        assert (item.origin.reader, item.origin.position) == ("text", None)
        assert not rejections


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_an_article_over_the_limit_is_rejected(tmp_path, name):
    items, (rejection,) = taken(written(tmp_path, name, "كلمة " * 2_000_000))
    assert not items
    assert "over 16 MB" in rejection.reason


def test_blank_text_holds_no_items(tmp_path):
    items, (rejection,) = taken(written(tmp_path, "a.txt", "\ufeff \n\n"))
    assert not items
    assert "holds no items" in rejection.reason


def test_entities_of_a_page_reach_no_file_and_do_not_grow(tmp_path):
    secret = written(tmp_path, "secret.txt", "كلمة السر")
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    text = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "ها"><!ENTITY f SYSTEM "{secret}">'
        f"{grown}]><html><body><p>&f; &e8;</p><p>{PARAGRAPHS[0]}</p></body></html>"
    )
    fields = fields_of(written(tmp_path, "a.xhtml", text))
    assert "كلمة السر" not in fields["text"]
    assert len(fields["text"]) < 2 * len(PARAGRAPHS[0]) + 100
