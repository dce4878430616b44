"""What commands found, as answers that every format can print."""

from collections.abc import Iterable, Iterator, Sequence, Sized
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ..archive.fields import LISTED, Field, Fields
from ..archive.record import UNKNOWN, Record
from . import tables, word_tables
from .formats import Printout, Row
from .printing import plain
from .wording import language, said

if TYPE_CHECKING:
    from ..archive.metadata.naming import Naming
    from ..archive.readers import Reader
    from ..archive.storage.rows import Change
    from ..facade.statistics import Statistics
    from ..index.building.verification import Verification
    from ..index.keywords.collocates import Collocates
    from ..index.keywords.telling import TellingWords
    from ..index.searching.concordance import Concordance
    from ..index.searching.results import SearchResults
    from ..index.searching.trends import Trends
    from ..index.searching.trends_of_each import TrendsOfEach
    from ..index.suggestions.completion import Completions

LISTED_COLUMNS = tuple(field.key for field in LISTED)


def _of_objects(objects: Sequence[Row], columns: Sequence[str], lines: Iterable[str]) -> Printout:
    """A list of objects, which are the rows."""
    return Printout(whole=objects, rows=objects, columns=columns, lines=lines)


def of_results(results: "SearchResults") -> Printout:
    """A page of hits: a row each. JSON is in Arabic unless English is chosen, as the API's is."""
    from ..index.searching.as_json import results_json

    whole = results_json(results, language("ar"))
    hits: list[dict[str, Any]] = whole["hits"]
    # Marks of HTML are none in a spreadsheet.
    plainly = (
        hit | {"snippet": str(found.snippet)} | _cells_of_story(hit["story"])
        for hit, found in zip(hits, results, strict=True)
    )
    of_story = () if results.stories is None else tuple(_cells_of_story(None))
    columns = (*LISTED_COLUMNS, "score", "snippet", *of_story)
    return Printout(
        whole=whole,
        rows=hits,
        columns=columns,
        cells=([hit[name] for name in columns] for hit in plainly),
        lines=tables.hit_lines(results),
        warnings=results.warnings(language()),
        remarks=_remarks(results),
    )


def _cells_of_story(story: dict[str, Any] | None) -> dict[str, Any]:
    """What a table has of a hit's story; nothing where no other copy is known."""
    told = story or {}
    first = told.get("first") or {}
    counts = {f"story_{name}": told.get(name) for name in ("size", "sources", "matching")}
    return {**counts, "story_first": first.get("date")}


def _remarks(results: "SearchResults") -> Iterator[str]:
    yield said("found", total=results.total, asked=results.interpreted(language()))
    if results.stories is not None:
        yield said("stories", stories=results.stories)
    if results.parts:
        yield said("in-parts", **asdict(results.parts))
    closer = [said(f"level-{level}", count=count) for level, count in results.closer.items()]
    if results.phrase:
        closer.append(said("as-phrase", **asdict(results.phrase)))
    if closer:
        yield said("of-these", levels=said("comma").join(closer))
    if results.variants:
        beside = map(said("comma").join, results.variants.values())
        yield said("also", words=said("semicolon").join(beside))
    if results.suggestions:
        yield said("meant", texts=" | ".join(results.suggestions))


def of_facet(key: str, results: "SearchResults", limit: int) -> Printout:
    """The values of a facet, so many names of it: a row each."""
    from ..index.searching.as_json import facet_json

    whole = facet_json(key, results, language("ar"))
    values = results.facets[key]
    is_cut = results.naming.fields[key].kind == "name" and len(values) >= limit
    more = [said("values-first", count=limit)] if is_cut else []
    return Printout(
        whole=whole,
        rows=whole["values"],
        columns=("value", "label", "count"),
        cells=([value.value or UNKNOWN, value.label(language()), value.count] for value in values),
        lines=tables.facet_lines(results.naming.fields[key], values),
        warnings=results.warnings(language()),
        remarks=[*_remarks(results), *more],
    )


def of_concordance(found: "Concordance") -> Printout:
    """The lines of a concordance: a row each."""
    from ..index.searching.as_json import concordance_json

    whole = concordance_json(found, language("ar"))
    numbers = {"total": found.total, "read": found.read, "matching": found.matching}
    occurrences = "occurrences-in-part" if found.read < found.matching else "occurrences"
    return Printout(
        whole=whole,
        rows=whole["lines"],
        columns=("before", "match", "after", "id", "title", "source", "published"),
        lines=tables.concordance_lines(found),
        warnings=found.warnings(language()),
        remarks=[said(occurrences, **numbers)],
    )


def of_trends(found: "Trends", naming: "Naming") -> Printout:
    """The places of trends: a row each, with the counts of all queries there."""
    from ..index.searching.as_json import trends_json

    whole = trends_json(found)
    counts = zip(*(trend.counted for trend in found.trends), strict=True)
    along = zip(found.places, counts, found.counted, strict=True)
    # A row says what there is: where nothing is, nothing can be found.
    places = [(place, counted, every) for place, counted, every in along if every]
    every = "records" if found.stories is None else "stories"
    return Printout(
        whole=whole,
        rows=[
            {found.by: place, "counts": list(counted), every: number}
            for place, counted, number in places
        ],
        columns=(found.by, *(trend.text for trend in found.trends), every),
        cells=([place, *counted, number] for place, counted, number in places),
        lines=tables.trend_lines(found, naming),
        remarks=(
            said(
                "elsewhere",
                text=plain(trend.text),
                elsewhere=trend.elsewhere,
                total=trend.total,
            )
            for trend in found.trends
            if trend.elsewhere
        ),
    )


def of_trends_of_each(found: "TrendsOfEach", naming: "Naming") -> Printout:
    """Trends of each value of a facet: a row for each value, query and period."""
    from ..index.searching.as_json import trends_of_each_json

    every = "records" if found.whole.stories is None else "stories"
    columns = (found.facet, "query", found.whole.by, "count", every)
    return Printout(
        whole=trends_of_each_json(found),
        rows=[dict(zip(columns, one, strict=True)) for one in found.counts],
        columns=columns,
        lines=tables.lines_of_each(found, naming),
        remarks=[said("values-more", count=found.others)] if found.others else [],
    )


def of_collocates(found: "Collocates", naming: "Naming") -> Printout:
    """The company of a search: a row each word, or with an axis each word of each place."""
    from ..index.keywords.as_json import collocates_json

    whole = collocates_json(found, language("ar"))
    warnings = found.warnings(language())
    remarks = [_company(found)]
    if found.by is None:
        return Printout(
            whole=whole,
            rows=whole["collocates"],
            columns=_COLLOCATE,
            lines=word_tables.collocate_lines(found),
            warnings=warnings,
            remarks=[*remarks, *_more_words(found.collocates, found.total)],
        )
    places: list[dict[str, Any]] = whole["places"]
    return Printout(
        whole=whole,
        rows=[
            {found.by: place["place"], "matches": place["matches"], **word}
            for place in places
            for word in place["collocates"]
        ],
        columns=(found.by, "matches", *_COLLOCATE[:-1]),
        lines=word_tables.company_by_place(found, naming),
        warnings=warnings,
        remarks=remarks,
    )


_COLLOCATE = ("word", "score", "count", "expected", "records", "forms")


def _company(found: "Collocates") -> str:
    numbers = {"words": found.words, "matches": found.matches, "read": found.read}
    if found.read < found.matching:
        return said("company-in-part", **numbers, matching=found.matching)
    return said("company", **numbers)


def _more_words(printed: Sized, total: int) -> Iterator[str]:
    if 0 < len(printed) < total:
        yield said("words-more", printed=len(printed), total=total)


def of_telling_words(found: "TellingWords") -> Printout:
    """The words that mark a search: a row each."""
    from ..index.keywords.as_json import telling_words_json

    whole = telling_words_json(found, language("ar"))
    columns = ("word", "score", "log_ratio", "records", "records_elsewhere", "expected", "count")
    return Printout(
        whole=whole,
        rows=whole["words"],
        columns=(*columns, "forms"),
        lines=word_tables.telling_lines(found),
        warnings=found.warnings(language()),
        remarks=[
            said("told-apart", records=found.matching, others=found.others),
            *_more_words(found.words, found.total),
        ],
    )


def of_completions(found: "Completions") -> Printout:
    """What a text may become: a row each, whatever it is."""
    from ..index.searching.as_json import completions_json

    kinds: list[tuple[str, str, str | None, int | None]] = [
        *(("word", word, None, None) for word in found.words),
        *(
            (key, value, None, count)
            for key, values in found.values.items()
            for value, count in values.items()
        ),
        *(("period", period, None, count) for period, count in found.periods.items()),
        *(("title", title, key, None) for key, title in found.titles.items()),
    ]
    columns = ("kind", "text", "id", "count")
    return Printout(
        whole=completions_json(found),
        rows=[dict(zip(columns, one, strict=True)) for one in kinds],
        columns=columns,
        lines=tables.completion_lines(found),
    )


def of_similar(record: Record, others: Sequence[Record]) -> Printout:
    """Records like another: a row each."""
    from ..index.searching.as_json import similar_json

    whole = similar_json(record, others)
    return Printout(
        whole=whole,
        rows=whole["similar"],
        columns=LISTED_COLUMNS,
        lines=tables.record_lines(others),
    )


def of_record(record: Record, naming: "Naming") -> Printout:
    """One record with its provenance: one row."""
    whole = _whole(record)
    return Printout(
        whole=whole, rows=[whole], columns=list(whole), lines=tables.details_lines(record, naming)
    )


def _whole(record: Record) -> dict[str, Any]:
    came = record.provenance
    return record.content() | {"provenance": None if came is None else asdict(came)}


def of_history(changes: Iterable["Change"]) -> Printout:
    """The versions of a record, the oldest first: a row each, with the fields that it changed."""
    versions, before = [], None
    for change in changes:
        record = change.record
        versions.append(
            {
                "change": change.change,
                "when": change.when,
                "kind": change.kind,
                "changed": _changed(before, record),
                "record": None if record is None else _whole(record),
            }
        )
        before = record
    columns = ("change", "when", "kind", "changed")
    return _of_objects(versions, columns, tables.history_lines(versions))


def _changed(before: Record | None, after: Record | None) -> list[str]:
    if before is None or after is None:
        return []
    was, now = before.content(), after.content()
    return [name for name in was if was[name] != now[name]]


def of_fields(fields: Fields) -> Printout:
    """The fields of an archive: a row each."""
    listed = [_field(field, fields) for field in fields.values()]
    return _of_objects(listed, list(listed[0]), tables.field_lines(listed))


def _field(field: Field, fields: Fields) -> dict[str, Any]:
    return {
        "key": field.key,
        "label": dict(field.label),
        "kind": field.kind,
        "names": [] if field.kind == "note" else [field.key, *field.names],
        "columns": [*field.columns, *field.later],
        "facet": field.is_facet,
        "filter": field.is_facet,
        "searched": field.kind == "text",
        "own": field.is_own,
    }


def of_readers(readers: Iterable[tuple["Reader", str | None]]) -> Printout:
    """The readers in the order of asking, with the packages that bring them: a row each."""
    listed = [
        {
            "name": reader.name,
            "suffixes": reader.suffixes,
            "description": {"en": reader.description, "ar": reader.arabic},
            "package": package,
        }
        for reader, package in readers
    ]
    columns = ("name", "suffixes", "description", "package")
    return _of_objects(listed, columns, tables.reader_lines(listed))


def of_statistics(figures: "Statistics", advice: str | None) -> Printout:
    """The figures of an archive: a row each; `advice` is that of the figures for people."""
    whole = asdict(figures)
    values = whole["values"]
    named = {name: value for name, value in whole.items() if name != "values"}
    named |= {f"values of {key}": count for key, count in values.items()}
    return Printout(
        whole=whole,
        rows=[{"figure": name, "value": value} for name, value in named.items()],
        columns=("figure", "value"),
        lines=tables.figure_lines(figures, advice),
    )


def of_verification(found: "Verification") -> Printout:
    """How store and index compare: one row."""
    whole = asdict(found) | {"good": found.good}
    lines = tables.verification_lines(found)
    state = found.reprints_state
    remarks = [said(f"uncompared-{state}")] if state in ("outdated", "unknown") else []
    return Printout(whole=whole, rows=[whole], columns=list(whole), lines=lines, remarks=remarks)


def what_is_wrong(found: "Verification") -> str:
    """What a verification has found, as one sentence with what is to be run."""
    if found.store or found.altered:
        what = (*found.store, *(f"the record {one!r} is not as stored" for one in found.altered))[0]
        return f"the store is damaged ({what}): put a backup in its place with `kashshaf restore`"
    if found.stale:
        return f"the index is {found.behind:,} changes behind: run `kashshaf sync`"
    wrong = {
        f"lacks {len(found.missing):,} records": found.missing,
        f"has {len(found.orphans):,} that are none": found.orphans,
        f"has {len(found.files):,} damaged files": found.files,
        f"has a term dictionary without {_how_many(found.words)} words": found.words,
        f"finds {_how_many(found.differing)} records by other words than theirs": found.differing,
        f"tells of {_how_many(found.reprints)} records other reprints than theirs": found.reprints,
    }
    told = ", ".join(what for what, those in wrong.items() if those)
    return f"the index {told}: run `kashshaf rebuild`"


def _how_many(told: Sized) -> str:
    """How many things are wrong, of which only the first hundred are told."""
    from ..index.building.comparison import MOST_TOLD

    return f"{len(told):,}{' or more' if len(told) == MOST_TOLD else ''}"
