"""Two articles as an archivist saved them, from the files to the results of searches.

They belong to their publishers, so they stand outside the repository.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kashshaf import Archive, Record
from kashshaf.arabic.analyzer import Analyzer
from kashshaf.cli.main import main

SEEDS = Path(__file__).parents[2] / "shared" / "data" / "seeds"

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the two real articles are not in ../shared/data/seeds"
)

FIRST = "تقارير عن إغلاق حسابات لتنظيم الدولة على تويتر"
SECOND = "داعش والانترنت... حرب افتراضية توازي المعركة على الأرض"
BOTH = {FIRST, SECOND}


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, [str(part) for part in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds") / "press"
    run("ingest", "-a", folder, SEEDS, "--workers", "1")
    return folder


@pytest.fixture(scope="module")
def records(folder: Path) -> dict[str, Record]:
    with Archive.open(folder) as archive:
        return {record.title: record for record in archive.records()}


def answered(folder: Path, *arguments: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run("search", "-a", folder, "--json", *arguments))
    return answer


def titles(folder: Path, *arguments: str) -> set[str]:
    answer = answered(folder, *arguments)
    assert answer["warnings"] == []
    return {hit["title"] for hit in answer["hits"]}


def marked(folder: Path, record: Record, query: str) -> set[str]:
    """The words of the record's text that a query marks."""
    with Archive.open(folder) as archive:
        text = archive.highlight(record, query)["text"]
    return {fragment.text for fragment in text.fragments if fragment.marked}


def test_both_are_taken_in_under_their_titles(records: dict[str, Record]) -> None:
    assert set(records) == BOTH


def test_the_first_has_its_source_and_agency_from_the_credit_at_its_end(
    records: dict[str, Record],
) -> None:
    first = records[FIRST]
    assert first.source == "الجزيرة نت"
    assert first.agencies == ("رويترز",)
    assert first.extra["source_as_written"] == "الجزيرة"


def test_a_day_in_the_text_gives_no_year_to_the_first(records: dict[str, Record]) -> None:
    published = records[FIRST].published
    assert published is None or published.year is None


def test_the_second_has_source_day_and_agencies(records: dict[str, Record]) -> None:
    second = records[SECOND]
    assert second.source == "شبكة النبأ"
    assert str(second.published) == "2014-12-18"
    assert set(second.agencies) == {"فرانس برس", "رويترز"}


def test_the_platforms_that_they_speak_of_are_known(records: dict[str, Record]) -> None:
    assert set(records[FIRST].mentions) == {"twitter", "facebook", "vk", "diaspora"}
    assert set(records[SECOND].mentions) == {"twitter", "facebook", "vk", "diaspora", "whatsapp"}


def test_every_paragraph_is_kept(records: dict[str, Record]) -> None:
    kept = "\n".join(record.text for record in records.values())
    for file in SEEDS.glob("*.txt"):
        lines = (line.strip() for line in file.read_text("utf-8").splitlines())
        assert [line for line in lines if len(line) > 60 and line not in kept] == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("تويتر", BOTH),
        ("فيس بوك", BOTH),  # the first writes only فيسبوك
        ('"فيس بوك"', {SECOND}),
        ("توتير", BOTH),  # a known slip for تويتر
        ('"توتير"', {SECOND}),
        ("=توتير", {SECOND}),
        ("المصدر:الجزيرة", {FIRST}),
        ('source:"شبكة النبأ"', {SECOND}),
        ("date:2014", {SECOND}),
        ("التاريخ:2014-12", {SECOND}),
        ("الوكالة:رويترز", BOTH),
        ("agency:أ.ف.ب", {SECOND}),
        ("يذكر:واتساب", {SECOND}),
        ("يذكر:داياسبورا", BOTH),
        ("العنوان:إغلاق", {FIRST}),
        ("تويتر -داعش", {FIRST}),
    ],
)
def test_searches_find_what_a_reader_expects(folder: Path, query: str, expected: set[str]) -> None:
    assert titles(folder, query) == expected


def test_a_year_that_neither_is_of_is_told_with_the_one_that_both_are_of(folder: Path) -> None:
    answer = answered(folder, "date:2015")
    assert answer["hits"] == []
    (warning,) = answer["warnings"]
    assert "2014" in warning


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["--source", "aljazeera.net"], {FIRST}),
        (["--since", "2014-12", "--until", "2014"], {SECOND}),
        (["--mentions", "whatsapp"], {SECOND}),
        (["--agency", "رويترز"], BOTH),
    ],
)
def test_filters_take_names_as_people_write_them(
    folder: Path, filters: list[str], expected: set[str]
) -> None:
    assert titles(folder, *filters) == expected


def test_a_filter_that_nothing_passes_is_said(folder: Path) -> None:
    answer: dict[str, Any] = json.loads(
        run("search", "-a", folder, "--json", "--platform", "twitter")
    )
    assert (answer["total"], answer["hits"]) == (0, [])
    assert answer["warnings"] == ["لا مادة في هذا الأرشيف تحمل «تويتر (إكس)» في حقل «المنصة»."]


def test_the_levels_of_match_tell_hamza_apart_only_when_asked(
    folder: Path, records: dict[str, Record]
) -> None:
    second = records[SECOND]
    assert titles(folder, "=الإنترنت") == titles(folder, '"الانترنت"') == {SECOND}
    assert marked(folder, second, "=الإنترنت") == {"الإنترنت"}
    assert marked(folder, second, "=الانترنت") == {"الانترنت"}
    assert {"الإنترنت", "الانترنت"} <= marked(folder, second, '"الانترنت"')
    assert "والإنترنت" in marked(folder, second, "الانترنت")


def test_taking_them_in_again_changes_nothing(folder: Path) -> None:
    result = CliRunner().invoke(main, ["ingest", "-a", str(folder), str(SEEDS), "--workers", "1"])
    assert "read 2: 0 added, 0 updated, 2 skipped as the same, 0 rejected" in result.stderr


def test_they_share_passages_whose_words_are_the_same_to_the_letter(
    folder: Path, records: dict[str, Record]
) -> None:
    first, second = records[FIRST], records[SECOND]
    with Archive.open(folder) as archive:
        found = archive.shared(first, second)
    assert len(found.passages) >= 6
    fold = Analyzer().analyse
    for passage in found.passages:
        assert max(run.words for run in passage.runs) >= 8
        for run in passage.runs:
            in_first, in_second = first.text[slice(*run.a)], second.text[slice(*run.b)]
            assert fold(in_first).words == fold(in_second).words
            # From the first letter of a word to the last of one.
            assert in_first.strip(" .،؛:\"'()-–\n") == in_first
            assert len(fold(in_first).words) == run.words
    said = [first.text[slice(*passage.a)] for passage in found.passages]
    assert any("تويتر ليس لديه سياسة استخدام الاسم الحقيقي" in one for one in said)


def test_a_sentence_that_both_have_is_found_in_both(folder: Path) -> None:
    sentence = "لكن قوائم المنظمات الإرهابية الأجنبية هي واحدة من عدة عوامل نضعها في اعتبارنا"
    with Archive.open(folder) as archive:
        found = archive.trace(sentence)
    assert {one.record.title for one in found} == BOTH
    assert {one.covers for one in found} == {1.0}
