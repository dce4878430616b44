"""What is found by the forward file is what one finds who reads all of each text."""

from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import TypeAlias, cast

import pytest
from forward_files import forward_of
from hypothesis import given
from hypothesis import strategies as st
from plain_reading import read_plainly
from pyarabic import araby

from kashshaf.arabic.analyzer import Analyzer
from kashshaf.arabic.letters import ARABIC_LETTERS, ARABIC_MARKS, DIGITS, INVISIBLE
from kashshaf.archive.storage.store import Store
from kashshaf.index.engines import plan
from kashshaf.index.searching.matching import Matcher
from kashshaf.index.searching.occurrences import COMPARED, Occurrences, Side

analyzer = Analyzer()

Found: TypeAlias = list[tuple[int, int, int]]
"""Of each occurrence the number of its text and its place in it."""

WORDS = (
    *("كتاب", "الكتاب", "وكتابه", "كُتُب", "كتـاب", "كِتَابٌ", "ﻛﺘﺎب", "كتاااااب", "مكتبة", "مكتباتهم"),
    *("ءامنوا", "األمن", "الأمن", "قرءان", "قال", "يقولون", "قلت", "سماء", "سماوات", "مستواه"),
    *("مستوى", "وزراء", "وزرائهم", "للبعد", "علي", "على", "في", "فيه", "لا", "هههههه", "بيييييت"),
    *(
        "وزارةالخارجية",
        "ﷺ",
        "#كتاب_اليوم",
        "#وسم",
        "＃كتاب",
        "«كتاب»،",
        "(كتاب",
        "كتاب-قلم",
        "-",
        "…",
    ),
    *("2014", "٢٠١٤", "1,300", "BBC", "bbc", "Qur'an", "é", "covid19", "t.co/كتاب", "@name", "😀"),
)
arabic = st.text(
    st.sampled_from(
        "".join(araby.LETTERS)
        + ARABIC_LETTERS
        + ARABIC_MARKS
        + INVISIBLE
        + "".join(DIGITS)
        + "ـ #_.،a"
    ),
    max_size=12,
)
between = st.sampled_from((" ", "  ", "\n", "\u00a0", "\t", "\u2028"))
texts = st.lists(st.tuples(st.sampled_from(WORDS) | arabic, between), max_size=14).map(
    lambda parts: "".join(word + space for word, space in parts)
)


def terms(stream: plan.Stream, text: str) -> plan.Terms:
    analysis = analyzer.analyse(text)
    found = analysis.stems if stream == "stem" else analysis.written
    return plan.Terms(stream, tuple(dict.fromkeys(found)))


def sequence(text: str, slop: int) -> plan.Sequence:
    analysis = analyzer.analyse(text)
    written = analysis.written[: analysis.in_order]
    return plan.Sequence("written", tuple((word, "قلم") for word in written), slop)


def both(read: list[str], sought: plan.Plan) -> tuple[list[Found], list[Found]]:
    """What is found by the forward file, and by reading all, as they stand and by their sides."""
    matcher = Matcher(analyzer, sought)
    plainly = read_plainly(read, matcher, "text", COMPARED)
    with TemporaryDirectory() as folder:
        forward = forward_of(Path(folder), read)
        store = cast(Store, SimpleNamespace(texts=lambda numbers: [read[n - 1] for n in numbers]))
        occurrences = Occurrences("text", matcher, forward, store)

        def found(side: Side | None) -> Found:
            lines = occurrences.all(range(1, len(read) + 1), side)
            return [
                (one.number - 1, *occurrences.place(read[one.number - 1], one))
                for one in lines.page(slice(None))
            ]

        return [found(None), found("before"), found("after")], [
            [line[:3] for line in plainly],
            [line[:3] for line in sorted(plainly, key=lambda line: line.before)],
            [line[:3] for line in sorted(plainly, key=lambda line: line.after)],
        ]


@given(st.lists(texts, max_size=4), st.sampled_from(WORDS) | arabic, st.sampled_from(plan.STREAMS))
def test_words_are_found_where_a_whole_reading_finds_them(
    read: list[str], word: str, stream: plan.Stream
) -> None:
    found, plainly = both(read, terms(stream, word))
    assert found == plainly


@given(
    st.lists(texts, max_size=4),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3),
    st.integers(0, 4),
)
def test_words_in_a_row_are_found_where_a_whole_reading_finds_them(
    read: list[str], row: list[str], slop: int
) -> None:
    sought = sequence(" ".join(row), slop)
    if len(sought.words) > 1:
        found, plainly = both([*read, " ".join(row)], sought)
        assert found == plainly


@given(st.lists(texts, max_size=3), st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
def test_several_things_at_once_are_found_as_one_by_one(read: list[str], words: list[str]) -> None:
    parts: list[plan.Plan] = [terms("stem", word) for word in words]
    parts.append(sequence("كتاب قلم", 1))
    found, plainly = both(read, plan.AnyOf(tuple(parts)))
    assert found == plainly


@pytest.mark.parametrize("word", WORDS)
def test_each_word_is_found_in_each_text_that_has_it(word: str) -> None:
    read = [f"قبل {word} بعد", word, f"{word}\n{word}"]
    for stream in plan.STREAMS:
        found, plainly = both(read, terms(stream, word))
        assert found == plainly
        assert len(found[0]) >= len(analyzer.analyse(word).words[:1])
