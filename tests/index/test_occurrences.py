"""What is found by letters is what one finds who reads all of each text."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_reading import Line, read_plainly
from pyarabic import araby

from kashshaf.arabic.analyzer import Analyzer
from kashshaf.arabic.letters import ARABIC_LETTERS, ARABIC_MARKS, DIGITS, INVISIBLE
from kashshaf.arabic.lexicon import lexicon
from kashshaf.index.engines import plan
from kashshaf.index.searching.many_texts import ManyTexts
from kashshaf.index.searching.matching import Matcher
from kashshaf.index.searching.needed_letters import needed
from kashshaf.index.searching.occurrences import Occurrences

analyzer = Analyzer()
COMPARED = 3

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


def both(read: list[str], sought: plan.Plan) -> tuple[list[Line], list[Line]]:
    """What is found by letters, and by reading all."""
    matcher = Matcher(analyzer, sought)
    occurrences = Occurrences(partial(ManyTexts, read), matcher, "text")
    found = [
        Line(
            one.text,
            *occurrences.place(one),
            occurrences.before(one, COMPARED),
            occurrences.after(one, COMPARED),
        )
        for one in occurrences.all()
    ]
    return found, read_plainly(read, matcher, "text", COMPARED)


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
        assert len(found) >= len(analyzer.analyse(word).words[:1])


def test_many_words_are_looked_for_by_what_they_share() -> None:
    endings = ("", "ت", "نا", "وا", "ه")
    words = tuple(f"{before}كتب{after}" for before in "وفبسليتناكمحعد" for after in endings)
    sought = plan.Terms("written", words)
    found, plainly = both(["قبل وكتبوا فكتب شيئا", "ليكتبه سكتبت"], sought)
    assert found == plainly
    assert len(found) == 3
    assert needed("written", words).letters == {"كتب"}


def test_every_word_that_is_known_has_letters_that_its_lemma_is_looked_for_by() -> None:
    known = lexicon()
    for word in (
        *known.words,
        *known.without_clitics,
        *(stem.rstrip("+-") for stem in known.perfects),
    ):
        for form in (
            word,
            f"{word}هم",
            f"وال{word}",
            f"لل{word}",
            f"{word[:-1]}ات",
            f"{word[:-1]}تين",
        ):
            letters = needed("stem", [analyzer.stem(form)]).letters
            assert any(one in form for one in letters), form
