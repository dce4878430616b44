"""Searches in Tantivy, which nothing can interrupt, hold nobody up for longer than they may."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import given_feed
import pytest
from strategies import SCHEMA

from kashshaf.arabic.pieces import Forms
from kashshaf.archive.errors import OutOfTime
from kashshaf.archive.time_limit import check_time, time_limit
from kashshaf.index.engines import engine_kind, plan
from kashshaf.index.engines.base import Document, Engine, Request
from kashshaf.index.engines.tantivy import cost
from kashshaf.index.engines.tantivy.waiting import Waiting

WORDS = ("كلمه", "جمله", "فقره", "سطر")
QUICK = Request(plan.Terms("written", WORDS[:1]))


def near(words: int, slop: int) -> plan.Sequence:
    return plan.Sequence("written", tuple((word,) for word in WORDS[:words]), slop)


LONG = Request(plan.AnyOf(tuple(near(3, slop) for slop in range(1, 19))), facets=("source",))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An index in which to look for phrases takes seconds: every record has all words often."""
    said: list[Forms] = [(word, word, word) for word in WORDS * 150]
    # Never in the order that is asked for.
    said.reverse()
    texts = {"title": [], "text": said, "summary": []}
    documents = [Document(number, texts, {}) for number in range(1, 1501)]
    kind = engine_kind("tantivy", SCHEMA, {})
    with given_feed.built(kind, tmp_path_factory.mktemp("long") / "index", documents) as engine:
        yield engine


def test_a_long_search_ends_with_its_time_and_a_quick_one_beside_it_is_answered(
    engine: Engine,
) -> None:
    begun = time.monotonic()
    with pytest.raises(OutOfTime), time_limit(0.2):
        engine.search(LONG)
    # A guard, not a measurement: unhindered it computes for ten seconds and more.
    assert time.monotonic() - begun < 5
    with time_limit(5):
        assert engine.search(QUICK).total == 1500


def test_what_cannot_be_done_in_time_is_refused_before_it_is_begun() -> None:
    begun: list[str] = []
    with pytest.raises(OutOfTime, match="would take about 90 seconds"), time_limit(2):
        Waiting().within_time(lambda: begun.append("search"), seconds=90)
    assert not begun


def test_how_long_a_search_takes_is_told_before_it_is_begun(engine: Engine) -> None:
    words = engine._newest()  # type: ignore[attr-defined]
    slow = Request(plan.AnyOf(tuple(near(3, slop) for slop in range(1, 4))))
    told = [cost.seconds(request, words) for request in (QUICK, slow)]
    took = [_seconds(engine, request) for request in (QUICK, slow)]
    assert told[0] < 0.01
    assert took[1] / 30 < told[1] < took[1] * 30


def _seconds(engine: Engine, request: Request) -> float:
    begun = time.thread_time()
    engine.search(replace(request, facets=()))
    return time.thread_time() - begun


def test_words_far_apart_are_found_within_the_time_and_as_without_any(engine: Engine) -> None:
    request = Request(near(2, 900), limit=5)
    with time_limit(20):
        assert engine.search(request) == engine.search(request)
    assert engine.search(request).total == 1500


def test_few_searches_that_are_given_up_run_on_and_the_next_long_one_waits_for_their_end() -> None:
    waiting, ended = Waiting(), threading.Event()
    for _ in range(2):
        with pytest.raises(OutOfTime, match="took longer"), time_limit(0.05):
            waiting.within_time(ended.wait, seconds=0.1)
    with time_limit(1):
        with pytest.raises(OutOfTime, match="still busy"):
            waiting.within_time(lambda: "long", seconds=1)
        assert waiting.within_time(lambda: "quick", seconds=0.001) == "quick"
        ended.set()
        time.sleep(0.05)
        assert waiting.within_time(lambda: "long", seconds=1) == "long"
    waiting.close()


def sleep_and_look() -> None:
    time.sleep(0.2)
    check_time()


def test_what_a_search_raises_is_raised_where_it_is_waited_for() -> None:
    waiting = Waiting()
    with time_limit(5):
        with pytest.raises(ZeroDivisionError):
            waiting.within_time(lambda: 1 / 0, seconds=1)
        # The thread works within the question's time.
        with pytest.raises(OutOfTime), time_limit(0.01):
            waiting.within_time(sleep_and_look, seconds=0.02)
    waiting.close()
