from collections.abc import Iterator
from pathlib import Path

import pytest

from kashshaf import Archive
from kashshaf.archive.errors import QueryError
from kashshaf.index import concordance

ITEMS = [
    {
        "id": "1",
        "title": "كتاب البحر",
        "text": "وصل\n\nالكتابُ  الجديد إلى المكتبة. ثم بيع كتاب قديم.",
        "date": "2014",
    },
    {"id": "2", "text": "هذا كتاب أبيض، وذاك كتاب أسود #كتاب_اليوم", "date": "2015"},
    {"id": "3", "text": "لا شيء هنا", "date": "2016"},
]


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def archive(request: pytest.FixtureRequest, tmp_path_factory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("concordance") / "archive"
    with Archive.create(folder, engine=request.param) as archive:
        archive.add(ITEMS)
        yield archive


def lines(archive: Archive, text: str = "كتاب", **asked: object) -> list[tuple[str, str, str]]:
    found = archive.concordance(text, sort="oldest", **asked)
    return [(line.before, line.match, line.after) for line in found.lines]


def test_each_occurrence_in_a_text_has_its_line_in_the_words_of_the_text(archive: Archive) -> None:
    assert lines(archive, words=2) == [
        ("وصل", "الكتابُ", "الجديد إلى"),
        ("ثم بيع", "كتاب", "قديم"),
        ("هذا", "كتاب", "أبيض، وذاك"),
        ("أبيض، وذاك", "كتاب", "أسود #كتاب"),
        ("كتاب أسود #", "كتاب", "_اليوم"),
    ]


def test_lines_go_by_what_follows_or_by_what_comes_before(archive: Archive) -> None:
    after = [line[2] for line in lines(archive, words=1, arrangement="after")]
    assert after == ["أبيض", "أسود #", "الجديد", "_اليوم", "قديم"] or after == sorted(
        after, key=lambda words: words.replace("أ", "ا").strip("_#")
    )
    before = [line[0] for line in lines(archive, words=1, arrangement="before")]
    assert before.index("وصل") > before.index("هذا")


def test_a_phrase_is_one_match_and_its_words_alone_are_none(archive: Archive) -> None:
    assert lines(archive, '"كتاب أسود"', words=1) == [("وذاك", "كتاب أسود", "#كتاب")]


def test_a_page_of_the_lines_says_how_many_there_are(archive: Archive) -> None:
    found = archive.concordance("كتاب", offset=1, limit=2, sort="oldest")
    assert (len(found.lines), found.total, found.read, found.matching) == (2, 5, 2, 2)
    assert [line.record.id for line in found.lines] == ["1", "2"]


def test_no_more_is_read_than_the_bounds_allow_and_that_is_said(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concordance, "MOST_READ", 1)
    found = archive.concordance("كتاب", sort="oldest")
    assert (found.read, found.matching, found.total) == (1, 2, 2)
    monkeypatch.setattr(concordance, "MOST_READ", 1_000)
    monkeypatch.setattr(concordance, "_MOST_CHARACTERS", 10)
    assert archive.concordance("كتاب", sort="oldest").read == 1


@pytest.mark.parametrize(
    "asked", [{"words": 0}, {"words": 31}, {"arrangement": "end"}, {"offset": -1}]
)
def test_wrong_arguments_are_refused(archive: Archive, asked: dict[str, object]) -> None:
    with pytest.raises(QueryError):
        archive.concordance("كتاب", **asked)


def test_nothing_found_gives_no_lines(archive: Archive, tmp_path: Path) -> None:
    assert archive.concordance("زعفران").total == 0
    with Archive.create(tmp_path / "empty") as empty:
        empty.sync()
        assert empty.concordance("كتاب").lines == ()
