"""Names in all their spellings: one fold, and a pattern that sees through the same."""

import re
from collections import defaultdict
from functools import cache
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kashshaf.arabic.folding import fold
from kashshaf.arabic.names import fold_name, fold_text
from kashshaf.arabic.spellings import any_of, readable
from kashshaf.archive.metadata.authority_tables import entries

SECTIONS = ("sources", "platforms", "agencies")
NAMES = sorted(
    {
        fold_name(spelling)
        for section in SECTIONS
        for entry in entries(section, {}).values()
        for spelling in entry.spellings
    }
    | {"strasse express", "اللجنه", "هه", "ا", "يي", "الراييين", "αιγαιο", "москва", "n24"}
)
ALPHABETS = st.characters(categories=["L"], max_codepoint=0x6FF, exclude_characters="Ŀŀͺ")
BETWEEN_WORDS = (" ", "\u00a0", ".", ". ", "-", " – ", "\n")


@cache
def spellings() -> dict[str, str]:
    """Every character by the letters that a name has of it, found one by one.

    Those of which it has nothing, wherever they stand in a word, are under "".
    """
    found: dict[str, str] = defaultdict(str)
    for char in map(chr, range(1, 0x10000)):
        if fold_name(f"ب{char}ت") == "بت" and fold_name(f"b{char}c") == "bc":
            found[""] += char
        elif char.isalnum():
            found[fold_name(char)] += char
    return found


@st.composite
def variants(draw: st.DrawFn, name: str) -> str:
    """A spelling of a name: other shapes, marks, letters drawn out, other signs between words."""
    return draw(st.sampled_from(BETWEEN_WORDS)).join(
        "".join(draw(run(letter, len(list(same)))) for letter, same in groupby(word))
        for word in name.split(" ")
    )


@st.composite
def run(draw: st.DrawFn, letter: str, times: int) -> str:
    """A letter, or the same several times, spelt otherwise, maybe drawn out or written as one."""
    if letter * times in spellings() and times > 1 and draw(st.booleans()):
        return draw(st.sampled_from(spellings()[letter * times]))
    # Most letters are written as often as they should be.
    drawn_out = draw(st.sampled_from([0, 0, 0, 0, 0, 0, 1, 2, 3, 4]))
    shape = st.sampled_from(letter * 9 + spellings()[letter])
    mark = st.text(st.sampled_from(spellings()[""]), max_size=1)
    return "".join(draw(shape) + draw(mark) for _ in range(times + drawn_out))


@given(st.data())
def test_the_pattern_finds_what_folds_to_a_name(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    # A first letter that is drawn out may be a clitic: ففيسبوك.
    plain = 1 if name[0] in "وفبكل" else 0
    variant = name[:plain] + data.draw(variants(name[plain:]))
    assert is_found(name, variant) == (fold_name(variant) == name)


def is_found(name: str, text: str) -> bool:
    found = re.fullmatch(any_of([name]), readable(text).rstrip("'’\uff07"))
    return found is not None and fold_name(found[1]) == name


def letters_once(name: str) -> str:
    return re.sub(r"(.)\1+", r"\1", name)


@settings(max_examples=40)
@given(st.data())
def test_what_the_pattern_finds_is_a_name_or_has_a_letter_doubled(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3))
    pieces = [data.draw(variants(data.draw(st.sampled_from(NAMES)))) for _ in range(2)]
    text = data.draw(st.sampled_from(["", " ", "، ", "و", "بال", "'"])).join(pieces)
    for found in re.finditer(any_of(names), readable(text)):
        assert letters_once(fold_name(found[1])) in map(letters_once, names)


def test_every_character_that_folds_to_a_letter_is_found_for_it() -> None:
    several = {
        f"x{letter}": characters
        for letter, characters in spellings().items()
        if len(letter) == 1 and letter != characters
    }
    pattern = re.compile(any_of(several))
    for name, characters in several.items():
        # Some are a letter between parentheses (⒜), which part it from the x.
        for text in (f"x{char}" for char in characters if fold_name(f"x{char}") == name):
            found = pattern.match(readable(text))
            assert found, text
            assert fold_name(found[1]) == name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("تويتر", "بـتويتر"),
        ("تويتر", "\u202bتويتر\u202c"),
        ("تويتر", "وَبِتْويترَ،"),
        ("تويتر", "على «تويتر»"),
        ("تويتر", "#أخبار_تويتر"),
        ("فيسبوك", "ﻓﻴﺴﺒﻮﻙ"),
        ("فيسبوك", "فيسبوووووك"),
        ("فيسبوك", "ٱلفيسبوك"),
        ("كلستان", "گلستان"),
        ("فيينا", "لڤيينا"),
        ("الاناضول", "ﺍﻷﻧﺎﺿﻮﻝ"),
        ("societe generale", "SOCIÉTÉ GÉNÉRALE"),
        ("strasse", "Straße"),
        ("maan", "Ma'an"),
        ("sana", "Ṣanʿāʾ"),
        ("afp", "l'AFP"),
        ("فرانس 24", "فرانس ٢٤"),
    ],
)
def test_a_name_is_found_in_running_text(name: str, text: str) -> None:
    assert [fold_name(found[1]) for found in re.finditer(any_of([name]), readable(text))] == [name]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("تويتر", "تويترات"),
        ("تويتر", "أتويتر"),
        ("تويتر", "گتويتراً"),
        ("تويتر", "ݣتويتر"),
        ("generale", "égenerale"),
        ("واس", "واس\u0301ط"),
        ("فيس بوك", "فيس، بوك"),
    ],
)
def test_a_name_is_not_found_within_another_word_nor_across_a_comma(name: str, text: str) -> None:
    assert not re.search(any_of([name]), readable(text))


def test_a_quotation_mark_beside_a_name_is_no_part_of_it() -> None:
    found = re.search(any_of(["تويتر"]), "قال ’تويتر’ اليوم")
    assert found is not None
    assert found[0] == "تويتر"


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("أ.ف.ب", "ا ف ب"),
        ("  الجزيرة.نت ", "الجزيره نت"),
        ("گلستان", "كلستان"),
        ("ڤيينا", "فيينا"),
        ("پاريس", "باريس"),
        ("Société Générale", "societe generale"),
        ("Straße", "strasse"),
        ("Encyclopædia", "encyclopædia"),
        ("King’s Voice", "kings voice"),
        ("created_at", "created at"),
        ("ك٢", "ك2"),
        ("رويتررررز", "رويترز"),
        ("ﷺ", "صلي الله عليه وسلم"),
        ("हिन्दी", "हिन्दी"),
        ("+", ""),
    ],
)
def test_a_name_folds_word_by_word(name: str, folded: str) -> None:
    assert fold_name(name) == folded


@given(st.text(max_size=40))
def test_a_name_folded_again_is_the_same(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


@given(
    st.text(
        st.characters(categories=["L"], max_codepoint=0x6FF, exclude_characters="Ŀŀͺ"),
        min_size=1,
        max_size=12,
    )
)
def test_a_word_folds_as_the_analyzer_folds_it(word: str) -> None:
    assert fold_name(word) == " ".join(fold(word).split())


def test_the_signs_of_a_text_stay_where_they_are() -> None:
    assert fold_text("3-أيلول/سبتمبر، ١٢:٣٠ (Août)") == "3-ايلول/سبتمبر، 12:30 (aout)"
