"""Bibliographies: their order, their bound, and the files that they become."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from striprtf.striprtf import rtf_to_text

from kashshaf.archive.dates import PartialDate
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.record import Record
from kashshaf.archive.writers import Context, Style
from kashshaf.archive.writers.bibliography import MOST_CITED, bibliography
from kashshaf.archive.writers.bibliography_files import rtf, text

CONTEXT = Context(
    platform_label=Authorities.load().platform_label,
    title="أرشيف",
    updated=dt.datetime(2024, 6, 1, tzinfo=dt.UTC),
    read_on=dt.date(2024, 6, 1),
)
MARKS = str.maketrans("", "", "\u200e\u200f")


def article(title: str, author: str | None = None, year: int | None = None) -> Record:
    published = PartialDate(year) if year else None
    return Record(id=title, title=title, author=author, published=published)


WORKS = [
    article("يوم في المرفأ", "ليلى حسن", 2012),
    article("الأمسية", "ليلى حسن", 2014),
    Record(id="6", title="بيان", source="الساحل"),
    article("The tide", "Omar Said", 2020),
    article("قوارب", "أحمد خوري"),
    article("ميناء", "ليلى حسن، سمير خوري", 2001),
]


@pytest.mark.parametrize(
    ("style", "order"),
    [
        ("arabic", ["قوارب", "بيان", "الأمسية", "يوم في المرفأ", "ميناء", "The tide"]),
        # The newspaper stands for the author.
        ("chicago", ["The tide", "قوارب", "بيان", "الأمسية", "يوم في المرفأ", "ميناء"]),
        # By their dates, where one has written several.
        ("apa", ["The tide", "قوارب", "بيان", "يوم في المرفأ", "الأمسية", "ميناء"]),
    ],
)
def test_entries_stand_by_what_they_begin_with_in_the_script_of_the_style_first(
    style: Style, order: list[str]
) -> None:
    for records in (WORKS, WORKS[::-1]):
        found = bibliography(records, replace(CONTEXT, style=style))
        entries = map(str, found.entries)
        assert [
            title for entry in entries for title in order if title in entry.partition("http")[0]
        ] == order
        assert not found.cut


@pytest.mark.parametrize(
    ("style", "heading", "cut"),
    [
        ("arabic", "المراجع", "إلا أول 2,000 مادة"),
        ("chicago", "Bibliography", "Only the first 2,000"),
        ("mla", "Works Cited", "Only the first 2,000"),
        ("apa", "References", "Only the first 2,000"),
    ],
)
def test_it_is_headed_as_the_style_has_it_and_says_where_it_is_cut(
    style: Style, heading: str, cut: str
) -> None:
    read: list[int] = []

    def many() -> object:
        for number in range(3 * MOST_CITED):
            read.append(number)
            yield article(f"خبر {number}")

    found = bibliography(many(), replace(CONTEXT, style=style))  # type: ignore[arg-type]
    assert found.heading == heading
    assert len(found.entries) == MOST_CITED
    assert len(read) == MOST_CITED + 1
    assert cut in found.cut
    assert cut in "".join(text(many(), replace(CONTEXT, style=style)))  # type: ignore[arg-type]


def test_plain_text_is_a_heading_and_entries_with_empty_lines_between() -> None:
    heading, first, second = "".join(text(WORKS[:2], CONTEXT)).rstrip("\n").split("\n\n")
    assert heading == "Bibliography"
    assert first.translate(MARKS) == "ليلى حسن. “الأمسية.” 2014."
    assert second.translate(MARKS) == "ليلى حسن. “يوم في المرفأ.” 2012."


def test_a_record_without_an_address_is_cited_by_its_page_where_there_are_pages() -> None:
    on_pages = replace(CONTEXT, page_of=lambda record: f"https://archive.example/{len(record.id)}")
    assert "https://archive.example/5" in "".join(text([WORKS[4]], on_pages))


LATIN = Record(
    id="1",
    title="Boats {and} \\tides",
    author="Zoë Said",
    source="The Coast",
    published=PartialDate(2014, 9, 3),
    platform="print",
)


@pytest.mark.parametrize("style", ["arabic", "apa", "chicago", "mla"])
def test_the_document_says_what_the_text_says(style: Style) -> None:
    context = replace(CONTEXT, style=style)
    records = [*WORKS, LATIN, article("شارع 𝕏 «القديم»؟")]
    document = "".join(rtf(records, context))
    assert document.isascii()
    # The reader leaves the halves of what takes two numbers apart.
    letters = rtf_to_text(document).encode("utf-16", "surrogatepass").decode("utf-16")
    said = [line for line in letters.splitlines() if line]
    plain = [line for line in "".join(text(records, context)).splitlines() if line]
    assert [line.translate(MARKS) for line in said] == [line.translate(MARKS) for line in plain]


@pytest.mark.parametrize(
    ("style", "paragraph", "ways"),
    [
        ("arabic", r"\rtlpar", ["rtl", "ltr", "rtl", "ltr", "rtl", "ltr", "rtl"]),
        ("apa", r"\ltrpar", ["ltr", "rtl", "ltr", "ltr", "ltr"]),
    ],
)
def test_each_stretch_of_the_document_is_a_run_in_its_own_direction(
    style: Style, paragraph: str, ways: list[str]
) -> None:
    written = replace(LATIN, author="ليلى حسن", url="https://coast.example/1")
    document = "".join(rtf([written], replace(CONTEXT, style=style)))
    entry = document.splitlines()[-2]
    assert paragraph in entry
    # Of the two directions that a run names, the last is its own.
    assert re.findall(r"\{\\(?:rtl|ltr)ch\\(rtl|ltr)ch", entry) == ways


def test_what_leans_in_the_document_is_in_latin_letters() -> None:
    document = "".join(rtf([LATIN, WORKS[2]], CONTEXT))
    leaning = re.findall(r"\\i ([^}]*)\}", document)
    assert leaning == ["The Coast"]
