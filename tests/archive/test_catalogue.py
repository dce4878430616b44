import datetime as dt
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.archive.errors import InputError
from kashshaf.archive.items import Item, Origin
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.metadata.catalogue import catalogue
from kashshaf.archive.record import Provenance

KNOWN = Authorities.load()
NOW = "2025-01-01T00:00:00Z"


def record(origin=Origin("posts.jsonl", 7, "jsonl"), /, **fields):  # noqa: B008
    return catalogue(Item({"title": "عنوان", **fields}, origin), KNOWN, NOW)


def test_a_full_item_becomes_a_record():
    made = catalogue(
        Item(
            {
                "id": 12,
                "title": " افتتاح  مكتبة ",
                "text": "قال لرويترز\r\nعلى تويتر.\0 ",
                "source": "الجزيرة",
                "published": "2014-12-18",
                "platform": "موقع",
                "author": "واس - الرياض",
                "url": "http://www.aljazeera.net/1",
                "language": "ar",
                "tags": "ثقافة، كتب",
                "section": "أخبار",
            },
            Origin("posts.jsonl", 7, "jsonl"),
        ),
        KNOWN,
        NOW,
    )
    assert made.id == "12"
    assert made.title == "افتتاح مكتبة"
    assert made.text == "قال لرويترز\nعلى تويتر."
    assert made.source == "الجزيرة نت"
    assert str(made.published) == "2014-12-18"
    assert made.platform == "web"
    assert made.mentions == ("twitter",)
    assert made.agencies == ("رويترز", "واس")
    assert made.author is None
    assert made.url == "http://www.aljazeera.net/1"
    assert made.language == "ar"
    assert made.tags == ("ثقافة", "كتب")
    assert made.extra == {
        "section": "أخبار",
        "source_as_written": "الجزيرة",
        "author_as_written": "واس - الرياض",
    }
    assert made.provenance == Provenance("posts.jsonl", 7, "jsonl", NOW)


@pytest.mark.parametrize(("stated", "id_"), [(" a1 ", "a1"), (7, "7"), (7.0, "7"), (0, "0")])
def test_a_stated_id_is_kept(stated, id_):
    assert record(id=stated).id == id_


@pytest.mark.parametrize("stated", [True, ["a"], {"a": 1}])
def test_an_id_that_is_no_text_or_number_is_refused(stated):
    with pytest.raises(InputError, match="id must be a text or a number"):
        record(id=stated)


def test_the_same_content_is_the_same_record_wherever_it_stands():
    first = record(Origin("a.jsonl", 1, "jsonl"), text="نص")
    again = record(Origin("b.jsonl", 9, "jsonl"), text="نص", source="")
    assert first.id == again.id
    assert first.id != record(text="نص آخر").id


def test_a_whole_file_is_known_by_its_path_whatever_it_says():
    page = Origin("saved/page.html", None, "html")
    assert record(page, text="نص").id == record(page, text="نص آخر").id
    assert record(page).id != record(Origin("saved/other.html", None, "html")).id


def test_a_file_is_the_same_from_wherever_it_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    near, far = Origin("a/b.txt", None, "text"), Origin(str(tmp_path / "a/b.txt"), None, "text")
    assert record(near).id == record(far).id
    piped = Origin("-", None, "text")
    assert record(piped, text="نص").id != record(piped, text="نص آخر").id


@pytest.mark.parametrize("fields", [{}, {"text": " \0 "}, {"text": None}, {"text": {"a": "b"}}])
def test_an_item_with_neither_title_nor_text_is_refused(fields):
    with pytest.raises(InputError, match="neither a title nor a text"):
        record(title="", **fields)


@pytest.mark.parametrize(
    ("stated", "edtf", "as_written"),
    [
        ("2014-12-18", "2014-12-18", None),
        ("2014-12-18T07:28:00+02:00", "2014-12-18", "2014-12-18T07:28:00+02:00"),
        ("18 كانون الأول/ديسمبر 2014", "2014-12-18", "18 كانون الأول/ديسمبر 2014"),
        ("3 سبتمبر/أيلول الجاري", "XXXX-09-03", "3 سبتمبر/أيلول الجاري"),
        ("١٥ محرم ١٤٤٥ هـ", "2023", "١٥ محرم ١٤٤٥ هـ"),
        ("أمس", None, "أمس"),
        (1418887680, "2014-12-18", 1418887680),
        (1418887680.5, "2014-12-18", 1418887680.5),
        (1418887680000, "2014-12-18", 1418887680000),
        ("/Date(1418887680000)/", "2014-12-18", "/Date(1418887680000)/"),
        ("/Date(1418887680000+0300)/", "2014-12-18", "/Date(1418887680000+0300)/"),
        ("/Date(14)/", None, "/Date(14)/"),
        ("202402161837", "2024-02-16", "202402161837"),
        (2014, "2014", 2014),
        (2014.0, "2014", 2014.0),
        (12, None, 12),
        (True, None, True),
        (["2014"], None, ["2014"]),
        (dt.date(2014, 12, 18), "2014-12-18", None),
        (dt.datetime(2014, 12, 18, 7, 28), "2014-12-18", "2014-12-18T07:28:00"),
        (Decimal("1418887680"), "2014-12-18", 1418887680),
        ("20 محرم 1445 هـ", "2023-08", "20 محرم 1445 هـ"),
        ("2 آب 2023 - 15 محرم 1445", "2023-08-02", "2 آب 2023 - 15 محرم 1445"),
    ],
)
def test_a_date_is_read_and_kept_as_written_where_that_says_more(stated, edtf, as_written):
    made = record(published=stated)
    assert (made.published and str(made.published)) == edtf
    assert made.extra.get("published_as_written") == as_written


def test_a_source_under_its_own_name_is_not_kept_twice():
    assert record(source="الجزيرة نت").extra == {}
    assert record(source="صدى الوادي").source == "صدى الوادي"


def test_a_source_that_is_not_stated_is_known_by_the_address():
    assert record(url="https://sabq.org/1").source == "سبق"
    assert record(url="https://example.org/1").source is None
    assert record(url="https://sabq.org/1", source="عكاظ").source == "عكاظ"


@pytest.mark.parametrize(
    ("fields", "platform"),
    [
        ({}, "unknown"),
        ({"platform": "فيس بوك"}, "facebook"),
        ({"platform": "twitter", "url": "https://sabq.org/1"}, "twitter"),
        ({"url": "https://t.me/s/1"}, "telegram"),
        ({"url": "https://example.org/1"}, "web"),
        ({"url": "file:///home/1.html"}, "unknown"),
    ],
)
def test_the_platform_is_the_stated_one_or_that_of_the_address(fields, platform):
    made = record(**fields)
    assert made.platform == platform
    assert made.extra == {}


def test_a_platform_that_nobody_knows_is_kept_as_written():
    made = record(platform="مدوّنة", url="https://example.org/1")
    assert made.platform == "unknown"
    assert made.extra == {"platform_as_written": "مدوّنة"}


@pytest.mark.parametrize(
    ("stated", "tags"),
    [
        ("أ، ب,ج;د؛هـ|و", ("أ", "ب", "ج", "د", "هـ", "و")),
        (["أ، ب", " ج ", "", "ج", None, 7], ("أ، ب", "ج", "7")),
        ("", ()),
        (2014, ("2014",)),
    ],
)
def test_tags_are_a_list_or_a_text_divided_by_its_commas(stated, tags):
    assert record(tags=stated).tags == tags


def test_other_columns_are_kept_and_empty_ones_dropped():
    made = record(
        likes=0, verified=False, a=None, b="", c=[], d="  ", e=float("nan"), place={"city": "صور"}
    )
    assert made.extra == {"likes": 0, "verified": False, "place": {"city": "صور"}}


def test_a_nested_value_in_a_field_of_text_is_kept_beside_the_record():
    made = record(source={"name": "عكاظ"}, platform=["web"], tags=[{"name": "كتب"}])
    assert made.source is None
    assert made.platform == "unknown"
    assert made.tags == ()
    assert made.extra == {
        "source": {"name": "عكاظ"},
        "platform": ["web"],
        "tags": [{"name": "كتب"}],
    }


def test_paragraphs_and_authors_may_come_as_lists():
    made = record(text=["فقرة أولى", "فقرة ثانية"], author=["ليلى", "سمير"])
    assert made.text == "فقرة أولى\nفقرة ثانية"
    assert made.author == "ليلى، سمير"


def test_a_number_may_stand_where_a_text_is_expected():
    assert record(title=1984).title == "1984"


def test_half_a_character_does_not_spoil_a_post():
    assert record(text="صورة \ud83d").text == "صورة \ufffd"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(
    ["text", "source", "published", "platform", "author", "url", "language", "tags", "other"]
)


@given(st.dictionaries(NAMES, JSON))
def test_whatever_an_item_holds_its_record_can_be_kept_as_json(fields):
    made = record(**fields)
    assert made.digest() == record(**fields).digest()
    assert json.loads(json.dumps(made.content(), allow_nan=False)) == made.content()
