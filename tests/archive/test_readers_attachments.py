"""Bibliographies with attachments beside them: the text of a clipping, the work's own word."""

import json
import shutil
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from office_files import docx, paragraph, pdf, run
from reading_files import damaged, taken, written

from kashshaf.archive.readers import size_of

ZOTERO = Path(__file__).parents[2] / "fixtures" / "formats" / "zotero"
EXPORT = ZOTERO / "صحافة الميناء.rdf"
SNAPSHOT = "files/12/افتتاح مكتبة المرفأ.html"

PAGE = (
    "<!DOCTYPE html><html><head><title>عنوان آخر</title>"
    '<meta property="og:site_name" content="موقع آخر">'
    '<meta name="author" content="سامي حداد"></head><body><article><h1>عنوان آخر</h1>'
    "<p>وصلت إلى الميناء القديم صباح اليوم سفينة تحمل عشرة آلاف كتاب للأطفال.</p>"
    "<p>وقال مدير الميناء إن الكتب ستوزع على مدارس القرى في الأسبوع المقبل.</p>"
    "</article></body></html>"
)
SAYS = "سفينة تحمل عشرة آلاف كتاب"


def test_a_reference_of_zotero_has_the_text_of_its_snapshot_and_its_own_particulars():
    (first, second, note), rejections = taken(ZOTERO)
    assert not rejections
    text = first.fields["text"]
    assert text.startswith("افتُتحت صباح أمس مكتبة المرفأ العامة")
    assert text.endswith("حتى التاسعة مساءً.")
    assert {name: value for name, value in first.fields.items() if name != "text"} == {
        "id": "https://saahil.example.org/2014/library",
        "type": "newspaperArticle",
        "title": "افتتاح مكتبة المرفأ",
        "abstract": "مكتبة جديدة في المرفأ.",
        "source": "صحيفة الساحل",
        "section": "ثقافة",
        "published": "2014-09-03",
        "author": ["ليلى حسن", "قسم الأخبار"],
        "url": "https://saahil.example.org/2014/library",
        "language": "ar",
        "tags": ["مكتبات", "ثقافة"],
        "notes": ["تُقارَن بخبر المنارة عن القاعة نفسها."],
        "collections": ["صحافة الميناء"],
        "identifiers": ["ISSN 1234-5678"],
        "accessed": "2021-02-11 09:30:00",
        "extra": "القصاصة الأولى",
        "pages": "3",
        "attachments": [SNAPSHOT],
        "media": [{"file": SNAPSHOT}],
    }
    assert first.origin.reader == "zotero"
    assert "تتسع لمئة قارئ" in second.fields["text"]
    assert (second.fields["source"], second.fields["published"]) == ("شبكة المنارة", "أيلول 2014")
    assert second.fields["attachments_unread"] == ["“files/16/القاعة.pdf” is not there"]
    assert {"file": "files/16/القاعة.pdf"} in second.fields["media"]
    assert note.fields["text"].startswith("خطة البحث\nأخبار المكتبات")


def test_what_is_attached_is_no_record_of_its_own_and_no_rejection():
    counted: list[int] = []
    items, rejections = taken(ZOTERO, consumed=counted.append)
    assert {item.origin.file for item in items} == {str(EXPORT)}
    assert not rejections
    assert sum(counted) == size_of([ZOTERO])


def test_an_export_in_a_zip_has_its_attachments_there(tmp_path):
    with ZipFile(tmp_path / "export.zip", "w") as archive:
        for file in sorted(ZOTERO.rglob("*")):
            archive.write(file, Path("مجموعة") / file.relative_to(ZOTERO))
    items, rejections = taken(tmp_path)
    assert not rejections
    assert [item.fields.get("text") for item in items] == [
        item.fields.get("text") for item in taken(ZOTERO)[0]
    ]


def bibliography(name: str, path: str, folder: Path, abstract: str = "ملخص.") -> Path:
    """A file of one reference to which a file is attached."""
    of_csl = {"id": "x1", "type": "article-newspaper", "title": "سفينة الكتب", "URL": ""}
    of_csl |= {"container-title": "صحيفة الساحل", "abstract": abstract, "file": path}
    colons = path.replace("\\", "\\\\").replace(":", "\\:")
    texts = {
        "a.rdf": EXPORT.read_text().replace(SNAPSHOT, path.replace("&", "&amp;")),
        "a.ris": "TY  - NEWS\nTI  - سفينة الكتب\nT2  - صحيفة الساحل\n"
        f"AB  - {abstract}\nL1  - {path}\nER  - \n",
        "a.bib": "@article{x1,\n\ttitle = {سفينة الكتب},\n\tjournal = {صحيفة الساحل},\n"
        f"\tabstract = {{{abstract}}},\n\tfile = {{Snapshot:{colons}:text/html}},\n}}\n",
        "a.json": json.dumps([of_csl], ensure_ascii=False),
    }
    return written(folder, name, texts[name])


NAMES = ("a.rdf", "a.ris", "a.bib", "a.json")


def only(folder: Path) -> dict[str, Any]:
    """The fields of the first item; there is nothing that the others are not of."""
    items, rejections = taken(folder)
    assert not rejections
    assert len({item.origin.file for item in items}) == 1
    return dict(items[0].fields)


@pytest.mark.parametrize("name", NAMES)
def test_every_bibliography_gives_the_text_of_the_page_that_is_beside(tmp_path, name):
    (tmp_path / "files" / "3").mkdir(parents=True)
    written(tmp_path, "files/3/سفينة.html", PAGE)
    bibliography(name, "files/3/سفينة.html", tmp_path)
    fields = only(tmp_path)
    assert SAYS in fields["text"]
    assert fields["abstract"]
    assert fields["source"] == "صحيفة الساحل"
    assert fields["title"] != "عنوان آخر"


@pytest.mark.parametrize("name", ["a.ris", "a.bib", "a.json"])
def test_what_a_reference_leaves_open_is_taken_of_its_attachment(tmp_path, name):
    written(tmp_path, "page.html", PAGE)
    bibliography(name, "page.html", tmp_path)
    assert only(tmp_path)["author"] == "سامي حداد"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "files/../../secret.html",
        "/etc/passwd",
        "C:\\Users\\secret.html",
        "file:///etc/passwd",
        "out.html",
        ".hidden.html",
    ],
)
def test_a_name_that_leads_out_of_the_folder_is_said_and_not_opened(tmp_path, name, path):
    folder = tmp_path / "in"
    folder.mkdir()
    written(tmp_path, "secret.html", PAGE)
    written(folder, ".hidden.html", PAGE)
    (folder / "out.html").symlink_to(tmp_path / "secret.html")
    items, _ = taken(bibliography(name, path, folder))
    fields = items[0].fields
    assert fields["text"] in ("ملخص.", "مكتبة جديدة في المرفأ.")
    (said,) = fields["attachments_unread"]
    assert path in said
    assert "outside" in said or "leads out" in said or "hidden" in said


@pytest.mark.parametrize("name", NAMES)
def test_a_reference_whose_attachment_is_gone_is_taken_in_with_its_abstract(tmp_path, name):
    bibliography(name, "files/9/gone.pdf", tmp_path)
    fields = only(tmp_path)
    assert fields["text"] in ("ملخص.", "مكتبة جديدة في المرفأ.")
    assert fields["attachments_unread"] == ["“files/9/gone.pdf” is not there"]
    assert "attachments" not in fields


def test_an_attachment_without_a_text_is_said_and_is_no_rejection(tmp_path):
    written(tmp_path, "scan.png", b"\x89PNG\r\n\x1a\n")
    bibliography("a.ris", "scan.png", tmp_path)
    fields = only(tmp_path)
    assert fields["text"] == "ملخص."
    assert fields["attachments_unread"] == ["“scan.png” is not text but a PNG image"]


def test_attachments_of_every_kind_are_read(tmp_path):
    written(tmp_path, "a.pdf", pdf(["سفينة الكتب", "وصلت السفينة إلى الميناء"]))
    report = paragraph(run("تقرير")) + paragraph(run("في القرى البعيدة مدارس بلا كتب."))
    written(tmp_path, "b.docx", docx(report))
    text = "TY  - NEWS\nTI  - سفينة\nL1  - a.pdf\nL2  - b.docx\nER  - \n"
    written(tmp_path, "z.ris", text)
    fields = only(tmp_path)
    assert "وصلت السفينة إلى الميناء" in fields["text"]
    assert fields["attachments"] == ["a.pdf", "b.docx"]


def test_a_page_and_its_copy_are_one_text_and_two_parts_are_both(tmp_path):
    written(tmp_path, "a.html", PAGE)
    body = PAGE.split("<p>", 1)[1].split("</article>")[0]
    written(tmp_path, "b.html", f"<html><body><h1>سفينة</h1><p>{body}</body></html>")
    other = "افتُتح في القرية المجاورة مسرح صغير يتسع لخمسين متفرجًا ويعرض كل خميس."
    written(tmp_path, "c.txt", f"مسرح القرية\n\n{other}\n")
    written(tmp_path, "z.ris", "TY  - NEWS\nTI  - سفينة\nL1  - a.html\nL2  - b.html\nL4  - c.txt\n")
    text = only(tmp_path)["text"]
    assert text.count(SAYS) == 1
    assert other in text


@pytest.mark.parametrize(
    "stated",
    [
        "files/7/خبر أول.html",
        "files\\7\\خبر أول.html",
        "files/7/خبر%20أول.html",
        "files/7/خبر \u0627\u0654ول.html",
    ],
)
def test_a_name_is_found_as_systems_have_changed_it(tmp_path, stated):
    (tmp_path / "files" / "7").mkdir(parents=True)
    written(tmp_path, "files/7/خبر أول.html", PAGE)
    bibliography("a.ris", stated, tmp_path)
    assert SAYS in only(tmp_path)["text"]


@pytest.mark.parametrize(
    "stated",
    [
        "PDF:files/1/a.html:application/pdf;Snapshot:files/2/b.html:text/html",
        ":files/1/a.html:PDF;:files/2/b.html:HTML",
        "files/1/a.html;files/2/b.html",
        "خبر\\: أول\\; وثان:files/1/a.html:text/html;x:files/2/b.html:text/html",
    ],
)
def test_bibtex_names_several_files_in_one_field(tmp_path, stated):
    text = f"@article{{k,\n title = {{سفينة}},\n file = {{{stated}}}\n}}\n"
    (item,), _ = taken(written(tmp_path, "a.bib", text))
    assert item.fields["attachments_unread"] == [
        "“files/1/a.html” is not there",
        "“files/2/b.html” is not there",
    ]


def test_addresses_are_no_attachments(tmp_path):
    text = "TY  - NEWS\nTI  - سفينة\nL1  - https://saahil.example.org/a.pdf\nER  - \n"
    (item,), _ = taken(written(tmp_path, "a.ris", text))
    assert "attachments_unread" not in item.fields
    assert item.fields["L1"] == "https://saahil.example.org/a.pdf"


def test_an_export_without_its_files_says_which_were_not_exported(tmp_path):
    text = EXPORT.read_text().replace(f'<rdf:resource rdf:resource="{SNAPSHOT}"/>', "")
    (first, *_), _ = taken(written(tmp_path, "a.rdf", text))
    assert first.fields["text"] == "مكتبة جديدة في المرفأ."
    assert first.fields["attachments_unread"] == ["“Snapshot” was exported without its file"]


def test_notes_are_the_text_of_a_reference_that_has_no_other(tmp_path):
    text = EXPORT.read_text().replace(
        "<dcterms:abstract>مكتبة جديدة في المرفأ.</dcterms:abstract>", ""
    )
    (first, *_), _ = taken(written(tmp_path, "a.rdf", text))
    assert first.fields["text"] == "تُقارَن بخبر المنارة عن القاعة نفسها."


def test_no_entity_of_an_export_is_expanded(tmp_path):
    entities = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">'
    entities += '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    text = EXPORT.read_text().replace("القصاصة الأولى", "&b;&f;")
    (first, *_), _ = taken(written(tmp_path, "a.rdf", entities + text))
    assert first.fields["extra"] == "&b;&f;"


def test_a_damaged_export_is_taken_in_as_far_as_it_goes_and_says_so(tmp_path):
    whole = EXPORT.read_bytes()
    shutil.copytree(ZOTERO / "files", tmp_path / "files")
    cut = whole[: whole.index("القاعة تتسع".encode())]
    items, (rejection,) = taken(written(tmp_path, "a.rdf", cut))
    assert items[0].fields["title"] == "افتتاح مكتبة المرفأ"
    assert "is no correct XML" in rejection.reason
    for data in damaged(whole, 25, "zotero", 900):
        items, rejections = taken(written(tmp_path, "a.rdf", data))
        assert items or rejections
        assert not any("failed" in rejection.reason for rejection in rejections)


ITEM = {
    "itemKey": "ABCD1234",
    "itemType": "newspaperArticle",
    "title": "سفينة الكتب",
    "creators": [
        {"creatorType": "author", "firstName": "ليلى", "lastName": "حسن"},
        {"creatorType": "translator", "name": "سامي حداد"},
    ],
    "publicationTitle": "صحيفة الساحل",
    "abstractNote": "ملخص.",
    "date": "2014-09-03",
    "tags": [{"tag": "مكتبات"}, {"tag": "بحر", "type": 1}],
    "notes": [{"note": "<p>ملاحظة</p>"}],
    "pages": "3",
}
AS_READ = {
    "id": "ABCD1234",
    "type": "newspaperArticle",
    "title": "سفينة الكتب",
    "author": ["ليلى حسن"],
    "source": "صحيفة الساحل",
    "abstract": "ملخص.",
    "published": "2014-09-03",
    "tags": ["مكتبات", "بحر"],
    "notes": ["ملاحظة"],
    "pages": "3",
    "attachments": ["files/5/a.html"],
    "media": [{"file": "files/5/a.html"}],
}
TABLE = (
    "Key,Item Type,Publication Year,Author,Title,Publication Title,DOI,Url,Abstract Note,Date,"
    "Pages,File Attachments,Manual Tags,Automatic Tags,Notes\n"
    'ABCD1234,newspaperArticle,2014,"حسن, ليلى",سفينة الكتب,صحيفة الساحل,,,ملخص.,2014-09-03,3,'
    "files/5/a.html,مكتبات,بحر,<p>ملاحظة</p>\n"
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", {"config": {"label": "BetterBibTeX JSON"}, "collections": {}, "items": [ITEM]}),
        ("a.json", [{"key": "ABCD1234", "version": 3, "data": ITEM}]),
        ("a.csv", TABLE),
        ("a.csv", f"\ufeff{TABLE}"),
    ],
)
def test_items_of_zotero_are_read_in_json_and_in_its_table(tmp_path, name, data):
    (tmp_path / "files" / "5").mkdir(parents=True)
    written(tmp_path, "files/5/a.html", PAGE)
    if isinstance(data, str):
        written(tmp_path, name, data)
    else:
        attached = {"attachments": [{"title": "Snapshot", "path": "files/5/a.html"}]}
        text = json.dumps(data, ensure_ascii=False)
        written(tmp_path, name, text.replace('"pages"', f'{json.dumps(attached)[1:-1]}, "pages"'))
    fields = only(tmp_path)
    assert SAYS in fields.pop("text")
    assert fields == AS_READ


def test_files_and_notes_of_their_own_in_the_api_are_told_apart(tmp_path):
    kept = {"key": "N1", "data": {"itemType": "note", "note": "<p>خطة البحث</p>", "tags": []}}
    file = {"key": "F1", "data": {"itemType": "attachment", "parentItem": "ABCD1234"}}
    text = json.dumps([{"key": "ABCD1234", "data": ITEM}, file, kept], ensure_ascii=False)
    items, rejections = taken(written(tmp_path, "a.json", text))
    assert [item.fields["text"] for item in items] == ["ملخص.", "خطة البحث"]
    assert not rejections
