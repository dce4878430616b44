"""Countries: what they are called, how they may be spelt, and which one a source is of."""

from collections import defaultdict

import pytest

from kashshaf.arabic.names import fold_name
from kashshaf.archive.errors import SettingsError
from kashshaf.archive.field_values import facet_values
from kashshaf.archive.fields import STANDARD, Fields
from kashshaf.archive.items import Item, Origin
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.metadata.authority_tables import COUNTRIES, entries
from kashshaf.archive.metadata.catalogue import catalogue
from kashshaf.archive.metadata.countries import country, country_label, spellings
from kashshaf.archive.metadata.source_countries import source_countries
from kashshaf.archive.record import Record


def country_of(source: str | None, fields: Fields = STANDARD) -> tuple[str, ...]:
    return facet_values(fields)(Record(id="1", source=source)).get("country", ())


@pytest.mark.parametrize(
    ("code", "arabic", "english"),
    [
        ("SA", "السعودية", "Saudi Arabia"),
        ("EG", "مصر", "Egypt"),
        ("PS", "فلسطين", "Palestine"),
        ("JO", "الأردن", "Jordan"),
        ("AE", "الإمارات", "United Arab Emirates"),
        ("GB", "المملكة المتحدة", "United Kingdom"),
        ("US", "الولايات المتحدة", "United States"),
        ("SY", "سوريا", "Syria"),
        ("HU", "المجر", "Hungary"),
    ],
)
def test_countries_are_called_as_the_press_calls_them(code: str, arabic: str, english: str) -> None:
    assert country_label(code, "ar") == arabic
    assert country_label(code, "en") == english


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("مصر", "EG"),
        ("eg", "EG"),
        ("EGYPT", "EG"),
        ("السعوديه", "SA"),
        ("سعودية", "SA"),
        ("المملكة العربية السعودية", "SA"),
        ("KSA", "SA"),
        ("الاردن", "JO"),
        ("سلطنة عُمان", "OM"),
        ("سورية", "SY"),
        ("بريطانيا", "GB"),
        ("U.K.", "GB"),
        ("أميركا", "US"),
        ("الولايات المتحدة الأمريكية", "US"),
        ("the Netherlands", "NL"),
        ("Turkey", "TR"),
        ("Côte d'Ivoire", "CI"),
        ("Bosnia and Herzegovina", "BA"),
        ("الأراضي الفلسطينية", "PS"),
        ("كوريا", None),
        ("الساحل", None),
        ("", None),
    ],
)
def test_a_country_is_known_in_any_spelling(written: str, code: str | None) -> None:
    assert country(written) == code


def test_what_is_no_country_is_called_as_it_is_written() -> None:
    assert country_label("الساحل", "en") == "الساحل"


def test_no_spelling_stands_for_two_countries() -> None:
    meant = defaultdict(set)
    for code in COUNTRIES:
        for spelling in spellings(code):
            meant[fold_name(spelling)].add(code)
            assert country(spelling) == code, spelling
    assert {spelling: codes for spelling, codes in meant.items() if len(codes) > 1} == {}


def test_a_record_has_the_country_of_its_source() -> None:
    assert country_of("الأهرام") == ("EG",)
    assert country_of("بي بي سي عربي") == ("GB",)
    assert country_of("الجزيرة نت") == ("QA",)


def test_an_agency_that_is_a_source_has_its_country() -> None:
    for name, entry in entries("agencies", {}).items():
        assert country_of(name) == ((entry.country,) if entry.country else ())


@pytest.mark.parametrize("source", [None, "صحيفة لا يعرفها أحد", "إندبندنت عربية"])
def test_a_source_without_a_known_country_is_of_none(source: str | None) -> None:
    assert country_of(source) == ()


def test_a_column_called_country_is_no_country_of_the_source() -> None:
    item = Item(
        {"text": "خبر", "source": "الأهرام", "country": "السودان"}, Origin("a.csv", 1, "csv")
    )
    record = catalogue(item, Authorities.load(), "2026-01-01T00:00:00Z")
    assert record.extra["country"] == "السودان"
    assert facet_values(STANDARD)(record)["country"] == ("EG",)


def test_a_user_says_the_country_of_a_source() -> None:
    fields = Fields(authorities={"sources": {"صدى الوادي": {"country": "LB"}}})
    assert country_of("صدى الوادي", fields) == ("LB",)
    assert country_of("الأهرام", fields) == ("EG",)
    assert country_of("صدى الوادي") == ()


def test_a_user_corrects_the_country_of_a_source() -> None:
    assert source_countries({"sources": {"الأهرام": {"country": "SD"}}})["الأهرام"] == "SD"


def test_a_source_that_a_user_renames_keeps_its_country() -> None:
    renamed = source_countries({"sources": {"شبكة الجزيرة": {"names": ["الجزيره نت"]}}})
    assert renamed["شبكة الجزيرة"] == "QA"
    # Records that were taken in before have the old name still.
    assert renamed["الجزيرة نت"] == "QA"
    own = {"sources": {"شبكة الجزيرة": {"names": ["الجزيرة نت"], "country": "GB"}}}
    assert source_countries(own)["شبكة الجزيرة"] == "GB"


def test_a_country_that_there_is_not_is_an_error_that_names_the_key() -> None:
    fields = Fields(authorities={"sources": {"صدى الوادي": {"country": "مصر"}}})
    with pytest.raises(SettingsError, match=r'sources\."صدى الوادي"\.country must be .* "EG"'):
        fields.digests()


def test_an_index_made_of_other_countries_is_told_by_its_field_alone() -> None:
    ours = STANDARD.digests()
    own = Fields(authorities={"sources": {"صدى الوادي": {"country": "LB"}}}).digests()
    assert {key for key in ours if ours[key] != own[key]} == {"country"}
    names = Fields(authorities={"sources": {"صدى الوادي": {"names": ["Sada"]}}}).digests()
    assert names == ours
