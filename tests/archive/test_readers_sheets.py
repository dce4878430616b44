"""Sheets of Excel and LibreOffice, and rich text."""

import pytest
from office_files import (
    DATE,
    FIRST,
    LAST,
    RTF_TEXT,
    SHEET,
    SOURCE,
    TITLE,
    in_code_page,
    in_codes,
    ods,
    rtf,
    xlsx,
    zipped,
)
from reading_files import taken, written

from kashshaf.archive.readers import columns
from kashshaf.archive.readers.office import confined

pytest.importorskip("python_calamine", reason="sheets are read with the extra `documents`")
pytest.importorskip("striprtf", reason="rich text is read with the extra `documents`")

BOOKS = {"xlsx": xlsx, "ods": ods}


@pytest.mark.parametrize("kind", BOOKS)
@pytest.mark.parametrize("name", ["a.{}", "a", "a.zip"])
def test_each_sheet_is_a_table_whose_rows_are_items(tmp_path, kind, name):
    book = BOOKS[kind]({"أخبار": SHEET, "فارغة": [], "أخرى": [["text"], ["نص آخر"]]})
    path = written(tmp_path, name.format(kind), book)
    items, rejections = taken(path)
    assert [(item.origin.file, item.origin.position) for item in items] == [
        (f"{path}/أخبار", 2),
        (f"{path}/أخبار", 4),
        (f"{path}/أخرى", 2),
    ]
    assert items[0].fields == {"id": 1, "title": TITLE, "text": FIRST, "published": "2021-03-14"}
    assert items[1].fields["text"] == LAST
    assert items[1].fields["published"].startswith("2021-03-15T18:30")
    assert {item.origin.reader for item in items} == {"sheets"}
    assert not rejections


@pytest.mark.parametrize("kind", BOOKS)
def test_a_sheet_without_a_text_is_refused_and_costs_no_other(tmp_path, kind):
    book = BOOKS[kind]({"أرقام": [["سنة", "عدد"], [2020, 7], [2021, 9]], "أخبار": SHEET})
    items, (rejection,) = taken(written(tmp_path, f"a.{kind}", book))
    assert len(items) == 2
    assert rejection.origin.file.endswith("/أرقام")
    assert "no column for a text or a title in its first row (سنة, عدد)" in rejection.reason
    assert "--map text=COLUMN" in rejection.reason


def test_a_column_that_is_called_otherwise_is_mapped(tmp_path):
    path = written(tmp_path, "a.xlsx", xlsx({"S": [["عبارة"], ["نص هنا"]]}))
    (item,), _ = taken(path, columns={"text": "عبارة"})
    assert item.fields == {"text": "نص هنا"}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (rtf(in_code_page), None),
        (rtf(in_codes), None),
        (rtf(in_code_page, font="0", page=1252, sign=""), "windows-1256 read as windows-1252"),
    ],
    ids=["code page", "codes", "a font that does not say that it is Arabic"],
)
@pytest.mark.parametrize("name", ["a.rtf", "a.txt", "a.doc", "a"])
def test_rich_text_is_an_article_whatever_it_is_called(tmp_path, name, data, why):
    (item,), rejections = taken(written(tmp_path, name, data))
    assert item.fields["title"] == TITLE
    assert (item.fields["source"], item.fields["published"]) == (SOURCE, DATE)
    if why is None:
        assert item.fields["text"] == RTF_TEXT
    assert item.fields["author"] == "سارة خليل"
    assert item.fields.get("repaired") == why
    assert item.origin.reader == "rtf"
    assert not rejections


@pytest.mark.parametrize("name", ["a.rtf", "a.xlsx"])
def test_without_the_library_it_says_what_to_install(tmp_path, monkeypatch, name):
    monkeypatch.setattr(confined, "find_spec", lambda name: None)
    data = rtf(in_codes) if name == "a.rtf" else xlsx({"S": SHEET})
    _, (rejection,) = taken(written(tmp_path, name, data))
    assert "pip install 'kashshaf[documents]'" in rejection.reason


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", xlsx({"S": SHEET}, parts={"xl/workbook.xml": "<workbook"})),
        ("a.xlsx", zipped({"[Content_Types].xml": "spreadsheetml.sheet.main+xml"})),
        ("a.ods", ods({"S": SHEET}, parts={"content.xml": "<a>" * 1000})),
        ("a.rtf", b"{\\rtf1 }"),
    ],
)
def test_what_cannot_be_read_is_one_rejection(tmp_path, name, data):
    written(tmp_path, "b.txt", f"{TITLE}\n\n{FIRST}")
    written(tmp_path, name, data)
    (item,), (rejection,) = taken(tmp_path)
    assert item.origin.reader == "text"
    assert "failed" not in rejection.reason


def test_a_bomb_of_cells_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(confined, "SECONDS", 5)
    cells = (
        b'<row r="1"><c r="A1"><v>1</v></c></row>' + b'<row><c t="str"><v>aaaaaaaa</v></c></row>'
    )
    head = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    data = xlsx({"S": SHEET}, parts={"xl/worksheets/sheet1.xml": head + cells * 2**20})
    items, rejections = taken(written(tmp_path, "a.xlsx", data))
    assert not items
    assert len(rejections) == 1


def test_a_sheet_of_too_many_columns_is_refused_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(columns, "MOST_COLUMNS", 20)
    wide = [["text", *(f"c{number}" for number in range(20))], ["نص", *["1"] * 20]]
    book = ods({"عريض": wide, "أخبار": SHEET})
    items, (rejection,) = taken(written(tmp_path, "a.ods", book))
    assert {item.origin.file for item in items} == {str(tmp_path / "a.ods" / "أخبار")}
    assert "has 21 columns, and at most 20 are read" in rejection.reason


def test_a_refusal_names_the_first_columns_of_a_sheet_and_not_blank_ones(tmp_path):
    names = [f"c{number}" for number in range(30)]
    book = ods({"S": [[*names, *[""] * 400], ["1"]]})
    _, (rejection,) = taken(written(tmp_path, "a.ods", book))
    assert "c0, c1" in rejection.reason
    assert "c19, …" in rejection.reason
    assert "column 31" not in rejection.reason


def test_columns_that_are_blank_in_header_and_row_are_none(tmp_path):
    book = ods({"S": [["text", "", "n", "", ""], ["نص", "", "", "", ""], ["آخر", "", "3", "", ""]]})
    items, _ = taken(written(tmp_path, "a.ods", book))
    assert [item.fields["text"] for item in items] == ["نص", "آخر"]
    assert all("column 4" not in item.fields for item in items)
