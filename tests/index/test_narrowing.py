"""What a search is narrowed to, and all that it finds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kashshaf import Archive
from kashshaf.archive.errors import QueryError

ITEMS = [
    {"id": "1", "title": "كتاب البحر", "text": "قرأت الكتاب على الشاطئ."},
    {"id": "2", "title": "مكتبة", "text": "في المكتبة كتاب عن كِتاب آخر."},
    {"id": "3", "title": "كتابة", "text": "كتب الطالب بكتابه درسا."},
    {"id": "4", "title": "أخبار", "text": "إذاعة المرفأ.", "author": "ليلى"},
    {"id": "5", "title": "اخبار", "text": "اذاعه المرفا.", "author": "منى"},
]


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def archive(request: pytest.FixtureRequest, tmp_path_factory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("narrowing") / "archive"
    with Archive.create(folder, engine=request.param) as archive:
        archive.add(ITEMS)
        yield archive


def found(archive: Archive, text: str, **asked: object) -> set[str]:
    return {hit.record.id for hit in archive.search(text, **asked)}


def test_a_level_is_the_least_closeness_of_every_word(archive: Archive) -> None:
    assert found(archive, "كتاب") >= {"1", "2", "3"}
    assert found(archive, "كتاب", level="word") == {"1", "2"}
    assert found(archive, "اذاعة", level="word") == {"4", "5"}
    assert found(archive, "إذاعة", level="written") == {"4"}
    # A word that is asked for more closely stays so.
    assert found(archive, "=إذاعة", level="word") == {"4"}


def test_a_level_reaches_into_every_part_of_a_query(archive: Archive) -> None:
    assert found(archive, "العنوان:كتاب أو اذاعه", level="word") == {"1", "4", "5"}
    assert found(archive, "الكتاب -كتاب", level="word") == set()
    assert found(archive, "كتاب -الكتاب", level="word") == {"2"}
    assert archive.search("كتاب", level="written").interpreted("en").endswith("as written")


def test_a_level_that_there_is_not_is_named(archive: Archive) -> None:
    with pytest.raises(QueryError, match=r"“root”.* any, word, written"):
        archive.search("كتاب", level="root")


def test_an_argument_that_there_is_not_is_an_error_of_the_program(archive: Archive) -> None:
    with pytest.raises(TypeError, match="colour"):
        archive.search("كتاب", colour="blue")


def test_too_many_values_of_a_filter_are_refused(archive: Archive) -> None:
    with pytest.raises(QueryError, match="at most 100 names"):
        archive.search(sources=[f"صحيفة {number}" for number in range(101)])


def test_each_gives_every_record_in_the_order_of_the_pages(archive: Archive) -> None:
    for text, asked in [("", {}), ("كتاب", {"match": "any"}), ("المرفأ", {"sort": "oldest"})]:
        paged = [
            hit.record.id
            for offset in range(0, len(ITEMS), 2)
            for hit in archive.search(text, offset=offset, limit=2, **asked)
        ]
        assert [record.id for record in archive.each(text, **asked)] == paged
    assert [record.id for record in archive.each("كتاب", limit=1)] == [
        archive.search("كتاب").hits[0].record.id
    ]
    assert list(archive.each("زعفران")) == []
    assert [record.id for record in archive.each(authors=["منى"])] == ["5"]


def test_an_order_that_there_is_not_is_named_by_all_ways_to_search(archive: Archive) -> None:
    for search in (archive.search, archive.each, archive.concordance):
        with pytest.raises(QueryError, match=r"“best”.* relevance, newest, oldest"):
            search("كتاب", sort="best")
    with pytest.raises(QueryError, match="negative"):
        archive.each("كتاب", limit=-1)


def test_each_passes_over_what_is_removed_meanwhile(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add([{"id": str(number), "text": "خبر"} for number in range(300)])
        records = archive.each("خبر", sort="oldest")
        first = next(records)
        archive.remove("0", "299")
        left = {first.id, *(record.id for record in records)}
    assert left >= {str(number) for number in range(1, 299)}
    assert len(left) < 300


def test_what_is_similar_shares_telling_words_and_is_not_the_record_itself(tmp_path: Path) -> None:
    items = [
        {"id": "a", "title": "جفاف الأهوار", "text": "تراجع منسوب المياه في الأهوار والجاموس ينفق"},
        {"id": "b", "title": "الأهوار تجف", "text": "مربو الجاموس يغادرون الأهوار بعد الجفاف"},
        {"id": "c", "title": "سباق الدراجات", "text": "فاز المتسابق في المياه الباردة"},
        *({"id": f"x{n}", "text": "خبر عام عن المياه في المدينة"} for n in range(20)),
    ]
    with Archive.create(tmp_path / "archive") as archive:
        archive.add(items)
        alike = [record.id for record in archive.similar(archive.record("a"), limit=3)]
        assert alike[0] == "b"
        assert "a" not in alike
        assert len(alike) <= 3
        archive.add([{"id": "alone", "text": "؟"}])
        assert archive.similar(archive.record("alone")) == ()
