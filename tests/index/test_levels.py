"""The four levels, one within the other, over the fixtures' own words."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from kashshaf import Archive, AsPhrase
from kashshaf.arabic.analyzer import Analyzer
from kashshaf.index.searching.filters import LevelName, SearchOptions

EVERY = 7
"""So that the test takes seconds: every seventh word of the fixtures, in their order."""


@pytest.fixture(scope="module")
def written(fixture_archive: Archive) -> list[str]:
    analyser = Analyzer()
    forms = {
        form.partition("\x1f")[0]
        for record in fixture_archive.records()
        for form in analyser.analyse(f"{record.title}\n{record.text}").written
    }
    return sorted(form for form in forms if form.isalnum())[::EVERY]


def found(archive: Archive, query: str) -> set[str]:
    return {hit.record.id for hit in archive.search(query, limit=200)}


def test_what_a_closer_level_finds_a_looser_one_finds_too(
    fixture_archive: Archive, written: list[str]
) -> None:
    assert len(written) > 400
    for word in written:
        as_written = found(fixture_archive, f"={word}")
        as_word = found(fixture_archive, f'"{word}"')
        with_clitics = found(fixture_archive, f"+{word}")
        any_form = found(fixture_archive, word)
        alone = {hit.record.id for hit in fixture_archive.search(word, limit=200, variants=False)}
        assert as_written, word
        assert as_written <= as_word <= alone <= any_form, word
        assert as_word <= with_clitics, word


NAMES = {
    "bare": "حميدتي",
    "and": "وحميدتي",
    "for": "لحميدتي",
    "another": "الحميد",
    "phrase": "مع محمد وحميدتي",
    "by": "بمحمد حميدتي",
}


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def names(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp(request.param) / "archive"
    with Archive.create(folder, engine=request.param) as archive:
        archive.add({"id": key, "text": text} for key, text in NAMES.items())
        yield archive


WITH_IT = {"bare", "and", "for", "phrase", "by"}


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("+حميدتي", {}, WITH_IT),
        ("حميدتي", {"level": "clitics"}, WITH_IT),
        ("+وحميدتي", {}, WITH_IT),
        ("-+حميدتي", {}, {"another"}),
        ('+"محمد حميدتي"', {}, {"phrase", "by"}),
        ('"محمد حميدتي"', {}, set()),
        ('"حميدتي"', {"level": "clitics"}, {"bare", "by"}),
    ],
)
def test_a_name_is_found_with_what_is_joined_to_its_front_alone(
    names: Archive, text: str, options: SearchOptions, expected: set[str]
) -> None:
    assert {hit.record.id for hit in names.search(text, **options)} == expected


def test_what_is_found_with_clitics_is_marked(names: Archive) -> None:
    snippets = {hit.record.id: hit.snippet.html() for hit in names.search("+حميدتي")}
    assert snippets["for"] == "<mark>لحميدتي</mark>"
    assert snippets["phrase"] == "مع محمد <mark>وحميدتي</mark>"
    lines = names.concordance("+حميدتي").lines
    assert {line.match for line in lines} == {"حميدتي", "وحميدتي", "لحميدتي"}


def test_a_total_comes_with_how_many_have_just_the_word_where_that_is_asked(
    names: Archive,
) -> None:
    found = names.search("حميدتي", levels=True)
    assert found.levels == {"clitics": 5, "word": 2}
    assert names.search("+حميدتي", levels=True).levels == {"word": 2}
    assert names.search("حميدتي").levels == {}


ROWS = {
    "row": "قافلة الربيع تصل",
    "joined": "وقافلة الربيع تغادر",
    "apart": "الربيع جاء قبل قافلة",
    "other": "ربيع",
    "function": "قبل أن نصل",
    "turned": "أن نصل قبل المساء",
}


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def rows(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp(request.param) / "archive"
    with Archive.create(folder, engine=request.param) as archive:
        archive.add({"id": key, "text": text, "source": "الساحل"} for key, text in ROWS.items())
        yield archive


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("قافلة الربيع", {}, AsPhrase('"قافلة الربيع"', 1)),
        ("قافلة الربيع", {"level": "clitics"}, AsPhrase('"قافلة الربيع"', 1)),
        ("قافلة الربيع", {"match": "any"}, AsPhrase('"قافلة الربيع"', 1)),
        ("قافلة، الربيع؟", {}, AsPhrase('"قافلة الربيع"؟', 1)),
        ("source:الساحل قافلة الربيع", {}, AsPhrase('source:الساحل "قافلة الربيع"', 1)),
        ("قافلة الربيع -تغادر", {}, AsPhrase('"قافلة الربيع" -تغادر', 1)),
        ("قافلة source:الساحل الربيع", {}, None),
        ("الربيع قافلة", {}, None),
        ("قافلة تصل", {}, None),
        ("قافلة +الربيع", {}, None),
        ("قافل* الربيع", {}, None),
        ("قافلة أو الربيع", {}, None),
        ("قافلة", {}, None),
        ("قبل أن", {}, None),
        ('"قافلة الربيع"', {}, None),
    ],
)
def test_a_total_of_several_words_comes_with_how_many_have_them_as_a_phrase(
    rows: Archive, text: str, options: SearchOptions, expected: AsPhrase | None
) -> None:
    assert rows.search(text, levels=True, **options).phrase == expected
    assert rows.search(text, **options).phrase is None


def test_a_phrase_is_not_told_where_every_result_has_it(rows: Archive) -> None:
    assert rows.search("الربيع تصل قافلة", levels=True).phrase is None
    assert rows.search("قافلة الربيع تصل", levels=True, match="all").phrase is None


@pytest.mark.parametrize("text", ['"حميدتي"', "=حميدتي", "حميدت*", "حميدتي -محمد", "حميدتي~", ""])
def test_nothing_closer_is_counted_of_what_is_no_plain_word(names: Archive, text: str) -> None:
    assert names.search(text, levels=True).levels == {}


def test_of_levels_that_say_the_same_the_closest_is_worth_telling(names: Archive) -> None:
    results = names.search("حميدتي", levels=True)

    def told(levels: Mapping[LevelName, int]) -> Mapping[LevelName, int]:
        return replace(results, total=9, levels=levels).closer

    assert told({"clitics": 5, "word": 2}) == {"clitics": 5, "word": 2}
    assert told({"clitics": 9, "word": 2}) == {"word": 2}
    assert told({"clitics": 2, "word": 2}) == {"word": 2}
    assert told({"clitics": 5, "word": 0}) == {"clitics": 5}
    assert told({"clitics": 9, "word": 9}) == {}
