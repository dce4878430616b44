"""Entries, positions and places: what engines, queries and highlights are given."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from kashshaf.arabic import pieces
from kashshaf.arabic.analyzer import MARKS_SEPARATOR, Analysis, Analyzer, marks_agree
from kashshaf.arabic.letters import SPACING_MARKS
from kashshaf.arabic.pieces import FORMS, Shaper
from kashshaf.arabic.tokens import find_all

analyzer = Analyzer()


def test_each_position_has_the_three_forms_of_its_word() -> None:
    assert analyzer.analyse("المدرسةُ، الجديدة") == Analysis(
        written=[f"المدرسة{MARKS_SEPARATOR}المدرسةُ", "الجديدة"],
        words=["المدرسه", "الجديده"],
        stems=["مدرسه", "جديد"],
    )


def test_a_text_without_words_has_no_entries() -> None:
    assert analyzer.analyse("… ؟! ـــ ◌َ") == Analysis([], [], [])


def test_a_hashtag_is_its_words_in_place_and_itself_after_everything() -> None:
    analysis = analyzer.analyse("قبل #وسم_مركب بعد")
    assert analysis.words == ["قبل", "وسم", "مركب", "بعد", "#وسم_مركب"]


def test_hashtags_follow_each_other_in_the_order_of_the_text() -> None:
    analysis = analyzer.analyse("#الأول ثم #الثاني")
    assert analysis.words == ["الاول", "ثم", "الثاني", "#الاول", "#الثاني"]


def test_the_full_width_sign_makes_the_same_hashtag() -> None:
    assert analyzer.analyse("＃وسم") == analyzer.analyse("#وسم")


def test_a_ligature_of_four_words_is_four_entries() -> None:
    assert analyzer.analyse("محمد ﷺ").words == ["محمد", "صلي", "الله", "عليه", "وسلم"]


def test_a_ligature_in_a_hashtag_leaves_no_space_in_the_tag() -> None:
    assert analyzer.analyse("#محمد_ﷺ").words[-1] == "#محمد_صلي_الله_عليه_وسلم"


def test_the_written_form_keeps_what_a_careful_writer_distinguishes() -> None:
    written = analyzer.analyse("أإآ ؤئء هة ىي رااااائع CAFÉ ڤيينا کتـاب ١٢").written
    assert written == ["أإآ", "ؤئء", "هة", "ىي", "رااااائع", "café", "ڤيينا", "كتاب", "12"]


def test_marks_come_after_the_letters_in_one_order_whatever_their_order_in_the_text() -> None:
    usual, other = "مد\u0651\u064eرس", "مد\u064e\u0651رس"
    assert analyzer.analyse(usual).written == analyzer.analyse(other).written
    assert analyzer.analyse(other).written == [f"مدرس{MARKS_SEPARATOR}{usual}"]


def test_signs_of_the_quran_are_no_vocalisation() -> None:
    assert analyzer.analyse("قال\u06d6").written == ["قال"]


def test_a_very_long_word_is_cut_to_what_an_engine_takes() -> None:
    for word in ("كتب" * 40_000, "كَتَبَ" * 40_000, "ab" * 40_000, "#" + "كتب" * 40_000):
        analysis = analyzer.analyse(word)
        for forms in (analysis.written, analysis.words, analysis.stems):
            assert all(0 < len(form) <= pieces.LONGEST_ENTRY for form in forms)


def test_spans_are_the_entries_with_their_places_in_the_original_text() -> None:
    text = "قال: «كِتـابٌ» ﷺ #وسم_مركب\u200f، Qur'an"
    spans, analysis = analyzer.spans(text), analyzer.analyse(text)
    assert [span.written for span in spans] == analysis.written
    assert [span.word for span in spans] == analysis.words
    assert [span.stem for span in spans] == analysis.stems
    assert [text[span.start : span.end] for span in spans] == [
        *("قال", "كِتـابٌ", "ﷺ", "ﷺ", "ﷺ", "ﷺ", "وسم", "مركب", "Qur'an"),
        "#وسم_مركب",
    ]


def test_a_span_ends_before_a_bidi_control_that_follows_the_word() -> None:
    (span,) = analyzer.spans("\u202bكتاب\u200f\u202c")
    assert (span.start, span.end) == (1, 5)


def test_folding_a_pattern_keeps_its_wildcards() -> None:
    assert analyzer.fold("مؤسّـ*") == "موس*"
    assert analyzer.fold("إ?لام") == "ا?لام"


def test_old_fonts_marks_do_not_break_a_word() -> None:
    for form in SPACING_MARKS:
        assert analyzer.analyse(f"كت{form}اب").words == ["كتاب"]


def test_a_full_memory_is_cleared_and_gives_the_same() -> None:
    text = " ".join(f"كتاب{suffix}" for suffix in ("", "ه", "ها", "هم", "نا", "ي", "ان", "ين"))
    expected = analyzer.analyse(text)
    assert Analysis.of(Shaper(FORMS, remembered=3)(text)) == expected


def test_threads_share_an_analyzer() -> None:
    words = [f"{prefix}كتاب{suffix}" for prefix in ("", "ال", "وبال") for suffix in "هايكنت"] * 50
    alone = [Analyzer().analyse(word) for word in words]
    shared = Analyzer()
    start = threading.Barrier(4)

    def analyse_all(_: int) -> list[Analysis]:
        start.wait()
        return [shared.analyse(word) for word in words]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            results = list(pool.map(analyse_all, range(4)))
    finally:
        sys.setswitchinterval(interval)
    assert results == [alone] * 4


@pytest.mark.parametrize(
    "piece",
    [
        "a.",
        "1.",
        "1,111",
        "#",
        "#_",
        "#\u200f",
        "a'",
        "aa'",
        "ا\u200f",
        "1\u200f/",
        "a@",
        "www.",
        "َ",
    ],
)
def test_hostile_text_takes_no_longer_a_character_than_plain_text(piece: str) -> None:
    # A pattern that looked ahead without bound would take minutes here.
    assert isinstance(find_all(piece * (200_000 // len(piece))), list)


def test_words_of_other_letters_or_another_length_never_agree() -> None:
    assert not marks_agree("كَتب", "كَتم")
    assert not marks_agree("كَتب", "كَتبت")
