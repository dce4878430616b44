"""What the OpenSearch engine must do beyond the contract: much of everything, and odd texts."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from given_feed import build, built
from opensearch_node import Node
from server_indexes import article, kind_on

from kashshaf.archive.errors import OutOfTime, QueryError
from kashshaf.archive.time_limit import time_limit
from kashshaf.index.engines import plan
from kashshaf.index.engines.base import Engine, EngineKind, Request
from kashshaf.index.engines.opensearch import asking, deep_pages, searches
from kashshaf.index.engines.opensearch import engine as searching

MANY = 10_050
"""More than the server counts to, and than there are values in one answer."""

EVERYTHING = plan.MatchAll()


@pytest.fixture(scope="module")
def large(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An index of many short articles, each with a tag of its own."""
    documents = [
        article(number, "نهر", *["بيت"] * (number % 3), day=number // 7, tag=f"وسم {number}")
        for number in range(1, MANY + 1)
    ]
    with built(kind_on(node), tmp_path_factory.mktemp("large") / "index", documents) as engine:
        yield engine


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_pages_go_on_beyond_what_the_server_counts_to(large: Engine, sort) -> None:
    request = {"plan": plan.Terms("written", ("بيت",)), "sort": sort}
    whole = large.search(Request(**request, limit=MANY)).hits
    assert len(whole) == MANY * 2 // 3
    everything = large.search(Request(EVERYTHING, sort=sort, limit=2 * MANY))
    assert {number for number, _ in everything.hits} == set(range(1, MANY + 1))
    for offset in (9_990, 9_995, 10_020, 10_000, 10_045, 10_050, 12_000):
        page = large.search(Request(EVERYTHING, sort=sort, offset=offset, limit=20))
        assert page.hits == everything.hits[offset : offset + 20]
        assert page.total == MANY


def test_a_deep_page_shows_what_has_changed_since_the_one_before(
    kind: EngineKind, tmp_path: Path
) -> None:
    request = Request(EVERYTHING, offset=2, limit=10_000)
    with built(kind, tmp_path / "index", [article(n, "نهر") for n in range(1, 6)]) as engine:
        assert [number for number, _ in engine.search(request).hits] == [3, 4, 5]
        engine.replace([article(6, "نهر")], [4])
        assert [number for number, _ in engine.search(request).hits] == [3, 5, 6]


def test_every_number_is_listed(large: Engine) -> None:
    assert large.numbers_of(Request(EVERYTHING)).tolist() == list(range(1, MANY + 1))
    few = range(5, 500, 7)
    tags = frozenset(f"وسم {number}" for number in few)
    assert large.numbers_of(Request(EVERYTHING, {"tag": tags})).tolist() == list(few)


def test_every_value_of_a_facet_is_counted_however_many_there_are(large: Engine) -> None:
    tags = {f"وسم {number}": 1 for number in range(1, MANY + 1)}
    assert large.values("tag") == tags
    chosen = {"tag": frozenset({"وسم 5", "وسم 9999"})}
    counted = large.search(Request(EVERYTHING, chosen, facets=("tag", "source")))
    assert counted.facets == {"tag": tags, "source": {"": 2}}


def test_several_shards_rank_and_count_as_one_does(
    node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [
        article(number, *["نهر"] * (number % 5), *["بيت"] * (number % 7), source=f"م{number % 4}")
        for number in range(1, 60)
    ]
    sought = plan.AnyOf((plan.Terms("written", ("نهر", "بحر")), plan.Terms("stem", ("بيت",))))
    request = Request(sought, limit=100, facets=("source",))
    with (
        built(kind_on(node), tmp_path / "one", documents) as one,
        built(kind_on(node, shards=3), tmp_path / "three", documents) as three,
    ):
        expected, answer = one.search(request), three.search(request)
        monkeypatch.setattr(searching, "WINDOW", 10)
        monkeypatch.setattr(deep_pages, "WINDOW", 7)
        assert three.search(request) == answer
        assert three.search(replace(request, offset=20, limit=9)).hits == answer.hits[20:29]
    assert (answer.total, answer.facets) == (expected.total, expected.facets)
    assert [number for number, _ in answer.hits] == [number for number, _ in expected.hits]


def test_text_cut_within_a_letter_is_found_and_counted(kind: EngineKind, tmp_path: Path) -> None:
    cut = "مقص\ud83d"
    documents = [article(1, cut, "نهر", source=cut), article(2, "مقص")]
    with built(kind, tmp_path / "index", documents) as engine:
        by_word = engine.search(Request(plan.Terms("written", (cut,)), facets=("source",)))
        in_row = engine.search(Request(plan.Sequence("written", ((cut,), ("نهر",)))))
        by_value = engine.search(Request(plan.Values("source", frozenset({cut}))))
    assert by_word.facets == {"source": {"مقص\ufffd": 1}}
    for answer in (by_word, in_row, by_value):
        assert [number for number, _ in answer.hits] == [1]


def test_a_value_too_long_for_the_server_is_found_by_its_beginning(
    kind: EngineKind, tmp_path: Path
) -> None:
    endless = "ساحل" * 10_000
    with built(kind, tmp_path / "index", [article(1, "نهر", author=endless)]) as engine:
        answer = engine.search(Request(plan.Values("author", frozenset({endless}))))
        (value,) = engine.values("author")
    assert answer.total == 1
    assert endless.startswith(value)


def test_a_word_may_stand_for_thousands(kind: EngineKind, tmp_path: Path) -> None:
    words = tuple(f"كلمه{number}" for number in range(2_500))
    documents = [article(1, words[0]), article(2, words[-1]), article(3, words[0], words[-1])]
    with built(kind, tmp_path / "index", documents) as engine:
        answer = engine.search(Request(plan.AnyOf((plan.Terms("written", words),))))
        row = plan.Sequence("written", (words, words))
        in_row = engine.search(Request(row))
    assert {number for number, _ in answer.hits} == {1, 2, 3}
    assert [number for number, _ in in_row.hits] == [3]


def test_a_page_of_words_is_a_query_and_too_many_are_refused_with_a_reason(
    kind: EngineKind, tmp_path: Path
) -> None:
    def all_of(count: int) -> plan.Plan:
        words = [f"كلمه{number}" for number in range(count)]
        forms = [
            plan.Prefer(plan.Terms("stem", (word,)), plan.Terms("written", (word,)), 0.4)
            for word in words
        ]
        return plan.All(tuple(forms))

    documents = [article(1, *(f"كلمه{number}" for number in range(1100))), article(2, "كلمه1")]
    with built(kind, tmp_path / "index", documents) as engine:
        answer = engine.search(Request(all_of(900)))
        with pytest.raises(QueryError, match="more words"):
            engine.search(Request(all_of(1100)))
    assert [number for number, _ in answer.hits] == [1]


def test_an_index_that_was_removed_says_so(kind: EngineKind, tmp_path: Path) -> None:
    build(kind, tmp_path / "index", [article(1, "نهر")])
    engine = kind.open(tmp_path / "index")
    kind.remove(tmp_path / "index")
    for ask in (
        lambda: engine.search(Request(EVERYTHING)),
        lambda: engine.replace([article(2, "نهر")], []),
        lambda: kind.open(tmp_path / "index"),
    ):
        with pytest.raises(FileNotFoundError, match="kashshaf rebuild"):
            ask()
    engine.close()


@pytest.fixture(scope="module")
def wordy(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An index of long articles in few words, in which phrases are long to look for."""
    drawn = Random(1)
    words = [f"كلمه{number}" for number in range(40)]
    documents = [article(number, *drawn.choices(words, k=300)) for number in range(1, 2_001)]
    with built(kind_on(node), tmp_path_factory.mktemp("wordy") / "index", documents) as engine:
        yield engine


def _loose_phrases(number: int) -> plan.Plan:
    pairs = [tuple((f"كلمه{(at + step) % 40}",) for step in range(4)) for at in range(number)]
    return plan.AnyOf(tuple(plan.Sequence("written", places, 40) for places in pairs))


def test_a_search_beyond_its_time_is_given_up_and_no_part_of_it_is_shown(wordy: Engine) -> None:
    request = Request(_loose_phrases(200), facets=("source",))
    begun = time.monotonic()
    with pytest.raises(OutOfTime), time_limit(0.02):
        wordy.search(request)
    assert time.monotonic() - begun < 2
    with time_limit(60):
        assert wordy.search(Request(_loose_phrases(1))).total > 0


def test_a_page_beyond_what_the_server_counts_to_is_given_up_in_time(large: Engine) -> None:
    with pytest.raises(OutOfTime), time_limit(0.01):
        large.search(Request(EVERYTHING, offset=MANY - 10, limit=10))


def test_a_server_that_is_over_its_time_says_so(wordy: Engine) -> None:
    with pytest.raises(OutOfTime, match="OpenSearch had no time"):
        # It looks at the clock when it may, so one of these may well be answered.
        for number in range(200, 240):
            body = asking.sought(Request(_loose_phrases(number)), wordy._schema)  # type: ignore[attr-defined]
            searches.run(wordy._client, {**body, "timeout": "1ms"})  # type: ignore[attr-defined]
