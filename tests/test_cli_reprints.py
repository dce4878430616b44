"""`kashshaf reprints`: where a record's text stands too, or a text that is piped in."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kashshaf import Archive
from kashshaf.cli.main import main
from kashshaf.index.searching import traces

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


def run(*arguments: str | Path, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["reprints", *map(str, arguments)], given)


def printed(*arguments: str | Path, given: str | bytes | None = None) -> dict[str, Any]:
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


def test_of_a_text_it_is_said_where_not_all_are_printed_that_have_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(*arguments: str) -> str:
        return run("-a", folder, "--text", "-", *arguments, given=QUOTED).stderr

    assert "--limit" not in told("--lang", "en")
    assert "those that have most of it, 1: more with --limit" in told(
        "--limit", "1", "--lang", "en"
    )
    assert "وعددها 1" in told("--limit", "1", "--lang", "ar")
    monkeypatch.setattr(traces, "MOST_COMPARED", 1)
    assert "only the 1 records that share most with it were compared" in told("--lang", "en")


def test_of_two_records_each_passage_is_printed_with_its_places_and_words(folder: Path) -> None:
    result = run("-a", folder, "valley", "coast", "--lang", "en")
    assert result.stdout.splitlines() == ["1. 35 words", f"  {LIBRARY}"]
    told = "reprint; passages: 1; 97% of the first text stands in the second, 100% of the second"
    assert told in result.stderr
    found = printed("-a", folder, "valley", "coast")
    assert (found["a"]["id"], found["b"]["id"], found["kind"]) == ("valley", "coast", "reprint")
    table = run("-a", folder, "valley", "coast", "--format", "csv").stdout.lstrip("\ufeff")
    [row] = csv.DictReader(io.StringIO(table))
    assert row == {
        **{"words": "35", "a_start": "5", "a_end": str(len(LIBRARY) + 5)},
        **{"b_start": "0", "b_end": str(len(LIBRARY)), "a_text": LIBRARY, "b_text": LIBRARY},
    }
    nothing = run("-a", folder, "alone", "coast", "--lang", "ar")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert "أقل مما يُعتدّ به؛ المقاطع: 0" in nothing.stderr
    assert run("-a", folder, "coast", "elsewhere").exit_code == 1
    assert run("-a", folder, "coast", "valley", "alone").exit_code == 2


def test_what_is_printed_again_and_again_is_said_to_be_that(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "press") as archive:
        archive.add(
            {"id": f"{year}", "text": LIBRARY, "source": f"مجلة {year}", "date": f"{year}-03-01"}
            for year in (1998, 2001, 2009)
        )
    result = run("-a", tmp_path / "press", "1998", "2009", "--lang", "en")
    assert "printed again and again, which does not count; passages: 1; 100%" in result.stderr


def test_what_stands_nowhere_else_is_said_to(folder: Path) -> None:
    assert printed("-a", folder, "alone") == {"id": "alone", "story": None, "reprints": []}
    result = run("-a", folder, "alone", "--lang", "en")
    assert result.stderr.strip() == "no other record is known to have any of this text"
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


def test_a_table_of_stories_says_how_many_copies_each_has(folder: Path) -> None:
    search = ("search", "-a", str(folder), "مكتبة", "--per", "story", "--format", "csv")
    result = CliRunner().invoke(main, search)
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(result.stdout.lstrip("\ufeff")))}
    assert [name for name in rows["alone"] if name.startswith("story_")] == [
        *("story_size", "story_sources", "story_matching", "story_first")
    ]
    told = {key: [row[f"story_{name}"] for name in ("size", "first")] for key, row in rows.items()}
    assert told.pop("alone") == ["", ""]
    assert list(told.values()) == [["2", "2014-09-03"]]
    assert "story_size" not in CliRunner().invoke(main, [*search[:4], *search[-2:]]).stdout


def test_a_terminal_is_spared_what_is_set_off_if_so_wished(folder: Path) -> None:
    asked = ["reprints", "-a", str(folder), "coast"]
    for wish, is_spared in (({}, False), ({"NO_COLOR": ""}, False), ({"NO_COLOR": "1"}, True)):
        shown = CliRunner().invoke(main, asked, env=wish, color=True).stdout
        assert ("\x1b[" not in shown) == is_spared


@pytest.mark.parametrize("asked", [[], ["coast", "--text", "-"]])
def test_it_is_asked_of_a_record_or_of_a_text(folder: Path, asked: list[str]) -> None:
    result = run("-a", folder, *asked, given="نص")
    assert result.exit_code == 2
    assert "give the ID of a record, or a text with --text" in result.output


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_a_text_is_read_in_any_encoding_that_files_have(
    folder: Path, tmp_path: Path, encoding: str
) -> None:
    text = f"قرأت أمس: {QUOTED} فسررت"
    (tmp_path / "text.txt").write_bytes(text.encode(encoding))
    for path in (tmp_path / "text.txt", "-"):
        found = printed("-a", folder, "--text", path, given=text.encode(encoding))
        assert {record["id"] for record in found["records"]} == {"coast", "valley"}
        assert found["records"][0]["passages"][0]["a"]["start"] == text.index(QUOTED)


def test_what_the_index_does_not_know_of_yet_is_said(tmp_path: Path) -> None:
    with Archive.create(tmp_path) as archive:
        archive.add(ITEMS[:1])
        with archive.batch():
            archive.add(ITEMS[1:])
            asked: tuple[tuple[str, ...], ...] = (
                ("reprints", "valley"),
                ("reprints", "valley", "--json"),
                ("reprints", "--text", "-"),
                ("stories",),
            )
            for command, *more in asked:
                result = CliRunner().invoke(main, [command, "-a", str(tmp_path), *more], LIBRARY)
                assert result.exit_code == 0
                assert "Changes not yet in the index: 2." in result.stderr
    assert "Changes" not in run("-a", tmp_path, "valley").stderr


def test_what_is_no_text_is_refused_by_its_name(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "picture.jpg").write_bytes(bytes(range(256)) * 9)
    for path, name in ((tmp_path / "picture.jpg", "picture.jpg"), ("-", "standard input")):
        result = run("-a", folder, "--text", path, given=bytes(range(256)) * 9)
        assert result.exit_code == 1
        assert f"{name} is not text" in result.stderr


def test_a_text_of_too_few_words_is_said_to_be_so(folder: Path) -> None:
    for given in ("", " \n", "بلدية المرفأ"):
        result = run("-a", folder, "--text", "-", "--lang", "en", given=given)
        assert (result.exit_code, result.stdout) == (0, "")
        assert f"its words are {len(given.split())}, the fewest 5" in result.stderr


def test_of_a_record_nothing_is_left_out_so_that_no_limit_is_taken(folder: Path) -> None:
    result = run("-a", folder, "coast", "--limit", "1")
    assert result.exit_code == 2
    assert "--limit is for --text" in result.stderr
