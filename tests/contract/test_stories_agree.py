"""Searches per story, on each engine: held to what looking at every record gives.

The archive is one, and the stories in it, queries, filters and pages are drawn.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, cast, get_args

import numpy as np
import pytest
from engines_at_hand import ENGINES, settings_file
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kashshaf import Archive, Record
from kashshaf.archive.field_values import facet_values
from kashshaf.archive.ranges import Range
from kashshaf.index.engines.base import Sort
from kashshaf.index.reprints.answers import Pair
from kashshaf.index.reprints.reading import KnownReprints
from kashshaf.index.searching.date_counts import dates_shown, unit_shown
from kashshaf.index.searching.filters import FilteredQuery
from kashshaf.index.searching.open_index import OpenIndex
from kashshaf.index.searching.results import FacetValue
from kashshaf.index.searching.trends import By

FIELDS = """
[fields.section]
label = {ar = "القسم", en = "Section"}
columns = ["category"]
[fields.pages]
label = {ar = "الصفحات", en = "Pages"}
columns = ["pages"]
kind = "number"
"""
FACETS = ["source", "platform", "tag", "date", "section", "pages"]
WORDS = ["مكتبة", "مرفأ", "مدينة", "معرض", "كتاب", "شاعر", "سوق", "جسر", "قطار", "مدرسة"]
SIZE = 60

DAYS = ["2014-09-03", "2014-09-04", "2014-10-02", "2014-09", "2014", "2019-02-01"]


def items() -> Iterator[dict[str, Any]]:
    draw = Random(1)
    for number in range(SIZE):
        yield {
            "id": f"r{number}",
            "title": " ".join(draw.sample(WORDS, 2)),
            "text": " ".join(draw.choices(WORDS, k=12)),
            "source": draw.choice(["صحيفة الساحل", "جريدة الوادي", "صحيفة المنارة", ""]),
            "date": draw.choice([*DAYS[: 5 if number % 2 else 6], ""]),
            "tags": draw.sample(["ثقافة", "محليات", "رياضة"], draw.randint(0, 2)),
            "category": draw.choice(["أولى", "أخيرة", ""]),
            "pages": draw.choice(["", *map(str, range(1, 30))]),
        }


@pytest.fixture(scope="module", params=ENGINES)
def archive(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp(request.param) / "press"
    folder.mkdir()
    stated = settings_file(request.param, "stories", FIELDS)
    (folder / "settings.toml").write_text(stated, "utf-8")
    with Archive.create(folder) as archive:
        archive.add(items())
        yield archive


@st.composite
def stories(draw: st.DrawFn) -> np.ndarray:
    """By record number the least number of its story, 0 for none."""
    groups = draw(st.lists(st.integers(0, 12), min_size=SIZE, max_size=SIZE))
    members: dict[int, list[int]] = {}
    for number, group in enumerate(groups, 1):
        if group:
            members.setdefault(group, []).append(number)
    story_of = np.zeros(draw(st.sampled_from([SIZE + 1, SIZE + 9])), np.uint32)
    for numbers in members.values():
        if len(numbers) > 1:
            story_of[numbers] = numbers[0]
    return story_of


class Given:
    """Stories as a test draws them."""

    def __init__(self, story_of: np.ndarray) -> None:
        self.story_of = story_of

    def members(self, story: int) -> list[int]:
        return [int(number) for number in np.flatnonzero(self.story_of == story)]

    def partners(self, number: int) -> list[Pair]:
        return []

    def pairs(self) -> Iterator[Pair]:
        return iter(())


def knowing(archive: Archive, story_of: np.ndarray) -> None:
    """Have the archive know of these stories."""
    now = archive._on_index(lambda index: index)
    archive._index._open = OpenIndex(
        now.generation,
        now.manifest,
        now.engine,
        now.forward,
        now._planner,
        now.store,
        cast(KnownReprints, Given(story_of)),
    )


sorts: st.SearchStrategy[Sort | None] = st.sampled_from([None, "relevance", "newest", "oldest"])
queries = st.one_of(
    st.just(""),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True).map(" ".join),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=4, unique=True).map(" OR ".join),
)
values = st.sampled_from(
    [
        ("source", "صحيفة الساحل"),
        ("source", "جريدة الوادي"),
        ("source", "unknown"),
        ("tag", "ثقافة"),
        ("section", "أولى"),
        ("pages", "3..20"),
        ("pages", "unknown"),
        ("date", "unknown"),
    ]
)


@st.composite
def options(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for argument, most in (("only", 2), ("excluding", 1)):
        for key, value in draw(st.lists(values, max_size=most)):
            found.setdefault(argument, {}).setdefault(key, []).append(value)
    if draw(st.booleans()):
        found["since"] = draw(st.sampled_from(["2014", "2014-09", "2014-09-04"]))
    if draw(st.booleans()):
        found["until"] = draw(st.sampled_from(["2014", "2014-09", "2014-09-04"]))
    if draw(st.booleans()):
        found["match"] = draw(st.sampled_from(["all", "any", "most"]))
    return found


class Plainly:
    """What is true of stories, found by looking at each record."""

    def __init__(self, archive: Archive, story_of: np.ndarray) -> None:
        self._archive = archive
        self._story_of = story_of
        values = facet_values(archive.fields)
        self._values = {record.id: values(record) for record in archive.records()}

    def story(self, record: Record) -> int:
        number = int(record.id[1:]) + 1
        return int(self._story_of[number]) or number

    def first_of_each(self, records: Sequence[Record]) -> list[Record]:
        first: dict[int, Record] = {}
        for record in records:
            first.setdefault(self.story(record), record)
        return list(first.values())

    def count(self, records: Sequence[Record]) -> int:
        return len(self.first_of_each(records))

    def having(self, value: FacetValue, text: str, options: dict[str, Any]) -> list[Record]:
        """What is found whatever the filter on the value's own field says, and has the value."""
        asked = FilteredQuery.of(self._archive.naming, text, **options)
        own = {"since", "until"} if value.facet == "date" else set()
        options = {name: one for name, one in options.items() if name not in own}
        only = options.get("only", {})
        options["only"] = {key: one for key, one in only.items() if key != value.facet}
        found = list(self._archive.each(text, **options))
        if value.facet == "date":
            return self._dated(value.value, found, asked.days)
        return [record for record in found if self._has(record, value)]

    def _has(self, record: Record, value: FacetValue) -> bool:
        stated = self._stated(record, value.facet)
        if not value.value or value.facet != "pages":
            return value.value in stated
        asked = Range.read(value.value, self._archive.fields["pages"])
        return any(one and asked.holds(one) for one in stated)

    def _dated(
        self, value: str, found: list[Record], asked: tuple[int, int] | None
    ) -> list[Record]:
        months = Counter(self._stated(record, "month")[0] for record in found)
        unit = unit_shown(months, asked)
        counted = "day" if unit == "day" else "month"
        date_of = {record.id: self._stated(record, counted)[0] for record in found}
        shown = dates_shown(set(date_of.values()), unit, asked)
        return [record for record in found if shown.get(date_of[record.id]) == value]

    def at(self, records: list[Record], facet: str, place: str, by: By) -> list[Record]:
        """The records of a place of an axis."""
        length = {"year": 4, "month": 7, "day": 10}.get(by)
        return [one for one in records if place in [v[:length] for v in self._stated(one, facet)]]

    def _stated(self, record: Record, facet: str) -> tuple[str, ...]:
        return self._values[record.id].get(facet, ("",))


@settings(phases=[Phase.generate])
@given(stories(), queries, options(), st.data())
def test_pages_and_counts_are_those_of_looking_at_every_record(
    archive: Archive, story_of: np.ndarray, text: str, options: dict[str, Any], data: st.DataObject
) -> None:
    knowing(archive, story_of)
    sort = data.draw(sorts)
    offset, limit = data.draw(st.integers(0, 40)), data.draw(st.integers(0, 20))
    plainly = Plainly(archive, story_of)
    records = list(archive.each(text, sort=sort, **options))

    found = archive.search(
        text, sort=sort, offset=offset, limit=limit, facets=FACETS, per="story", **options
    )

    expected = plainly.first_of_each(records)
    assert [hit.record.id for hit in found] == [
        record.id for record in expected[offset : offset + limit]
    ]
    assert (found.total, found.stories) == (len(records), len(expected))
    for value in (value for values in found.facets.values() for value in values):
        having = plainly.having(value, text, options)
        assert (value.count, value.stories) == (len(having), plainly.count(having)), value
    for hit in found:
        copies = [one for one in records if plainly.story(one) == plainly.story(hit.record)]
        assert (hit.story.matching if hit.story else 1) == len(copies)
    beside = archive.search(text, sort=sort, facets=FACETS, stories=True, **options)
    assert (beside.total, beside.stories) == (found.total, found.stories)
    assert beside.facets == found.facets
    each = list(archive.each(text, sort=sort, limit=limit, per="story", **options))
    assert [record.id for record in each] == [record.id for record in expected[:limit]]
    assert archive.count(text, per="story", **options) == len(expected)


axes: st.SearchStrategy[By] = st.sampled_from(get_args(By))


@settings(phases=[Phase.generate])
@given(stories(), queries, queries, options(), axes)
def test_trends_count_a_story_once_at_each_place(
    archive: Archive,
    story_of: np.ndarray,
    text: str,
    other: str,
    options: dict[str, Any],
    by: By,
) -> None:
    knowing(archive, story_of)
    plainly = Plainly(archive, story_of)

    found = archive.trends([text, other], by=by, per="story", **options)

    assert found.stories is not None
    counted = {"year": "month"}.get(by, by)
    asked = {name: one for name, one in options.items() if name != "match"}
    if by == "source":
        asked["only"] = {key: one for key, one in asked.get("only", {}).items() if key != by}
    every = list(archive.each("", **asked))
    for at, place in enumerate(found.places):
        there = plainly.at(every, counted, place, by)
        assert (found.records[at], found.stories[at]) == (len(there), plainly.count(there))
    for trend in found.trends:
        assert trend.story_counts is not None
        results = list(archive.each(trend.text, **options))
        assert trend.stories == plainly.count(results)
        if by != "source":
            for at, place in enumerate(found.places):
                there = plainly.at(results, counted, place, by)
                assert trend.story_counts[at] == plainly.count(there)


ranges = st.sampled_from(["1", "2", "3", "1..2", "3..", "..4", "0", "0..30", "1..", "400.."])


@st.composite
def limits(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if draw(st.booleans()):
        found["reprinted"] = draw(st.booleans())
    for name in ("story_size", "story_days"):
        if draw(st.booleans()):
            found[name] = draw(ranges)
    return found


@settings(phases=[Phase.generate])
@given(stories(), queries, options(), limits())
def test_limits_on_stories_let_through_what_looking_at_every_record_does(
    archive: Archive,
    story_of: np.ndarray,
    text: str,
    options: dict[str, Any],
    limits: dict[str, Any],
) -> None:
    knowing(archive, story_of)
    plainly = Plainly(archive, story_of)
    size_of = Counter(map(plainly.story, archive.records()))
    days_of: dict[int, list[int]] = {}
    for record in archive.records():
        if (day := record.published) and day.first and day.first == day.last:
            days_of.setdefault(plainly.story(record), []).append(day.first.toordinal())

    def passes(record: Record) -> bool:
        size = size_of[plainly.story(record)]
        days = days_of.get(plainly.story(record), [])
        span = max(days) - min(days) if len(days) > 1 else None
        return (
            limits.get("reprinted", size > 1) == (size > 1)
            and is_within(size, limits.get("story_size", ".."))
            and ("story_days" not in limits or is_within(span, limits["story_days"]))
        )

    # By date: the first results are ranked among one another, and limits change which these are.
    options["sort"] = "newest"
    expected = [one.id for one in archive.each(text, **options) if passes(one)]
    assert [one.id for one in archive.each(text, **options, **limits)] == expected


def is_within(number: int | None, limits: str) -> bool:
    low, *high = limits.split("..")
    least, most = low or 0, (high[0] if high else low) or 10**6
    return number is not None and int(least) <= number <= int(most)
