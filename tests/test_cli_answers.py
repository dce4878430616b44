"""What the commands print: in every format, in both languages, and nothing that is not asked."""

import csv
import io
import json
import re
from pathlib import Path
from string import Formatter
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from kashshaf import Archive
from kashshaf.cli import formats, wording
from kashshaf.cli.main import main


def run(*arguments: str | Path, **settings: str) -> Result:
    """One command in this process; an exception that nothing foresaw fails the test."""
    return CliRunner().invoke(
        main, [str(part) for part in arguments], env=settings, catch_exceptions=False
    )


def printed(*arguments: str | Path) -> Any:
    """What a command prints as JSON."""
    result = run(*arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def cells(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture(scope="module")
def press(fixture_archive: Archive) -> Path:
    return fixture_archive.folder


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive with fields of its own, a record with a past, and one that was removed."""
    folder = tmp_path_factory.mktemp("answers") / "shelf"
    fields = {
        "section": {"label": {"ar": "القسم", "en": "Section"}, "columns": ["category"]},
        "pages": {"label": {"ar": "الصفحات", "en": "Pages"}, "kind": "number"},
    }
    with Archive.create(folder, "رف", fields=fields) as archive:
        archive.add(
            [
                {"id": "a", "title": "كتب قديمة", "category": "أدب", "pages": 120},
                {"id": "b", "title": "كتب جديدة", "category": "علوم", "pages": 80},
                {"id": "c", "title": "=كتب\x1b[2J", "text": "سطر أول\nسطر ثانٍ", "pages": 40},
                {"id": "d", "title": "عابر"},
            ]
        )
        archive.update("a", title="كتب نادرة", tags=["تراث"])
        archive.remove("d")
    return folder


# Formats


def answering(*arguments: str | Path) -> Any:
    return pytest.param(arguments, id=str(arguments[0]))


ROWS = pytest.mark.parametrize(
    "command",
    [
        answering("search", "كتاب", "--facets"),
        answering("facets", "mentions"),
        answering("similar", "saahil-2014-001"),
        answering("reprints", "manara-2014-001"),
        answering("reprints", "manara-2014-001", "wadi-2014-001"),
        answering("concordance", "كتاب"),
        answering("trends", "كتاب", "تويتر"),
        answering("collocates", "كتاب", "--by", "source"),
        answering("telling-words", "كتاب"),
        answering("complete", "كت"),
        answering("show", "saahil-2014-001"),
        answering("fields"),
        answering("stats"),
        answering("verify"),
    ],
)


@ROWS
def test_every_format_prints_the_same_rows(press: Path, command: tuple[str, ...]) -> None:
    shapes = {name: run(*command, "-a", press, "--format", name).stdout for name in formats.FORMATS}
    header, *rows = cells(shapes["csv"])
    lines = [json.loads(line) for line in shapes["jsonl"].splitlines()]
    assert len(lines) == len(rows) > 0
    assert {len(row) for row in rows} == {len(header)}
    assert json.loads(shapes["json"])
    assert shapes["table"] == run(*command, "-a", press).stdout


@ROWS
def test_json_is_short_for_its_format_and_says_nothing_beside_it(
    press: Path, command: tuple[str, ...]
) -> None:
    short, long = printed(*command, "-a", press), run(*command, "-a", press, "--format", "json")
    assert long.stderr == ""
    if command[0] == "search":
        assert short.pop("took_ms")
    assert short.items() <= json.loads(long.stdout).items() if isinstance(short, dict) else short


def test_readers_have_every_format_too() -> None:
    header, *rows = cells(run("readers", "--format", "csv", "--lang", "ar").stdout)
    assert header == ["name", "suffixes", "description", "package"]
    [lines] = [row for row in rows if row[0] == "jsonl"]
    assert lines[1] == ".jsonl; .ndjson"
    assert "كائن في كل سطر" in lines[2]
    assert "Tables in CSV" in run("readers").stdout


def test_an_unknown_format_is_wrong_usage(press: Path) -> None:
    result = run("search", "-a", press, "--format", "xml")
    assert result.exit_code == 2
    assert "'xml' is not one of 'table', 'csv', 'json', 'jsonl'" in result.stderr


def test_hits_for_a_spreadsheet_are_plain_and_no_formulas(shelf: Path) -> None:
    result = run("search", "-a", shelf, "كتب", "--sort", "oldest", "--format", "csv")
    header, *rows = cells(result.stdout)
    known = ["id", "title", "source", "date", "platform", "author", "url"]
    assert header == [*known, "score", "snippet"]
    assert {row[0]: row[1] for row in rows}["c"].startswith("'=كتب")
    assert "<mark>" not in result.stdout
    assert "3 found: the word كتب in any form" in result.stderr


def test_no_hits_are_a_header_alone(press: Path) -> None:
    assert len(cells(run("search", "-a", press, "زمهريرستان", "--format", "csv").stdout)) == 1
    assert run("search", "-a", press, "زمهريرستان", "--format", "jsonl").stdout == ""


def test_lines_of_json_are_the_hits_of_the_whole(press: Path) -> None:
    lines = run("search", "-a", press, "تويتر", "--format", "jsonl").stdout.splitlines()
    assert [*map(json.loads, lines)] == printed("search", "-a", press, "تويتر")["hits"]


def test_counts_of_nothing_are_noughts_in_a_spreadsheet(press: Path) -> None:
    header, *rows = cells(
        run("trends", "-a", press, "تويتر", "كتاب", "--by", "year", "--format", "csv").stdout
    )
    assert header == ["year", "تويتر", "كتاب", "records"]
    assert "0" in {row[1] for row in rows}
    assert "" not in {cell for row in rows for cell in row}


# Languages


def test_every_sentence_is_in_both_languages_with_the_same_values() -> None:
    for key, sentence in wording.SENTENCES.items():
        assert set(sentence) == {"ar", "en"}, key
        named = [
            {name for _, name, _, _ in Formatter().parse(text) if name}
            for text in sentence.values()
        ]
        assert named[0] == named[1], key


def test_every_command_that_speaks_takes_a_language() -> None:
    for name, command in main.commands.items():
        options = {flag for one in command.params for flag in one.opts}
        assert "--lang" in options, name
        if "--json" in options:
            assert "--format" in options, name


def test_sentences_and_labels_are_in_the_language_that_was_chosen(press: Path) -> None:
    english = run("search", "-a", press, "تويتر", "--facets", "--source", "ريتر")
    arabic = run("search", "-a", press, "تويتر", "--facets", "--source", "ريتر", "--lang", "ar")
    assert "Nothing in this archive has the source “ريتر”." in english.stderr
    assert "0 found: the word تويتر in any form; and source ريتر" in english.stderr
    assert "mentions (mentioned platform)\n" in english.stdout
    assert "لا مادة في هذا الأرشيف تحمل «ريتر» في حقل «المصدر»." in arabic.stderr
    assert "عدد النتائج: 0. المطلوب: كلمة تويتر بأي صيغة؛ والمصدر: ريتر" in arabic.stderr
    assert "mentions (المنصات المذكورة)\n" in arabic.stdout


def test_what_stands_beside_each_other_is_parted_by_the_signs_of_the_language(press: Path) -> None:
    asked = ("search", "-a", press, "الكتاب المدرسة", "--match", "any", "--limit", "0")
    assert "also searched for: كتب; مدارس\n" in run(*asked).stderr
    assert "بُحث أيضًا عن: كتب؛ مدارس\n" in run(*asked, "--lang", "ar").stderr


def test_the_environment_names_the_language(press: Path) -> None:
    assert "المواد" in run("stats", "-a", press, KASHSHAF_LANG="ar").stdout
    assert "records" in run("stats", "-a", press, "--lang", "en", KASHSHAF_LANG="ar").stdout


def test_json_is_in_arabic_as_the_apis_is_unless_a_language_is_chosen(press: Path) -> None:
    assert "بأي صيغة" in printed("search", "-a", press, "تويتر")["interpreted"]
    assert "in any form" in printed("search", "-a", press, "تويتر", "--lang", "en")["interpreted"]


def test_what_ctrl_c_does_is_said_in_the_language_too(
    press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Archive, "sync", interrupted)
    result = run("sync", "-a", press, "--lang", "ar")
    assert (result.exit_code, result.stderr) == (130, "أُوقف ولم يضع شيء؛ أعد الأمر نفسه ليكمل\n")


# facets


def test_values_stand_as_filters_take_them_beside_what_they_are_called(press: Path) -> None:
    shown = run("facets", "-a", press, "mentions", "تويتر", "--lang", "ar").stdout
    first, *rows = re.sub("[\u2068\u2069]", "", shown).splitlines()
    assert first == "mentions (المنصات المذكورة)"
    assert re.fullmatch(r"  twitter +تويتر \(إكس\) +7", rows[0])
    for row in rows:
        value, *_, count = row.split()
        found = printed("search", "-a", press, "تويتر", "--mentions", value)["total"]
        assert found == int(count)


def test_facets_are_of_what_is_found_and_filtered(press: Path) -> None:
    whole = printed("facets", "-a", press, "source", "كتاب", "--since", "2014", "--limit", "2")
    parts = ["facet", "query", "interpreted", "total", "stories", "values", "warnings"]
    assert list(whole) == parts
    assert len(whole["values"]) == 2
    told = "the 2 commonest are printed: --limit for others"
    assert told in run("facets", "-a", press, "source", "كتاب", "--limit", "2").stderr
    assert "--limit" not in run("facets", "-a", press, "source", "كتاب", "--limit", "500").stderr
    search = printed("search", "-a", press, "كتاب", "--since", "2014", "--facets")
    # What says nothing comes last, however many records do.
    most = sorted(search["facets"]["source"], key=lambda one: -one["count"])[:2]
    assert whole["values"] == sorted(most, key=lambda one: one["value"] == "")
    assert whole["total"] == search["total"]


def test_fields_and_ranges_of_an_archives_own_are_counted_and_filtered_by(shelf: Path) -> None:
    values = printed("facets", "-a", shelf, "section", "--only", "pages=50..")["values"]
    assert {value["value"]: value["count"] for value in values} == {"أدب": 1, "علوم": 1}
    assert printed("facets", "-a", shelf, "pages", "نادرة")["total"] == 1


@pytest.mark.parametrize("key", ["title", "nothing"])
def test_what_is_no_facet_is_wrong_usage_that_names_those_there_are(shelf: Path, key: str) -> None:
    result = run("facets", "-a", shelf, key)
    assert result.exit_code == 2
    assert f"there is no facet “{key}”" in result.stderr
    assert "section, pages" in result.stderr


def test_a_filter_on_what_nothing_has_is_said_with_a_concordance_too(press: Path) -> None:
    said = run("concordance", "-a", press, "كتاب", "--source", "ريتر").stderr
    assert "Nothing in this archive has the source “ريتر”." in said


# show and similar


def test_a_record_is_shown_with_all_that_is_known_of_it(press: Path) -> None:
    shown = re.sub("[\u2068\u2069]", "", run("show", "-a", press, "saahil-2014-001").stdout)
    lines = shown.splitlines()
    assert lines[0] == "معرض الكتاب يفتح أبوابه في رأس المرجان"
    for name, value in (
        ("source", "صحيفة الساحل"),
        ("date", "2014-09-03 – 3 September 2014"),
        ("mentioned platform", "twitter – Twitter (X)"),
        ("published_as_written", "3 سبتمبر/أيلول 2014"),
        ("file", ".*articles.jsonl"),
        ("position", "1"),
        ("reader", "jsonl"),
    ):
        assert re.search(
            rf"^  {name} +{re.escape(value) if '*' not in value else value}$", shown, re.M
        )
    assert "وقال مدير المعرض" in lines[-5]
    assert re.search(
        "^  المصدر +صحيفة الساحل$",
        re.sub(
            "[\u2068\u2069]", "", run("show", "-a", press, "saahil-2014-001", "--lang", "ar").stdout
        ),
        re.M,
    )


def test_a_record_in_json_is_its_content_and_where_it_came_from(
    press: Path, fixture_archive: Archive
) -> None:
    record = fixture_archive.record("saahil-2014-001")
    shown = printed("show", "-a", press, "saahil-2014-001")
    assert record.provenance
    assert shown["provenance"]["position"] == record.provenance.position
    assert {key: shown[key] for key in record.content()} == record.content()


def test_what_strangers_wrote_does_not_steer_the_terminal_that_shows_it(shelf: Path) -> None:
    shown = run("show", "-a", shelf, "c").stdout
    assert "\x1b" not in shown
    assert shown.endswith("سطر أول\nسطر ثانٍ\n")


def test_the_versions_of_a_record_are_listed_with_what_each_changed(shelf: Path) -> None:
    versions = printed("show", "-a", shelf, "a", "--history")
    assert [(one["kind"], one["changed"]) for one in versions] == [
        ("added", []),
        ("updated", ["title", "tags"]),
    ]
    assert [one["record"]["title"] for one in versions] == ["كتب قديمة", "كتب نادرة"]
    first, second = run("show", "-a", shelf, "a", "--history").stdout.splitlines()
    assert re.fullmatch(r"\d+  \S+Z  added", first)
    assert re.fullmatch(r"\d+  \S+Z  updated  title, tags", second)


def test_the_versions_of_what_was_removed_are_listed_too(shelf: Path) -> None:
    assert run("show", "-a", shelf, "d").exit_code == 1
    kinds = [one["kind"] for one in printed("show", "-a", shelf, "d", "--history")]
    assert kinds == ["added", "removed"]


@pytest.mark.parametrize("command", ["show", "similar"])
def test_a_record_that_is_not_there_is_one_line(shelf: Path, command: str) -> None:
    result = run(command, "-a", shelf, "nobody")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: no record has the id 'nobody'\n"


def test_similar_records_are_those_of_the_library(press: Path, fixture_archive: Archive) -> None:
    others = fixture_archive.similar(fixture_archive.record("manara-2014-001"), 3)
    found = printed("similar", "-a", press, "manara-2014-001", "--limit", "3")
    assert [one["id"] for one in found["similar"]] == [other.id for other in others]
    shown = run("similar", "-a", press, "manara-2014-001", "--limit", "3").stdout
    assert all(other.id in shown for other in others)


# fields


def test_the_fields_are_listed_with_what_each_is_for(shelf: Path) -> None:
    listed = {field["key"]: field for field in printed("fields", "-a", shelf)}
    assert listed["section"] == {
        "key": "section",
        "label": {"ar": "القسم", "en": "Section"},
        "kind": "name",
        "names": ["section", "القسم", "Section"],
        "columns": ["section", "category"],
        "facet": True,
        "filter": True,
        "searched": False,
        "own": True,
    }
    assert (listed["date"]["facet"], listed["date"]["filter"]) == (True, True)
    assert (listed["title"]["searched"], listed["title"]["own"]) == (True, False)
    assert listed["url"]["names"] == []


def test_fields_are_printed_to_be_read(shelf: Path) -> None:
    shown = re.sub("[\u2068\u2069]", "", run("fields", "-a", shelf).stdout)
    assert (
        "section (Section)  name, facet, filter, the archive's own\n"
        "  in queries: section, القسم, Section\n"
        "  in files: section, category\n"
    ) in shown
    assert "url (address)  note\n  in files: url," in shown


def test_fields_are_known_before_there_is_an_archive(tmp_path: Path) -> None:
    result = run("fields", "-a", tmp_path / "none")
    assert result.exit_code == 0
    assert f"there is no archive in {tmp_path / 'none'}; every archive has these" in result.stderr
    assert "source  name, facet, filter\n" in result.stdout


def test_every_option_of_the_filters_is_a_field_that_is_listed(shelf: Path) -> None:
    filters = {field["key"] for field in printed("fields", "-a", shelf) if field["filter"]}
    options = {
        flag.removeprefix("--")
        for one in main.commands["facets"].params
        if isinstance(one, click.Option)
        for flag in one.opts
    }
    assert filters - options == {"section", "pages"}


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of one text in two papers, and another text."""
    folder = tmp_path_factory.mktemp("twice") / "press"
    text = " ".join(f"كلمة{number}" for number in range(60))
    items = [
        {"id": "a", "title": "خبر", "text": text, "source": "صحيفة الساحل", "date": "2014-09-03"},
        {"id": "b", "title": "خبر", "text": text, "source": "جريدة الوادي", "date": "2014-09-04"},
        {"id": "c", "title": "خبر آخر", "text": "لا يشبه غيره."},
    ]
    with Archive.create(folder) as archive:
        archive.add(items)
    return folder


def test_a_search_per_story_says_both_counts_and_tells_of_copies(twice: Path) -> None:
    found = run("search", "-a", twice, "خبر", "--per", "story", "--facets")
    assert "3 found" in found.stderr
    assert "these are 2 stories" in found.stderr
    assert "copies in the archive: 2, the oldest of 2014-09-03" in found.stdout
    assert "2 as stories" in found.stdout
    whole = printed("search", "-a", twice, "خبر", "--per", "story")
    assert (whole["total"], whole["stories"], len(whole["hits"])) == (3, 2, 2)
    (story,) = [hit["story"] for hit in whole["hits"] if hit["story"]]
    first = {"date": "2014-09-03", "records": ["a"]}
    assert story == {"size": 2, "sources": 2, "matching": 2, "first": first}


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (["--reprinted", "yes"], ["b", "a"]),
        (["--reprinted", "no"], ["c"]),
        (["--story-size", "2.."], ["b", "a"]),
        (["--story-days", "2.."], []),
        (["--shares", "reprint", "--per", "story"], ["b"]),
    ],
)
def test_a_search_and_an_export_are_limited_to_how_stories_are(
    twice: Path, limits: list[str], expected: list[str]
) -> None:
    hits = printed("search", "-a", twice, *limits)["hits"]
    assert [hit["id"] for hit in hits] == expected
    lines = run("export", "-a", twice, *limits).stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == expected


def test_a_limit_that_makes_no_sense_is_said_in_a_line(twice: Path) -> None:
    failed = CliRunner().invoke(main, ["search", "-a", str(twice), "--story-size", "many"])
    assert failed.exit_code != 0
    assert "story_size" in failed.stderr


def test_words_are_told_with_what_they_were_counted_in(press: Path) -> None:
    result = run("collocates", "-a", press, "كتاب", "--window", "2", "--limit", "5")
    header, *rows = result.stdout.splitlines()
    assert header.split() == ["word", "score", "near", "it", "expected", "records"]
    assert len(rows) == 5
    assert "matches in" in result.stderr
    assert "\n5 of " in result.stderr and "--limit for others" in result.stderr
    every = run("collocates", "-a", press, "كتاب", "--window", "2", "--limit", "10000")
    assert "--limit" not in every.stderr
    arabic = run("collocates", "-a", press, "كتاب", "--by", "year", "--lang", "ar")
    assert "المواضع" in arabic.stderr
    assert arabic.stdout.splitlines()
    telling = run("telling-words", "-a", press, "--source", "شبكة المنارة", "--limit", "3")
    assert len(telling.stdout.splitlines()) == 4
    assert "\n3 of " in telling.stderr
    assert "others of the archive" in telling.stderr
    wrong = run("collocates", "-a", press, "كتاب", "--by", "colour")
    assert wrong.exit_code != 0
    assert "there is no axis “colour”" in wrong.stderr
