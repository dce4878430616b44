"""What commands found, as lines for people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from typing import TYPE_CHECKING, Any

from ..archive.duplicates import ALSO_AT, address_of, duplicates_of
from ..archive.fields import Field, Words
from ..archive.record import UNKNOWN, Record
from .printing import aligned, bold, cell, from_the_right, isolated, plain, sought, width
from .wording import language, said

if TYPE_CHECKING:
    from ..archive.metadata.naming import Naming
    from ..facade.statistics import Statistics
    from ..index.building.verification import Verification
    from ..index.searching.concordance import Concordance, ConcordanceLine
    from ..index.searching.results import FacetValue, HitStory, SearchResults, Snippet
    from ..index.searching.trends import Trends
    from ..index.searching.trends_of_each import TrendsOfEach
    from ..index.suggestions.completion import Completions

_RULE = "─" * 8
"""What stands on both sides of a heading among results."""

_MOST_LINES = 10
"""Of what is wrong of one kind; other formats have more."""

_FIGURES = 10
"""Where figures begin in their lines."""


def hit_lines(results: "SearchResults") -> Iterator[str]:
    """For each hit its title, what is known of it, and a snippet; then the facets."""
    for place, hit in enumerate(results):
        if place == results.border:
            yield f"{_RULE} {said('with-most')} {_RULE}"
        yield from _entry(hit.record, str(hit.snippet)[:80])
        yield "  " + _marked(hit.snippet)
        if hit.story:
            yield "  " + _copies(hit.story)
    for key, values in results.facets.items():
        yield from facet_lines(results.naming.fields[key], values)


def record_lines(records: Iterable[Record]) -> Iterator[str]:
    """For each record its title, or how it begins, and what is known of it."""
    from ..archive.writers.texts import opening

    for record in records:
        yield from _entry(record, opening(record.text))


def _entry(record: Record, otherwise: str) -> Iterator[str]:
    from ..archive.writers.texts import LONGEST_TITLE, opening

    about = [record.source or record.author, record.published, record.platform, record.id]
    yield bold(opening(record.title, LONGEST_TITLE) or otherwise)
    yield "  " + " · ".join(plain(str(part)) for part in about if part)


def _copies(story: "HitStory") -> str:
    if story.first is None:
        return said("copies", size=story.size)
    return said("copies-since", size=story.size, date=story.first.date)


def _marked(snippet: "Snippet") -> str:
    return "".join(
        sought(fragment.text) if fragment.marked else plain(fragment.text)
        for fragment in snippet.fragments
    )


def facet_lines(field: Field, values: Iterable["FacetValue"]) -> Iterator[str]:
    """The facet's key and label; below it each value as filters take it, its label and count."""
    yield _named(field.key, field.label)
    rows = []
    for value in values:
        key, called = value.value or UNKNOWN, value.label(language())
        row = [cell(key), cell(called) if called != key else "", f"{value.count:,}"]
        if value.stories is not None:
            row.append(said("as-stories", stories=value.stories))
        rows.append(row)
    for line in aligned(rows, texts=2):
        yield "  " + line


def _named(key: str, label: Words) -> str:
    """A field's key, and what it is called where that is something else."""
    called = label[language()]
    return bold(key) + (f" ({plain(called)})" if called != key else "")


def concordance_lines(found: "Concordance") -> Iterator[str]:
    """A line an occurrence, with the matches one below another."""
    widest = max((width(line.before) for line in found.lines), default=0)
    for line in found.lines:
        yield _in_context(line, widest)


def _in_context(line: "ConcordanceLine", widest: int) -> str:
    record = line.record
    known = [str(part) for part in (record.source, record.published) if part]
    about = isolated(" · ".join(known) or record.id)
    room = " " * (widest - width(line.before))
    around = f"{room}{plain(line.before)} {sought(line.match)} {plain(line.after)}"
    return from_the_right(f"{around}  [{about}]")


def trend_lines(found: "Trends", naming: "Naming") -> Iterator[str]:
    """A place a line: what each query counts there and its share, and all there.

    Periods side by side of which there are no records are one line.
    """
    texts = [cell(trend.text) for trend in found.trends]
    every = "records" if found.stories is None else "all-stories"
    rows = [[cell(said(found.by)), *texts, cell(said(every))]]
    ends = dict(found.gaps)
    for at, place in enumerate(found.places):
        there = found.counted[at]
        if there:
            counts = (share(trend.counted[at], there) for trend in found.trends)
            called = place if found.over_time else value_called(naming, found.by, place)
            rows.append([cell(called), *counts, f"{there:,}"])
        elif place in ends:
            stretch = place if ends[place] == place else f"{place}..{ends[place]}"
            rows.append([cell(stretch), *("–" for _ in texts), "0"])
    return aligned(rows)


def lines_of_each(found: "TrendsOfEach", naming: "Naming") -> Iterator[str]:
    """A value, a query and a period a line: what is counted there and its share, and all there."""
    every = "records" if found.whole.stories is None else "all-stories"
    title = naming.fields[found.facet].title(language())
    rows = [[cell(title), cell(said("query")), cell(said(found.whole.by))]]
    rows[0] += [cell(said("count")), cell(said(every))]
    for value, text, place, count, total in found.counts:
        called = cell(value_called(naming, found.facet, value))
        rows.append([called, cell(text), place, share(count, total), f"{total:,}"])
    return aligned(rows)


def share(count: int, records: int) -> str:
    """How many of so many records, and which part of them that is."""
    return f"{count:,} ({count / records:.1%})" if records else f"{count:,}"


def completion_lines(found: "Completions") -> Iterator[str]:
    """Words, then values such as sources, each after the key of its field, dates, then titles."""
    values = (f"{key}: {value}" for key, of in found.values.items() for value in of)
    dates = (f"date: {period}" for period in found.periods)
    return map(plain, (*found.words, *values, *dates, *found.titles.values()))


def details_lines(record: Record, naming: "Naming") -> Iterator[str]:
    """All that is known of a record, where it came from, and its text."""
    if record.title:
        yield bold(record.title)
    rows = [[cell(name), cell(value)] for name, value in _details(record, naming)]
    for line in aligned(rows, texts=2):
        yield "  " + line
    if record.text:
        yield ""
        yield from map(plain, record.text.splitlines())


def _details(record: Record, naming: "Naming") -> Iterator[tuple[str, str]]:
    for field in naming.fields.values():
        values = _stated(record, field, naming)
        if values and field.kind != "text":
            called = (value_called(naming, field.key, value) for value in values)
            yield field.label[language()], said("comma").join(called)
    also_at = duplicates_of(record.extra)
    for one in also_at:
        yield said("also-at"), address_of(one)
    for column, value in record.extra.items():
        if column != ALSO_AT or not also_at:
            yield column, str(value)
    if came := record.provenance:
        for name in ("file", "position", "reader", "taken_in"):
            if (known := getattr(came, name)) is not None:
                yield said(name), str(known)


def _stated(record: Record, field: Field, naming: "Naming") -> tuple[str, ...]:
    """What a record has of a field; of the archive's own its columns are told."""
    if field.derived_from:
        from ..archive.field_values import values_of

        return values_of(field, naming.fields)(record)
    stated = getattr(record, field.attribute) if field.attribute else None
    if not stated:
        return ()
    return stated if isinstance(stated, tuple) else (str(stated),)


def value_called(naming: "Naming", key: str, value: str) -> str:
    """A value as filters take it, and what it is called where that is something else."""
    label = naming.label(key, value, language())
    return value if label == value else f"{value} – {label}"


def history_lines(versions: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A line a version: its number, when and how it came, and which fields it changed."""
    rows = [
        [
            str(version["change"]),
            version["when"] or "",
            cell(said(f"version-{version['kind']}")),
            cell(said("comma").join(version["changed"])),
        ]
        for version in versions
    ]
    return aligned(rows, texts=4)


def field_lines(fields: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """For each field its key and label, what it is for, and what queries and files call it."""
    for field in fields:
        uses = [said(use) for use in ("facet", "filter", "searched", "own") if field[use]]
        kind = said("comma").join((said(f"kind-{field['kind']}"), *uses))
        yield f"{_named(field['key'], field['label'])}  {kind}"
        for where, names in (("in-queries", field["names"]), ("in-files", field["columns"])):
            if names:
                yield f"  {said(where)}: {said('comma').join(map(cell, names))}"


def reader_lines(readers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """For each reader its name, suffixes and package, and what it reads."""
    for reader in readers:
        package = reader["package"]
        brought = f"  {said('of-package', package=package)}" if package else ""
        suffixes = "".join(f" {suffix}" for suffix in reader["suffixes"])
        yield bold(reader["name"]) + plain(f"{' ' * bool(suffixes)}{suffixes}{brought}")
        yield "  " + plain(reader["description"][language()])


def verification_lines(found: "Verification") -> Iterator[str]:
    """How many records there are, and each thing that is wrong."""
    if not (found.store or found.files):
        yield said("compared", records=found.records, indexed=found.indexed)
    for what in ("store", "altered", "files", "words", "missing", "orphans", "reprints"):
        for one in getattr(found, what)[:_MOST_LINES]:
            yield said(f"wrong-{what}", what=cell(str(one)))
        yield from _and_more(getattr(found, what))
    for record, words in list(found.differing.items())[:_MOST_LINES]:
        listed = said("comma").join(map(cell, words[:_MOST_LINES]))
        yield said("wrong-differing", what=cell(record), words=listed)
    yield from _and_more(found.differing)


def _and_more(told: Sized) -> Iterator[str]:
    if len(told) > _MOST_LINES:
        yield said("wrong-and-more", more=len(told) - _MOST_LINES)


def figure_lines(figures: "Statistics", advice: str | None) -> Iterator[str]:
    """What an archive holds and the state of its index; `advice` is what is to be told of it."""
    for key, value in _figures(figures, advice):
        name = said(key)
        yield name + " " * (_FIGURES - width(name)) + value


def _figures(figures: "Statistics", advice: str | None) -> Iterator[tuple[str, str]]:
    ends = {"earliest": figures.earliest, "latest": figures.latest}
    dates = said("from-to", **ends) if figures.earliest else said("none")
    counts: Sequence[str] = [f"{facet} {count:,}" for facet, count in figures.values.items()]
    made = {"engine": figures.engine, "built": figures.built}
    yield "records", f"{figures.records:,}"
    yield "dates", said("undated", dates=dates, undated=figures.undated)
    yield "values", said("comma").join(counts)
    copies = {"stories": figures.stories, "reprinted": figures.reprinted}
    yield "all-stories", said(f"reprints-{figures.reprints}", **copies)
    yield "store", megabytes(figures.store_bytes)
    yield "index", said("index-made", size=megabytes(figures.index_bytes), **made)
    if figures.behind:
        yield "behind", said("changes-behind", behind=figures.behind)
    if advice:
        yield "advice", advice


def megabytes(size: int) -> str:
    """A size in bytes as people read it."""
    return f"{size / 1e6:,.1f} MB"
