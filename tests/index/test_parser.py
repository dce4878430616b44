"""The query language, held to a table of queries and to rules that hold for any text."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.arabic.folding import fold
from kashshaf.arabic.function_words import is_function_word
from kashshaf.index.query import nodes as q
from kashshaf.index.query.notices import NOTICES
from kashshaf.index.query.operators import MAX_DEPTH
from kashshaf.index.query.parser import Match, parse

GOLDEN = Path(__file__).parents[2] / "fixtures" / "golden" / "parses.tsv"
DOCS = Path(__file__).parents[2] / "docs"
GUIDE = DOCS / "query-language.md"
LEVELS = {q.Level.CLITICS: "clitics", q.Level.WORD: "word", q.Level.AS_WRITTEN: "written"}


def render(tree: q.Query) -> str:
    """A tree as the golden table has it: `(or a (and b (word c)))`.

    A bare text is a word in any form. A text with a space or parenthesis in
    it, or none at all, stands in double quotes.
    """
    match tree:
        case q.Not(part):
            return f"(not {render(part)})"
        case q.And(parts):
            return f"(and {' '.join(map(render, parts))})"
        case q.Most(parts):
            return f"(most {' '.join(map(render, parts))})"
        case q.Or(parts):
            return f"(or {' '.join(map(render, parts))})"
        case q.InField(field, part):
            return f"({field} {render(part)})"
        case q.HasValue(field, text):
            return f"({field} {shown(text)})"
        case q.Dated(since, until):
            return f"(dated {since or '*'} {until or '*'})" if since or until else "(undated)"
        case q.Everything():
            return "(everything)"
    return render_words(tree)


def render_words(tree: q.Word | q.Phrase | q.Wildcard | q.Fuzzy) -> str:
    match tree:
        case q.Word(text, q.Level.ANY_FORM):
            return shown(text)
        case q.Word(text, level):
            return f"({LEVELS[level]} {shown(text)})"
        case q.Phrase(words, level, slop):
            parts = ["phrase", *([LEVELS[level]] if level is not q.Level.WORD else []), *words]
            return f"({' '.join(parts)}{f' ~{slop}' if slop else ''})"
        case q.Wildcard(pattern):
            return f"(like {shown(pattern)})"
        case q.Fuzzy(text, edits):
            return f"(fuzzy {shown(text)}{'' if edits is None else f' {edits}'})"


def shown(text: str) -> str:
    return text if text and not re.search(r"[\s()]", text) else f'"{text}"'


def unescaped(text: str) -> str:
    """The table writes what can't be seen as `\\u200f`."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)


def golden() -> Iterator[tuple[str, Match, str, str]]:
    for line in GOLDEN.read_text("utf-8").splitlines()[1:]:
        text, match, tree, notices = line.split("\t")
        yield unescaped(text), cast(Match, match), tree, notices


@pytest.mark.parametrize(("text", "match", "tree", "notices"), list(golden()))
def test_a_query_is_read_as_the_table_says(
    text: str, match: Match, tree: str, notices: str
) -> None:
    parsed = parse(text, match)

    assert render(parsed.query) == tree
    assert " ".join(notice.code for notice in parsed.notices) == notices


@pytest.mark.parametrize(
    "name", ["المنصة", "المَنَصَّه", "ﺍﻟﻤﻨﺼﺔ", "الـمنصة", "PLATFORM", "ＰＬＡＴＦＯＲＭ"]
)
def test_the_name_of_a_field_is_known_in_any_spelling(name: str) -> None:
    assert parse(f"{name}:تويتر").query == q.HasValue("platform", "تويتر")


def guide_examples(part: slice, guide: Path = GUIDE) -> list[str]:
    """The queries in the first column of a guide's tables, in some of its sections."""
    sections = guide.read_text("utf-8").split("\n## ")[part]
    cells = [line.split("|")[1] for line in "\n".join(sections).splitlines() if line[:3] == "| `"]
    return [example for cell in cells for example in re.findall("`([^`]+)`", cell)]


@pytest.mark.parametrize(
    "text", [*guide_examples(slice(-1)), *guide_examples(slice(None), DOCS / "ar" / "search.md")]
)
def test_the_guides_examples_are_understood(text: str) -> None:
    assert not parse(text).notices


@pytest.mark.parametrize("text", guide_examples(slice(-1, None)))
def test_the_mistakes_in_the_guide_give_one_notice(text: str) -> None:
    assert len(parse(text).notices) == 1


def test_notices_quote_what_they_are_about() -> None:
    parsed = parse("date:سبتمبر المصدر: متى خبر - كلمة~7 في")

    assert {notice.code: dict(notice.values) for notice in parsed.notices} == {
        "bad-date": {"text": "سبتمبر"},
        "not-required": {"words": "في"},
        "stray-operator": {"text": "-"},
        "edits-limited": {"text": "~7", "edits": "2"},
    }


def test_the_same_notice_is_given_once() -> None:
    assert len(parse("كتاب - قلم - دفتر").notices) == 1


def test_parentheses_beyond_the_limit_are_flattened_with_a_notice() -> None:
    deep = MAX_DEPTH + 1
    parsed = parse("(" * deep + "كتاب قلم" + ")" * deep)

    assert parsed.query == q.And((q.Word("كتاب"), q.Word("قلم")))
    assert [notice.code for notice in parsed.notices] == ["too-deep"]


LONG = 10_000


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("(" * LONG, id="opening parentheses"),
        pytest.param(")" * LONG, id="closing parentheses"),
        pytest.param("(" * LONG + "كتاب" + ")" * LONG, id="nested parentheses"),
        pytest.param("(كتاب OR " * LONG, id="nested alternatives"),
        pytest.param("-(كتاب " * LONG, id="nested denials"),
        pytest.param("كتاب " * (10 * LONG), id="words"),
        pytest.param("كتاب" * LONG, id="one long word"),
        pytest.param('"' + "كتاب " * LONG + '"', id="one long phrase"),
        pytest.param('"' * LONG, id="quotation marks"),
        pytest.param("«" * LONG + '"‹', id="unclosed quotation marks"),
        pytest.param("NOT " * LONG, id="operators"),
        pytest.param("كتاب ليس أو " * LONG, id="words that may be operators"),
        pytest.param("title:" * LONG, id="fields"),
        pytest.param("source:(" * LONG, id="fields with groups"),
        pytest.param("a:" * LONG, id="colons"),
        pytest.param("a." * LONG, id="points"),
        pytest.param("1," * LONG, id="commas"),
        pytest.param("~1" * LONG, id="tildes"),
        pytest.param("*" * LONG, id="stars"),
        pytest.param("-" * LONG, id="hyphens"),
        pytest.param("كتاب~" + "9" * LONG, id="a long number"),
        pytest.param('"كتاب قلم"~' + "9" * LONG, id="a long distance"),
        pytest.param("http://a(" * LONG, id="addresses"),
    ],
)
def test_very_long_text_does_not_hold_the_parser_up(text: str) -> None:
    begun = time.process_time()

    parse(text, "any")

    # A guard against hours, not a measurement: most take well under a second.
    assert time.process_time() - begun < 20


FRAGMENTS = st.sampled_from(
    [
        *("كتاب", "الكتاب", "كوفيد-19", "خبر", "word", "2014", "1,300", "#وسم", "@name", "و"),
        *("أو", "ليس", "OR", "AND", "NOT", "او", "لـيس", "-", "=", "~", "~1", "~9", "*", "?", "؟"),
        *("(", ")", '"', "«", "»", "“", "”", "‹", "،", "؛", ",", ":", "：", "..", "…", "!"),
        *("title:", "النص:", "المصدر: ", "المنصه:", "date:", "التاريخ: ", "tag:", "mentions:"),
        *(
            "2014-09..2015",
            "2015..2014",
            "..",
            "unknown",
            "مجهول",
            "سبتمبر",
            "https://x.com/?a=(b)",
        ),
        *(" ", " ", " ", "\u200f", "\u0640", "\n"),
    ]
)
SYNTAX = st.sampled_from(["", " "]).flatmap(
    lambda joint: st.lists(FRAGMENTS, max_size=30).map(joint.join)
)
MATCHES = st.sampled_from(["most", "all", "any"])


def parts_of(tree: q.Query) -> Iterator[q.Query]:
    yield tree
    match tree:
        case q.And(parts) | q.Most(parts) | q.Or(parts):
            for part in parts:
                yield from parts_of(part)
        case q.Not(part) | q.InField(_, part):
            yield from parts_of(part)


@given(st.text() | SYNTAX, MATCHES)
def test_any_text_is_a_query_whose_notices_have_sentences(text: str, match: Match) -> None:
    assert all(notice.code in NOTICES for notice in parse(text, match).notices)


@given(SYNTAX, MATCHES)
def test_a_denial_stands_in_a_conjunction_beside_what_it_takes_from(
    text: str, match: Match
) -> None:
    tree = parse(text, match).query

    assert not isinstance(tree, q.Not)
    for node in parts_of(tree):
        match node:
            case q.And(parts):
                assert any(not isinstance(part, q.Not) for part in parts)
            case q.Or(parts):
                assert not any(isinstance(part, q.Not) for part in parts)
            case q.InField(_, part) | q.Not(part):
                assert not isinstance(part, q.Not)


@given(SYNTAX, MATCHES)
def test_no_part_of_a_tree_is_empty_or_of_the_kind_of_its_parent(text: str, match: Match) -> None:
    for node in parts_of(parse(text, match).query):
        match node:
            case q.And(parts) | q.Most(parts) | q.Or(parts):
                assert len(parts) > 1
                assert not any(type(part) is type(node) for part in parts)
            case q.Phrase(words):
                assert len(words) > 1
                assert all(words)
            case q.Word(text) | q.Fuzzy(text) | q.Wildcard(text):
                assert any(character.isalnum() for character in text)


PLAIN_WORDS = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئةىabcxyz019"), min_size=1)


def is_content(word: str) -> bool:
    return not is_function_word(fold(word), word)


@given(st.lists(PLAIN_WORDS.filter(is_content), min_size=2))
def test_text_without_operators_is_exactly_its_words(words: list[str]) -> None:
    plain = tuple(map(q.Word, words))

    assert parse(" ".join(words)).query == q.Most(plain)
    assert parse("، ".join(words)).query == q.Most(plain)
    assert parse(" ".join(words), "all").query == q.And(plain)
    assert parse(" ".join(words), "any").query == q.Or(plain)
    assert parse(f"«{' '.join(words)}»").query == q.Phrase(tuple(words))


ARABIC = st.sampled_from(["ليس", "ليست", "لا", "غير", "بدون", "عدا", "أو", "و", "كتاب", "المدينة"])


@given(st.lists(ARABIC).map(" ".join), MATCHES)
def test_no_word_of_arabic_excludes(text: str, match: Match) -> None:
    assert not any(isinstance(node, q.Not) for node in parts_of(parse(text, match).query))


@given(SYNTAX)
def test_invisible_characters_change_nothing(text: str) -> None:
    interspersed = "".join(f"{character}\u200f\u200b" for character in text)

    assert parse(interspersed) == parse(text)
