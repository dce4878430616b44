"""Small archives, plans and filters, as hypothesis draws them."""

from datetime import date

from hypothesis import strategies as st

from kashshaf.arabic.pieces import Forms
from kashshaf.archive.dates import PartialDate
from kashshaf.archive.field_values import days
from kashshaf.index.engines import plan
from kashshaf.index.engines.base import Document, Schema

# One text and one facet beside those that every archive has.
SCHEMA = Schema(
    texts={"title": 2, "text": 1, "summary": 3},
    facets=("source", "mentions", "section", "month", "day"),
    combined=frozenset({"mentions"}),
)

# Few words and values, so that documents share them.
WORDS = ["كتاب", "قلم", "مدرسه", "علي", "بيت", "نهر"]
SOURCES = ["الساحل", "المنارة", "الوادي"]
PLATFORMS = ["web", "twitter", "facebook"]
SECTIONS = ["رياضة", "سياسة"]
DAYS = [date(2014, 9, 3), date(2014, 9, 30), date(2015, 1, 1), date(2020, 2, 29)]
DATES = [*(day.isoformat() for day in DAYS), "2014-09", "2014", "2015"]


def spellings(word: str) -> tuple[str, ...]:
    return word, f"{word}\x1f{word}َ", f"{word}\x1f{word}ُ"


token_lists = st.lists(st.sampled_from(WORDS), max_size=8)


@st.composite
def texts(draw: st.DrawFn) -> list[Forms]:
    words = draw(token_lists)
    written = [draw(st.sampled_from(spellings(word))) for word in words]
    return [(form, word, word[:3]) for form, word in zip(written, words, strict=True)]


@st.composite
def documents(draw: st.DrawFn, number: int) -> Document[Forms]:
    edtf = draw(st.sampled_from([*DATES, ""]))
    first, last = days(PartialDate.from_edtf(edtf) if edtf else None)
    facets = {
        "source": tuple(draw(st.lists(st.sampled_from(SOURCES), max_size=1))),
        "mentions": tuple(draw(st.lists(st.sampled_from(PLATFORMS), unique=True, max_size=3))),
        "section": tuple(draw(st.lists(st.sampled_from(SECTIONS), unique=True, max_size=2))),
    }
    if edtf:
        facets |= {"month": (edtf[:7],), "day": (edtf,)}
    return Document(
        number=number,
        fields={field: draw(texts()) for field in SCHEMA.texts},
        facets={facet: values for facet, values in facets.items() if values},
        first=first,
        last=last,
    )


@st.composite
def archives(draw: st.DrawFn, least: int = 0) -> list[Document[Forms]]:
    size = draw(st.integers(least, 12))
    return [draw(documents(number)) for number in range(1, size + 1)]


fields = st.sampled_from([None, *SCHEMA.texts])
streams = st.sampled_from(plan.STREAMS)


@st.composite
def terms(draw: st.DrawFn) -> plan.Terms:
    stream = draw(streams)
    words = draw(st.lists(st.sampled_from([*WORDS, "غائب"]), min_size=0, max_size=3, unique=True))
    if stream == "stem":
        words = [word[:3] for word in words]
    return plan.Terms(stream, tuple(words), draw(fields))


@st.composite
def sequences(draw: st.DrawFn) -> plan.Sequence:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=4))
    places = tuple(draw(st.sampled_from([(word,), spellings(word)])) for word in words)
    stems = draw(st.sampled_from([(), tuple(word[:3] for word in words)]))
    return plan.Sequence("written", places, draw(st.integers(0, 3)), draw(fields), stems)


@st.composite
def forms(draw: st.DrawFn) -> plan.Prefer:
    """What is asked for a word in any form."""
    word, within = draw(st.sampled_from(WORDS)), draw(fields)
    return plan.Prefer(
        plan.Terms("stem", (word[:3],), within),
        plan.Terms("written", spellings(word), within),
        0.4,
    )


values = st.builds(
    plan.Values,
    st.sampled_from(["source", "mentions", "section", "month"]),
    st.frozensets(st.sampled_from([*SOURCES, *PLATFORMS, *SECTIONS, "2014-09", ""]), max_size=3),
)
ranges = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(
    lambda ends: (min(ends).toordinal(), max(ends).toordinal())
)
leaves = st.one_of(
    terms(),
    forms(),
    sequences(),
    values,
    ranges.map(lambda r: plan.Days(*r)),
    st.frozensets(st.integers(0, 14), max_size=5).map(plan.Numbers),
    st.just(plan.MatchAll()),
)
amounts = st.integers(1, 20)


def at_least(weighed: list[tuple[plan.Plan, int]], least: int) -> plan.AtLeast:
    parts, weights = [part for part, _ in weighed], [weight for _, weight in weighed]
    return plan.AtLeast(tuple(parts), tuple(weights), least)


def joined(leaves: st.SearchStrategy[plan.Plan]) -> st.SearchStrategy[plan.Plan]:
    """Plans that join some of these in every way there is."""
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda p: plan.All(tuple(p))),
            st.lists(inner, min_size=1, max_size=3).map(lambda p: plan.AnyOf(tuple(p))),
            st.builds(at_least, st.lists(st.tuples(inner, st.integers(0, 9)), max_size=4), amounts),
            inner.map(plan.Except),
        ),
        max_leaves=6,
    )


plans = joined(leaves)
filters = st.dictionaries(
    st.sampled_from(["source", "mentions", "section"]),
    st.frozensets(st.sampled_from([*SOURCES, *PLATFORMS, *SECTIONS, ""]), min_size=1, max_size=2),
    max_size=2,
)
