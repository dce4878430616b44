"""PDF with an Arabic text, however its program keeps the letters."""

import time

import pytest
from office_files import DATE, FIRST, LAST, SOURCE, TITLE, pdf
from reading_files import taken, written

from kashshaf.archive.readers import Unreadable
from kashshaf.archive.readers.office import confined

pytest.importorskip("pypdfium2", reason="PDF is read with the extra `documents`")

PAGE = [TITLE, SOURCE, DATE, FIRST]
HARD = [
    "لا يزال الأمر كله إلى الآن لأهل الإسلام، ولأول مرة",
    "في عام 2020/2021 نسبة 12.5 بحسب Reuters العالمية",
    "قال المتحدث (ليلى منصور) إنه «مثمر» [هنا].",
]


@pytest.mark.parametrize("visual", [False, True], ids=["from right", "from left"])
@pytest.mark.parametrize("shapes", [False, True], ids=["letters", "forms"])
@pytest.mark.parametrize("turned", [False, True], ids=["lam-alef", "alef-lam"])
@pytest.mark.parametrize("spaces", [False, True], ids=["gaps", "spaces"])
def test_an_article_is_read_as_it_stands_whatever_the_file_keeps(
    tmp_path, visual, shapes, turned, spaces
):
    data = pdf([*PAGE, *HARD], [LAST], visual=visual, shapes=shapes, turned=turned, spaces=spaces)
    (item,), rejections = taken(written(tmp_path, "a.pdf", data))
    assert item.fields["title"] == TITLE
    assert item.fields["text"] == "\n".join([FIRST, *HARD, LAST])
    assert (item.fields["source"], item.fields["published"]) == (SOURCE, DATE)
    assert item.fields["pages"] == 2
    assert not rejections


def test_columns_are_read_one_after_the_other_and_a_row_of_a_table_as_a_line(tmp_path):
    right = [(560.0, 700.0 - 20 * at, f"العمود الأيمن سطر {at}") for at in range(3)]
    left = [(250.0, 700.0 - 20 * at, f"العمود الأيسر سطر {at}") for at in range(3)]
    row = [(560.0, 600.0, "القاعة"), (250.0, 600.0, "4000")]
    (item,), _ = taken(written(tmp_path, "a.pdf", pdf([TITLE, *right, *left, *row])))
    assert item.fields["text"].splitlines() == [
        *(text for _, _, text in right),
        *(text for _, _, text in left),
        "القاعة\t4000",
    ]


def test_the_title_is_the_one_stated_unless_it_names_a_file(tmp_path):
    (item,), _ = taken(written(tmp_path, "a.pdf", pdf(PAGE, title="عدد الربيع")))
    assert item.fields["title"] == "عدد الربيع"
    (item,), _ = taken(written(tmp_path, "b.pdf", pdf(PAGE, title="Microsoft Word - x.doc")))
    assert item.fields["title"] == TITLE


def refused(folder, data, name="a.pdf"):
    written(folder, "b.txt", f"{TITLE}\n\n{FIRST}")
    written(folder, name, data)
    (item,), (rejection,) = taken(folder)
    assert item.origin.reader == "text"
    return rejection.reason


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a"])
def test_a_scan_says_that_it_is_one_and_what_to_do(tmp_path, name):
    reason = refused(tmp_path, pdf([], []), name)
    assert reason.startswith("is a scan: its 2 pages are images without a text")
    assert "ocrmypdf -l ara" in reason


def test_letters_that_the_fonts_do_not_name_are_refused(tmp_path):
    page = ["".join(chr(0xE000 + 7 * at % 90) for at in range(40))]
    assert "letters that its fonts do not name" in refused(tmp_path, pdf(page))


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnonsense", pdf(PAGE)[:300]])
def test_a_damaged_pdf_is_refused(tmp_path, data):
    assert "is damaged" in refused(tmp_path, data)


def test_without_the_library_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(confined, "find_spec", lambda name: None)
    assert "pip install 'kashshaf[documents]'" in refused(tmp_path, pdf(PAGE))


def test_a_parser_that_hangs_is_ended_and_the_rest_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(confined, "SECONDS", 1)
    monkeypatch.setattr(confined, "_WAITED", 2)
    (tmp_path / "hanging.py").write_text(
        "def parse(file):\n    yield {}\n    while True:\n        pass\n", "utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    began = time.monotonic()
    with pytest.raises(Unreadable, match="cannot be read within 1 seconds"):
        list(confined.confined("hanging", "json", iter([b"x"])))
    assert time.monotonic() - began < 30


def test_a_parser_that_swells_is_ended(tmp_path, monkeypatch):
    (tmp_path / "swelling.py").write_text(
        "def parse(file):\n    yield bytearray(2**34).hex()\n", "utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(Unreadable, match="takes over 1024 MB of memory"):
        list(confined.confined("swelling", "json", iter([b"x"])))


def test_a_parser_that_crashes_is_one_rejection(tmp_path, monkeypatch):
    (tmp_path / "crashing.py").write_text(
        "import os\n\ndef parse(file):\n    yield 1\n    os.abort()\n", "utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(Unreadable, match="or is damaged"):
        list(confined.confined("crashing", "json", iter([b"x"])))


def test_a_damaged_page_costs_no_other_and_is_named(tmp_path):
    data = pdf([LAST], PAGE)
    at = data.index(b"/Type /Page /Parent")
    path = written(tmp_path, "a.pdf", data[:at] + b"/Type /Pagx" + data[at + 11 :])
    (item,), (rejection,) = taken(path)
    assert FIRST in item.fields["text"]
    assert (rejection.origin.position, rejection.reason) == (
        1,
        "page 1 is damaged, and is missing in the text",
    )
