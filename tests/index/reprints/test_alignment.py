"""Alignment: the runs that two texts share are true, apart, and all there are."""

from collections.abc import Sequence
from itertools import pairwise
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.index.reprints import alignment as module
from kashshaf.index.reprints.alignment import Run, align, align_many
from kashshaf.index.reprints.arrays import Keys, Words
from kashshaf.index.reprints.parameters import PARAMETERS

_RELEASE = (
    "افتتح وزير الثقافة صباح اليوم في قاعة المكتبة الوطنية معرضا للمخطوطات النادرة يضم مئتي مخطوط"
    " جمعت من خزائن الأسر القديمة في الساحل والجبل"
)
_CURATOR = (
    "وقالت أمينة المعرض ليلى حسن إن الترميم استغرق ست سنوات وإن أقدم المخطوطات كتب قبل تسعة قرون"
    " بخط مغربي دقيق على رق الغزال"
)
_VISIT = (
    "ويستقبل المعرض زواره كل يوم من العاشرة إلى الخامسة عدا الجمعة ويرافقهم شبان من أقسام التاريخ"
    " في الجامعة حتى نهاية الشهر المقبل"
)
RELEASE, CURATOR, VISIT = (text.split() for text in (_RELEASE, _CURATOR, _VISIT))


def numbered(text: Sequence[str], numbers: dict[str, int]) -> Words:
    return np.array([numbers.setdefault(word, len(numbers) + 1) for word in text], np.uint32)


def shared(a: Sequence[str], b: Sequence[str], shortest: int | None = None) -> list[Run]:
    numbers: dict[str, int] = {}
    return align(numbered(a, numbers), numbered(b, numbers), shortest)


def test_a_text_again_is_one_run() -> None:
    text = RELEASE + CURATOR
    assert shared(text, text) == [Run(0, 0, len(text), 0)]


def test_paragraphs_that_were_moved_are_found_where_they_are() -> None:
    r, c, v = len(RELEASE), len(CURATOR), len(VISIT)
    assert shared(RELEASE + CURATOR + VISIT, VISIT + RELEASE + CURATOR) == [
        Run(0, v, r + c, 0),
        Run(r + c, 0, v, 1),
    ]


def test_a_word_changed_in_the_middle_parts_a_passage_in_two_runs() -> None:
    changed = [*RELEASE[:11], "فريدة", *RELEASE[12:]]
    assert shared(RELEASE, changed) == [Run(0, 0, 11, 0), Run(12, 12, len(RELEASE) - 12, 0)]


def test_a_few_words_put_in_leave_one_passage_and_many_make_two() -> None:
    few, many = VISIT[:10], VISIT[:11]
    assert [run.passage for run in shared(RELEASE, RELEASE[:9] + few + RELEASE[9:])] == [0, 0]
    assert [run.passage for run in shared(RELEASE, RELEASE[:9] + many + RELEASE[9:])] == [0, 1]


def test_a_sentence_that_comes_twice_in_both_is_matched_in_order() -> None:
    a = RELEASE + CURATOR + RELEASE
    b = RELEASE + VISIT + RELEASE
    r, c, v = len(RELEASE), len(CURATOR), len(VISIT)
    assert [run[:3] for run in shared(a, b)] == [(0, 0, r), (r + c, r + v, r)]


def test_a_sentence_that_comes_once_is_matched_once() -> None:
    assert [run[:3] for run in shared(RELEASE, RELEASE + VISIT + RELEASE)] == [(0, 0, len(RELEASE))]


def test_what_is_left_of_a_run_some_of_whose_words_are_taken_is_a_run_of_its_own() -> None:
    text = RELEASE + CURATOR
    b = text[:30] + ["فاصل"] * 20 + text[12:]
    assert [run[:3] for run in shared(text, b)] == [(0, 0, 12), (12, 50, len(text) - 12)]


def test_short_runs_are_shown_beside_a_long_one_and_nowhere_else() -> None:
    b = [*RELEASE[:9], "وزارة", *RELEASE[10:16], *VISIT, *CURATOR[:6]]
    a = RELEASE + ["فاصل"] * 20 + CURATOR
    assert [run[:3] for run in shared(a, b)] == [(0, 0, 9)]
    assert [run[:3] for run in shared(a, b, PARAMETERS.short_run)] == [(0, 0, 9), (10, 10, 6)]


def test_a_stray_run_between_two_of_a_passage_does_not_part_them() -> None:
    a = RELEASE[:10] + CURATOR[:6] + RELEASE[10:]
    b = CURATOR[:6] + ["فاصل"] * 20 + RELEASE[:10] + VISIT[:6] + RELEASE[10:]
    found = shared(a, b, PARAMETERS.short_run)
    assert {run.passage for run in found} == {0}
    assert sum(run.words for run in found) == len(RELEASE)


@pytest.mark.parametrize("shortest", [5, 8])
def test_texts_that_share_less_share_nothing(shortest: int) -> None:
    assert shared(RELEASE[:7] + VISIT, CURATOR + RELEASE[:7], shortest) == []
    assert shared([], RELEASE, shortest) == []
    assert shared(RELEASE[:3], RELEASE[:3], shortest) == []


few = st.lists(st.integers(1, 3), max_size=40)
some = st.lists(st.integers(1, 30), max_size=70)


@st.composite
def two_texts(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Texts that have stretches of one another."""
    a, b = draw(few | some), draw(few | some)
    for _ in range(draw(st.integers(0, 3))):
        begin, length = draw(st.integers(0, 60)), draw(st.integers(5, 20))
        at = draw(st.integers(0, len(b)))
        b[at:at] = a[begin : begin + length]
    return a, b


def plainly(a: list[int], b: list[int], shortest: int) -> list[tuple[int, int, int]]:
    """The longest run, of several the first, then the longest of what is left, and so on."""
    taken: list[tuple[int, int, int]] = []
    left_a: list[int | None] = list(a)
    left_b: list[int | None] = list(b)
    while True:
        runs = [
            (-length, at_a, at_b)
            for at_a in range(len(a))
            for at_b in range(len(b))
            if (length := _alike(left_a[at_a:], left_b[at_b:])) >= shortest
        ]
        if not runs:
            return sorted(taken)
        length, at_a, at_b = min(runs)
        taken.append((at_a, at_b, -length))
        left_a[at_a : at_a - length] = [None] * -length
        left_b[at_b : at_b - length] = [None] * -length


def _alike(a: list[int | None], b: list[int | None]) -> int:
    length = 0
    for one, other in zip(a, b, strict=False):
        if one is None or one != other:
            break
        length += 1
    return length


@given(two_texts())
def test_runs_are_the_longest_and_then_the_longest_of_what_is_left(
    texts: tuple[list[int], list[int]],
) -> None:
    a, b = texts
    found = align(np.array(a, np.uint32), np.array(b, np.uint32))
    assert [run[:3] for run in found] == plainly(a, b, PARAMETERS.run)


@given(two_texts(), st.sampled_from([5, 8]))
def test_runs_are_true_and_apart_and_each_passage_has_a_long_one(
    texts: tuple[list[int], list[int]], shortest: int
) -> None:
    a, b = texts
    found = align(np.array(a, np.uint32), np.array(b, np.uint32), shortest)
    for run in found:
        assert run.words >= shortest
        assert a[run.a : run.a + run.words] == b[run.b : run.b + run.words]
    for places in (
        sorted((run.a, run.words) for run in found),
        sorted((run.b, run.words) for run in found),
    ):
        assert all(at + words <= after for (at, words), (after, _) in pairwise(places))
    for passage in {run.passage for run in found}:
        assert max(run.words for run in found if run.passage == passage) >= PARAMETERS.run


@given(st.lists(two_texts(), max_size=6), st.data(), st.integers(1, 200))
def test_many_pairs_have_the_runs_that_each_has_alone(
    drawn: list[tuple[list[int], list[int]]], data: st.DataObject, at_once: int
) -> None:
    texts = [text for two in drawn for text in two]
    index = st.integers(0, max(len(texts) - 1, 0))
    pairs = data.draw(st.lists(st.tuples(index, index), max_size=8 if texts else 0))
    starts = np.cumsum([0, *map(len, texts)])
    words = np.array([word for text in texts for word in text], np.uint32)
    with patch.object(module, "_WORDS_AT_ONCE", at_once):
        found = align_many(words, starts, np.array(pairs, np.int64).reshape(-1, 2), 5)
    assert len(found) == len(pairs)
    for number, (a, b) in enumerate(pairs):
        alone = align(words[starts[a] : starts[a + 1]], words[starts[b] : starts[b + 1]], 5)
        assert found.runs(number) == alone
    assert found.pairs.tolist() == [n for n in range(len(pairs)) for _ in found.runs(n)]
    of_passages = set(zip(found.passages.tolist(), found.pairs.tolist(), strict=True))
    assert len(of_passages) == len(set(found.passages.tolist()))


@given(two_texts())
def test_words_are_compared_where_their_hashes_collide(texts: tuple[list[int], list[int]]) -> None:
    def colliding(words: Words, gram: int) -> Keys:
        return np.zeros(max(len(words) - gram + 1, 0), np.uint64)

    a, b = texts
    with patch("kashshaf.index.reprints.common_grams.gram_hashes", colliding):
        found = align(np.array(a, np.uint32), np.array(b, np.uint32))
    for run in found:
        assert a[run.a : run.a + run.words] == b[run.b : run.b + run.words]


def test_one_word_again_and_again_is_one_run() -> None:
    many, fewer = np.ones(1_000_000, np.uint32), np.ones(500_000, np.uint32)
    assert align(many, fewer) == [Run(0, 0, 500_000, 0)]


def test_a_refrain_without_end_is_aligned_in_its_phase() -> None:
    refrain = np.tile(np.arange(1, 10, dtype=np.uint32), 20_000)
    (run,) = align(refrain, refrain[4:])
    assert run.words == len(refrain) - 4


def test_a_refrain_that_both_have_often_does_not_break_the_run_it_stands_in() -> None:
    refrain = list(range(1, 7))
    verses = [
        word
        for verse in range(40)
        for word in (*range(100 + 20 * verse, 112 + 20 * verse), *refrain)
    ]
    text = np.array(verses, np.uint32)
    assert align(text, text) == [Run(0, 0, len(text), 0)]


def test_runs_that_keep_overlapping_come_to_an_end() -> None:
    drawn = np.random.default_rng(0)
    a, b = (drawn.integers(1, 3, 20_000).astype(np.uint32) for _ in range(2))
    for run in align(a, b):
        assert np.array_equal(a[run.a : run.a + run.words], b[run.b : run.b + run.words])
