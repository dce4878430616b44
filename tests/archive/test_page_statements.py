"""What a saved page states of itself, kind by kind, and what it does not."""

from typing import Any

import pytest

from kashshaf.archive.items import Item, Origin
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.metadata.catalogue import catalogue
from kashshaf.archive.readers.base import Unreadable
from kashshaf.archive.readers.html_page.reader import read_page
from kashshaf.archive.record import Record

AUTHORITIES = Authorities.load(
    {"sources": {"صحيفة الساحل": {"names": ["Al Saahil"], "hosts": ["saahil.example.com"]}}}
)

TITLE = "عنوان الخبر الأول"
PARAGRAPHS = [
    "قال المتحدث باسم البلدية إن الاجتماع الذي عقد في المدينة ناقش ملفات التعليم والصحة والنقل.",
    "وأضاف أن الحضور اتفقوا على جدول زمني يبدأ الشهر المقبل، وأن النتائج ستنشر على مراحل.",
    "ووقعت معاهدة مشابهة قبل عامين ثم عدلت من دون أن تنفذ بنودها كلها.",
]
STANDFIRST = "تفاصيل جديدة عن المكتبة المتنقلة التي تجوب القرى البعيدة"
SITE = '<meta property="og:site_name" content="صحيفة المثال">'
AT_A_KNOWN_HOST = '<link rel="canonical" href="https://www.saahil.example.com/news/7">'
BEFORE_MIDNIGHT = '<meta property="article:published_time" content="2024-02-16T22:30:00Z">'


def page(head: str = "", under: str = "", headline: str = TITLE, end: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html lang='ar'><head><title>{headline}</title>{head}</head><body>"
        f"<div class='main'><h1>{headline}</h1>{under}{body}</div>{end}</body></html>"
    )


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def stated(text: str) -> dict[str, Any]:
    return read_page(text, AUTHORITIES)


def record_of(text: str) -> Record:
    fields = {name: value for name, value in stated(text).items() if value}
    item = Item(fields, Origin("a.html", None, "html"))
    return catalogue(item, AUTHORITIES, "2026-01-01T00:00:00Z")


# ---- Tags


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        ('<meta name="keywords" content="تعليم, صحة">', ["تعليم", "صحة"]),
        ('<META NAME="Keywords" CONTENT="تعليم، صحة ،نقل">', ["تعليم", "صحة", "نقل"]),
        ('<meta name="keywords" content="تعليم؛ صحة; نقل عام">', ["تعليم", "صحة", "نقل عام"]),
        ('<meta name="keywords" content="#تعليم #صحة">', ["#تعليم", "#صحة"]),
        ('<meta name="keywords" content="تعليم,تعليم , صحه، صحة">', ["تعليم", "صحه"]),
        ('<meta name="keywords" content="،, ،">', []),
        (meta("article:tag", "تعليم") + meta("article:tag", "صحة"), ["تعليم", "صحة"]),
        (
            linked('{"@type": "NewsArticle", "keywords": ["تعليم، صحة", "نقل"]}'),
            ["تعليم", "صحة", "نقل"],
        ),
    ],
)
def test_each_keyword_is_a_tag_once(head: str, tags: list[str]) -> None:
    assert stated(page(head))["tags"] == tags


@pytest.mark.parametrize(
    "end",
    [
        '<p><a rel="tag" href="/1">تعليم</a> <a rel="category tag" href="/2">صحة</a></p>',
        '<ul class="post-tags"><li><a href="/1">تعليم</a></li><li><a href="/2">صحة</a></li></ul>',
    ],
)
def test_tags_are_those_that_are_shown_where_none_are_stated(end: str) -> None:
    assert stated(page(end=end))["tags"] == ["تعليم", "صحة"]
    assert stated(page('<meta name="keywords" content="نقل">', end=end))["tags"] == ["نقل"]


# ---- Sources


@pytest.mark.parametrize(
    ("head", "source", "as_written"),
    [
        (
            AT_A_KNOWN_HOST + meta("og:site_name", "خبر يسبق الزمن"),
            "صحيفة الساحل",
            "خبر يسبق الزمن",
        ),
        (AT_A_KNOWN_HOST + meta("og:site_name", "Al Saahil"), "صحيفة الساحل", "Al Saahil"),
        (AT_A_KNOWN_HOST, "صحيفة الساحل", None),
        (AT_A_KNOWN_HOST + meta("og:site_name", "عكاظ"), "عكاظ", None),
        (meta("og:url", "https://unknown.example/1") + SITE, "صحيفة المثال", None),
        (meta("og:url", "https://unknown.example/1"), "unknown.example", None),
        (
            '<link rel="canonical" href="https://www.al-jazirah.com/2015/1.htm">'
            + meta("og:site_name", "الجزيرة"),
            "الجزيرة السعودية",
            "الجزيرة",
        ),
        (
            meta("og:site_name", "الجزيرة نت | آخر الأخبار"),
            "الجزيرة نت",
            "الجزيرة نت | آخر الأخبار",
        ),
        (
            meta("og:site_name", "www.example.org")
            + linked('{"@type": "NewsArticle", "publisher": {"name": "صحيفة المثال"}}'),
            "صحيفة المثال",
            None,
        ),
        (linked('{"@type": "NewsArticle", "publisher": "صحيفة المثال"}'), "صحيفة المثال", None),
        ('<meta name="author" content="صحيفة المثال">', "صحيفة المثال", None),
        (
            linked('{"@type": "Article", "author": {"@type": "Organization", "name": "المثال"}}'),
            "المثال",
            None,
        ),
        (
            meta("og:site_name", "الرئيسية") + meta("og:url", "https://x.example/1"),
            "x.example",
            None,
        ),
        (
            meta("og:url", "https://x.example/1") + '<meta name="author" content="رويترز">',
            "x.example",
            None,
        ),
    ],
)
def test_a_page_is_of_the_host_that_is_known_or_of_the_site_that_it_names(
    head: str, source: str, as_written: str | None
) -> None:
    record = record_of(page(head))
    assert record.source == source
    assert record.extra.get("source_as_written") == as_written


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0043)https://saahil.example.com/news/7 -->",
        "<!--\n Page saved with SingleFile\n url: https://saahil.example.com/news/7\n saved: -->",
    ],
)
def test_a_page_is_from_where_the_browser_saved_it(comment: str) -> None:
    record = record_of(page().replace("<html", f"{comment}<html"))
    assert record.url == "https://saahil.example.com/news/7"
    assert record.source == "صحيفة الساحل"


def test_a_relative_address_is_one_of_the_site_and_the_front_page_is_no_articles() -> None:
    head = '<link rel="canonical" href="/node/7">' + meta("og:url", "https://x.example/")
    assert stated(page(head))["url"] == "https://x.example/node/7"
    head = '<link rel="canonical" href="https://x.example/">' + meta(
        "og:url", "https://x.example/7"
    )
    assert stated(page(head))["url"] == "https://x.example/7"


# ---- Titles


@pytest.mark.parametrize(
    "headline",
    [
        f"{TITLE} - صحيفة المثال",
        f"{TITLE}- المثال",
        f"صحيفة المثال - {TITLE}",
        f"المثال | {TITLE}",
        f"{TITLE}|صحيفة المثال",
        f"صحيفة المثال &raquo; {TITLE}",
        f"{TITLE} « صحيفة المثال",
        f"{TITLE} :: صحيفة المثال",
        f"{TITLE} – صَحيفة المثـال",
        f"{TITLE} \u202b| صحيفة المثال\u202c",
        f"صحيفة المثال | {TITLE} | صحيفة المثال",
    ],
)
def test_the_name_of_the_site_is_taken_off_the_title(headline: str) -> None:
    assert stated(page(SITE, headline=headline))["title"] == TITLE


@pytest.mark.parametrize(
    "headline",
    [
        "الوزير يتحدث لـ«صحيفة المثال»",
        "مقابلة - الوزير لـ «المثال»",
        "أمطار غزيرة - الرياض",
        "مقتل عشرة - رويترز",
        "صحيفة المثال: نعتذر إلى قرائنا",
        "فيديو | سباق القوارب",
        "المثال الأعلى - قصة",
        "عودة إلى صحيفة المثال",
    ],
)
def test_nothing_else_is_taken_off_the_title(headline: str) -> None:
    assert stated(page(SITE, headline=headline))["title"] == headline


@pytest.mark.parametrize(
    ("head", "headline", "title"),
    [
        (AT_A_KNOWN_HOST, f"{TITLE} | Al Saahil", TITLE),
        ("", f"{TITLE} - الجزيرة نت", TITLE),
        ("", f"{TITLE} - الرياض", f"{TITLE} - الرياض"),
        (meta("og:title", "عنوان الخبر…"), TITLE, TITLE),
        (meta("og:title", f"{TITLE} - أخبار محلية"), TITLE, TITLE),
        (
            linked('{"@type": "Article", "headline": "قال &quot;نعم&quot; - المثال"}') + SITE,
            "المثال",
            'قال "نعم"',
        ),
    ],
)
def test_the_title_is_the_headline(head: str, headline: str, title: str) -> None:
    assert stated(page(head, headline=headline))["title"] == title


def test_a_name_at_the_end_of_the_title_is_the_sites_if_the_page_has_its_rights() -> None:
    rights = "<footer>جميع الحقوق محفوظة لصحيفة عكاظ 2024</footer>"
    record = record_of(page(headline=f"{TITLE} - عكاظ", end=rights))
    assert (record.title, record.source) == (TITLE, "عكاظ")
    assert stated(page(headline=f"{TITLE} - الرياض", end=rights))["source"] is None


# ---- Authors


@pytest.mark.parametrize(
    "name",
    [
        "Sputnik https; Cdnarabic; I; Logo Png",
        "Developed By Example Soft",
        "صحيفة المثال",
        "المثال",
        "hala@example.com",
        "https://example.com/hala",
        "www.example.com",
        "@hala",
        "admin",
        "Admin Admin",
        "editor2",
        "محرر",
        "محرر 5",
        "محرر الشؤون المحلية",
        "فريق العمل",
        "الرياض - واس",
        "القاهرة (أ ف ب)",
        "وكالات",
        "undefined",
    ],
)
def test_who_is_nobody_is_no_author_and_is_kept_as_written(name: str) -> None:
    record = record_of(page(SITE + f'<meta name="author" content="{name}">'))
    assert record.author is None
    assert record.extra["author_as_written"] == name


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("ليلى منصور", "ليلى منصور"),
        ("ليلى منصور، بدر الموجي", "ليلى منصور، بدر الموجي"),
        ("ليلى منصور - بيروت", "ليلى منصور"),
        ("القاهرة / ليلى منصور", "ليلى منصور"),
        ("بقلم: ليلى منصور", "ليلى منصور"),
        ("كتب ـ بدر الموجي", "بدر الموجي"),
        ("By Laila Mansour", "Laila Mansour"),
        ("&lt;a href='/l'&gt;ليلى منصور&lt;/a&gt;", "ليلى منصور"),
        ("ليلى منصور, صحيفة المثال", "ليلى منصور"),
        ("منصور", "منصور"),
    ],
)
def test_people_are_authors(name: str, author: str) -> None:
    assert stated(page(SITE + f'<meta name="author" content="{name}">'))["author"] == author


@pytest.mark.parametrize(
    "author",
    [
        '"ليلى منصور"',
        '{"name": "ليلى منصور"}',
        '{"@type": "Person", "name": ["ليلى منصور"]}',
        '{"@type": "Person", "givenName": "ليلى", "familyName": "منصور"}',
        '[{"@type": "Organization", "name": "شركة"}, {"@type": "Person", "name": "ليلى منصور"}]',
        '{"@id": "#laila"}',
        "[" * 900 + '"ليلى منصور"' + "]" * 900,
    ],
)
def test_authors_are_read_of_linked_data_in_any_shape(author: str) -> None:
    graph = (
        f'{{"@graph": [[{{"@type": "WebPage", "mainEntity": {{"@type": "NewsArticle", '
        f'"author": {author}}}}}], {{"@id": "#laila", "@type": "Person", "name": "ليلى منصور"}}]}}'
    )
    assert stated(page(SITE + linked(graph)))["author"] == "ليلى منصور"


def test_an_agency_in_the_place_of_an_author_is_still_credited() -> None:
    record = record_of(page(SITE + '<meta name="author" content="أ ف ب">'))
    assert record.author is None
    assert record.agencies == ("فرانس برس",)


def test_whoever_signs_under_the_headline_is_the_author() -> None:
    assert stated(page(under="<div>كتبت: هند الراوي</div>"))["author"] == "هند الراوي"
    assert stated(page(under='<span class="byline">هند الراوي</span>'))["author"] == "هند الراوي"


# ---- Standfirsts


@pytest.mark.parametrize(
    ("head", "under"),
    [
        (f'<meta name="description" content="{STANDFIRST}">', ""),
        (
            f'<meta name="description" content="{STANDFIRST}">'
            + meta("og:description", STANDFIRST),
            "",
        ),
        (
            meta("og:description", f"{STANDFIRST[:-4]}..."),
            f"<h2 class='standfirst'>{STANDFIRST}</h2>",
        ),
        (meta("og:description", f"&lt;p&gt;{STANDFIRST}&lt;/p&gt;"), ""),
        (linked(f'{{"@type": "NewsArticle", "description": "{STANDFIRST}"}}'), ""),
    ],
)
def test_a_standfirst_stands_once_before_the_body(head: str, under: str) -> None:
    text = stated(page(head, under))["text"]
    assert text.count(STANDFIRST[:-4]) == 1
    assert text.index(STANDFIRST) < text.index(PARAGRAPHS[0])


@pytest.mark.parametrize(
    "description",
    [
        PARAGRAPHS[0],
        PARAGRAPHS[0][:50] + "…",
        PARAGRAPHS[0][:52] + " [...]",
        PARAGRAPHS[0][:52],
        f"{PARAGRAPHS[0]} {PARAGRAPHS[1][:30]}",
        f"بيروت - {PARAGRAPHS[0][:60]}",
        f"{TITLE}: {PARAGRAPHS[0][:60]}",
        PARAGRAPHS[1],
        TITLE,
        "صحيفة المثال آخر الأخبار العاجلة لحظة بلحظة",
    ],
)
def test_what_the_body_says_or_the_site_says_of_itself_is_no_standfirst(description: str) -> None:
    plain = stated(page(SITE))["text"]
    assert stated(page(SITE + meta("og:description", description)))["text"] == plain


# ---- Days


@pytest.mark.parametrize(
    ("head", "under"),
    [
        (BEFORE_MIDNIGHT, "<span class='date'>السبت 17 فبراير 2024</span>"),
        (BEFORE_MIDNIGHT, "<div>17-02-2024 | 12:30 ص</div>"),
        (BEFORE_MIDNIGHT, "<time>١٧ فبراير ٢٠٢٤ - ٠٠:٣٠</time>"),
        (BEFORE_MIDNIGHT, "<p>نشر في 17 فبراير 2024 00:30 - آخر تحديث 18 فبراير 2024 09:00</p>"),
        (BEFORE_MIDNIGHT + meta("article:modified_time", "2024-03-01T10:00:00+03:00"), ""),
        ('<meta name="pubdate" content="Fri, 16 Feb 2024 22:30:00 GMT">', "<p>17/2/2024</p>"),
        (
            linked('{"@type": "Article", "datePublished": "2024-02-16T22:30:00.000+0000"}'),
            "<p>17.02.2024</p>",
        ),
    ],
)
def test_a_time_in_utc_before_midnight_is_on_the_day_that_the_page_gives(
    head: str, under: str
) -> None:
    record = record_of(page(head, under))
    assert str(record.published) == "2024-02-17"
    assert "16" in record.extra["published_as_written"]


@pytest.mark.parametrize(
    ("head", "under"),
    [
        (BEFORE_MIDNIGHT, ""),
        (BEFORE_MIDNIGHT, "<p>16/02/2024</p>"),
        (BEFORE_MIDNIGHT, "<p>آخر تحديث: 17 فبراير 2024</p>"),
        (BEFORE_MIDNIGHT, "<p>17 فبراير 2024 15:00</p>"),
        (BEFORE_MIDNIGHT + meta("article:modified_time", "2024-02-18T10:00:00Z"), ""),
        (BEFORE_MIDNIGHT + meta("article:modified_time", "2024-02-18T10:00:00+01:00"), ""),
        (meta("article:published_time", "2024-02-16T10:30:00Z"), "<p>17 فبراير 2024</p>"),
        (meta("article:published_time", "2024-02-16T22:30:00+03:00"), "<p>17 فبراير 2024</p>"),
    ],
)
def test_without_a_sign_a_time_stays_on_its_day(head: str, under: str) -> None:
    assert str(record_of(page(head, under)).published) == "2024-02-16"


@pytest.mark.parametrize(
    ("head", "under"),
    [
        ("", '<span property="dc:date dc:created" content="2024-02-17T10:00:00+03:00">أمس</span>'),
        ("", '<span property="schema:datePublished" content="2024-02-17">أمس</span>'),
        ("", '<meta itemprop="dateCreated datePublished" content="2024-02-17">'),
        ("", '<span itemprop="datePublished">17 فبراير 2024</span>'),
        ("", '<abbr class="published" title="2024-02-17T10:00:00+03:00">أمس</abbr>'),
        ("", "<div>ليلى منصور | 17 فبراير 2024</div>"),
        ('<meta name="date" content="$date">' + linked('{"datePublished": "2024-02-17"}'), ""),
        (linked('//<![CDATA[\n{"@type": "Article", "datePublished": "2024-02-17"}\n//]]>'), ""),
        (linked('{"headline": "قال "نعم" ثم", "datePublished": "2024-02-17T10:00:00+03:00"}'), ""),
        (linked('{"@type": "Article", "datePublished": {"@value": "2024-02-17"}}'), ""),
        (
            linked(
                '[{"@type": "NewsArticle", "headline": "خبر آخر", "datePublished": "2020-01-01"},'
                f'{{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2024-02-17"}}]'
            ),
            "",
        ),
        (linked('{"@type": "VideoObject", "uploadDate": "2024-02-17"}'), ""),
    ],
)
def test_the_day_is_read_wherever_a_page_states_it(head: str, under: str) -> None:
    assert str(record_of(page(head, under)).published) == "2024-02-17"


@pytest.mark.parametrize(
    "end",
    [
        "<footer>17 فبراير 2024</footer>",
        "<div class='box'><a href='/2'>خبر آخر</a> <span class='date'>17 فبراير 2024</span></div>",
        "<p itemscope itemprop='comment'><meta itemprop='datePublished' content='2024-02-17'></p>",
    ],
)
def test_the_day_of_something_else_is_not_that_of_the_page(end: str) -> None:
    assert stated(page(end=end))["published"] is None


# ---- Bounds


def test_linked_data_of_wrong_kinds_says_nothing() -> None:
    data = (
        '{"@type": {"a": 1}, "author": {"name": {"name": 5}}, "@graph": null, "headline": {"x": 1},'
        ' "keywords": {"a": [{}]}, "publisher": {"name": null}, "datePublished": {}}'
    )
    assert stated(page(linked(data))) == stated(page())


def test_a_page_of_very_many_paragraphs_is_read_to_its_end() -> None:
    many = "".join(f"<p>الفقرة رقم {number} من الكتاب كله</p>" for number in range(20_000))
    assert stated(page(under=many))["text"].endswith(PARAGRAPHS[-1])


def test_a_page_of_more_elements_than_any_article_has_is_rejected() -> None:
    with pytest.raises(Unreadable, match="over 100,000 elements: save the article's text"):
        stated(page(under="<p>كلمة</p>" * 300_000))
