"""The golden tables of Arabic: every row is a test.

Invisible characters stand in the tables as `\\u200f`, so that a reader sees them.
"""

import re
from pathlib import Path

import pytest

from kashshaf.arabic.analyzer import MARKS_SEPARATOR, Analyzer, marks_agree
from kashshaf.arabic.folding import fold
from kashshaf.arabic.tokens import find_all

GOLDEN = Path(__file__).parents[2] / "fixtures" / "golden"

analyzer = Analyzer()


def rows(table: str) -> list[list[str]]:
    """The rows of a table below its heading, `\\uXXXX` made characters."""
    lines = (GOLDEN / table).read_text(encoding="utf-8").splitlines()[1:]
    return [
        re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), line).split("\t")
        for line in lines
    ]


@pytest.mark.parametrize(("word", "folded", "note"), rows("folds.tsv"))
def test_a_word_folds_as_the_table_says(word: str, folded: str, note: str) -> None:
    assert fold(word) == folded, note


@pytest.mark.parametrize(("text", "tokens", "note"), rows("tokens.tsv"))
def test_a_text_has_the_tokens_that_the_table_says(text: str, tokens: str, note: str) -> None:
    assert " | ".join(find_all(text)) == tokens, note


@pytest.mark.parametrize(
    ("query", "text", "any_form", "word", "written", "note"), rows("levels.tsv")
)
def test_a_query_matches_a_word_at_the_levels_that_the_table_says(
    query: str, text: str, any_form: str, word: str, written: str, note: str
) -> None:
    asked, there = analyzer.analyse(query), analyzer.analyse(text)
    matches = {
        "any": asked.stems == there.stems,
        "word": asked.words == there.words,
        "written": all(map(agrees, asked.written, there.written))
        and len(asked.written) == len(there.written),
    }
    said = {"any": any_form, "word": word, "written": written}
    assert matches == {level: answer == "yes" for level, answer in said.items()}, note


@pytest.mark.parametrize(("query", "text", "clitics", "any_form", "note"), rows("clitics.tsv"))
def test_a_query_matches_a_word_with_its_clitics_as_the_table_says(
    query: str, text: str, clitics: str, any_form: str, note: str
) -> None:
    asked, there = analyzer.analyse(query), analyzer.analyse(text)
    bases = [list(map(analyzer.without_clitics, one.words)) for one in (asked, there)]
    found = bases[0] == bases[1]
    assert found == (clitics == "yes"), note
    if any_form:
        assert (asked.stems == there.stems) == (any_form == "yes"), note


def agrees(query: str, record: str) -> bool:
    """Whether a written entry of a record is one that a query's entry asks for."""
    (letters, _, marked), (others, _, other_marked) = (
        entry.partition(MARKS_SEPARATOR) for entry in (query, record)
    )
    return letters == others and marks_agree(marked or letters, other_marked or others)
