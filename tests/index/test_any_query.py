"""Any sequence of the language's tokens is read, told in words, planned, searched for and shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kashshaf import Archive
from kashshaf.archive.fields import Language
from kashshaf.index.query.describe import describe
from kashshaf.index.query.parser import Match, parse

OPERATORS = ["AND", "OR", "NOT", "أو", "او", "ليس:", "ليس", "-", "(", ")", "-(", "NOT (", "ليس:("]
SIGNS = ["=", "+", "~", "~2", "*", "?", '"', "«", "»", "..", ":", "#", "@", "=(", '+"', '-"']
FIELDS = [
    "title:",
    "النص:",
    "source:",
    "المصدر:",
    "date:",
    "التاريخ:",
    "-by:",
    "mentions:(",
    "tag:(",
]
WORDS = ["مكتبة", "المدينة", "في", "و", "2014", "2014..2015", "خب*", "مدين~1", '"خبر عاجل"~9']
TOKENS = st.lists(st.sampled_from([*OPERATORS, *OPERATORS, *SIGNS, *FIELDS, *WORDS]), max_size=14)
TEXTS = st.sampled_from([" ", " ", ""]).flatmap(lambda joint: TOKENS.map(joint.join))
MATCHES = st.sampled_from(["most", "all", "any"])
LANGUAGES: tuple[Language, ...] = ("ar", "en")


@settings(max_examples=40 * settings().max_examples)
@given(TEXTS, MATCHES)
def test_any_sequence_of_tokens_is_a_query_that_can_be_told(text: str, match: Match) -> None:
    query = parse(text, match).query

    assert all(describe(query, language) for language in LANGUAGES)


@given(TEXTS, MATCHES, st.sampled_from(["any", "clitics", "word", "written"]))
def test_any_sequence_of_tokens_can_be_searched_for(
    fixture_archive: Archive, text: str, match: Match, level: str
) -> None:
    found = fixture_archive.search(text, match=match, level=level, limit=3)  # type: ignore[arg-type]

    assert len(found) == min(found.total, 3)
    for language in LANGUAGES:
        assert found.interpreted(language)
        assert all(found.warnings(language))


@pytest.mark.parametrize("operators", ["AND", "OR", "NOT", "AND NOT", "OR NOT", "NOT AND NOT OR"])
@pytest.mark.parametrize("around", ["{}", "({})", "title:({})", "source:({})", "-({})", "NOT ({})"])
def test_operators_without_an_operand_are_as_if_they_were_not_there(
    fixture_archive: Archive, operators: str, around: str
) -> None:
    alone = fixture_archive.search(around.format("مكتبة"))
    found = fixture_archive.search(around.format(f"مكتبة {operators}"))

    assert found.total == alone.total
    assert {notice.code for notice in found.notices} >= {"stray-operator"}
