"""What an archive has of each source and year, and where it has nothing."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kashshaf import Archive
from kashshaf.archive.dates import PartialDate
from kashshaf.index.searching.holdings import LONG_GAP, Gap, Holdings

DATES = st.one_of(
    st.none(),
    st.dates(date(1990, 1, 1), date(2003, 12, 31)).map(str),
    st.integers(1990, 2003).map(str),
    st.just("XXXX-09-03"),
)
ITEMS = st.lists(st.tuples(DATES, st.sampled_from(["الساحل", "المرفأ", None])), max_size=12)


def held(items: list[tuple[str | None, str | None]]) -> Holdings:
    with Archive.in_memory() as archive:
        archive.add(
            {"id": str(at), "text": f"نص {at}", "published": published, "source": source}
            for at, (published, source) in enumerate(items)
        )
        return archive.holdings()


@settings(max_examples=20)  # each makes an archive
@given(ITEMS)
def test_each_record_is_counted_in_its_year_and_with_its_source(
    items: list[tuple[str | None, str | None]],
) -> None:
    found = held(items)
    years = [int(text[:4]) for text, _ in items if text and not text.startswith("XXXX")]
    assert dict(found.years) == {year: years.count(year) for year in sorted(set(years))}
    assert found.records == len(items) == found.undated + len(years)
    for source in found.sources:
        own = [text for text, name in items if (name or "") == source.name]
        spans = [PartialDate.from_edtf(text) for text in own if text and text[:4] != "XXXX"]
        assert (source.records, source.undated) == (len(own), len(own) - len(spans))
        if spans:
            first, last = map(PartialDate.from_edtf, (source.first or "", source.last or ""))
            assert first.first == min(one.first for one in spans if one.first)
            assert last.last == max(one.last for one in spans if one.last)
        else:
            assert source.first is source.last is None
    assert sum(source.records for source in found.sources) == len(items)
    no_record_can_be_of_a_day_of_a_gap(items, found)


def no_record_can_be_of_a_day_of_a_gap(
    items: list[tuple[str | None, str | None]], found: Holdings
) -> None:
    for source in found.sources:
        for gap in source.gaps:
            days = date.fromisoformat(gap.first), date.fromisoformat(gap.last)
            assert (days[1] - days[0]).days + 1 >= LONG_GAP
            for text, name in items:
                if text and text[:4] != "XXXX" and (name or "") == source.name:
                    stated = PartialDate.from_edtf(text)
                    assert stated.first and stated.last
                    assert stated.last < days[0] or stated.first > days[1]


def test_gaps_of_years_and_of_a_source_are_told() -> None:
    found = held([("1990", "الساحل"), ("1991-06-30", "الساحل"), ("1995-01-01", "الساحل")])
    assert found.empty_years == ((1992, 1994),)
    assert found.sources[0].gaps == (Gap("1991-07-01", "1994-12-31"),)
