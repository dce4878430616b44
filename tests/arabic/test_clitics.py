"""What is joined to the front of a word, and what is the word's own."""

from hypothesis import given
from hypothesis import strategies as st

from kashshaf.arabic.analyzer import Analyzer
from kashshaf.arabic.clitics import groups

analyzer = Analyzer()
without = analyzer.without_clitics


def test_a_group_is_a_conjunction_then_a_preposition_or_the_future_then_the_article() -> None:
    assert set(groups()) == {
        *("و", "ف"),
        *("ب", "ك", "ل", "وب", "وك", "ول", "فب", "فك", "فل"),
        *("س", "وس", "فس"),
        *("ال", "وال", "فال"),
        *("بال", "كال", "لل", "وبال", "وكال", "ولل", "فبال", "فكال", "فلل"),
    }
    assert len(groups()) == len(set(groups()))


LETTERS = "اوفبكلسمنيتردهعxي1#"


@given(st.text(LETTERS, min_size=1, max_size=9) | st.text(min_size=1, max_size=9))
def test_what_stands_before_a_word_is_a_group_of_clitics(text: str) -> None:
    for word in analyzer.analyse(text).words:
        base = without(word)
        assert base
        assert word.endswith(base)
        assert word.removesuffix(base) in {"", *groups()}
