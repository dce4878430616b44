"""The forward file: what it has of a record is what the record's texts are read as, and its values.

Whatever was written how, by a build, by syncs or merged, the latest of each record counts.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.arabic.analyzer import Analyzer
from kashshaf.arabic.pieces import FORMS
from kashshaf.archive.dates import PartialDate
from kashshaf.archive.errors import SearchIndexError
from kashshaf.archive.fields import STANDARD
from kashshaf.archive.record import Record
from kashshaf.index.building.documents import Analysing, schema_of
from kashshaf.index.forward import columns, segments
from kashshaf.index.forward import forward as forward_file
from kashshaf.index.forward.entries import SAME_PIECE, terms_of
from kashshaf.index.forward.forward import Forward
from kashshaf.index.forward.writing import MetRecords, SegmentWriter, append, join
from kashshaf.index.terms import writing
from kashshaf.index.terms.dictionary import TermDictionary
from kashshaf.index.terms.lines import encode, sign_of
from kashshaf.index.terms.writing import MetTerms, NewTerms

SCHEMA = schema_of(STANDARD)

texts = st.lists(
    st.sampled_from(
        (
            "كتابٌ",
            "كتاب",
            "«والكتاب»،",
            "—",
            "ﷺ",
            "#وسم_مركب",
            "ال27",
            "1,300",
            "وزارةالخارجية",
            "G20",
            "…",
        )
    ),
    max_size=12,
).map(" ".join)
records = st.builds(
    Record,
    id=st.just("1"),
    title=texts,
    text=texts,
    source=st.sampled_from(("الساحل", "النهار", "")),
    platform=st.sampled_from(("web", "unknown")),
    published=st.sampled_from((None, PartialDate(2015), PartialDate(2015, 8, 6))),
    tags=st.lists(st.sampled_from(("أ", "ب")), unique=True, max_size=2).map(tuple),
    agencies=st.lists(st.sampled_from(("واس", "قنا")), unique=True, max_size=2).map(tuple),
)
batches = st.lists(st.dictionaries(st.integers(1, 9), records, max_size=4), min_size=1, max_size=6)


def built(folder: Path, batches: Sequence[dict[int, Record]]) -> None:
    """Write each batch as a process of a build does; their records are different ones."""
    for at, batch in enumerate(batches):
        terms = MetTerms(folder / "words", f"process{at}")
        met = MetRecords(folder / "forward", f"process{at}", SCHEMA)
        analysing = Analysing(STANDARD, FORMS, terms.number)
        for number, record in batch.items():
            met.add(*analysing.analyse(record, number))
        terms.write()
        met.write()
    join(folder / "forward", SCHEMA, writing.join(folder / "words"))


def synced(folder: Path, batches: Sequence[dict[int, Record]]) -> None:
    terms = NewTerms(folder / "words")
    analysing = Analysing(STANDARD, FORMS, terms.number)
    for batch in batches:
        writer = SegmentWriter(SCHEMA)
        for number, record in batch.items():
            writer.add(*analysing.analyse(record, number))
        terms.write()
        writing.settle(folder / "words")
        append(folder / "forward", writer)
        segments.settle(folder / "forward", SCHEMA)


def opened(
    first: Sequence[dict[int, Record]], then: Sequence[dict[int, Record]]
) -> Iterator[Forward]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "words").mkdir()
        built(folder, first)
        synced(folder, then)
        yield Forward(folder / "forward", TermDictionary(folder / "words"))


def parted(batch: dict[int, Record]) -> list[dict[int, Record]]:
    """The batch shared out to two processes."""
    return [
        {number: record for number, record in batch.items() if number % 2 == share}
        for share in (0, 1)
    ]


@given(batches)
def test_a_text_has_the_words_that_it_is_read_as_in_their_pieces(
    batches: list[dict[int, Record]],
) -> None:
    analyzer = Analyzer()
    latest = {number: record for batch in batches for number, record in batch.items()}
    for forward in opened(parted(batches[0]), batches[1:]):
        for number, record in latest.items():
            for key, text in (("title", record.title), ("text", record.text)):
                analysis = analyzer.analyse(text)
                terms = forward.words(number, key)
                known = [forward.terms.term(term) for term in terms.tolist()]
                assert known == list(zip(analysis.written, analysis.words, strict=True))
                assert forward.characters(key)[number] == len(text)
                entries = forward.entries(number, key)
                assert piece_lengths(entries) == [len(forms) // 3 for forms in analysis.pieces]


def piece_lengths(entries: np.ndarray) -> list[int]:
    """How many words each piece has."""
    lengths: list[int] = []
    for entry in entries.tolist():
        if entry & int(SAME_PIECE):
            lengths[-1] += 1
        else:
            lengths.append(1 if entry else 0)
    return lengths


@given(batches)
def test_words_with_one_stem_have_one_number_for_it(batches: list[dict[int, Record]]) -> None:
    analyzer = Analyzer()
    for forward in opened(parted(batches[0]), batches[1:]):
        stems: dict[int, set[str]] = {}
        for batch in batches:
            for number in batch:
                for term in forward.words(number, "text").tolist():
                    _, word = forward.terms.term(term)
                    stems.setdefault(int(forward.terms.stems[term]), set()).add(analyzer.stem(word))
        assert all(len(of) == 1 for of in stems.values())
        assert len(set().union(*stems.values())) == len(stems)


@given(batches, st.lists(st.integers(1, 12), max_size=8))
def test_many_texts_are_gathered_as_each_is_given(
    batches: list[dict[int, Record]], numbers: list[int]
) -> None:
    for forward in opened(parted(batches[0]), batches[1:]):
        entries, starts = forward.gather(numbers, "text")
        assert len(starts) == len(numbers) + 1
        for at, number in enumerate(numbers):
            own = entries[starts[at] : starts[at + 1]]
            assert own.tolist() == forward.entries(number, "text").tolist()


@given(batches)
def test_a_record_has_the_values_and_days_of_its_latest_version(
    batches: list[dict[int, Record]],
) -> None:
    latest = {number: record for batch in batches for number, record in batch.items()}
    analysing = Analysing(STANDARD, FORMS, lambda written, word, stem: 1)
    for forward in opened(parted(batches[0]), batches[1:]):
        for number, record in latest.items():
            document, _ = analysing.analyse(record, number)
            for facet in SCHEMA.facets:
                column = forward.column(facet)
                codes = column.codes[column.starts[number] : column.ends[number]]
                values = [column.values[code] for code in codes.tolist()]
                assert values == list(document.facets.get(facet, ("",)))
            assert (forward.first[number], forward.last[number]) == (document.first, document.last)


@pytest.mark.parametrize("few", [0, 128])
@given(batches=batches, numbers=st.sets(st.integers(1, 9)))
def test_values_are_counted_as_an_engine_counts_them(
    few: int, batches: list[dict[int, Record]], numbers: set[int]
) -> None:
    latest = {number: record for batch in batches for number, record in batch.items()}
    analysing = Analysing(STANDARD, FORMS, lambda written, word, stem: 1)
    facets = [analysing.analyse(record, number)[0].facets for number, record in latest.items()]
    held = dict(zip(latest, facets, strict=True))
    for forward in opened(parted(batches[0]), batches[1:]):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(columns, "_FEW", few)
            found = forward.counts(SCHEMA.facets, np.array(sorted(numbers), np.int64))
        if not numbers <= held.keys():
            assert found is None
            continue
        assert found == {
            facet: Counter(value for n in numbers for value in held[n].get(facet, ("",)))
            for facet in SCHEMA.facets
        }


def test_of_more_values_than_are_counted_those_of_most_records_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "MOST_VALUES", 2)
    (tmp_path / "words").mkdir()
    tags = {1: ("أ", "ب", "ج", "د"), 2: ("ب", "د"), 3: ("د",), 4: ()}
    built(tmp_path, [{n: Record(id=str(n), text="نص", tags=own) for n, own in tags.items()}])
    forward = Forward(tmp_path / "forward", TermDictionary(tmp_path / "words"))
    found = forward.counts(("tag",), np.arange(1, 5))
    assert found == {"tag": {"د": 3, "ب": 2}}


def test_many_small_syncs_leave_few_segments(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    built(tmp_path, [{number: Record(id=str(number), text="نص") for number in range(1, 20)}])
    for number in range(20, 120):
        synced(tmp_path, [{number: Record(id=str(number), text=f"نص {number}")}])
    assert len(segments.in_use(tmp_path / "forward")) < 12
    forward = Forward(tmp_path / "forward", TermDictionary(tmp_path / "words"))
    assert all(len(forward.words(number, "text")) == 2 for number in range(20, 120))


def test_what_a_killed_merge_leaves_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    built(tmp_path, [{1: Record(id="1", text="أول")}])
    synced(tmp_path, [{1: Record(id="1", text="ثان")}, {2: Record(id="2", text="آخر")}])
    folder = tmp_path / "forward"
    before = {path: path.read_bytes() for path in folder.iterdir()}
    synced(tmp_path, [{3: Record(id="3", text=f"نص {n}")} for n in range(8)])
    for path, content in before.items():
        path.write_bytes(content)
    forward = Forward(folder, TermDictionary(tmp_path / "words"))
    written = [forward.terms.term(int(forward.words(n, "text")[0]))[0] for n in (1, 2, 3)]
    assert written == ["ثان", "آخر", "نص"]


def test_the_next_sync_takes_away_what_a_killed_merge_has_left(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    built(tmp_path, [{1: Record(id="1", text="أول")}])
    folder = tmp_path / "forward"
    synced(tmp_path, [{1: Record(id="1", text="ثان")}])
    before = {path: path.read_bytes() for path in folder.iterdir()}
    synced(tmp_path, [{2: Record(id="2", text=f"نص {n}")} for n in range(8)])
    merged = {path for path in before if not path.exists()}
    assert merged
    for path in merged:
        path.write_bytes(before[path])
    synced(tmp_path, [{3: Record(id="3", text="آخر")}])
    assert not any(path.exists() for path in merged)
    assert sorted(folder.iterdir()) == sorted(segments.in_use(folder))


def test_who_reads_goes_on_reading_while_segments_are_merged(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    built(tmp_path, [{1: Record(id="1", text="أول")}])
    forward = Forward(tmp_path / "forward", TermDictionary(tmp_path / "words"))
    synced(tmp_path, [{1: Record(id="1", text="ثان")} for _ in range(8)])
    assert forward.terms.term(int(forward.words(1, "text")[0]))[0] == "أول"


def test_what_an_engine_found_before_this_was_opened_anew_is_empty(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    built(tmp_path, [])
    forward = Forward(tmp_path / "forward", TermDictionary(tmp_path / "words"))
    assert len(forward.entries(7, "text")) == 0
    assert len(forward.gather([7, 8], "text")[0]) == 0


@pytest.mark.parametrize("content", [b"", b"\xff" * 40, b"\x10" + bytes(7) + b'{"number": 1}   '])
def test_a_damaged_segment_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "words").mkdir()
    built(tmp_path, [{1: Record(id="1", text="نص")}])
    (path,) = segments.in_use(tmp_path / "forward")
    path.write_bytes(content)
    with pytest.raises(SearchIndexError, match="kashshaf rebuild"):
        Forward(tmp_path / "forward", TermDictionary(tmp_path / "words"))


def test_terms_of_a_text_are_its_entries_without_empty_pieces() -> None:
    entries = np.array([3, 0, 4, 5 | int(SAME_PIECE)], np.uint32)
    assert terms_of(entries).tolist() == [3, 4, 5]


def test_what_a_record_said_before_is_read_until_the_segments_are_merged(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    built(tmp_path, [{n: Record(id=str(n), text=f"أول {n}") for n in (1, 2)}])
    terms, writer = NewTerms(tmp_path / "words"), SegmentWriter(SCHEMA)
    analysing = Analysing(STANDARD, FORMS, terms.number)
    for number, text in ((2, "ثان"), (3, "جديد")):
        writer.add(*analysing.analyse(Record(id=str(number), text=text), number))
    terms.write()
    append(tmp_path / "forward", writer)

    def former() -> list[tuple[list[int], str]]:
        forward = Forward(tmp_path / "forward", TermDictionary(tmp_path / "words"))
        return [
            (held.tolist(), forward.terms.term(int(before.words(2, "text")[0]))[0])
            for before, held in forward.former(np.array([2, 3, 9]))
        ]

    assert former() == [([2], "أول")]
    synced(tmp_path, [{n: Record(id=str(n), text="بعد")} for n in range(4, 12)])
    assert former() == []


def test_in_a_large_segment_each_record_is_found_in_whatever_order_they_were_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forward_file, "_SMALL", 0)
    (tmp_path / "words").mkdir()
    texts = {number: f"نص {number}" for number in (7, 2, 9, 4)}
    first = {number: Record(id=str(number), text=text) for number, text in texts.items()}
    built(tmp_path, parted(first))
    synced(tmp_path, [{n: Record(id=str(n), text=f"بعد {n}")} for n in (8, 2)])
    forward = Forward(tmp_path / "forward", TermDictionary(tmp_path / "words"))
    expected = texts | {8: "بعد 8", 2: "بعد 2"}
    for number in range(11):
        terms = forward.words(number, "text").tolist()
        said = " ".join(forward.terms.term(term)[0] for term in terms)
        assert said == expected.get(number, "")


@given(batches, st.lists(st.integers(1, 9), max_size=8))
def test_of_a_few_records_values_and_days_are_those_of_all(
    batches: list[dict[int, Record]], numbers: list[int]
) -> None:
    latest = {number: record for batch in batches for number, record in batch.items()}
    known = np.array([number for number in numbers if number in latest], np.int64)
    for forward in opened(parted(batches[0]), batches[1:]):
        column, values = forward.column("source"), forward.values_of("source")
        held = [column.values[code] for code in column.of(known)[0].tolist()]
        for records in (known, forward.placed(known)):  # by number, or where they stand
            assert [values[code] for code in forward.codes("source", records).tolist()] == held
            signs = [sign_of(encode(value)) if value else 0 for value in held]
            assert forward.signs("source", records).tolist() == signs
            first, last = forward.days(records)
            assert first.tolist() == forward.first[known].tolist()
            assert last.tolist() == forward.last[known].tolist()
            entries, starts = forward.gather(records, "text")
            each = forward.each(known.tolist(), "text")
            assert entries.tolist() == [entry for one in each for entry in one.tolist()]
            assert np.diff(starts).tolist() == [*map(len, each)]
