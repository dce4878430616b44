"""Fields of an archive's own: what its settings may say of them, and what records have of each."""

from typing import get_args

import pytest

from kashshaf.archive.errors import QueryError, SettingsError
from kashshaf.archive.field_values import facet_values, searched_texts
from kashshaf.archive.fields import STANDARD, FacetName, Field, Fields
from kashshaf.archive.own_fields import own_fields
from kashshaf.archive.ranges import Range, number_of, written
from kashshaf.archive.record import Record

SECTION = {"label": {"ar": "القسم", "en": "Section"}, "columns": ["category", "القسم"]}
PAGES = {"label": {"ar": "عدد الصفحات"}, "columns": ["pages"], "kind": "number"}
EVENT = {"label": {"en": "Event date"}, "columns": ["event"], "kind": "date"}
SUMMARY = {"label": {"ar": "الملخص", "en": "Summary"}, "kind": "text", "weight": 3}
OWN = own_fields({"section": SECTION, "pages": PAGES, "event": EVENT, "summary": SUMMARY})


def values(extra: dict[str, object]) -> dict[str, tuple[str, ...]]:
    return facet_values(OWN)(Record(id="1", extra=extra))


def test_the_built_in_fields_come_first_and_stay_as_they_are() -> None:
    assert list(OWN)[: len(STANDARD)] == list(STANDARD)
    assert [field.key for field in OWN.own] == ["section", "pages", "event", "summary"]
    assert [field.key for field in OWN.texts] == ["title", "text", "summary"]


@pytest.mark.parametrize("name", ["section", "القسم", "Section", "قسم"])
def test_queries_may_name_a_field_by_its_key_and_its_labels(name: str) -> None:
    from kashshaf.arabic.folding import fold

    assert (fold(name) in OWN.by_name) == (name != "قسم")


def test_spaces_of_a_label_are_underscores_in_a_query() -> None:
    from kashshaf.arabic.folding import fold

    assert OWN.by_name[fold("عدد_الصفحات")].key == "pages"


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ("رياضة", ("رياضة",)),
        ("  أخبار   منوعة ", ("أخبار منوعة",)),
        (["رياضة", "سياسة", "رياضة", None, ""], ("رياضة", "سياسة")),
        (7, ("7",)),
        (7.0, ("7",)),
        ({"name": "رياضة"}, ()),
        (None, ()),
        ("", ()),
    ],
)
def test_names_are_read_from_a_column_one_or_several(
    stated: object, found: tuple[str, ...]
) -> None:
    assert values({"category": stated}).get("section", ()) == found


def test_the_preferred_column_that_says_anything_is_read() -> None:
    assert values({"القسم": "سياسة", "Category": "رياضة"})["section"] == ("رياضة",)
    assert values({"القسم": "سياسة", "category": " "})["section"] == ("سياسة",)
    assert values({"section": "ثقافة", "category": "رياضة"})["section"] == ("ثقافة",)


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        (12, "12"),
        ("12", "12"),
        ("١٢", "12"),
        ("1,300", "1300"),
        ("١٬٣٠٠", "1300"),
        ("12.50", "12.5"),
        ("-3", "-3"),
        ("0", "0"),
        ("عشرون", None),
        ("1" * 60, None),
        ("nan", None),
        ("1e9", "1000000000"),
    ],
)
def test_numbers_are_read_in_the_digits_of_any_script(stated: object, found: str | None) -> None:
    assert values({"pages": stated}).get("pages") == (None if found is None else (found,))


def test_dates_are_read_as_the_press_writes_them() -> None:
    assert values({"event": "3 أيلول/سبتمبر 2014"})["event"] == ("2014-09-03",)
    assert "event" not in values({"event": "3 سبتمبر"})


def test_a_text_of_its_own_is_searched_with_its_weight() -> None:
    summary = searched_texts(OWN)[-1]
    assert (summary.key, summary.weight) == ("summary", 3)
    assert summary.of(Record(id="1", extra={"Summary": "خبر"})) == "خبر"
    assert summary.of(Record(id="1")) == ""


@pytest.mark.parametrize(
    ("stated", "named"),
    [
        ({"Section": SECTION}, "small Latin letters"),
        ({"source": SECTION}, "taken"),
        ({"since": SECTION}, "taken"),
        ({"shares": SECTION}, "taken"),
        ({"not_section": SECTION}, "taken"),
        ({"section": "القسم"}, "heading"),
        ({"section": {}}, "label must be"),
        ({"section": {"label": {"ar": " "}}}, "label must be"),
        ({"section": {"label": {"ar": "{x}"}}}, "without braces"),
        ({"section": {"label": {"fr": "Rubrique"}}}, "label must be"),
        ({"section": SECTION | {"kind": "facet"}}, "name, text, number, date"),
        ({"section": SECTION | {"colour": 1}}, "'colour'"),
        ({"section": SECTION | {"columns": "category"}}, "must be a list"),
        ({"section": SECTION | {"columns": ["keywords"]}}, "tag “keywords” already"),
        ({"section": SECTION | {"weight": 2}}, "only a text has a weight"),
        ({"summary": SUMMARY | {"weight": 0}}, "from 1 to 10"),
        ({"section": {"label": {"ar": "المصدر"}}}, "as the field source"),
        ({"section": SECTION, "part": SECTION}, "as the field section"),
        (
            {"section": SECTION, "part": {"label": {"ar": "الباب"}, "columns": ["category"]}},
            "as the field section",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(stated: dict[str, object], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        own_fields(stated)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("10..20", ["10", "15.5", "20"], ["9", "20.1"]),
        ("20..10", ["15"], ["21"]),
        ("10..", ["10", "1000"], ["9"]),
        ("..20", ["-5", "20"], ["21"]),
        ("7", ["7"], ["8"]),
        ("٧", ["7"], ["8"]),
        ("1,000…2,000", ["1500"], ["999"]),
    ],
)
def test_a_range_of_numbers_holds_what_lies_within(
    text: str, inside: list[str], outside: list[str]
) -> None:
    asked = Range.read(text, OWN["pages"])
    assert all(map(asked.holds, inside))
    assert not any(map(asked.holds, outside))


def test_a_range_of_dates_holds_what_lies_wholly_within() -> None:
    asked = Range.read("2014-09..2015", OWN["event"])
    assert all(map(asked.holds, ["2014-09-01", "2014-12", "2015"]))
    assert not any(map(asked.holds, ["2014", "2014-08-31", "2016"]))


@pytest.mark.parametrize("text", ["", "..", "كثير", "1..x", "10-20"])
def test_what_is_no_range_says_how_one_is_written(text: str) -> None:
    with pytest.raises(QueryError, match=r"10\.\.20"):
        Range.read(text, OWN["pages"])


def test_a_change_of_what_is_indexed_changes_the_digest_and_a_label_does_not() -> None:
    def digest(**changes: object) -> str:
        return own_fields({"section": SECTION | changes})["section"].digest()

    assert digest() == digest(label={"ar": "الباب"})
    assert digest() != digest(columns=["category"])
    assert digest() != digest(kind="text")


@pytest.mark.parametrize("field", STANDARD.values(), ids=lambda field: field.key)
def test_each_built_in_field_is_told_in_both_languages(field: Field) -> None:
    for words in (field.label, field.having, field.lacking, field.unstated):
        assert set(words) >= {"ar", "en"}
    assert field.meaning.endswith(".")


def test_type_checkers_know_the_facets_that_there_are() -> None:
    assert get_args(FacetName) == tuple(field.key for field in STANDARD.facets)


def test_numbers_are_written_in_one_way() -> None:
    numbers = map(number_of, ("7.50", "700", "0.0", "٧"))
    assert [written(number) for number in numbers if number is not None] == ["7.5", "700", "0", "7"]


def test_fields_are_equal_where_what_they_hold_is() -> None:
    assert own_fields({}) == Fields()
    assert own_fields({"section": SECTION}) != Fields()
