"""The benchmarks run from end to end, and refuse to time answers that are wrong."""

import gzip
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from kashshaf import Archive
from kashshaf.archive.record import Record
from kashshaf.archive.storage.store import Store

BENCH = Path(__file__).parent
ITEMS = Path(__file__).parents[2] / "fixtures" / "items"
PATIENCE = 240


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A data folder with the fixtures' articles for news."""
    folder = tmp_path / "data" / "news"
    folder.mkdir(parents=True)
    with gzip.open(folder / "articles.jsonl.gz", "wb") as out:
        out.write((ITEMS / "articles.jsonl").read_bytes())
    return folder.parent


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the benchmark's own modules be imported."""
    monkeypatch.syspath_prepend(BENCH)


def run(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, BENCH / script, *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )


@pytest.mark.long
def test_on_a_grown_corpus_engines_and_peers_are_checked_and_their_tables_printed(
    news: Path,
) -> None:
    names = ("whoosh", "stock-whoosh", "fts5", "tantivy-stemmer")
    chosen = (part for name in names for part in ("--contender", name))
    ran = run(
        "speed.py", "--data", news, "--records", "200", "--queries", "5", "--workers", "1", *chosen
    )
    assert ran.returncode == 0, ran.stderr
    assert "checking the answers" in ran.stderr
    assert "Distinct words:" in ran.stdout
    for row in (
        r"Kashshaf, whoosh +\| 1 process +\| 200 ",
        r"SQLite FTS5 +\| 1 thread +\| 200 ",
        r"any words, five facets +\| stock Whoosh +\| \d",
        r"wildcard inside +\| Kashshaf, whoosh +\| \d",
    ):
        assert re.search(rf"^\| {row}", ran.stdout, re.MULTILINE), row


@pytest.mark.long
def test_lucene_is_checked_and_timed_where_it_can_be_made(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.ingest([ITEMS])
    try:
        ran = run(
            "speed.py", "--archive", tmp_path / "archive", "--contender", "lucene", "--queries", "5"
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"Maven and Lucene were not done after {PATIENCE} seconds")
    if absent := re.search(r"^lucene is absent: (.*)$", ran.stdout, re.MULTILINE):
        pytest.skip(absent[1])
    assert ran.returncode == 0, ran.stderr
    assert re.search(r"^\| Lucene +\| 2 threads +\| \d+ ", ran.stdout, re.MULTILINE)
    assert re.search(r"^\| phrase, five facets +\| Lucene +\| \d", ran.stdout, re.MULTILINE)


@pytest.mark.long
def test_every_step_of_an_archives_life_is_measured(news: Path) -> None:
    ran = run("lifecycle.py", "--data", news, "--records", "10", "--engine", "whoosh")
    assert ran.returncode == 0, ran.stderr
    for step in ("export", "from the store to the index", "`add` of one record", "sync of 1,000"):
        assert re.search(rf"^\| {step}.* \d", ran.stdout, re.MULTILINE), step
    assert "| `kashshaf --help`" in ran.stdout


def test_without_the_news_the_benchmark_says_what_to_name(tmp_path: Path) -> None:
    ran = run("speed.py", "--data", tmp_path, "--contender", "fts5")
    assert ran.returncode == 1
    assert "--data" in ran.stderr


def test_a_kept_archive_of_another_size_is_refused(tmp_path: Path) -> None:
    Archive.create(tmp_path / "archive").close()
    ran = run(
        "speed.py", "--archive", tmp_path / "archive", "--records", "7", "--contender", "fts5"
    )
    assert ran.returncode == 2
    assert "has 0 records, not 7" in ran.stderr


def test_words_of_a_grown_archive_follow_the_curve_of_the_records_it_began_with(
    bench: None, tmp_path: Path
) -> None:
    import corpus
    import growth

    corpus.take_in(tmp_path / "archive", [ITEMS / "articles.jsonl"])
    with Store.open(tmp_path / "archive" / Archive.STORE) as store:
        originals = store.count()
        measured, counts = growth.measure(store, seed=1)
        # So few articles would have more new words than places for them.
        curve = replace(measured, beta=0.4)
        made = growth.Growth(store, curve, counts, seed=1)
        for batch in made.batches(4 * originals):
            store.put(batch)
        assert store.count() == 5 * originals
        grown, _ = growth.measure(store, seed=1)
    assert 0 < measured.beta < 1
    last = grown.points[-1]
    assert last.distinct == pytest.approx(curve.at(last.words), rel=0.01)


def test_the_same_seed_grows_the_same_records_with_ids_and_addresses_of_their_own(
    bench: None, tmp_path: Path
) -> None:
    import corpus
    import growth

    corpus.take_in(tmp_path / "archive", [ITEMS / "articles.jsonl"])
    with Store.open(tmp_path / "archive" / Archive.STORE) as store:
        curve, counts = growth.measure(store, seed=1)

        def grown() -> Iterator[Record]:
            made = growth.Growth(store, curve, Counter(counts), seed=2)
            return (record for batch in made.batches(50) for record in batch)

        first, again = list(grown()), list(islice(grown(), 50))
    assert first == again
    assert len({record.id for record in first}) == 50
    addresses = [record.url for record in first if record.url]
    assert len(set(addresses)) == len(addresses)


def test_answers_that_differ_are_told_apart(bench: None) -> None:
    from checks import difference
    from contenders.base import Found

    found = Found([1, 2], 2, {"source": {"": 2}}, 0.1)
    assert difference(found, replace(found, numbers=[2, 1], milliseconds=0.2)) is None
    for other in (
        replace(found, numbers=[1, 3]),
        replace(found, total=3),
        replace(found, facets={"source": {"": 1, "الجزيرة نت": 1}}),
    ):
        assert difference(found, other) is not None


def test_a_peer_that_misses_a_record_or_miscounts_is_found_out(bench: None, tmp_path: Path) -> None:
    import corpus
    import rows
    from checks import Disagreement, check_peer
    from contenders.base import Corpus, Found
    from contenders.fts5 import CONTENDER, OpenTables
    from questions import Question, common, draw

    corpus.take_in(tmp_path / "archive", [ITEMS / "articles.jsonl"])
    facts = rows.write(tmp_path / "archive", tmp_path / "rows.tsv")
    CONTENDER.build(Corpus(tmp_path / "archive", 0, tmp_path / "rows.tsv"), tmp_path / "fts5", 1)
    with Store.open(tmp_path / "archive" / Archive.STORE, readonly=True) as store:
        questions = common(draw(store, 3, seed=1))

    @dataclass
    class Liar:
        peer: OpenTables
        change: str

        def __getattr__(self, name: str) -> Any:
            return getattr(self.peer, name)

        def find(self, question: Question, counted: bool, limit: int = 10) -> Found:
            found = self.peer.find(question, counted, limit)
            if self.change == "number":
                return replace(found, numbers=found.numbers[1:])
            return replace(found, facets={**found.facets, "source": {"": found.total + 1}})

    with CONTENDER.open(Corpus(tmp_path, 0, tmp_path), tmp_path / "fts5") as peer:
        check_peer("FTS5", peer, questions, facts)
        for change in ("number", "count"):
            with pytest.raises(Disagreement):
                check_peer("liar", Liar(peer, change), questions, facts)
