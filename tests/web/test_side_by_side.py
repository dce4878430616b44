"""Two texts are cut true to their letters, and folded where nothing in them is shared."""

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf import Archive
from kashshaf.archive.record import Record
from kashshaf.index.reprints.answers import Passage, Place, Run, Shared
from kashshaf.web.pages.parts.side_by_side import Side, Stretch, of_passage, sides

A = "قال الوزير أمس إن السدّ سيُفتح قريبًا. ثم سافر."
B = "قال الوزير يوم السبت، إن السدّ سيُفتح قريبًا!"


def place(text: str, piece: str) -> Place:
    at = text.index(piece)
    return at, at + len(piece)


def passage(a: str, b: str, *pieces: str) -> Passage:
    runs = tuple(Run(len(one.split()), place(a, one), place(b, one)) for one in pieces)
    words = sum(run.words for run in runs)
    return Passage(words, (runs[0].a[0], runs[-1].a[1]), (runs[0].b[0], runs[-1].b[1]), runs)


def between(a: str, b: str, *passages: Passage, boilerplate: Sequence[Place] = ()) -> Shared:
    records = (Record(id="a", text=a), Record(id="b", text=b))
    return Shared(*records, "reprint", 0.5, 0.5, passages, tuple(boilerplate))


def pieces(side: Side) -> list[Stretch]:
    return [piece for paragraph in side.paragraphs for piece in paragraph]


def told(side: Side) -> list[tuple[str, str]]:
    return [(piece.part, piece.text) for piece in pieces(side)]


def letters(found: Iterable[Stretch]) -> str:
    return "".join("".join(piece.text.split()) for piece in found)


def test_words_that_one_text_alone_has_within_a_passage_stand_apart_without_their_blanks() -> None:
    both = sides(between(A, B, passage(A, B, "قال الوزير", "إن السدّ سيُفتح قريبًا")), whole=False)
    assert told(both[0]) == [
        ("shared", "قال الوزير "),
        ("own", "أمس"),
        ("shared", " إن السدّ سيُفتح قريبًا"),
        ("plain", "."),
        ("plain", " ثم سافر."),
    ]
    assert told(both[1]) == [
        ("shared", "قال الوزير "),
        ("own", "يوم السبت"),
        ("shared", "، إن السدّ سيُفتح قريبًا"),
        ("plain", "!"),
    ]


def test_passages_have_one_number_in_both_texts_and_lead_on_as_each_text_has_them() -> None:
    a = "واحد اثنان. ثلاثة أربعة. خمسة"
    b = "ثلاثة أربعة ستة سبعة واحد اثنان"
    both = sides(
        between(a, b, passage(a, b, "واحد اثنان"), passage(a, b, "ثلاثة أربعة")), whole=False
    )
    links = [
        [(one.passage, one.begins, one.onward) for one in pieces(side) if one.passage]
        for side in both
    ]
    assert links == [
        [(1, True, 0), (1, False, 2), (2, True, 0), (2, False, 0)],
        [(2, True, 1), (1, True, 0)],
    ]


def test_a_quote_opens_within_its_passage() -> None:
    text = "قال: «واحد اثنان» ثم مضى"
    first, _ = sides(between(text, text, passage(text, text, "واحد اثنان")), whole=False)
    assert told(first)[:4] == [
        ("plain", "قال: "),
        ("plain", "«"),
        ("shared", "واحد اثنان"),
        ("plain", "»"),
    ]
    assert [piece.begins for piece in pieces(first)][:3] == [False, True, False]


def test_what_a_source_repeats_stands_apart_unless_it_is_shared() -> None:
    text = "واحد اثنان تابعونا على الموقع"
    shared = between(
        text, text, passage(text, text, "واحد اثنان"), boilerplate=[place(text, "اثنان تابعونا")]
    )
    first, _ = sides(shared, whole=False)
    assert told(first) == [
        ("shared", "واحد اثنان"),
        ("boilerplate", " تابعونا"),
        ("plain", " على الموقع"),
    ]


@pytest.fixture
def book() -> Shared:
    quote = "كلمات القول المنقول هنا وهناك"
    a = "\n".join([*(f"فصل {number} من كتاب طويل جدًّا." for number in range(400)), quote])
    return between(a, quote, passage(a, quote, quote))


def test_of_a_text_as_long_as_a_book_what_is_not_shared_is_folded_and_counted(book: Shared) -> None:
    long, short = sides(book, whole=False)
    assert long.folded
    assert not short.folded
    assert len(letters(one for one in pieces(long) if one.part != "gap")) < 1000
    (gap,) = [piece for piece in pieces(long) if piece.part == "gap"]
    assert gap.words > 2000
    shown = sum(piece.words for piece in pieces(long) if piece.part != "gap")
    assert shown + gap.words == len(book.a.text.split())


def test_asked_for_all_of_it_nothing_of_a_book_is_folded(book: Shared) -> None:
    long, _ = sides(book, whole=True)
    assert not long.folded
    assert letters(pieces(long)) == "".join(book.a.text.split())


_TEXTS = st.text("ابج دَّ،.«»\n ", max_size=80)
_PLACES = st.tuples(st.integers(0, 90), st.integers(0, 90)).map(lambda ends: (min(ends), max(ends)))
_RUNS = st.builds(Run, st.just(1), _PLACES, _PLACES)
_PASSAGES = st.lists(_RUNS, min_size=1, max_size=4).map(
    lambda runs: Passage(len(runs), runs[0].a, runs[0].b, tuple(runs))
)


@given(_TEXTS, st.lists(_PASSAGES, max_size=4), st.lists(_PLACES, max_size=3))
def test_no_letter_is_lost_or_shown_twice_whatever_is_shared(
    text: str, passages: list[Passage], boilerplate: list[Place]
) -> None:
    both = sides(between(text, text, *passages, boilerplate=boilerplate), whole=False)
    for side in both:
        assert letters(pieces(side)) == "".join(text.split())


@given(_TEXTS, _PASSAGES)
def test_a_passage_that_was_found_is_a_piece_of_its_text(text: str, passage: Passage) -> None:
    shown = str(of_passage(text, passage)).strip("…")
    assert shown in text


def test_a_passage_that_was_found_has_some_words_round_it() -> None:
    before, after = "كلام قبله " * 40, " كلام بعده" * 40
    text = f"{before}قال الوزير إن السدّ سيُفتح{after}"
    shown = of_passage(text, passage(text, text, "قال الوزير إن السدّ سيُفتح"))
    assert [fragment.text for fragment in shown.fragments if fragment.marked] == [
        "قال الوزير إن السدّ سيُفتح"
    ]
    assert str(shown).startswith("…كلام قبله") or str(shown).startswith("…قبله")
    assert str(shown).endswith("بعده…") or str(shown).endswith("كلام…")
    assert len(str(shown)) < 220


def test_where_a_text_has_no_words_the_passages_stand_in_the_title() -> None:
    title = " ".join(f"كلمة{number}" for number in range(40))
    with Archive.in_memory() as archive:
        archive.add(
            [
                {"id": "post", "title": title, "text": "… 🙂", "source": "صحيفة الساحل"},
                {"id": "news", "title": "خبر", "text": title, "source": "جريدة الوادي"},
            ]
        )
        post, news = sides(archive.shared("post", "news"), whole=True)
    for side in (post, news):
        assert ("shared", title) in told(side)
