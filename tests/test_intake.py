"""What `kashshaf ingest` says in the end: what became of each kind, and what is to be done."""

import csv
import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from drawn_pictures import png
from one_of_each import lay_out_what_is_not, lay_out_what_is_read

from kashshaf import Archive
from kashshaf.archive.readers import READERS
from kashshaf.cli.main import main
from kashshaf.cli.mends import mend
from kashshaf.cli.wording import choose

pytest.importorskip("pypdfium2", reason="documents are read with the extra `documents`")

OUTCOMES = ("added", "updated", "same", "duplicate", "rejected")
NUMBERS = ("files", "items", *OUTCOMES)
_INVISIBLE = re.compile("[\u200e\u200f\u2066-\u2069]")


def run(*arguments: str | Path, columns: int = 80) -> Result:
    asked = ["ingest", *map(str, arguments), "--workers", "1"]
    return CliRunner().invoke(main, asked, env={"COLUMNS": str(columns)}, catch_exceptions=False)


def said(*arguments: str | Path, columns: int = 80) -> str:
    """What a person reads, without the signs that keep directions apart."""
    return _INVISIBLE.sub("", run(*arguments, columns=columns).stderr)


def rows(told: str) -> dict[str, list[str]]:
    """The rows of a table, by the name of the kind."""
    cells = [re.split(r"\s{2,}", line.strip()) for line in told.splitlines()]
    return {name: numbers for name, *numbers in cells if len(numbers) >= len(NUMBERS) - 3}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What is said for machines of a folder with files of all kinds."""
    home = tmp_path_factory.mktemp("everything")
    lay_out_what_is_read(home / "in")
    result = run("-a", home / "press", home / "in", "--json")
    assert result.exit_code == 0
    told: dict[str, Any] = json.loads(result.stdout)
    return told


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of what is not read, and one article."""
    folder = lay_out_what_is_not(tmp_path_factory.mktemp("unread"))
    (folder / "article.txt").write_text("افتتاح المكتبة\n\nافتتحت مكتبة المرفأ أمس.", "utf-8")
    return folder


def test_a_folder_has_a_file_of_every_kind_that_is_read(everything: dict[str, Any]) -> None:
    """A new reader needs a file in fixtures/, or in one_of_each.py where it is no text."""
    kept = {one["reader"] for one in everything["kinds"] if one["items"] > one["rejected"]}
    assert {name for name in READERS if not READERS.brought_by(name)} - kept == set()


def test_the_numbers_of_the_kinds_add_up(everything: dict[str, Any]) -> None:
    kinds = everything["kinds"]
    for name in NUMBERS:
        assert everything[name] == sum(one[name] for one in kinds)
    for one in kinds:
        assert one["items"] == sum(one[outcome] for outcome in OUTCOMES)
        assert one["rejected"] == sum(reason["times"] for reason in one["reasons"])
        assert one["files"] > 0


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("columns", [80, 120])
def test_the_table_and_what_is_below_it_fit_the_terminal(
    unread: Path, tmp_path: Path, language: str, columns: int
) -> None:
    told = said("-a", tmp_path, unread, "--lang", language, columns=columns)
    table = [line for line in told.splitlines() if str(unread) not in line]
    bare = [re.sub("[\u064b-\u0652]", "", line) for line in table if str(tmp_path) not in line]
    assert max(map(len, bare)) <= columns


def test_a_person_reads_what_became_of_each_kind(unread: Path, tmp_path: Path) -> None:
    told = rows(said("-a", tmp_path, unread))
    assert told["kind"] == ["files", "items", "added", "rejected"]
    assert told["Plain text"] == ["1", "1", "1", "0"]
    assert told["PDF with a text"] == ["2", "2", "0", "2"]
    assert told["Images and others without a text"] == ["46", "46", "0", "46"]
    assert told["in all"] == ["58", "58", "1", "57"]
    again = rows(said("-a", tmp_path, unread, "--lang", "ar"))
    assert again["النوع"] == ["الملفات", "المواد", "أُضيف", "كما هو", "رُفض"]
    assert again["نص عادي"] == ["1", "1", "0", "1", "0"]


MENDS = [
    ("Images and others without a text (46, jpg 40", "nothing to do"),
    ("PDF with a text (1): is locked", "save it without one"),
    ("PDF with a text (1): is a scan", "ocrmypdf -l ara"),
    ("LibreOffice's text documents (1): is locked", "save it without one"),
    ("Chats that WhatsApp exports as text (1):", "--reader whatsapp"),
    ("JSON (1): is not whole", "download it again"),
    ("Tables in CSV or TSV (1): has no column", "--map text=COLUMN"),
    ("Of no kind that is known (1): is not text but an old or a locked", "save it as .docx"),
    ("Of no kind that is known (1): is not text but a 7z archive", "unpack it first"),
    ("Of no kind that is known (1): is of no format that is known (.xyz)", "name it so: "),
    ("Of no kind that is known (1): is empty", "nothing to take in"),
    ("Of no kind that is known (1): is not text: it is full of", "save its text"),
]


def test_each_kind_that_was_rejected_has_what_to_do_about_it(unread: Path, tmp_path: Path) -> None:
    told = " ".join(said("-a", tmp_path, unread).split())
    for what, to_do in MENDS:
        _, found, after = told.partition(what)
        assert found, what
        assert to_do in after.split(" (1): ")[0], what


def test_in_arabic_what_to_do_is_said_in_arabic(unread: Path, tmp_path: Path) -> None:
    told = said("-a", tmp_path, unread, "--lang", "ar")
    for sentence in (
        "محادثات واتساب المصدَّرة نصًا (1): رسائل خاصة لا تُدخل إلا إن طُلبت: أدخل\n"
        "    الملف وحده مع --reader whatsapp",
        "ملفات PDF ذات نص (1): محمي بكلمة مرور: احفظه بلا كلمة مرور",
        "صور وغيرها مما لا نص فيه (46، jpg 40",
        "ما لا يُعرف نوعه (1): ملف مضغوط لا يُفتح هنا: فكّ ضغطه أولًا",
    ):
        assert sentence in told
    assert "is not" not in told


@pytest.mark.parametrize(
    ("reason", "said_in_arabic"),
    [
        ("is damaged (Bad magic number): copy or download it again", "تالف: انسخه أو نزّله"),
        ("is not plain text but an SQL dump: export its table as .csv", "احفظ نصه بصيغة .txt أو"),
        ("is not plain text but a piece of HTML: give it the ending .html", "نهاية اسمه .html"),
        ("line 4 is over 16 MB: no article is so long, divide it", "أكبر من أن يُقرأ: قسّمه"),
        ("cannot be read: Permission denied", "أعطِ من يشغّل كشّاف حق قراءته"),
        ("it has neither a title nor a text; to have “متن” as its text: --map text=متن", "متن"),
        ("cannot be read on: its reader “pdf” failed (JSON)", "تعطّل قارئه pdf"),
        ("is a scan: its 3 pages are images", "بالأمر ocrmypdf -l ara، ثم"),
        ("is of a shape that nobody knows", "is of a shape that nobody knows"),
    ],
)
def test_a_reason_is_told_in_arabic_with_its_command(reason: str, said_in_arabic: str) -> None:
    with click.Context(main):
        choose("ar")
        assert said_in_arabic in _INVISIBLE.sub("", mend(reason))


def test_a_folder_of_images_is_told_once(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number}.{'png' if number % 3 else 'gif'}").write_bytes(b"GIF89a")
    (tmp_path / "article.txt").write_text("افتتاح المكتبة\n\nافتتحت المكتبة أمس.", "utf-8")
    told = said("-a", tmp_path / "press", tmp_path)
    assert told.count("png") == 1
    assert "Images and others without a text (300, png 200, gif 100)" in told
    with Archive.open(tmp_path / "press") as archive:
        tally = archive.ingest([tmp_path])
    assert tally.by_reader["textless"].rejected == tally.rejected == 300
    assert len(tally.rejections) == 1


def test_an_extra_that_is_not_installed_is_named_with_its_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kashshaf.archive.readers.office.confined.find_spec", lambda name: None)
    lay_out_what_is_read(tmp_path / "in")
    told = said("-a", tmp_path / "press", tmp_path / "in" / "office")
    assert told.count("pip install 'kashshaf[documents]'") == 4  # PDF, RTF, sheets, Outlook
    assert told.count("pip install 'kashshaf[parquet]'") == 1
    told = said("-a", tmp_path / "press", tmp_path / "in" / "office", "--lang", "ar")
    assert "ينقص ما يقرؤه: ثبّته بالأمر" in told


def test_who_takes_in_an_export_with_pictures_is_told_the_setting_that_shows_them(
    tmp_path: Path,
) -> None:
    export = tmp_path / "telegram-export"
    (export / "photos").mkdir(parents=True)
    (export / "photos" / "a.png").write_bytes(png(2, 2))
    message = {"id": 2, "type": "message", "date": "2024-02-16", "photo": "photos/a.png"}
    chat = {"name": "المنارة", "type": "public_channel", "id": 7}
    posts = {"messages": [message | {"text": "رست في المرفأ سفينة."}]}
    (export / "result.json").write_text(json.dumps(chat | posts), "utf-8")
    archive = tmp_path / "archive"
    told = said("-a", archive, export)
    lines = told.splitlines()
    setting = lines[lines.index("  [media]") :][:2]
    assert setting == ["  [media]", f'  folder = "{export}"']
    settings = archive / "settings.toml"
    settings.write_text("\n".join([settings.read_text("utf-8"), *setting]), "utf-8")
    assert "[media]" not in said("-a", archive, export)


def test_one_file_that_is_taken_in_has_one_line(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text("افتتاح المكتبة\n\nافتتحت المكتبة أمس.", "utf-8")
    told = said("-a", tmp_path / "press", file)
    assert told == "read 1: 1 added, 0 updated, 0 skipped as the same, 0 rejected\n"


def test_lines_that_differ_only_in_their_place_are_rejected_for_one_reason(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_text('{"text": "خبر"}\n' + '{"likes": 1}\n' * 40, "utf-8")
    told = said("-a", tmp_path / "press", file)
    assert "JSON Lines (40): " in told
    assert f"such as {file}\n" in told


def test_a_spreadsheet_gets_a_row_a_kind(unread: Path, tmp_path: Path) -> None:
    result = run("-a", tmp_path, unread, "--format", "csv")
    table = list(csv.DictReader(result.stdout.removeprefix("\ufeff").splitlines()))
    (texts,) = (row for row in table if row["reader"] == "text")
    assert {name: texts[name] for name in NUMBERS} == {
        **dict.fromkeys(NUMBERS, "0"),
        **{"files": "1", "items": "1", "added": "1"},
    }


def test_a_program_gets_the_numbers_by_reader(tmp_path: Path) -> None:
    (tmp_path / "posts.jsonl").write_text('{"text": "خبر"}\n{"likes": 1}\nnonsense\n', "utf-8")
    (tmp_path / "article.txt").write_text("افتتاح المكتبة\n\nافتتحت المكتبة أمس.", "utf-8")
    with Archive.in_memory() as archive:
        tally = archive.ingest([tmp_path])
    lines = tally.by_reader["jsonl"]
    assert (lines.files, lines.read, lines.added, lines.rejected) == (1, 3, 1, 2)
    assert tally.by_reader["text"].added == 1
    assert json.dumps(asdict(lines))
    assert sorted(reason.first.origin.position or 0 for reason in lines.reasons.values()) == [2, 3]


def test_reasons_without_end_take_no_memory_without_end() -> None:
    with Archive.in_memory() as archive:
        tally = archive.add({f"column {'x' * number}": number} for number in range(1, 300))
    assert tally.rejected == tally.by_reader["python"].rejected == 299
    assert len(tally.by_reader["python"].reasons) == 50
