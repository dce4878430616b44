"""What words tell, on each engine: held to a reading that analyses all texts anew and counts.

The archive is one, and the queries, filters, windows and stories are drawn.
"""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, get_args

import numpy as np
import pytest
from engines_at_hand import ENGINES, settings_file
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from plain_words import (
    Told,
    Words,
    company,
    first_of_each,
    log_likelihood,
    log_ratio,
    telling,
    without,
    words_near,
    words_of,
)
from test_stories_agree import knowing

from kashshaf import Archive
from kashshaf.arabic.analyzer import Analyzer
from kashshaf.index.keywords.collocates import Measure
from kashshaf.index.searching.concordance import Concordance
from kashshaf.index.searching.filters import FilteredQuery
from kashshaf.index.searching.windows import Side

SIZE = 40
WORDS = ["مكتبة", "المكتبة", "ومكتبتهم", "مرفأ", "مدينة", "المدينة", "معرض", "كتاب", "كِتَاب", "شاعر"]
WORDS += [
    "سوق",
    "أسواق",
    "جسر",
    "علي",
    "على",
    "في",
    "وفي",
    "الذي",
    "كان",
    "لا",
    "#مكتبة_المدينة",
    "2014",
]
SOURCES = ["صحيفة الساحل", "جريدة الوادي", ""]
DATES = ["2013", "2014-09-03", "2014-10", "2015-01-02", ""]

analyzer = Analyzer()


def items() -> Iterator[dict[str, Any]]:
    draw = Random(2)
    for number in range(SIZE):
        words = draw.choices(WORDS, k=draw.choice([0, 3, 20, 60]))
        yield {
            "id": f"r{number}",
            "title": f"عنوان {number}",
            "text": " ".join(words),
            "source": draw.choice(SOURCES),
            "date": draw.choice(DATES),
            "tags": draw.sample(["ثقافة", "محليات"], draw.randint(0, 2)),
        }


@pytest.fixture(scope="module", params=ENGINES)
def archive(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp(request.param) / "press"
    folder.mkdir()
    stated = settings_file(request.param, "words")
    (folder / "settings.toml").write_text(stated, "utf-8")
    with Archive.create(folder) as archive:
        archive.add(items())
        yield archive


queries = st.one_of(
    st.sampled_from(WORDS),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3, unique=True).map(" OR ".join),
    st.sampled_from(['"مدينة معرض"~3', '"المكتبة"', "مك*", "#مكتبة_المدينة", "=كتاب", "كتاب -سوق"]),
)
stories = st.lists(st.integers(0, 6), min_size=SIZE, max_size=SIZE)


@st.composite
def options(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if draw(st.booleans()):
        found["only"] = {"source": [draw(st.sampled_from([*SOURCES[:2], "unknown"]))]}
    if draw(st.booleans()):
        found["excluding"] = {"tag": ["ثقافة"]}
    if draw(st.booleans()):
        found["since"] = "2014"
    return found


def texts(archive: Archive, text: str, per: str, given: np.ndarray, **asked: Any) -> dict[int, str]:
    """What is found by number: each record's own is the place in which it was taken in."""
    found = {int(one.id[1:]) + 1: one.text for one in archive.each(text, match="all", **asked)}
    numbers = sorted(found) if per == "record" else first_of_each(list(found), given.tolist())
    return {number: found[number] for number in numbers}


def told(found: Any, counts: Mapping[str, Told]) -> None:
    """That the words found are these, in order, each with what was counted of it."""
    by_word = {analyzer.analyse(one.word).stems[0]: one for one in found}
    assert by_word.keys() == counts.keys()
    for stem, (word, times, records, awaited, score) in counts.items():
        one = by_word[stem]
        assert (one.word, one.count, one.records) == (word, times, records)
        assert one.expected == pytest.approx(awaited)
        assert one.score == pytest.approx(score, abs=1e-6)
    order = [(-round(one.score, 6), analyzer.analyse(one.word).stems[0]) for one in found]
    assert order == sorted(order)


def stories_of(groups: list[int]) -> np.ndarray:
    firsts = {group: at for at, group in reversed(list(enumerate(groups, 1)))}
    alone = {group for group in groups if groups.count(group) == 1} | {0}
    return np.array([0, *(0 if one in alone else firsts[one] for one in groups)], np.uint32)


@settings(phases=[Phase.generate])
@given(
    queries,
    options(),
    st.integers(1, 6),
    st.sampled_from(get_args(Side)),
    st.sampled_from(get_args(Measure)),
    st.booleans(),
    st.sampled_from(["record", "story"]),
    stories,
)
def test_collocates_are_those_of_a_plain_reading(
    archive: Archive,
    text: str,
    options: dict[str, Any],
    window: int,
    side: Side,
    measure: Measure,
    all_words: bool,
    per: Any,
    groups: list[int],
) -> None:
    given = stories_of(groups)
    knowing(archive, given)
    found = archive.collocates(
        text,
        window=window,
        side=side,
        measure=measure,
        per=per,
        function_words=all_words,
        limit=1000,
        match="all",
        by="year",
        **options,
    )
    read = texts(archive, text, per, given, **options)
    query = FilteredQuery.of(archive.naming, text, match="all")
    matcher = archive._on_index(lambda index: index.matcher(query.typed))
    before, after = (0 if side == "after" else window), (0 if side == "before" else window)
    near = words_near(read, matcher, before, after, all_words)
    everything = words_of(texts(archive, "", per, given, **options), all_words)
    assert (found.matches, found.words) == (near.matches, near.size)
    assert (found.read, found.matching) == (len(read), len(read))
    counts = company(near, everything, measure)
    told(found.collocates, counts)
    assert found.total == len(counts)
    of_years = years(archive, read)
    for place in found.places:
        there = words_near(of_years[place.place], matcher, before, after, all_words)
        assert place.matches == there.matches
        others = {
            number: one
            for year, held in of_years.items()
            for number, one in held.items()
            if year != place.place
        }
        elsewhere = words_near(others, matcher, before, after, all_words)
        for one in place.collocates:
            stem = analyzer.analyse(one.word).stems[0]
            numbers = there.times[stem], elsewhere.times[stem], there.size, elsewhere.size
            assert (one.count, one.records) == (numbers[0], there.having(stem))
            assert one.score == pytest.approx(log_likelihood(*numbers), abs=1e-6)
    met = {y for y, held in of_years.items() if words_near(held, matcher, 0, 0, True).matches}
    assert [place.place for place in found.places] == sorted(met)


def years(archive: Archive, read: Mapping[int, str]) -> dict[str, dict[int, str]]:
    found: dict[str, dict[int, str]] = {}
    for number, text in read.items():
        if published := archive.record(f"r{number - 1}").published:
            found.setdefault(str(published)[:4], {})[number] = text
    return found


@settings(phases=[Phase.generate])
@given(queries, options(), st.booleans(), st.sampled_from(["record", "story"]), stories)
def test_telling_words_are_those_of_a_plain_reading(
    archive: Archive,
    text: str,
    options: dict[str, Any],
    all_words: bool,
    per: Any,
    groups: list[int],
) -> None:
    given = stories_of(groups)
    knowing(archive, given)
    found = archive.telling_words(
        text, per=per, function_words=all_words, limit=1000, match="all", **options
    )
    here = texts(archive, text, per, given, **options)
    every = texts(archive, "", per, given)
    words, of_all = words_of(here, all_words), words_of(every, all_words)
    others = Words()
    for stem, records in of_all.records.items():
        most = max(min(len(records) - words.having(stem), len(every) - len(here)), 0)
        others.records[stem] = set(range(most))
    counts = telling(
        without(words, sought(archive, text)), len(here), others, len(every) - len(here)
    )
    told(found.words, counts)
    assert (found.read, found.others) == (len(here), len(every) - len(here))
    for one in found.words:
        ratio = log_ratio(one.records, one.records_elsewhere, found.read, found.others)
        assert one.log_ratio == pytest.approx(ratio)


def sought(archive: Archive, text: str) -> set[str]:
    """The stems of all words that a query finds: here, of all words that there are."""
    query = FilteredQuery.of(archive.naming, text, match="all")
    matcher = archive._on_index(lambda index: index.matcher(query.typed))
    analyses = [analyzer.analyse(word) for word in WORDS]
    parts = matcher.sought("text")
    found = set()
    for analysis in analyses:
        for written, stem in zip(analysis.written, analysis.stems, strict=True):
            alone = [*parts.words.get("written", ()), *_in_rows(parts.sequences)]
            if stem in parts.words.get("stem", ()) or written in alone:
                found.add(stem)
    return found


def _in_rows(sequences: Any) -> Iterator[str]:
    for sequence in sequences:
        for place in sequence.places:
            yield from place


@settings(phases=[Phase.generate])
@given(st.lists(st.tuples(queries, options()), min_size=2, max_size=4))
def test_a_comparison_is_that_of_a_plain_reading(
    archive: Archive, asked: list[tuple[str, dict[str, Any]]]
) -> None:
    none = np.zeros(SIZE + 1, np.uint32)
    knowing(archive, none)
    found = archive.compare(
        [{"text": text, "match": "all", **limits} for text, limits in asked], limit=1000
    )
    read = [texts(archive, text, "record", none, **limits) for text, limits in asked]
    left_out = {stem for text, _ in asked for stem in sought(archive, text)}
    for at, (one, here) in enumerate(zip(found.searches, read, strict=True)):
        others = {n: text for that in read for n, text in that.items() if n not in here}
        elsewhere = {n for that in [*read[:at], *read[at + 1 :]] for n in that}
        assert (one.total, one.alone) == (len(here), len(here.keys() - elsewhere))
        words = without(words_of(here, False), left_out)
        told(one.words, telling(words, len(here), words_of(others, False), len(others)))
    for (a, b), common in found.common.items():
        assert common == len(read[a].keys() & read[b].keys())
    assert found.in_all == len(set.intersection(*(set(one) for one in read)))
    sources = found.facets.get("source")
    for at, here in enumerate(read):
        counts = [archive.record(f"r{number - 1}").source for number in here]
        if sources:
            told_of = dict(zip(sources.places, sources.counts[at], strict=True))
            assert told_of == {source: counts.count(source) for source in sources.places}


@settings(phases=[Phase.generate])
@given(queries, st.integers(1, 6), st.sampled_from(get_args(Side)))
def test_each_collocate_leads_to_the_lines_that_have_it_near(
    archive: Archive, text: str, window: int, side: Side
) -> None:
    knowing(archive, np.zeros(SIZE + 1, np.uint32))
    found = archive.collocates(text, window=window, side=side, match="all", measure="count")
    whole = lines(archive.concordance(text, limit=10_000, words=30, match="all"))
    for one in found.collocates[:5]:
        near = archive.concordance(
            text, near=one.word, window=window, side=side, limit=10_000, words=30, match="all"
        )
        assert len({line.record.id for line in near.lines}) == one.records
        assert lines(near) <= whole


def lines(found: Concordance) -> set[tuple[str, str, str, str]]:
    return {(line.record.id, line.before, line.match, line.after) for line in found.lines}
