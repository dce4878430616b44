"""Where nothing is found: which other searches are offered, and that each finds what it says."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from draws import drawn
from hypothesis import given, settings
from hypothesis import strategies as st

from kashshaf import Archive
from kashshaf.archive.fields import STANDARD
from kashshaf.index.query.clauses import conditions, loosened, without

Visit = Callable[..., Any]

SOURCES = ("جريدة القنطرة", "صحيفة السفح", "مجلة الناي")
WORDS = ("ميناء", "جسر", "قنديل", "مكتبة", "بستان", "سوق")


@pytest.fixture(scope="module")
def small(browse: Callable[[Archive], Visit]) -> Iterator[tuple[Archive, Visit]]:
    """An archive that chance wrote: forty records of three words each."""
    chance = drawn("ways out")
    with Archive.in_memory("أرشيف صغير") as archive:
        archive.add(
            {
                "id": f"{number}",
                "text": " ".join(chance.sample(WORDS, 3)),
                "source": chance.choice(SOURCES),
                "tags": [chance.choice(["رياضة", "ثقافة"])],
                "date": f"{chance.randrange(2010, 2014)}",
            }
            for number in range(40)
        )
        yield archive, browse(archive)


def ways(page: Any) -> list[tuple[str, str, int]]:
    """What is offered: where it leads, what it is called, how many it says that it finds."""
    found = []
    for link in page.all("//div[@class='no-results']//a[contains(., '') and @href != '/']"):
        said = (link.tail or "").strip(" ()؟،\n")
        label = link.text_content().replace("\u2068", "").replace("\u2069", "")
        found.append((str(link.get("href")), label, _number(said)))
    return found


def _number(said: str) -> int:
    digits = "".join(filter(str.isdigit, said))
    return int(digits) if digits else {"نتيجة واحدة": 1, "نتيجتان": 2}[said.strip()]


def total(page: Any) -> int:
    return _number(page.says("//h1").split("في")[0])


QUERIES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", '"', "=", "+"]).flatmap(
        lambda sign: st.permutations(WORDS).map(
            lambda words: f'"{words[0]} {words[1]}"' if sign == '"' else f"{sign}{words[0]}"
        )
    ),
    st.sampled_from(["", " مكتببة", " زعفرانقرمزي", " سوق"]),
    st.sampled_from(["", " -جسر", " source:لاأحد", " date:1950"]),
)
LIMITS = st.fixed_dictionaries(
    {},
    optional={
        "source": st.sampled_from([*SOURCES, "من لا يوجد"]),
        "tag": st.sampled_from(["رياضة", "سفر"]),
        "since": st.sampled_from(["2012", "2031"]),
        "not_source": st.sampled_from(SOURCES),
        "match": st.sampled_from(["all", "any"]),
        "level": st.sampled_from(["word", "written"]),
    },
)


@settings(max_examples=25)
@given(q=QUERIES, limits=LIMITS)
def test_wherever_less_would_find_something_a_way_is_offered_that_does(
    small: tuple[Archive, Visit], q: str, limits: dict[str, str]
) -> None:
    _, visit = small
    page = visit("/", {"q": q, **limits})
    if page.all("//article"):
        return
    offered = ways(page)
    assert len({address for address, *_ in offered}) == len(offered) <= 7
    for address, called, number in offered:
        assert total(visit(address)) == number > 0, called
    narrowing = {name: limits[name] for name in limits if name not in ("match", "level")}
    less = [
        {name: narrowing[name] for name in kept}
        for number in range(len(narrowing))
        for kept in combinations(narrowing, number)
    ]
    if any(visit("/", {"q": q, **some}).all("//article") for some in less):
        assert any(parse_qs(urlsplit(address).query).get("q") == [q] for address, *_ in offered)
    assert offered


def test_a_slip_is_mended_without_the_filters_that_its_correction_finds_nothing_under(
    small: tuple[Archive, Visit],
) -> None:
    archive, visit = small
    page = visit("/", {"q": "قندديل", "source": "صحيفة السفح", "since": "2031"})
    (first, *_) = ways(page)
    assert parse_qs(urlsplit(first[0]).query) == {"q": ["قنديل"], "source": ["صحيفة السفح"]}
    assert first[1] == "«قنديل»، من دون شرط التاريخ: منذ 2031"
    assert first[2] == archive.search("قنديل", only={"source": ["صحيفة السفح"]}).total


def test_another_layout_is_read_under_filters_too(small: tuple[Archive, Visit]) -> None:
    _, visit = small
    typed = "lkjm"  # the keys of منتة have no word; those of جسر do
    assert ways(visit("/", {"q": "[sv", "tag": "سفر"}))[0][1].startswith("«جسر»")
    assert visit("/", {"q": typed}).says("//h1") == "لا نتائج"


@pytest.mark.parametrize(
    ("q", "left"),
    [
        ("جسر source:لاأحد", "جسر"),
        ("جسر date:1950", "جسر"),
        ("ميناء -ميناء", "ميناء"),
        ("جسر ليس:جسر", "جسر"),
    ],
)
def test_a_condition_that_was_typed_can_be_left_out(
    small: tuple[Archive, Visit], q: str, left: str
) -> None:
    archive, visit = small
    found = {
        parse_qs(urlsplit(address).query)["q"][0]: number
        for address, _, number in ways(visit("/", {"q": q}))
    }
    assert found[left] == archive.search(left).total


NAMES = STANDARD.by_name


def test_a_text_is_taken_apart_at_its_conditions() -> None:
    text = 'جسر -"سوق قديم" المصدر:"جريدة القنطرة" التاريخ: 2014 NOT (نهر أو بحر)'
    found = conditions(text, NAMES)
    assert found == ('-"سوق قديم"', 'المصدر:"جريدة القنطرة"', "التاريخ: 2014", "NOT (نهر أو بحر)")
    assert without(text, found[1]) == 'جسر -"سوق قديم" التاريخ: 2014 NOT (نهر أو بحر)'
    assert conditions("جسر أو -نهر", NAMES) == ()


def test_words_are_loosened_and_conditions_are_not() -> None:
    assert loosened('="جسر  قديم"~3 +نهر المصدر:"جريدة القنطرة" -=سوق', NAMES) == (
        'جسر قديم نهر المصدر:"جريدة القنطرة" -=سوق'
    )


@given(st.text('ابج "«»()=+-~:أو NOTsource', max_size=40))
def test_any_text_can_be_taken_apart(text: str) -> None:
    for condition in conditions(text, NAMES):
        assert len(without(text, condition)) < len(text)
    assert not loosened(text, NAMES).startswith(" ")
