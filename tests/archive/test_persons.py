"""Who wrote, of what files have in the place of an author: persons, and no places or agencies."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.archive.items import Item, Origin
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.metadata.catalogue import catalogue
from kashshaf.archive.metadata.persons import persons
from kashshaf.archive.record import Record

KNOWN = Authorities.load()
GOLDEN = Path(__file__).parents[2] / "fixtures" / "golden" / "authors.tsv"


def golden() -> list[tuple[str, str | None, str | None]]:
    with GOLDEN.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["written"], row["source"] or None, row["author"] or None) for row in rows]


@pytest.mark.parametrize(("written", "source", "author"), golden())
def test_an_author_is_a_person(written: str, source: str | None, author: str | None) -> None:
    assert persons(written, source, KNOWN) == author


@pytest.mark.parametrize("agency", sorted(KNOWN.agency_spellings))
@pytest.mark.parametrize("style", ["دمشق - {}", "{} - دمشق", "{} (دمشق)", "دمشق: ({})", "دمشق-{}:"])
def test_no_agency_is_an_author(agency: str, style: str) -> None:
    spellings = [name for name in KNOWN.agency_spellings[agency] if KNOWN.agency(name)]
    assert [name for name in spellings if persons(style.format(name), None, KNOWN)] == []


def record(**fields: str) -> Record:
    item = Item({"text": "افتتحت المدينة مكتبة جديدة", **fields}, Origin("a.csv", 1, "csv"))
    return catalogue(item, KNOWN, "2025-01-01T00:00:00Z")


def test_an_agency_goes_where_agencies_go_and_what_was_written_is_kept() -> None:
    made = record(author="القاهرة - د ب أ")
    assert (made.author, made.agencies) == (None, ("الألمانية (د ب أ)",))
    assert made.extra == {"author_as_written": "القاهرة - د ب أ"}
    both = record(author="ليلى منصور (أبها)، واس")
    assert (both.author, both.agencies) == ("ليلى منصور", ("واس",))
    assert both.extra == {"author_as_written": "ليلى منصور (أبها)، واس"}
    plain = record(author="ليلى منصور")
    assert (plain.author, plain.extra) == ("ليلى منصور", {})


def test_an_account_is_the_author_of_its_posts_whoever_has_it() -> None:
    post = record(author="رويترز", platform="تويتر")
    assert (post.author, post.extra) == ("رويترز", {})


@given(st.text(alphabet="ابتلمدق أ.-–:،/()«»,xZ12*\u200f", max_size=40))
def test_of_any_text_the_person_is_part_of_what_was_written(written: str) -> None:
    author = persons(written, None, KNOWN)
    assert author is None or set(author) <= {*written, "،", " "}
