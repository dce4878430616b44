"""What the forward file says of a record's blocks is what one finds who analyses them."""

from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import cast

import pytest
from forward_files import forward_of
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.arabic.analyzer import Analyzer
from kashshaf.archive.field_values import searched_texts
from kashshaf.archive.fields import STANDARD
from kashshaf.archive.record import Record
from kashshaf.archive.storage.store import Store
from kashshaf.index.engines import plan
from kashshaf.index.searching.highlights import Highlighter
from kashshaf.index.searching.matching import Matcher
from kashshaf.index.searching.passages import BLOCK
from kashshaf.index.searching.record_reader import Archived, RecordReader

analyzer = Analyzer()

WORDS = (
    "كتاب",
    "وكتابِهم",
    "قلم",
    "«قلم»،",
    "#كتاب_اليوم",
    "-",
    "ﷺ",
    "وزارةالخارجية",
    "1,300",
    "في",
)
FILLING = "وتابع القراء أخبار الطقس في الصباح ثم عادوا إلى أعمالهم "

parts = st.lists(st.sampled_from((*WORDS, FILLING * 9, FILLING * 40)), max_size=8)
texts = st.lists(parts.map(" ".join), min_size=1, max_size=4)


def sought(words: list[str], field: str | None) -> plan.Plan:
    analysed = [analyzer.analyse(word) for word in words]
    leaves: list[plan.Plan] = [
        plan.Terms("stem", tuple(dict.fromkeys(one.stems)), field if at else None)
        for at, one in enumerate(analysed)
    ]
    row = plan.Sequence("written", (("كتاب",), ("قلم", "في")), 1, field)
    tag = plan.Terms("written", (analyzer.analyse("#كتاب_اليوم").written[-1],), field)
    return plan.AnyOf((*leaves, row, tag))


@given(
    texts, st.lists(st.sampled_from(WORDS), max_size=3), st.sampled_from((None, "title", "text"))
)
def test_a_page_is_marked_as_if_its_texts_were_analysed(
    read: list[str], words: list[str], field: str | None
) -> None:
    whole = sought(words, field)
    records = {number: Record(id=str(number), text=text) for number, text in enumerate(read, 1)}
    store = SimpleNamespace(texts=lambda numbers: [read[number - 1] for number in numbers])
    plain = Matcher(analyzer, whole)
    deaf = Matcher(cast(Analyzer, None), whole)  # which analyses nothing
    with TemporaryDirectory() as folder:
        forward = forward_of(Path(folder), read)
        archived = Archived(forward, cast(Store, store), searched_texts(STANDARD))
        reader = RecordReader(archived, whole)
        known = reader.known(records, deaf)
        blocks = reader.read(list(records), Matcher(analyzer, whole))
        terms = [forward.terms.term(number) for number in blocks.rows.terms.tolist()]
    starts = blocks.rows.starts.tolist()[len(read) :]
    for at, text in enumerate(read):
        block = plain.likeliest(text, "text").text
        assert len(block) < len(text) or len(text) <= BLOCK
        analysis = analyzer.analyse(block)
        assert known[at + 1]["text"].block.text == block
        assert known[at + 1]["text"].matched == plain.read(block, "text")
        written = [form for form, _ in terms[starts[at] : starts[at + 1]]]
        assert written == analysis.written


@pytest.mark.parametrize("before", ["", FILLING * 20, FILLING * 900])
@pytest.mark.parametrize("word", ["«وكتابِهم»،", "#كتاب_اليوم", "كلمة"])
def test_of_a_book_that_piece_is_shown_in_which_what_was_sought_stands(
    before: str, word: str, tmp_path: Path
) -> None:
    book = f"{before}{word} {FILLING * 100}"
    whole = sought(["كتاب"], None)
    store = SimpleNamespace(texts=lambda numbers: [book for _ in numbers])
    archived = Archived(forward_of(tmp_path, [book]), cast(Store, store), searched_texts(STANDARD))
    matcher = Matcher(analyzer, whole)
    read = RecordReader(archived, whole).known({1: Record(id="1", text=book)}, matcher)
    known = read[1]["text"]
    shown = Highlighter(matcher).snippet(book, "text", known)
    assert shown == Highlighter(matcher).snippet(book, "text")
    assert shown.is_marked == (word != "كلمة")
    assert known.none_before <= (len(before) if word != "كلمة" else len(book))
