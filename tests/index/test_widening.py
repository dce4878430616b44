"""Most of the words, where few records have all: two parts of the results, on every embedded
engine."""

import pytest

from kashshaf import Archive, Parts
from kashshaf.archive.time_limit import time_limit
from kashshaf.index.searching.as_json import results_json
from kashshaf.index.searching.widening import ENOUGH

FILLER = "وتابع القراء أخبار الطقس في الصباح ثم عادوا إلى أعمالهم"
SORTS = ("relevance", "newest", "oldest")


@pytest.fixture(params=["whoosh", "tantivy"])
def archive_of(request, tmp_path):
    """Makes an archive of texts, a year after another; each record's id is its place."""
    opened = []

    def make(*texts: str) -> Archive:
        archive = Archive.create(tmp_path / "archive", engine=request.param)
        archive.add(
            {
                "id": str(place),
                "text": text,
                "date": str(2000 + place),
                "source": f"صحيفة {place % 3}",
            }
            for place, text in enumerate(texts)
        )
        opened.append(archive)
        return archive

    yield make
    for archive in opened:
        archive.close()


def ids(results) -> list[str]:
    return [hit.record.id for hit in results]


BRIDGE = (
    f"{FILLER}",
    f"انهار الجسر القديم {FILLER}",
    f"انهار الجسر القديم في المدينة {FILLER}",
    f"رُمّم الجسر القديم {FILLER}",
    f"القديم من الكتب {FILLER}",
    f"في المدينة {FILLER}",
    f"انهار سد {FILLER}",
)
ASKED = "متى انهار الجسر القديم في المدينة؟"


@pytest.mark.parametrize("sort", SORTS)
def test_records_with_all_the_words_come_first_and_those_with_most_follow(archive_of, sort) -> None:
    results = archive_of(*BRIDGE).search(ASKED, sort=sort)
    assert results.parts == Parts(all=1, most=2)
    assert (results.total, results.border) == (3, 1)
    assert ids(results)[0] == "2"
    assert set(ids(results)[1:]) == {"1", "3"}


@pytest.mark.parametrize("sort", SORTS)
def test_pages_go_on_over_the_border(archive_of, sort) -> None:
    archive = archive_of(*(BRIDGE[1 + place % 3] for place in range(24)))
    whole = archive.search(ASKED, sort=sort, limit=50)
    assert whole.parts == Parts(all=8, most=16)
    assert whole.border == 8
    pages = [archive.search(ASKED, sort=sort, offset=at, limit=5) for at in range(0, 25, 5)]
    assert [key for page in pages for key in ids(page)] == ids(whole)
    assert [page.border for page in pages] == [None, 3, None, None, None]
    assert all(page.total == 24 and page.parts == whole.parts for page in pages)


def test_whatever_counts_counts_both_parts(archive_of) -> None:
    archive = archive_of(*BRIDGE)
    results = archive.search(ASKED, facets=["source", "date"])
    assert sum(value.count for value in results.facets["source"]) == 3
    assert [value.value for value in results.facets["date"]] == ["2001", "2002", "2003"]
    assert archive.count(ASKED) == 3
    assert [record.id for record in archive.each(ASKED)] == ids(results)
    assert archive.trends([ASKED], by="year").trends[0].total == 3
    concordance = archive.concordance(ASKED)
    assert concordance.matching == 3
    assert {line.match for line in concordance.lines} >= {"انهار", "الجسر", "القديم"}


def test_filters_narrow_both_parts_alike(archive_of) -> None:
    archive = archive_of(*BRIDGE)
    results = archive.search(ASKED, facets=["source"])
    for value in results.facets["source"]:
        assert archive.count(ASKED, only={"source": [value.value]}) == value.count
    assert archive.search(ASKED, until="2002").parts == Parts(all=1, most=1)


def test_where_enough_records_have_all_the_words_there_is_one_part(archive_of) -> None:
    results = archive_of(*BRIDGE, *[BRIDGE[2]] * 9).search(ASKED)
    assert results.parts is None
    assert results.total == 10
    assert "كل الكلمات" in results.interpreted()


def test_a_record_in_which_the_words_are_scattered_is_one_with_most(archive_of) -> None:
    far = f" {FILLER}" * 40
    archive = archive_of(*BRIDGE, f"انهار الجسر {far} القديم في المدينة")
    results = archive.search(ASKED)
    assert results.parts == Parts(all=1, most=3)
    assert ids(results)[0] == "2"
    assert archive.count(ASKED, match="all") == 0
    assert archive.count("انهار الجسر القديم المدينة", match="all") == 2


def test_where_many_have_all_the_words_it_does_not_matter_how_far_apart(archive_of) -> None:
    far = f" {FILLER}" * 40
    scattered = f"انهار الجسر {far} القديم في المدينة"
    results = archive_of(BRIDGE[1], *[scattered] * ENOUGH).search(ASKED, limit=0)
    assert results.parts is None
    assert results.total == ENOUGH


def test_function_words_are_not_required_and_a_notice_says_which(archive_of) -> None:
    results = archive_of(*BRIDGE).search("وين الجسر شو")
    assert set(ids(results)) == {"1", "2", "3"}
    assert results.parts is None
    assert results.warnings("ar") == ("لم تُشترط: وين، شو.",)
    marked = [f.text for hit in results for f in hit.snippet.fragments if f.marked]
    assert set(marked) == {"الجسر"}


def test_a_function_word_alone_is_searched_for(archive_of) -> None:
    results = archive_of(*BRIDGE).search("في")
    assert results.total == len(BRIDGE)
    assert results.warnings() == ()


def test_one_word_is_never_widened(archive_of) -> None:
    assert archive_of(*BRIDGE).search("أين الجامعة").total == 0


def test_what_was_said_more_of_must_match_in_both_parts(archive_of) -> None:
    archive = archive_of(*BRIDGE)
    assert archive.count('انهار القديم المدينة "الجسر القديم"') == 2
    assert archive.count('انهار الكتب المدينة "انهار الجسر"') == 1
    assert archive.count(f"{ASKED} -رمم") == 2
    assert archive.count("(انهار الجسر القديم المدينة)") == 1
    assert archive.count("انهار AND الجسر AND القديم AND المدينة") == 1


def test_a_word_that_no_record_has_stands_in_nobodys_way(archive_of) -> None:
    results = archive_of(*BRIDGE).search("انهار الجسر القديم زعفران")
    assert results.parts is not None
    assert results.parts.all == 0
    assert {"1", "2"} <= set(ids(results))


def test_whoever_pastes_a_long_list_of_rare_words_gets_those_with_most_of_the_rarest(
    archive_of,
) -> None:
    words = [str(number) for number in range(1001, 1041)]
    texts = (" ".join(words[start : start + 4]) for start in range(0, len(words), 4))
    archive = archive_of(*texts, f"{' '.join(words[8:])} {FILLER}")
    with time_limit(5):
        results = archive.search(" ".join(words))
    assert results.parts == Parts(all=0, most=2)
    assert set(ids(results)) == {"0", "1"}


def test_the_reader_can_ask_for_all_words_or_for_any(archive_of) -> None:
    archive = archive_of(*BRIDGE)
    assert archive.count("انهار الجسر القديم المدينة", match="all") == 1
    assert archive.count(ASKED, match="all") == 0
    assert archive.count(ASKED, match="any") == len(BRIDGE) - 1
    assert "متى" in archive.search(ASKED, match="any").warnings()[0]


def test_the_two_parts_are_told_in_words_and_numbers(archive_of) -> None:
    results = archive_of(*BRIDGE).search(ASKED)
    assert results.interpreted("ar") == "معظم الكلمات بأي صيغة: انهار، الجسر، القديم، المدينة"
    assert results.interpreted("en").startswith("most of these words in any form: انهار, الجسر")
    assert results_json(results)["parts"] == {"all": 1, "most": 2}
