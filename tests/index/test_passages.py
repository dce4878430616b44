"""Of a long text the block is read to which the letters of what is sought point."""

import pytest

from kashshaf.index.searching.passages import (
    BLOCK,
    blocks,
    letters_of,
    likeliest,
    most_telling,
)

FILLER = "كلام كثير لا شأن له بما يبحث عنه القارئ. " * 100


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("كتاب",), ("كتاب",)),
        (("الدرة", "الدره"), ("درة", "دره")),
        (("الكتاب", "كتاب", "وكتاب"), ("كتاب",)),
        (("حقل\x1fحَقل",), ("حقل",)),
        (("الم",), ("الم",)),
        ((), ()),
    ],
)
def test_a_word_is_looked_for_without_article_and_marks(words, expected) -> None:
    assert letters_of(words) == expected


def test_the_block_has_most_of_what_is_sought() -> None:
    text = f"{FILLER}الحقل {FILLER}في حقل الدرة {FILLER}"
    assert "حقل الدرة" in likeliest(text, [("حقل",), ("درة", "دره")]).text


def test_of_equal_blocks_the_first_is_taken() -> None:
    text = f"حقل {FILLER}حقل {FILLER}"
    assert likeliest(text, [("حقل",)]) == next(blocks(text))
    assert likeliest(text, []) == next(blocks(text))


def test_a_block_is_a_piece_of_the_text_and_begins_where_it_says() -> None:
    text = f"{FILLER}الحقل {FILLER}"
    start, block = likeliest(text, [("حقل",)])
    assert text[start:].startswith(block)
    assert len(block) <= BLOCK + 1


@pytest.mark.parametrize("words", range(200, 260))
def test_the_last_word_of_a_text_is_in_its_block(words: int) -> None:
    text = f"{'كلام ' * words}في آخره الدرة"
    assert likeliest(text, [("درة",)]).text.endswith("الدرة")


def test_a_text_no_longer_than_a_block_is_read_whole() -> None:
    assert likeliest("حقل الدرة", [("درة",)]) == (0, "حقل الدرة")
    assert likeliest("", [("درة",)]) == (0, "")


def test_of_many_words_those_with_most_letters_are_looked_for() -> None:
    sought = [("في",), (), *[(f"كلمة{number}",) for number in range(20)]]
    telling = most_telling(sought)
    assert ("في",) not in telling
    assert () not in telling
