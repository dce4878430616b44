"""The `Archive`: what a program that embeds it relies on."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kashshaf import Archive
from kashshaf.archive.errors import (
    ArchiveNotFound,
    IndexMissing,
    IndexOutdated,
    NotIndexed,
    QueryError,
    RecordNotFound,
    SearchIndexError,
    SettingsError,
)
from kashshaf.index.building import maintenance
from kashshaf.index.building.generations import Manifest

ARTICLES: list[dict[str, Any]] = [
    {
        "id": "1",
        "title": "مكتبة جديدة في المرفأ",
        "text": "افتتحت المدينة مكتبة فيها كتب كثيرة. وقالت الإدارة عبر تويتر إن الدخول مجاني.",
        "source": "صحيفة الساحل",
        "date": "2014-09-03",
        "url": "https://sahel.example/1",
        "author": "ليلى منصور",
        "tags": ["مكتبات", "محليات"],
    },
    {
        "id": "2",
        "title": "أمسية شعرية",
        "text": "قرأ الشاعر من كتابه الأخير، بحسب رويترز، ونقلها الحضور على فيسبوك.",
        "source": "شبكة المنارة",
        "date": "أيلول/سبتمبر 2014",
        "platform": "فيس بوك",
        "tags": ["مكتبات", "شعر"],
    },
    {"id": "3", "title": "كَتَبَ الطالب", "text": "كَتَبَ الطالبُ الدرسَ.", "date": "2020"},
    {"id": "4", "title": "بلا تاريخ", "text": "الكُتُبُ على الرف."},
]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "press", title="صحافة") as made:
        made.add(ARTICLES)
        yield made


def ids(results) -> list[str]:
    return [hit.record.id for hit in results]


def test_what_is_added_is_found_at_once(archive: Archive) -> None:
    results = archive.search("مكتبة")
    assert ids(results) == ["1"]
    assert results.total == 1
    assert archive.record("1").source == "صحيفة الساحل"
    assert len(archive) == 4


def test_the_same_items_again_are_skipped_and_changed_ones_replaced(archive: Archive) -> None:
    changed = ARTICLES[0] | {"text": "أغلقت المدينة المتحف."}
    tally = archive.add([changed, *ARTICLES[1:]])
    assert (tally.updated, tally.same) == (1, 3)
    assert ids(archive.search("المتحف")) == ["1"]
    assert ids(archive.search("مجاني")) == []


def test_a_removed_record_leaves_the_index(archive: Archive) -> None:
    assert archive.remove("1") == 1
    assert ids(archive.search("مكتبة")) == []
    assert archive.verify().good
    with pytest.raises(RecordNotFound, match="1"):
        archive.record("1")


@pytest.mark.parametrize("given", [["1"], 1, None])
@pytest.mark.parametrize("ask", ["record", "history", "remove", "restore", "reprints", "similar"])
def test_what_is_no_id_is_said_to_be_none(archive: Archive, ask: str, given: Any) -> None:
    with pytest.raises(TypeError, match="the id of a record is a text, not"):
        getattr(archive, ask)(given)


def test_a_rebuilt_index_finds_the_same(archive: Archive) -> None:
    before = [(ids(archive.search(text)), archive.search(text).total) for text in ("كتاب", "")]
    archive.rebuild(workers=2)
    assert [(ids(archive.search(text)), archive.search(text).total) for text in ("كتاب", "")] == (
        before
    )


def test_filters_take_names_as_people_write_them(archive: Archive) -> None:
    assert ids(archive.search(only={"platform": ["الفيسبوك"]})) == ["2"]
    assert ids(archive.search(only={"mentions": ["تويتر"]})) == ["1"]
    assert ids(archive.search(only={"agency": ["Reuters"]})) == ["2"]
    assert set(ids(archive.search(only={"source": ["صحيفة الساحل", "شبكة المنارة"]}))) == {"1", "2"}
    assert ids(archive.search(only={"source": ["صحيفة الساحل"], "platform": ["facebook"]})) == []
    assert set(ids(archive.search(only={"source": ["unknown"]}))) == {"3", "4"}


def test_authors_and_tags_filter_too(archive: Archive) -> None:
    assert ids(archive.search(only={"author": ["ليلى منصور"]})) == ["1"]
    assert ids(archive.search(only={"author": ["unknown"], "tag": ["مكتبات"]})) == ["2"]
    assert set(ids(archive.search(only={"tag": ["محليات", "شعر"]}))) == {"1", "2"}
    assert set(ids(archive.search(only={"tag": [""]}))) == {"3", "4"}
    facets = archive.search(
        only={"author": ["ليلى منصور"], "tag": ["شعر"]}, facets=["author"]
    ).facets
    assert [(value.value, value.count, value.selected) for value in facets["author"]] == [
        ("ليلى منصور", 0, True),
        ("", 1, False),
    ]


def test_no_result_has_a_value_that_is_excluded(archive: Archive) -> None:
    for excluding, left in [
        ({"source": ["صحيفة الساحل"]}, {"2", "3", "4"}),
        ({"source": ["صحيفة الساحل", "شبكة المنارة"]}, {"3", "4"}),
        ({"tag": ["شعر"], "mentions": ["تويتر"]}, {"3", "4"}),
        ({"platform": ["فيس بوك"], "author": ["ليلى منصور"]}, {"3", "4"}),
        ({"agency": ["Reuters"]}, {"1", "3", "4"}),
        ({"source": ["unknown"]}, {"1", "2"}),
        ({"author": [""], "tag": []}, {"1"}),
        ({"tag": ["غائب"]}, {"1", "2", "3", "4"}),
    ]:
        results = archive.search(excluding=excluding)
        assert (set(ids(results)), results.total) == (left, len(left)), excluding


def test_an_exclusion_narrows_what_a_query_and_filters_find(archive: Archive) -> None:
    excluding = {"platform": ["facebook"]}
    assert set(ids(archive.search("مكتبة OR الشاعر"))) == {"1", "2"}
    assert ids(archive.search("مكتبة OR الشاعر", excluding=excluding)) == ["1"]
    assert ids(archive.search(only={"tag": ["مكتبات"]}, excluding=excluding)) == ["1"]
    assert ids(archive.search(only={"tag": ["شعر"]}, excluding={"tag": ["شعر"]})) == []


def test_what_is_excluded_is_counted_nowhere_but_still_listed(archive: Archive) -> None:
    facets = archive.search(
        only={"source": ["صحيفة الساحل"]},
        excluding={"tag": ["محليات"], "source": ["شبكة المنارة", "غائب"]},
        facets=["source", "tag", "date"],
        facet_size=1,
    ).facets
    assert [(v.value, v.count, v.selected, v.excluded) for v in facets["source"]] == [
        ("صحيفة الساحل", 0, True, False),
        ("شبكة المنارة", 0, False, True),
        ("غائب", 0, False, True),
    ]
    assert [(v.value, v.count, v.excluded) for v in facets["tag"]] == [("محليات", 0, True)]
    assert facets["date"] == ()


def test_dates_are_counted_without_what_is_excluded_whatever_the_unit(archive: Archive) -> None:
    def dates(**filters) -> list[tuple[str, int]]:
        facet = archive.search(facets=["date"], **filters).facets["date"]
        return [(value.value, value.count) for value in facet]

    excluding = {"source": ["صحيفة الساحل"]}
    assert dates(excluding=excluding) == [("2014", 1), ("2020", 1), ("", 1)]
    by_day = dates(excluding=excluding, since="2014", until="2014")
    assert by_day == [("2014-09", 1), ("", 1)]


def test_what_may_have_been_meant_is_not_only_among_what_is_excluded(archive: Archive) -> None:
    assert archive.search("المحافضة").suggestions == ()
    archive.add([{"id": "5", "title": "بيان المحافظة", "source": "صحيفة الساحل"}])
    assert archive.search("المحافضة").suggestions == ("المحافظة",)
    assert archive.search("المحافضة", excluding={"source": ["صحيفة الساحل"]}).suggestions == ()


def test_a_date_filter_keeps_what_lies_wholly_within(archive: Archive) -> None:
    assert set(ids(archive.search(since="2014-09", until="2014-09"))) == {"1", "2"}
    assert ids(archive.search(since="2014-09-02", until="2014-09-04")) == ["1"]
    assert ids(archive.search(since="2020-06")) == []  # only "2020" is known of 3
    assert ids(archive.search(since="2020", until="2020")) == ["3"]


def test_a_facet_ignores_its_own_filter_and_keeps_chosen_values(archive: Archive) -> None:
    results = archive.search(
        "مكتبة", only={"source": ["شبكة المنارة"]}, facets=["source", "platform", "date"]
    )
    assert results.total == 0
    values = {value.value: (value.count, value.selected) for value in results.facets["source"]}
    assert values == {"صحيفة الساحل": (1, False), "شبكة المنارة": (0, True)}
    assert results.facets["platform"] == ()


def test_dates_are_counted_by_the_unit_that_reads_well(archive: Archive) -> None:
    by_year = archive.search(facets=["date"]).facets["date"]
    assert [(value.value, value.count) for value in by_year] == [
        ("2014", 2),
        ("2020", 1),
        ("", 1),
    ]
    by_day = archive.search(since="2014", until="2014", facets=["date"]).facets["date"]
    assert [(value.value, value.count) for value in by_day] == [
        ("2014-09", 1),
        ("2014-09-03", 1),
        ("", 1),
    ]


def test_an_empty_search_lists_the_newest_first(archive: Archive) -> None:
    assert ids(archive.search()) == ["3", "1", "2", "4"]


def test_what_may_have_been_printed_all_month_comes_after_what_was_on_a_day_of_it(
    archive: Archive,
) -> None:
    # 1 is of 2014-09-03, 2 of 2014-09, 3 of 2020; 4 has no date.
    assert ids(archive.search(sort="oldest")) == ["1", "2", "3", "4"]
    assert ids(archive.search(sort="newest")) == ["3", "1", "2", "4"]
    assert [record.id for record in archive.each(sort="oldest")] == ["1", "2", "3", "4"]


def test_snippets_show_the_original_text_with_its_marks(archive: Archive) -> None:
    hit = archive.search('"كتب الطالب"').hits[0]
    assert hit.title.html() == "<mark>كَتَبَ الطالب</mark>"
    assert "<mark>كَتَبَ الطالبُ</mark> الدرسَ." in hit.snippet.html()


def test_wrong_arguments_are_named(archive: Archive) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"since": "13/2014"}, "since"),
        ({"since": "XXXX-09-03"}, "year"),
        ({"sort": "best"}, "best"),
        ({"match": "some"}, "some"),
        ({"facets": ["colour"]}, "colour"),
        ({"limit": -1}, "negative"),
        ({"since": 2014}, "2014-09"),
        ({"only": {"source": "الساحل"}}, "list"),
        ({"only": ["الساحل"]}, "mapping"),
        ({"only": {"platform": [None]}}, "None"),
        (
            {"excluding": {"colour": []}},
            "“colour”.* source, country, date, platform, mentions, agency",
        ),
        ({"excluding": {"date": ["2014"]}}, "date takes “unknown” alone"),
        ({"excluding": {"source": "الساحل"}}, "list"),
        ({"text": "ك" * 2001}, "2,001"),
    ]
    for arguments, named in cases:
        with pytest.raises(QueryError, match=named):
            archive.search(**{"text": "كتاب", **arguments})


def test_an_index_behind_the_store_says_so_and_sync_catches_up(
    archive: Archive, tmp_path: Path
) -> None:
    from kashshaf.archive.record import Record
    from kashshaf.archive.storage.store import Store

    with Store.open(tmp_path / "press" / Archive.STORE) as store:
        store.put([Record(id="5", text="خبر عن الجسر")])
    results = archive.search("الجسر")
    assert results.total == 0
    assert any("1" in warning for warning in results.warnings("en"))
    assert not archive.is_current()
    archive.sync()
    assert ids(archive.search("الجسر")) == ["5"]
    assert archive.search("الجسر").notices == ()


def test_an_archive_with_no_index_says_which_command_makes_one(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "new") as archive, pytest.raises(IndexMissing, match="sync"):
        archive.search("كتاب")


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_an_index_of_other_rules_asks_for_a_rebuild(
    tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        monkeypatch.context() as before,
        Archive.create(tmp_path / "old", engine=engine) as archive,
    ):
        before.setattr(maintenance, "fingerprint", lambda: "before")
        archive.add(ARTICLES)
    with Archive.open(tmp_path / "old") as again:
        for ask in (partial(again.search, "كتاب"), again.sync, again.verify):
            with pytest.raises(IndexOutdated) as caught:
                ask()
            assert str(caught.value) == (
                "the index was made by other rules of Arabic, not this Kashshaf’s:"
                " run `kashshaf rebuild`"
            )
        assert not again.is_current()
        again.rebuild()
        assert ids(again.search("مكتبة")) == ["1"]
        assert again.verify().good


def test_an_outdated_index_tells_all_that_made_it(archive: Archive) -> None:
    manifest = next((archive.folder / "index").glob("*/manifest.json"))
    replace(Manifest.read(manifest), arabic="other", engine_version="0").write(manifest)
    with (
        Archive.open(archive.folder) as again,
        pytest.raises(IndexOutdated, match=r"whoosh 0, not .*; by other rules of Arabic"),
    ):
        again.search("كتاب")


def test_opening_what_is_no_archive_says_how_to_make_one(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(ArchiveNotFound, match="ingest"):
            Archive.open(folder)


def test_an_unknown_engine_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="whoosh"):
        Archive.create(tmp_path / "new", engine="xapian")
    assert not (tmp_path / "new").exists()


def test_settings_add_names_of_sources(tmp_path: Path) -> None:
    folder = tmp_path / "press"
    Archive.create(folder).close()
    with (folder / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[sources."صحيفة الساحل"]\nnames = ["As-Sahel"]\n')
    with Archive.open(folder) as archive:
        archive.add([{"title": "خبر", "source": "as-sahel"}])
        assert archive.search("خبر").hits[0].record.source == "صحيفة الساحل"


def test_many_threads_search_while_another_rebuilds(archive: Archive) -> None:
    failures: list[BaseException] = []
    ended = threading.Event()

    def read() -> None:
        try:
            while not ended.is_set():
                assert ids(archive.search("مكت*", facets=["source", "date"])) == ["1"]
        except BaseException as failure:
            failures.append(failure)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(5):
        archive.rebuild()
    ended.set()
    for reader in readers:
        reader.join()
    assert failures == []


def test_another_process_may_rebuild_under_an_open_archive(archive: Archive) -> None:
    assert ids(archive.search("مكتبة")) == ["1"]
    with Archive.open(archive.folder) as other:
        other.add([{"id": "9", "title": "مكتبة أخرى"}])
        other.rebuild()
    assert set(ids(archive.search("مكتبة"))) == {"1", "9"}


def test_deleting_the_index_loses_nothing(archive: Archive) -> None:
    archive.close()
    shutil.rmtree(archive.folder / "index")
    with Archive.open(archive.folder) as again:
        again.sync()
        assert ids(again.search("مكتبة")) == ["1"]


def test_an_any_form_search_finds_all_that_the_quoted_word_finds(fixture_archive: Archive) -> None:
    words = {
        word
        for record in fixture_archive.records()
        for word in record.text.split()
        if word.isalpha()
    }
    for word in sorted(words)[::40]:
        exact = fixture_archive.search(f'"{word}"', limit=200)
        any_form = fixture_archive.search(word, limit=200)
        assert set(ids(exact)) <= set(ids(any_form)), word


def test_words_that_together_spell_a_name_are_alternatives_where_asked_so(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "press") as archive:
        texts = ["صفحة على فيس", "بوك", "على فيسبوك", "غيره"]
        archive.add({"id": str(n), "text": text} for n, text in enumerate(texts, 1))
        for query in ("فيس أو بوك", "بوك أو فيس"):
            assert {"1", "2"} <= set(ids(archive.search(query)))
        assert set(ids(archive.search("فيس بوك", match="any"))) == {"1", "2", "3"}
        assert ids(archive.search("فيس بوك")) == ["3"]


def test_no_query_can_hold_the_search_up(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "press") as archive:
        archive.add([{"text": "https://example.com/" + "a/" * 60 + " في من الى" * 300}])
        assert archive.search("h*a*a*a*a*a*a*a*a*a*a*z").total == 0
        assert archive.search('"في من الى في من الى"~999').total == 1


def test_what_cannot_be_added_is_rejected_alone(archive: Archive) -> None:
    deep: list[Any] = []
    for _ in range(2000):
        deep = [deep]
    items: list[dict[Any, Any]] = [
        {"id": "a", "text": "سليم"},
        {"id": 10**5000, "text": "رقم"},
        {"id": "b", "text": "عميق", "nested": deep},
        {"id": "c", "text": "سليم", 1: 2},
    ]
    tally = archive.add(items)
    assert (tally.added, tally.rejected) == (2, 2)
    assert archive.record("c").extra == {"1": 2}


def test_an_index_ahead_of_its_store_is_made_anew(archive: Archive, tmp_path: Path) -> None:
    store = tmp_path / "press" / Archive.STORE
    archive.close()
    backup = store.read_bytes()
    with Archive.open(tmp_path / "press") as later:
        later.add([ARTICLES[0] | {"text": "نص معدل"}])
    for file in store.parent.glob(f"{store.name}*"):
        file.unlink()
    store.write_bytes(backup)
    with Archive.open(tmp_path / "press") as restored:
        with pytest.raises(IndexOutdated, match="backup"):
            restored.search("معدل")
        assert not restored.is_current()
        restored.sync()
        assert ids(restored.search("معدل")) == []
        assert restored.verify().good


def test_the_index_of_an_archive_that_was_here_before_is_not_taken_over(tmp_path: Path) -> None:
    folder = tmp_path / "press"
    with Archive.create(folder) as archive:
        archive.add([{"id": str(n), "text": "قديم"} for n in range(8)])
    for file in folder.glob("archive.sqlite*"):
        file.unlink()
    with Archive.create(folder) as archive:
        archive.add([{"id": str(n), "text": "جديد"} for n in range(10)])
        assert archive.search("قديم").total == 0
        assert archive.search("جديد").total == 10


def test_words_that_may_stand_too_far_apart_are_taken_as_far_as_may_be(
    fixture_archive: Archive,
) -> None:
    results = fixture_archive.search('"مكتبة المدينة خبر"~99')
    assert [(notice.code, notice.values["limit"]) for notice in results.notices] == [
        ("wide-proximity", "12")
    ]
    assert not fixture_archive.search('"مكتبة المدينة خبر"~12').notices


def test_words_that_the_archive_has_not_are_found_nowhere_near(fixture_archive: Archive) -> None:
    assert fixture_archive.search('"قنبيطات لفتات"~3').total == 0
    assert fixture_archive.search('"قنبيطات لفتات"').total == 0
    assert fixture_archive.search('="قنبيطات"').total == 0


def test_a_rebuild_keeps_the_engine_even_where_the_manifest_is_of_no_use(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "press") as archive:
        archive.add([{"title": "خبر"}])
        archive.rebuild("tantivy")
        (manifest,) = (archive.folder / "index").glob("*/manifest.json")
        manifest.write_text("{}", "utf-8")
        archive.rebuild()
        assert archive.engine == "tantivy"
        assert archive.search("خبر").total == 1


def test_an_engine_cannot_be_named_over_settings_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('engine = "whoosh"\n', "utf-8")
    with pytest.raises(SettingsError, match="edit them there"):
        Archive.create(tmp_path, engine="tantivy")


def test_settings_of_an_engine_that_there_is_not_are_refused(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("[engines.opensearsh]\n", "utf-8")
    with pytest.raises(NotIndexed, match=r"\[engines.opensearsh\]; the engines are whoosh"):
        Archive.create(tmp_path).add([{"title": "خبر"}])


def test_an_emptied_word_list_is_said_to_be_damage(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "press") as archive:
        archive.add([{"title": "خبر"}])
    for run in (tmp_path / "press" / "index").glob("*/words/*.txt"):
        run.write_bytes(b"")
    with (
        Archive.open(tmp_path / "press") as archive,
        pytest.raises(SearchIndexError, match="damaged or missing; run `kashshaf rebuild`"),
    ):
        archive.search("خبر")
