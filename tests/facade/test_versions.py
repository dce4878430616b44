"""Records are changed, looked up, and brought back: nothing that was kept is ever lost."""

from typing import Any

import pytest

from kashshaf import Archive, PartialDate, Record
from kashshaf.archive.errors import InputError, RecordNotFound
from kashshaf.archive.record import Provenance

LIBRARY = Record(
    id="1",
    title="مكتبة في المرفأ",
    text="أعلنت المدينة الخبر عبر تويتر.",
    mentions=("twitter",),
    author="ليلى منصور",
    extra={"page": 7},
    provenance=Provenance("press/2014.csv", 12, "csv", "2020-01-01T00:00:00Z"),
)


@pytest.fixture
def archive(empty: Archive) -> Archive:
    empty.add([LIBRARY, Record(id="2", text="أمسية شعرية")])
    return empty


def test_a_record_is_got_or_asked_about_by_its_id(archive: Archive) -> None:
    found = archive.get("1")
    assert found is not None
    assert found.title == "مكتبة في المرفأ"
    assert archive.get("غائب") is None
    assert archive.get("غائب", "لا شيء") == "لا شيء"
    assert "1" in archive
    assert "غائب" not in archive
    assert 1 not in archive
    assert "\ud83d" not in archive
    assert [record.id for record in archive] == ["1", "2"]


def test_some_fields_are_changed_and_the_rest_stays(archive: Archive) -> None:
    before = archive.record("1")
    record = archive.update("1", title="مكتبة أخرى", tags=["محليات"], extra={"page": 8})
    assert record == archive.record("1")
    assert (record.title, record.tags, record.extra) == ("مكتبة أخرى", ("محليات",), {"page": 8})
    assert (record.text, record.author) == (before.text, before.author)
    assert archive.search("أخرى").total == 1
    assert [change.kind for change in archive.history("1")] == ["added", "updated"]


def test_where_a_changed_record_came_from_stays_and_the_time_is_that_of_the_change(
    archive: Archive,
) -> None:
    provenance = archive.update("1", language="ar").provenance
    assert provenance is not None
    assert (provenance.file, provenance.position) == ("press/2014.csv", 12)
    assert provenance.taken_in == archive.history("1")[-1].when
    assert provenance.taken_in > "2020-01-02"


def test_values_are_read_as_files_have_them(archive: Archive) -> None:
    cases: list[tuple[dict[str, Any], object]] = [
        ({"published": "3 أيلول/سبتمبر 2014"}, PartialDate(2014, 9, 3)),
        ({"published": PartialDate(None, 9, 3)}, PartialDate(None, 9, 3)),
        ({"platform": "الفيسبوك"}, "facebook"),
        ({"source": " صحيفة  الساحل "}, "صحيفة الساحل"),
        ({"tags": "شعر، محليات"}, ("شعر", "محليات")),
        ({"mentions": ["facebook"]}, ("facebook",)),
        ({"title": " عنوان "}, "عنوان"),
    ]
    for given, read in cases:
        [(name, _)] = given.items()
        assert getattr(archive.update("1", **given), name) == read


def test_none_empties_a_field(archive: Archive) -> None:
    record = archive.update("1", author=None, title=None, extra=None)
    assert (record.author, record.title, record.extra) == (None, "", {})


def test_mentions_follow_a_new_text_unless_they_are_given(archive: Archive) -> None:
    assert archive.update("1", author="سعاد").mentions == ("twitter",)
    assert archive.update("1", text="نُشر على فيسبوك.").mentions == ("facebook",)
    assert archive.update("1", text="نُشر.", mentions=("twitter",)).mentions == ("twitter",)
    assert archive.update("1", tags=["محليات"]).mentions == ("twitter",)


def test_the_same_values_again_are_no_new_version(archive: Archive) -> None:
    archive.update("1", title=LIBRARY.title)
    assert len(archive.history("1")) == 1


def test_what_cannot_be_changed_so_is_named(archive: Archive) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"headline": "خبر"}, "no field 'headline': there are title, text, source"),
        ({"id": "9"}, "the id of the record '1' cannot be changed"),
        ({"provenance": None}, "the provenance of the record '1' cannot be changed"),
        ({"published": "قريبًا"}, "the published cannot be 'قريبًا'"),
        ({"platform": "منصة غريبة"}, "the platform cannot be 'منصة غريبة'"),
        ({"title": {"a": 1}}, "the title cannot be"),
        ({"title": None, "text": ""}, "neither a title nor a text"),
        ({"extra": [1]}, "its extra must be a mapping"),
        ({"mentions": [1]}, "its mentions must be a tuple of texts"),
        ({"agencies": "رويترز"}, "its agencies must be a tuple of texts"),
    ]
    for fields, named in cases:
        with pytest.raises(InputError, match=named):
            archive.update("1", **fields)
    with pytest.raises(RecordNotFound, match="'9'"):
        archive.update("9", title="خبر")
    assert len(archive.history("1")) == 1


def test_the_history_tells_every_version_and_removal(archive: Archive) -> None:
    archive.update("1", title="ثانٍ")
    archive.remove("1")
    history = archive.history("1")
    assert [change.kind for change in history] == ["added", "updated", "removed"]
    assert [change.record and change.record.title for change in history] == [
        LIBRARY.title,
        "ثانٍ",
        None,
    ]
    assert [change.change for change in history] == sorted(change.change for change in history)
    assert all(change.when for change in history)
    with pytest.raises(RecordNotFound):
        archive.history("غائب")


def test_a_removed_record_is_brought_back_and_found(archive: Archive) -> None:
    archive.update("1", title="ثانٍ")
    archive.remove("1")
    assert archive.restore("1").title == "ثانٍ"
    assert archive.search("ثانٍ").total == 1
    assert len(archive.history("1")) == 4


def test_an_earlier_version_becomes_the_newest(archive: Archive) -> None:
    first = archive.history("1")[0]
    archive.update("1", title="ثانٍ")
    archive.update("1", title="ثالث")
    assert archive.restore("1").title == "ثانٍ"
    assert archive.restore("1", first.change).title == LIBRARY.title
    assert archive.search("ثالث").total == 0
    assert archive.history("1")[-1].when != first.when or len(archive.history("1")) == 5


def test_a_version_that_there_is_not_is_named_with_those_that_there_are(archive: Archive) -> None:
    with pytest.raises(InputError, match="'1' has no earlier version"):
        archive.restore("1")
    archive.remove("1")
    removal = archive.history("1")[-1].change
    for change in (99, removal):
        with pytest.raises(InputError, match=f"no version of the change {change}: there are 1$"):
            archive.restore("1", change)
    with pytest.raises(RecordNotFound):
        archive.restore("غائب")
