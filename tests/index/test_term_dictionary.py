"""The archive's words: whatever is looked up is found in every run, once, and in order."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from kashshaf.arabic.analyzer import MARKS_SEPARATOR
from kashshaf.arabic.pieces import FORMS, Shaper
from kashshaf.index.forward.entries import numbered
from kashshaf.index.terms import dictionary, letter_bits, sorted_files, writing
from kashshaf.index.terms.dictionary import TermDictionary
from kashshaf.index.terms.writing import MetTerms, NewTerms, join, settle

# Letters of one to four bytes, a lone surrogate, and what means something in patterns.
words = st.text(alphabet="كتابé東𝒳\ud800a[]!-.^$\\" + MARKS_SEPARATOR, min_size=1, max_size=6)
batches = st.lists(st.lists(words, max_size=12), max_size=6)
pairs = st.lists(st.lists(st.tuples(words, words), max_size=12), max_size=6)
patterns = st.text(alphabet="كتابé東𝒳a[]!.*?", min_size=1, max_size=6)


def write(folder: Path, *batches: Iterable[str | tuple[str, str]]) -> None:
    """Write each batch as a sync would."""
    for batch in batches:
        meet(NewTerms(folder), batch)


def build(folder: Path, *batches: Iterable[str | tuple[str, str]]) -> None:
    """Write each batch as a process of a build would, and join them."""
    for process, batch in enumerate(batches):
        meet(MetTerms(folder, f"{process}"), batch)
    join(folder)


def meet(terms: NewTerms | MetTerms, batch: Iterable[str | tuple[str, str]]) -> None:
    for entry in batch:
        written, word = (entry, entry) if isinstance(entry, str) else entry
        terms.number(written, word, stem_of(word))
    terms.write()


def stem_of(word: str) -> str:
    """What stands for the stem of a word here: its first letter."""
    return word[:1]


@pytest.fixture(scope="module", autouse=True)
def in_small_steps() -> Iterator[None]:
    """Let few words be looked for as many are."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sorted_files, "_STEP", 3)
        patched.setattr(letter_bits, "_AT_ONCE", 2)
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def opened(
    batches: Iterable[Iterable[str | tuple[str, str]]], how: str
) -> Iterator[TermDictionary]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (build if how == "built" else write)(folder, *batches)
        if how == "settled":
            settle(folder)
        yield TermDictionary(folder)


@pytest.mark.parametrize("how", ["as written", "built", "settled"])
@given(batches, patterns)
def test_a_pattern_finds_just_the_words_it_matches(
    how: str, batches: list[list[str]], pattern: str
) -> None:
    all_words = sorted({word for batch in batches for word in batch})
    expected = [word for word in all_words if fnmatchcase(word, pattern.replace("[", "[[]"))]
    for known in opened(batches, how):
        assert list(known.like(pattern)) == expected


@pytest.mark.parametrize("how", ["as written", "built", "settled"])
@given(batches, words | st.just(""), st.integers(0, 2))
def test_a_fuzzy_word_finds_just_the_words_near_it(
    how: str, batches: list[list[str]], word: str, edits: int
) -> None:
    all_words = sorted({word for batch in batches for word in batch})
    expected = [other for other in all_words if Levenshtein.distance(word, other) <= edits]
    for known in opened(batches, how):
        assert list(known.near(word, edits)) == expected


@pytest.mark.parametrize("how", ["as written", "built", "settled"])
@given(pairs, words)
def test_a_word_has_just_the_forms_in_which_it_was_met(
    how: str, batches: list[list[tuple[str, str]]], another: str
) -> None:
    met = [pair for batch in batches for pair in batch]
    for known in opened(batches, how):
        for word in {another, *(word for _, word in met)}:
            assert set(known.forms(word)) == {written for written, of in met if of == word}


def test_a_text_gives_its_folded_words_and_their_forms(folder: Path) -> None:
    terms = NewTerms(folder)
    Shaper(numbered(FORMS, terms.number))("كِتَابَة كتابة كتابه كتابة")
    terms.write()
    known = TermDictionary(folder)
    written = {"كتابه", "كتابة", f"كتابة{MARKS_SEPARATOR}كِتَابَة"}
    assert set(known.forms("كتابه")) == set(known.like("كت*")) == written
    assert set(known.near("كتابيه", 1)) == written


def test_no_pattern_takes_for_ever(folder: Path) -> None:
    write(folder, ["ا" * 255])
    assert list(TermDictionary(folder).like("*ا" * 60 + "*ب")) == []


def test_many_small_syncs_leave_few_files_and_every_word(folder: Path) -> None:
    for number in range(200):
        write(folder, [f"كلمة{number}", "مشتركة"])
        settle(folder)
    assert len(list(folder.iterdir())) < 20
    assert len(list(TermDictionary(folder).like("*"))) == 201


def test_a_sync_leaves_a_large_run_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, [f"كلمة{number}" for number in range(1000)])
    large = set(folder.glob("forms-*"))
    monkeypatch.setattr(writing, "_SETTLED", 1000)
    write(folder, *([f"صغير{number}"] for number in range(9)))
    settle(folder)
    assert large < set(folder.glob("forms-*"))


def test_words_do_not_all_stay_in_memory_until_the_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_GATHERED", 10)
    terms = MetTerms(folder, "a")
    for number in range(20):
        terms.number(f"كلمه{number}", f"كلمه{number}", "كلمه")
    assert list(folder.rglob("a-*.txt"))
    terms.write()
    join(folder)
    assert len(list(TermDictionary(folder).like("كلمه*"))) == 20


def test_who_reads_goes_on_reading_while_runs_are_merged(folder: Path) -> None:
    write(folder, ["كتاب"], ["قلم"])
    known = TermDictionary(folder)
    settle(folder)
    assert len(list(folder.glob("forms-*.txt"))) == 1
    assert list(known.like("*")) == ["قلم", "كتاب"]


def test_a_merge_that_was_killed_halfway_leaves_every_word_once(folder: Path) -> None:
    write(folder, ["كتاب"], ["قلم"])
    before = {path: path.read_bytes() for path in folder.iterdir()}
    settle(folder)
    for path, lines in before.items():  # as if it had died before it removed them
        path.write_bytes(lines)
    assert list(TermDictionary(folder).like("*")) == ["قلم", "كتاب"]
    settle(folder)
    assert list(TermDictionary(folder).like("*")) == ["قلم", "كتاب"]


def test_an_archive_without_a_word_has_an_empty_vocabulary(folder: Path) -> None:
    build(folder, [])
    assert list(TermDictionary(folder).like("*")) == []
    assert list(TermDictionary(folder).near("كتاب", 1)) == []


@pytest.mark.parametrize("how", ["as written", "built", "settled"])
@given(pairs)
def test_a_number_is_of_one_term_and_tells_its_word_and_its_stem(
    how: str, batches: list[list[tuple[str, str]]]
) -> None:
    met = {pair for batch in batches for pair in batch}
    for known in opened(batches, how):
        numbers = {pair: known.number(*pair) for pair in met}
        assert len(set(numbers.values())) == len(met)
        for (written, word), number in numbers.items():
            assert number is not None
            assert known.term(number) == (written, word)
            lead = known.leads[number]
            assert lead == known.lead(word)
            assert known.term(int(lead))[1] == word
            assert known.stems[number] == known.stem(stem_of(word))
        assert len({known.stem(stem_of(word)) for _, word in met}) == len(
            {stem_of(word) for _, word in met}
        )
        assert known.number("غير", "موجود") is known.lead("موجود") is known.stem("موجود") is None


@given(pairs)
def test_each_process_of_a_build_learns_what_its_numbers_have_become(
    batches: list[list[tuple[str, str]]],
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        own = {}
        for at, batch in enumerate(batches):
            process = f"process{at}"
            terms = MetTerms(folder, process)
            for written, word in batch:
                own[process, written, word] = terms.number(written, word, stem_of(word))
            terms.write()
        became, known = join(folder), TermDictionary(folder)
        for (process, written, word), number in own.items():
            assert became[process][number] == known.number(written, word)


def test_a_number_stays_what_it_is_while_others_come(folder: Path) -> None:
    build(folder, ["كتاب", "قلم"])
    before = TermDictionary(folder)
    for number in range(40):
        write(folder, [("كتابٌ" * number, "كتاب"), f"كلمة{number}"])
        settle(folder)
    after = TermDictionary(folder)
    for word in ("كتاب", "قلم"):
        assert after.number(word, word) == before.number(word, word)
    assert after.lead("كتاب") == before.number("كتاب", "كتاب")


def test_a_folder_that_is_gone_is_not_an_empty_vocabulary(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        TermDictionary(folder / "gone")


@pytest.mark.parametrize("how", ["as written", "built", "settled"])
@given(batches)
def test_of_few_terms_signs_and_stems_are_told_as_of_all(
    how: str, batches: list[list[str]]
) -> None:
    tagged = [[word if at % 3 else f"#{word}" for at, word in enumerate(one)] for one in batches]
    for known in opened(tagged, how):
        numbers = np.arange(known.last + 1, dtype=np.uint32)
        with patch.object(dictionary, "_FEW", 0):
            signs, stems = known.signs_and_stems(numbers)
        assert signs.tolist() == known.signs[numbers].tolist()
        assert stems.tolist() == known.stems[numbers].tolist()
