"""Spellings and plurals that stand for each other: found together, told of, left out if asked."""

from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from kashshaf import Archive
from kashshaf.arabic.analyzer import Analyzer
from kashshaf.arabic.folding import fold, is_plain
from kashshaf.index.planning import joins, tables
from kashshaf.index.planning.variants import Group, Variants, respellings

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
    "law": "أقر القانون",
    "laws": "جملة قوانين",
    "science": "علم الفلك",
    "sciences": "كلية العلوم",
    "family name": "حضر أبو المنى",
    "its genitive": "بيت أبي المنى",
    "to his name": "السلام لعبد الله",
    "above all": "ولا سيما الصغار",
    "above all as one": "لاسيما الكبار",
    "no center": "مزايا اللامركزية",
    "no center apart": "سياسة لا مركزية",
    "name as one": "وصل نورالدين",
    "name": "خرج نور الدين",
    "shore on another seat": "على الشاطىء",
    "shore": "قرب الشاطئ",
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
        ("المدارس", {"school", "schools"}),  # and no teacher, مدرس
        ("عبد الله", {"split", "joined", "to his name"}),
        ("عبدالله", {"split", "joined", "to his name"}),
        ("لعبد الله", {"split", "joined", "to his name"}),
        ("قانون", {"law", "laws"}),
        ("القوانين", {"law", "laws"}),
        ("علم", {"science", "sciences"}),
        ("علوم", {"sciences"}),  # who looks for sciences does not mean "he learned"
        ("أبو المنى", {"family name", "its genitive"}),
        ("أبوالمنى", {"family name", "its genitive"}),
        ("لا سيما", {"above all", "above all as one"}),
        ("لاسيما", {"above all", "above all as one"}),
        ("اللامركزية", {"no center"}),
        ("لامركزية", {"no center", "no center apart"}),
        ("نورالدين", {"name as one", "name"}),
        ("نور الدين", {"name as one", "name"}),
        ("الشاطئ", {"shore", "shore on another seat"}),
        ("الشاطىء", {"shore", "shore on another seat"}),
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


def test_nothing_is_said_of_what_is_excluded(archive: Archive) -> None:
    assert archive.search("-غوغل").variants == {}
    assert "غوغل" not in archive.search("عبد الله -غوغل").variants
    assert archive.search("غوغل -(عبد الله)").variants.keys() == {"غوغل"}


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
    variants = Variants(lambda: map(Group.alike, [("عامل", "عمال"), ("عامل", "عوامل")]), analyzer)
    assert set(variants.ways(analyzer.analyse("عامل"))) == {"عامل", "عمال", "عوامل"}
    assert set(variants.ways(analyzer.analyse("عمال"))) == {"عامل", "عمال"}


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("مكتب", True),
        ("مكتبهم", True),
        ("مكتبه", False),  # a library as many write it, or his office: most often a library
        ("مكتبة", False),  # a library is no office
        ("مكتبتهم", False),
        ("مكتبات", False),
    ],
)
def test_a_feminine_word_is_not_the_singular_of_a_masculine_ones_plural(
    text: str, has: bool
) -> None:
    analyzer = Analyzer()
    variants = Variants(lambda: [Group.alike(("مكتب", "مكاتب"))], analyzer)
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
    assert respellings(Analyzer().analyse(text)) == ([] if other is None else [other])


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("مسؤول", ["مسئول", "مسءول"]),
        ("مرءوس", ["مرؤوس", "مرئوس"]),
        ("طارئ", ["طارىء"]),
        ("الطوارىء", ["الطوارئ"]),
        ("بريء", []),  # برئ is spelt as the word for wild
        ("سوء", []),
    ],
)
def test_hamza_has_other_seats_beside_waw_and_at_the_end(text: str, others: list[str]) -> None:
    assert respellings(Analyzer().analyse(text)) == others


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("عبدالخالق", ["عبدالخالق", "عبد الخالق"]),
        ("ولعبد الخالق", ["عبدالخالق", "عبد الخالق"]),
        ("العبد الله", ["العبدالله", "العبد الله"]),
        ("نصرالله", ["نصرالله", "نصر الله"]),
        ("أبوظبي", ["أبوظبي", "أبو ظبي", "أبيظبي", "أبي ظبي", "أباظبي", "أبا ظبي"]),
        ("ما بعد", ["مابعد", "ما بعد"]),
        ("اللا مبالاة", ["اللامبالاة", "اللا مبالاة"]),
        ("والدين", []),  # parents
        ("المجالدين", []),
        ("أبوابها", []),  # doors
        ("أبوهما", []),
        ("والله", []),
        ("ماله", []),  # his money
        ("خبر جديد", []),
        ("ما بعد غد", []),
    ],
)
def test_one_word_may_be_written_in_two_and_two_as_one(text: str, ways: list[str]) -> None:
    assert joins.ways(Analyzer().analyse(text)) == ways


def test_what_is_looked_for_beside_a_word_in_two_is_marked_with_its_clitics(
    archive: Archive,
) -> None:
    marked = archive.highlight(archive.record("to his name"), "عبدالله")["text"]
    assert [part.text for part in marked.fragments if part.marked] == ["لعبد الله"]


def table(name: str) -> list[tuple[list[str], list[str]]]:
    """The words of each line of a table before and behind its `>`."""
    lines = files(tables).joinpath(name).read_text(encoding="utf-8").splitlines()
    parted = (line.partition(">") for line in lines if line and not line.startswith("#"))
    return [(before.split(), behind.split()) for before, _, behind in parted]


def test_the_table_of_plurals_has_every_pair_once() -> None:
    pairs: Counter[tuple[str, str]] = Counter()
    for before, behind in table("broken_plurals.txt"):
        pairs.update((before[0], plural) for plural in {*before[1:], *behind})
    assert [pair for pair, times in pairs.items() if times > 1] == []


def test_the_words_of_a_line_of_plurals_are_words_of_their_own() -> None:
    for before, behind in table("broken_plurals.txt"):
        folded = [fold(word) for word in before + behind]
        assert len(folded) == len(set(folded)) > 1, folded
        assert all(map(is_plain, folded)), folded


def test_plurals_that_folding_and_endings_make_of_their_singular_need_no_line() -> None:
    for before, behind in table("broken_plurals.txt"):
        singular, *others = (fold(word) for word in before + behind)
        stem = singular.removesuffix("ه")
        if len(stem) > 3:
            assert not {f"{stem}ات", f"{singular}ون", f"{singular}ين"} & {*others}, singular


def test_the_tables_are_in_the_order_of_the_alphabet() -> None:
    firsts = [fold(before[0]) for before, _ in table("broken_plurals.txt")]
    assert firsts == sorted(firsts)


def test_a_foreign_name_is_found_in_its_other_spelling_if_the_archive_has_it(
    tmp_path,
) -> None:
    with Archive.create(tmp_path / "archive") as other:
        other.add([{"id": "1", "text": "قال زوكربيرغ"}, {"id": "2", "text": "قال زوكربيرج"}])
        assert found(other, "زوكربيرج") == {"1", "2"}
        assert other.search("زوكربيرج").variants == {"زوكربيرج": ("زوكربيرغ",)}
        assert found(other, "زوكربيرج", variants=False) == {"2"}
        assert other.search("شفاينشتايغر").variants == {}
