"""Documents of word processors and e-books."""

from collections.abc import Callable
from zipfile import ZipFile

import pytest
from office_files import (
    DATE,
    DOCX_TEXT,
    FIRST,
    LAST,
    ODT_TEXT,
    SOURCE,
    TITLE,
    docx,
    epub,
    odt,
    paragraph,
    run,
    zipped,
)
from reading_files import taken, written

DOCUMENTS: dict[str, Callable[[], bytes]] = {"docx": docx, "odt": odt, "epub": epub}


@pytest.mark.parametrize(
    ("name", "data", "text", "reader"),
    [
        ("a.docx", docx(), DOCX_TEXT, "docx"),
        ("a", docx(), DOCX_TEXT, "docx"),
        ("a.zip", docx(), DOCX_TEXT, "docx"),
        ("a.odt", odt(), ODT_TEXT, "odt"),
        ("a.docx", odt(), ODT_TEXT, "odt"),
    ],
)
def test_a_document_is_an_article_in_the_order_in_which_it_is_read(
    tmp_path, name, data, text, reader
):
    (item,), rejections = taken(written(tmp_path, name, data))
    assert item.fields["title"] == TITLE
    assert item.fields["text"] == text
    assert (item.fields["source"], item.fields["published"]) == (SOURCE, DATE)
    assert item.fields["author"] == "سارة خليل"
    assert item.fields["created"].startswith("2022-01-05")
    assert item.origin.reader == reader
    assert not rejections


def test_documents_in_a_zip_are_found_beside_texts(tmp_path):
    packed = zipped({"one/a.docx": docx(), "b.odt": odt(), "c.txt": f"{TITLE}\n\n{FIRST}"})
    items, rejections = taken(written(tmp_path, "all.zip", packed))
    assert [item.origin.reader for item in items] == ["docx", "odt", "text"]
    assert [item.fields["title"] for item in items] == [TITLE] * 3
    assert not rejections


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("عنوان في الخصائص", "عنوان في الخصائص"),
        (TITLE, TITLE),
        ("Microsoft Word - خبر.doc", TITLE),
        ("مستند1", TITLE),
        ("news.docx", TITLE),
        (" ", TITLE),
    ],
)
def test_the_title_is_what_the_properties_state_unless_that_is_a_file(tmp_path, stated, title):
    (item,), _ = taken(written(tmp_path, "a.docx", docx(title=stated)))
    assert item.fields["title"] == title
    assert (TITLE in item.fields["text"]) == (title != TITLE)


def test_who_only_typed_on_that_machine_is_no_author(tmp_path):
    (item,), _ = taken(written(tmp_path, "a.docx", docx(author="User")))
    assert not item.fields.get("author")


def test_a_document_without_headings_begins_with_its_title(tmp_path):
    body = paragraph(run(TITLE)) + paragraph(run(FIRST))
    (item,), _ = taken(written(tmp_path, "a.docx", docx(body)))
    assert (item.fields["title"], item.fields["text"]) == (TITLE, FIRST)


def test_a_box_is_read_once_and_what_was_moved_only_where_it_stands(tmp_path):
    box = paragraph(run("في الإطار"))
    body = (
        paragraph(run(TITLE))
        + "<w:p><w:r><mc:AlternateContent xmlns:mc='urn:mc'><mc:Choice><w:txbxContent>"
        + f"{box}</w:txbxContent></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{box}"
        + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        + f"{run('حول الإطار')}</w:p><w:p><w:moveFrom>{run('نُقل')}</w:moveFrom></w:p>"
        + f"<w:p><w:moveTo>{run('نُقل')}</w:moveTo></w:p>"
    )
    (item,), _ = taken(written(tmp_path, "a.docx", docx(body)))
    assert item.fields["text"] == "حول الإطار\nفي الإطار\nنُقل"


def test_a_book_gives_its_chapters_in_order_each_with_what_the_book_states(tmp_path):
    items, rejections = taken(written(tmp_path, "a.epub", epub()))
    assert [(item.fields["title"], item.fields["text"]) for item in items] == [
        ("الفصل الأول: البحر", f"{FIRST}\nسطر\nآخر هنا"),
        ("الفصل الثاني", LAST),
    ]
    for item in items:
        assert item.fields["source"] == "حكايات المرفأ"
        assert item.fields["author"] == "ليلى منصور, سارة خليل"
        assert item.fields["published"] == "2021-03-14"
        assert item.origin.reader == "epub"
    assert not rejections


def test_a_chapter_that_is_missing_costs_no_other(tmp_path):
    data = epub()
    out = {}
    with ZipFile(written(tmp_path, "whole.epub", data)) as archive:
        out = {name: archive.read(name) for name in archive.namelist()}
    del out["OEBPS/text/chapter1 page.xhtml"]
    (item,), (rejection,) = taken(written(tmp_path, "a.epub", zipped(out)))
    assert item.fields["title"] == "الفصل الثاني"
    assert "chapter1 page.xhtml is missing" in rejection.reason


BOMB = '<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;">]>'
LOCKED = "<encryption><CipherReference URI='OEBPS/text/chapter1%20page.xhtml'/></encryption>"
DEEP = "<w:sdt>" * 300 + "</w:sdt>" * 300


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", docx(paragraph(run(" "))), "has no text"),
        ("a.odt", odt(""), "has no text"),
        ("a.epub", epub(["<img src='a.png'/>"]), "has no text"),
        ("a.docx", docx(parts={"word/document.xml": "<w:p>"}), "word/document.xml is no XML"),
        ("a.docx", docx(parts={"word/document.xml": f"{BOMB}<a>&b;</a>"}), "declares entities"),
        ("a.odt", odt(parts={"meta.xml": f"{BOMB}<a>&b;</a>"}), "declares entities"),
        ("a.docx", docx(DEEP), "word/document.xml is no XML"),
        (
            "a.docx",
            docx(parts={"word/document.xml": b"<a>" + b" " * (33 * 2**20)}),
            "has a part word/document.xml of over 32 MB",
        ),
        ("a.odt", odt(parts={"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "a password"),
        ("a.epub", epub(parts={"META-INF/encryption.xml": LOCKED}), "is locked (DRM)"),
        ("a.pptx", zipped({"[Content_Types].xml": "<Types/>"}), "a kind that is not read"),
        (
            "a.odp",
            zipped({"mimetype": "application/vnd.oasis.opendocument.presentation"}),
            "a kind",
        ),
    ],
)
def test_what_cannot_be_read_is_one_rejection_with_its_reason(tmp_path, name, data, reason):
    written(tmp_path, "b.txt", f"{TITLE}\n\n{FIRST}")
    written(tmp_path, name, data)
    (item,), (rejection,) = taken(tmp_path)
    assert reason in rejection.reason
    assert item.origin.reader == "text"
