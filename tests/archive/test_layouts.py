"""Plain-text articles in the layouts in which people save them: golden, and kind by kind."""

from pathlib import Path
from typing import Any

import pytest

from kashshaf.archive.fields import STANDARD
from kashshaf.archive.items import Item, Origin
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.metadata.catalogue import catalogue
from kashshaf.archive.readers import read
from kashshaf.archive.readers.columns import Columns
from kashshaf.archive.readers.plain_article import read_article

GOLDEN = Path(__file__).parents[2] / "fixtures" / "golden"
HOSTS = {
    "شبكة المنارة": "manara.example.org",
    "موقع نبض الشمال": "shamal.example.org",
    "صحيفة الساحل": "saahil.example.com",
}
KNOWN = Authorities.load({"sources": {name: {"hosts": [host]} for name, host in HOSTS.items()}})
PROSE = (
    "افتتحت البلدية أمس مكتبة جديدة في الحي القديم بحضور جمع كبير من أهل البلدة وجوارها، وقال"
    " رئيسها إن الكتب للجميع."
)
ORIGIN = Origin("saved.txt", None, "text")
FIELDS = ("source", "published", "author", "url", "section")


def article(*lines: str) -> dict[str, Any]:
    return read_article("\n".join(lines), KNOWN)


def stated(*lines: str) -> dict[str, str]:
    found = article(*lines)
    return {name: found[name] for name in FIELDS if found.get(name)}


def golden() -> list[dict[str, str]]:
    header, *rows = (GOLDEN / "layouts.tsv").read_text("utf-8").splitlines()
    return [dict(zip(header.split("\t"), row.split("\t"), strict=True)) for row in rows]


@pytest.mark.parametrize("row", golden(), ids=lambda row: row["layout"])
def test_a_layout_gives_the_title_date_source_and_author_that_it_states(
    row: dict[str, str],
) -> None:
    (item,) = read([GOLDEN / "layouts" / f"{row['layout']}.txt"], KNOWN)
    assert isinstance(item, Item)
    record = catalogue(item, KNOWN, "2026-01-01T00:00:00Z")
    date = str(record.published or "")
    found = record.title, date, record.source or "", record.author or ""
    assert found == (row["title"], row["date"], row["source"], row["author"])


@pytest.mark.parametrize("row", golden(), ids=lambda row: row["layout"])
def test_every_line_of_a_layout_is_in_the_title_the_text_or_a_field(row: dict[str, str]) -> None:
    written = (GOLDEN / "layouts" / f"{row['layout']}.txt").read_text("utf-8")
    values = [str(value) for value in read_article(written, KNOWN).values() if value]
    for line in filter(None, map(str.strip, written.splitlines())):
        kept = any(line in value for value in values)
        told = any(value.split(" > ")[-1] in line for value in values)
        assert kept or told or set(line) == {"-"}, line


def test_every_golden_layout_has_its_row() -> None:
    files = {path.stem for path in (GOLDEN / "layouts").iterdir()}
    assert files == {row["layout"] for row in golden()}


@pytest.mark.parametrize(
    "line", ["القدس", "القدس - رويترز", "دمشق، بيروت", "رام الله - وفا:", "باريس (أ ف ب)", "وكالات"]
)
def test_a_dateline_is_no_source_and_no_author_and_stays_before_the_text(line: str) -> None:
    assert stated("افتتاح المكتبة", line, PROSE) == {}
    assert article("افتتاح المكتبة", line, PROSE)["text"] == f"{line}\n{PROSE}"


@pytest.mark.parametrize("place", ["القدس", "الرياض", "مكة"])
def test_a_city_that_a_paper_is_called_after_is_a_city_before_the_date_too(place: str) -> None:
    assert stated("افتتاح المكتبة", place, "3/9/2014", PROSE) == {"published": "3/9/2014"}
    paper = stated("افتتاح المكتبة", f"صحيفة {place}", "3/9/2014", PROSE)
    assert paper["source"] == f"صحيفة {place}"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("بيروت: ليلى منصور", "ليلى منصور"),
        ("ليلى منصور - الدوحة", "ليلى منصور"),
        ("بواسطة: ليلى منصور", "ليلى منصور"),
        ("(إعداد: هدى النجار)", "هدى النجار"),
        ("ليلى منصور (حائل)", "ليلى منصور"),
        ("ليلى منصور من جدة", "ليلى منصور"),
        ("الدوحة - ليلى منصور:", "ليلى منصور"),
        ("سامي حداد، ليلى منصور - تونس", "سامي حداد، ليلى منصور"),
        ("سامي حداد وليلى منصور", "سامي حداد وليلى منصور"),
        ("كتب سامي حداد", "سامي حداد"),
        ("كتبت - ليلى منصور:", "ليلى منصور"),
        ("كتب: بيتر هولنيجر", "بيتر هولنيجر"),
        ("بقلم: د. سامي حداد", "د. سامي حداد"),
        ("بقلم كلايف كروك", "كلايف كروك"),
        ("إعداد/ هدى النجار", "هدى النجار"),
        ("تقرير: هدى النجار - حلب", "هدى النجار"),
        ("حاورته: هدى النجار", "هدى النجار"),
        ("شعر: كمال الدروبي", "كمال الدروبي"),
        ("الكاتب: هدى النجار", "هدى النجار"),
        ("By Layla Mansour", "Layla Mansour"),
        ("Author: Layla Mansour", "Layla Mansour"),
    ],
)
def test_a_byline_gives_the_author_and_no_source(line: str, author: str) -> None:
    assert stated("افتتاح المكتبة", line, PROSE) == {"author": author}


@pytest.mark.parametrize("name", ["حسن الحارثي", "بيتر هولنيجر", "ليونيد بيرشيدسكي", "سامي حداد"])
def test_a_person_before_the_date_is_no_source(name: str) -> None:
    assert "source" not in stated("افتتاح المكتبة", name, "3/9/2014", PROSE)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("دبي - «الرياض»", "الرياض"),
        ("القدس - «القدس العربي»:", "القدس العربي"),
        ("«عكاظ» من جدة", "عكاظ"),
        ("سامي حداد - عكاظ - جدة:", "عكاظ"),
        ("عكاظ | 3/9/2014 | اقتصاد", "عكاظ"),
        ("صدى الوادي، 3/9/2014", "صدى الوادي"),
        ("المصدر: عكاظ | التاريخ: 3/9/2014", "عكاظ"),
    ],
)
def test_an_outlet_is_found_beside_a_city_a_person_or_a_date(line: str, source: str) -> None:
    assert stated("افتتاح المكتبة", line, PROSE)["source"] == source


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("2014-12-18", "published"),
        ("الخميس 18 كانون الأول/ديسمبر 2014", "published"),
        ("https://www.aljazeera.net/news/1", "url"),
        ("اقتصاد", "section"),
        ("أخبار محلية", "section"),
    ],
)
def test_what_stands_above_the_title_is_not_the_title(line: str, field: str) -> None:
    found = article(line, "أسعار القمح ترتفع في السفوح", "", PROSE)
    assert found["title"] == "أسعار القمح ترتفع في السفوح"
    assert found[field] == line
    assert found["text"] == PROSE


@pytest.mark.parametrize(
    "lines",
    [
        ("1967", PROSE),
        ("القدس", "يا قدس يا مدينة الأحزان", "يا دمعة تجول في الأجفان"),
        ("الحياة", "سافر تجد عوضًا عمن تفارقه", "وانصب فإن لذيذ العيش في النصب"),
        ("محمود درويش", PROSE, PROSE),
        ("محمود درويش", "2014-12-18", PROSE),
        ("مصدر: الحكومة تستقيل", PROSE),
        ("تقرير: ارتفاع الأسعار يرهق الأسر", PROSE),
        ("كتب الأطفال تعود إلى الواجهة", PROSE),
        ("بيروت: افتتاح المكتبة", PROSE),
        ("By Night in Chile", PROSE),
        ("2014-12-18",),
    ],
)
def test_a_title_that_looks_like_something_else_is_the_title(lines: tuple[str, ...]) -> None:
    assert article(*lines)["title"] == lines[0]


def test_labelled_lines_in_any_order_give_their_fields_and_others_keep_their_label() -> None:
    found = article(
        "المصدر: عكاظ",
        "القسم: اقتصاد",
        "النص: " + PROSE,
        "الرابط: https://example.org/1",
        "بقلم: هدى النجار",
        "العنوان: أسعار القمح ترتفع",
        "التاريخ: 3 أيار 2016",
    )
    assert found == {
        "title": "أسعار القمح ترتفع",
        "text": PROSE,
        "source": "عكاظ",
        "published": "3 أيار 2016",
        "author": "هدى النجار",
        "url": "https://example.org/1",
        "القسم": "اقتصاد",
    }


def test_labels_above_a_title_of_its_own_leave_it_the_title() -> None:
    found = article("المصدر: عكاظ", "التاريخ: 3 أيار 2016", "", "أسعار القمح ترتفع", "", PROSE)
    assert found["title"] == "أسعار القمح ترتفع"
    assert found["text"] == PROSE


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("الكاتب:", "author"),
        ("بقلم:", "author"),
        ("الكاتب/", "author"),
        ("الكاتب -", "author"),
        ("اسم الكاتب:", "author"),
    ],
)
def test_a_label_may_have_another_sign_or_stand_above_its_value(label: str, field: str) -> None:
    assert stated("افتتاح المكتبة", f"{label} هدى النجار", PROSE) == {field: "هدى النجار"}
    if label.endswith(":"):
        assert stated("افتتاح المكتبة", label, "هدى النجار", PROSE) == {field: "هدى النجار"}


@pytest.mark.parametrize(
    "line",
    [
        "Posted on 3 September 2014 by ليلى منصور",
        "نشر في 3 أيلول 2014 بواسطة ليلى منصور",
        "كتبه ليلى منصور بتاريخ 3/9/2014",
        "بقلم ليلى منصور في 3 أيلول 2014",
        "نشر بواسطة: ليلى منصور | بتاريخ: 3/9/2014 | القسم: ثقافة",
    ],
)
def test_who_wrote_and_when_may_stand_on_one_line(line: str) -> None:
    record = catalogue(
        Item(article("افتتاح المكتبة", line, PROSE), ORIGIN), KNOWN, "2026-01-01T00:00:00Z"
    )
    assert (record.author, str(record.published)) == ("ليلى منصور", "2014-09-03")


@pytest.mark.parametrize("line", ["كتب محمود درويش في 1975", "كتب سامي حداد في الأهرام", "By 2014"])
def test_a_sentence_that_begins_as_a_byline_gives_no_date(line: str) -> None:
    assert "published" not in stated("افتتاح المكتبة", line, PROSE)


@pytest.mark.parametrize(
    "line",
    ["- 5 -", "الصفحة ٣", "العدد 3412", "Forwarded", "تحقيق", "حُفظ في 15/8/2024", "=====", "شارك"],
)
def test_what_is_a_pages_own_above_a_title_is_not_the_title_and_stays(line: str) -> None:
    found = article(line, "أسعار القمح ترتفع", "عكاظ", "3/9/2014", "", PROSE)
    assert (found["title"], found["source"]) == ("أسعار القمح ترتفع", "عكاظ")
    assert found["published"] == "3/9/2014"
    assert found["text"].startswith(line)
    below = article("أسعار القمح ترتفع", line, line, line, "عكاظ", "3/9/2014", "", PROSE)
    assert (below["source"], below["published"]) == ("عكاظ", "3/9/2014")


@pytest.mark.parametrize(
    ("line", "title", "source"),
    [
        ("شبكة المنارة | محليات | أسعار القمح ترتفع", "أسعار القمح ترتفع", "شبكة المنارة"),
        ("أسعار القمح ترتفع | الشرق الأوسط", "أسعار القمح ترتفع", "الشرق الأوسط"),
        ("أسعار القمح ترتفع - صحيفة الساحل", "أسعار القمح ترتفع", "صحيفة الساحل"),
        ("الحياة | الموت", "الحياة | الموت", None),
        ("أزمة مياه في الحي القديم | القدس", "أزمة مياه في الحي القديم | القدس", None),
        ("صراع على النفوذ - الشرق الأوسط", "صراع على النفوذ - الشرق الأوسط", None),
        ("أزمة مياه - قناة السويس", "أزمة مياه - قناة السويس", None),
    ],
)
def test_what_browsers_write_beside_a_title_is_taken_off(
    line: str, title: str, source: str | None
) -> None:
    found = article(line, "", PROSE)
    assert (found["title"], found["source"]) == (title, source)


def test_where_and_when_it_was_published_may_be_said_in_one_sentence() -> None:
    found = stated("افتتاح المكتبة", "نُشر في المصري اليوم يوم 12 - 03 - 2014", PROSE)
    assert found == {"source": "المصري اليوم", "published": "12 - 03 - 2014"}


def test_an_indefinite_source_said_something_and_is_none() -> None:
    standfirst = "رئيس الوزراء يقدم استقالته مساء اليوم"
    found = article("مصدر: الحكومة تستقيل", "", standfirst, "", PROSE)
    assert (found["title"], found["source"]) == ("مصدر: الحكومة تستقيل", None)


@pytest.mark.parametrize("line", ["By popular demand", "بقلم الرصاص", "كتب الأطفال", "تقرير خاص"])
def test_words_that_only_look_like_a_byline_stay_in_the_text(line: str) -> None:
    assert stated("افتتاح المكتبة", line, PROSE) == {}
    assert article("افتتاح المكتبة", line, PROSE)["text"] == f"{line}\n{PROSE}"


def test_a_dateline_with_its_colon_is_no_label_of_the_line_under_it() -> None:
    found = stated("افتتاح المكتبة", "سامي حداد - عكاظ - جدة:", "3/9/2014", PROSE)
    assert found == {"author": "سامي حداد", "source": "عكاظ", "published": "3/9/2014"}


def test_each_of_several_headings_is_kept() -> None:
    assert article("افتتاح", "سياسة / محليات", PROSE)["section"] == "سياسة > محليات"


def test_json_among_the_lines_states_nothing() -> None:
    assert stated("افتتاح المكتبة", PROSE, '"@type": "article",') == {}


def test_the_label_of_the_text_may_stand_on_a_line_of_its_own() -> None:
    assert article("العنوان: أسعار القمح", "المصدر: عكاظ", "النص:", PROSE)["text"] == PROSE


def test_a_column_that_the_user_mapped_is_a_label_too() -> None:
    columns = Columns({"author": "الصحفي"}, STANDARD)
    found = read_article(f"افتتاح المكتبة\nالصحفي: هدى النجار\n{PROSE}", KNOWN, columns)
    assert found["author"] == "هدى النجار"


def test_an_address_gives_the_source_with_it() -> None:
    item = Item(
        article("افتتاح المكتبة", "https://www.manara.example.org/1", PROSE),
        next(iter(read([GOLDEN / "layouts" / "28-verse.txt"], KNOWN))).origin,
    )
    record = catalogue(item, KNOWN, "2026-01-01T00:00:00Z")
    assert (record.source, record.platform) == ("شبكة المنارة", "web")


def test_the_day_of_publication_is_not_the_day_of_the_last_change() -> None:
    found = article("عنوان", "آخر تحديث: 16/02/2024", "تاريخ النشر: 15/02/2024", PROSE)
    assert found["published"] == "15/02/2024"
    assert found["updated"] == "آخر تحديث: 16/02/2024"
    assert article("عنوان", "آخر تحديث: 16/02/2024", PROSE)["published"]


def test_a_long_number_is_a_date_only_where_a_label_says_so() -> None:
    for number in ("202402161837", "20240216183758"):
        assert stated("افتتاح المكتبة", number, PROSE) == {}
        assert stated("افتتاح المكتبة", f"عكاظ | {number}", PROSE) == {}
        labelled = stated("افتتاح المكتبة", f"التاريخ: {number}", PROSE)
        assert labelled == {"published": number}


def test_standfirsts_and_captions_stay_in_the_text() -> None:
    standfirst = "بعد عشر سنوات من الجفاف، يجني النحالون عسلًا ظنوا أنهم لن يروه ثانية"
    found = article("العسل يعود", standfirst, "تصوير: باسل نصر", "عكاظ", "3/9/2014", "", PROSE)
    assert (found["source"], found["published"]) == ("عكاظ", "3/9/2014")
    assert found["text"] == f"{standfirst}\nتصوير: باسل نصر\n\n{PROSE}"


def test_a_dateline_within_the_first_sentence_stays_where_it_is() -> None:
    sentence = f"عمّان (رويترز) - {PROSE}"
    assert stated("افتتاح المكتبة", sentence) == {}
    assert article("افتتاح المكتبة", sentence)["text"] == sentence


@pytest.mark.parametrize(
    "lines",
    [
        ("حوار مع شاعر", "المحرر: كيف بدأت؟", "الكاتب: بدأت صغيرًا", "المحرر: وأين؟"),
        ("حوار", "المذيع: من قال هذا", "المصدر: لا أعرف", "المذيع: شكرا", "المصدر: عفوا"),
        ("قل هو الله أحد", "الله الصمد", "لم يلد ولم يولد", "ولم يكن له كفوا أحد"),
        ("أسماء الفائزين", "سامي حداد", "ليلى منصور", "فادي النجار"),
        ("الحياد", "قناة السويس", PROSE),
        ("نور", "نور الشمس", "أمل جديد", "ربيع الوادي"),
    ],
)
def test_conversations_verses_and_lists_state_nothing_and_lose_no_line(
    lines: tuple[str, ...],
) -> None:
    assert stated(*lines) == {}
    assert article(*lines)["text"] == "\n".join(lines[1:])


def test_who_signs_a_letter_is_its_author_and_the_signature_stays() -> None:
    found = article("رسالة إلى الجريدة", PROSE, "", "المخلص", "منير العطار", "حلب")
    assert found["author"] == "منير العطار"
    assert found["text"].endswith("المخلص\nمنير العطار\nحلب")


def test_marks_of_direction_round_a_line_do_not_hide_what_it_is() -> None:
    found = stated("عنوان", "\u202bبيروت: ليلى منصور\u202c", "\u200f3/9/2014\u200f", PROSE)
    assert found["author"] == "ليلى منصور"
    assert found["published"] == "3/9/2014"


def test_a_line_separator_within_a_title_does_not_cut_it() -> None:
    assert article("افتتاح\u2028المكتبة", PROSE)["title"] == "افتتاح\u2028المكتبة"


def test_a_heading_in_the_body_is_no_section() -> None:
    assert stated("افتتاح المكتبة", PROSE, "اقتصاد", PROSE) == {}
