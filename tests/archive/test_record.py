"""A record as a value: its digest, and the flat item that is exported."""

from kashshaf.archive.record import Provenance, Record


def test_the_digest_is_of_the_content_and_not_of_where_it_came_from() -> None:
    here = Record(id="1", text="نص", provenance=Provenance("a.txt", None, "text", "2025"))
    there = Record(id="1", text="نص", provenance=Provenance("b.txt", 2, "csv", "2026"))
    assert here.digest() == there.digest()
    assert here.digest() != Record(id="1", text="نصّ").digest()


def test_an_exported_item_loses_no_column() -> None:
    item = Record(
        id="1", mentions=("twitter",), extra={"mentions": 7, "section": "ثقافة"}
    ).as_item()
    assert item["mentions"] == ["twitter"]
    assert item["mentions (2)"] == 7
    assert item["section"] == "ثقافة"


def test_a_record_shows_what_is_known_of_it_and_how_a_long_text_begins() -> None:
    assert repr(Record(id="", title="خبر")) == "Record(id='', title='خبر')"
    shown = repr(Record(id="a", text="كلمة " * 50_000, platform="facebook", tags=("شعر",)))
    assert len(shown) < 300
    assert shown.startswith("Record(id='a', text='كلمة كلمة")
    assert shown.endswith("…, platform='facebook', tags=('شعر',))")
