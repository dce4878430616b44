"""Stories do not hang on the order of what was found, and what was first is what may be known."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kashshaf.archive.dates import PartialDate
from kashshaf.archive.field_values import days
from kashshaf.index.reprints.stories import by_date, first_seen, span, stories

NUMBERS = st.integers(1, 30)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS).filter(lambda pair: pair[0] != pair[1]), max_size=40)


def joined_plainly(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """The same by going over all pairs until nothing changes."""
    story = {number: number for pair in pairs for number in pair}
    changed = True
    while changed:
        changed = False
        for a, b in pairs:
            least = min(story[a], story[b])
            changed |= story[a] != least or story[b] != least
            story[a] = story[b] = least
    return story


@given(PAIRS, st.randoms())
def test_stories_are_the_same_in_whichever_order_pairs_are_found(
    pairs: list[tuple[int, int]], random: Random
) -> None:
    shuffled = [pair[::-1] if random.random() < 0.5 else pair for pair in pairs]
    random.shuffle(shuffled)
    assert stories(shuffled) == stories(pairs) == joined_plainly(pairs)


def test_a_long_chain_is_one_story() -> None:
    chain = [(number, number + 1) for number in range(1, 100_000)]
    assert set(stories(chain).values()) == set(stories(reversed(chain)).values()) == {1}


def dated(**stated: str) -> dict[str, tuple[int, int]]:
    return {
        name: days(PartialDate.from_edtf(text) if text else None) for name, text in stated.items()
    }


def first_of(**stated: str) -> set[str]:
    names = list(stated)
    found = first_seen(dict(enumerate(dated(**stated).values())))
    return {names[number] for number in found}


def test_all_that_were_printed_on_the_first_day_were_first() -> None:
    assert first_of(a="2015-08-06", b="2015-08-05", c="2015-08-05") == {"b", "c"}


def test_a_year_or_a_month_alone_is_not_first_where_a_day_of_it_is_known() -> None:
    assert first_of(year="2015", month="2015-08", day="2015-08-06") == {"day"}
    assert first_of(year="2015", day="2015-12-31") == {"day"}
    assert first_of(month="2015-08", day="2015-08-31") == {"day"}
    assert first_of(year="2015", month="2015-12") == {"month"}


def test_a_year_that_was_over_before_the_first_day_is_first() -> None:
    assert first_of(year="2014", day="2015-01-01") == {"year"}


def test_a_day_without_a_year_and_no_date_at_all_are_never_first() -> None:
    assert first_of(undated="", day="2015-08-06", holiday="XXXX-01-01") == {"day"}
    assert first_of(undated="", holiday="XXXX-01-01") == set()


def test_records_stand_in_order_of_date_a_year_after_its_days_and_undated_ones_last() -> None:
    known = dated(undated="", year="2015", late="2015-11-02", early="2015-08-06", next="2016-01-01")
    order = by_date(dict(enumerate(known.values())))
    assert [list(known)[at] for at in order] == ["early", "late", "year", "next", "undated"]


@given(st.dictionaries(NUMBERS, st.dates(date(2000, 1, 1), date(2030, 1, 1)), max_size=12))
def test_days_between_are_of_dates_that_are_known_to_the_day(printed: dict[int, date]) -> None:
    ordinals = [day.toordinal() for day in printed.values()]
    found = [(day, day) for day in ordinals]
    whole_year = days(PartialDate(1990))
    expected = max(ordinals) - min(ordinals) if len(ordinals) > 1 else None
    assert span(found) == span([*found, whole_year, (0, 0)]) == expected
