"""Whoosh itself opens the index, and its own searcher finds what our evaluation of plans does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain, product
from pathlib import Path
from typing import Any

import given_feed
import pytest
from given_feed import Shaping
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_meaning import tokens
from strategies import SCHEMA, WORDS, archives, documents, joined, leaves
from whoosh import query
from whoosh.index import open_dir
from whoosh.sorting import FieldFacet

from kashshaf.arabic.pieces import Forms
from kashshaf.archive.errors import SearchIndexError
from kashshaf.index.engines import engine_kind, plan
from kashshaf.index.engines.base import Document, Request

# The fixture only makes folders, a new one each time.
drawn = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def as_whoosh_means_it(leaf: plan.Plan) -> bool:
    """Whether Whoosh has the same notion: its slop is that between each two words of a phrase."""
    match leaf:
        case plan.Sequence():
            return leaf.slop == 0 or len(leaf.words) == 2
        case _:
            return not isinstance(leaf, plan.Numbers)


plans = joined(leaves.filter(as_whoosh_means_it))


def in_whoosh(node: plan.Plan) -> Any:
    """A plan as a query of Whoosh's."""
    match node:
        case plan.MatchAll():
            return query.Every()
        case plan.All(parts):
            return query.And([in_whoosh(part) for part in parts])
        case plan.AnyOf(parts):
            return any_of([in_whoosh(part) for part in parts])
        case plan.AtLeast():
            return any_of([in_whoosh(plan.All(parts)) for parts in node.ways()])
        case plan.Except(part):
            return query.And([query.Every(), query.Not(in_whoosh(part))])
        case plan.Prefer(part):
            return in_whoosh(part)
        case plan.Terms(stream, words, field):
            names = [f"{name}_{stream}" for name in SCHEMA.within(field)]
            return any_of([query.Term(*term) for term in product(names, words)])
        case plan.Sequence(stream, places, slop, field):
            names = [f"{name}_{stream}" for name in SCHEMA.within(field)]
            phrases = product(names, product(*places))
            return any_of([query.Phrase(name, words, slop + 1) for name, words in phrases])
        case plan.Values(facet, values):
            name = f"facet_{facet}"
            stated = [query.Term(name, value) for value in values if value]
            unstated = query.And([query.Every(), query.Not(query.Every(name))])
            return any_of(stated + [unstated] * ("" in values))
        case plan.Days(since, until):
            return query.TermRange("facet_day", *map(str, map(date.fromordinal, (since, until))))
        case plan.Numbers():
            raise NotImplementedError("numbers are no terms")


def any_of(parts: list[Any]) -> Any:
    return query.Or(parts) if parts else query.NullQuery


@pytest.fixture
def opened(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A function that gives for a block our engine on an index, and its folder."""

    @contextmanager
    def open_both(archive: list[Document[Forms]]) -> Iterator[tuple[Shaping, Path]]:
        folder = tmp_path_factory.mktemp("engine") / "index"
        with given_feed.built(engine_kind("whoosh", SCHEMA), folder, archive) as engine:
            yield engine, folder

    return open_both


def found(folder: Path, sought: Any, **options: Any) -> list[int]:
    """The numbers of what Whoosh finds."""
    with open_dir(folder).searcher() as searcher:
        return [hit["number"] for hit in searcher.search(sought, limit=None, **options)]


def changed(engine: Shaping, archive: list[Document[Forms]], data: st.DataObject) -> list[Any]:
    """Replace some documents, so that there are two segments; give what is held then."""
    numbers = [document.number for document in archive]
    gone = data.draw(st.sets(st.sampled_from(numbers), max_size=4))
    added = [data.draw(documents(number)) for number in (*sorted(gone)[::2], max(numbers) + 1)]
    engine.replace(added, gone)
    return [document for document in archive if document.number not in gone] + added


@drawn
@given(archives(least=3), st.lists(plans, min_size=3, max_size=3), st.data())
def test_any_plan_finds_the_same_by_whooshs_own_searcher(
    opened: Any, archive: list[Document[Forms]], sought: list[plan.Plan], data: st.DataObject
) -> None:
    with opened(archive) as (engine, folder):
        for _ in range(2):
            for node in sought:
                ours = {number for number, _ in engine.search(Request(node, limit=100)).hits}
                theirs = found(folder, in_whoosh(node))
                assert sorted(theirs) == sorted(ours)
            archive = changed(engine, archive, data)


@drawn
@given(archives(least=3), st.data())
def test_patterns_find_what_their_words_find(
    opened: Any, archive: list[Document[Forms]], data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from(WORDS))
    spellings = [word, f"{word}\x1f{word}َ", f"{word}\x1f{word}ُ"]
    ours = Request(plan.Terms("written", tuple(spellings), "text"), limit=100)
    with opened(archive) as (engine, folder):
        changed(engine, archive, data)
        expected = sorted(number for number, _ in engine.search(ours).hits)
        for pattern in (
            query.Prefix("text_written", word),
            query.Wildcard("text_written", f"{word[0]}*{word[1:]}*"),
            query.Regex("text_written", f"{word[:2]}.*{word[2:]}"),
        ):
            assert sorted(found(folder, pattern)) == expected


@drawn
@given(archives(least=3), st.data())
def test_a_reader_lists_the_terms_and_how_many_documents_have_each(
    opened: Any, archive: list[Document[Forms]], data: st.DataObject
) -> None:
    with opened(archive) as (engine, folder):
        for field, stream in product(SCHEMA.texts, plan.STREAMS):
            texts = [tokens(document, field, stream) for document in archive]
            assert listed(folder, f"{field}_{stream}") == {
                word: (sum(word in text for text in texts), sum(t.count(word) for t in texts))
                for word in sorted(chain.from_iterable(texts), key=str.encode)
            }
        held = changed(engine, archive, data)
        with open_dir(folder).reader() as reader:
            assert reader.doc_count() == len(held)
        values = chain.from_iterable(document.facets.get("source", ()) for document in held)
        assert set(values) <= listed(folder, "facet_source").keys()


def listed(folder: Path, field: str) -> dict[str, tuple[int, int]]:
    """The terms of a field, of how many documents each is, and how often it stands in them."""
    with open_dir(folder).reader() as reader:
        return {
            term: (reader.doc_frequency(field, term), reader.frequency(field, term))
            for term in reader.field_terms(field)
        }


@drawn
@given(archives(least=3), st.data())
def test_whoosh_sorts_by_columns_and_groups_by_facets(
    opened: Any, archive: list[Document[Forms]], data: st.DataObject
) -> None:
    with opened(archive) as (engine, folder):
        held = changed(engine, archive, data)
        in_order = sorted(document.number for document in held)
        assert found(folder, query.Every(), sortedby="number") == in_order
        back = FieldFacet("number", reverse=True)
        assert found(folder, query.Every(), sortedby=back) == in_order[::-1]
        grouped = FieldFacet("facet_mentions", allow_overlap=True)
        with open_dir(folder).searcher() as searcher:
            groups = searcher.search(query.Every(), limit=None, groupedby=grouped).groups()
        counted = engine.search(Request(plan.MatchAll(), facets=("mentions",))).facets["mentions"]
        assert {value or "": len(group) for value, group in groups.items()} == counted


def test_whoosh_may_not_remove_what_the_archive_holds(opened: Any) -> None:
    said: list[Forms] = [("نهر", "نهر", "نهر")]
    with opened([Document(1, {"title": said, "text": [], "summary": []}, {})]) as (engine, folder):
        writer = open_dir(folder).writer()
        with pytest.raises(SearchIndexError, match="remove the record from that"):
            writer.delete_by_term("title_stem", "نهر")
        writer.cancel()
        assert engine.numbers_of(Request(plan.MatchAll())).tolist() == [1]
        engine.replace([], [1])
        assert found(folder, query.Every()) == []
