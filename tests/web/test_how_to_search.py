"""How one searches is chosen on every view, and kept by whatever is asked next."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from kashshaf.archive.dates import PartialDate
from kashshaf.archive.fields import STANDARD
from kashshaf.web.request.parameters import Parameters
from kashshaf.web.request.state import SearchState

Visit = Callable[..., Any]

VIEWS = {
    "/": {},
    "/concordance": {"arrange": "after"},
    "/trends": {"by": "source", "show": "counts"},
    "/stories": {"arrange": "days"},
    "/printed-after": {"arrange": "later"},
}
"""The views of a search, each with what it takes beside it."""

CHOICES = {
    "match": ["most", "all", "any"],
    "level": ["any", "clitics", "word", "written"],
    "variants": ["yes", "no"],
}
STATES = st.builds(
    SearchState,
    q=st.sampled_from(["", "الرصيف", '"الرصيف الجديد" -سوق', "source:سهل"]),
    limits=st.sampled_from(
        [{}, {"source": ("صحيفة الساحل",)}, {"agency": ("رويترز",), "not_tag": ("أ&ب",)}]
    ),
    since=st.none() | st.just(PartialDate(2012)),
    reprinted=st.sampled_from([None, "yes"]),
    story_size=st.sampled_from(["", "2.."]),
    shares=st.sampled_from([None, "reprint"]),
    match=st.sampled_from(CHOICES["match"]),
    level=st.sampled_from(CHOICES["level"]),
    variants=st.sampled_from(CHOICES["variants"]),
    sort=st.sampled_from([None, "oldest"]),
    per=st.sampled_from(["record", "story"]),
    per_page=st.sampled_from([10, 50]),
)


def asked(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def state_of(parameters: dict[str, list[str]]) -> SearchState:
    names = {name for view in VIEWS.values() for name in view}
    read = Parameters(MultiDict({k: v for k, v in parameters.items() if k not in names}))
    state = SearchState.read(read, STANDARD)
    assert read.faults == []
    return state


def sent(page: Any, q: str) -> dict[str, list[str]]:
    """What a browser sends of the form, with this typed into its first box."""
    values: dict[str, list[str]] = {}
    inputs = page.all("//form[@id='search']//input | //input[@form='search']")
    for field in [*inputs, *page.all("//form[@id='search']//option[@selected]")]:
        name = field.get("name") or field.getparent().get("name")
        value = field.get("value") or ""
        if name == "q":
            value, q = q, ""
        if value:
            values.setdefault(name, []).append(value)
    return values


@pytest.mark.parametrize("view", VIEWS)
@settings(max_examples=6)
@given(state=STATES)
def test_a_new_query_keeps_all_else_and_each_choice_changes_itself_alone(
    visit_press: Visit, view: str, state: SearchState
) -> None:
    page = visit_press(view, {**state.arguments(), **VIEWS[view]} or {"q": ""})
    assert page.status == 200
    new = sent(page, "مرفأ")
    assert state_of(new) == state.but(q="مرفأ")
    assert {name: new[name] for name in VIEWS[view]} == {k: [v] for k, v in VIEWS[view].items()}
    links = page.all("//details[@class='manner']//a")
    offered = {name: values for name, values in CHOICES.items() if name != "variants"}
    if state.level == "any":
        offered["variants"] = CHOICES["variants"]
    changed = [state_of(asked(link.get("href"))) for link in links]
    expected = [state.but(**{name: one}) for name, values in offered.items() for one in values]
    assert sorted(map(repr, changed)) == sorted(map(repr, expected))
    current = [state_of(asked(link.get("href"))) for link in links if link.get("aria-current")]
    assert current == [state] * len(offered)
    for link in links:
        assert asked(link.get("href")).items() >= {k: [v] for k, v in VIEWS[view].items()}.items()


@pytest.mark.parametrize("page", ["/record/sahil", "/story/sahil"])
def test_a_new_query_from_a_record_stays_within_what_led_there_until_that_is_taken_off(
    visit_press: Visit, page: str
) -> None:
    limits = {"source": ("صحيفة الساحل",)}
    state = SearchState(q="الرصيف", limits=limits, level="word", match="all", sort="oldest")
    shown = visit_press(page, state.arguments())
    assert state_of(sent(shown, "مرفأ")) == state.but(q="مرفأ")
    within = "//div[@class='within']"
    assert "صحيفة الساحل" in shown.says(within)
    everywhere = visit_press(shown.link("ابحث في الأرشيف كله"))
    assert everywhere.all("//article")
    assert state_of(sent(everywhere, "مرفأ")) == state.unfiltered().but(q="مرفأ")
    assert not everywhere.all(within)


def test_the_line_that_folds_the_choices_says_what_is_chosen(visit: Visit) -> None:
    def told(**chosen: str) -> str:
        return str(visit("/", {"q": "كتاب", **chosen}).says("//details[@class='manner']/summary"))

    assert told() == "طريقة البحث: معظم الكلمات، بأي صيغة"
    assert told(match="any", level="written") == "طريقة البحث: أيّ كلمة، كما كُتبت"
    assert told(variants="no").endswith("من دون الكتابات والجموع الأخرى")
    assert (
        told(variants="no", level="word", lang="en") == "How to search: Most words, the word itself"
    )


def test_a_list_is_compact_from_then_on_where_a_reader_prefers_it(visit: Visit) -> None:
    page = visit("/", {"q": "كتاب"})
    assert page.all("//p[@class='snippet']")
    assert asked(page.link("مختصرة"))["q"] == ["كتاب"]
    compact = visit("/", {"q": "كتاب", "list": "compact"})
    assert not compact.all("//p[@class='snippet']")
    assert len(compact.all("//article/h2/a")) == len(page.all("//article/h2/a"))
    assert compact.says("(//article)[1]/p[@class='byline']")
