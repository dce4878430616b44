"""The first hits, ranked by what only their texts show, alike on every embedded engine."""

import pytest

from kashshaf import Archive
from kashshaf.index.searching.reranking import WINDOW

FILLER = "وتابع القراء أخبار الطقس في الصباح ثم عادوا إلى أعمالهم"


@pytest.fixture(params=["whoosh", "tantivy"])
def archive_of(request, tmp_path):
    """Makes an archive of texts; each record's id is its place among them."""
    opened = []

    def make(*texts: str) -> Archive:
        archive = Archive.create(tmp_path / "archive", engine=request.param)
        archive.add({"id": str(place), "text": text} for place, text in enumerate(texts))
        opened.append(archive)
        return archive

    yield make
    for archive in opened:
        archive.close()


def ids(results) -> list[str]:
    return [hit.record.id for hit in results]


def test_words_that_follow_one_another_as_asked_come_first(archive_of) -> None:
    archive = archive_of(
        f"الميناء هنا بعيد {FILLER} ثم المطار الجديد قريب",
        f"المطار هنا بعيد {FILLER} ثم الميناء الجديد قريب",
        FILLER,
    )
    assert ids(archive.search("الميناء الجديد")) == ["1", "0"]
    assert ids(archive.search("المطار الجديد")) == ["0", "1"]


def test_words_in_one_stretch_come_before_words_far_apart(archive_of) -> None:
    archive = archive_of(
        f"الميناء قديم {FILLER} {FILLER} والحريق بعيد",
        f"اندلع في الميناء ليلا حريق {FILLER} {FILLER} بعيد",
        FILLER,
    )
    assert ids(archive.search("حريق الميناء")) == ["1", "0"]


def test_a_long_text_is_judged_by_the_passage_that_has_most_of_what_is_sought(archive_of) -> None:
    far = (FILLER + " ") * 60
    archive = archive_of(
        f"الميناء {far} حريق {far}",
        f"{far} اندلع حريق في الميناء {far}",
        f"حريق {far} الميناء {far}",
        FILLER,
    )
    results = archive.search("حريق الميناء")
    assert ids(results)[0] == "1"
    assert "حريق في الميناء" in str(results.hits[0].snippet)


def test_a_record_with_a_word_akin_to_a_missing_one_comes_before_one_without(archive_of) -> None:
    archive = archive_of(
        f"مكتبة للجميع {FILLER} وسوق",
        f"مكتبة للجميع {FILLER} وقراميد",
        FILLER,
    )
    assert ids(archive.search("مكتبة قرميدة", match="any")) == ["1", "0"]


def test_what_is_akin_ranks_and_does_not_match(archive_of) -> None:
    archive = archive_of(f"مكتبة وقراميد {FILLER}", FILLER)
    assert archive.search("مكتبة قرميدة").total == 0
    assert archive.search("مكتبة قرميدة", match="any").total == 1


def test_pages_of_any_size_cut_one_order_in_pieces(archive_of) -> None:
    texts = [f"{'كتاب ' * (place % 7 + 1)}{FILLER} جديد" for place in range(2 * WINDOW + 5)]
    archive = archive_of(*texts)
    whole = archive.search("كتاب جديد", limit=100)
    scores = [hit.score for hit in whole]
    assert scores == sorted(scores, reverse=True)
    for size in (1, 7, WINDOW, WINDOW + 3):
        pages = [
            archive.search("كتاب جديد", offset=offset, limit=size)
            for offset in range(0, len(texts), size)
        ]
        assert [number for page in pages for number in ids(page)] == ids(whole)


def test_other_orders_stay_as_they_are(archive_of) -> None:
    archive = archive_of(f"الجديد {FILLER} الميناء", "الميناء الجديد")
    newest = ids(archive.search("الميناء الجديد", sort="newest"))
    assert newest == ["1", "0"]
    assert ids(archive.search("الميناء الجديد", sort="oldest")) == newest


def test_what_stands_beyond_the_beginning_of_a_text_is_found_still(archive_of) -> None:
    archive = archive_of(f"{(FILLER + ' ') * 80} ميناء", "ميناء صغير")
    assert ids(archive.search("ميناء")) == ["1", "0"]


def test_an_archive_without_records_has_nothing_to_rank(archive_of) -> None:
    archive = archive_of("كتاب جديد")
    archive.remove("0")
    assert archive.search("كتاب").total == 0
    assert archive.search("", sort="relevance").total == 0


def test_records_rank_where_the_rest_of_the_archive_has_been_removed(archive_of) -> None:
    archive = archive_of(*["قلم"] * 600, "كتاب آخر", "كتاب")
    archive.remove(*map(str, range(600)))
    assert set(ids(archive.search("كتاب"))) == {"600", "601"}


def test_of_two_words_that_fold_to_one_the_one_typed_comes_first(archive_of) -> None:
    archive = archive_of(f"جلس على المقعد {FILLER}", f"جلس علي قرب المقعد {FILLER}")
    assert ids(archive.search("علي")) == ["1", "0"]
    assert ids(archive.search("على")) == ["0", "1"]


def test_who_types_a_bare_alef_may_mean_any(archive_of) -> None:
    archive = archive_of(f"أحمد {FILLER}", f"احمد {FILLER}")
    assert ids(archive.search("احمد")) == ["0", "1"]  # alike, and so in the archive's order


def test_who_types_a_hamza_means_it(archive_of) -> None:
    archive = archive_of(f"اعلام {FILLER}", f"أعلام {FILLER}", f"إعلام {FILLER}")
    assert ids(archive.search("إعلام"))[0] == "2"
    assert ids(archive.search("أعلام"))[0] == "1"
