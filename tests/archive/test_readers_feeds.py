"""Feeds of each kind: what an entry says, and what becomes of broken ones."""

import re
import time
import tracemalloc
from pathlib import Path

import pytest
from reading_files import taken, written

from kashshaf import Archive

FORMATS = Path(__file__).parents[2] / "fixtures" / "formats"
RSS = (FORMATS / "rss.xml").read_text("utf-8")


def feed(*items, before=""):
    entries = "".join(items)
    return f"{before}<rss version='2.0'><channel><title>ص</title>{entries}</channel></rss>"


def item(text, more=""):
    return f"<item><title>عنوان</title><description>{text}</description>{more}</item>"


def texts_of(path):
    return [one.fields.get("text") for one in taken(path)[0]]


def test_an_entry_of_rss_gives_its_full_text_and_what_is_said_of_it():
    (first, second), rejections = taken(FORMATS / "rss.xml")
    assert not rejections
    assert first.fields == {
        "id": "https://saahil.example.org/?p=4711",
        "title": "افتتاح مكتبة المرفأ & قاعتها الجديدة",
        "text": "افتتحت أمس مكتبة المرفأ في حفل صغير.\n"
        "وقالت المديرة إن القاعة تتسع لمئة قارئ «وأكثر».\nوحضر جمع من الأهالي.",
        "source": "صحيفة الساحل",
        "published": "Fri, 16 Feb 2024 18:37:58 +0000",
        "author": ["ليلى حسن"],
        "url": "https://saahil.example.org/2024/02/library/",
        "language": "ar",
        "tags": ["ثقافة", "مكتبات"],
        "description": "افتتحت أمس مكتبة المرفأ […]",
        "enclosures": ["https://saahil.example.org/library.mp3"],
    }
    assert (first.origin.reader, first.origin.position) == ("feed", 1)
    assert second.fields["title"] == "عودة العبّارة إلى الجزر"
    assert second.fields["text"] == "عادت العبّارة الشمسية بعد أسبوعين من التوقف."
    assert second.fields["author"] == ["سامي الحاج"]


def test_rss_1_0_is_read_whose_entries_stand_beside_the_channel():
    (only,), rejections = taken(FORMATS / "rss-1.0.rdf")
    assert not rejections
    assert only.fields == {
        "id": "https://wadi.example.org/well",
        "title": "بئر القرية تُحفر من جديد",
        "text": "بدأ الأهالي حفر البئر صباح أمس.",
        "source": "جريدة الوادي",
        "published": "2017-11-05T09:00:00+02:00",
        "author": ["نور سليم"],
        "url": "https://wadi.example.org/well",
        "language": "ar",
        "tags": ["قرى"],
    }


def test_an_entry_of_atom_gives_its_content_whichever_type_it_is_of():
    (first, second), rejections = taken(FORMATS / "atom.xml")
    assert not rejections
    assert first.fields == {
        "id": "tag:manara.example.org,2024:ferry",
        "title": 'عبّارة تعمل بالشمس "بين الجزر"',
        "text": "خط جديد بين الجزر.\nانطلقت العبّارة من رأس المرجان.\nوتعمل بألواح شمسية.",
        "source": "شبكة المنارة",
        "published": "2024-06-03T10:00:00+03:00",
        "author": ["هيئة التحرير"],
        "url": "https://manara.example.org/2024/ferry.html",
        "language": "ar",
        "tags": ["نقل"],
        "description": "خط جديد بين الجزر.",
        "enclosures": ["https://manara.example.org/ferry.jpg"],
    }
    assert second.fields["text"] == "تبدأ الدورة في الخريف."
    assert second.fields["published"] == "2024-05-01T08:00:00Z"
    assert second.fields["author"] == ["سامي الحاج"]


CONTENT = "افتتحت أمس في المرفأ مكتبة عامة يزورها أهل المدينة كلهم، وحضر الافتتاح جمع من القراء."
PURL = "http://purl.org/rss/1.0/modules/content/"
SHOWN = f"<content:encoded xmlns:content='{PURL}'>{CONTENT}</content:encoded>"


def test_a_summary_that_the_text_does_not_say_stands_before_it_and_its_words_are_found(
    tmp_path,
):
    path = written(tmp_path, "a.rss", feed(item("رفوفها من خشب الأرز.", SHOWN)))
    with Archive.in_memory() as archive:
        archive.ingest([path])
        (hit,) = archive.search("الأرز")
    assert hit.record.text == f"رفوفها من خشب الأرز.\n{CONTENT}"


@pytest.mark.parametrize(
    "summary",
    [
        CONTENT,
        f"{CONTENT[:40]}…",
        f"{CONTENT[:40]} [&#8230;]",
        f"<![CDATA[<p>{CONTENT[:22]}</p><p>ظهرت المقالة <a href='/1'>عنوان</a> أولاً على ص.</p>]]>",
        "عنوان",
        "…",
    ],
)
def test_a_summary_that_is_made_of_the_text_is_not_said_twice(tmp_path, summary):
    assert texts_of(written(tmp_path, "a.rss", feed(item(summary, SHOWN)))) == [CONTENT]


def test_where_a_summary_appeared_first_and_what_a_picture_shows_is_no_text(tmp_path):
    picture = (
        "<media:description xmlns:media='http://search.yahoo.com/mrss/'>صورة</media:description>"
    )
    summary = (
        "<![CDATA[<p>رفوفها من خشب الأرز.</p>"
        "<p>The post <a href='/1'>عنوان</a> appeared first on <a href='/'>ص</a>.</p>]]>"
    )
    path = written(tmp_path, "a.rss", feed(item(summary, SHOWN + picture)))
    assert texts_of(path) == [f"رفوفها من خشب الأرز.\n{CONTENT}"]


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a.rdf", "feed", "feed.php", "a.html", "a.txt"])
def test_a_feed_is_known_by_its_content(tmp_path, name):
    assert len(texts_of(written(tmp_path, name, RSS))) == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
def test_a_feed_is_read_in_its_own_encoding_whatever_it_declares(tmp_path, encoding):
    data = RSS.replace("&nbsp;", " ").replace("ّ", "").encode(encoding)
    assert texts_of(written(tmp_path, "a.xml", data))[0].startswith("افتتحت أمس مكتبة")


def test_other_xml_is_not_taken_for_a_feed(tmp_path):
    rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><x>نص</x></rdf:RDF>"
    for data in ("<opml><body><outline text='item'/></body></opml>", rdf):
        items, (rejection,) = taken(written(tmp_path, "a.xml", data))
        assert not items
        assert "XML of a kind that is not read" in rejection.reason


def test_an_entry_that_a_feed_took_from_elsewhere_is_its_publishers(tmp_path):
    more = "<source url='https://wadi.example.org/rss'>جريدة الوادي</source>"
    (one,), _ = taken(written(tmp_path, "a.xml", feed(item("نص", more))))
    assert (one.fields["source"], one.fields["feed"]) == ("جريدة الوادي", "ص")


@pytest.mark.parametrize(
    "address", ["<guid>http://example.c[o/1</guid>", "<link>http://[1/</link>", "<link>//[</link>"]
)
def test_an_address_that_is_none_is_kept_as_it_is_written(tmp_path, address):
    entry = f"<item><title>خبر</title>{address}</item>"
    text = f'<rss xml:base="https://example.org/"><channel>{entry}</channel></rss>'
    (item,), rejections = taken(written(tmp_path, "feed.xml", text))
    assert item.fields["url"] == re.split("[<>]", address)[2]
    assert not rejections


def test_a_number_in_the_feeds_own_system_is_not_what_an_entry_is_known_by(tmp_path):
    more = "<guid isPermaLink='false'>17</guid><link>https://wadi.example.org/a</link>"
    (one,), _ = taken(written(tmp_path, "a.xml", feed(item("نص", more))))
    assert one.fields["id"] == one.fields["url"] == "https://wadi.example.org/a"


# Damage


def test_loose_ampersands_and_entities_of_html_lose_nothing(tmp_path):
    path = written(tmp_path, "a.xml", feed(item("شعر & نثر&nbsp;&laquo;هنا&raquo; &foo; &#8;.")))
    assert texts_of(path) == ["شعر & نثر «هنا» &foo; ."]


@pytest.mark.parametrize(
    "broken",
    [
        item("مكسور").replace("</description>", ""),
        item("مكسور").replace("</item>", ""),
        "<item><description><![CDATA[مكسور]]</description></item>",
        "<item><!-- مكسور</item>",
        "<item><unknown:title>مكسور</unknown:title></item>",
        "<item>" + "<a>" * 300 + "مكسور" + "</a>" * 300 + "</item>",
    ],
)
def test_a_broken_entry_costs_no_other(tmp_path, broken):
    good = item("<![CDATA[<p>سليم</p>]]>")
    items, (rejection,) = taken(written(tmp_path, "a.xml", feed(good, broken, good, good)))
    assert [one.fields["text"] for one in items] == ["سليم"] * 3
    assert rejection.origin.position == 2
    assert rejection.reason.startswith("entry 2 is no correct XML (")


def test_a_byte_that_is_no_utf8_costs_its_own_entry_only(tmp_path):
    data = feed(item("أول"), item("ثانٍ"), item("ثالث")).encode()
    data = data.replace("ثانٍ".encode(), b"\xff\xfe")
    items, (rejection,) = taken(written(tmp_path, "a.xml", data))
    assert [one.fields["text"] for one in items] == ["أول", "ثالث"]
    assert "not valid UTF-8" in rejection.reason


@pytest.mark.parametrize("kept", [0.5, 0.8, 0.97])
def test_a_feed_cut_short_gives_its_whole_entries_and_says_so(tmp_path, kept):
    entries = [item(f"خبر {number}") for number in range(2000)]
    data = feed(*entries).encode()
    items, rejections = taken(written(tmp_path, "a.xml", data[: int(len(data) * kept)]))
    assert len(items) > 2000 * kept - 10
    assert "cut short" in rejections[-1].reason


def test_what_a_server_wrote_after_a_feed_makes_it_no_shorter(tmp_path):
    items, rejections = taken(
        written(tmp_path, "a.xml", feed(item("نص")) + "<!-- 0.2 s -->\nWarning: x")
    )
    assert len(items) == 1
    assert not rejections


def test_tags_of_entries_that_a_text_speaks_of_divide_none(tmp_path):
    text = "<![CDATA[<pre>يبدأ بـ<item> وينتهي بـ</item> هنا</pre>]]><!-- </item> -->"
    assert texts_of(written(tmp_path, "a.xml", feed(item(text)))) == ["يبدأ بـ وينتهي بـ هنا"]


def test_entries_are_read_whole_wherever_chunks_of_the_file_end(tmp_path):
    entries = [item(f"<![CDATA[<p>{'كلمة ' * 97}{number}</p>]]>") for number in range(1500)]
    items, rejections = taken(written(tmp_path, "a.xml", feed(*entries)))
    assert [one.fields["text"].split()[-1] for one in items] == [str(n) for n in range(1500)]
    assert not rejections


def test_an_entry_over_the_limit_is_rejected(tmp_path):
    path = written(tmp_path, "a.xml", feed(item("أول"), item("كلمة " * 2_000_000)))
    items, (rejection,) = taken(path)
    assert len(items) == 1
    assert "over 16 MB" in rejection.reason


# Bombs


GROWN = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "entry",
    [item("&e9;"), item("نص", "<link href='&e9;'/>"), "<item a='&e9;'><title>x</title></item>"],
)
def test_entities_of_a_feed_do_not_grow(tmp_path, entry):
    before = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ها">{GROWN}]>'
    path = written(tmp_path, "a.xml", feed(entry, before=before))
    started = time.process_time()
    tracemalloc.start()
    items, _ = taken(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.process_time() - started < 2
    assert most < 20 * 2**20
    assert all(len(str(one.fields)) < 500 for one in items)


def test_entities_of_a_feed_reach_no_file_and_no_network(tmp_path):
    secret = written(tmp_path, "secret.txt", "كلمة السر")
    before = (
        f'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY f SYSTEM "file://{secret}">'
        f'<!ENTITY % p SYSTEM "file://{secret}"> %p;]>'
    )
    (one,), _ = taken(written(tmp_path, "a.xml", feed(item("قبل &f; بعد"), before=before)))
    assert one.fields["text"] == "قبل &f; بعد"


@pytest.mark.parametrize(
    "data",
    [
        "<rss>" + "<!--" * 500_000,
        "<rss>" + "<![CDATA[" * 300_000,
        "<rss>" + "<item " * 10_000,
        "<rss " + "a='" * 500_000,
        "<?x " * 300_000 + "<rss>",
        "<!DOCTYPE x [" * 100_000 + "<rss>",
        "<rss><channel>" + "<a>" * 300_000,
        "<rss>" + "<item><title>" + "<" * 1_000_000 + "</title></item></rss>",
        "<rss><item " + " ".join(f"a{n}=''" for n in range(100_000)) + "/></item></rss>",
        "<rss><item><title>" + "&amp;#" * 500_000 + "</title></item></rss>",
    ],
    ids=lambda data: data[:20],
)
def test_what_only_looks_like_a_feed_takes_little_time(tmp_path, data):
    path = written(tmp_path, "a.rss", data)
    started = time.process_time()
    _, rejections = taken(path)
    assert time.process_time() - started < 5
    assert rejections or "&amp;#" in data
