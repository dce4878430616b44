"""A source in another spelling is the same to the facet page, to `source:` and to the tables."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from lxml import html

from kashshaf import Archive
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.web import create_app

# A source as its records have it, and what else may be typed for it.
SPELLINGS = [
    ("گلستان", "كلستان"),
    ("ديوان كوهر", "ديوان گوهر"),
    ("أخبار ڤيينا", "اخبار فيينا"),
    ("پاريس اليوم", "باريس اليوم"),
    ("إنجلترا بوست", "انچلترا بوست"),
    ("مجلة ژوان", "مجله جوان"),
    ("راديو ڨفصة", "راديو قفصه"),
    ("أڭادير نيوز", "اكادير نيوز"),
    ("Société Générale", "societe generale"),
    ("Großer Anzeiger", "GROSSER ANZEIGER"),
    ("Encyclopædia Arabica", "ENCYCLOPÆDIA arabica"),
    ("Ṣawt Ṣanʿāʾ", "sawt sana"),
    ("Ma'arib Post", "Maʿarib post"),
    ("Εφημερίδα", "εφημεριδα"),
    ("Новая газета", "НОВАЯ ГАЗЕТА"),
    ("Gazeta Łódź", "gazeta łodz"),
    ("کیهان العربی", "كيهان العربي"),
    ("الساعة ٢٤", "الساعة 24"),
    ("الموجة 99", "الموجة ۹۹"),
    ("صدى الوادي", "صدي الوادى"),
    ("مؤسسة الضياء", "موسسه الضياء"),
    ("قناة الآفاق", "قناه الافاق"),
    ("شؤون المرفأ", "شوون المرفا"),
    ("رسائل بيئية", "رسايل بيييه"),
    ("منارة الخليل", "مَنَارَةُ الخَلِيل"),
    ("واحة النخيل", "واحـــة النخـيل"),
    ("سفينة الصحراء", "\u202bسفينة الصحراء\u202c"),
    ("بوابة الغروب", "بوابة\u200f الغر\u200cوب"),
    ("جسر الكلام", "ﺟﺴﺮ ﺍﻟﻜﻼﻡ"),
    ("نسمة ﷲ", "نسمة الله"),
    ("ميدان النجوم", "ميدااااان النجوووم"),
    ("د.ن.م", "د ن م"),
    ("Sahel FM", "ＳＡＨＥＬ ＦＭ"),
    ("نافذة ٱلمرسى", "نافذة المرسى"),
    ("دفتر ھوازن", "دفتر هوازن"),
]
VALUES = [value for value, _ in SPELLINGS]

both_ways = pytest.mark.parametrize(
    ("value", "typed"),
    [*SPELLINGS, *((value, value) for value in VALUES)],
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create(tmp_path_factory.mktemp("spellings") / "archive") as archive:
        archive.add({"id": value, "title": "خبر", "source": value} for value in VALUES)
        yield archive


@pytest.fixture(scope="module")
def client(archive: Archive) -> FlaskClient:
    return create_app(archive).test_client()


@pytest.fixture(scope="module")
def authorities() -> Authorities:
    return Authorities.load({"sources": {value: {} for value in VALUES}})


@both_ways
def test_a_source_is_found_in_either_spelling_wherever_it_is_sought(
    archive: Archive, client: FlaskClient, authorities: Authorities, value: str, typed: str
) -> None:
    page = html.fromstring(client.get("/facet/source", query_string={"find": typed}).text)
    listed = [" ".join(item.text_content().split()) for item in page.xpath("//main//li")]
    assert [item for item in listed if value in item] == listed != []
    assert [hit.record.id for hit in archive.search(f'source:"{typed}"')] == [value]
    assert authorities.source(typed) == value
