"""Rules of the analyzer that hold for any text."""

import unicodedata
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st
from pyarabic import araby

from kashshaf.arabic.analyzer import MARKS_SEPARATOR, Analyzer, marks_agree
from kashshaf.arabic.folding import fold
from kashshaf.arabic.letters import (
    ARABIC_LETTERS,
    ARABIC_MARKS,
    DIGITS,
    INVISIBLE,
    PERSIAN_AND_URDU_SHAPES,
    TASHKEEL,
)
from kashshaf.arabic.marks import vocalise
from kashshaf.arabic.tokens import find_all

analyzer = Analyzer()
stem = analyzer.stem

SPELT = "".join(araby.LETTERS) + "".join(PERSIAN_AND_URDU_SHAPES)
letters = st.sampled_from(SPELT)
words = st.text(letters, min_size=1, max_size=12)
arabic = st.text(
    st.sampled_from(
        SPELT + ARABIC_LETTERS + ARABIC_MARKS + INVISIBLE + "".join(DIGITS) + "ـ 19.,،/#@_:'abÉ\n"
    ),
    max_size=60,
)
anything = st.text(st.characters(), max_size=60) | st.text(
    st.characters(categories=["L", "M", "N", "P", "Cf", "Cs"]), max_size=60
)


@given(arabic | anything)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(arabic)
def test_the_entries_words_are_folded_already(text: str) -> None:
    for word in analyzer.analyse(text).words:
        assert fold(word) == word


@given(arabic)
def test_the_stem_depends_on_the_folded_word_only(text: str) -> None:
    analysis = analyzer.analyse(text)
    assert analysis.stems == [stem(word) for word in analysis.words]


@given(st.lists(words))
def test_composed_and_decomposed_text_are_the_same(listed: list[str]) -> None:
    text = " ".join(listed)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert analyzer.analyse(unicodedata.normalize(form, text)) == analyzer.analyse(text)


@given(st.lists(st.tuples(letters, st.text(st.sampled_from(TASHKEEL), max_size=3)), max_size=20))
def test_tashkeel_never_changes_words_or_stems(vocalised: list[tuple[str, str]]) -> None:
    bare = analyzer.analyse("".join(letter for letter, _ in vocalised))
    marked = analyzer.analyse("".join(letter + marks for letter, marks in vocalised))
    assert (marked.words, marked.stems) == (bare.words, bare.stems)


@given(words, st.text(st.sampled_from(INVISIBLE + araby.TATWEEL), max_size=3), st.data())
def test_invisible_characters_and_tatweel_inside_a_word_change_nothing(
    word: str, hidden: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(1, len(word)))
    assert analyzer.analyse(word[:place] + hidden + word[place:]) == analyzer.analyse(word)


@given(arabic | anything)
def test_three_forms_at_every_position_and_none_empty_or_with_a_space(text: str) -> None:
    analysis = analyzer.analyse(text)
    assert len(analysis.written) == len(analysis.words) == len(analysis.stems)
    for form in (*analysis.written, *analysis.words, *analysis.stems):
        letters, _, marked = form.partition(MARKS_SEPARATOR)
        assert letters
        assert not any(char.isspace() for char in letters + marked)


@given(arabic | anything)
def test_spans_go_forward_through_the_text_and_are_the_entries(text: str) -> None:
    analysis, spans = analyzer.analyse(text), analyzer.spans(text)
    assert [tuple(span[2:]) for span in spans] == list(
        zip(analysis.written, analysis.words, analysis.stems, strict=True)
    )
    in_place = [span for span in spans if not span.word.startswith("#")]
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
    for one, other in pairwise(in_place):
        assert one.end <= other.start or (one.start, one.end) == (other.start, other.end)


@given(arabic | anything, st.sets(st.integers(0, 20)))
def test_spans_at_some_positions_are_those_of_all(text: str, positions: set[int]) -> None:
    spans = dict(enumerate(analyzer.spans(text)))
    wanted = positions & spans.keys()
    found = analyzer.spans_at(text, analyzer.analyse(text), wanted)
    assert wanted <= found.keys()
    assert found.items() <= spans.items()


@given(arabic | anything)
def test_no_token_reaches_across_a_space(text: str) -> None:
    assert find_all(text) == [token for piece in text.split() for token in find_all(piece)]


@given(arabic | anything)
def test_a_token_alone_is_the_same_token(text: str) -> None:
    for token in find_all(text):
        assert find_all(token) == [token]


@given(arabic)
def test_the_entries_of_a_span_are_those_of_its_own_text(text: str) -> None:
    for span in analyzer.spans(text):
        assert span.word in analyzer.analyse(text[span.start : span.end]).words


@given(st.text(st.sampled_from(araby.LETTERS + TASHKEEL), min_size=1).map(vocalise))
def test_a_vocalised_word_agrees_with_itself_and_with_its_letters(marked: str) -> None:
    assume(marked[0] not in TASHKEEL)
    bare = "".join(char for char in marked if char not in TASHKEEL)
    assert marks_agree(marked, marked)
    assert marks_agree(marked, bare)
    assert marks_agree(bare, marked)
    assert vocalise(marked) == marked


@given(*[st.text(st.sampled_from("كتب" + TASHKEEL), max_size=8)] * 2)
def test_agreement_of_marks_goes_both_ways(one: str, other: str) -> None:
    assert marks_agree(one, other) == marks_agree(other, one)
