"""Every command as a person at a terminal uses it."""

import json
import os
import pty
import re
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import termios
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kashshaf import Archive
from kashshaf.archive.fields import STANDARD
from kashshaf.archive.lock import writing
from kashshaf.archive.storage.store import Store
from kashshaf.cli.main import main
from kashshaf.index.building.generations import Manifest
from kashshaf.web.limits import limits

ITEMS = Path(__file__).parents[1] / "fixtures" / "items"
KASHSHAF = [sys.executable, "-m", "kashshaf.cli.main"]


def run(*arguments: str | Path, given: str | None = None, **settings: str) -> Result:
    """One command in this process; an exception that nothing foresaw fails the test."""
    return CliRunner().invoke(
        main, [str(part) for part in arguments], given, env=settings, catch_exceptions=False
    )


def run_apart(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """One command in a process of its own."""
    return subprocess.run(
        [*KASHSHAF, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **options,
    )


def found(*arguments: str | Path) -> dict[str, Any]:
    """What `search --json` prints."""
    result = run("search", *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def ids(*arguments: str | Path) -> list[str]:
    return [hit["id"] for hit in found(*arguments)["hits"]]


def exported(folder: Path) -> dict[str, dict[str, Any]]:
    lines = run("export", "-a", folder).stdout.splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


def lines_of(*records: dict[str, Any]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


@pytest.fixture(scope="module")
def fixtures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixtures as an archive; only looked at."""
    folder = tmp_path_factory.mktemp("cli") / "press"
    result = run("ingest", "-a", folder, ITEMS, "--workers", "1")
    assert "read 100: 100 added, 0 updated, 0 skipped as the same, 0 rejected" in result.stderr
    assert result.exit_code == 0
    return folder


@pytest.fixture
def press(fixtures: Path, tmp_path: Path) -> Path:
    """The fixtures as an archive of one's own."""
    return Path(shutil.copytree(fixtures, tmp_path / "press"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An archive of two articles."""
    folder = tmp_path / "small"
    run("ingest", "-a", folder, "-", given=lines_of(*SMALL))
    return folder


SMALL = (
    {"id": "1", "title": "افتتاح المكتبة", "text": "كتب جديدة على تويتر.", "published": "2014-09"},
    {"id": "2", "title": "معرض الزهور", "text": "أقيم المعرض في الحديقة."},
)


# Help


def test_help_answers_without_loading_anything_heavy() -> None:
    code = (
        "import sys\n"
        "from kashshaf.cli.main import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "heavy = {'numpy', 'whoosh', 'trafilatura', 'flask', 'tqdm', 'sqlite3'}\n"
        "sys.exit(sorted(heavy & set(sys.modules)) or 0)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "kashshaf ingest -a press articles/ posts.csv\n" in result.stdout


def test_the_list_of_commands_has_no_sentence_cut_short() -> None:
    assert "..." not in run("--help").stdout.partition("Commands:")[2]


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_commands_help_shows_an_example_on_one_line(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert re.search(rf"Example: kashshaf {name}\b", result.stdout)


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"kashshaf, version \d+\.\d+\.\d+\n", run("--version").stdout)


def test_the_installed_command_runs() -> None:
    script = Path(sys.executable).with_name("kashshaf")
    if not script.exists():
        pytest.skip("kashshaf is not installed beside this Python")
    result = subprocess.run([script, "--help"], capture_output=True, text=True, check=False)
    assert result.returncode == 0
    assert "Usage: kashshaf" in result.stdout


# Wrong usage, and archives that are not there


def test_an_unknown_option_is_wrong_usage() -> None:
    result = run("search", "--nonsense")
    assert result.exit_code == 2
    assert "No such option" in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        *(["sync"], ["rebuild"], ["stats"], ["verify"], ["export"], ["serve"], ["search"]),
        *(
            ["facets", "source"],
            ["show", "1"],
            ["similar", "1"],
            ["reprints", "1"],
            ["stories"],
            ["trends", "كتب"],
        ),
    ],
    ids=lambda command: command[0],
)
def test_where_there_is_no_archive_one_line_says_how_to_make_one(
    command: list[str], tmp_path: Path
) -> None:
    result = run(*command, "-a", tmp_path / "none")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        f"Error: there is no archive in {tmp_path / 'none'}: take something in with"
        f" `kashshaf ingest -a {tmp_path / 'none'} FILES`\n"
    )
    assert not (tmp_path / "none").exists()


def test_a_failure_in_a_process_of_its_own_is_one_line_on_standard_error(tmp_path: Path) -> None:
    result = run_apart("stats", cwd=tmp_path, env=os.environ | {"KASHSHAF_ARCHIVE": "press"})
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.startswith("Error: there is no archive in press:")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [["init"], ["stats"], ["ingest", str(ITEMS)]])
def test_an_archive_that_is_a_file_is_wrong_usage(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    result = run(*command, "-a", tmp_path / "file")
    assert result.exit_code == 2
    assert "is a file" in result.stderr


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    result = run("init", "-a", tmp_path / "file" / "press")
    assert result.exit_code == 1
    assert (
        result.stderr == f"Error: cannot make the folder {tmp_path}/file/press: Not a directory\n"
    )


def test_the_environment_names_the_archive(fixtures: Path) -> None:
    assert "100 records" in run("verify", KASHSHAF_ARCHIVE=str(fixtures)).stdout


def test_without_either_the_archive_is_a_folder_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KASHSHAF_ARCHIVE", raising=False)
    assert run("init").exit_code == 0
    assert (tmp_path / "kashshaf-archive" / "settings.toml").exists()


# init


def test_init_makes_an_empty_archive_that_all_commands_can_use(tmp_path: Path) -> None:
    folder = tmp_path / "press"
    result = run("init", "-a", folder, "--title", "أرشيف الصحافة")
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(folder / "settings.toml") in result.stderr
    assert 'title = "أرشيف الصحافة"' in (folder / "settings.toml").read_text("utf-8")
    assert found("-a", folder)["total"] == 0
    assert "records   0\n" in run("stats", "-a", folder).stdout
    assert run("verify", "-a", folder).exit_code == 0
    assert run("export", "-a", folder).stdout == ""


def test_init_leaves_an_archive_alone_that_is_there(press: Path) -> None:
    result = run("init", "-a", press)
    assert result.exit_code == 1
    assert "there is an archive" in result.stderr
    assert run("verify", "-a", press).exit_code == 0


@pytest.mark.parametrize("command", ["init", "rebuild"])
def test_an_unknown_engine_is_wrong_usage_and_makes_nothing(command: str, tmp_path: Path) -> None:
    result = run(command, "-a", tmp_path / "press", "--engine", "lucene")
    assert result.exit_code == 2
    assert "there is no engine “lucene”; use one of: whoosh" in result.stderr
    assert not (tmp_path / "press").exists()


def test_settings_written_before_the_first_ingest_are_kept(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('title = "عنواني"\n', "utf-8")
    assert run("ingest", "-a", tmp_path, "-", given=lines_of(*SMALL)).exit_code == 0
    with Archive.open(tmp_path) as archive:
        assert archive.title == "عنواني"


# ingest


def test_ingest_takes_single_files_and_makes_the_archive(tmp_path: Path) -> None:
    folder = tmp_path / "press"
    posts = ITEMS / "posts" / "book-fair.csv"
    result = run("ingest", "-a", folder, posts, ITEMS / "saved" / "marfa-bridge-cp1256.txt")
    assert result.exit_code == 0
    assert "read 17: 17 added" in result.stderr
    assert result.stdout == ""


def test_ingest_twice_skips_what_is_the_same_and_updates_what_is_not(small: Path) -> None:
    changed = SMALL[0] | {"title": "افتتاح المكتبة الجديدة"}
    result = run("ingest", "-a", small, "-", given=lines_of(changed, SMALL[1]))
    assert "read 2: 0 added, 1 updated, 1 skipped as the same, 0 rejected" in result.stderr
    assert ids("-a", small, "الجديدة") == ["1"]


def test_ingest_maps_columns_as_told(tmp_path: Path) -> None:
    folder = tmp_path / "press"
    given = "headline,story\nعنوان الخبر,نص الخبر كله\n"
    (tmp_path / "posts.csv").write_text(given, "utf-8")
    mapping = ["--map", "title=headline", "--map", "text=story"]
    assert run("ingest", "-a", folder, tmp_path / "posts.csv", *mapping).exit_code == 0
    [record] = exported(folder).values()
    assert (record["title"], record["text"]) == ("عنوان الخبر", "نص الخبر كله")


def test_a_chat_is_taken_in_when_its_reader_is_named(tmp_path: Path) -> None:
    chat = tmp_path / "_chat.txt"
    chat.write_text("16/02/2024, 23:40 - سلمى: نلتقي عند المرفأ\n", encoding="utf-8")
    archive = tmp_path / "press"
    refused = run("ingest", "-a", archive, chat)
    assert refused.exit_code == 1
    assert "--reader whatsapp" in next((archive / "rejects").iterdir()).read_text("utf-8")
    assert run("ingest", "-a", archive, chat, "--reader", "whatsapp").exit_code == 0
    with Archive.open(archive) as opened:
        (record,) = opened.records()
    assert (record.text, record.platform) == ("نلتقي عند المرفأ", "whatsapp")


def test_a_reader_that_there_is_not_is_wrong_usage_and_makes_nothing(tmp_path: Path) -> None:
    archive = tmp_path / "press"
    result = run("ingest", "-a", archive, ITEMS, "--reader", "pdf-of-mine")
    assert result.exit_code == 2
    assert "there is no reader 'pdf-of-mine'; the readers are" in result.output
    assert not archive.exists()


@pytest.mark.parametrize(
    ("mapping", "said"),
    [("headline", "is not of the form title=headline"), ("heading=x", "there is no 'heading'")],
)
def test_a_mapping_that_makes_no_sense_is_wrong_usage_and_makes_nothing(
    mapping: str, said: str, tmp_path: Path
) -> None:
    result = run("ingest", "-a", tmp_path / "press", ITEMS, "--map", mapping)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (tmp_path / "press").exists()


def test_ingest_says_which_files_records_were_updated_from_another(tmp_path: Path) -> None:
    for name, likes in (("old", 1), ("new", 2)):
        (tmp_path / f"{name}.csv").write_text(f"id,text,likes\n1,خبر المرفأ,{likes}\n", "utf-8")
    run("ingest", "-a", tmp_path / "press", tmp_path / "old.csv")
    told = run("ingest", "-a", tmp_path / "press", tmp_path / "new.csv").output
    assert f"{tmp_path / 'old.csv'}, by what {tmp_path / 'new.csv'} says of them: 1" in told


def test_a_text_that_is_there_under_another_id_is_told_of_and_that_id_shows_it(
    tmp_path: Path,
) -> None:
    text = "افتتحت اليوم في المرفأ مكتبة عامة.,الساحل,2014-09-03"
    rows = [f"n-{at}-x,{text},https://saahil.example/{at}" for at in (1, 2)]
    table = tmp_path / "news.csv"
    table.write_text("\n".join(["id,text,source,date,url", *rows]), "utf-8")
    told = run("ingest", "-a", tmp_path / "press", table).output
    assert "another record of the same source and day has the text" in told
    told = run("ingest", "-a", tmp_path / "arabic", table, "--lang", "ar").output
    assert "وحُفظ عنوانه معها: 1" in told
    shown = run("show", "-a", tmp_path / "press", "n-2-x", "--lang", "ar").stdout
    assert "https://saahil.example/1" in shown
    assert re.search("وردت أيضًا في.*https://saahil.example/2", shown)


def test_ingest_names_a_column_of_texts_that_no_field_is_known_by(tmp_path: Path) -> None:
    sheet = tmp_path / "posts.csv"
    sheet.write_text("العنوان,متن كامل\nمكتبة,افتتحت المكتبة أبوابها اليوم أمام القراء.\n", "utf-8")
    told = run("ingest", "-a", tmp_path / "press", sheet).output
    assert "what its column “متن كامل” says is not searched" in told
    assert "--map 'text=متن كامل'" in told
    assert "«متن كامل»" in run("ingest", "-a", tmp_path / "press", sheet, "--lang", "ar").output


def test_ingest_of_what_is_not_there_is_wrong_usage_and_makes_nothing(tmp_path: Path) -> None:
    result = run("ingest", "-a", tmp_path / "press", ITEMS, tmp_path / "artcles")
    assert result.exit_code == 2
    assert f"Error: {tmp_path / 'artcles'}: there is no such file or folder" in result.stderr
    assert not (tmp_path / "press").exists()


def test_ingest_of_nothing_is_wrong_usage() -> None:
    assert run("ingest").exit_code == 2


def test_an_archive_among_the_files_it_is_fed_from_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KASHSHAF_ARCHIVE", raising=False)
    (tmp_path / "articles.jsonl").write_text(lines_of(*SMALL) + "{}\n", "utf-8")
    assert "read 3: 2 added, 0 updated, 0 skipped as the same, 1 rejected" in (
        run("ingest", ".").stderr
    )
    assert "read 3: 0 added, 0 updated, 2 skipped as the same, 1 rejected" in (
        run("ingest", ".").stderr
    )


def test_an_archive_given_to_take_in_is_refused_with_the_way_to_do_it(
    small: Path, tmp_path: Path
) -> None:
    result = run("ingest", "-a", tmp_path / "other", small)
    assert result.exit_code == 1
    [rejects] = (tmp_path / "other" / "rejects").iterdir()
    assert "kashshaf export" in rejects.read_text("utf-8")


def test_ingest_while_another_process_writes_names_it(small: Path) -> None:
    with writing(small, "rebuild"):
        result = run_apart("ingest", "-a", small, ITEMS / "magazine.json")
    assert result.returncode == 1
    assert f"pid {os.getpid()}" in result.stderr
    assert "doing “rebuild”" in result.stderr
    assert "Traceback" not in result.stderr


# search


def test_search_prints_titles_what_is_known_and_a_count(fixtures: Path) -> None:
    result = run("search", "-a", fixtures, "الكتاب", "--limit", "2", "--source", "صحيفة الساحل")
    assert result.exit_code == 0
    assert "معرض الكتاب يفتح أبوابه في رأس المرجان\n" in result.stdout
    assert "  صحيفة الساحل · 2014-09-03 · web · saahil-2014-001\n" in result.stdout
    said = (
        r"\d+ found: the word الكتاب in any form; and source صحيفة الساحل\nalso searched for: كتب\n"
    )
    assert re.fullmatch(said, result.stderr)


def test_words_alone_are_searched_for_without_variants(fixtures: Path) -> None:
    alone = found("-a", fixtures, "كتاب", "--no-variants")
    assert alone["variants"] == {}
    wide = found("-a", fixtures, "كتاب")
    assert wide["variants"] == {"كتاب": ["كتب"]}
    assert wide["total"] > alone["total"]


def test_a_count_comes_with_those_of_closer_levels(fixtures: Path) -> None:
    result = run("search", "-a", fixtures, "مكتبة", "--limit", "1")
    levels = found("-a", fixtures, "مكتبة", "--limit", "1")["levels"]
    told = (
        f"of these: {levels['clitics']} with its prefixes (--level clitics),"
        f" {levels['word']} the word itself (--level word)\n"
    )
    assert told in result.stderr
    for level, count in levels.items():
        assert found("-a", fixtures, "مكتبة", "--level", level)["total"] == count


def test_a_count_of_several_words_comes_with_that_of_their_phrase(fixtures: Path) -> None:
    phrase = found("-a", fixtures, "معرض", "الكتاب", "--limit", "1")["phrase"]
    told = f"{phrase['total']} side by side in this order ({phrase['query']})\n"
    assert told in run("search", "-a", fixtures, "معرض الكتاب", "--limit", "1").stderr
    assert found("-a", fixtures, phrase["query"], "--limit", "1")["total"] == phrase["total"]


def test_several_words_need_no_quotes(fixtures: Path) -> None:
    apart, together = (
        run("search", "-a", fixtures, "معرض", "الكتاب"),
        run("search", "-a", fixtures, "معرض الكتاب"),
    )
    assert apart.stdout == together.stdout != ""


def test_search_of_nothing_lists_everything_newest_first(fixtures: Path) -> None:
    answer = found("-a", fixtures, "--limit", "100")
    days = [
        hit["date"] for hit in answer["hits"] if re.fullmatch(r"\d{4}-..-..", hit["date"] or "")
    ]
    assert answer["total"] == 100
    assert days == sorted(days, reverse=True)


def test_a_slip_is_asked_about_and_nothing_is_searched_for_that_was_not_typed(
    fixtures: Path,
) -> None:
    result = run("search", "-a", fixtures, "توتتير")
    assert result.stdout == ""
    assert result.stderr.startswith("0 found")
    assert re.search("did you mean: .*تويتر", result.stderr)
    assert found("-a", fixtures, "7isabat")["suggestions"][0] == "حسابات"


def test_what_is_typed_is_completed(fixtures: Path) -> None:
    lines = run("complete", "-a", fixtures, "معرض", "الكت").stdout.splitlines()
    assert lines[0] == "معرض الكتاب"
    assert any("معرض الكتاب يفتح" in line for line in lines)
    found = json.loads(run("complete", "-a", fixtures, "الساح", "--json").stdout)
    assert found["words"][0] == "الساحل"
    assert [(of["field"], of["value"]) for of in found["values"]] == [("source", "صحيفة الساحل")]


def test_search_prints_json_of_the_one_shape(fixtures: Path) -> None:
    answer = found("-a", fixtures, "تويتر", "--limit", "1")
    assert list(answer) == [
        "query", "interpreted", "total", "stories", "parts", "took_ms", "hits", "facets",
        "suggestions", "variants", "levels", "phrase", "warnings",
    ]  # fmt: skip
    assert answer["query"] == "تويتر"
    assert "تويتر" in answer["interpreted"]
    assert answer["total"] == 8
    assert answer["took_ms"] > 0
    [hit] = answer["hits"]
    known = ["id", "title", "source", "date", "platform", "author", "url"]
    assert list(hit) == [*known, "score", "snippet", "story"]
    assert "<mark>تويتر</mark>" in hit["snippet"]
    assert (answer["facets"], answer["warnings"]) == ({}, [])


def test_facets_count_the_results(fixtures: Path) -> None:
    answer = found("-a", fixtures, "تويتر", "--facets")
    facets = answer["facets"]
    assert list(facets) == [field.key for field in STANDARD.facets]
    assert sum(value["count"] for value in facets["source"]) == answer["total"]
    assert {tuple(value) for value in facets["platform"]} == {
        ("value", "label", "count", "stories")
    }
    assert {tuple(value) for value in facets["date"]} == {("value", "count", "stories")}
    assert facets["mentions"][0] == {
        "value": "twitter", "label": "تويتر (إكس)", "count": 7, "stories": None
    }  # fmt: skip


def test_results_are_limited_to_the_country_of_their_source(own_archive: Archive) -> None:
    press = own_archive.folder
    assert found("-a", press, "--country", "مصر")["total"] == 12
    assert found("-a", press, "--country", "eg", "--country", "Lebanon")["total"] == 24
    assert found("-a", press, "البلد:لبنان")["total"] == 12
    assert found("-a", press, "--exclude", "country=EG")["total"] == 12
    printed = run("facets", "-a", press, "country").stdout
    assert re.search(r"^  EG +Egypt +12\n  LB +Lebanon +12$", printed, re.MULTILINE)
    assert run("facets", "-a", press, "country", "--lang", "ar").stdout.count("لبنان") == 1


def test_a_record_is_shown_with_the_country_of_its_source(own_archive: Archive) -> None:
    shown = re.sub("[\u2068\u2069]", "", run("show", "-a", own_archive.folder, "report-1").stdout)
    assert re.search("^  source’s country +LB – Lebanon$", shown, re.MULTILINE)


def test_facets_are_printed_as_text_too(fixtures: Path) -> None:
    printed = run("search", "-a", fixtures, "--facets").stdout
    assert re.search(r"^platform\n  web +Website +\d+$", printed, re.MULTILINE)


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        (["--source", "صحيفة الساحل"], lambda hit: hit["source"] == "صحيفة الساحل"),
        (["--platform", "twitter"], lambda hit: hit["platform"] == "twitter"),
        (["--platform", "تلغرام"], lambda hit: hit["platform"] == "telegram"),
        (["--since", "2020", "--until", "2020"], lambda hit: hit["date"].startswith("2020")),
        (["--until", "1960"], lambda hit: hit["date"] < "1961"),
        (
            ["--source", "unknown", "--platform", "twitter", "--platform", "facebook"],
            lambda hit: hit["source"] is None and hit["platform"] in ("twitter", "facebook"),
        ),
        (
            ["--exclude", "source=unknown", "--exclude", "platform=web"],
            lambda hit: hit["source"] is not None and hit["platform"] != "web",
        ),
        (
            ["--exclude", "source=صحيفة الساحل", "--exclude", "source=شبكة المنارة"],
            lambda hit: hit["source"] not in ("صحيفة الساحل", "شبكة المنارة"),
        ),
        (["--date", "unknown"], lambda hit: (hit["date"] or "XXXX").startswith("XXXX")),
        (["--exclude", "date=unknown", "--until", "1960"], lambda hit: hit["date"] < "1961"),
    ],
)
def test_filters_keep_what_they_name(fixtures: Path, filters: list[str], holds: Any) -> None:
    answer = found("-a", fixtures, "--limit", "100", *filters)
    assert 0 < answer["total"] == len(answer["hits"]) < 100
    assert all(map(holds, answer["hits"]))


def test_mentions_and_agencies_filter(fixtures: Path) -> None:
    credited = ids("-a", fixtures, "--agency", "فرانس برس")
    assert {"shamal-2016-001", "saahil-2016-001"} <= set(credited)
    speaking = ids("-a", fixtures, "--mentions", "diaspora", "--limit", "100")
    assert "manara-2014-002" in speaking


def test_authors_and_tags_filter(fixtures: Path) -> None:
    written = ids("-a", fixtures, "--author", "ليلى منصور")
    records = exported(fixtures)
    assert written
    assert all(records[key]["author"] == "ليلى منصور" for key in written)
    tagged = ids("-a", fixtures, "--tag", "تراث", "--tag", "بحر")
    assert all({"تراث", "بحر"} & set(records[key]["tags"]) for key in tagged)
    left = ids("-a", fixtures, "--tag", "تراث", "--tag", "بحر", "--exclude", "tag=بحر")
    assert set(left) == {key for key in tagged if "بحر" not in records[key]["tags"]} < set(tagged)


def test_match_any_finds_more_than_all(fixtures: Path) -> None:
    every = found("-a", fixtures, "مكتبة جسر")["total"]
    some = found("-a", fixtures, "مكتبة جسر", "--match", "any")["total"]
    assert every < some


def test_sort_orders_by_date_both_ways(fixtures: Path) -> None:
    dated: list[str | Path] = ["-a", fixtures, "--since", "1900", "--limit", "100"]
    newest = [hit["date"] for hit in found(*dated, "--sort", "newest")["hits"]]
    oldest = [hit["date"] for hit in found(*dated, "--sort", "oldest")["hits"]]
    assert newest[0] > oldest[0]
    assert (newest[0], oldest[0]) == (oldest[-1], newest[-1])


def test_pages_follow_one_another(fixtures: Path) -> None:
    whole = ids("-a", fixtures, "كتاب", "--limit", "6")
    first = ids("-a", fixtures, "كتاب", "--limit", "3")
    second = ids("-a", fixtures, "كتاب", "--limit", "3", "--offset", "3")
    assert whole == first + second
    assert len(whole) == 6
    assert ids("-a", fixtures, "كتاب", "--limit", "0") == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--since", "yesterday"], "since: 'yesterday' is not a date such as 2014, 2014-09"),
        (["--until", "2014-13"], "until: "),
        (["--sort", "best"], "'best' is not one of"),
        (["--match", "some"], "'some' is not one of"),
        (["--limit", "-1"], "-1 is not in the range"),
        (["--exclude", "رويترز"], "“رويترز” is not of the form source=رويترز"),
        (["--exclude", "source="], "“source=” is not of the form source=رويترز"),
        (["--exclude", "date=2014"], "the filter on date takes “unknown” alone, not “2014”"),
        (["ا" * 2001], "the query has 2,001 characters; the most is 2,000"),
    ],
)
def test_a_search_that_makes_no_sense_is_wrong_usage(
    fixtures: Path, arguments: list[str], said: str
) -> None:
    result = run("search", "-a", fixtures, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_query_that_is_not_understood_is_searched_with_a_warning(fixtures: Path) -> None:
    result = run("search", "-a", fixtures, '"معرض الكتاب')
    assert result.exit_code == 0
    assert len(result.stderr.splitlines()) > 1
    assert found("-a", fixtures, '"معرض الكتاب')["warnings"]


# concordance and trends


def test_the_lines_of_a_concordance_stand_with_their_matches_below_each_other(small: Path) -> None:
    again = {"id": "3", "text": "بيعت كُتُبٌ قديمة.", "source": "صحيفة الساحل", "date": "2015"}
    run("ingest", "-a", small, "-", given=lines_of(again))
    result = run("concordance", "-a", small, "كتب", "--sort", "oldest", "--words", "2")
    shown = [re.sub(r"[\u200f\u2068\u2069]", "", line) for line in result.stdout.splitlines()]
    assert shown == [
        "     كتب جديدة على  [2014-09]",
        "بيعت كُتُبٌ قديمة.  [صحيفة الساحل · 2015]",
    ]
    assert all(line.startswith("\u200f") for line in result.stdout.splitlines())
    assert result.stderr == "2 occurrences of 2 records that match\n"


def test_a_concordance_in_json_says_how_much_was_read_and_what_was_not_understood(
    small: Path,
) -> None:
    found = json.loads(run("concordance", "-a", small, "كتب", '"جدي*"', "--json").stdout)
    assert (found["total"], found["records_read"], found["records_matching"]) == (0, 0, 0)
    assert len(found["warnings"]) == 1
    (line,) = json.loads(run("concordance", "-a", small, "تويتر", "--json").stdout)["lines"]
    assert line == {
        "before": "كتب جديدة على",
        "match": "تويتر",
        "after": ".",
        "id": "1",
        "title": "افتتاح المكتبة",
        "source": None,
        "published": "2014-09",
    }


def test_trends_are_a_table_whose_arabic_headings_keep_their_places(small: Path) -> None:
    more = (
        {"id": "3", "text": "معرض", "date": "2017"},
        {"id": "4", "text": "معرض", "date": "2017"},
    )
    run("ingest", "-a", small, "-", given=lines_of(*more))
    result = run("trends", "-a", small, "معرض", "تويتر", "--by", "year")
    header, *rows = result.stdout.splitlines()
    assert header.split() == ["year", "\u2068معرض\u2069", "\u2068تويتر\u2069", "records"]
    assert [row.split() for row in rows] == [
        ["2014", "0", "(0.0%)", "1", "(100.0%)", "1"],
        ["2015..2016", "–", "–", "0"],
        ["2017", "2", "(100.0%)", "0", "(0.0%)", "2"],
    ]
    widths = {len(re.sub(r"[\u2068\u2069]", "", line)) for line in (header, *rows)}
    assert len(widths) == 1
    assert result.stderr == "معرض: 1 of 3 have no place here\n"


def test_trends_count_each_story_once_and_give_no_row_to_years_without_records(small: Path) -> None:
    pier = (
        "رسا على رصيف المرفأ صباح اليوم أول قارب من قوارب الصيد بعد عاصفة دامت ثلاثة أيام كاملة، "
        "وخرج الأهالي إلى الشاطئ يستقبلون البحّارة العائدين بالخبز والتمر، وقال شيخ الصيادين إن "
        "الموج كسر صواري أربع سفن صغيرة، ولم يُصب من رجالها أحد، وإن السوق ستفتح أبوابها غدًا"
    )
    both = ({"id": name, "text": pier, "date": "2017", "source": name} for name in ("5", "6"))
    run("ingest", "-a", small, "-", given=lines_of(*both, {"id": "7", "text": "رصيف"}))
    asked = ("trends", "-a", small, "رصيف", "تويتر", "--by", "year", "--format", "csv")
    records, stories = (
        run(*asked, "--per", per).stdout.splitlines() for per in ("record", "story")
    )
    assert records[1:] == ['"2014","0","1","1"', '"2017","2","0","2"']
    assert stories[1:] == ['"2014","0","1","1"', '"2017","1","0","1"']
    assert (records[0][-9:], stories[0][-9:]) == ('"records"', '"stories"')


def test_trends_by_country_call_countries_by_their_names(own_archive: Archive) -> None:
    asked = ("trends", "-a", own_archive.folder, "المكتبة", "--by", "country")
    printed = re.sub("[\u2068\u2069]", "", run(*asked).stdout)
    rows = [line.split() for line in printed.splitlines()]
    assert [row[:3] for row in rows[1:]] == [["EG", "–", "Egypt"], ["LB", "–", "Lebanon"]]
    assert json.loads(run(*asked, "--json").stdout)["places"] == ["EG", "LB"]


def test_trends_of_each_source_are_a_row_for_each_query_and_period(small: Path) -> None:
    more = {"id": "3", "text": "معرض", "date": "2017", "source": "صحيفة الساحل"}
    run("ingest", "-a", small, "-", given=lines_of(more))
    asked = ("trends", "-a", small, "معرض", "--by", "year", "--each", "source")
    rows = run(*asked, "--format", "csv").stdout.splitlines()
    assert rows[0].endswith('"source","query","year","count","records"')
    assert '"صحيفة الساحل","معرض","2017","1","1"' in rows
    assert "1 (100.0%)" in run(*asked).stdout
    assert run(*asked[:-1], "date").exit_code == 2


def test_trends_are_printed_as_json(small: Path) -> None:
    found = json.loads(run("trends", "-a", small, "تويتر", "--by", "month", "--json").stdout)
    assert found == {
        "by": "month",
        "places": ["2014-09"],
        "records": [1],
        "gaps": [],
        "stories": None,
        "trends": [
            {
                "query": "تويتر",
                "total": 1,
                "counts": [1],
                "elsewhere": 0,
                "stories": None,
                "story_counts": None,
            }
        ],
    }


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("concordance", "كتب", "--words", "0"), "words is from 1 to 30, not 0"),
        (("trends", *"ابتثجح"), "trends are of 1 to 5 queries, not 6"),
        (("trends", "كتب", "--by", "week"), "week"),
        (("trends",), "Missing argument"),
    ],
)
def test_lines_and_trends_that_make_no_sense_are_wrong_usage(
    small: Path, arguments: tuple[str, ...], named: str
) -> None:
    command, *rest = arguments
    result = run(command, "-a", small, *rest)
    assert result.exit_code == 2
    assert named in result.stderr


@pytest.mark.parametrize("command", ["search", "concordance", "complete"])
def test_what_strangers_wrote_does_not_steer_the_terminal(small: Path, command: str) -> None:
    steering = "خبر\x1b[2J \x9b31m عاجل \u202eمقلوب"
    hostile = {"id": "3", "title": steering, "text": steering, "source": "خبر\x1b]0;x\x07"}
    run("ingest", "-a", small, "-", given=lines_of(hostile))
    arguments = [command, "-a", str(small), "خبر"]
    printed = CliRunner().invoke(main, arguments, catch_exceptions=False, color=True).stdout
    own = re.sub(r"\x1b\[[0-9;]*m", "", printed)
    assert "خبر" in own
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", own)


# stats and verify


def test_stats_say_what_the_archive_holds(fixtures: Path) -> None:
    lines = run("stats", "-a", fixtures).stdout.splitlines()
    assert lines[0] == "records   100"
    assert lines[1] == "dates     1950-10-12 to 2026-01-12; 7 undated"
    figures = json.loads(run("stats", "-a", fixtures, "--json").stdout)
    assert (figures["records"], figures["undated"], figures["behind"]) == (100, 7, 0)
    assert figures["values"]["source"] == 10
    assert figures["index_bytes"] > 0 < figures["store_bytes"]


def test_a_good_archive_verifies(fixtures: Path) -> None:
    result = run("verify", "-a", fixtures)
    assert (result.exit_code, result.stdout) == (0, "100 records, 100 in the index\n")
    assert json.loads(run("verify", "-a", fixtures, "--json").stdout)["good"] is True


def in_the_index(folder: Path, name: str) -> Path:
    return folder / "index" / (folder / "index" / "current").read_text().strip() / name


def restate(folder: Path, **others: Any) -> None:
    """Have the manifest state something else."""
    path = in_the_index(folder, "manifest.json")
    replace(Manifest.read(path), **others).write(path)


def test_an_index_that_lacks_a_record_fails_to_verify_until_rebuilt(press: Path) -> None:
    index = shutil.copytree(press / "index", press.parent / "index")
    assert run("ingest", "-a", press, "-", given=lines_of(*SMALL)).exit_code == 0
    shutil.rmtree(press / "index")
    index.rename(press / "index")
    with Store.open(press / Archive.STORE, readonly=True) as store:
        restate(press, reached=store.last_change, mark=store.mark(store.last_change))

    result = run("verify", "-a", press)
    assert result.exit_code == 1
    first, *named = result.stdout.splitlines()
    assert first == "102 records, 100 in the index"
    assert named == ["the index lacks: 1", "the index lacks: 2"]
    assert "the index lacks 2 records" in result.stderr
    assert json.loads(run("verify", "-a", press, "--json").stdout)["missing"] == ["1", "2"]
    assert run("rebuild", "-a", press, "--workers", "1").exit_code == 0
    assert run("verify", "-a", press).exit_code == 0


def test_an_index_that_was_cut_off_says_so_until_synced(press: Path) -> None:
    index = shutil.copytree(press / "index", press.parent / "index")
    assert run("remove", "-a", press, "saahil-2014-001").stderr == "removed 1\n"
    shutil.rmtree(press / "index")
    index.rename(press / "index")
    assert "behind    1 changes: run `kashshaf sync`" in run("stats", "-a", press).stdout
    assert "is 1 changes behind" in run("verify", "-a", press).stderr
    assert run("sync", "-a", press).stderr == "the index holds all 99 records\n"
    assert run("verify", "-a", press).exit_code == 0


@pytest.mark.parametrize(
    "harm",
    [
        lambda press: in_the_index(press, "manifest.json").unlink(),
        lambda press: in_the_index(press, "manifest.json").write_text("{"),
        lambda press: shutil.rmtree(in_the_index(press, "engine")),
        lambda press: (press / "index" / "current").write_text("nowhere"),
        lambda press: (press / "index" / "current").write_bytes(b"\xff\xfe"),
        lambda press: shutil.rmtree(press / "index"),
    ],
    ids=[
        "no manifest", "half a manifest", "no engine files",
        "leads nowhere", "scrambled pointer", "no index",
    ],
)  # fmt: skip
def test_a_damaged_index_is_named_and_a_rebuild_mends_it(press: Path, harm: Any) -> None:
    harm(press)
    for command in ("verify", "search", "stats"):
        result = run(command, "-a", press)
        assert result.exit_code == 1
        assert re.fullmatch(r"Error: .*run `kashshaf (rebuild|sync)`.*\n", result.stderr)
    assert run("rebuild", "-a", press, "--workers", "1").exit_code == 0
    assert run("verify", "-a", press).exit_code == 0
    assert len(list((press / "index").iterdir())) == 2


def test_an_index_of_scrambled_files_is_named_and_a_rebuild_mends_it(press: Path) -> None:
    for file in in_the_index(press, "engine").iterdir():
        file.write_bytes(bytes(range(100)))
    # Not in this process: Whoosh leaves files open that it cannot read.
    result = run_apart("search", "-a", press)
    assert result.returncode == 1
    assert re.fullmatch(r"Error: .*: damaged or missing; run `kashshaf rebuild`\n", result.stderr)
    assert run("rebuild", "-a", press, "--workers", "1").exit_code == 0
    assert run("verify", "-a", press).exit_code == 0


# sync, rebuild, remove, export


def test_rebuild_with_two_workers_finds_the_same(press: Path) -> None:
    before = found("-a", press, "كتاب", "--limit", "100")["hits"]
    result = run("rebuild", "-a", press, "--workers", "2")
    assert (result.exit_code, result.stderr) == (0, "the new index holds 100 records\n")
    assert found("-a", press, "كتاب", "--limit", "100")["hits"] == before


def test_rebuild_if_needed_does_nothing_to_a_current_index(press: Path) -> None:
    before = in_the_index(press, "manifest.json")
    assert run("rebuild", "-a", press, "--if-needed").stderr == "the index is current\n"
    assert in_the_index(press, "manifest.json") == before
    restate(press, arabic="other rules")
    assert "run `kashshaf rebuild`" in run("search", "-a", press).stderr
    assert run("rebuild", "-a", press, "--if-needed").stderr == "the new index holds 100 records\n"
    assert run("search", "-a", press).exit_code == 0


def test_sync_of_a_current_index_changes_nothing(press: Path) -> None:
    assert run("sync", "-a", press).stderr == "the index holds all 100 records\n"


def test_what_is_removed_is_found_no_more_until_taken_in_again(press: Path) -> None:
    result = run("remove", "-a", press, "saahil-2014-001", "saahil-2014-002")
    assert (result.exit_code, result.stderr) == (0, "removed 2\n")
    assert "saahil-2014-001" not in ids("-a", press, "--limit", "100")
    assert "98 records, 98 in the index" in run("verify", "-a", press).stdout
    assert "2 added" in run("ingest", "-a", press, ITEMS).stderr
    assert "saahil-2014-001" in ids("-a", press, "--limit", "100")


def test_removing_what_is_not_there_fails_and_removes_nothing(press: Path) -> None:
    result = run("remove", "-a", press, "saahil-2014-001", "nobody")
    assert result.exit_code == 1
    assert "no record has the id 'nobody'" in result.stderr
    assert "100 records" in run("verify", "-a", press).stdout


def test_what_is_exported_and_taken_in_is_the_same(fixtures: Path, tmp_path: Path) -> None:
    file = tmp_path / "press.jsonl"
    assert run("export", "-a", fixtures, "-o", file).exit_code == 0
    assert "read 100: 100 added" in run("ingest", "-a", tmp_path / "copy", file).stderr
    assert exported(tmp_path / "copy") == exported(fixtures)
    assert "100 skipped as the same" in run("ingest", "-a", tmp_path / "copy", file).stderr


def test_a_copy_of_the_store_alone_is_a_whole_archive(small: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    shutil.copy(small / Archive.STORE, tmp_path / "copy")
    assert run("sync", "-a", tmp_path / "copy").stderr == "the index holds all 2 records\n"
    assert exported(tmp_path / "copy") == exported(small)


def test_a_reader_of_the_export_may_leave_early(fixtures: Path) -> None:
    with subprocess.Popen(
        [*KASHSHAF, "export", "-a", fixtures], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as export:
        assert export.stdout and export.stderr
        export.stdout.readline()
        export.stdout.close()
        assert export.stderr.read() == b""
    assert export.returncode == 0


# serve and demo


def test_serve_keeps_to_the_limits_of_the_pages_unless_told_otherwise() -> None:
    options = {option.name: option for option in main.commands["serve"].params}
    assert options["threads"].default == limits.THREADS
    assert options["seconds"].default == limits.SECONDS


def free_port() -> int:
    with socket.socket() as given:
        given.bind(("127.0.0.1", 0))
        port: int = given.getsockname()[1]
        return port


def fetch(port: int, path: str) -> str:
    """What the server answers, once it does."""
    until = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
                return str(answer.read().decode())
        except urllib.error.URLError as error:
            if isinstance(error, urllib.error.HTTPError) or time.monotonic() > until:
                raise
            time.sleep(0.1)


def heed_ctrl_c() -> None:
    """Also where the shell that started the tests ignores it, as it does for `make test &`."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def serving(*command: str | Path) -> Iterator[tuple[int, "subprocess.Popen[str]"]]:
    port = free_port()
    with subprocess.Popen(
        [*KASHSHAF, *map(str, command), "--port", str(port)],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_ctrl_c,
    ) as server:
        try:
            yield port, server
        finally:
            server.kill()


def stop(server: "subprocess.Popen[str]", by: signal.Signals) -> tuple[int, str]:
    """End it as Ctrl+C or a system does; its exit status, and what it has said since."""
    server.send_signal(by)
    _, said = server.communicate(timeout=20)
    return server.returncode, said


ENDS = pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM], ids=lambda by: by.name)
ENDS_AT_LENGTH = pytest.mark.parametrize(
    "by",
    [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.long)],
    ids=lambda by: by.name,
)


@ENDS
def test_serve_shows_pages_and_answers_the_api_until_stopped(
    fixtures: Path, by: signal.Signals
) -> None:
    with serving("serve", "-a", fixtures) as (port, server):
        assert 'dir="rtl"' in fetch(port, "/")
        query = urllib.parse.quote("تويتر")
        answer = json.loads(fetch(port, f"/api/v1/search?q={query}"))
        assert answer["total"] == 8
        assert list(answer) == list(found("-a", fixtures, "تويتر"))
        taken = run_apart("serve", "-a", fixtures, "--port", str(port))
        assert taken.returncode == 1
        assert f"cannot listen on 127.0.0.1:{port}: Address already in use" in taken.stderr
        assert stop(server, by) == (
            0,
            f"press: 100 records on http://127.0.0.1:{port} (Ctrl+C stops)\n",
        )


def test_serve_on_no_port_is_wrong_usage(fixtures: Path) -> None:
    assert run("serve", "-a", fixtures, "--port", "80000").exit_code == 2


@ENDS_AT_LENGTH
def test_demo_serves_the_fixtures_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: signal.Signals
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with serving("demo") as (port, server):
        assert json.loads(fetch(port, "/api/v1/search?q="))["total"] == 100
        assert list(tmp_path.iterdir())
        status, said = stop(server, by)
        assert status == 0
        assert "read 100: 100 added" in said
        assert f"100 records on http://127.0.0.1:{port}" in said
    assert not list(tmp_path.iterdir())


@ENDS
def test_demo_says_at_once_what_it_does_and_leaves_nothing_behind_when_ended_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: signal.Signals
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with serving("demo") as (_, server):
        assert server.stderr
        assert server.stderr.readline().startswith("making an archive of the examples")
        until = time.monotonic() + 30
        while not list(tmp_path.glob("*/archive.sqlite")) and time.monotonic() < until:
            time.sleep(0.01)
        status, said = stop(server, by)
        assert status == 130
        assert "Traceback" not in said
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ready", ["*", "*/archive.sqlite", "*/index/current"])
def test_demo_leaves_nothing_behind_however_often_it_is_told_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready: str
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with serving("demo") as (_, server):
        until = time.monotonic() + 120
        while not list(tmp_path.glob(ready)) and time.monotonic() < until:
            time.sleep(0.001)
        while server.poll() is None and time.monotonic() < until:
            server.send_signal(signal.SIGTERM)
            time.sleep(0.001)
        assert server.stderr
        assert "Traceback" not in server.stderr.read()
    assert not list(tmp_path.iterdir())


@ENDS_AT_LENGTH
def test_make_demo_leaves_nothing_behind_when_make_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: signal.Signals
) -> None:
    if shutil.which("make") is None:
        pytest.skip("needs make")
    (tmp_path / "its").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "its"))
    command = shlex.join([*KASHSHAF, "demo", "--port", str(free_port())])
    (tmp_path / "Makefile").write_text(f"demo:\n\t{command}\n")
    with subprocess.Popen(
        ["make", "demo"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_ctrl_c,
        start_new_session=True,
    ) as made:
        assert made.stderr
        while "records on http" not in made.stderr.readline():
            pass
        os.killpg(made.pid, by)  # all that it has started, and make passes it on to them
        assert "Traceback" not in made.stderr.read()
    assert not list((tmp_path / "its").iterdir())


def test_a_wish_to_end_is_not_lost_that_comes_while_python_lets_nothing_out() -> None:
    code = """
import gc, os, signal, time
from kashshaf.cli.ending import end_when_told

class Busy:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.01)

end_when_told()
try:
    Busy()
    time.sleep(10)
except KeyboardInterrupt:
    print("ended")
"""
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert (result.stdout, result.stderr) == ("ended\n", "")


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_server_that_a_script_left_to_itself_is_deaf_to_ctrl_c_and_ends_when_told(
    fixtures: Path, processes: str
) -> None:
    port = free_port()
    serve = ("serve", "-a", str(fixtures), "--port", str(port), "--processes", processes)
    command = shlex.join([*KASHSHAF, *serve])
    with subprocess.Popen(
        # A shell without job control starts what ends in & so that it ignores SIGINT.
        ["sh", "-c", f"{command} & echo $!; wait"],
        stdout=subprocess.PIPE,
        text=True,
    ) as script:
        assert script.stdout
        server = int(script.stdout.readline())
        fetch(port, "/")
        os.kill(server, signal.SIGINT)
        time.sleep(0.5)
        fetch(port, "/")
        os.kill(server, signal.SIGTERM)
        script.wait(20)


# Progress, and Ctrl+C


WORDS = "كتاب مدرسة نهر صحيفة خبر مدينة قرية شارع قطار مكتبة معرض جسر"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes some seconds to take in."""
    file = tmp_path_factory.mktemp("many") / "many.jsonl"
    text = f"{WORDS} " * 12
    file.write_text(
        lines_of(
            *({"id": str(n), "title": f"خبر {n}", "text": f"{text} {n}"} for n in range(6000))
        ),
        "utf-8",
    )
    return file


def on_terminal(
    *command: str | Path, interrupt_when: str | None = None, timeout: float = 60
) -> tuple[int, str]:
    """The exit status of a command on a terminal and all that is shown; Ctrl+C once told to."""
    pid, terminal = pty.fork()
    if pid == 0:
        heed_ctrl_c()
        os.execv(KASHSHAF[0], [*KASHSHAF, *map(str, command)])  # noqa: S606
    termios.tcsetwinsize(terminal, (24, 100))
    shown, until = "", time.monotonic() + timeout
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 0.5)[0]:
            continue
        try:
            shown += os.read(terminal, 65536).decode(errors="replace")
        except OSError:  # the other end is closed
            break
        if interrupt_when is not None and re.search(interrupt_when, shown):
            os.write(terminal, b"\x03")
            interrupt_when = None
    else:
        os.kill(pid, signal.SIGKILL)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown


def test_on_a_terminal_a_bar_shows_rate_and_time_left(many: Path, tmp_path: Path) -> None:
    status, shown = on_terminal("ingest", "-a", tmp_path / "press", many, "--workers", "2")
    assert status == 0
    assert re.search(r"reading: +\d+%\|.*MB?/s\]", shown)
    assert re.search(r"indexing: +\d+%\|.*<.* records/s\]", shown)
    assert "read 6,000: 6,000 added" in shown


def test_elsewhere_progress_is_plain_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kashshaf.cli import progress

    monkeypatch.setattr(progress, "_SECONDS_BETWEEN_LINES", 0)
    with progress.Progress("reading", 200, "B") as bar:
        bar.add(50)
        bar.add(150)
    with progress.Progress("reading", 0, "B") as bar:
        bar.add(5000)
    assert capsys.readouterr().err == "reading: 25%\nreading: 100%\nreading: 5,000\n"


def test_a_short_run_without_a_terminal_says_only_what_came_of_it(tmp_path: Path) -> None:
    result = run_apart("ingest", "-a", tmp_path / "press", ITEMS / "magazine.json")
    assert result.stderr == "read 9: 9 added, 0 updated, 0 skipped as the same, 0 rejected\n"


@pytest.mark.parametrize(
    "moment",
    [pytest.param(r"reading: +[2-9]\d%", marks=pytest.mark.long), r"indexing: +[2-9]\d%"],
    ids=["reading", "indexing"],
)
def test_ctrl_c_says_what_was_taken_and_the_same_command_goes_on(
    many: Path, tmp_path: Path, moment: str
) -> None:
    command: list[str | Path] = ["ingest", "-a", tmp_path / "press", many, "--workers", "2"]
    status, shown = on_terminal(*command, interrupt_when=moment)
    assert status == 130
    assert re.search(r"read [\d,]+: [\d,]+ added", shown)
    assert "stopped: nothing is lost, run the same command again to go on" in shown
    assert "Traceback" not in shown
    kept = int(re.findall(r"read [\d,]+: ([\d,]+) added", shown)[-1].replace(",", ""))
    assert f"{kept:,} skipped as the same" in run(*command).stderr
    assert "6,000 records, 6,000 in the index" in run("verify", "-a", tmp_path / "press").stdout


@pytest.mark.long
def test_ctrl_c_in_a_rebuild_leaves_the_old_index_in_use(many: Path, tmp_path: Path) -> None:
    folder = tmp_path / "press"
    run("ingest", "-a", folder, many, "--workers", "2")
    before = (folder / "index" / "current").read_text()
    status, shown = on_terminal(
        "rebuild", "-a", folder, "--workers", "2", interrupt_when=r"indexing: +[1-9]\d%"
    )
    assert status == 130
    assert "Traceback" not in shown
    assert "stopped: nothing is lost" in shown
    assert (folder / "index" / "current").read_text() == before
    assert {entry.name for entry in (folder / "index").iterdir()} == {"current", before.strip()}
    assert run("verify", "-a", folder).exit_code == 0
