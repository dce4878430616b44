"""Whether records have what their files state: `python tests/bench/metadata.py`.

Every row of the real data is read and catalogued as `kashshaf ingest` does, and its day, source and
platform are compared with a plain reading of the raw row, which knows nothing of Kashshaf's tables.
The README beside this file says how to read the figures.
"""

import csv
import datetime as dt
import gzip
import html
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import click
from corpus import DATA

from kashshaf.archive.errors import InputError
from kashshaf.archive.items import Item
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.metadata.catalogue import catalogue
from kashshaf.archive.readers import read
from kashshaf.archive.record import UNKNOWN, Record

FILES = ("news/*.jsonl.gz", "social/*.csv", "seeds/*.txt", "retrieval/*.jsonl.gz")

CALLED = {
    "alriyadh": "الرياض",
    "aljazirah": "الجزيرة السعودية",
    "alyaum": "اليوم السعودية",
    "aleqtisadiya": "الاقتصادية",
    "aawsat": "الشرق الأوسط",
    "okaz": "عكاظ",
    "alwatan": "الوطن السعودية",
    "almadina": "المدينة السعودية",
    "alweeam": "الوئام",
    "3alyoum": "عين اليوم",
    "sabq": "سبق",
    "was": "واس",
    "arreyadi": "الرياضي",
    "arriyadiyah": "الرياضية",
    "almayadeen": "الميادين",
    "Jawhara FM": "جوهرة إف إم",
    "al-Muqtabas (1906-1918)": "المقتبس",
    "الجزيرة": "الجزيرة نت",
}
"""How an Arab reader calls what the files name by a code or in Latin letters."""

_TWITTER_BEGAN = 1288834974657  # milliseconds since 1970, from which tweets are numbered
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CREDIT = re.compile(r"المصدر\s*:\s*([^+]+)")

_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]\w*);")
_STARS = re.compile(r"\*[^\s*][^*]*\*")
_EMOJI_JOINER = re.compile("(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d")
_HANDLE = re.compile(r"@\w+")
FIELDS = ("date", "source", "platform")
VERDICTS = ("right", "less", "none", "wrong", "made up")
SEEN = ("title", "source", "author", "tags")
KINDS_LEFT = ("entity", "stars", "invisible")


class Stated(NamedTuple):
    """What a raw row states, None where it is silent."""

    id: str | None
    date: str | None
    source: str | None
    platform: str | None


@dataclass
class Comparison:
    """What came of one file: verdicts by field, with the first samples of what was not right."""

    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    left: Counter[tuple[str, str]] = field(default_factory=Counter)
    samples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, stated: Stated, record: Record) -> None:
        """Compare one record with its row."""
        found = {
            "date": None if record.published is None else str(record.published),
            "source": record.source,
            "platform": None if record.platform == UNKNOWN else record.platform,
        }
        for name, value in found.items():
            verdict = judged(getattr(stated, name), value)
            if verdict is None:
                continue
            self.verdicts[name, verdict] += 1
            if verdict != "right":
                self.samples[f"{name} {verdict}"].append(
                    f"{record.id}: {getattr(stated, name)} stated, {value} found"
                )
        for place, text in _texts(record):
            if kind := leftover(text):
                self.left[place, kind] += 1
                self.samples[f"{kind} in {place}"].append(f"{record.id}: {text!r}")


def judged(stated: str | None, found: str | None) -> str | None:
    """How what was found stands to what was stated; None where there is neither."""
    if stated == found:
        return None if stated is None else "right"
    if stated is None:
        return "made up"
    if found is None:
        return "none"
    return "less" if stated.startswith(f"{found}-") else "wrong"


def leftover(text: str) -> str | None:
    """What a reader of the page would not have seen: an entity, stars, an invisible character."""
    if any(html.unescape(entity[0]) != entity[0] for entity in _ENTITY.finditer(text)):
        return "entity"
    if _STARS.search(text):
        return "stars"
    shown = _EMOJI_JOINER.sub("", text)
    unseen = any(unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") for char in shown)
    return "invisible" if unseen else None


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=DATA,
    help="The folder with news, social, seeds and retrieval.",
)
@click.option("--first", type=int, help="Compare no more rows of each file.")
@click.option("--samples", default=3, show_default=True, help="How many faults of a kind to show.")
@click.option("--least", default=99.0, show_default=True, help="Per cent that must be right.")
def main(data: Path, first: int | None, samples: int, least: float) -> None:
    """Print for each file how many of its stated dates, sources and platforms records have.

    Ends with 1 where fewer than `--least` per cent are, or where anything that no
    reader of the page saw is left in a title.
    """
    authorities = Authorities.load()
    paths = sorted(path for pattern in FILES for path in data.glob(pattern))
    if not paths:
        raise click.ClickException(f"there is none of {', '.join(FILES)} in {data}")
    compared = {path: _compared(path, authorities, first) for path in paths}
    report(compared, data, samples)
    falls_short = any(_share(c, name) < least for c in compared.values() for name in FIELDS)
    in_titles = any(place == "title" for c in compared.values() for place, _ in c.left)
    if falls_short or in_titles:
        raise SystemExit(1)


def report(compared: Mapping[Path, Comparison], data: Path, samples: int) -> None:
    """Print the table of verdicts, that of what is left in names, and samples without @names."""
    click.echo("| file | field | stated | right | less | none | wrong | made up | right % |")
    click.echo("|---|---|---|---|---|---|---|---|---|")
    for path, comparison in compared.items():
        for line in _rows(path.relative_to(data), comparison):
            click.echo(line)
    click.echo(f"\n| left in | {' | '.join(KINDS_LEFT)} |\n|---|---|---|---|")
    left = sum((comparison.left for comparison in compared.values()), Counter())
    for place in SEEN:
        click.echo(f"| {place} | {' | '.join(f'{left[place, kind]:,}' for kind in KINDS_LEFT)} |")
    for path, comparison in compared.items():
        for fault, shown in comparison.samples.items():
            click.echo(f"\n{path.relative_to(data)}: {fault}, {len(shown):,} in all")
            for sample in shown[:samples]:
                click.echo("    " + _HANDLE.sub("@…", sample))


def _compared(path: Path, authorities: Authorities, first: int | None) -> Comparison:
    comparison = Comparison()
    outcomes = read([path], authorities)
    for stated, outcome in islice(zip(_rows_of(path), outcomes, strict=True), first):
        try:
            if not isinstance(outcome, Item):
                raise InputError(outcome.reason)
            record = catalogue(outcome, authorities, "2026-01-01T00:00:00Z")
        except InputError as error:
            comparison.samples["rejected"].append(f"{stated.id}: {error}")
            continue
        if stated.id not in (None, record.id):
            raise click.ClickException(f"{path}: {stated.id} was read as {record.id}")
        comparison.add(stated, record)
    return comparison


def _rows_of(path: Path) -> Iterator[Stated]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from map(_of_post, csv.DictReader(file))
    elif path.suffix == ".txt":
        yield _of_saved_text(path.read_text("utf-8"))
    else:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from (_of_article(json.loads(line)) for line in file)


def _of_article(row: Mapping[str, Any]) -> Stated:
    """An object of the news or of the passages: the local day and the name that it has."""
    name, host = row.get("source"), urlsplit(row.get("url") or "").hostname
    source = CALLED.get(name, name) if name else _of_same_host(host)
    return Stated(row["id"], (row.get("date") or "")[:10] or None, source, host and "web")


def _of_same_host(host: str | None) -> str | None:
    """The one that a host is of where the row names nobody."""
    return {"www.jawharafm.net": CALLED["Jawhara FM"]}.get(host or "")


def _of_post(row: Mapping[str, str]) -> Stated:
    """A row of the posts; a tweet's number says when it was made."""
    day = None
    if row["Platform"] == "twitter":
        moment = (int(row["ID"]) >> 22) + _TWITTER_BEGAN
        day = dt.datetime.fromtimestamp(moment / 1000, dt.UTC).date().isoformat()
    return Stated(row["ID"], day, None, row["Platform"])


def _of_saved_text(text: str) -> Stated:
    """A saved text: the day at the beginning of a line, the source above it or after المصدر."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    dated = next((place for place, line in enumerate(lines) if _DAY.match(line)), None)
    credit = _CREDIT.search(text)
    name = credit[1].strip() if credit else lines[dated - 1] if dated else None
    day = lines[dated][:10] if dated is not None else None
    return Stated(None, day, CALLED.get(name or "", name), None)


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    for place in SEEN:
        value = getattr(record, place)
        for text in (value,) if isinstance(value, str) else value or ():
            yield place, text


def _rows(name: Path, comparison: Comparison) -> Iterator[str]:
    for what in FIELDS:
        counts = {verdict: comparison.verdicts[what, verdict] for verdict in VERDICTS}
        if sum(counts.values()):
            stated = sum(counts.values()) - counts["made up"]
            cells = (stated, *counts.values())
            share = f"{_share(comparison, what):.2f}"
            yield f"| {name} | {what} | {' | '.join(f'{n:,}' for n in cells)} | {share} |"


def _share(comparison: Comparison, what: str) -> float:
    """Per cent of the rows that state something, or were given it, which have it right."""
    counts: Iterable[int] = [comparison.verdicts[what, verdict] for verdict in VERDICTS]
    return 100 * comparison.verdicts[what, "right"] / (sum(counts) or 1) if any(counts) else 100.0


if __name__ == "__main__":
    main()
