"""Spellings and plurals that stand for each other: found together, told of, left out if asked."""

from collections.abc import Iterator
from typing import Any

import pytest

from kashshaf import Archive
from kashshaf.arabic.analyzer import Analyzer
from kashshaf.index.planning.variants import Group, Variants, respelt

TEXTS = {
    "levant": "أطلقت غوغل خدمتها",
    "egypt": "قالت جوجل إن الخدمة جديدة",
    "latin": "The engine of Google",
    "book": "قرأ الكتاب",
    "books": "بين كتبهم الكثيرة",
    "school": "في المدرسة القديمة",
    "schools": "أغلقت المدارس أبوابها",
    "teacher": "شرح المدرس الدرس",
    "split": "زرنا عبد الله في بيته",
    "joined": "زرنا عبدالله في بيته",
    "agency": "وقالت رويترز إن الخبر صحيح",
    "year": "منذ سنة",
    "years": "بعد سنوات",
}


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def archive(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("variants") / "archive"
    with Archive.create(folder, engine=request.param) as opened:
        opened.add({"id": name, "text": text} for name, text in TEXTS.items())
        yield opened


def found(archive: Archive, text: str, **asked: Any) -> set[str]:
    return {hit.record.id for hit in archive.search(text, limit=100, **asked)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("غوغل", {"levant", "egypt", "latin"}),
        ("وجوجل", {"levant", "egypt", "latin"}),
        ("google", {"levant", "egypt", "latin"}),
        ("قوقل", {"levant", "egypt", "latin"}),  # not in the archive, and finds what is
        ("كتاب", {"book", "books"}),
        ("بكتبها", {"book", "books"}),
        ("المدارس", {"school", "schools", "teacher"}),  # the stem of مدرسة is that of مدرس
        ("عبد الله", {"split", "joined"}),
        ("عبدالله", {"split", "joined"}),
        ("لعبد الله", {"split", "joined"}),
        ("Reuters", {"agency"}),
        ("سنة", {"year", "years"}),
        ("غوغل كتاب", set()),
        ("خدمة جوجل", {"levant", "egypt"}),
    ],
)
def test_a_word_finds_what_stands_for_it(archive: Archive, text: str, expected: set[str]) -> None:
    assert found(archive, text) == expected
    assert found(archive, f"-({text})") == set(TEXTS) - expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("غوغل", {"levant"}), ("كتاب", {"book"}), ("قوقل", set()), ("عبدالله", {"joined"})],
)
def test_the_words_alone_are_found_if_so_asked(
    archive: Archive, text: str, expected: set[str]
) -> None:
    assert found(archive, text, variants=False) == expected
    assert archive.search(text, variants=False).variants == {}


@pytest.mark.parametrize("text", ['"غوغل"', "+غوغل", "=غوغل", "غوغل~1", "غوغ*"])
def test_what_is_asked_for_as_it_is_has_no_variants(archive: Archive, text: str) -> None:
    assert found(archive, text) == {"levant"}
    assert archive.search(text).variants == {}


def test_it_is_said_what_else_was_looked_for(archive: Archive) -> None:
    assert archive.search("غوغل").variants["غوغل"][:2] == ("جوجل", "قوقل")
    assert archive.search("عبد الله والكتاب").variants == {
        "عبد الله": ("عبدالله",),
        "والكتاب": ("كتب",),
    }
    assert "عبد الرحمن" not in archive.search("عبدالرحمن").variants.get("عبدالرحمن", ())
    assert archive.search("الخدمة").variants == {}


def test_the_spelling_asked_for_comes_first(archive: Archive) -> None:
    assert archive.search("جوجل").hits[0].record.id == "egypt"
    assert archive.search("google").hits[0].record.id == "latin"


def test_what_stands_for_a_word_is_marked(archive: Archive) -> None:
    record = archive.record("books")
    text = archive.highlight(record, "كتاب")["text"]
    assert [part.text for part in text.fragments if part.marked] == ["كتبهم"]
    alone = archive.highlight(record, "كتاب", variants=False)["text"]
    assert not any(part.marked for part in alone.fragments)


def test_a_way_of_two_groups_leads_to_both_and_neither_leads_to_the_other() -> None:
    analyzer = Analyzer()
    variants = Variants.of(map(Group.alike, [("عامل", "عمال"), ("عامل", "عوامل")]), analyzer)
    assert set(variants.ways(analyzer.analyse("عامل"))) == {"عامل", "عمال", "عوامل"}
    assert set(variants.ways(analyzer.analyse("عمال"))) == {"عامل", "عمال"}


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("مكتب", True),
        ("مكتبهم", True),
        ("مكتبه", True),  # his office, or a library as many write it
        ("مكتبة", False),  # a library is no office, though they share a stem
        ("مكتبتهم", False),
        ("مكتبات", False),
    ],
)
def test_a_feminine_word_is_not_the_singular_of_a_masculine_ones_plural(
    text: str, has: bool
) -> None:
    analyzer = Analyzer()
    variants = Variants.of([Group.alike(("مكتب", "مكاتب"))], analyzer)
    assert bool(variants.ways(analyzer.analyse(text))) == has


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("زوكربيرغ", "زوكربيرج"),
        ("والكونجرس", "والكونغرس"),
        ("غوارديولا", "جوارديولا"),
        ("تغريد", None),  # too short to be foreign for sure: تجريد is another word
        ("استغلال", None),
        ("اغترار", None),
        ("المانيا", None),
    ],
)
def test_a_foreign_g_is_spelt_in_two_ways(text: str, other: str | None) -> None:
    assert respelt(Analyzer().analyse(text)) == other


def test_a_foreign_name_is_found_in_its_other_spelling_if_the_archive_has_it(
    tmp_path,
) -> None:
    with Archive.create(tmp_path / "archive") as other:
        other.add([{"id": "1", "text": "قال زوكربيرغ"}, {"id": "2", "text": "قال زوكربيرج"}])
        assert found(other, "زوكربيرج") == {"1", "2"}
        assert other.search("زوكربيرج").variants == {"زوكربيرج": ("زوكربيرغ",)}
        assert found(other, "زوكربيرج", variants=False) == {"2"}
        assert other.search("شفاينشتايغر").variants == {}
