"""Golden tables: one record in each style, with every part, and with parts missing."""

import datetime as dt
from dataclasses import replace

import pytest

from kashshaf.archive.dates import PartialDate
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.record import Record
from kashshaf.archive.writers import STYLES, Style
from kashshaf.archive.writers.citation_text import Citation
from kashshaf.archive.writers.citations import cite

LABEL = Authorities.load().platform_label
PAGE = "https://archive.example/record/1"
READ_ON = dt.date(2024, 6, 1)
MARKS = str.maketrans("", "", "\u200e\u200f")

FULL = Record(
    id="1",
    title="مكتبة جديدة في المرفأ",
    text="افتُتحت أمس.",
    source="صحيفة الساحل",
    author="ليلى حسن",
    published=PartialDate(2014, 9, 3),
    platform="web",
    url="https://coast.example/1",
)
LATIN = Record(
    id="1",
    title="Who “owns” the harbour?",
    source="The Coast",
    author="Layla Hasan; Omar Said; Mona Aziz",
    published=PartialDate(2020, 5),
    platform="print",
)
TWO_AUTHORS = Record(
    id="1", title="رواية «الميناء»", author="ليلى حسن، سمير خوري", published=PartialDate(2014)
)
NOTHING = Record(id="1")
NO_AUTHOR = Record(id="1", title="أسعار الخضر", source="صحيفة الساحل")
NO_TITLE = Record(id="1", text="نص.", source="صحيفة الساحل", published=PartialDate(None, 9, 3))
POST = Record(
    id="1",
    text="أمسية شعرية في المكتبة الليلة\nوالدعوة عامة",
    source="مكتبة المرفأ",
    platform="facebook",
    published=PartialDate(2021, 1, 9),
    url="https://facebook.com/p/1",
)
VIDEO = Record(id="1", title="جولة في المرفأ", author="سمير خوري", platform="youtube")
THREAD = Record(id="1", title="أين المكتبة؟", platform="forum", source="منتدى البحر")


def written(citation: Citation) -> str:
    """The citation with its italics between asterisks, without invisible marks."""
    spans = (f"*{span.text}*" if span.italic else span.text for span in citation.spans)
    return "".join(spans).translate(MARKS)


@pytest.mark.parametrize(
    ("record", "citation"),
    [
        (
            FULL,
            "ليلى حسن. (2014, September 3). مكتبة جديدة في المرفأ. صحيفة الساحل."
            " https://coast.example/1",
        ),
        (
            LATIN,
            "Layla Hasan, Omar Said, & Mona Aziz. (2020, May). Who “owns” the harbour?"
            f" *The Coast*. {PAGE}",
        ),
        (TWO_AUTHORS, f"ليلى حسن, & سمير خوري. (2014). رواية «الميناء». {PAGE}"),
        (NO_AUTHOR, f"أسعار الخضر. (n.d.). صحيفة الساحل. {PAGE}"),
        (NO_TITLE, f"[Untitled article]. (n.d.). صحيفة الساحل. {PAGE}"),
        (NOTHING, f"[Untitled article]. (n.d.). {PAGE}"),
        (
            POST,
            "مكتبة المرفأ. (2021, January 9). أمسية شعرية في المكتبة الليلة والدعوة عامة [Post]."
            " Facebook. https://facebook.com/p/1",
        ),
        (VIDEO, f"سمير خوري. (n.d.). جولة في المرفأ [Video]. YouTube. {PAGE}"),
        (THREAD, f"أين المكتبة؟ [Online forum post]. (n.d.). منتدى البحر. {PAGE}"),
    ],
)
def test_apa_puts_the_date_after_the_author_and_says_where_there_is_none(
    record: Record, citation: str
) -> None:
    assert written(cite(record, "apa", PAGE, READ_ON, LABEL)) == citation


@pytest.mark.parametrize(
    ("record", "citation"),
    [
        (
            FULL,
            "ليلى حسن. “مكتبة جديدة في المرفأ.” صحيفة الساحل, September 3, 2014."
            " https://coast.example/1.",
        ),
        (
            LATIN,
            "Layla Hasan, Omar Said, and Mona Aziz. “Who ‘owns’ the harbour?” *The Coast*,"
            f" May 2020. {PAGE}.",
        ),
        (TWO_AUTHORS, f"ليلى حسن and سمير خوري. “رواية «الميناء».” 2014. {PAGE}."),
        (NO_AUTHOR, f"صحيفة الساحل. “أسعار الخضر.” Accessed June 1, 2024. {PAGE}."),
        (NO_TITLE, f"صحيفة الساحل. Untitled article. Accessed June 1, 2024. {PAGE}."),
        (NOTHING, f"Untitled article. Accessed June 1, 2024. {PAGE}."),
        (
            POST,
            "مكتبة المرفأ. “أمسية شعرية في المكتبة الليلة والدعوة عامة.” Facebook, January 9, 2021."
            " https://facebook.com/p/1.",
        ),
        (
            VIDEO,
            f"سمير خوري. “جولة في المرفأ.” YouTube. Accessed June 1, 2024. {PAGE}.",
        ),
        (THREAD, f"“أين المكتبة؟” منتدى البحر. Accessed June 1, 2024. {PAGE}."),
    ],
)
def test_chicago_names_the_newspaper_for_an_author_and_the_day_of_access_for_a_date(
    record: Record, citation: str
) -> None:
    assert written(cite(record, "chicago", PAGE, READ_ON, LABEL)) == citation


@pytest.mark.parametrize(
    ("record", "citation"),
    [
        (
            FULL,
            "ليلى حسن. “مكتبة جديدة في المرفأ.” صحيفة الساحل, 3 Sept. 2014,"
            " https://coast.example/1. Accessed 1 June 2024.",
        ),
        (
            LATIN,
            f"Layla Hasan, et al. “Who ‘owns’ the harbour?” *The Coast*, May 2020, {PAGE}."
            " Accessed 1 June 2024.",
        ),
        (
            TWO_AUTHORS,
            f"ليلى حسن and سمير خوري. “رواية «الميناء».” 2014, {PAGE}. Accessed 1 June 2024.",
        ),
        (NO_AUTHOR, f"“أسعار الخضر.” صحيفة الساحل, {PAGE}. Accessed 1 June 2024."),
        (NO_TITLE, f"Untitled article. صحيفة الساحل, {PAGE}. Accessed 1 June 2024."),
        (NOTHING, f"Untitled article. {PAGE}. Accessed 1 June 2024."),
        (
            POST,
            "مكتبة المرفأ. “أمسية شعرية في المكتبة الليلة والدعوة عامة.” *Facebook*, 9 Jan. 2021,"
            " https://facebook.com/p/1. Accessed 1 June 2024.",
        ),
        (VIDEO, f"سمير خوري. “جولة في المرفأ.” *YouTube*, {PAGE}. Accessed 1 June 2024."),
        (THREAD, f"“أين المكتبة؟” منتدى البحر, {PAGE}. Accessed 1 June 2024."),
    ],
)
def test_mla_sets_the_container_in_italics_and_ends_with_the_day_of_access(
    record: Record, citation: str
) -> None:
    assert written(cite(record, "mla", PAGE, READ_ON, LABEL)) == citation


@pytest.mark.parametrize(
    ("record", "beginning"),
    [
        (
            FULL,
            "ليلى حسن، «مكتبة جديدة في المرفأ»، صحيفة الساحل، 3 أيلول/سبتمبر 2014،"
            " https://coast.example/1",
        ),
        (
            LATIN,
            "Layla Hasan؛ Omar Said؛ Mona Aziz، «Who “owns” the harbour?»، The Coast،"
            f" أيار/مايو 2020، {PAGE}",
        ),
        (TWO_AUTHORS, f"ليلى حسن وسمير خوري، «رواية “الميناء”»، 2014، {PAGE}"),
        (NO_AUTHOR, f"«أسعار الخضر»، صحيفة الساحل، د.ت.، {PAGE}"),
        (
            NO_TITLE,
            f"مقال بلا عنوان، صحيفة الساحل، 3 أيلول/سبتمبر، السنة غير مذكورة، {PAGE}",
        ),
        (NOTHING, f"مقال بلا عنوان، د.ت.، {PAGE}"),
        (
            POST,
            "مكتبة المرفأ، «أمسية شعرية في المكتبة الليلة والدعوة عامة»، منشور على فيسبوك،"
            " 9 كانون الثاني/يناير 2021، https://facebook.com/p/1",
        ),
        (VIDEO, f"سمير خوري، «جولة في المرفأ»، مقطع مصور على يوتيوب، د.ت.، {PAGE}"),
        (THREAD, f"«أين المكتبة؟»، مشاركة في منتدى البحر، د.ت.، {PAGE}"),
    ],
)
def test_arabic_parts_stand_between_commas_and_the_title_in_guillemets(
    record: Record, beginning: str
) -> None:
    citation = written(cite(record, "arabic", PAGE, READ_ON, LABEL))
    assert citation == f"{beginning}، تاريخ الاطلاع: 1 حزيران/يونيو 2024."


def test_apa_takes_twenty_words_of_a_post_and_the_others_a_hundred_and_sixty_letters() -> None:
    post = Record(id="1", text=" ".join(f"ك{n}" for n in range(99)), platform="twitter")
    assert written(cite(post, "apa", PAGE, READ_ON, LABEL)).startswith(
        " ".join(f"ك{n}" for n in range(20)) + " [Post]. (n.d.). Twitter (X)."
    )
    title = written(cite(post, "mla", PAGE, READ_ON, LABEL)).split("”")[0]
    assert title.endswith("…")
    assert 150 < len(title) <= 163


def test_an_account_that_is_the_author_is_not_named_twice() -> None:
    own = Record(id="1", title="افتتاحية", author="صحيفة الساحل", source="صحيفة الساحل")
    for style in STYLES:
        assert str(cite(own, style, PAGE, READ_ON, LABEL)).count("صحيفة الساحل") == 1


@pytest.mark.parametrize("style", STYLES)
def test_only_an_address_of_the_web_is_cited_and_it_stays_in_one_piece(style: Style) -> None:
    script = Record(id="1", title="خبر", url="javascript:alert(1)")
    assert PAGE in str(cite(script, style, PAGE, READ_ON, LABEL))
    spaced = Record(id="1", title="خبر", url='https://coast.example/خبر 1"<b>\u202e')
    citation = str(cite(spaced, style, PAGE, READ_ON, LABEL))
    assert "https://coast.example/خبر%201%22%3Cb%3E%E2%80%AE" in citation


LRM, RLM = "\u200e", "\u200f"


@pytest.mark.parametrize(
    ("record", "style", "citation"),
    [
        # A line that begins in Arabic would be taken for one from right to left, and between two
        # Arabic values a full stop would go with them, as does a year behind them.
        (
            FULL,
            "apa",
            f"{LRM}ليلى حسن{LRM}. (2014, September 3). مكتبة جديدة في المرفأ{LRM}. صحيفة الساحل."
            " https://coast.example/1",
        ),
        (
            FULL,
            "chicago",
            f"{LRM}ليلى حسن{LRM}. “مكتبة جديدة في المرفأ{LRM}.” صحيفة الساحل, September 3, 2014."
            " https://coast.example/1.",
        ),
        # What ends in a sign keeps it on its own side.
        (
            replace(THREAD, title="3 أيام في المكتبة!"),
            "apa",
            f"{LRM}{RLM}3 أيام في المكتبة!{RLM} [Online forum post]. (n.d.). منتدى البحر. {PAGE}",
        ),
        (
            replace(FULL, url="https://coast.example/"),
            "arabic",
            "ليلى حسن، «مكتبة جديدة في المرفأ»، صحيفة الساحل، 3 أيلول/سبتمبر 2014،"
            f" https://coast.example/{LRM}، تاريخ الاطلاع: 1 حزيران/يونيو 2024.",
        ),
        # A day behind a Latin name would go with it.
        (
            replace(FULL, source="The Coast"),
            "arabic",
            f"ليلى حسن، «مكتبة جديدة في المرفأ»، The Coast{RLM}، 3 أيلول/سبتمبر 2014،"
            " https://coast.example/1، تاريخ الاطلاع: 1 حزيران/يونيو 2024.",
        ),
    ],
)
def test_plain_text_has_marks_only_where_it_would_be_drawn_out_of_order(
    record: Record, style: Style, citation: str
) -> None:
    assert str(cite(record, style, PAGE, READ_ON, LABEL)) == citation


@pytest.mark.parametrize("style", ["apa", "chicago", "mla"])
def test_what_is_in_one_direction_has_no_marks_at_all(style: Style) -> None:
    assert not {LRM, RLM} & set(str(cite(LATIN, style, PAGE, READ_ON, LABEL)))


@pytest.mark.parametrize("style", STYLES)
def test_spans_have_the_words_alone(style: Style) -> None:
    citation = cite(FULL, style, PAGE, READ_ON, LABEL)
    assert not {LRM, RLM} & set("".join(span.text for span in citation.spans))
    assert (citation.direction, citation.language) == (
        ("rtl", "ar") if style == "arabic" else ("ltr", "en")
    )


def test_arabic_letters_do_not_lean() -> None:
    for record, leaning in ((FULL, []), (LATIN, ["The Coast"])):
        spans = cite(record, "chicago", PAGE, READ_ON, LABEL).spans
        assert [span.text for span in spans if span.italic] == leaning


def test_without_any_address_a_citation_ends_before_it() -> None:
    for style in STYLES:
        citation = str(cite(NO_AUTHOR, style, "", READ_ON, LABEL))
        assert "http" not in citation
        assert citation.endswith(("صحيفة الساحل.", "2024."))
        assert ". ." not in citation


def test_each_value_tells_its_direction_and_the_words_of_the_style_none() -> None:
    spans = cite(FULL, "apa", PAGE, READ_ON, LABEL).spans
    directions = {span.text: span.direction for span in spans}
    assert directions["صحيفة الساحل"] == "rtl"
    assert directions["https://coast.example/1"] == "ltr"
    assert directions["."] is None


@pytest.mark.parametrize("style", STYLES)
def test_no_value_turns_the_rest_around_or_breaks_the_line(style: Style) -> None:
    hostile = Record(id="1", title="\u202eعنوان\n\u2067آخر\0", author="\u2066اسم\r\u2028", text="ن")
    citation = str(cite(hostile, style, PAGE, READ_ON, LABEL))
    assert "عنوان آخر" in citation
    assert not set("\u202e\u2066\u2067\u2028\n\r\0") & set(citation)
