"""TEI: issues of papers by their articles, single texts and corpora; words whole, notes apart."""

from pathlib import Path

import pytest
from reading_files import damaged, taken, written

ISSUE = Path(__file__).parents[2] / "fixtures" / "formats" / "al-dhuha-i_12.TEIP5.xml"


def test_an_issue_is_taken_in_article_by_article_with_what_its_header_states():
    (first, second, third), rejections = taken(ISSUE)
    assert not rejections
    address = "https://dhuha.example.org/tei/dhuha-i_12.TEIP5.xml"
    assert first.fields == {
        "id": "dhuha-i_12/div_1",
        "url": f"{address}#div_1",
        "title": "خزائن الكتب في المرافئ",
        "text": "كان للمرافئ قديمًا خزائن كتب، يقصدها الملاحون بين سفر وسفر، وكان أكبرها في مدينة"
        " رأس المرجان، وفيها ألف مجلد.\n"
        "ثم احترقت الخزانة في سنة 1790 ولم يبق منها إلا فهرس ناقص الأول والآخر.\n"
        "سقى الله دارًا للكتاب على البحر وأهدى لها من كل لؤلؤة نحر\n"
        "[1] ألقيت خطبةً.\n[2] وصفها رحّالة مجهول.",
        "source": "جريدة الضحى",
        "published": "1906-08-21",
        "author": ["هدى النجار"],
        "byline": ["بقلم هدى النجار"],
        "language": "ar",
        "tags": ["صحافة", "أدب"],
        "volume": "1",
        "issue": "12",
        "place": "رأس المرجان",
        "edition": "جريدة الضحى: نسخة رقمية",
        "kind": "article",
    }
    assert (first.origin.reader, first.origin.position) == ("tei", 1)
    assert [second.fields[name] for name in ("title", "section")] == [
        "الرصيف الجديد",
        "أخبار البلاد",
    ]
    assert third.fields["published"] == "1906-08-21"
    assert "المرفأ، 2 آب" in third.fields["text"]


def text_of(body: str, header: str = "", root: str = 'xml:id="t1"') -> str:
    stated = (
        header or "<titleStmt><title>رسالة من الميناء</title><author>سامي حداد</author></titleStmt>"
    )
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" {root}><teiHeader><fileDesc>{stated}</fileDesc>'
        f"</teiHeader><text><body>{body}</body></text></TEI>"
    )


def test_a_text_that_is_no_issue_is_one_item_with_its_sections_in_it(tmp_path):
    section = '<div type="section"><head>{}</head><p>{}</p></div>'
    body = section.format("أول", "نص") + section.format("ثان", "آخر")
    (item,), rejections = taken(written(tmp_path, "a.xml", text_of(body)))
    assert not rejections
    assert item.fields == {
        "id": "t1",
        "title": "رسالة من الميناء",
        "author": ["سامي حداد"],
        "text": "أول\nنص\nثان\nآخر",
    }


@pytest.mark.parametrize(
    ("header", "source", "published"),
    [
        (
            "<publicationStmt><publisher>دار الرواق</publisher><date when='2019'/>"
            "</publicationStmt>"
            "<sourceDesc><bibl><title level='a'>خبر</title><title level='j'>جريدة الوادي</title>"
            "<date when='1931-02-03'>3 شباط</date></bibl></sourceDesc>",
            "جريدة الوادي",
            "1931-02-03",
        ),
        (
            "<publicationStmt><publisher>دار الرواق</publisher><date when='2019-04'/>"
            "</publicationStmt>"
            "<sourceDesc><p>كُتب للشبكة</p></sourceDesc>",
            "دار الرواق",
            "2019-04",
        ),
        (
            "<sourceDesc><bibl><publisher>صحيفة الساحل</publisher><date>الأحد 12 نوفمبر 2017</date>"
            "</bibl></sourceDesc>",
            "صحيفة الساحل",
            "الأحد 12 نوفمبر 2017",
        ),
    ],
)
def test_source_and_day_are_those_of_what_was_printed(tmp_path, header, source, published):
    (item,), _ = taken(written(tmp_path, "a.xml", text_of("<p>نص</p>", header)))
    assert (item.fields["source"], item.fields["published"]) == (source, published)


def test_a_corpus_is_taken_in_text_by_text_and_a_broken_one_costs_no_other(tmp_path):
    texts = [text_of(f"<p>نص {number}</p>", root=f'xml:id="t{number}"') for number in range(1, 4)]
    texts[1] = texts[1].replace("</p>", "<q>")
    header = "<langUsage><language ident='ar'/></langUsage>"
    header = f"<teiHeader><profileDesc>{header}</profileDesc></teiHeader>"
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{header}{"".join(texts)}</teiCorpus>'
    (first, last), (rejection,) = taken(written(tmp_path, "corpus.xml", corpus))
    assert [one.fields["id"] for one in (first, last)] == ["t1", "t3"]
    assert last.fields["language"] == "ar"
    assert "text 2 is no correct XML" in rejection.reason


def test_articles_within_articles_are_apart_and_lose_no_word(tmp_path):
    body = (
        '<p>ترويسة العدد</p><div type="article"><head>افتتاحية</head><p>أولًا</p>'
        '<div type="article"><head>رد</head><p>ثانيًا</p></div><p>ثالثًا</p></div>'
    )
    items, _ = taken(written(tmp_path, "a.xml", text_of(body)))
    found = [(item.fields["title"], item.fields["text"]) for item in items]
    assert found == [
        ("رسالة من الميناء", "ترويسة العدد"),
        ("افتتاحية", "أولًا\nثالثًا"),
        ("رد", "ثانيًا"),
    ]


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("المد<pb n='2'/>رسة", "المدرسة"),
        ("المد<note>حاشية</note>رسة", "المدرسة\n[1] حاشية"),
        ("المد-\n  <lb break='no'/>رسة", "المدرسة"),
        ("المدرسة<lb/>الأولى", "المدرسة الأولى"),
        ("المدرسة <cb n='2'/> الأولى", "المدرسة الأولى"),
        ("<hi rend='bold'>ال</hi>مدرسة", "المدرسة"),
        ("المدرسة <gap reason='illegible'/> الأولى", "المدرسة … الأولى"),
        ("<choice><abbr>د.</abbr><expan>دكتور</expan></choice>", "دكتور"),
        ("<app><lem>كتاب</lem><rdg>كتب</rdg></app>", "كتاب"),
    ],
)
def test_what_an_edition_marks_breaks_no_word(tmp_path, markup, read):
    (item,), _ = taken(written(tmp_path, "a.xml", text_of(f"<p>{markup}</p>")))
    assert item.fields["text"] == read


@pytest.mark.parametrize(
    "beginning",
    [
        '<?xml version="1.0"?>\n<!-- نسخة -->\n',
        '<!DOCTYPE TEI.2 SYSTEM "http://example.org/tei2.dtd">\n',
        "\ufeff",
    ],
)
def test_an_edition_is_known_by_its_root_and_loads_no_schema(tmp_path, beginning):
    old = text_of("<p>نص</p>").replace('<TEI xmlns="http://www.tei-c.org/ns/1.0"', "<TEI.2")
    old = old.replace("</TEI>", "</TEI.2>")
    for name in ("a.xml", "a.txt", "a.tei", "a"):
        (item,), _ = taken(written(tmp_path, name, beginning + old))
        assert item.origin.reader == "tei"


def test_an_id_that_comes_twice_is_no_fault_to_tell_of(tmp_path):
    body = '<p xml:id="p1">وصلت العبّارة.</p><p xml:id="p1">ثم عادت.</p>'
    (item,), rejections = taken(written(tmp_path, "a.xml", text_of(body)))
    assert item.fields["text"] == "وصلت العبّارة.\nثم عادت."
    assert not rejections


def test_no_entity_of_an_edition_is_expanded(tmp_path):
    doctype = '<!DOCTYPE TEI [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">'
    doctype += '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    (item,), _ = taken(written(tmp_path, "a.xml", doctype + text_of("<p>نص &b; &f;</p>")))
    assert item.fields["text"] == "نص &b; &f;"


def test_a_damaged_edition_is_taken_in_as_far_as_it_goes_and_says_so(tmp_path):
    whole = ISSUE.read_bytes()
    cut = whole[: whole.index("مدرسة للبنات".encode())]
    items, (rejection,) = taken(written(tmp_path, "a.xml", cut))
    assert items[0].fields["title"] == "خزائن الكتب في المرافئ"
    assert "is no correct XML" in rejection.reason
    for data in damaged(whole, 40, "tei", 300):
        items, rejections = taken(written(tmp_path, "a.xml", data))
        assert items or rejections
        assert not any("failed" in rejection.reason for rejection in rejections)
