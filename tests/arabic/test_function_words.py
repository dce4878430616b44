import pytest

from kashshaf.arabic.folding import fold
from kashshaf.arabic.function_words import is_function_word


def asks(word: str) -> bool:
    return is_function_word(fold(word), word)


@pytest.mark.parametrize(
    "word",
    [
        *("متى", "أين", "لماذا", "بأي", "وهو", "فلماذا", "ولم", "وفي", "الذي", "هؤلاء", "كانت"),
        *("ليس", "غير", "كل", "سيكون", "عَنْ", "لأنّ"),
        *("إزاي", "ليه", "شو", "قديش", "وش", "شلون", "شكو", "هسه", "علاش", "شكون", "بزاف"),
    ],
)
def test_what_only_holds_a_question_together_is_a_function_word(word):
    assert asks(word)


@pytest.mark.parametrize(
    "word",
    [
        "كتاب",
        "ولي",
        "فلك",
        "فلان",
        "فيلم",
        "أمام",
        "ثلاثة",
        "وزير",
        "فقد",
        "الكلية",
        "هيئة",
        "وفاة",
    ],
)
def test_words_that_mean_something_are_none(word):
    assert not asks(word)


def test_the_spelling_tells_a_name_from_a_preposition():
    assert asks("على")
    assert not asks("علي")
    assert not asks("آية")


def test_where_the_spelling_is_not_known_the_folded_word_decides():
    assert is_function_word(fold("علي"))


def test_neither_other_scripts_nor_nothing_are_function_words():
    assert not any(map(is_function_word, ("", "gaza", "2014", "#ليس")))
