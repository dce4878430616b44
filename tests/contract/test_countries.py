"""The country of a record's source: searched, counted and filtered by on each engine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Unpack

import pytest
from engines_at_hand import ENGINES, settings_of

from kashshaf import Archive
from kashshaf.archive.errors import IndexOutdated
from kashshaf.index.searching.filters import SearchOptions

SOURCES = """
[sources."صحيفة الساحل"]
country = "LB"

[sources."راديو المرفأ"]
country = "EG"

[sources."شبكة المنارة"]
country = "EG"
"""

ITEMS = [
    {"id": "1", "text": "افتتاح مكتبة", "source": "صحيفة الساحل"},
    {"id": "2", "text": "مكتبة جديدة", "source": "راديو المرفأ", "country": "السودان"},
    {"id": "3", "text": "حوار مع شاعر", "source": "شبكة المنارة"},
    {"id": "4", "text": "مكتبة الوادي", "source": "نشرة الوادي"},
    {"id": "5", "text": "خبر بلا مصدر"},
]


@pytest.fixture(scope="module", params=ENGINES)
def press(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    """An archive of which two countries are known. Read only."""
    folder = tmp_path_factory.mktemp("countries") / "press"
    folder.mkdir()
    own = settings_of(request.param, "countries").items()
    table = "".join(f"{key} = {value!r}\n" for key, value in own)
    (folder / "settings.toml").write_text(
        f"engine = '{request.param}'\n[engines.{request.param}]\n{table}{SOURCES}", "utf-8"
    )
    with Archive.create(folder) as archive:
        archive.add(ITEMS)
        yield archive


def found(archive: Archive, query: str, **limits: Unpack[SearchOptions]) -> set[str]:
    return {hit.record.id for hit in archive.search(query, **limits)}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("country:مصر", {"2", "3"}),
        ("country:eg", {"2", "3"}),
        ("country:Egypt", {"2", "3"}),
        ("البلد:لبنان", {"1"}),
        ("بلد:لبنان", {"1"}),
        ("بلد_المصدر:لبنان", {"1"}),
        ("البلد:(مصر لبنان)", {"1", "2", "3"}),
        ("مكتبة -البلد:مصر", {"1", "4"}),
        ("البلد:مجهول", {"4", "5"}),
        # What a column of the file says is of the text, not of who published it.
        ("البلد:السودان", set()),
    ],
)
def test_records_are_found_by_the_country_of_their_source(
    press: Archive, query: str, ids: set[str]
) -> None:
    assert found(press, query) == ids


def test_results_are_limited_to_countries_and_without_them(press: Archive) -> None:
    assert found(press, "", only={"country": ["مصر", "lb"]}) == {"1", "2", "3"}
    assert found(press, "مكتبة", excluding={"country": ["Lebanon"]}) == {"2", "4"}
    assert found(press, "", excluding={"country": ["unknown"]}) == {"1", "2", "3"}


def test_countries_are_counted_beside_results_without_the_filter_on_themselves(
    press: Archive,
) -> None:
    results = press.search(only={"country": ["LB"]}, facets=["country", "source"])
    told = [(one.value, one.count, one.selected) for one in results.facets["country"]]
    assert told == [("LB", 1, True), ("EG", 2, False), ("", 2, False)]
    assert [one.label() for one in results.facets["country"]] == ["لبنان", "مصر", "غير معروف"]
    assert [one.label("en") for one in results.facets["country"]][1] == "Egypt"
    assert {one.value for one in results.facets["source"]} == {"صحيفة الساحل"}


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_what_is_taken_in_later_has_its_country_too(tmp_path: Path, engine: str) -> None:
    (tmp_path / "settings.toml").write_text(f"engine = '{engine}'\n{SOURCES}", "utf-8")
    with Archive.create(tmp_path) as archive:
        archive.add(ITEMS[:1])
        archive.add(ITEMS[1:])
        assert found(archive, "البلد:مصر") == {"2", "3"}
        archive.remove("2")
        assert found(archive, "البلد:مصر") == {"3"}
        assert archive.verify(deep=True).good


def test_an_index_made_of_other_countries_asks_to_be_made_anew(tmp_path: Path) -> None:
    with Archive.create(tmp_path) as archive:
        archive.add(ITEMS)
    settings = tmp_path / "settings.toml"
    settings.write_text(settings.read_text("utf-8") + SOURCES, "utf-8")
    with Archive.open(tmp_path) as archive:
        for ask in (lambda: archive.search("مكتبة"), archive.sync, archive.verify):
            with pytest.raises(
                IndexOutdated, match=r"other fields \(changed: country\): run `kashshaf rebuild`"
            ):
                ask()
        archive.rebuild(workers=2)
        assert found(archive, "البلد:مصر") == {"2", "3"}
        assert archive.verify(deep=True).good
