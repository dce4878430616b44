"""Passages that two texts share, to the letter: marks, ligatures, hashtags, tatweel."""

import pytest

from kashshaf import Archive
from kashshaf.arabic.analyzer import Analyzer
from kashshaf.archive.record import Record
from kashshaf.index.reprints.alignment import align
from kashshaf.index.reprints.answers import Passage
from kashshaf.index.reprints.parameters import PARAMETERS
from kashshaf.index.searching.text_places import IndexedText, ReadText, passages, read_record

PLAIN = "أعلنت المدينة افتتاح المكتبة العامة قرب الميناء القديم أمس"
TAGGED = "أعلنت #افتتاح_المكتبة_العامة قرب الميناء القديم أمس مساء السبت"


def shared(a: str, b: str) -> tuple[Passage, ...]:
    one, other = (ReadText(text, Analyzer()) for text in (a, b))
    return passages(align(one.words, other.words, PARAMETERS.short_run), one, other)


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("", PLAIN, ""),
        ("خبر: ", PLAIN, "."),
        ("", "أَعْلَنَتِ المدينةُ افتتاحَ المكتبةِ العامّةِ قُربَ الميناءِ القديمِ أمسِ", " نهارا"),
        ("قال: «", "أعلنت المديـــنة افتتاح المكتبة العامّـة قرب المينـاء القديم أمس", "»"),
        ("\n\n(", "اعلنت   المدينه\nافتتاح المكتبة، العامة - قرب الميناء القديم؛ أمس", ")\n"),
        ("ﷺ ", "أعلنت المدينة افتتاح المكتبة العامة قرب الميناء القديم أمس", " ﷺ"),
        ("", "أعلنت المدينة #افتتاح_المكتبة العامة قرب الميناء القديم أمس", " #وسم"),
        ("#وسم_أول ", PLAIN, ""),
    ],
)
def test_a_run_has_the_letters_from_its_first_word_to_its_last(
    before: str, text: str, after: str
) -> None:
    whole = before + text + after
    (passage,) = shared(whole, PLAIN)
    assert whole[slice(*passage.a)] == text
    assert PLAIN[slice(*passage.b)] == PLAIN
    (run,) = passage.runs
    assert (run.a, run.b, run.words) == (passage.a, passage.b, 9)


def test_a_run_may_begin_and_end_within_a_hashtag() -> None:
    text = "افتتاح المكتبة العامة قرب الميناء القديم أمس مساء"
    (passage,) = shared(TAGGED, text)
    assert TAGGED[slice(*passage.a)] == "افتتاح_المكتبة_العامة قرب الميناء القديم أمس مساء"
    assert text[slice(*passage.b)] == text


def test_runs_with_few_words_between_are_one_passage_whose_differences_stand_between() -> None:
    changed = PLAIN.replace("القديم", "الجديد الكبير") + " في حفل حضره جمع من القراء والكتاب"
    longer = PLAIN + " في حفل حضره جمع من القراء والكتاب"
    (passage,) = shared(longer, changed)
    first, second = passage.runs
    assert longer[first.a[1] : second.a[0]] == " القديم "
    assert changed[first.b[1] : second.b[0]] == " الجديد الكبير "
    assert passage.words == first.words + second.words
    assert passage.a == (first.a[0], second.a[1])


def test_passages_stand_in_the_order_of_the_first_text() -> None:
    one = "شهدت الضاحية حريقا كبيرا في سوق الخشب ليل الخميس"
    between = " ثم " + " ".join(f"كلمة{number}" for number in range(30)) + " ثم "
    a, b = PLAIN + between + one, one + " وبعد ذلك كله بأيام طويلة " + PLAIN
    found = shared(a, b)
    assert [a[slice(*passage.a)] for passage in found] == [PLAIN, one]
    assert [b[slice(*passage.b)] for passage in found] == [PLAIN, one]


def test_texts_without_a_word_share_nothing() -> None:
    assert shared("", PLAIN) == shared("… ! #", "… ! #") == ()


def test_a_record_without_words_in_its_text_is_read_by_its_title() -> None:
    record = Record(id="1", title=PLAIN, text=" … ")
    assert read_record(record, Analyzer()).folded[0] == "اعلنت"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        TAGGED,
        " - … ؟ \n\n قال: «نعم»،ثم — مضى ﷺ #وسم #__ ـــ ١٢٣ 1,300 5.5% a/b@c.d x",
        "وزارةالخارجية والكتابُ الكِتابُ #يوم_المعلم، #يوم_المعلم 👍 👍🏽 ليلى‌الثانية",
        "﷽ بسم الله #a #b_c",
    ],
)
def test_a_text_as_the_index_has_it_has_its_words_where_a_reading_finds_them(text: str) -> None:
    with Archive.in_memory() as archive:
        archive.add({"id": "1", "text": text})
        entries = archive._on_index(lambda index: index.forward.entries(1, "text"))
    read = ReadText(archive_text := text.strip(), Analyzer())
    every = [(at, count) for count in (1, 2) for at in range(len(read.words) - count + 1)]
    assert IndexedText(archive_text, entries, Analyzer()).places(every) == read.places(every)
