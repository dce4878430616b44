"""Where nothing is found, or little: what is offered, and that it finds what it says."""

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
from kashshaf.index.query import clauses
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


def ways(page: Any, where: str = "no-results") -> list[tuple[str, str, int]]:
    """What is offered: where it leads, what it is called, how many it says that it finds."""
    found = []
    for link in page.all(f"//div[@class='{where}']//a[contains(@href, '?')]"):
        said = link.getnext().text.strip("()")
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


PHRASES = st.builds(
    "{}{}".format,
    st.sampled_from(["", "+", "=", "النص:"]),
    st.permutations(WORDS).map(lambda words: f'"{words[0]} {words[1]}"'),
)


@settings(max_examples=25)
@given(q=st.one_of(PHRASES, st.sampled_from(WORDS).map("={}".format)), limits=LIMITS)
def test_where_few_are_found_what_is_offered_finds_more(
    small: tuple[Archive, Visit], q: str, limits: dict[str, str]
) -> None:
    _, visit = small
    page = visit("/", {"q": q, **limits})
    offered = ways(page, "looser")
    numbers = [number for *_, number in offered]
    assert len(set(numbers)) == len(numbers) <= 4
    for address, called, number in offered:
        assert total(visit(address)) == number > total(page), called


def test_a_phrase_of_which_there_is_little_is_sought_more_and_more_loosely(
    browse: Callable[[Archive], Visit],
) -> None:
    with Archive.in_memory("أرشيف صغير") as archive:
        texts = {
            "في العبارة": "حصاد القمح",
            "مع ما يتصل بأوله": "بحصاد القمح",
            "قريب": "حصاد عام من القمح",
            "قريب أيضا": "حصاد حقل القمح",
            "بعيد": f"حصاد {'يوم ' * 20} القمح",
            "بصيغة أخرى": f"حصادهم {'يوم ' * 20} قمح",
        }
        archive.add({"title": title, "text": text} for title, text in texts.items())
        visit = browse(archive)
        page = visit("/", {"q": '"حصاد القمح"'})
        assert total(page) == 1
        assert [(called, number) for _, called, number in ways(page, "looser")] == [
            ("مع ما يتصل بأوائل الكلمات", 2),
            ("الكلمات متقاربة", 3),
            ("الكلمات نفسها في أي موضع", 4),
            ("كل الكلمات بأي صيغة وفي أي موضع", 6),
        ]
        assert not ways(visit("/", {"q": "القمح"}), "looser")


@pytest.mark.parametrize(
    ("q", "leads_to"),
    [
        ("المصدر:القنطره", None),  # is found as it is
        ("المصدر:القنترة جسر", 'المصدر:"جريدة القنطرة" جسر'),
        ('source:"مجلة النأي" OR source:"مجلة النايي"', None),
        ("الوسم:ثقافه", None),
        ("وسم:رياضة", "الوسم:رياضة"),  # nearly the name of a field
        ("المصدز:السفح", "المصدر:السفح"),
        ("وسم:رياظة", 'الوسم:"رياضة"'),
        ("المصدر:قنديل", "قنديل"),  # in the texts
        ("قنديلة*", "قنديل*"),
        ("*كتبتا", "*كتب*"),
        ("مكتبتتة~1", "مكتبة"),
        ("العنوان:جسر", "جسر"),  # in any text
        ('العنوان:"جسر سوق"', '"جسر سوق"'),
        ("#جسر_بعيد_سوق", "جسر بعيد سوق"),
        ('"[sv"', '"جسر"'),  # another keyboard
    ],
)
def test_each_kind_of_search_that_finds_nothing_has_a_way_out(
    small: tuple[Archive, Visit], q: str, leads_to: str | None
) -> None:
    _, visit = small
    page = visit("/", {"q": q})
    offered = [parse_qs(urlsplit(address).query).get("q", [""])[0] for address, *_ in ways(page)]
    assert leads_to in offered if leads_to else page.all("//article") or not offered


def test_a_filter_by_a_value_that_no_record_has_gives_way_to_one_like_it(
    small: tuple[Archive, Visit],
) -> None:
    archive, visit = small
    (first, *_) = ways(visit("/", {"q": "جسر", "source": "صحيفة السطح"}))
    assert parse_qs(urlsplit(first[0]).query)["source"] == ["صحيفة السفح"]
    assert first[2] == archive.count("جسر", only={"source": ["صحيفة السفح"]})


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


def test_dates_in_the_wrong_order_can_be_swapped(small: tuple[Archive, Visit]) -> None:
    archive, visit = small
    page = visit("/", {"q": "جسر", "since": "2013", "until": "2011", "tag": "رياضة"})
    swapped = visit(page.link("بدّل بينهما"))
    asked = archive.count("جسر", since="2011", until="2013", only={"tag": ["رياضة"]})
    assert total(swapped) == asked > 0


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


@pytest.mark.parametrize(
    ("loosen", "text", "loosely"),
    [
        (clauses.near, '"جسر قديم" ="سوق النهر"~3', '"جسر قديم"~10 ="سوق النهر"~10'),
        (clauses.near, '"جسر قديم"~12 "جسر" -"سوق النهر"', '"جسر قديم"~12 "جسر" -"سوق النهر"'),
        (clauses.with_clitics, '"جسر قديم" =سوق +نهر', '+"جسر قديم" +سوق +نهر'),
        (clauses.apart, '"جسر قديم" =«سوق النهر»', '"جسر" "قديم" ="سوق" ="النهر"'),
        (clauses.apart, 'العنوان:"جسر قديم"', 'العنوان:("جسر" "قديم")'),
        (clauses.anywhere, 'title:جسر المصدر:"السفح"', 'جسر المصدر:"السفح"'),
        (loosened, 'العنوان:"جسر قديم"~2', "العنوان:(جسر قديم)"),
        (loosened, '-العنوان:"جسر قديم" ليس:"سوق"', '-العنوان:"جسر قديم" ليس:"سوق"'),
        (loosened, 'المصدر:("السفح" "الناي") =جسر', 'المصدر:("السفح" "الناي") جسر'),
        (clauses.named, "مصدر:السفح وقال: كذا", "المصدر:السفح وقال: كذا"),
        (clauses.plain, "جسر* سوق~2 المصدر:السفح", "جسر سوق المصدر:السفح"),
    ],
)
def test_words_are_loosened_bit_by_bit(loosen: Callable[..., str], text: str, loosely: str) -> None:
    assert loosen(text, NAMES) == loosely


def test_patterns_are_cut_to_what_there_may_be() -> None:
    assert [*clauses.shorter("جسورهم* سوق", NAMES)][:2] == ["جسوره* سوق", "جسور* سوق"]
    assert next(clauses.shorter("ال?سواق", NAMES)) == "*سواق*"
    assert not [*clauses.shorter("جسر -سو*", NAMES)]


REWRITTEN = (
    *(clauses.near, clauses.with_clitics, clauses.apart, clauses.anywhere),
    *(clauses.named, clauses.plain, loosened),
)


@given(st.text('ابج "«»()=+-~:#*أو NOTsource', max_size=40))
def test_any_text_can_be_taken_apart(text: str) -> None:
    for condition in conditions(text, NAMES):
        assert len(without(text, condition)) < len(text)
    for rewrite in REWRITTEN:
        assert not rewrite(text, NAMES).startswith(" ")
    assert all(cut.strip() == cut for cut in clauses.shorter(text, NAMES))


@pytest.mark.parametrize(
    "view", ["/concordance", "/words-around", "/trends", "/stories", "/printed-after", "/facet/tag"]
)
def test_every_view_of_a_search_that_finds_nothing_has_ways_out(
    small: tuple[Archive, Visit], view: str
) -> None:
    _, visit = small
    page = visit(view, {"q": "قنديلل", "source": SOURCES[0], "since": "2011"})
    offered = ways(page)
    assert offered
    for address, label, count in offered:
        assert urlsplit(address).path == view, label
        assert count == total(visit(f"/?{urlsplit(address).query}")), label
        assert not ways(visit(address)), label
    assert not ways(visit(view, {"q": "قنديل"}))


def test_a_search_beside_others_that_finds_nothing_has_ways_out(
    small: tuple[Archive, Visit],
) -> None:
    _, visit = small
    page = visit("/compare", {"a.q": "قنديلل", "a.match": "any", "b.q": "جسر", "since": "2011"})
    (link,) = page.all("//ol[@class='searches']/li[1]/ul[not(@class)]//a")
    after = visit(link.get("href"))
    boxes = after.all("//input[@type='search']")
    assert [box.get("value") for box in boxes] == ["قنديل", "جسر"]
    said = _number((link.tail or "").strip(" ()\n"))
    assert said == _number(after.says("(//ol[@class='searches']/li)[1]/p[1]").split("،")[0])
