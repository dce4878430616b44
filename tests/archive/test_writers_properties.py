"""Whatever strangers wrote into a record, each format stays well formed and says the same."""

import csv
import datetime as dt
import io
import json
import re
from dataclasses import replace

from csl_data import faults
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kashshaf.archive.dates import PartialDate
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.record import Provenance, Record
from kashshaf.archive.writers import STYLES, Context, Site
from kashshaf.archive.writers.atom import atom
from kashshaf.archive.writers.citations import cite
from kashshaf.archive.writers.data_files import csv_table, json_lines
from kashshaf.archive.writers.meta_tags import meta_tags
from kashshaf.archive.writers.references import bibtex, csl_json, ris

AUTHORITIES = Authorities.load()
CONTEXT = Context(
    platform_label=AUTHORITIES.platform_label,
    title="أرشيف",
    updated=dt.datetime(2024, 6, 1, tzinfo=dt.UTC),
)
PAGE = "https://archive.example/record/1"

# What means something to one of the formats, among letters.
PIECES = st.sampled_from(
    [
        *(
            "ER  - ",
            "\r\nTY  - BOOK\r\n",
            "\u2028AU  - x",
            "\n",
            "\r",
            "\x85",
            "\0",
            "\x1b",
            "\ufffe",
        ),
        *("{", "}", "\\", "}\n@book{x,", "%", '"', '""', ",", ";", "=1+1", "@", "'", "\t", ";=1"),
        *(
            "]]>",
            "<x>",
            "&amp;",
            "&",
            "\u202e",
            "\u2066",
            "\u200f",
            " and ",
            "؟",
            "«",
            "»",
            "“",
            "…",
        ),
    ]
)
TEXTS = st.lists(
    PIECES | st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=6
).map("".join)
DATES = st.builds(PartialDate, st.integers(1, 9999)) | st.dates().map(
    lambda day: PartialDate(day.year, day.month, day.day)
)
RECORDS = st.builds(
    Record,
    id=TEXTS,
    title=TEXTS,
    text=TEXTS,
    source=st.none() | TEXTS,
    published=st.none() | st.just(PartialDate(None, 2, 29)) | DATES,
    platform=st.sampled_from(["web", "print", "unknown", "twitter", "youtube", "forum"]) | TEXTS,
    author=st.none() | TEXTS,
    url=st.none() | TEXTS | TEXTS.map("https://coast.example/{}?".format),
    language=st.none() | st.sampled_from(["ar", "en-GB", "x y"]) | TEXTS,
    tags=st.lists(TEXTS, max_size=2).map(tuple),
    provenance=st.none() | st.builds(Provenance, TEXTS, st.none(), TEXTS, TEXTS),
)


@given(RECORDS)
def test_a_citation_is_one_line_that_ends_as_it_should(record: Record) -> None:
    for style in STYLES:
        citation = str(cite(record, style, PAGE, dt.date(2024, 6, 1), AUTHORITIES.platform_label))
        assert not set("\n\r\0\u202e\u2066\u2028") & set(citation)
        assert len(citation.splitlines()) == 1
        assert "https://" in citation
        assert style == "apa" or citation.endswith(".")


@given(st.lists(RECORDS, max_size=3))
def test_ris_has_known_tags_alone_and_as_many_ends_as_records(records: list[Record]) -> None:
    lines = "".join(ris(records, CONTEXT)).splitlines()
    tags = [
        re.fullmatch(r"(TY|ID|TI|AU|T2|PY|DA|UR|LA|KW|ER)  - .*", line) for line in lines if line
    ]
    assert all(tags)
    assert [tag[1] for tag in tags if tag and tag[1] in ("TY", "ER")] == ["TY", "ER"] * len(records)


@given(RECORDS)
def test_bibtex_is_one_entry_whose_braces_balance(record: Record) -> None:
    (entry,) = bibtex([record], CONTEXT)
    lines = entry.splitlines()
    assert re.fullmatch(r"@(article|misc)\{[a-z0-9][a-z0-9:_-]*,", lines[0])
    assert lines[-2:] == ["}", ""]
    for line in lines[1:-2]:
        name, _, value = line.partition(" = ")
        assert re.fullmatch(r"  [a-z]+", name)
        assert depths(value.removesuffix(","))[-1] == 0
        assert 0 not in depths(value.removesuffix(","))[:-1]
        if name != "  url":  # which is read as it is
            assert not re.search(r"(?<!\\)[%&$#_~^]", value)


def depths(text: str) -> list[int]:
    """How many braces are open after each character."""
    steps = [(character == "{") - (character == "}") for character in text]
    return [sum(steps[: end + 1]) for end in range(len(steps))]


@given(st.lists(RECORDS, max_size=3))
def test_csl_json_is_data_of_csl_with_an_item_a_record(records: list[Record]) -> None:
    items = json.loads("".join(csl_json(records, CONTEXT)))
    assert faults(items) == []
    assert len(items) == len(records)
    for item in items:
        values = [value for value in item.values() if isinstance(value, str)]
        assert all(len(value.splitlines()) == 1 for value in values)


@given(st.lists(RECORDS, max_size=3))
def test_csv_has_the_same_cells_but_for_apostrophes(records: list[Record]) -> None:
    table = "".join(csv_table(records, CONTEXT)).removeprefix("\ufeff")
    header, *rows = csv.reader(io.StringIO(table, newline=""), strict=True)
    assert len(rows) == len(records)
    for row, record in zip(rows, records, strict=True):
        cells = dict(zip(header, row, strict=True))
        for name in ("id", "title", "text", "author", "url"):
            value = getattr(record, name) or ""
            assert cells[name].replace("'", "") == value.replace("'", "")
            assert cells[name].lstrip(" \t\r\n\u200f")[:1] not in set("=+-@")


@given(st.lists(RECORDS, max_size=3))
def test_json_lines_are_as_many_lines_as_records(records: list[Record]) -> None:
    lines = "".join(json_lines(records, CONTEXT)).split("\n")
    assert [json.loads(line) for line in lines[:-1]] == [record.as_item() for record in records]


@given(TEXTS, TEXTS, st.lists(RECORDS, max_size=3), st.booleans())
def test_atom_is_xml_with_an_entry_a_record(
    title: str, summary: str, found: list[Record], on_a_site: bool
) -> None:
    site = Site(feed=PAGE, page=PAGE, summary_of=lambda _: summary)
    context = replace(
        CONTEXT, title=title, site=site if on_a_site else None, page_of=lambda _: PAGE
    )
    root = etree.fromstring("".join(atom(found, context)).encode())
    elements = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert elements <= {
        *("feed", "entry", "id", "title", "updated", "published", "link", "author", "name"),
        *("category", "summary", "content"),
    }
    assert len(root.findall("{*}entry")) == len(found)
    for shown in root.findall("{*}entry/{*}summary"):
        assert [element.tag for element in etree.HTML(shown.text).iter()] == ["html", "body", "p"]


@given(RECORDS)
def test_meta_tags_are_filled_lines(record: Record) -> None:
    for _, content in meta_tags(record, PAGE, AUTHORITIES):
        assert len(content.splitlines()) == 1
