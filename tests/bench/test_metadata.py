"""What records have is compared with what their files state, and what is amiss is found out."""

import csv
import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parent
REAL = BENCH.parents[2] / "shared" / "data"

ARTICLE = {
    "id": "saahil-2014-001",
    "source": "alriyadh",
    "url": "http://www.alriyadh.com/1",
    "date": "2014-12-18T07:28:00",
    "title": "*افتتاح* &quot;المكتبة&quot;",
    "text": "افتتحت البلدية مكتبة.",
}
POST = {"ID": "1138849488855080962", "Content": "افتتاح المكتبة", "Platform": "twitter"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of data in the shape of the real one."""
    for folder in ("news", "social", "seeds"):
        (tmp_path / folder).mkdir()
    articles(tmp_path, ARTICLE)
    with (tmp_path / "social" / "posts.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, list(POST))
        rows.writeheader()
        rows.writerow(POST)
    saved = "افتتاح المكتبة\nعكاظ\n2014-12-18 07:28\nافتتحت البلدية أمس مكتبة جديدة في الحي.\n"
    (tmp_path / "seeds" / "saved.txt").write_text(saved, "utf-8")
    return tmp_path


def articles(data: Path, *rows: dict[str, Any]) -> None:
    with gzip.open(data / "news" / "articles.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def compare(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, BENCH / "metadata.py", *arguments], capture_output=True, encoding="utf-8"
    )


def test_what_files_state_is_counted_as_right_where_records_have_it(data: Path) -> None:
    ran = compare("--data", data)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for file, fields in {
        "news/articles.jsonl.gz": ("date", "source", "platform"),
        "social/posts.csv": ("date", "platform"),
        "seeds/saved.txt": ("date", "source"),
    }.items():
        for field in fields:
            assert f"| {file} | {field} | 1 | 1 | 0 | 0 | 0 | 0 | 100.00 |" in ran.stdout
    assert "| title | 0 | 0 | 0 |" in ran.stdout


def test_what_records_lack_or_have_otherwise_ends_in_a_failure_with_samples(data: Path) -> None:
    impossible = ARTICLE | {"id": "saahil-2014-002", "date": "2014-02-31 @layla"}
    other = ARTICLE | {"id": "saahil-2014-003", "source": "الساحل @layla"}
    articles(data, ARTICLE, impossible, other | {"source": "okaz"}, other)
    ran = compare("--data", data, "--samples", "1")
    assert ran.returncode == 1
    assert "| news/articles.jsonl.gz | date | 4 | 3 | 0 | 1 | 0 | 0 | 75.00 |" in ran.stdout
    assert "date none, 1 in all\n    saahil-2014-002: 2014-02-31 stated, None found" in ran.stdout
    assert "@layla" not in ran.stdout


def test_an_entity_stars_or_an_invisible_character_that_is_left_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(BENCH)
    from metadata import leftover

    assert leftover("&quot;المكتبة&quot;") == "entity"
    assert leftover("*المكتبة* تفتح") == "stars"
    assert leftover("\u200fالمكتبة") == "invisible"
    assert leftover("\N{MAN}\u200d\N{GIRL} في المكتبة & 3 * 4") is None


@pytest.mark.skipif(not REAL.is_dir(), reason=f"there is no real data in {REAL}")
@pytest.mark.long
def test_the_first_records_of_the_real_data_have_what_it_states() -> None:
    ran = compare("--first", "500")
    assert ran.returncode == 0, ran.stdout + ran.stderr
