from hypothesis import given
from hypothesis import strategies as st

from kashshaf.archive.writers.texts import direction, opening
from kashshaf.index.searching.results import Fragment, Snippet
from kashshaf.web.pages.parts.reading import paragraphs


def test_arabic_that_begins_with_a_latin_name_runs_from_right_to_left() -> None:
    assert direction("BBC عربي: الأخبار كما هي") == "rtl"
    assert direction("https://t.co/a صورة من معرض الكتاب الدولي") == "rtl"


def test_a_latin_text_runs_from_left_to_right() -> None:
    assert direction("Une lettre de Tunis sur la traduction (الترجمة)") == "ltr"


def test_a_text_without_letters_goes_with_the_page() -> None:
    assert direction("2014 — 2015") == direction("") == "rtl"


def test_each_line_of_a_text_is_a_paragraph_and_keeps_its_marks() -> None:
    text = Snippet((Fragment("أول\n\nثانٍ "), Fragment("كتاب\nثالث", True), Fragment(" آخر\n")))
    assert [[(f.text, f.marked) for f in p.fragments] for p in paragraphs(text)] == [
        [("أول", False)],
        [("ثانٍ ", False), ("كتاب", True)],
        [("ثالث", True), (" آخر", False)],
    ]


_FRAGMENTS = st.lists(st.builds(Fragment, st.text("اب \n\t", max_size=8), st.booleans()))


@given(_FRAGMENTS)
def test_paragraphs_lose_no_letter_and_no_mark(fragments: list[Fragment]) -> None:
    def letters(pieces: list[Fragment]) -> list[tuple[str, bool]]:
        return [(c, f.marked) for f in pieces for c in f.text if not c.isspace()]

    laid_out = [f for p in paragraphs(Snippet(tuple(fragments))) for f in p.fragments]
    assert letters(laid_out) == letters(fragments)


def test_the_opening_of_a_text_ends_at_a_word() -> None:
    assert opening("كلمة قصيرة") == "كلمة قصيرة"
    assert opening("الكلمة الأولى ثم الثانية", 16) == "الكلمة الأولى ثم…"


@given(st.text(), st.integers(1, 50))
def test_an_opening_is_one_line_of_the_length_asked(text: str, length: int) -> None:
    line = opening(text, length)
    assert len(line) <= length + 1
    assert "\n" not in line
