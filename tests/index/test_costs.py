import pytest

from kashshaf import Archive
from kashshaf.arabic.analyzer import Analysis, Analyzer
from kashshaf.archive.errors import QueryError
from kashshaf.index.planning.costs import MOST_PATTERNS, MOST_PHRASES, MOST_SPREADS, spreads
from kashshaf.index.query.parser import parse

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def patterns(number: int, shape: str = "*{}*") -> str:
    return " OR ".join(shape.format(letter) for letter in LETTERS[:number])


def phrases(number: int, sign: str = "") -> str:
    return " OR ".join(f'"في {n}"{sign}' for n in range(number))


@pytest.mark.parametrize(
    "text",
    [
        patterns(MOST_PATTERNS),
        patterns(MOST_PATTERNS, "مدي{}~1"),
        phrases(MOST_PHRASES),
        phrases(MOST_PHRASES, "~9"),
        " ".join(LETTERS) * 30,
        "(" * 900 + "خبر" + ")" * 900,
    ],
)
def test_what_an_archive_can_be_asked_for_at_once_is_answered(
    fixture_archive: Archive, text: str
) -> None:
    assert fixture_archive.search(text).total >= 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (patterns(MOST_PATTERNS + 1), r"17 words with \*, \? or ~, and the most is 16"),
        (patterns(MOST_PATTERNS + 1, "-{}?ت"), "17 words"),
        (f"title:({patterns(9)}) text:({patterns(9, 'مدي{}~1')})", "18 words"),
        (phrases(MOST_PHRASES + 1), "65 phrases, and the most is 64"),
    ],
)
def test_a_query_that_would_cost_too_much_is_refused_with_a_sentence(
    fixture_archive: Archive, text: str, sentence: str
) -> None:
    with pytest.raises(QueryError, match=sentence):
        fixture_archive.search(text)


def test_phrases_share_the_ways_in_which_words_may_stand_apart(fixture_archive: Archive) -> None:
    assert spreads(parse('"مكتبة المدينة"~9').query) == MOST_SPREADS
    assert spreads(parse('"مكتبة المدينة"~9 "خبر عاجل"~2 "كتاب"').query) == MOST_SPREADS // 2
    found = fixture_archive.search('"مكتبة المدينة خبر"~99 OR "خبر عاجل اليوم"~99')
    limits = [notice.values["limit"] for notice in found.notices]
    # Of three words, in 45 ways.
    assert limits == ["8"] * 2


def test_two_words_may_stand_as_far_apart_as_is_asked(fixture_archive: Archive) -> None:
    assert not fixture_archive.search(" OR ".join(['"مكتبة المدينة"~99'] * 60)).notices


def test_the_values_of_a_field_are_read_once_however_often_it_is_asked_about(
    fixture_archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    analyse = Analyzer.analyse
    sources = {record.source for record in fixture_archive.records() if record.source}

    def noting(analyzer: Analyzer, text: str) -> Analysis:
        read.append(text)
        return analyse(analyzer, text)

    monkeypatch.setattr(Analyzer, "analyse", noting)
    with Archive.open(fixture_archive.folder) as archive:
        for _ in range(2):
            found = archive.search("source:صحيفة OR source:موقع OR source:وكالة")
            assert found.total > 0
            archive.search("source:جريدة")
    assert len(sources) > 3
    assert {read.count(source) for source in sources} == {1}
