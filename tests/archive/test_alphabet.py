"""Names in the order of the alphabet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.archive.alphabet import in_order, place_of


def ordered(*names: str, latin_first: bool = False) -> list[str]:
    return [names[at] for at in in_order(names, latin_first=latin_first)]


def test_hamza_marks_and_the_article_do_not_matter() -> None:
    assert ordered("يافا", "الأهرام", "آدم", "بيروت", "أحمد", "الساحل", "شاطئ") == [
        "أحمد",
        "آدم",
        "الأهرام",
        "بيروت",
        "الساحل",
        "شاطئ",
        "يافا",
    ]


@pytest.mark.parametrize(
    ("name", "initial"),
    [
        ("الأهرام", "ا"),
        ("الساحل", "س"),
        ("«الساحل»", "س"),
        ("ألمانيا", "ا"),  # its ال is no article
        ("المانيا", "ا"),  # nor without the hamza
        ("صحيفة الساحل", "ص"),
        ("reuters", "R"),
        ("٢٠١٤", "#"),
        ("…", "#"),
    ],
)
def test_a_name_stands_under_the_letter_where_its_reader_looks(name: str, initial: str) -> None:
    assert place_of(name).initial == initial


def test_the_readers_own_script_comes_first_and_numbers_last() -> None:
    names = ("7", "Zed", "alpha", "ياء", "ألف")
    assert ordered(*names) == ["ألف", "ياء", "alpha", "Zed", "7"]
    assert ordered(*names, latin_first=True) == ["alpha", "Zed", "ألف", "ياء", "7"]


@given(st.lists(st.text(alphabet="ابتلأإيAbz19 «»", max_size=8), max_size=9))
def test_letters_come_in_one_run_each(names: list[str]) -> None:
    initials = [place_of(name).initial for name in ordered(*names)]
    runs = [one for one, before in zip(initials, ["", *initials], strict=False) if one != before]
    assert len(runs) == len(set(runs))
