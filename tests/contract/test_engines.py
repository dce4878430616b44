"""What every engine must do: the same records, totals and counts as the plain meaning of a plan."""

from dataclasses import replace

import plain_meaning
import pytest
from given_feed import Build
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import SCHEMA, archives, documents, filters, plans, ranges

from kashshaf.arabic.pieces import Forms
from kashshaf.archive.dates import PartialDate
from kashshaf.archive.field_values import days
from kashshaf.index.engines import plan
from kashshaf.index.engines.base import Document, Request

# The fixture only builds folders, a new one each time.
drawn = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
FACETS = SCHEMA.facets


def said(*words: str) -> list[Forms]:
    return [(word, word, word) for word in words]


def article(number: int, *text: str, title: tuple[str, ...] = (), day: int = 0) -> Document[Forms]:
    texts = {"title": said(*title), "text": said(*text), "summary": []}
    return Document(number, texts, {}, day, day)


@drawn
@given(archives(), plans, filters, st.none() | ranges, st.booleans())
def test_ids_totals_and_counts_are_those_of_the_plain_meaning(
    built: Build, given_archive, sought, chosen, days, undated
) -> None:
    request = Request(sought, chosen, days, undated, limit=100, facets=FACETS)
    with built(given_archive) as engine:
        answer = engine.search(request)
        (found,) = engine.matching([sought])
        numbers = engine.numbers_of(replace(request, sort="newest", offset=1, limit=1))
    assert found.tolist() == sorted(plain_meaning.matching(sought, given_archive))
    expected = {document.number for document in plain_meaning.passing(request, given_archive)}
    assert numbers.tolist() == sorted(expected)
    assert {number for number, _ in answer.hits} == expected
    assert answer.total == len(expected)
    for facet in FACETS:
        assert answer.facets[facet] == plain_meaning.facet_counts(request, given_archive, facet)


@drawn
@given(
    archives(), plans, filters, st.none() | ranges, st.booleans(), st.integers(0, 4), st.booleans()
)
def test_with_columns_at_hand_an_engine_answers_the_same(
    built: Build, given_archive, sought, chosen, days, undated, limit, whole
) -> None:
    # Columns may lack what has just come: then the engine counts by itself.
    columns = plain_meaning.PlainColumns(given_archive if whole else given_archive[:-1])
    request = Request(sought, chosen, days, undated, limit=limit, facets=FACETS)
    with built(given_archive) as engine:
        with_columns, without = engine.search(request, columns), engine.search(request)
    assert (with_columns.hits, with_columns.total) == (without.hits, without.total)
    for facet in FACETS:
        expected = plain_meaning.facet_counts(request, given_archive, facet)
        assert with_columns.facets[facet] == without.facets[facet] == expected


@pytest.mark.parametrize("known", [300, 299])
def test_few_of_many_are_counted_the_same_with_columns_at_hand(built: Build, known: int) -> None:
    sources, platforms = ("الساحل", "الوادي", "المنارة"), ("web", "twitter", "facebook")
    given_archive = [
        replace(
            article(number, "نهر" if number % 60 == 0 else "بيت"),
            facets={"source": (sources[number // 60 % 3],), "mentions": platforms[: number % 3 + 1]}
            if number % 7
            else {},
        )
        for number in range(1, 301)
    ]
    columns = plain_meaning.PlainColumns(given_archive[:known])
    request = Request(
        plan.Terms("written", ("نهر",)), {"source": frozenset(sources[1:])}, limit=2, facets=FACETS
    )
    with built(given_archive) as engine:
        for asked in (request, replace(request, filters={}), replace(request, limit=0)):
            answer = engine.search(asked, columns)
            assert answer.total == len(plain_meaning.passing(asked, given_archive))
            for facet in FACETS:
                expected = plain_meaning.facet_counts(asked, given_archive, facet)
                assert answer.facets[facet] == expected


@drawn
@given(archives(least=4), st.data())
def test_after_changes_an_index_answers_as_one_made_anew(built: Build, given_archive, data) -> None:
    numbers = [document.number for document in given_archive]
    removed = data.draw(st.sets(st.sampled_from(numbers), max_size=3))
    changed = data.draw(st.sets(st.sampled_from(numbers), max_size=3)) - removed
    renewed = [data.draw(documents(number)) for number in sorted(changed)]
    renewed.append(data.draw(documents(max(numbers) + 1)))
    left = [d for d in given_archive if d.number not in removed | changed] + renewed
    request = Request(data.draw(plans), sort="newest", limit=100, facets=FACETS)
    with built(given_archive) as engine:
        engine.replace(renewed, removed)
        after = engine.search(request)
        words = [plan.Terms("written", (word,), "text") for word in ("كتاب", "قلم")]
        for word, found in zip(words, engine.matching(words), strict=True):
            assert set(found.tolist()) == plain_meaning.matching(word, left)
        every = engine.numbers_of(Request(plan.MatchAll()))
        assert every.tolist() == sorted(document.number for document in left)
    with built(left) as engine:
        anew = engine.search(request)
    assert (after.total, after.facets) == (anew.total, anew.facets)
    assert [number for number, _ in after.hits] == [number for number, _ in anew.hits]


@pytest.mark.ranking
@drawn
@given(archives(least=2), plans, st.data())
def test_documents_added_later_rank_as_if_they_had_been_there(
    built: Build, given_archive, sought, data
) -> None:
    first = data.draw(st.integers(1, len(given_archive) - 1))
    request = Request(sought, limit=100)
    with built(given_archive[:first]) as engine:
        engine.replace(given_archive[first:], [])
        after = engine.search(request).hits
    with built(given_archive) as engine:
        anew = engine.search(request).hits
    assert [number for number, _ in after] == [number for number, _ in anew]
    assert [score for _, score in after] == pytest.approx([score for _, score in anew])


@drawn
@given(archives(), plans, st.sampled_from(["relevance", "newest", "oldest"]), st.integers(1, 4))
def test_pages_laid_end_to_end_are_the_whole_in_order(
    built: Build, given_archive, sought, sort, size
) -> None:
    with built(given_archive) as engine:
        whole = engine.search(Request(sought, sort=sort, limit=100)).hits
        pages = [
            hit
            for offset in range(0, len(whole) + size, size)
            for hit in engine.search(Request(sought, sort=sort, offset=offset, limit=size)).hits
        ]
    assert pages == list(whole)


@pytest.mark.parametrize("facets", [(), ("source",)])
def test_a_page_of_nothing_still_has_the_total(built: Build, facets: tuple[str, ...]) -> None:
    with built([article(number, "نهر") for number in range(1, 60)]) as engine:
        request = Request(plan.Terms("written", ("نهر",)), limit=0, facets=facets)
        answer = engine.search(request)
        beyond = engine.search(replace(request, offset=100, limit=10))
    assert (answer.hits, answer.total) == ((), 59)
    assert (beyond.hits, beyond.total) == ((), 59)


def test_all_values_of_a_facet_are_known_with_the_records_that_have_them(built: Build) -> None:
    sources = {1: ("الساحل",), 2: ("الوادي",), 3: ("الساحل",), 4: ()}
    given_archive = [
        replace(article(number, "نهر"), facets={"source": values} if values else {})
        for number, values in sources.items()
    ]
    with built(given_archive) as engine:
        assert engine.values("source") == {"الساحل": 2, "الوادي": 1}
        engine.replace([], [2])
        assert engine.values("source") == {"الساحل": 2}


@pytest.mark.parametrize("facet", ["source", "mentions"])
@pytest.mark.parametrize("value", ["ا" * 33_000, "x" * 66_000, "سطر\nثان", "ا\ud800", '["*"]'])
def test_a_strange_value_is_counted_and_found_by_itself(
    built: Build, value: str, facet: str
) -> None:
    strange = replace(article(1, "نهر"), facets={facet: (value,)})
    with built([strange, article(2, "نهر")]) as engine:
        answer = engine.search(Request(plan.MatchAll(), facets=(facet,)))
        found = engine.search(Request(plan.MatchAll(), {facet: frozenset({value})}))
    assert sorted(answer.facets[facet].values()) == [1, 1]
    assert [number for number, _ in found.hits] == [1]


def test_pages_far_beyond_the_end_are_empty(built: Build) -> None:
    with built([article(1, "نهر"), article(2, "نهر")]) as engine:
        for offset, limit in ((10**6, 10), (10**6, 10**6), (0, 10**6)):
            request = Request(plan.Terms("written", ("نهر",)), offset=offset, limit=limit)
            assert engine.search(request).total == 2


def test_a_word_in_a_phrase_may_have_hundreds_of_spellings(built: Build) -> None:
    spellings = tuple(f"المستشفيات\x1f{number}." for number in range(300))
    given_archive = [article(1, spellings[0], "الحي"), article(2, spellings[299], "الحي")]
    with built(given_archive) as engine:
        answer = engine.search(Request(plan.Sequence("written", (spellings, ("الحي",)))))
    assert {number for number, _ in answer.hits} == {1, 2}


def test_of_many_spellings_those_beside_the_other_words_are_found(built: Build) -> None:
    spellings = [f"كتاب\x1f{number}" for number in range(60)]

    def saying(number: int, *words: str) -> Document[Forms]:
        plain = [word.partition("\x1f")[0] for word in words]
        text: list[Forms] = list(zip(words, plain, plain, strict=True))
        return replace(article(number), fields={"title": [], "text": text, "summary": []})

    given_archive = [
        saying(number, spelling, "قلم" if number % 3 else "بيت")
        for number, spelling in enumerate(spellings)
    ]
    given_archive += [saying(70, *spellings[30:60], "بيت"), saying(71, "بيت", *spellings[:30])]
    sought = plan.Sequence("written", (tuple(spellings), ("بيت",)), stems=("كتاب", "بيت"))
    with built(given_archive[1:]) as engine:
        found = engine.numbers_of(Request(sought))
    assert found.tolist() == [*range(3, 60, 3), 70]


def test_newest_and_oldest_put_undated_records_last(built: Build) -> None:
    given_archive = [
        article(1, "نهر", day=730000),
        article(2, "نهر"),
        article(3, "نهر", day=735000),
    ]
    with built(given_archive) as engine:
        newest = engine.search(Request(plan.MatchAll(), sort="newest")).hits
        oldest = engine.search(Request(plan.MatchAll(), sort="oldest")).hits
    assert [number for number, _ in newest] == [3, 1, 2]
    assert [number for number, _ in oldest] == [1, 3, 2]


def test_a_date_of_a_year_or_a_month_alone_comes_after_all_days_that_it_may_be(
    built: Build,
) -> None:
    def dated(number: int, *date: int) -> Document[Forms]:
        first, last = days(PartialDate(*date))
        return replace(article(number, "نهر"), first=first, last=last)

    given_archive = [
        dated(1, 1998),
        dated(2, 1998, 1, 3),
        dated(3, 1998, 12, 31),
        dated(4, 1998, 1),
        dated(5, 1998, 1, 1),
        dated(6, 1998),
        dated(7, 1999),
        dated(8, 1999, 1, 1),
        dated(9, 1997),
        article(10, "نهر"),
        dated(11, 1998, 12),
    ]
    with built(given_archive[:-3]) as engine:
        engine.replace(given_archive[-3:], [])
        newest = engine.search(Request(plan.MatchAll(), sort="newest", limit=20)).hits
        oldest = engine.search(Request(plan.MatchAll(), sort="oldest", limit=20)).hits
        page = engine.search(Request(plan.MatchAll(), sort="oldest", offset=2, limit=3)).hits
    assert [number for number, _ in newest] == [8, 7, 3, 11, 2, 5, 4, 6, 1, 9, 10]
    assert [number for number, _ in oldest] == [9, 5, 2, 4, 3, 11, 6, 1, 8, 7, 10]
    assert page == oldest[2:5]


@pytest.mark.ranking
def test_a_title_match_ranks_above_the_same_in_the_text(built: Build) -> None:
    given_archive = [
        article(1, "نهر", "بيت", title=("قلم", "كتاب")),
        article(2, "قلم", "كتاب", title=("نهر", "بيت")),
    ]
    with built(given_archive) as engine:
        hits = engine.search(Request(plan.Terms("written", ("نهر",)))).hits
    assert [number for number, _ in hits] == [2, 1]


@pytest.mark.ranking
def test_a_rare_word_weighs_more_than_a_common_one(built: Build) -> None:
    given_archive = [article(number, "بيت", "نهر") for number in range(1, 9)]
    given_archive += [article(9, "بيت", "قلم"), article(10, "بيت", "بيت")]
    sought = plan.AnyOf((plan.Terms("written", ("بيت",)), plan.Terms("written", ("قلم",))))
    with built(given_archive) as engine:
        assert engine.search(Request(sought)).hits[0][0] == 9


@pytest.mark.ranking
def test_what_has_enough_of_the_words_ranks_as_if_any_were_asked(built: Build) -> None:
    words = tuple(plan.Terms("written", (word,)) for word in ("بيت", "قلم", "نهر"))
    given_archive = [
        article(1, "بيت", "قلم"),
        article(2, "بيت"),
        article(3, "نهر", "قلم", "قلم"),
        article(4, "بيت", "قلم", "نهر"),
        article(5, "نهر"),
    ]
    with built(given_archive) as engine:
        enough = engine.search(Request(plan.AtLeast(words, (1, 1, 1), 2))).hits
        any_of = engine.search(Request(plan.AnyOf(words))).hits
    assert [number for number, _ in enough] == [n for n, _ in any_of if n in (1, 3, 4)]
    assert [score for _, score in enough] == pytest.approx([s for n, s in any_of if n in (1, 3, 4)])


def test_equal_scores_stand_in_order_of_number(built: Build) -> None:
    given_archive = [article(number, "نهر") for number in (5, 3, 9, 1)]
    with built(given_archive) as engine:
        hits = engine.search(Request(plan.Terms("written", ("نهر",)))).hits
    assert [number for number, _ in hits] == [1, 3, 5, 9]


def test_several_processes_build_the_same_index_as_one(built: Build) -> None:
    given_archive = [article(number, "نهر", *["بيت"] * (number % 3)) for number in range(1, 12)]
    request = Request(plan.Terms("written", ("بيت",)), limit=20)
    with built(given_archive) as one, built(given_archive, workers=2) as two:
        assert one.search(request) == two.search(request)


def test_the_numbers_of_few_and_of_many_are_all_of_them_in_order(built: Build) -> None:
    # With gaps, and far enough that no one row of numbers holds them.
    numbers = [*range(3, 700, 3), *range(5_000, 5_010), 70_001]
    words = {number: "نهر" if number % 50 == 0 else "بيت" for number in numbers}
    with built([article(number, word) for number, word in reversed(words.items())]) as engine:
        engine.replace([article(6, "نهر"), article(4, "بيت")], [3, 5_000])
        words = {n: w for n, w in words.items() if n not in (3, 5_000)} | {6: "نهر", 4: "بيت"}
        for word in ("نهر", "بيت", "قلم"):
            found = engine.numbers_of(Request(plan.Terms("written", (word,))))
            assert found.tolist() == sorted(n for n, w in words.items() if w == word)
        assert engine.numbers_of(Request(plan.MatchAll())).tolist() == sorted(words)


def test_a_request_may_name_more_records_and_values_than_a_server_takes_at_once(
    built: Build,
) -> None:
    numbers = {1: "1", 2: "2", 70_000: "70000"}
    given_archive = [
        replace(article(number, "نهر"), facets={"section": (section,)})
        for number, section in numbers.items()
    ]
    many = range(2, 70_001)
    by_number = plan.Numbers(frozenset(many))
    by_value = plan.Values("section", frozenset(map(str, many)))
    with built(given_archive) as engine:
        for sought in (by_number, by_value):
            assert engine.numbers_of(Request(sought)).tolist() == [2, 70_000]
            assert engine.numbers_of(Request(plan.Except(sought))).tolist() == [1]
        answer = engine.search(Request(by_number, {"section": by_value.values}, facets=FACETS))
    assert answer.total == 2
    assert answer.facets["section"] == {"2": 1, "70000": 1}


def test_an_empty_index_finds_nothing_and_takes_its_first_document(built: Build) -> None:
    with built([]) as engine:
        assert not engine.numbers_of(Request(plan.MatchAll())).size
        assert engine.search(Request(plan.MatchAll(), facets=FACETS)).total == 0
        engine.replace([article(1, "نهر")], [])
        assert engine.search(Request(plan.Terms("written", ("نهر",)))).total == 1


def test_replacing_a_document_by_itself_changes_nothing(built: Build) -> None:
    given_archive = [article(1, "نهر"), article(2, "بيت", "نهر")]
    request = Request(plan.Terms("written", ("نهر",)))
    with built(given_archive) as engine:
        before = engine.search(request)
        engine.replace([replace(given_archive[1])], [])
        after = engine.search(request)
    assert after.total == before.total == 2
    assert [number for number, _ in after.hits] == [number for number, _ in before.hits]


def test_the_rarity_of_words_falls_with_the_records_that_have_them(built: Build) -> None:
    archive = [article(1, "كتاب"), article(2, "كتاب", "قلم"), article(3, title=("كتاب",))]
    sought = [plan.Terms("stem", (word,)) for word in ("كتاب", "قلم", "سماء")]
    with built(archive) as engine:
        everywhere, once, nowhere = engine.idfs(sought)
        (either,) = engine.idfs([plan.Terms("written", ("كتاب", "قلم"))])
        assert engine.idfs([]) == []
    assert 0 < everywhere < once < nowhere
    assert either == pytest.approx(everywhere)
