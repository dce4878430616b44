"""Files that other programs read: what they say of one record, and what comes back from them."""

import csv
import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from csl_data import faults
from lxml import etree

from kashshaf import Archive
from kashshaf.archive.dates import PartialDate
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.record import Provenance, Record
from kashshaf.archive.writers import Context, Site, Write
from kashshaf.archive.writers.atom import atom
from kashshaf.archive.writers.data_files import csv_table, json_lines
from kashshaf.archive.writers.meta_tags import meta_tags
from kashshaf.archive.writers.references import bibtex, csl_json, entry_key, ris

AUTHORITIES = Authorities.load()
CONTEXT = Context(
    platform_label=AUTHORITIES.platform_label,
    title="صحف الساحل: مكتبة",
    updated=dt.datetime(2024, 6, 1, 15, tzinfo=dt.timezone(dt.timedelta(hours=3))),
)
ATOM = "{http://www.w3.org/2005/Atom}"

ARTICLE = Record(
    id="coast-1",
    title="مكتبة جديدة في المرفأ",
    text="افتُتحت أمس، ونقلت الخبر رويترز.",
    source="صحيفة الساحل",
    author="ليلى حسن، سمير خوري",
    published=PartialDate(2014, 9, 3),
    platform="web",
    url="https://coast.example/1?a=1&b=50%25",
    language="ar",
    tags=("ثقافة", "مكتبات"),
)
POST = Record(
    id="post/٢",
    text="أمسية شعرية\nالليلة",
    source="مكتبة المرفأ",
    platform="facebook",
    published=PartialDate(2021, 1),
)


def test_ris_has_a_tag_a_line_and_an_end() -> None:
    (entry,) = ris([ARTICLE], CONTEXT)
    assert entry.split("\r\n") == [
        "TY  - NEWS",
        "ID  - coast-1",
        "TI  - مكتبة جديدة في المرفأ",
        "AU  - ليلى حسن",
        "AU  - سمير خوري",
        "T2  - صحيفة الساحل",
        "PY  - 2014",
        "DA  - 2014/09/03/",
        "UR  - https://coast.example/1?a=1&b=50%25",
        "LA  - ar",
        "KW  - ثقافة",
        "KW  - مكتبات",
        "ER  - ",
        "",
        "",
    ]


def test_a_post_in_ris_is_no_newspaper_and_is_called_by_its_words() -> None:
    (entry,) = ris([POST], CONTEXT)
    lines = entry.split("\r\n")
    assert "TY  - ELEC" in lines
    assert "TI  - أمسية شعرية الليلة" in lines
    assert "AU  - مكتبة المرفأ" in lines
    assert "T2  - Facebook" in lines


@pytest.mark.parametrize(
    ("edtf", "lines"),
    [
        ("2014-09-03", ["PY  - 2014", "DA  - 2014/09/03/"]),
        ("2014-09", ["PY  - 2014", "DA  - 2014/09//"]),
        ("2014", ["PY  - 2014", "DA  - 2014///"]),
        ("XXXX-09-03", []),
    ],
)
def test_ris_leaves_empty_what_a_date_does_not_say(edtf: str, lines: list[str]) -> None:
    (entry,) = ris([Record(id="1", published=PartialDate.from_edtf(edtf))], CONTEXT)
    assert [line for line in entry.split("\r\n") if line.startswith(("PY", "DA"))] == lines


def test_no_value_forges_a_tag_of_ris() -> None:
    hostile = Record(
        id="1\nER  - ",
        title="عنوان\r\nER  - \r\n\r\nTY  - BOOK",
        author="اسم\u2028AU  - آخر",
        url="https://coast.example/\nUR  - http://evil.example",
        tags=("و\x85KW  - س",),
    )
    (entry,) = ris([hostile], CONTEXT)
    tags = [line[:2] for line in entry.splitlines() if line]
    assert tags == ["TY", "ID", "TI", "AU", "UR", "KW", "ER"]


def test_bibtex_is_what_biber_reads() -> None:
    (entry,) = bibtex([ARTICLE], CONTEXT)
    assert entry == (
        "@article{coast-1,\n"
        "  author = {{ليلى حسن} and {سمير خوري}},\n"
        "  title = {مكتبة جديدة في المرفأ},\n"
        "  journaltitle = {صحيفة الساحل},\n"
        "  date = {2014-09-03},\n"
        "  url = {https://coast.example/1?a=1&b=50%25},\n"
        "  langid = {arabic},\n"
        "  keywords = {ثقافة, مكتبات},\n"
        "}\n\n"
    )


def test_a_post_in_bibtex_is_of_no_journal() -> None:
    (entry,) = bibtex([POST], CONTEXT)
    assert entry.startswith("@misc{post:")
    assert "  howpublished = {Facebook},\n  date = {2021-01},\n" in entry


def test_bibtex_escapes_what_means_something_to_tex() -> None:
    record = Record(id="1", title=r"50% {of} \input a_b #1 & $2 ~x^2", text="ن")
    (entry,) = bibtex([record], CONTEXT)
    assert (
        r"title = {50\% \textbraceleft{}of\textbraceright{} \textbackslash{}input a\_b \#1 \& \$2"
        r" \textasciitilde{}x\textasciicircum{}2}" in entry
    )


def test_keys_of_bibtex_are_plain_stable_and_unlike() -> None:
    assert entry_key("coast-1") == "coast-1"
    assert entry_key("أخبار/1, }") == "1:6921a9b5f7e8e9cb"
    ids = ["a b", "a-b", "a_b", "A-b", "أ", "إ", "", " ", "a,b", "a}b", "a" * 200, "a" * 201]
    keys = [entry_key(record_id) for record_id in ids]
    assert len({key.lower() for key in keys}) == len(ids)
    assert all(key.isascii() and not set(key) & set(' ,{}"\\%#~=') for key in keys)


def csl_items(*records: Record) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads("".join(csl_json(records, CONTEXT)))
    assert faults(items) == []
    return items


def test_csl_json_has_what_zotero_and_pandoc_cite_by() -> None:
    assert csl_items(ARTICLE) == [
        {
            "id": "coast-1",
            "type": "article-newspaper",
            "author": [{"literal": "ليلى حسن"}, {"literal": "سمير خوري"}],
            "issued": {"date-parts": [[2014, 9, 3]]},
            "title": "مكتبة جديدة في المرفأ",
            "container-title": "صحيفة الساحل",
            "URL": "https://coast.example/1?a=1&b=50%25",
            "language": "ar",
            "keyword": "ثقافة, مكتبات",
        }
    ]


def test_csl_json_is_one_array_however_many_records_there_are() -> None:
    assert csl_items() == []
    assert [item["id"] for item in csl_items(ARTICLE, POST)] == ["coast-1", entry_key(POST.id)]


def test_a_document_cites_a_record_by_the_same_key_in_csl_json_and_bibtex() -> None:
    (item,), (entry,) = csl_items(POST), bibtex([POST], CONTEXT)
    assert entry.startswith(f"@misc{{{item['id']},")


@pytest.mark.parametrize(
    ("platform", "kind", "where"),
    [
        ("print", "article-newspaper", {"container-title": "بوابة"}),
        ("facebook", "post", {"container-title": "Facebook"}),
        ("forum", "post", {"container-title": "بوابة"}),
        ("youtube", "motion_picture", {"publisher": "YouTube"}),
    ],
)
def test_csl_json_says_what_kind_of_work_it_is_and_where_it_appeared(
    platform: str, kind: str, where: dict[str, str]
) -> None:
    (item,) = csl_items(Record(id="1", title="خبر", source="بوابة", platform=platform))
    assert item["type"] == kind
    assert {name: item[name] for name in item if name in ("container-title", "publisher")} == where


@pytest.mark.parametrize(
    ("edtf", "issued"),
    [
        ("2014-09-03", {"date-parts": [[2014, 9, 3]]}),
        ("2014-09", {"date-parts": [[2014, 9]]}),
        ("2014", {"date-parts": [[2014]]}),
        ("XXXX-09-03", None),
    ],
)
def test_csl_json_dates_a_record_as_closely_as_it_is_known(
    edtf: str, issued: dict[str, Any] | None
) -> None:
    (item,) = csl_items(Record(id="1", published=PartialDate.from_edtf(edtf)))
    assert item.get("issued") == issued


def test_csv_begins_with_the_mark_by_which_excel_knows_arabic() -> None:
    header, row = csv_table([ARTICLE], CONTEXT)
    assert header.encode("utf-8").startswith(b'\xef\xbb\xbf"id","title","text",')
    assert row.endswith('"ar","ثقافة; مكتبات"\r\n')


@pytest.mark.parametrize(
    "formula",
    [
        '=HYPERLINK("http://evil.example")',
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n1",
        "  =1",
        "\u00a0\u200f=1",
        "＝1",
    ],
)
def test_a_spreadsheet_runs_no_formula(formula: str) -> None:
    table = "".join(csv_table([Record(id=formula, title=formula, tags=(formula,))], CONTEXT))
    _, row = csv.reader(io.StringIO(table, newline=""), strict=True)
    for cell in (row[0], row[1], row[-1]):
        assert cell.startswith("'")
        assert cell.replace("'", "") == formula


@pytest.mark.parametrize("start", ["خبر;", "خبر; ", "خبر\n", ";", "خبر\n\n\u200f ", "'x';\t"])
@pytest.mark.parametrize("formula", ["=1+1", "-2+cmd|' /C calc'!A0", "@SUM(A1)", "＝1"])
def test_nor_where_semicolons_part_the_cells(start: str, formula: str) -> None:
    """As in most Arabic locales, whose Excel does not see that a comma parts them."""
    _, row = csv_table([Record(id="1", text=f"{start}{formula}")], CONTEXT)
    assert f"{start}'{formula.replace(chr(34), chr(34) * 2)}" in row


def test_the_dashes_of_a_dialogue_are_no_formulas() -> None:
    dialogue = "قال:\n- نعم؛ - وأنت؟\n-لا، ثم 3 - 2; و"
    _, row = csv_table([Record(id="1", text=dialogue)], CONTEXT)
    assert dialogue in row


def exported(path: Path, chunks: list[str]) -> Path:
    path.write_text("".join(chunks), encoding="utf-8", newline="")
    return path


ITEMS: list[dict[str, Any]] = [
    {
        "id": "1",
        "title": "مكتبة، و«مقهى»",
        "text": 'نشرت رويترز الخبر على تويتر وفيسبوك.\n\nوقال: "نعم"؛ ثم مضى.',
        "source": "صحيفة الساحل",
        "author": ["ليلى حسن", "سمير خوري"],
        "date": "2014-09",
        "url": "https://coast.example/1",
        "tags": ["ثقافة", "كتب"],
        "language": "ar",
    },
    {"id": "2", "text": "منشور", "platform": "فيسبوك", "date": "3 سبتمبر"},
    {"text": "بلا معرّف ولا تاريخ"},
]


@pytest.mark.parametrize(("name", "write"), [("a.csv", csv_table), ("a.jsonl", json_lines)])
def test_an_exported_file_is_taken_in_as_the_same_records(
    name: str, write: Write, tmp_path: Path
) -> None:
    with Archive.create(tmp_path / "first") as first, Archive.create(tmp_path / "second") as second:
        first.add(ITEMS)
        records = list(first.records())
        second.ingest([exported(tmp_path / name, list(write(records, CONTEXT)))])
        again = list(second.records())
    assert len(records) == len(ITEMS)
    assert records[0].agencies == ("رويترز",)
    assert records[1].extra == {"published_as_written": "3 سبتمبر"}
    kept = records if write is json_lines else [replace(record, extra={}) for record in records]
    assert [record.content() for record in again] == [record.content() for record in kept]


def test_json_lines_keep_the_columns_of_a_files_own(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "first") as first, Archive.create(tmp_path / "second") as second:
        first.add([{"id": "1", "text": "نص", "القسم": {"صفحة": [3, None]}, "=1+1": "=1+1"}])
        records = list(first.records())
        second.ingest([exported(tmp_path / "a.jsonl", list(json_lines(records, CONTEXT)))])
        assert [record.content() for record in second.records()] == [records[0].content()]


SITE = Site(
    feed="https://archive.example/feed?q=مكتبة&a=1",
    page="https://archive.example/?q=مكتبة&a=1",
    summary_of=lambda record: "…في <b>المرفأ</b>…",
)
FEED = replace(
    CONTEXT, site=SITE, page_of=lambda record: f"https://archive.example/record/{record.id}"
)


def feed_of(*records: Record, context: Context = FEED) -> etree._Element:
    return etree.fromstring("".join(atom(records, context)).encode())


def entries_of(*records: Record, context: Context = FEED) -> list[etree._Element]:
    return list(feed_of(*records, context=context).findall(f"{ATOM}entry"))


def texts(entry: etree._Element) -> dict[str, str | None]:
    return {child.tag.removeprefix(ATOM): child.text for child in entry}


def test_a_feed_says_what_it_is() -> None:
    root = feed_of()
    assert root.tag == f"{ATOM}feed"
    assert texts(root)["id"] == "urn:uuid:d2996682-bb6c-5db6-a556-49349793176a"  # for ever
    assert texts(root)["title"] == FEED.title
    assert texts(root)["updated"] == "2024-06-01T12:00:00+00:00"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"self": SITE.feed, "alternate": SITE.page}
    assert root.find(f"{ATOM}author/{ATOM}name").text == FEED.title


def test_ids_stay_when_the_site_moves_and_a_feed_of_something_else_has_another() -> None:
    moved = replace(SITE, feed="https://new.example/archive/feed?q=مكتبة&a=1")
    other = replace(SITE, feed="https://archive.example/feed?q=صحيفة")
    feed, same, another = (
        feed_of(ARTICLE, context=replace(CONTEXT, site=site)) for site in (SITE, moved, other)
    )
    ids = [[node.text for node in one.iter(f"{ATOM}id")] for one in (feed, same, another)]
    assert ids[0] == ids[1]
    assert ids[0][0] != ids[2][0]
    assert ids[0][1] == ids[2][1]


def test_an_entry_has_what_atom_asks_for_and_the_direction_of_its_text() -> None:
    (entry,) = entries_of(ARTICLE)
    assert texts(entry)["id"] == texts(*entries_of(ARTICLE, context=CONTEXT))["id"]
    assert texts(entry)["title"] == ARTICLE.title
    assert texts(entry)["summary"] == '<p dir="rtl">…في &lt;b&gt;المرفأ&lt;/b&gt;…</p>'
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    names = [name.text for name in entry.findall(f"{ATOM}author/{ATOM}name")]
    assert names == ["ليلى حسن", "سمير خوري"]
    links = {link.get("rel"): link.get("href") for link in entry.findall(f"{ATOM}link")}
    assert links["via"] == ARTICLE.url


@pytest.mark.parametrize(
    ("edtf", "published"),
    [
        ("2014-09-03", "2014-09-03T00:00:00+00:00"),
        ("2014-09", "2014-09-01T00:00:00+00:00"),
        ("2014", "2014-01-01T00:00:00+00:00"),
        ("XXXX-09-03", None),
        (None, None),
    ],
)
def test_a_partial_date_is_published_at_its_first_moment(
    edtf: str | None, published: str | None
) -> None:
    date = PartialDate.from_edtf(edtf) if edtf else None
    (entry,) = entries_of(Record(id="1", title="خبر", published=date))
    assert texts(entry).get("published") == published
    assert texts(entry)["updated"] == (published or "2024-06-01T12:00:00+00:00")


@pytest.mark.parametrize("taken_in", ["2025-02-03T04:05:06Z", "2025-02-03T04:05:06"])
def test_an_entry_is_as_new_as_its_record_is_in_the_archive(taken_in: str) -> None:
    provenance = Provenance("a.txt", None, "text", taken_in)
    undated = Record(id="1", title="خبر", provenance=provenance)
    dated = Record(id="1", title="خبر", published=PartialDate(2014), provenance=provenance)
    for entry in entries_of(undated, dated):
        assert texts(entry)["updated"] == "2025-02-03T04:05:06+00:00"


def test_entries_of_a_file_have_their_texts_and_ids_that_are_nobody_elses() -> None:
    """A feed of pages may lead to them; a file may lead nowhere (RFC 4287, 4.1.2)."""
    entry, other = entries_of(ARTICLE, replace(ARTICLE, id="coast-2"), context=CONTEXT)
    assert texts(entry)["content"] == f'<p dir="rtl">{ARTICLE.text}</p>'
    assert texts(entry)["id"] == "urn:uuid:cabc0903-c272-50b0-ad51-0086faf289d5"  # for ever
    assert texts(entry)["id"] != texts(other)["id"]
    (link,) = entry.findall(f"{ATOM}link")
    assert (link.get("rel"), link.get("href")) == ("alternate", ARTICLE.url)
    (elsewhere,) = entries_of(ARTICLE, context=replace(CONTEXT, title="أرشيف آخر"))
    assert texts(elsewhere)["id"] != texts(entry)["id"]


@pytest.mark.parametrize("context", [CONTEXT, FEED])
def test_a_feed_is_as_rfc_4287_has_it(context: Context) -> None:
    feed = feed_of(ARTICLE, POST, Record(id="none"), context=context)
    assert {name: len(feed.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")} == {
        "id": 1,
        "title": 1,
        "updated": 1,
    }
    entries = feed.findall(f"{ATOM}entry")
    ids = [node.text for node in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == 4
    assert all(urlsplit(one).scheme in ("https", "urn") for one in ids)
    for entry in entries:
        assert all(len(entry.findall(f"{ATOM}{name}")) == 1 for name in ("id", "title", "updated"))
        leads = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(leads) <= 1
        assert leads or entry.find(f"{ATOM}content") is not None
        assert feed.find(f"{ATOM}author") is not None  # for entries that name none


def test_zotero_is_told_of_a_newspaper_article_with_all_its_parts() -> None:
    page = "https://archive.example/record/coast-1"
    tags = meta_tags(ARTICLE, page, AUTHORITIES)
    assert [content for name, content in tags if name == "citation_author"] == [
        "ليلى حسن,",  # which Zotero takes for a name without given names, and leaves whole
        "سمير خوري,",
    ]
    once = dict(tags)
    assert once["z.itemType"] == "newspaperArticle"
    assert once["citation_title"] == once["DC.title"] == ARTICLE.title
    assert once["citation_journal_title"] == once["DC.source"] == "صحيفة الساحل"
    assert once["citation_publication_date"] == "2014/09/03"
    assert once["DC.date"] == "2014-09-03"
    assert once["citation_language"] == once["DC.language"] == "ar"
    assert once["citation_public_url"] == ARTICLE.url
    assert once["DC.identifier.URI"] == page


def test_meta_tags_say_nothing_of_what_is_not_known() -> None:
    tags = meta_tags(Record(id="1", text="خبر عاجل"), "https://archive.example/1", AUTHORITIES)
    assert [name for name, _ in tags] == [
        "z.itemType",
        "citation_title",
        "DC.title",
        "citation_public_url",
        "DC.identifier.URI",
    ]


def test_a_title_as_long_as_a_text_is_whole_in_data_and_cut_in_references() -> None:
    title = " ".join(f"كلمة{number}" for number in range(400))
    record = Record(id="a", title=title)
    for write in (csv_table, json_lines, atom):
        assert title in "".join(write([record], CONTEXT))
    for write in (ris, bibtex, csl_json):
        written = "".join(write([record], CONTEXT))
        assert "كلمة30" in written and "كلمة60" not in written
