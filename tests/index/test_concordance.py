import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kashshaf import Archive
from kashshaf.archive.errors import OutOfTime, QueryError
from kashshaf.archive.storage.store import Store
from kashshaf.archive.time_limit import time_limit
from kashshaf.index.searching import concordance, occurrences
from kashshaf.index.searching.sought_terms import Matches, SoughtTerms, Texts

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


def lines(archive: Archive, text: str = "كتاب", **asked: Any) -> list[tuple[str, str, str]]:
    found = archive.concordance(text, sort="oldest", **asked)
    return [(line.before, line.match, line.after) for line in found.lines]


def test_each_occurrence_in_a_text_has_its_line_in_the_words_of_the_text(archive: Archive) -> None:
    assert lines(archive, words=2) == [
        ("وصل", "الكتابُ", "الجديد إلى"),
        ("ثم بيع", "كتاب", "قديم."),
        ("هذا", "كتاب", "أبيض، وذاك"),
        ("أبيض، وذاك", "كتاب", "أسود #كتاب_اليوم"),
        ("أسود #", "كتاب", "_اليوم"),
    ]


ORDERED = [
    {"id": "1", "text": "بيع كتاب أخضر"},
    {"id": "2", "text": "نشر كتاب إلى #وسم"},
    {"id": "3", "text": "أعار كتاب أحمر صغير"},
    {"id": "4", "text": "ضاع كتابٌ أحمر"},
    {"id": "5", "text": "هذا كتاب #كتاب_آخر"},
]


def test_lines_go_by_the_folded_words_that_follow_or_that_come_before(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add(ORDERED)
        after = archive.concordance('"كتاب"', arrangement="after").lines
        assert [(line.record.id, line.after) for line in after] == [
            ("4", "أحمر"),
            ("3", "أحمر صغير"),
            ("5", "_آخر"),
            ("1", "أخضر"),
            ("2", "إلى #وسم"),
            ("5", "#كتاب_آخر"),
        ]
        before = archive.concordance('"كتاب"', arrangement="before").lines
        assert [line.record.id for line in before] == ["3", "1", "4", "5", "2", "5"]


@pytest.mark.parametrize("text", ['كتاب OR "كتاب أبيض"', '"كتاب أبيض" OR "هذا كتاب"'])
def test_matches_that_overlap_are_one_line_of_all_their_words(archive: Archive, text: str) -> None:
    (line,) = (line for line in lines(archive, text) if "أبيض" in line[1])
    assert line[1] == ("كتاب أبيض" if text.startswith("كتاب") else "هذا كتاب أبيض")


def test_a_whole_tag_is_found_where_it_stands(archive: Archive) -> None:
    assert lines(archive, "#كتاب_اليوم", words=2) == [("أسود #", "كتاب_اليوم", "")]


def test_a_text_that_is_one_endless_word_is_shown_in_part(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add([{"text": "ا" * 100_000 + " كتاب " + "!" * 100_000}, {"text": "#ـ"}])
        (line,) = archive.concordance("كتاب").lines
        assert line.match == "كتاب"
        assert max(len(line.before), len(line.after)) < 2_000
        assert archive.concordance("#ـ").total <= 1


def test_a_phrase_is_one_match_and_its_words_alone_are_none(archive: Archive) -> None:
    assert lines(archive, '"كتاب أسود"', words=1) == [("وذاك", "كتاب أسود", "#كتاب_اليوم")]


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
    monkeypatch.setattr(concordance, "MOST_CHARACTERS", 10)
    assert archive.concordance("كتاب", sort="newest").read == 1


def test_texts_that_are_looked_through_in_parts_give_the_same_lines(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [{"arrangement": "record"}, {"arrangement": "before"}, {"arrangement": "after"}]
    whole = [lines(archive, **one) for one in asked]
    monkeypatch.setattr(occurrences, "_AT_ONCE", 10)
    assert [lines(archive, **one) for one in asked] == whole


def test_records_that_have_changed_since_the_index_was_made_are_left_out(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add(ITEMS)
        with Store.open(archive.folder / Archive.STORE) as store:
            store.put([replace(store.get("2"), text="كتب أخرى بلا ما طلب")])
            store.remove(["3"])
        found = archive.concordance("كتاب", sort="oldest")
        assert {line.record.id for line in found.lines} == {"1"}
        assert (found.total, found.read, found.matching) == (2, 1, 2)


def test_a_concordance_asked_for_again_has_what_was_changed_meanwhile(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add(ITEMS)
        assert len(lines(archive)) == 5
        archive.add({"id": "1", "text": "كتاب واحد"})
        assert ("", "كتاب", "واحد") in lines(archive)
        assert len(lines(archive)) == 4
        archive.remove("1")
        assert len(lines(archive)) == 3


@pytest.mark.parametrize(
    "asked", [{"words": 0}, {"words": 31}, {"arrangement": "end"}, {"offset": -1}]
)
def test_wrong_arguments_are_refused(archive: Archive, asked: dict[str, Any]) -> None:
    with pytest.raises(QueryError):
        archive.concordance("كتاب", **asked)


def test_nothing_found_gives_no_lines(archive: Archive, tmp_path: Path) -> None:
    assert archive.concordance("زعفران").total == 0
    with Archive.create(tmp_path / "empty") as empty:
        empty.sync()
        assert empty.concordance("كتاب").lines == ()


def test_texts_are_looked_through_only_while_there_is_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(occurrences, "_AT_ONCE", 1)
    matches, times = SoughtTerms.matches, []

    def slowly(sought: SoughtTerms, texts: Texts) -> Matches:
        times.append(time.monotonic())
        time.sleep(0.05)
        return matches(sought, texts)

    monkeypatch.setattr(SoughtTerms, "matches", slowly)
    with Archive.create(tmp_path / "archive") as archive:
        archive.add([{"text": f"كتاب {number}"} for number in range(100)])
        assert archive.concordance("كتاب", limit=0).total == 100  # and the index is warm
        times.clear()
        with pytest.raises(OutOfTime), time_limit(1):
            archive.concordance("كتاب", arrangement="after")
    assert len(times) < 100
