"""What saved pages state of themselves, in the shapes that news sites give their markup."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from kashshaf.archive.items import Item
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.metadata.catalogue import catalogue
from kashshaf.archive.readers import read
from kashshaf.archive.record import Record

PAGES = Path(__file__).parents[2] / "fixtures" / "pages"

# What an archive knows whose hosts these are, as it knows those of real papers.
AUTHORITIES = Authorities.load(
    {
        "sources": {
            "صحيفة الساحل": {"names": ["Al Saahil", "الساحل"], "hosts": ["saahil.example.com"]},
        }
    }
)


def record_of(path: Path) -> Record:
    (item,) = read([path], AUTHORITIES)
    assert isinstance(item, Item), item
    return catalogue(item, AUTHORITIES, "2026-01-01T00:00:00Z")


@dataclass
class Stated:
    """What a page states; the text by how it begins and ends."""

    title: str
    source: str
    published: str
    author: str | None
    tags: tuple[str, ...]
    begins: str
    ends: str


STATED = {
    "wordpress-yoast": Stated(
        "تلاميذ القرية يزرعون ألف شجرة لوز",
        "صحيفة الساحل",
        "2024-02-17",
        "بدر الموجي",
        ("زراعة", "مدارس"),
        "في مشتل المدرسة بدأ المشروع بعشر غرسات، ثم صار سباقًا بين الصفوف.\nغرس تلاميذ القرية",
        "ولكل صف ساقية تحمل اسمه.",
    ),
    "wordpress-old": Stated(
        "مقهى السكة يعيد فتح أبوابه",
        "نبض الشمال",
        "2010-05-07",
        "مازن العلي",
        ("مقاه", "سكك الحديد"),
        "فتح مقهى السكة أبوابه أمس",
        "ويغلق حين يمر آخر قطار.",
    ),
    "portal": Stated(
        "متحف البحر يعرض خريطة رُسمت على جلد سمكة",
        "شبكة المنارة",
        "2023-10-09",
        "ليلى منصور",
        ("متحف البحر", "خرائط", "رأس المرجان", "تراث", "ثقافة"),
        "غابت عن أهل المدينة ستين عامًا، ثم عادت في صندوق شاي: حكاية خريطة تعرف الشعاب صخرة صخرة\n"
        "قالت مديرة المتحف",
        "والدخول إليه بسمكة أو بثمنها.",
    ),
    "drupal-7": Stated(
        "إذاعة محلية تبث نشرة الأمواج كل فجر",
        "إذاعة المرفأ",
        "2014-03-21",
        None,
        ("صيد البحر", "الأنواء"),
        "صار للصيادين في المرفأ القديم",
        "عند السادسة لمن فاته الفجر.",
    ),
    "drupal-9": Stated(
        "نجّار يصنع العود من خشب المراكب",
        "جريدة الوادي",
        "2021-06-02",
        "عمر بلخير",
        ("العود",),
        "في ورشة ضيقة خلف الميناء",
        "في انتظار الغراء.",
    ),
    "amp": Stated(
        "أول نحّالة على سطح المستشفى",
        "موقع نبض الشمال",
        "2022-05-31",
        "نوال الشامي، مازن العلي",
        ("نحل", "مستشفيات", "الصحة النفسية"),
        "خلايا النحل تسكن السطح منذ الربيع، والمرضى يعدّون الخارجات كل صباح.\nلم يكن على سطح",
        "ملعقة لكل صغير.",
    ),
    "blogger": Stated(
        "درج المدينة العتيقة",
        "دفاتر الدرج",
        "2013-05-07",
        "حسان الدرجي",
        ("مدن", "مشي"),
        "عددتُ الدرجات بين السوق والقلعة",
        "ومعي صديق لا يسرح.",
    ),
    "asp-old-cp1256": Stated(
        "الجسر المعلق يفتح للترام بعد عامين من العمل",
        "جريدة الضحى",
        "2009-05-12",
        "رشيد البحري",
        ("ترام", "جسور", "المدينة العليا"),
        "عبر الترام الجسر المعلق ظهر أمس",
        "حين يمر سرب اللقالق.",
    ),
    "asp-portal": Stated(
        "مسابقة لأجمل نافذة في الحي القديم",
        "تلفزيون الأفق",
        "2017-11-08",
        "هند الراوي",
        ("نوافذ", "الحي القديم", "مسابقات"),
        "أعلنت لجنة الحي القديم بدء التسجيل",
        "لم يكن فيها غير قط نائم.",
    ),
    "microdata": Stated(
        "سباق القوارب الورقية يعود إلى القناة",
        "مجلة الرواق",
        "2019-04-02",
        "سلمى الدروبي",
        ("سباقات", "قوارب", "ورق"),
        "لا محركات ولا مجاديف: ورقة واحدة ونَفَس طويل.\nيقف أربعون طفلًا",
        "لأن الريح شاركت فيها.",
    ),
    "nested-data": Stated(
        "رصد مذنّب فوق الصحراء بمرصد من علب الصفيح",
        "Al Madar",
        "2021-07-05",
        None,
        ("فلك", "مراصد", "مذنبات"),
        "رصدت مجموعة من الهواة",
        "في اليوم التالي.",
    ),
    "saved-by-browser": Stated(
        "في مديح الخبز البائت",
        "صحيفة الساحل",
        "2016-08-03",
        "هند الراوي",
        (),
        "لا يرمي أهل الجبل خبزهم",
        "وصبرًا يكفي ليلة.",
    ),
}


def test_every_shape_of_a_page_has_a_row() -> None:
    assert {page.stem for page in PAGES.glob("*.html")} == set(STATED)


@pytest.mark.parametrize("shape", STATED)
def test_a_page_is_read_for_what_it_states(shape: str) -> None:
    record, stated = record_of(PAGES / f"{shape}.html"), STATED[shape]
    lines = [line for line in record.text.split("\n") if line != stated.title]
    text = "\n".join(lines)
    assert record.title == stated.title
    assert record.source == stated.source
    assert str(record.published) == stated.published
    assert record.author == stated.author
    assert record.tags == stated.tags
    assert stated.begins in text[: len(stated.begins) + 60]  # a byline may stand before it
    assert text.endswith(stated.ends)
