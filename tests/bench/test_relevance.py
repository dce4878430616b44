"""The relevance benchmark runs from end to end, and its measures are what they are called."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent

PASSAGES = {
    "p1": ("نهر النيل", "ينبع النهر من بحيرة فيكتوريا ويصب في البحر المتوسط."),
    "p2": ("نهر الفرات", "ينبع من جبال طوروس ويلتقي دجلة في شط العرب."),
    "p3": ("الأهرام", "بناها المصريون القدماء على ضفة النيل."),
}
QUERIES = [
    ("q1", "أنهار", "من أين ينبع الفرات؟"),
    ("q2", "أنهار", "أين يصب النيل؟"),
    ("q3", "آثار", "من بنى الأهرام؟"),
]
RELEVANT = [("q1", "p2", 1), ("q2", "p1", 1), ("q2", "p2", 0), ("q3", "p3", 1)]


@pytest.fixture
def measures(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(BENCH)
    from relevance import measures

    return measures


@pytest.mark.parametrize(
    ("found", "relevant", "expected"),
    [
        (["a", "b"], {"a"}, (1, 1, 1, 1)),
        (["b", "a"], {"a"}, (1 / 2, 0, 1, 1)),
        (["x"] * 10 + ["a"], {"a"}, (0, 0, 0, 1)),
        (["a", "x", "b"], {"a", "b"}, (1, 1 / 2, 1, 1)),
        ([], {"a"}, (0, 0, 0, 0)),
    ],
)
def test_measures_are_the_first_rank_and_the_share_found(
    measures, found: list[str], relevant: set[str], expected: tuple[float, ...]
) -> None:
    assert measures(found, frozenset(relevant)) == expected


def test_questions_are_asked_of_passages_and_a_line_is_printed_for_each_set(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "passages.jsonl.gz", "wt", encoding="utf-8") as out:
        for name, (title, text) in PASSAGES.items():
            out.write(json.dumps({"id": name, "title": title, "text": text}) + "\n")
    (tmp_path / "queries.tsv").write_text("".join("\t".join(q) + "\n" for q in QUERIES), "utf-8")
    (tmp_path / "qrels.txt").write_text(
        "".join(f"{q} 0 {p} {r}\n" for q, p, r in RELEVANT), "utf-8"
    )
    files = [
        part
        for option, name in (
            ("passages", "passages.jsonl.gz"),
            ("queries", "queries.tsv"),
            ("qrels", "qrels.txt"),
        )
        for part in (f"--{option}", tmp_path / name)
    ]
    ran = subprocess.run(
        [sys.executable, BENCH / "relevance.py", *files, "--engine", "whoosh", "--workers", "1"],
        capture_output=True,
        encoding="utf-8",
        timeout=240,
    )
    assert ran.returncode == 0, ran.stderr
    lines = [line.split()[:-1] for line in ran.stdout.splitlines()]
    assert lines[1:] == [
        ["أنهار", "2", *["1.0000"] * 4],
        ["آثار", "1", *["1.0000"] * 4],
        ["mean", "3", *["1.0000"] * 4],
    ]
