"""What an archive tells of texts that were printed more than once."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from kashshaf import Archive, Record
from kashshaf.archive.errors import QueryError, RecordNotFound, ReprintsUnknown
from kashshaf.archive.settings import SETTINGS_FILE

LIBRARY = (
    "أعلنت بلدية المرفأ أمس افتتاح المكتبة العامة الجديدة في الساحة الكبرى بعد عامين من العمل"
    " وقال رئيس البلدية إن المكتبة تضم ثلاثين ألف كتاب ومجلة وقاعة للأطفال وأخرى للباحثين"
    " وستفتح أبوابها كل يوم عدا الجمعة"
)
FIRE = (
    "شهدت ضاحية النهر القديم حريقا كبيرا في سوق الخشب ليل الخميس ولم يصب أحد بأذى بينما عملت"
    " ست فرق من الإطفاء حتى الفجر على إخماده وتوقع التجار خسائر كبيرة في البضائع والمحال"
)
COAST, VALLEY, BEACON = "صحيفة الساحل", "جريدة الوادي", "صحيفة المنارة"


def item(key: str, text: str, source: str, date: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "title": f"عنوان {key}", "text": text, "source": source, "date": date} | more


ITEMS = [
    item("coast", LIBRARY, COAST, "2014-09-03"),
    item("valley", LIBRARY + " ونقل المراسل عن الحضور فرحتهم.", VALLEY, "2014-09-03"),
    item("beacon", "خاص: " + LIBRARY, BEACON, "2014-09-05", author="رويترز"),
    item("undated", LIBRARY, "", ""),
    item("year", LIBRARY, COAST, "2014"),
    item("fire", FIRE, COAST, "2014-10-01"),
    item("fire-again", FIRE, VALLEY, "2014-10-04", author="رويترز"),
    item(
        "column",
        "كتب القارئ عن مكتبته الصغيرة ثم نقل ما قرأه: "
        + LIBRARY[: LIBRARY.index(" وستفتح")]
        + "، "
        + " ".join(f"وهذا رأي{number} له" for number in range(60)),
        VALLEY,
        "2014-11-02",
    ),
    item("alone", "مكتبة صغيرة في بيت قديم على النهر", VALLEY, "2014-10-04"),
]


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def archive(request: pytest.FixtureRequest) -> Iterator[Archive]:
    with Archive.in_memory(engine=request.param) as archive:
        archive.add(ITEMS)
        yield archive


def ids(records: Any) -> list[str]:
    return [record.id for record in records]


def test_a_record_has_its_story_in_order_of_date(archive: Archive) -> None:
    found = archive.reprints(archive.record("beacon"))
    assert found.story is not None
    assert ids(found.story.records) == ["coast", "valley", "beacon", "year", "undated"]
    assert found.story.sources == (COAST, VALLEY, BEACON)
    assert (found.story.days, found.story.agencies) == (2, {"رويترز": 1})


def test_the_first_seen_are_all_of_the_first_day_and_no_year_alone(archive: Archive) -> None:
    story = archive.reprints(archive.record("undated")).story
    assert story is not None and story.first is not None
    assert (str(story.first.date), ids(story.first.records)) == ("2014-09-03", ["coast", "valley"])


def test_the_others_tell_how_they_share_text_from_this_records_side(archive: Archive) -> None:
    valley = archive.reprints(archive.record("valley"))
    beacon = next(one for one in valley.of("reprint") if one.record.id == "beacon")
    back = archive.reprints(archive.record("beacon"))
    valley_again = next(one for one in back.others if one.record.id == "valley")
    assert beacon.covers_this == valley_again.covers_that < valley_again.covers_this
    (column,) = [one for one in valley.others if one.record.id == "column"]
    assert column.kind in ("excerpt", "passage")
    assert column.covers_this > 0.6 > column.covers_that


def test_what_many_people_post_is_one_story_where_no_post_has_a_source() -> None:
    with Archive.in_memory() as archive:
        post = {"text": FIRE, "platform": "twitter"}
        archive.add(post | {"id": f"{at}", "author": f"reader{at}"} for at in range(14))
        assert [story.size for story in archive.stories()] == [14]


def test_tags_and_addresses_beside_a_post_make_no_other_of_it_and_words_do() -> None:
    said = "مددت إدارة المتحف ساعات الزيارة حتى العاشرة مساء طوال أيام العطلة"
    posts = {
        "bare": said,
        "tagged": f"{said} #متاحف #المدينة #فن #عطلة_الصيف #سفر",
        "before": f"#متاحف #فن #سفر #تراث {said}",
        "linked": f"{said} https://t.co/aB3dE9 https://t.co/xY7zW1 https://t.co/pQ4rS8",
        "named": f"@yazan @layla @nour @hadi {said} #متاحف",
        "answered": f"ولماذا لا تفتح أبوابها صباحا أيضا يا سادة؟ {said} #متاحف",
    }
    with Archive.in_memory() as archive:
        archive.add(
            {"id": key, "text": text, "platform": "twitter", "author": key}
            for key, text in posts.items()
        )
        assert [{*ids(story.records)} for story in archive.stories()] == [
            {"bare", "tagged", "before", "linked"}
        ]


def test_a_record_without_copies_has_none(archive: Archive) -> None:
    found = archive.reprints(archive.record("alone"))
    assert (found.story, found.others) == (None, ())


def test_reprints_of_what_the_archive_does_not_have_are_an_error(archive: Archive) -> None:
    with pytest.raises(RecordNotFound):
        archive.reprints(Record(id="elsewhere", title="غيره"))
    for ids in (("elsewhere", "coast"), ("coast", "elsewhere")):
        with pytest.raises(RecordNotFound, match="elsewhere"):
            archive.shared(*ids)


def test_records_may_be_given_by_their_ids(archive: Archive) -> None:
    coast, valley = archive.record("coast"), archive.record("valley")
    assert archive.reprints("coast") == archive.reprints(coast)
    assert archive.shared("coast", "valley") == archive.shared(coast, valley)
    assert archive.similar("coast") == archive.similar(coast)


def test_what_is_told_can_be_read_in_a_session(archive: Archive) -> None:
    for told in (
        archive.reprints("coast"),
        archive.search("مكتبة", limit=1, per="story"),
        archive.stories(limit=1),
        archive.trace(FIRE, limit=1),
    ):
        # Neither whole texts nor the tables by which sources are named.
        assert 100 < len(repr(told)) < 1000 * repr(told).count("Record(")


def test_a_search_per_story_shows_the_best_copy_among_its_results(archive: Archive) -> None:
    found = archive.search("المكتبة", only={"source": [BEACON]}, per="story")
    (hit,) = found
    assert hit.record.id == "beacon"
    assert hit.story is not None and hit.story.first is not None
    assert (hit.story.size, hit.story.sources, hit.story.matching) == (5, 3, 1)
    assert ids(hit.story.first.records) == ["coast", "valley"]


def test_records_and_stories_are_counted_side_by_side(archive: Archive) -> None:
    found = archive.search("", per="story", facets=["source", "date"])
    assert (found.total, found.stories, len(found)) == (9, 4, 4)
    counts = {value.value: (value.count, value.stories) for value in found.facets["source"]}
    assert counts == {COAST: (3, 2), VALLEY: (4, 4), BEACON: (1, 1), "": (1, 1)}
    beside = archive.search("", stories=True, facets=["source", "date"])
    assert (beside.stories, len(beside)) == (4, 9)
    assert beside.facets == found.facets


def test_a_search_that_did_not_ask_tells_nothing_of_stories(archive: Archive) -> None:
    found = archive.search("المكتبة", facets=["source"])
    assert found.stories is None
    assert {value.stories for value in found.facets["source"]} == {None}
    assert {hit.story for hit in found} == {None}


def test_what_stands_for_stories_is_given_one_by_one_and_exported(archive: Archive) -> None:
    pages = [archive.search("", per="story", offset=at, limit=1) for at in range(4)]
    each = ids(archive.each("", per="story"))
    assert each == [hit.record.id for page in pages for hit in page]
    assert "".join(archive.export("", per="story", format="csv")).count("عنوان") == 4
    assert (archive.count(""), archive.count("", per="story")) == (9, 4)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"reprinted": False}, {"alone", "column"}),
        ({"reprinted": True, "story_size": "..2"}, {"fire", "fire-again"}),
        ({"story_size": 5}, {"coast", "valley", "beacon", "undated", "year"}),
        ({"story_days": "3.."}, {"fire", "fire-again"}),
        ({"story_days": "0..2", "only": {"source": [BEACON]}}, {"beacon"}),
    ],
)
def test_a_search_is_limited_to_how_stories_are(
    archive: Archive, limits: dict[str, Any], expected: set[str]
) -> None:
    assert set(ids(archive.each("", **limits))) == expected


def test_a_search_is_limited_to_a_way_of_sharing_text(archive: Archive) -> None:
    kind = archive.reprints(archive.record("column")).others[0].kind
    assert "column" in ids(archive.each("", shares=kind))
    assert {"fire", "fire-again"} <= set(ids(archive.each("", shares="reprint")))


def test_limits_are_said_in_words(archive: Archive) -> None:
    found = archive.search("كتاب", reprinted=True, story_size="3..", shares="reprint")
    assert found.interpreted("ar").endswith(
        "؛ وما نُشر غير مرة؛ وعدد نسخ الخبر: 3 فأكثر؛ وما يشترك مع غيره في نص: إعادة نشر"
    )
    assert found.interpreted("en").endswith(
        "; and printed more than once; and copies of the story: 3 or more;"
        " and sharing text with another: reprint"
    )


@pytest.mark.parametrize(
    "limits",
    [
        {"story_size": "many"},
        {"story_days": ""},
        {"shares": "copy"},
        {"shares": ["reprint", "excerpt"]},
        {"reprinted": "yes"},
    ],
)
def test_limits_that_make_no_sense_are_an_error(archive: Archive, limits: Any) -> None:
    with pytest.raises(QueryError):
        archive.search("", **limits)
    with pytest.raises(QueryError):
        archive.search("", per="article")  # type: ignore[arg-type]


def test_stories_are_listed_by_what_is_asked_for(archive: Archive) -> None:
    by_size = archive.stories()
    assert (by_size.total, by_size.records) == (2, 7)
    assert [story.size for story in by_size] == [5, 2]
    assert [story.records[0].id for story in archive.stories(sort="days")] == ["fire", "coast"]
    assert [story.records[0].id for story in archive.stories(sort="newest")] == ["fire", "coast"]
    (story,) = archive.stories(sort="sources", limit=1)
    assert story.records[0].id == "coast"
    (second,) = archive.stories(offset=1)
    assert second.records[0].id == "fire"


def test_a_story_of_a_year_alone_is_not_newer_than_those_of_its_days() -> None:
    dates = {"library": ("2014", "2014"), "fire": ("2014-02-01", "2014-02-03")}
    texts = {"library": LIBRARY, "fire": FIRE}
    with Archive.in_memory() as archive:
        archive.add(
            item(f"{name}-{at}", texts[name], source, date)
            for name, both in dates.items()
            for at, (source, date) in enumerate(zip((COAST, VALLEY), both, strict=True))
        )
        in_order = [story.records[0].id for story in archive.stories(sort="newest")]
    assert in_order == ["fire-0", "library-0"]


def test_a_story_is_whole_where_a_search_finds_one_of_its_records(archive: Archive) -> None:
    found = archive.stories("المكتبة", only={"source": [BEACON]})
    assert (found.total, found.records, [story.size for story in found]) == (1, 1, [5])


def test_who_printed_after_whom_is_shared_among_those_of_the_first_day(archive: Archive) -> None:
    found = {(one.earlier, one.later): one for one in archive.printed_after()}
    parts = {pair: one.stories for pair, one in found.items()}
    assert parts == {(COAST, VALLEY): 1.0, (COAST, BEACON): 0.5, (VALLEY, BEACON): 0.5}
    assert [one.whole_stories for one in found.values()] == [1, 1, 1]
    (only,) = archive.printed_after("حريق")
    assert (only.earlier, only.later, only.stories) == (COAST, VALLEY, 1.0)


def test_stories_are_limited_to_those_that_one_source_had_first_and_another_later(
    archive: Archive,
) -> None:
    for pair in archive.printed_after():
        found = archive.stories(earlier=pair.earlier, later=pair.later)
        assert found.total == pair.whole_stories == len(found.stories)
        listed = [*archive.each_story(earlier=pair.earlier, later=pair.later)]
        assert [story.records for story in listed] == [story.records for story in found]
    assert [one.records[0].id for one in archive.stories(earlier=VALLEY)] == ["coast"]
    assert archive.stories(later=COAST).total == 0
    assert archive.stories("حريق", earlier=COAST).records == 2
    with pytest.raises(QueryError, match="limit stories"):
        archive.export_reprints("pairs", earlier=COAST)


def test_two_records_are_read_side_by_side(archive: Archive) -> None:
    one, other = archive.record("coast"), archive.record("beacon")
    found = archive.shared(one, other)
    assert found.kind == "reprint"
    (passage,) = found.passages
    assert one.text[slice(*passage.a)] == other.text[slice(*passage.b)] == LIBRARY
    turned = archive.shared(other, one)
    assert (turned.covers_a, turned.covers_b) == (found.covers_b, found.covers_a)
    assert archive.shared(one, archive.record("alone")).passages == ()


def test_a_text_is_found_wherever_it_stands_the_most_of_it_first(archive: Archive) -> None:
    pasted = LIBRARY[LIBRARY.index("وقال") :]
    found = archive.trace(pasted)
    assert set(ids(one.record for one in found)) == {
        "coast", "valley", "beacon", "undated", "year", "column"
    }  # fmt: skip
    assert (found.total, found.found[0].covers, found.found[-1].record.id) == (6, 1.0, "column")
    for one in found:
        (passage,) = one.passages
        start, end = passage.b
        assert one.record.text[start:end] == pasted[slice(*passage.a)]
    assert [one.record.id for one in archive.trace(pasted, limit=1)] == [found.found[0].record.id]
    assert found.at_least_half == sum(one.covers >= 0.5 for one in found)
    others = archive.trace(pasted, origin=archive.record("coast"))
    assert (others.total, len(others.dates)) == (5, 5)
    assert "coast" not in ids(one.record for one in others)


def test_a_few_words_in_a_row_are_found_too(archive: Archive) -> None:
    assert archive.trace("ست فرق من الإطفاء حتى الفجر").total == 2
    assert archive.trace("وقيل بينما عملت ست فرق من الإطفاء حتى الفجر جاء الناس").total == 2
    assert archive.trace("ست فرق من").total == archive.trace("").total == 0


@pytest.mark.parametrize(
    "mark",
    [
        "[{}]",
        " [ {} ]",
        "({})",
        " ({})",
        "¹",
        "{}",
        "<SUP>{}</SUP>",
        "</i> <i class='a'>",
        "\n- {} -\n",
    ],
)
def test_what_was_copied_with_a_text_and_is_no_word_of_it_hides_no_record(
    archive: Archive, mark: str
) -> None:
    """A footnote, a tag or a new page at every fourth word."""
    words = LIBRARY.split()
    pasted = " ".join(word + mark.format(at) * (at % 4 == 3) for at, word in enumerate(words))
    plain, marked = archive.trace(LIBRARY), archive.trace(pasted)
    assert (marked.words, marked.total) == (plain.words, plain.total)
    for one in marked:
        (passage,) = one.passages
        assert one.record.text[slice(*passage.b)].split()[0] in pasted[slice(*passage.a)]


def test_marks_of_footnotes_that_a_record_has_too_are_found_as_they_are() -> None:
    text = " ".join(f"كلمة{at}" + " (7)" * (at % 4 == 3) for at in range(40))
    with Archive.in_memory() as small:
        small.add([{"id": "book", "text": text}])
        assert [one.covers for one in small.trace(text)] == [1.0]


def test_all_records_are_counted_and_dated_however_many_have_a_text() -> None:
    text = "رست في المرفأ صباح اليوم سفينة كبيرة تحمل القمح والشعير"
    dates = ["2014-09-03", "2014-09", "2014", "XXXX-09-03", None, "2014-09-30"] * 100
    with Archive.in_memory() as small:
        small.add(
            {"id": f"{at}", "text": f"{text} رقم{at}", "date": date, "source": f"صحيفة {at}"}
            for at, date in enumerate(dates)
        )
        found = small.trace(text, limit=10)
        assert (found.total, found.at_least_half, len(found.found)) == (600, 600, 10)
        assert {str(one.record.published) for one in found} == {"2014-09-03"}
        assert Counter(map(str, found.dates)) == {
            "2014-09-03": 100, "2014-09": 100, "2014": 100, "None": 200, "2014-09-30": 100
        }  # fmt: skip


@pytest.mark.parametrize("words", [8, 12, 24, 25, 40])
def test_what_a_source_says_again_and_again_is_found_in_all_that_have_it(words: int) -> None:
    """It makes no records alike; but whoever asks for it is told where it stands."""
    sign_off = " ".join(f"خاتمة{at}" for at in range(40))
    with Archive.in_memory() as small:
        small.add(
            {
                "id": f"{at}",
                "text": " ".join(f"خبر{at}و{word}" for word in range(30)) + f". {sign_off}",
                "source": "صحيفة الساحل",
                "date": f"2014-09-{1 + at:02}",
            }
            for at in range(20)
        )
        assert small.stories().total == 0
        found = small.trace(" ".join(sign_off.split()[:words]))
        assert (found.total, found.found[0].covers) == (20, 1.0)


def test_a_text_too_long_to_be_traced_is_an_error(archive: Archive) -> None:
    assert archive.trace("كلمة واحدة من " * 6_000).total == 0
    with pytest.raises(QueryError):
        archive.trace("كلمة " * 40_000)


def test_where_nobody_looked_for_reprints_it_is_said_how_to_have_them() -> None:
    with Archive.in_memory() as archive:
        settings = archive.folder / SETTINGS_FILE
        settings.write_text("reprints = false\n" + settings.read_text("utf-8"), "utf-8")
        with Archive.open(archive.folder) as without:
            without.rebuild()
            without.add(ITEMS[:2])
            assert not without.knows_reprints
            assert without.search("المكتبة").total == 2
            for asked in (
                lambda: without.search("المكتبة", per="story"),
                lambda: without.stories(),
                lambda: without.search("", reprinted=True),
                lambda: without.trace(LIBRARY),
            ):
                with pytest.raises(ReprintsUnknown, match="kashshaf sync"):
                    asked()


def test_places_are_those_of_the_text_that_stands_in_the_archive_now() -> None:
    with Archive.in_memory() as archive:
        archive.add(ITEMS[:3])
        with archive.batch():
            archive.update("coast", text="كلمة أولى قبل النص: " + LIBRARY)
            (coast,) = [one for one in archive.trace(LIBRARY) if one.record.id == "coast"]
            (passage,) = coast.passages
            assert coast.record.text[slice(*passage.b)] == LIBRARY
