from pathlib import Path

import pytest

from kashshaf.archive.items import Item, Origin
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.metadata.catalogue import catalogue
from kashshaf.archive.readers.plain_article import read_article

KNOWN = Authorities.load()
SEEDS = Path(__file__).parents[2].parent / "shared" / "data" / "seeds"


def read(*lines):
    return read_article("\n".join(lines), KNOWN)


def test_the_first_line_with_text_is_the_title_and_the_rest_the_text():
    assert read("", "  افتتاح مكتبة في الوادي ", "", "افتتحت المكتبة أمس.", "وحضر جمع.") == {
        "title": "افتتاح مكتبة في الوادي",
        "text": "افتتحت المكتبة أمس.\nوحضر جمع.",
        "source": None,
        "published": None,
    }


def test_a_source_and_a_date_under_the_title_are_taken_out_of_the_text():
    article = read("عنوان", "شبكة النبأ", "2014-12-18 07:28", "متن المقال.")
    assert article["source"] == "شبكة النبأ"
    assert article["published"] == "2014-12-18 07:28"
    assert article["text"] == "متن المقال."


def test_the_date_may_come_before_the_source_and_blank_lines_between_them():
    article = read("عنوان", "", "الخميس، 18 كانون الأول/ديسمبر 2014", "", "موقع الجزيرة نت", "متن.")
    assert article["source"] == "موقع الجزيرة نت"
    assert article["published"] == "الخميس، 18 كانون الأول/ديسمبر 2014"
    assert article["text"] == "متن."


def test_an_unknown_name_before_the_date_is_the_source_as_written():
    assert read("عنوان", "صدى الوادي", "3/9/2014", "متن.")["source"] == "صدى الوادي"


def test_a_line_of_prose_before_a_date_is_no_source():
    prose = "افتتحت المكتبة العامة في الوادي أمس بحضور جمع كبير من أهل البلدة وجوارها."
    article = read("عنوان", prose, "3/9/2014", "متن.")
    assert article["source"] is None
    assert article["text"].startswith(prose)


def test_an_unknown_line_with_no_date_after_it_stays_in_the_text():
    article = read("عنوان", "صدى الوادي", "متن.")
    assert article["source"] is None
    assert article["text"] == "صدى الوادي\nمتن."


def test_a_labelled_source_under_the_title_loses_its_label():
    assert read("عنوان", "المصدر: صدى الوادي", "متن.")["source"] == "صدى الوادي"


@pytest.mark.parametrize(
    ("credit", "source"),
    [
        ("المصدر : الجزيرة + رويترز", "الجزيرة"),
        ("المصدر: رويترز + الجزيرة", "الجزيرة"),
        ("المصدر: الجزيرة نت، وكالات", "الجزيرة نت"),
        ("المصدر: http://www.aljazeera.net/1", "http://www.aljazeera.net/1"),
        ("المصدر: صدى الوادي", "صدى الوادي"),
        ("المصدر: صدى الوادي + رويترز", "صدى الوادي"),
        ("المصدر: صدى الوادي + جريدة الغسق", None),
        ("المصدر: رويترز", None),
        ("المصدر: وكالات", None),
        ("المصدر: رويترز + وكالات", None),
        ("المصدر: رويترز + الفرنسية", None),
        ("وأضاف المصدر أن العمل جار.", None),
    ],
)
def test_a_credit_at_the_end_gives_the_source_and_stays_in_the_text(credit, source):
    article = read("عنوان", "متن المقال.", "", credit)
    assert article["source"] == source
    assert article["text"].endswith(credit)


def test_a_source_under_the_title_comes_before_a_credit_at_the_end():
    assert read("عنوان", "عكاظ", "متن.", "المصدر: الجزيرة")["source"] == "عكاظ"


def test_a_date_in_the_prose_is_not_the_day_of_publication():
    article = read("عنوان", "نشر الموقع تغريدة يوم 3 سبتمبر/أيلول الجاري.")
    assert article["published"] is None


def test_a_file_from_windows_reads_the_same():
    assert read_article("\ufeffعنوان\r\nعكاظ\r\n2014\r\nمتن.\r\n", KNOWN) == {
        "title": "عنوان",
        "text": "متن.",
        "source": "عكاظ",
        "published": "2014",
    }


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff"])
def test_an_empty_file_has_nothing_in_it(text):
    assert read_article(text, KNOWN) == {
        "title": "",
        "text": "",
        "source": None,
        "published": None,
    }


def seed(prefix):
    files = sorted(SEEDS.glob(f"{prefix}*.txt")) if SEEDS.is_dir() else []
    if not files:
        pytest.skip("the real articles are not at ../shared/data/seeds")
    text = files[0].read_text("utf-8")
    item = Item(read_article(text, KNOWN), Origin(files[0].name, None, "text"))
    return text, catalogue(item, KNOWN, "2025-01-01T00:00:00Z")


def test_a_real_article_with_its_credit_at_the_end_is_read():
    text, record = seed("000_")
    assert record.title == "تقارير عن إغلاق حسابات لتنظيم الدولة على تويتر"
    assert record.source == "الجزيرة نت"
    assert record.published is None
    assert record.agencies == ("رويترز",)
    assert set(record.mentions) == {"twitter", "facebook", "vk", "diaspora"}
    assert text.split("\n", 1)[1].strip() == record.text


def test_a_real_article_with_source_and_date_under_its_title_is_read():
    text, record = seed("004_")
    assert record.source == "شبكة النبأ"
    assert str(record.published) == "2014-12-18"
    assert record.extra == {"published_as_written": "2014-12-18 07:28"}
    assert set(record.agencies) == {"فرانس برس", "رويترز"}
    assert set(record.mentions) == {"twitter", "facebook", "vk", "diaspora", "whatsapp"}
    assert text.split("\n", 3)[3].strip() == record.text
