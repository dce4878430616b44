"""The small archive in `fixtures/` has what tests, demo and screenshots rely on."""

import codecs
import shlex
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from kashshaf.archive.items import Rejection
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.metadata.catalogue import catalogue
from kashshaf.archive.readers import read
from kashshaf.archive.record import UNKNOWN, Record

FIXTURES = Path(__file__).parents[2] / "fixtures"
ITEMS = FIXTURES / "items"

FORMS = (
    "كتاب الكتاب كتابًا كتابهم وبكتابه كتابة كتابه كتــاب كتب كُتُب كُتِبَ كَتَبَ "
    "مدرسة المدرسة للمدرسة للمدرسه مدرستهم مدارس المدرس على علي حساب حسابات "
    "تويتر بتويتر توتير فيسبوك فايسبوك واتساب غوغل جوجل الإنترنت الانترنت "
    "رااااائعة ﻣﻌﺮﺽ ٢٤ #معرض_الكتاب 5G Python یوسفی 😍"
)

# Files that state no id: the title that each record must get, its source and its date.
WITHOUT_IDS = {
    # Its credit names an outlet beside an agency: the outlet published it.
    "تحلية البحر بألياف النبات": ("صحيفة الساحل", None),
    "حافلة المكتبة تصل إلى القرى البعيدة": ("شبكة المنارة", "2014-09-18"),
    "موسم الزعتر يبدأ في السفوح": ("جريدة الوادي", "XXXX-09-03"),
    "الجسر القديم يُفتح للمشاة": ("إذاعة المرفأ", "2012-02-20"),
    "ثلج نادر يغطي بساتين اللوز": ("موقع نبض الشمال", "2013-12-11"),
    "المشي نصف ساعة يكفي": ("صحيفة الساحل", None),
    "حديث الترام": ("جريدة الضحى", "1950-10-12"),
    "افتتاح رصيف جديد في ميناء رأس المرجان": ("جريدة الضحى", "1958-04"),
    "تلميذ يصنع مرقبًا من عدستين": ("جريدة الضحى", "1967"),
    "محطة صغيرة تسقي خمسين بيتًا": ("إذاعة المرفأ", "2014-09-11"),
    "مسرحية صامتة تملأ القاعة": ("إذاعة المرفأ", "2020-02-02"),
    "القطار الليلي يعود بعربة للقراءة": ("موقع نبض الشمال", "2015-07-04"),
    "بئر القرية تُحفر من جديد": ("جريدة الوادي", "2017-11"),
    "ماء عذب من شاطئ رأس المرجان": ("موقع نبض الشمال", "2014-09-12"),
    "عبّارة تعمل بالشمس بين الجزر": ("شبكة المنارة", "2024-06-03"),
    "معرض الخريف يجمع العسل والزيت تحت خيمة واحدة": ("جريدة الوادي", "2020-10-17"),
}


@pytest.fixture(scope="module")
def records() -> list[Record]:
    authorities = Authorities.load()
    found = list(read([ITEMS], authorities))
    assert [item for item in found if isinstance(item, Rejection)] == []
    return [
        catalogue(item, authorities, "2026-01-01T00:00:00Z")
        for item in found
        if not isinstance(item, Rejection)
    ]


def by_id(records: list[Record]) -> dict[str, Record]:
    return {record.id: record for record in records}


def with_word(records: list[Record], word: str) -> list[Record]:
    return [record for record in records if word in record.title + " " + record.text]


def golden_queries() -> list[dict[str, str]]:
    lines = (FIXTURES / "golden" / "queries.tsv").read_text(encoding="utf-8").splitlines()
    header, *rows = (line.split("\t") for line in lines if not line.startswith("# "))
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_there_are_a_hundred_items_and_no_two_share_an_id(records: list[Record]) -> None:
    assert len(records) == 100
    assert len({record.id for record in records}) == 100


def test_the_whole_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in FIXTURES.rglob("*") if path.is_file()) < 600_000


def test_a_file_of_every_format_is_there() -> None:
    suffixes = {path.suffix for path in ITEMS.rglob("*") if path.is_file()}
    assert suffixes == {".jsonl", ".json", ".csv", ".tsv", ".html", ".gz", ".zip", ".txt"}
    assert (ITEMS / "posts" / "chats.csv").read_bytes().startswith(codecs.BOM_UTF8)
    assert (ITEMS / "saved" / "shamal-snow-utf16.txt").read_bytes().startswith(codecs.BOM_UTF16_LE)
    with pytest.raises(UnicodeDecodeError):
        (ITEMS / "saved" / "marfa-bridge-cp1256.txt").read_text(encoding="utf-8")


def test_every_file_has_a_line_in_the_readme() -> None:
    described = (FIXTURES / "README.md").read_text(encoding="utf-8")
    for path in (path for path in ITEMS.rglob("*") if path.is_file()):
        place = path.relative_to(FIXTURES)
        named = place.as_posix(), (place.parent / f"*{place.suffix}").as_posix()
        assert any(f"`{name}`" in described for name in named), place


@pytest.mark.parametrize(("title", "expected"), WITHOUT_IDS.items())
def test_files_without_ids_are_read_with_title_source_and_date(
    records: list[Record], title: str, expected: tuple[str, str | None]
) -> None:
    (record,) = (record for record in records if record.title == title)
    published = None if record.published is None else str(record.published)
    assert (record.source, published) == expected


def test_outlets_and_platforms_are_many(records: list[Record]) -> None:
    sources = Counter(record.source for record in records if record.source)
    assert len([source for source, count in sources.items() if count >= 3]) >= 8
    platforms = {record.platform for record in records} - {UNKNOWN}
    assert platforms >= {
        "web", "print", "forum", "twitter", "facebook", "youtube",
        "telegram", "whatsapp", "instagram", "tiktok", "vk",
    }  # fmt: skip


def test_dates_spread_and_cluster(records: list[Record]) -> None:
    dates = [record.published for record in records if record.published]
    years = Counter(date.year for date in dates)
    assert min(years, key=lambda year: year or 9999) == 1950
    assert max(years, key=lambda year: year or 0) == 2026
    assert years[2014] >= 18
    assert years[2020] >= 15
    assert len(years) >= 20
    assert len([date for date in dates if (date.year, date.month) == (2014, 9)]) >= 15


def test_dates_have_every_precision(records: list[Record]) -> None:
    precisions = Counter(
        record.published.precision if record.published else "none" for record in records
    )
    assert precisions.keys() == {"day", "month", "year", "day-and-month", "none"}
    assert all(count >= 2 for count in precisions.values())


def test_one_wire_is_reprinted_by_five_outlets(records: list[Record]) -> None:
    reprints = with_word(records, "عشرين مترًا مكعبًا من الماء العذب كل يوم")
    assert len({record.source for record in reprints}) == len(reprints) == 5
    assert [record.agencies for record in reprints].count(("رويترز",)) == 4


def test_agencies_and_platforms_are_credited_in_texts(records: list[Record]) -> None:
    assert {agency for record in records for agency in record.agencies} >= {"رويترز", "فرانس برس"}
    mentions = Counter(platform for record in records for platform in record.mentions)
    assert mentions["twitter"] >= 5
    assert mentions["facebook"] >= 5
    assert mentions.keys() >= {"whatsapp", "youtube", "instagram", "vk", "diaspora"}


def test_words_come_in_many_forms_and_spellings(records: list[Record]) -> None:
    for form in FORMS.split():
        assert with_word(records, form), form
    assert with_word(records, "فيس بوك")
    assert with_word(records, "واتس اب")


def test_several_texts_are_vocalised(records: list[Record]) -> None:
    def marks(text: str) -> int:
        return sum(unicodedata.category(letter) == "Mn" for letter in text)

    vocalised = [record for record in records if marks(record.text) > len(record.text) / 4]
    assert {record.id for record in vocalised} >= {"riwaq-poem-001", "riwaq-story-001"}
    assert marks(by_id(records)["riwaq-language-001"].text) > 40


def test_hostile_text_is_kept_as_it_came(records: list[Record]) -> None:
    kept = by_id(records)
    assert kept["hostile-markup"].title.startswith("<script>alert(")
    assert kept["hostile-markup"].source == '"><b onmouseover=alert(2)>مصدر مريب</b>'
    assert "</mark></p><b>" in kept["hostile-markup"].text
    assert "\u202e" in kept["hostile-direction"].text
    assert "\u202e" in kept["hostile-direction"].extra["title_as_written"]
    assert max(map(len, kept["hostile-long-word"].text.split())) >= 2_000


def test_golden_queries_name_items_that_exist(records: list[Record]) -> None:
    keys = {record.id for record in records} | {f"«{record.title}»" for record in records}
    for row in golden_queries():
        expected = row["expected"].split(",") if row["expected"] else []
        assert set(expected) <= keys, row["query"]
        assert len(set(expected)) == len(expected)


def test_golden_queries_are_many_and_their_options_are_known() -> None:
    rows = golden_queries()
    assert len(rows) >= 90
    assert len({(row["query"], row["options"]) for row in rows}) == len(rows)
    for row in rows:
        names = {option.partition("=")[0] for option in shlex.split(row["options"])}
        assert names <= {
            "source",
            "platform",
            "mentions",
            "agency",
            "since",
            "until",
            "match",
            "level",
        }
