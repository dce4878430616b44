"""`kashshaf reprints`: where a record's text stands too, or a text that is piped in."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kashshaf import Archive
from kashshaf.cli.main import main

LIBRARY = (
    "أعلنت بلدية المرفأ أمس افتتاح المكتبة العامة الجديدة في الساحة الكبرى بعد عامين من العمل"
    " وقال رئيس البلدية إن المكتبة تضم ثلاثين ألف كتاب ومجلة وقاعة للأطفال وأخرى للباحثين"
    " وستفتح أبوابها كل يوم عدا الجمعة"
)
QUOTED = "المكتبة تضم ثلاثين ألف كتاب ومجلة وقاعة للأطفال وأخرى للباحثين"
ITEMS = [
    {"id": "coast", "text": LIBRARY, "source": "صحيفة الساحل", "date": "2014-09-03"},
    {"id": "valley", "text": f"خاص: {LIBRARY}", "source": "جريدة الوادي", "date": "2014-09-04"},
    {"id": "alone", "text": "مكتبة صغيرة في بيت قديم على النهر", "source": "صحيفة الساحل"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reprints") / "press"
    with Archive.create(folder) as archive:
        archive.add(ITEMS)
    return folder


def run(*arguments: str | Path, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["reprints", *map(str, arguments)], given)


def printed(*arguments: str | Path, given: str | None = None) -> dict[str, Any]:
    result = run(*arguments, "--json", given=given)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_record_is_told_with_its_story_and_what_has_its_text(folder: Path) -> None:
    found = printed("-a", folder, "coast")
    records = found["story"].pop("records")
    assert [(one["id"], one["date"]) for one in records] == [
        ("coast", "2014-09-03"),
        ("valley", "2014-09-04"),
    ]
    assert found["story"] == {
        "size": 2,
        "sources": ["صحيفة الساحل", "جريدة الوادي"],
        "days": 1,
        "agencies": {},
        "first": {"date": "2014-09-03", "records": ["coast"]},
    }
    (other,) = found["reprints"]
    assert (other["id"], other["kind"], other["covers_this"]) == ("valley", "reprint", 1.0)
    assert other["words"] == len(LIBRARY.split())


def test_people_read_how_much_of_either_text_is_in_the_other(folder: Path) -> None:
    result = run("-a", folder, "coast", "--lang", "en")
    assert "the same text again: 35 words, 100% of this, 97% of it" in result.stdout
    assert "its story: 2 records in 2 known sources" in result.stderr
    assert "the oldest in the archive, 2014-09-03: صحيفة الساحل" in result.stderr
    arabic = run("-a", folder, "coast", "--lang", "ar")
    assert "إعادة نشر" in arabic.stdout
    assert "أقدم ما في الأرشيف، 2014-09-03" in arabic.stderr


def test_a_text_that_is_piped_in_is_found_with_the_places_where_it_stands(folder: Path) -> None:
    said = f"قرأت أمس: {QUOTED} فسررت"
    found = printed("-a", folder, "--text", "-", given=said)
    assert found["total"] == 2
    assert {record["id"] for record in found["records"]} == {"coast", "valley"}
    (passage,) = found["records"][0]["passages"]
    assert said[passage["a"]["start"] : passage["a"]["end"]] == QUOTED
    limited = printed("-a", folder, "--text", "-", "--limit", "1", given=said)
    assert (limited["total"], len(limited["records"])) == (2, 1)


def test_what_stands_nowhere_else_is_said_to(folder: Path) -> None:
    assert printed("-a", folder, "alone") == {"id": "alone", "story": None, "reprints": []}
    result = run("-a", folder, "alone", "--lang", "en")
    assert result.stderr.strip() == "the archive has this text nowhere else"
    nowhere = run(
        "-a", folder, "--text", "-", "--lang", "en", given="نص لم يكتبه أحد في أي صحيفة قط"
    )
    assert nowhere.exit_code == 0
    assert "0 records have some of these" in nowhere.stderr


def test_rows_are_for_spreadsheets_and_programs(folder: Path) -> None:
    table = run("-a", folder, "coast", "--format", "csv").stdout.splitlines()
    assert table[0].replace('"', "").endswith("kind,words,covers_this,covers_that,longest")
    assert len(table) == 2
    (row,) = run("-a", folder, "coast", "--format", "jsonl").stdout.splitlines()
    assert json.loads(row)["id"] == "valley"


def test_a_search_per_story_has_each_text_once_and_says_how_many_there_are(folder: Path) -> None:
    search = ("search", "-a", str(folder), "مكتبة", "--per", "story")
    found = json.loads(CliRunner().invoke(main, [*search, "--json"]).stdout)
    assert (found["total"], found["stories"], len(found["hits"])) == (3, 2, 2)
    told = CliRunner().invoke(main, [*search, "--lang", "en"])
    assert "these are 2 stories, of which the copies count once" in told.stderr


@pytest.mark.parametrize("asked", [[], ["coast", "--text", "-"]])
def test_it_is_asked_of_a_record_or_of_a_text(folder: Path, asked: list[str]) -> None:
    result = run("-a", folder, *asked, given="نص")
    assert result.exit_code == 2
    assert "give the ID of a record, or a text with --text" in result.output
