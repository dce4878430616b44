"""Search results as JSON has them: the one shape that the command line and the web API answer."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from ...archive.fields import LISTED, Language
from ...archive.record import Record
from ..reprints.answers import (
    FirstSeen,
    Passage,
    Place,
    PrintedAfter,
    Reprints,
    Shared,
    Stories,
    Story,
    Trace,
)
from ..suggestions.completion import Completions
from .concordance import Concordance
from .results import FacetValue, Hit, HitStory, SearchResults
from .trends import Trends
from .trends_of_each import TrendsOfEach


def results_json(results: SearchResults, language: Language = "ar") -> dict[str, Any]:
    """One page of results as plain dicts and lists.

    `language` is that of the sentences (`interpreted`, `warnings`). Dates are
    EDTF, unknown values are null, and a hit's `snippet` is HTML in which all
    is escaped and the matches stand in `<mark>`. What is told of stories is null
    where that was not asked for.
    """
    return {
        "query": results.text,
        "interpreted": results.interpreted(language),
        "total": results.total,
        "stories": results.stories,
        "parts": asdict(results.parts) if results.parts else None,
        "took_ms": round(results.took_ms, 2),
        "hits": [_hit(hit) for hit in results.hits],
        "facets": {key: _facet(values, language) for key, values in results.facets.items()},
        "suggestions": list(results.suggestions),
        "variants": {word: list(others) for word, others in results.variants.items()},
        "levels": dict(results.levels),
        "phrase": asdict(results.phrase) if results.phrase else None,
        "warnings": list(results.warnings(language)),
    }


def facet_json(key: str, results: SearchResults, language: Language = "ar") -> dict[str, Any]:
    """The values of one facet of a search, as plain dicts and lists."""
    return {
        "facet": key,
        "query": results.text,
        "interpreted": results.interpreted(language),
        "total": results.total,
        "stories": results.stories,
        "values": _facet(results.facets[key], language),
        "warnings": list(results.warnings(language)),
    }


def similar_json(record: Record, others: Iterable[Record]) -> dict[str, Any]:
    """Records that are like another, as plain dicts and lists."""
    return {"id": record.id, "similar": [known_json(other) for other in others]}


def completions_json(completions: Completions) -> dict[str, Any]:
    """What a text may become, as plain dicts and lists."""
    return {
        "words": list(completions.words),
        "titles": [{"id": key, "title": title} for key, title in completions.titles.items()],
        "values": [
            {"field": key, "value": value, "count": count}
            for key, values in completions.values.items()
            for value, count in values.items()
        ],
        "periods": [
            {"period": period, "count": count} for period, count in completions.periods.items()
        ],
        "before": completions.before,
    }


def concordance_json(found: Concordance, language: Language = "ar") -> dict[str, Any]:
    """A concordance's lines as plain dicts and lists; `language` is that of the `warnings`."""
    return {
        "total": found.total,
        "records_read": found.read,
        "records_matching": found.matching,
        "lines": [
            {
                "before": line.before,
                "match": line.match,
                "after": line.after,
                "id": line.record.id,
                "title": line.record.title,
                "source": line.record.source,
                "published": None if line.record.published is None else str(line.record.published),
            }
            for line in found.lines
        ],
        "warnings": list(found.warnings(language)),
    }


def trends_json(found: Trends) -> dict[str, Any]:
    """Trends as plain dicts and lists: every list of counts is along `places`.

    `gaps` are the first and last of places side by side at which there are no records at all.
    """
    return {
        "by": found.by,
        "places": list(found.places),
        "records": list(found.records),
        "gaps": [list(gap) for gap in found.gaps],
        "stories": None if found.stories is None else list(found.stories),
        "trends": [
            {
                "query": trend.text,
                "total": trend.total,
                "counts": list(trend.counts),
                "elsewhere": trend.elsewhere,
                "stories": trend.stories,
                "story_counts": None if trend.story_counts is None else list(trend.story_counts),
            }
            for trend in found.trends
        ],
    }


def trends_of_each_json(found: TrendsOfEach) -> dict[str, Any]:
    """The same with those of each value of a facet, whose counts are along the same `places`."""
    whole = trends_json(found.whole)
    each = (
        {"value": value, **{key: told[key] for key in ("records", "stories", "trends")}}
        for value, told in ((value, trends_json(one)) for value, one in found.of.items())
    )
    return {**whole, "facet": found.facet, "each": list(each), "other_values": found.others}


def reprints_json(found: Reprints) -> dict[str, Any]:
    """What of a record stands elsewhere, as plain dicts and lists."""
    return {
        "id": found.record.id,
        "story": None if found.story is None else _whole_story(found.story),
        "reprints": [
            {
                **known_json(other.record),
                "kind": other.kind,
                "words": other.words,
                "covers_this": round(other.covers_this, 3),
                "covers_that": round(other.covers_that, 3),
                "longest": other.longest,
            }
            for other in found.others
        ],
    }


def shared_json(found: Shared) -> dict[str, Any]:
    """What two records share, as plain dicts and lists; places are counted in characters."""
    return {
        "a": known_json(found.a),
        "b": known_json(found.b),
        "kind": found.kind,
        "covers_a": round(found.covers_a, 3),
        "covers_b": round(found.covers_b, 3),
        "passages": [_passage(passage) for passage in found.passages],
        "boilerplate_a": [_place(place) for place in found.boilerplate_a],
        "boilerplate_b": [_place(place) for place in found.boilerplate_b],
    }


def stories_json(found: Stories) -> dict[str, Any]:
    """The stories of a search as plain dicts and lists, each with all of its records."""
    return {
        "total": found.total,
        "records": found.records,
        "stories": [_whole_story(story) for story in found],
    }


def printed_after_json(found: Sequence[PrintedAfter], page: slice = slice(None)) -> dict[str, Any]:
    """Who prints after whom, as plain dicts and lists: all, or those of a `page` of all `total`."""
    return {
        "total": len(found),
        "pairs": [succession_json(one) for one in found[page]],
    }


def succession_json(one: PrintedAfter) -> dict[str, Any]:
    """How often one source printed after another, as plain values."""
    return {
        "earlier": one.earlier,
        "later": one.later,
        "stories": round(one.stories, 2),
        "whole_stories": one.whole_stories,
    }


def trace_json(found: Trace) -> dict[str, Any]:
    """Where a text stands, as plain dicts and lists; places are counted in characters.

    In each passage `a` is the text that was asked for and `b` the record's.
    """
    return {
        "words": found.words,
        "total": found.total,
        "at_least_half": found.at_least_half,
        "more": found.more,
        "records": [
            {
                **known_json(one.record),
                "words": one.words,
                "covers": round(one.covers, 3),
                "passages": [_passage(passage) for passage in one.passages],
            }
            for one in found
        ],
    }


def _whole_story(story: Story) -> dict[str, Any]:
    return {
        "size": story.size,
        "sources": list(story.sources),
        "days": story.days,
        "agencies": story.agencies,
        "first": None if story.first is None else _first(story.first),
        "records": [known_json(record) for record in story.records],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "words": passage.words,
        "a": _place(passage.a),
        "b": _place(passage.b),
        "runs": [
            {"words": run.words, "a": _place(run.a), "b": _place(run.b)} for run in passage.runs
        ],
    }


def _place(place: Place) -> dict[str, int]:
    start, end = place
    return {"start": start, "end": end}


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        **known_json(hit.record),
        "score": hit.score,
        "snippet": hit.snippet.html(),
        "story": None if hit.story is None else _story(hit.story),
    }


def _story(story: HitStory) -> dict[str, Any]:
    return {
        "size": story.size,
        "sources": story.sources,
        "matching": story.matching,
        "first": None if story.first is None else _first(story.first),
    }


def _first(first: FirstSeen) -> dict[str, Any]:
    return {"date": str(first.date), "records": [record.id for record in first.records]}


def known_json(record: Record) -> dict[str, Any]:
    """What lists tell of a record, as plain values."""
    content = record.content()
    return {field.key: content[field.attribute] for field in LISTED}


def _facet(values: Iterable[FacetValue], language: Language) -> list[dict[str, Any]]:
    """A date of publication is given alone: the value says it in any language."""
    return [
        {
            "value": value.value,
            **({} if value.facet == "date" else {"label": value.label(language)}),
            "count": value.count,
            "stories": value.stories,
        }
        for value in values
    ]
