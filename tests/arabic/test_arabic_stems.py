"""The light stem, rule by rule."""

import pytest

from kashshaf.arabic.stems import LightStemmer

stem = LightStemmer().stem


@pytest.mark.parametrize(
    "word", ["الكتاب", "والكتاب", "فالكتاب", "بالكتاب", "وبالكتاب", "كالكتاب", "للكتاب", "وللكتاب"]
)
def test_the_article_goes_with_what_stands_before_it(word: str) -> None:
    assert stem(word) == stem("كتاب")


@pytest.mark.parametrize("word", ["قران", "سودان", "طيران", "انسان", "قانون", "بحرين", "سيارات"])
def test_a_word_has_the_same_stem_with_and_without_the_article(word: str) -> None:
    assert stem(f"ال{word}") == stem(word)


@pytest.mark.parametrize("word", ["والدها", "والدته", "والدي", "والدين", "والديه"])
def test_a_parent_is_not_taken_for_a_conjunction_and_an_article(word: str) -> None:
    assert stem(word) == stem("والد")


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("سيارات", "سياره"), ("حسابات", "حساب"), ("موسسات", "موسسه"), ("حكومات", "حكومه")],
)
def test_a_sound_feminine_plural_has_its_singulars_stem(plural: str, singular: str) -> None:
    assert stem(plural) == stem(singular)


@pytest.mark.parametrize("word", ["الله", "الذي", "الي", "في", "من", "و", "ال"])
def test_short_words_keep_at_least_a_letter(word: str) -> None:
    assert stem(word)


@pytest.mark.parametrize("word", ["reuters", "2014", "18/12/2014", "#وسم_مركب", "@name", "москва"])
def test_what_is_not_an_arabic_word_is_its_own_stem(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize(
    "word", ["وزير", "وزاره", "وسايل", "فريق", "فيصل", "برنامج", "كتاب", "لاعب"]
)
@pytest.mark.parametrize("before", ["و", "ف", "ب", "ل", "ول", "ال", "وال"])
def test_a_word_keeps_a_first_letter_of_its_own_behind_any_clitic(before: str, word: str) -> None:
    assert stem(before + word) == stem(word)
    assert stem(word)[0] == word[0]


@pytest.mark.parametrize("before", ["و", "ف", "ب", "ك", "ل", "وب", "ول", "فك", "لل"])
def test_clitics_go_from_a_word_without_the_article(before: str) -> None:
    assert stem(f"{before}مصر") == stem("مصر")


def test_one_conjunction_and_one_preposition_go_and_no_more() -> None:
    assert stem("ولبحث") == stem("بحث")
    assert stem("لبلدهم") != stem("دهم")
