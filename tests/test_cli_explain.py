"""`kashshaf ingest --explain` as a person at a terminal and a program use it."""

import csv
import io
import json
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result

from kashshaf import Archive
from kashshaf.archive.readers import Why
from kashshaf.archive.readers.tracing import How, PlaceKind
from kashshaf.cli.main import main
from kashshaf.cli.wording import SENTENCES

SHEET = "headline,outlet,date,desk\nمكتبة جديدة,aawsat,3 أيلول 2014,محليات\n,,,محليات\n"


def run(*arguments: str | Path, given: str | None = None) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), given, catch_exceptions=False)


def bare(text: str) -> str:
    """Without the signs that keep each text to its own direction, and with single blanks."""
    for sign in "\u2068\u2069\u200e\u200f":
        text = text.replace(sign, "")
    return "\n".join(" ".join(line.split()) for line in text.splitlines())


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.csv"
    path.write_text(SHEET, "cp1256")
    return path


def test_each_field_is_told_with_where_it_comes_from(sheet: Path) -> None:
    result = run("ingest", "--explain", sheet, "--map", "source=outlet")
    assert result.exit_code == 0
    *heading, identifier, title, source, date, kept, rejected = bare(result.stdout).splitlines()
    assert heading == [
        str(sheet),
        "reader csv (by its suffix), encoding windows-1256",
        "item at 2",
    ]
    assert identifier.startswith("identifier ")
    assert identifier.endswith(" all that the item says")
    assert [title, source, date, kept, rejected] == [
        "title مكتبة جديدة column headline",
        "source الشرق الأوسط column outlet (--map), the table of sources (written aawsat)",
        "date 2014-09-03 column date (written 3 أيلول 2014)",
        "kept beside (extra): desk: محليات",
        "would be rejected (at 3): it has neither a title nor a text;"
        " say which column is one, --map text=NAME: it has desk",
    ]


def test_it_is_told_in_arabic_too(sheet: Path) -> None:
    told = bare(run("ingest", "--explain", sheet, "--map", "source=outlet", "--lang", "ar").stdout)
    assert "القارئ csv (عُرف من لاحقة اسمه)، الترميز windows-1256" in told
    assert "المصدر الشرق الأوسط العمود outlet (--map)، جدول المصادر (المكتوب: aawsat)" in told
    assert "يُحفظ إلى جانب ذلك (extra): desk: محليات" in told


def test_programs_get_it_as_json_and_as_a_table(sheet: Path) -> None:
    [file] = json.loads(run("ingest", "--explain", sheet, "--json").stdout)
    assert (file["reader"], file["why"], file["encoding"]) == ("csv", "suffix", "windows-1256")
    [item] = file["items"]
    assert item["fields"][1] == {
        "name": "title",
        "value": "مكتبة جديدة",
        "written": None,
        "from": [{"kind": "column", "name": "headline"}],
        "how": "same",
    }
    assert item["extra"] == {"desk": "محليات"}
    [rejection] = file["rejections"]
    assert rejection["position"] == 3
    table = run("ingest", "--explain", sheet, "--format", "csv").stdout.removeprefix("\ufeff")
    header, *rows = csv.reader(io.StringIO(table))
    assert header == ["file", "position", "field", "value", "from", "written"]
    assert [str(sheet), "2", "title", "مكتبة جديدة", "column headline", ""] in rows


def test_nothing_is_made_where_there_is_no_archive(sheet: Path, tmp_path: Path) -> None:
    assert run("ingest", "-a", tmp_path / "press", "--explain", sheet).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.csv"]


def test_the_names_and_the_fields_of_an_archive_count(sheet: Path, tmp_path: Path) -> None:
    fields = {"section": {"label": {"ar": "القسم", "en": "Section"}, "columns": ["desk"]}}
    with Archive.create(tmp_path / "press", fields=fields):
        pass
    told = bare(run("ingest", "-a", tmp_path / "press", "--explain", sheet).stdout)
    assert "Section محليات column desk" in told


def test_how_many_items_are_told_can_be_said(tmp_path: Path) -> None:
    lines = "".join(f'{{"title": "خبر {number}"}}\n' for number in range(9))
    told = run("ingest", "--explain", "-", "--items", "2", given=lines).stdout
    assert told.count("item at") == 2
    assert "the file has more, which was not looked at" in told


def test_a_column_of_texts_that_no_field_knows_is_named_with_what_to_add(tmp_path: Path) -> None:
    line = {"title": "خبر", "my notes": "افتتحت المكتبة العامة أبوابها صباح اليوم أمام جمهور غفير."}
    told = bare(run("ingest", "--explain", "-", given=json.dumps(line)).stdout)
    assert "what its column “my notes” says would not be searched" in told
    assert "add --map 'text=my notes'" in told


def test_the_status_says_whether_anything_would_be_taken_in(tmp_path: Path) -> None:
    refused = run("ingest", "--explain", "-", given='{"desk": "محليات"}')
    assert refused.exit_code == 1
    assert "would be rejected" in refused.stdout
    assert "nothing would be taken in" in refused.stderr
    assert run("ingest", "--explain", tmp_path / "none.txt").exit_code == 2


@pytest.mark.parametrize("options", [["--items", "2"], ["--watch", "--explain"]])
def test_what_makes_no_sense_with_explain_or_without_is_refused(
    sheet: Path, options: list[str]
) -> None:
    result = run("ingest", "-a", sheet.parent / "press", sheet, *options)
    assert result.exit_code == 2
    assert not (sheet.parent / "press").exists()


def test_letters_that_steer_a_terminal_are_not_printed(tmp_path: Path) -> None:
    line = {"title": "خبر\x1b[2J", "desk\x1b[2J": "\x1b[31m"}
    told = run("ingest", "--explain", "-", given=json.dumps(line)).stdout
    assert "\x1b[2J" not in told
    assert "\x1b[31m" not in told


def test_there_is_a_sentence_for_every_kind_of_place() -> None:
    keys = {f"from-{kind}" for kind in get_args(PlaceKind)}
    keys |= {f"how-{how}" for how in get_args(How)} | {f"why-{why}" for why in get_args(Why)}
    assert keys <= SENTENCES.keys()
