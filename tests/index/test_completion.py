"""Completions: the archive's own words, titles and sources, the commonest first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf import Archive
from kashshaf.index.suggestions import completion

ITEMS = [
    {"id": "1", "title": "معرض الكتاب في المرفأ", "text": "الكتاب والقارئ", "source": "الساحل"},
    {"id": "2", "title": "مكتبة جديدة", "text": "الكتاب والمكتبة", "source": "الساحل"},
    {"id": "3", "title": "قصة", "text": "الكتابة والإنترنت", "source": "راديو المرفأ"},
]


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def archive(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("completion") / "archive"
    with Archive.create(folder, engine=request.param) as opened:
        opened.add(ITEMS)
        yield opened


@pytest.mark.parametrize("compared", [completion._COMPARED, 1])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("الكت", ("الكتاب", "الكتابة")),  # the commoner first
        ("قرأت الكتا", ("قرأت الكتاب", "قرأت الكتابة")),
        ('"الكتا', ('"الكتاب', '"الكتابة')),
        ("الكِت", ("الكتاب", "الكتابة")),  # marks change nothing
        ("والان", ("والإنترنت",)),  # nor does a hamza, and the word is spelt as the archive does
        ("+والان", ("+والإنترنت",)),
        ("ظ", ()),
        ("الكتاب ", ()),
        ("", ()),
    ],
)
def test_the_last_word_is_completed_from_the_archives_own(
    archive: Archive, text: str, words: tuple[str, ...], compared: int, monkeypatch
) -> None:
    monkeypatch.setattr(completion, "_COMPARED", compared)  # 1: by the sample alone
    assert archive.complete(text).words == words


COUNCILS = (
    ("انعقد مجلس النواب صباحا", 6),
    ("قرر مجلس النقابة زيادة", 2),
    ("هذا النظام الجديد للنظام", 30),
    ("صوت رئيس مجلس النقابة", 1),
    ("في المجلس إلى النهار", 9),
    ("قال إلى المدينة التي", 20),
)


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def councils(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("councils") / "archive"
    with Archive.create(folder, engine=request.param) as opened:
        opened.add(
            {"id": f"{kind}-{copy}", "title": f"خبر {copy}", "text": f"{text} {copy}"}
            for kind, (text, copies) in enumerate(COUNCILS)
            for copy in range(copies)
        )
        yield opened


@pytest.mark.parametrize("compared", [completion._COMPARED, 1])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("مجلس الن", ("مجلس النواب", "مجلس النقابة")),  # never النظام, which is commoner
        ("مَجلس الن", ("مَجلس النواب", "مَجلس النقابة")),
        ("رئيس مجلس الن", ("رئيس مجلس النقابة", "رئيس مجلس النواب")),  # three in a row
        ("الن", ("النظام", "النهار", "النواب", "النقابة")),
        ("قال الن", ("قال النظام",)),  # nothing behind it but a particle: what is common
    ],
)
def test_what_stands_before_says_what_may_follow(
    councils: Archive, text: str, words: tuple[str, ...], compared: int, monkeypatch
) -> None:
    monkeypatch.setattr(completion, "_COMPARED", compared)
    assert councils.complete(text).words[: len(words)] == words


def test_no_function_words_are_offered(councils: Archive) -> None:
    for text in ("ال", "إل", "قال إل", "في ال"):
        offered = " ".join(councils.complete(text).words).split()
        assert not {"إلى", "التي"} & set(offered)


def test_titles_have_all_the_words_and_one_that_begins_as_the_last(archive: Archive) -> None:
    assert archive.complete("معرض الكت").titles == {"1": "معرض الكتاب في المرفأ"}
    assert archive.complete("معرض المكت").titles == {}
    assert archive.complete("م").titles == {}  # too short


def test_sources_are_named_by_any_of_their_words(archive: Archive) -> None:
    assert archive.complete("السا").values == {"source": {"الساحل": 2}}
    assert archive.complete("ساح").values == {"source": {"الساحل": 2}}  # without the article
    assert archive.complete("راديو المر").values == {"source": {"راديو المرفأ": 1}}
    assert archive.complete("مرف").values == {"source": {"راديو المرفأ": 1}}


def test_the_last_words_may_name_a_value_or_a_date_behind_a_query(tmp_path: Path) -> None:
    items = [
        {"text": "خبر", "source": "صحيفة الساحل", "date": "2014-03-05"},
        {"text": "خبر", "source": "قناة 2014", "date": "2014-03"},
        {"text": "خبر", "source": "صحيفة الساحل", "date": "2015"},
    ]
    with Archive.create(tmp_path / "archive") as archive:
        archive.add(items)

        def offered(text: str) -> tuple[str, dict[str, int], dict[str, int]]:
            found = archive.complete(text)
            return found.before, dict(found.periods), dict(found.values.get("source", {}))

        assert offered("انتخابات صحيفة السا") == ("انتخابات", {}, {"صحيفة الساحل": 2})
        assert offered("انتخابات ال") == ("", {}, {})  # too short to be meant behind a word
        for month in ("مارس 2014", "آذار ٢٠١٤", "2014-03", "03/2014"):
            assert offered(f"انتخابات {month}") == ("انتخابات", {"2014-03": 2}, {})
        assert offered("5 مارس 2014") == ("", {"2014-03-05": 1}, {})
        # A year is a name as well.
        assert offered("2014") == ("", {"2014": 2}, {"قناة 2014": 1})
        assert offered("١٥ محرم ١٤٣٦") == ("", {}, {})  # of November, when there is nothing


def test_names_in_fields_of_the_archives_own_are_completed_by_field(own_archive: Archive) -> None:
    assert own_archive.complete("ثق").values == {"section": {"ثقافة": 8}}
    assert own_archive.complete("رادي").values == {"source": {"راديو المرفأ": 12}}
    assert own_archive.complete("60").values == {}  # a number is no name


def test_a_word_of_another_script_is_completed_too(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add([{"text": "met Barack Obama"}, {"text": "an old Oboe"}])
        assert archive.complete("barack ob").words == ("barack obama",)


@given(st.text(max_size=12))
def test_any_text_is_completed_by_what_begins_so(fixture_archive: Archive, text: str) -> None:
    for longer in fixture_archive.complete(text).words:
        assert len(longer) > 0
