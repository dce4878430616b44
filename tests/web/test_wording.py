import pytest

from kashshaf.archive.dates import PartialDate
from kashshaf.web.language.wording import date_in_words, items, percent, period_in_words, results


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "لا نتائج"),
        (1, "نتيجة واحدة"),
        (2, "نتيجتان"),
        (3, "3 نتائج"),
        (10, "10 نتائج"),
        (11, "11 نتيجة"),
        (99, "99 نتيجة"),
        (100, "100 نتيجة"),
        (101, "101 نتيجة"),
        (102, "102 نتيجة"),
        (103, "103 نتائج"),
        (110, "110 نتائج"),
        (111, "111 نتيجة"),
        (200, "200 نتيجة"),
        (1000, "1,000 نتيجة"),
        (1005, "1,005 نتائج"),
        (31030, "31,030 نتيجة"),
        (1000003, "1,000,003 نتائج"),
    ],
)
def test_a_number_and_its_noun_agree(number: int, words: str) -> None:
    assert results(number) == words


def test_the_noun_is_plural_after_three_to_ten_in_every_hundred() -> None:
    plural = {number for number in range(201) if results(number).endswith(" نتائج")}
    assert plural - {0} == {*range(3, 11), *range(103, 111)}
    assert all(str(number) in results(number) for number in range(3, 201))


def test_items_are_counted_by_the_same_rule() -> None:
    assert [items(number) for number in (1, 2, 7, 30)] == [
        "مادة واحدة",
        "مادتان",
        "7 مواد",
        "30 مادة",
    ]


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2014-12-18", "18 كانون الأول/ديسمبر 2014"),
        ("2014-09", "أيلول/سبتمبر 2014"),
        ("2014", "2014"),
        ("XXXX-09-03", "3 أيلول/سبتمبر، السنة غير مذكورة"),
    ],
)
def test_a_date_says_what_is_known_and_no_more(edtf: str, words: str) -> None:
    assert date_in_words(PartialDate.from_edtf(edtf)) == words


def test_no_date_is_said_to_be_none() -> None:
    assert date_in_words(None) == "بلا تاريخ"


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2014", "2014", "2014"),
        ("2014", "2015-03", "من 2014 إلى آذار/مارس 2015"),
        ("2014", None, "منذ 2014"),
        (None, "2014", "حتى 2014"),
    ],
)
def test_a_period_is_told_by_its_ends(since: str | None, until: str | None, words: str) -> None:
    start, end = (PartialDate.from_edtf(date) if date else None for date in (since, until))
    assert period_in_words(start, end) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0%"), (0.0003, "أقلّ من 1%"), (0.454, "45%"), (0.999, "99%"), (1, "100%")],
)
def test_a_share_is_told_in_hundredths_that_hide_neither_little_nor_what_is_left(
    share: float, words: str
) -> None:
    assert percent(share) == words
