"""What a search is narrowed to, and all that it finds."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from kashshaf import Archive
from kashshaf.archive.errors import QueryError
from kashshaf.archive.storage.store import Store
from kashshaf.index.engines import base
from kashshaf.index.engines.tantivy import counting
from kashshaf.index.query.nodes import HasValue, Query
from kashshaf.index.searching.reranking import WINDOW

Make: TypeAlias = Callable[[Iterable[Mapping[str, str]]], Archive]

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


@pytest.fixture(params=["whoosh", "tantivy"])
def archive_of(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """Makes an archive of items."""
    with Archive.create(tmp_path / "archive", engine=request.param) as archive:

        def make(items: Iterable[Mapping[str, str]]) -> Archive:
            archive.add(items)
            return archive

        yield make


def found(archive: Archive, text: str | Query, **asked: Any) -> set[str]:
    return {hit.record.id for hit in archive.search(text, **asked)}


def test_a_level_is_the_least_closeness_of_every_word(archive: Archive) -> None:
    assert found(archive, "كتاب") >= {"1", "2", "3"}
    assert found(archive, "كتاب", level="clitics") >= {"1", "2"}
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
    wrong: Any = "root"
    with pytest.raises(QueryError, match=r"“root”.* any, clitics, word, written"):
        archive.search("كتاب", level=wrong)


def test_an_argument_that_there_is_not_is_an_error_of_the_program(archive: Archive) -> None:
    wrong: dict[str, Any] = {"colour": "blue"}
    with pytest.raises(TypeError, match="colour"):
        archive.search("كتاب", **wrong)


def test_too_many_values_of_a_filter_are_refused(archive: Archive) -> None:
    with pytest.raises(QueryError, match="at most 100 names"):
        archive.search(only={"source": [f"صحيفة {number}" for number in range(101)]})


DATED = [
    {"id": "day", "text": "خبر السوق", "date": "2014-09-03", "source": "صحيفة الساحل"},
    {"id": "year", "text": "خبر السوق", "date": "2016", "source": "جريدة الوادي"},
    {"id": "no-year", "text": "خبر المرفأ", "date": "XXXX-09-03", "source": "صحيفة الساحل"},
    {"id": "none", "text": "خبر المرفأ", "source": "جريدة الوادي"},
]
UNDATED = {"date": ["unknown"]}


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("", {"only": UNDATED}, {"no-year", "none"}),
        ("", {"only": {"date": [""]}}, {"no-year", "none"}),
        ("السوق", {"only": UNDATED}, set()),
        ("", {"only": UNDATED | {"source": ["جريدة الوادي"]}}, {"none"}),
        ("", {"excluding": UNDATED}, {"day", "year"}),
        ("", {"excluding": UNDATED, "only": UNDATED}, set()),
        # Beside a period the undated are an alternative, as values of one field are.
        ("", {"only": UNDATED, "since": "2015"}, {"year", "no-year", "none"}),
        ("", {"only": UNDATED, "until": "2014"}, {"day", "no-year", "none"}),
        ("", {"excluding": UNDATED, "since": "2015"}, {"year"}),
        ("التاريخ:مجهول", {}, {"no-year", "none"}),
        ("-date:unknown", {}, {"day", "year"}),
        ("date:unknown OR date:2014", {}, {"day", "no-year", "none"}),
        (HasValue("date", ""), {}, {"no-year", "none"}),
        (HasValue("date", "2014..2015"), {}, {"day"}),
    ],
)
def test_what_states_no_year_can_be_chosen_and_excluded(
    archive_of: Make, text: str | Query, asked: dict[str, Any], expected: set[str]
) -> None:
    archive = archive_of(DATED)
    assert found(archive, text, **asked) == expected
    assert archive.count(text, **asked) == len(expected)
    assert {record.id for record in archive.each(text, **asked)} == expected


def test_dates_are_counted_whether_or_not_the_undated_are_chosen(archive_of: Make) -> None:
    archive = archive_of(DATED)

    def counted(**asked: Any) -> list[tuple[str, int, bool, bool]]:
        values = archive.search(facets=["date"], **asked).facets["date"]
        return [(one.value, one.count, one.selected, one.excluded) for one in values]

    assert counted() == [
        ("2014-09", 1, False, False),
        ("2016", 1, False, False),
        ("", 2, False, False),
    ]
    assert counted(only=UNDATED)[-1] == ("", 2, True, False)
    assert [one[:2] for one in counted(only=UNDATED)] == [one[:2] for one in counted()]
    # What is excluded stays listed, or nobody could allow it again.
    assert counted(excluding=UNDATED)[-1] == ("", 0, False, True)
    sources = archive.search(facets=["source"], only=UNDATED).facets["source"]
    assert {one.value: one.count for one in sources} == {"صحيفة الساحل": 1, "جريدة الوادي": 1}


def test_the_undated_have_no_place_in_time_and_are_counted_by_source(archive_of: Make) -> None:
    archive = archive_of(DATED)
    in_time = archive.trends(["المرفأ"], by="year", only=UNDATED)
    assert (in_time.places, in_time.trends[0].total, in_time.trends[0].elsewhere) == ((), 2, 2)
    by_source = archive.trends(["المرفأ"], by="source", only=UNDATED)
    assert dict(zip(by_source.places, by_source.records, strict=True)) == {
        "جريدة الوادي": 1,
        "صحيفة الساحل": 1,
    }


def test_that_the_undated_are_chosen_is_told(archive_of: Make) -> None:
    archive = archive_of(DATED)
    told = archive.search("خبر", only=UNDATED, since="2015").interpreted("en")
    assert told.endswith("and (dated 2015 or later; or undated)")
    assert archive.search("", only=UNDATED).interpreted("ar") == "ما لا تاريخ له"
    assert archive.search("خبر", excluding=UNDATED).interpreted("en").endswith("except undated")


def test_periods_are_no_values_of_the_date_of_publication(archive: Archive) -> None:
    with pytest.raises(QueryError, match=r"date takes “unknown” alone, not “2014”.* since"):
        archive.search(only={"date": ["2014"]})


def test_each_gives_every_record_in_the_order_of_the_pages(archive: Archive) -> None:
    searches: list[tuple[str, dict[str, Any]]] = [
        ("", {}),
        ("كتاب", {"match": "any"}),
        ("المرفأ", {"sort": "oldest"}),
    ]
    for text, asked in searches:
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
    assert [record.id for record in archive.each(only={"author": ["منى"]})] == ["5"]


def test_an_order_that_there_is_not_is_named_by_all_ways_to_search(archive: Archive) -> None:
    wrong: Any = "best"
    for search in (archive.search, archive.each, archive.concordance):
        with pytest.raises(QueryError, match=r"“best”.* relevance, newest, oldest"):
            search("كتاب", sort=wrong)
    with pytest.raises(QueryError, match="negative"):
        archive.each("كتاب", limit=-1)


def test_the_first_of_each_are_the_first_of_the_page(archive_of: Make) -> None:
    filler = "وتابع القراء أخبار الطقس في الصباح"
    archive = archive_of(
        {
            "id": str(n),
            "text": f"{'كتاب ' * (n % 7 + 1)}{filler} {'كتاب جديد' if n % 3 else 'جديد'}",
        }
        for n in range(2 * WINDOW + 5)
    )
    page = [hit.record.id for hit in archive.search("كتاب جديد", limit=WINDOW + 3)]
    for limit in (0, 1, 5, WINDOW, WINDOW + 3):
        first = [record.id for record in archive.each("كتاب جديد", limit=limit)]
        assert first == page[:limit]


def test_each_gives_all_that_is_left_where_the_index_still_has_what_was_removed(
    archive_of: Make,
) -> None:
    archive = archive_of({"id": str(n), "text": "خبر"} for n in range(6))
    # Another process has removed them and has not yet come to the index.
    with Store.open(archive.folder / Archive.STORE) as store:
        store.remove(["3", "4", "5"])
    for sort in ("relevance", "newest", "oldest"):
        assert {record.id for record in archive.each("خبر", sort=sort)} == {"0", "1", "2"}


def test_each_passes_over_what_is_removed_meanwhile(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add([{"id": str(number), "text": "خبر"} for number in range(300)])
        records = archive.each("خبر", sort="oldest")
        first = next(records)
        archive.remove("0", "299")
        left = {first.id, *(record.id for record in records)}
    assert left >= {str(number) for number in range(1, 299)}
    assert len(left) < 300


def test_what_is_similar_shares_telling_words_and_is_not_the_record_itself(
    archive_of: Make,
) -> None:
    items = [
        {"id": "a", "title": "جفاف الأهوار", "text": "تراجع منسوب المياه في الأهوار والجاموس ينفق"},
        {"id": "b", "title": "الأهوار تجف", "text": "مربو الجاموس يغادرون الأهوار بعد الجفاف"},
        {"id": "c", "title": "سباق الدراجات", "text": "فاز المتسابق في المياه الباردة"},
        *({"id": f"x{n}", "text": "خبر عام عن المياه في المدينة"} for n in range(20)),
        {"id": "alone", "text": "؟"},
    ]
    archive = archive_of(items)
    alike = [record.id for record in archive.similar(archive.record("a"), limit=3)]
    assert alike[0] == "b"
    assert "a" not in alike
    assert len(alike) == 3
    assert archive.similar(archive.record("alone")) == ()
    assert archive.similar(archive.record("a"), limit=0) == ()
    with pytest.raises(QueryError, match="negative"):
        archive.similar(archive.record("a"), limit=-1)


def test_a_title_as_long_as_a_book_is_read_for_its_beginning(archive_of: Make) -> None:
    archive = archive_of(
        [
            {"id": "long", "title": "زعفران " + "في " * 2_000 + "قرنفل", "text": "؟"},
            {"id": "first", "text": "زعفران"},
            {"id": "last", "text": "قرنفل"},
        ]
    )
    assert [record.id for record in archive.similar(archive.record("long"))] == ["first"]


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_chosen_value_is_counted_though_there_are_more_than_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setattr(base, "MOST_VALUES", 2)
    monkeypatch.setattr(counting, "MOST_VALUES", 2)
    with Archive.create(tmp_path / "a", engine=engine) as archive:
        archive.add({"text": f"خبر {n}", "tags": [f"وسم {n % 5}", "الكل"]} for n in range(10))
        for tag in (f"وسم {n}" for n in range(5)):
            (chosen, *_) = archive.search(only={"tag": [tag]}, facets=["tag"]).facets["tag"]
            assert (chosen.value, chosen.count, chosen.selected) == (tag, 2, True)


def test_a_time_of_which_there_is_nothing_is_told_with_what_there_is(archive_of: Make) -> None:
    archive = archive_of(
        {"text": f"خبر عن المرفأ {at}", "date": date}
        for at, date in enumerate(["1998-03", "2004", "", "2011-01-05"])
    )

    def told(text: str, **options: Any) -> list[Mapping[str, str]]:
        notices = archive.search(text, **options).notices
        return [notice.values for notice in notices if notice.code == "outside-span"]

    span = [{"first": "1998", "last": "2011"}]
    assert told("المرفأ", since="2012") == told("المرفأ date:..1990") == span
    assert told("المرفأ", until="1997-12") == told("date:2020..") == span
    assert not told("المرفأ", since="2010")
    assert not told("المرفأ date:2005")  # within what there is
    assert not told("المرفأ أو date:2020")
    assert not told("المرفأ", since="2012", only={"date": ["unknown"]})


def test_what_no_record_has_is_told_once_though_it_is_excluded_too(archive: Archive) -> None:
    both = {"author": ["هدى"]}
    assert len(archive.search("كتاب", only=both, excluding=both).notices) == 1
