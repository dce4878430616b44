"""Completions: the archive's own words, titles and sources, the commonest first."""

from collections.abc import Iterator

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


def test_titles_have_all_the_words_and_one_that_begins_as_the_last(archive: Archive) -> None:
    assert archive.complete("معرض الكت").titles == {"1": "معرض الكتاب في المرفأ"}
    assert archive.complete("معرض المكت").titles == {}
    assert archive.complete("م").titles == {}  # too short


def test_sources_are_named_by_any_of_their_words(archive: Archive) -> None:
    assert archive.complete("السا").values == {"source": {"الساحل": 2}}
    assert archive.complete("ساح").values == {"source": {"الساحل": 2}}  # without the article
    assert archive.complete("راديو المر").values == {"source": {"راديو المرفأ": 1}}
    assert archive.complete("مرف").values == {"source": {"راديو المرفأ": 1}}


def test_names_in_fields_of_the_archives_own_are_completed_by_field(own_archive: Archive) -> None:
    assert own_archive.complete("ثق").values == {"section": {"ثقافة": 8}}
    assert own_archive.complete("رادي").values == {"source": {"راديو المرفأ": 12}}
    assert own_archive.complete("60").values == {}  # a number is no name


@given(st.text(max_size=12))
def test_any_text_is_completed_by_what_begins_so(fixture_archive: Archive, text: str) -> None:
    for longer in fixture_archive.complete(text).words:
        assert len(longer) > 0
