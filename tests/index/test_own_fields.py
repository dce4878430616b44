"""Fields of an archive's own do all that built-in ones do, with any engine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kashshaf import Archive, IndexOutdated, QueryError
from kashshaf.archive.own_fields import own_fields
from kashshaf.index.searching.facets import without_gaps
from kashshaf.query import HasValue, InField, Word

FIELDS: dict[str, dict[str, Any]] = {
    "section": {"label": {"ar": "القسم", "en": "Section"}, "columns": ["category", "القسم"]},
    "pages": {"label": {"ar": "الصفحات", "en": "Pages"}, "kind": "number"},
    "event": {"label": {"ar": "الحدث", "en": "Event"}, "kind": "date"},
    "summary": {"label": {"ar": "الملخص", "en": "Summary"}, "kind": "text", "weight": 3},
}
ITEMS: list[dict[str, Any]] = [
    {"id": "1", "title": "ميناء جديد", "text": "افتتح اليوم", "category": "اقتصاد", "pages": 4,
     "event": "2014-09-03", "summary": "قنديل البحر يصل الميناء"},
    {"id": "2", "title": "بطولة الساحل", "text": "فاز الفريق", "القسم": ["رياضة", "محليات"],
     "pages": "١٢", "event": "2014-10"},
    {"id": "3", "title": "قنديل", "text": "أضيء قنديل المنارة", "category": "ثقافة", "pages": 30,
     "event": "2016"},
    {"id": "4", "title": "خبر", "text": "لا قسم له"},
]  # fmt: skip


@pytest.fixture(params=["whoosh", "tantivy"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "a", engine=request.param, fields=FIELDS) as made:
        made.add(ITEMS)
        yield made


def ids(archive: Archive, text: str = "", **options: Any) -> set[str]:
    return {hit.record.id for hit in archive.search(text, limit=100, **options)}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("section:رياضة", {"2"}),
        ("القسم:رياضة", {"2"}),
        ("-section:رياضة", {"1", "3", "4"}),
        ("section:unknown", {"4"}),
        ("قسم OR section:(رياضة ثقافة)", {"2", "3", "4"}),
        ("pages:10..20", {"2"}),
        ("الصفحات:..12", {"1", "2"}),
        ("pages:unknown", {"4"}),
        ("event:2014", {"1", "2"}),
        ("الحدث:2014-10..", {"2", "3"}),
        ("summary:قنديل", {"1"}),
        ("الملخص:قنديل", {"1"}),
        ("قنديل", {"1", "3"}),
        ('summary:"قنديل البحر"', {"1"}),
        ('"قنديل البحر"', {"1"}),
        ("text:قنديل", {"3"}),
        ("title:قنديل", {"3"}),
        ("text:(قنديل ميناء)", set()),
    ],
)
def test_queries_name_them(archive: Archive, query: str, found: set[str]) -> None:
    assert ids(archive, query) == found


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"only": {"section": ["رياضة"]}}, {"2"}),
        ({"only": {"section": ["محليات", "ثقافة"]}}, {"2", "3"}),
        ({"only": {"section": ["unknown"]}}, {"4"}),
        ({"excluding": {"section": ["رياضة", "unknown"]}}, {"1", "3"}),
        ({"only": {"pages": ["1..12"]}}, {"1", "2"}),
        ({"only": {"pages": ["4", "30.."]}}, {"1", "3"}),
        ({"excluding": {"pages": ["10.."]}}, {"1", "4"}),
        ({"only": {"event": ["2014-09..2014"]}}, {"1", "2"}),
        ({"only": {"event": ["2014"], "section": ["اقتصاد"]}}, {"1"}),
    ],
)
def test_filters_take_names_and_ranges(
    archive: Archive, options: dict[str, Any], found: set[str]
) -> None:
    assert ids(archive, **options) == found
    assert archive.count(**options) == len(found)
    assert {record.id for record in archive.each(**options)} == found


def test_they_are_counted(archive: Archive) -> None:
    results = archive.search(facets=["section", "pages", "event"])
    assert {value.value: value.count for value in results.facets["section"]} == {
        **dict.fromkeys(("اقتصاد", "رياضة", "محليات", "ثقافة"), 1),
        "": 1,
    }
    assert [(value.value, value.count) for value in results.facets["pages"]] == [
        *(("4", 1), ("12", 1), ("30", 1)),
        ("", 1),
    ]
    # A date is counted in the unit in which the whole is read with ease.
    assert [value.value for value in results.facets["event"]] == ["2014-09", "2014-10", "2016", ""]


def test_many_numbers_are_counted_by_ranges_that_filter_to_just_what_they_count(
    tmp_path: Path,
) -> None:
    with Archive.create(tmp_path / "a", fields=FIELDS) as archive:
        archive.add({"text": f"خبر {n}", "pages": n} for n in range(1, 100, 3))
        archive.add({"text": f"جزء {n}", "pages": n / 7} for n in range(1, 30))
        whole = archive.search(facets=["pages"])
        values = whole.facets["pages"]
        assert 5 < len(values) < 20
        assert sum(value.count for value in values) == whole.total
        for value in values:
            assert archive.count(only={"pages": [value.value]}) == value.count


def test_within_a_range_only_what_lies_in_it_is_counted_in_a_finer_unit(archive: Archive) -> None:
    def counted(key: str, asked: str) -> list[tuple[str, int, bool]]:
        values = archive.search(only={key: [asked]}, facets=[key]).facets[key]
        return [(value.value, value.count, value.selected) for value in values]

    assert counted("pages", "5..20") == [("12", 1, False), ("", 1, False)]
    assert counted("pages", "12") == [("12", 1, True), ("", 1, False)]
    assert counted("event", "2014-09") == [("2014-09-03", 1, False), ("", 1, False)]


@pytest.mark.parametrize(
    ("key", "values", "filled"),
    [
        ("pages", ["0..9", "30..39"], ["0..9", "10..19", "20..29", "30..39"]),
        ("pages", ["-2", "1"], ["-2", "-1", "0", "1"]),
        ("pages", ["0.5..0.7", "1.5"], ["0.5..0.7", "1.5"]),
        ("pages", ["1", "1000"], ["1", "1000"]),
        ("event", ["2014-11", "2015-01"], ["2014-11", "2014-12", "2015-01"]),
        ("event", ["2014", "2014-02"], ["2014", "2014-02"]),
        ("event", [], []),
    ],
)
def test_a_histogram_has_the_values_between_that_no_record_has(
    key: str, values: list[str], filled: list[str]
) -> None:
    assert without_gaps(own_fields(FIELDS)[key], values, most=10) == filled


def test_a_match_in_a_text_of_its_own_is_shown(archive: Archive) -> None:
    (hit,) = archive.search("summary:قنديل")
    assert "<mark>قنديل</mark> البحر" in hit.snippet.html()


def test_the_weight_of_a_text_counts(archive: Archive) -> None:
    archive.add(
        [{"id": "5", "text": "سفينة " * 2}, {"id": "6", "summary": "سفينة", "text": "غيرها"}]
    )
    assert archive.search("سفينة").hits[0].record.id in ("5", "6")
    assert ids(archive, "summary:سفينة") == {"6"}


def test_a_query_is_told_by_their_labels(archive: Archive) -> None:
    asked = archive.search("القسم:رياضة summary:فريق", only={"pages": ["10..20"]})
    assert asked.interpreted("ar") == (
        "القسم: رياضة؛ والملخص: كلمة فريق بأي صيغة؛ والصفحات: من 10 إلى 20"
    )
    assert "Section: رياضة" in asked.interpreted("en")


def test_trees_name_them_and_what_there_is_not_is_refused(archive: Archive) -> None:
    assert {hit.record.id for hit in archive.search(HasValue("section", "رياضة"))} == {"2"}
    assert {hit.record.id for hit in archive.search(InField("summary", Word("قنديل")))} == {"1"}
    with pytest.raises(QueryError, match="“colour”"):
        archive.search(HasValue("colour", "أزرق"))
    with pytest.raises(QueryError, match="“colour”"):
        archive.search(only={"colour": ["أزرق"]})


def test_what_is_no_range_is_searched_for_as_words_and_said(archive: Archive) -> None:
    results = archive.search("pages:كثيرة")
    assert "“كثيرة” could not be read as a range of Pages" in results.warnings("en")[0]
    with pytest.raises(QueryError, match=r"10\.\.20"):
        archive.search(only={"pages": ["كثيرة"]})


def test_a_value_that_nothing_has_is_said(archive: Archive) -> None:
    results = archive.search(only={"section": ["رياظة"]})
    assert results.warnings("ar") == ("لا مادة في هذا الأرشيف تحمل «رياظة» في حقل «القسم».",)


def test_statistics_and_an_added_record_know_them(archive: Archive) -> None:
    assert archive.stats().values["section"] == 4
    archive.add({"id": "7", "text": "جديد", "category": "رياضة"})
    assert ids(archive, only={"section": ["رياضة"]}) == {"2", "7"}


def test_a_changed_field_asks_by_name_for_a_rebuild(archive: Archive) -> None:
    settings = archive.folder / "settings.toml"
    engine = archive.engine
    archive.close()
    text = settings.read_text("utf-8")
    for changed, said in [
        (text + '\n[fields.place]\nlabel = { ar = "المكان" }\n', "new: place"),
        (text.replace('"category"', '"kind"'), "changed: section"),
        (text[: text.index("[fields.summary]")], "gone: summary"),
    ]:
        settings.write_text(changed, "utf-8")
        with Archive.open(settings.parent) as reopened:
            for asked in (reopened.search, reopened.sync, reopened.verify):
                with pytest.raises(IndexOutdated, match=f"{said}.*kashshaf rebuild"):
                    asked()
            assert not reopened.is_current()
    with Archive.open(settings.parent) as reopened:
        reopened.rebuild()
        assert reopened.is_current()
        assert reopened.engine == engine
        assert "summary" not in reopened.fields
