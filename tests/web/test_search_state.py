from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from kashshaf.archive.dates import PartialDate
from kashshaf.archive.fields import STANDARD
from kashshaf.archive.own_fields import own_fields
from kashshaf.web.request.parameters import Parameters
from kashshaf.web.request.state import SearchState, limiting

OWN = own_fields({"pages": {"label": {"ar": "الصفحات"}, "kind": "number"}})
DATE, PAGES = OWN["date"], OWN["pages"]

_names = st.lists(
    st.text("ابتsx,&=+/ ", min_size=1).map(str.strip).filter(bool),
    min_size=1,
    max_size=3,
    unique=True,
).map(tuple)
_years = st.integers(1900, 2030).map(PartialDate)
STATES = st.builds(
    SearchState,
    q=st.text('كتاب "=+*', max_size=9).map(str.strip),
    limits=st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            ("source", "platform", "mentions", "agency", "not_source", "not_tag"), _names
        )
        | dict.fromkeys(("date", "not_date"), st.just(("unknown",))),
    ),
    level=st.sampled_from(["any", "clitics", "word", "written"]),
    since=st.none() | _years,
    match=st.sampled_from(["all", "any"]),
    sort=st.sampled_from([None, "relevance", "newest", "oldest"]),
    per=st.sampled_from(["record", "story"]),
    page=st.integers(1, 100),
    per_page=st.sampled_from([10, 20, 50, 100]),
)


def read(**asked: Any) -> tuple[SearchState, list[str]]:
    parameters = Parameters(MultiDict(asked))
    state = SearchState.read(parameters, STANDARD)
    return state, [fault.name for fault in parameters.faults]


@given(STATES)
def test_a_state_written_in_an_address_is_read_as_it_was(state: SearchState) -> None:
    assert read(**state.arguments()) == (state, [])


@given(STATES, st.sampled_from(limiting(STANDARD)), st.sampled_from(["رويترز", "unknown"]))
def test_toggling_a_value_twice_changes_nothing_but_the_page(
    state: SearchState, name: str, value: str
) -> None:
    twice = state.toggled(name, value).toggled(name, value)
    assert twice.page == 1
    assert set(twice.limits.get(name, ())) == set(state.limits.get(name, ()))


def test_any_change_goes_back_to_the_first_page() -> None:
    state = SearchState(q="كتاب", page=7)
    assert state.toggled("source", "رويترز").page == 1
    assert state.within(DATE, "2014").page == 1
    assert state.but(sort="oldest").page == 1


@pytest.mark.parametrize("text", ["2014-09", "2014..", "..2014", "2012..2014-09-03", ""])
def test_a_range_is_known_again_as_it_was_given(text: str) -> None:
    for field in (DATE, PAGES):
        assert SearchState().within(field, text).range_of(field) == text


def test_a_period_is_what_the_address_calls_since_and_until() -> None:
    narrowed = SearchState().within(DATE, "2014-09")
    assert (narrowed.since, narrowed.until) == (PartialDate(2014, 9), PartialDate(2014, 9))
    assert narrowed.within(DATE, "") == SearchState()


def test_a_period_takes_the_place_of_the_undated_as_one_range_of_another() -> None:
    state, faults = read(date="unknown", not_source="رويترز")
    assert (state.limits, faults) == ({"date": ("unknown",), "not_source": ("رويترز",)}, [])
    assert state.within(DATE, "2014").limits == {"not_source": ("رويترز",)}


def test_the_ends_of_a_range_in_a_form_take_the_place_of_ranges_and_leave_the_unknown() -> None:
    asked: dict[str, str | list[str]] = {
        "pages": ["1..2", "unknown", "5"],
        "pages.from": " 10 ",
        "pages.to": "20",
    }
    parameters = Parameters(MultiDict(asked))
    state = SearchState.read(parameters, OWN)
    assert parameters.faults == []
    assert state.limits == {"pages": ("10..20", "unknown")}
    assert state.range_of(PAGES) == "10..20"


def test_several_ranges_are_not_one() -> None:
    assert SearchState(limits={"pages": ("1..2", "5")}).range_of(PAGES) == ""


def test_empty_fields_of_a_form_are_as_good_as_absent() -> None:
    assert read(q="", since=" ", until="", source="", page="") == (SearchState(), [])


def test_dates_may_be_typed_in_arabic_digits() -> None:
    state, faults = read(since="٢٠١٤-٠٩", until="۲۰۱۵")
    assert (state.since, state.until, faults) == (PartialDate(2014, 9), PartialDate(2015), [])


@pytest.mark.parametrize(
    ("asked", "at_fault"),
    [
        ({"since": "أمس"}, "since"),
        ({"until": "2014-13"}, "until"),
        ({"since": "XXXX-09-03"}, "since"),
        ({"since": "2015", "until": "2014"}, "since"),
        ({"sort": "best"}, "sort"),
        ({"match": "some"}, "match"),
        ({"page": "0"}, "page"),
        ({"page": "-1"}, "page"),
        ({"page": "1_0"}, "page"),
        ({"page": "²"}, "page"),
        ({"page": "1001"}, "page"),
        ({"per_page": "1000"}, "per_page"),
        ({"q": "ا" * 2001}, "q"),
        ({"q": ["كتاب", "علم"]}, "q"),
        ({"date": "2014"}, "date"),
        ({"not_date": ["unknown", "2014"]}, "not_date"),
    ],
)
def test_what_cannot_be_used_is_named_in_both_languages(
    asked: dict[str, Any], at_fault: str
) -> None:
    parameters = Parameters(MultiDict(asked))
    SearchState.read(parameters, STANDARD)
    (fault,) = parameters.faults
    assert fault.name == at_fault
    assert fault.sentence().endswith(".")
    assert at_fault in fault.detail()


def test_a_text_may_have_two_thousand_characters() -> None:
    assert read(q="ا" * 2000) == (SearchState(q="ا" * 2000), [])


def test_without_a_query_the_newest_come_first() -> None:
    assert SearchState().order == "newest"
    assert SearchState(sort="relevance").order == "newest"
    assert SearchState(sort="oldest").order == "oldest"
    assert SearchState(q="كتاب").order == "relevance"
