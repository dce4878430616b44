"""Marks and snippets: always the record's own text, cut where it tells most."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.arabic.analyzer import Analyzer
from kashshaf.arabic.pieces import FORMS, Shaper
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.metadata.naming import Naming
from kashshaf.index.engines import plan
from kashshaf.index.forward.entries import numbered
from kashshaf.index.planning.planner import Planner
from kashshaf.index.planning.variants import Variants, groups
from kashshaf.index.query.parser import parse
from kashshaf.index.searching.highlights import SNIPPET_WORDS, Highlighter
from kashshaf.index.searching.matching import Matcher
from kashshaf.index.searching.passages import BLOCK
from kashshaf.index.searching.results import Snippet
from kashshaf.index.terms.dictionary import TermDictionary
from kashshaf.index.terms.statistics import TermStatistics
from kashshaf.index.terms.writing import NewTerms

ANALYZER = Analyzer()
AUTHORITIES = Authorities.load()
VARIANTS = Variants(lambda: groups(AUTHORITIES), ANALYZER)
FILLER = "كلام كثير لا شأن له بما يبحث عنه القارئ في هذا النص الطويل جدًا. "


@pytest.fixture
def highlighter(tmp_path):
    """Makes what marks a query in texts whose words are known to the archive."""

    def make(query: str, *texts: str) -> Highlighter:
        terms = NewTerms(tmp_path)
        for text in texts:
            Shaper(numbered(FORMS, terms.number))(text)
        terms.write()
        held = TermStatistics(TermDictionary(tmp_path), lambda words: [0.0] * len(words))
        planner = Planner(ANALYZER, held, Naming(), lambda facet: {}, VARIANTS)
        return Highlighter(Matcher(ANALYZER, planner.plan(parse(query).query).plan))

    return make


def marked(snippet: Snippet) -> list[str]:
    return [fragment.text for fragment in snippet.fragments if fragment.marked]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("كتاب", "قرأ الكِتَابَ ثم وبكتابه مضى", ["الكِتَابَ", "وبكتابه"]),
        ('"كتاب"', "كتاب الطالب، لا كتابه", ["كتاب"]),
        ("=كتابة", "كتابة وكتابه وكتابة", ["كتابة"]),
        ('"بيت قديم"', "بيت جديد وبيت قديم، بيت قديم", ["بيت قديم"]),
        ('"بيت قديم"~1', "بيت حجري قديم", ["بيت حجري قديم"]),
        ("كت*", "كتب وكاتب وكتاب", ["كتب"]),
        ("فيس بوك", "على فايسبوك وفي فيس بوك", ["فايسبوك", "فيس بوك"]),
        ("#معرض_الكتاب", "في #معرض_الكتاب اليوم", ["#معرض_الكتاب"]),
        ("كتاب -قلم", "كتاب وقلم", ["كتاب"]),
        ("title:كتاب", "كتاب في النص", []),
        ("غائب", "لا شيء هنا", []),
    ],
)
def test_what_matched_is_marked(highlighter, query: str, text: str, expected: list[str]) -> None:
    assert marked(highlighter(query, text).whole(text, "text")) == expected


def test_a_snippet_is_cut_round_the_passage_that_holds_most(highlighter) -> None:
    text = f"الميناء. {FILLER * 10}افتتح الوزير الميناء الجديد صباح اليوم. {FILLER * 10}"
    snippet = highlighter("الميناء الجديد", text).snippet(text, "text")
    assert "افتتح الوزير" in str(snippet)
    assert str(snippet).startswith("… ")
    assert str(snippet).endswith(" …")
    assert marked(snippet) == ["الميناء", "الجديد"]
    assert len(str(snippet).split()) <= SNIPPET_WORDS + 2


def test_a_match_far_into_a_book_is_still_shown(highlighter) -> None:
    text = FILLER * 3000 + "ظهر الكنز أخيرًا." + FILLER * 3
    assert marked(highlighter("الكنز", text).snippet(text, "text")) == ["الكنز"]


def test_a_match_far_into_a_book_is_shown_though_its_phrase_lies_on_a_seam(highlighter) -> None:
    for words in range(340, 420):
        text = "كلام " * words + "ظهر الكنز " + "كلام " * 3000
        snippet = highlighter('"ظهر الكنز"', text).snippet(text, "text")
        assert marked(snippet) == ["ظهر الكنز"]


def test_of_a_long_text_a_better_passage_soon_after_the_first_match_is_shown(highlighter) -> None:
    text = "الميناء " + FILLER * 60 + "الميناء الجديد " + FILLER * 3000
    snippet = highlighter("الميناء الجديد", text).snippet(text, "text")
    assert marked(snippet) == ["الميناء", "الجديد"]


def test_a_tag_is_shown_where_it_stands(highlighter) -> None:
    text = FILLER * 5 + "زوروا #معرض_الكتاب غدًا. " + FILLER * 5 + "#قطر"
    snippet = highlighter("#معرض_الكتاب", text).snippet(text, "text")
    assert marked(snippet) == ["#معرض_الكتاب"]


def test_a_short_text_is_shown_whole_with_its_punctuation(highlighter) -> None:
    text = "«هل وصل الكتاب؟»\nنعم، وصل."
    assert str(highlighter("كتاب", text).snippet(text, "text")) == "«هل وصل الكتاب؟» نعم، وصل."


def test_without_a_match_the_beginning_is_shown(highlighter) -> None:
    text = FILLER * 10
    snippet = highlighter("", text).snippet(text, "text")
    assert str(snippet).startswith("كلام كثير")
    assert str(snippet).endswith(" …")


def test_html_of_hostile_text_is_escaped(highlighter) -> None:
    text = '<script>alert("كتاب")</script> كتاب'
    shown = highlighter("كتاب", text).whole(text, "text").html()
    assert "<script" not in shown
    assert shown.count("<mark>كتاب</mark>") == 2


@given(st.text(alphabet="كتابقلم ـَُِّ#_.،\n«»ab1 ", max_size=300))
def test_fragments_laid_end_to_end_are_the_text(text: str) -> None:
    sought = plan.AnyOf((plan.Terms("stem", ("كتاب",)), plan.Terms("written", ("قلم",))))
    assert str(Highlighter(Matcher(ANALYZER, sought)).whole(text, "text")) == text


WORDS = ("كتاب", "الكِتَابَ", "وكتابه", "قلم", "بالقلم", "#قلم_كتاب", "بيت", "في", "12")
BETWEEN = (" ", "، ", ".\n", " «", "» ", "!", "   ")
PARTS = (("كتاب",), ("قلم", "بيت"))
texts = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.just("كلام " * 20),
        st.just("كلام " * 33),
        st.sampled_from(BETWEEN),
    ),
    max_size=40,
).map(" ".join)


def plain_snippet(text: str) -> tuple[str, list[str]]:
    """What a snippet is, worked out word by word: its text, and what is marked in it."""
    spans = [span for span in ANALYZER.spans(text) if not span.word.startswith("#")]
    matches = [
        (at, part)
        for at, span in enumerate(spans)
        for part, stems in enumerate(PARTS)
        if span.stem in stems
    ]

    def worth(start: int) -> tuple[int, int]:
        inside = [part for at, part in matches if start <= at < start + SNIPPET_WORDS - 6]
        return len(set(inside)), len(inside)

    first = max((at for at, _ in matches), key=worth, default=0)
    first = max(first - 6, 0)
    window = spans[first : first + SNIPPET_WORDS]
    if not window:
        return text.strip(), []
    start, end = window[0].start if first else 0, window[-1].end
    while end < len(text) and text[end] in '.…!؟?»”")]':
        end += 1
    goes_on = bool(text[end:].strip(' \n.…!؟?»”")]'))
    shown = " ".join(text[start : end if goes_on else len(text)].split())
    stems = {stem for part in PARTS for stem in part}
    marks = [text[span.start : span.end] for span in window if span.stem in stems]
    return "… " * bool(first) + shown + " …" * goes_on, marks


@given(texts)
def test_a_snippet_is_what_its_plain_definition_says(text: str) -> None:
    sought = plan.All(tuple(plan.Terms("stem", stems) for stems in PARTS))
    snippet = Highlighter(Matcher(ANALYZER, sought)).snippet(text[:BLOCK], "text")
    assert (str(snippet), marked(snippet)) == plain_snippet(text[:BLOCK])


@given(texts, st.integers(0, 3000))
def test_whatever_is_in_a_text_is_found_for_its_snippet(text: str, words_before: int) -> None:
    sought = plan.All(tuple(plan.Terms("stem", stems) for stems in PARTS))
    text = "كلام " * words_before + text
    found = marked(Highlighter(Matcher(ANALYZER, sought)).whole(text, "text"))
    shown = marked(Highlighter(Matcher(ANALYZER, sought)).snippet(text, "text"))
    assert bool(shown) == bool(found)
    assert set(shown) <= set(found)
