"""Readers that a program gives for the occasion, and what becomes of those that fail."""

from dataclasses import replace
from typing import Any

import pytest
from reading_files import taken, written

from kashshaf import Archive
from kashshaf.archive.errors import SettingsError
from kashshaf.archive.items import Item, Origin
from kashshaf.archive.readers import Reader, Unreadable, in_order, lines, whole_text

NEWS = "** افتتاح المكتبة\nافتتحت المكتبة في المرفأ.\n** أمسية شعرية\nحضرها كثيرون.\n"


def read_bulletin(document, knowledge):
    pieces = whole_text(document.chunks, "a bulletin").split("** ")[1:]
    for place, piece in enumerate(pieces, 1):
        title, _, text = piece.partition("\n")
        yield document.item({"title": title, "text": text}, place)


BULLETIN = Reader(
    name="bulletin",
    description="Bulletins",
    arabic="نشرات",
    suffixes=(".bulletin",),
    recognises=lambda start, knowledge: start.startswith("** "),
    read=read_bulletin,
)


def failing_with(error, name="failing", after=()):
    def read(document, knowledge):
        for text in after:
            yield document.item({"text": text}, 1)
        raise error

    return replace(BULLETIN, name=name, read=read)


def titles(items):
    return [item.fields["title"] for item in items]


@pytest.mark.parametrize("name", ["a.bulletin", "a.BULLETIN", "saved", "saved.part"])
def test_a_given_reader_is_found_by_suffix_or_beginning(tmp_path, name):
    items, rejections = taken(written(tmp_path, name, NEWS), readers=[BULLETIN])
    assert titles(items) == ["افتتاح المكتبة", "أمسية شعرية"]
    assert [item.origin.position for item in items] == [1, 2]
    assert {item.origin.reader for item in items} == {"bulletin"}
    assert not rejections


def test_without_it_the_same_file_is_plain_text(tmp_path):
    (item,), _ = taken(written(tmp_path, "a.bulletin", NEWS))
    assert item.origin.reader == "text"


def test_a_suffix_that_another_reader_has_outweighs_a_beginning(tmp_path):
    (item,), _ = taken(written(tmp_path, "a.txt", NEWS), readers=[BULLETIN])
    assert item.origin.reader == "text"


def test_a_given_reader_takes_a_suffix_of_ours(tmp_path):
    pages = replace(BULLETIN, name="pages", suffixes=(".txt", ".csv"))
    written(tmp_path, "a.txt", NEWS)
    written(tmp_path, "b.csv", "id,text\n1,نص\n")
    written(tmp_path, "c.tsv", "id\ttext\n1\tنص\n")
    items, _ = taken(tmp_path, readers=[pages])
    assert [item.origin.reader for item in items] == ["pages", "pages", "csv"]


def test_of_two_given_readers_the_first_is_asked_first(tmp_path):
    path = written(tmp_path, "a.bulletin", NEWS)
    for first, second in (("one", "two"), ("two", "one")):
        given = [replace(BULLETIN, name=first), replace(BULLETIN, name=second)]
        items, _ = taken(path, readers=given)
        assert {item.origin.reader for item in items} == {first}


def test_a_reader_gets_utf8_whatever_the_file_is_in_and_from_within_a_zip(tmp_path):
    items, rejections = taken(
        written(tmp_path, "a.bulletin", NEWS.encode("cp1256")), readers=[BULLETIN]
    )
    assert titles(items) == ["افتتاح المكتبة", "أمسية شعرية"]
    assert not rejections


def test_an_archive_takes_in_what_a_given_reader_reads(tmp_path):
    path = written(tmp_path, "a.bulletin", NEWS)
    with Archive.create(tmp_path / "press") as archive:
        tally = archive.ingest([path], readers=[BULLETIN])
        assert (tally.added, tally.rejected) == (2, 0)
        (hit,) = archive.search("مكتبات")
        assert hit.record.provenance is not None
        assert hit.record.provenance.reader == "bulletin"


def test_what_a_reader_refuses_is_a_rejection_in_its_own_words(tmp_path):
    refusing = failing_with(Unreadable("is of 1974"), after=["أول"])
    items, (rejection,) = taken(written(tmp_path, "a.bulletin", NEWS), readers=[refusing])
    assert [item.fields["text"] for item in items] == ["أول"]
    assert rejection.reason == "is of 1974"


def test_a_reader_that_fails_costs_the_rest_of_that_file_alone(tmp_path):
    written(tmp_path, "a.bulletin", NEWS)
    written(tmp_path, "b.txt", "عنوان\n\nنص الخبر هنا.\n")
    failing = failing_with(KeyError("no\nsuch"), after=["أول"])
    with Archive.create(tmp_path / "press") as archive:
        tally = archive.ingest([tmp_path / "a.bulletin", tmp_path / "b.txt"], readers=[failing])
        assert (tally.added, tally.rejected) == (2, 1)
    _, (rejection,) = taken(tmp_path / "a.bulletin", readers=[failing])
    assert rejection.origin == Origin(str(tmp_path / "a.bulletin"), None, "failing")
    assert "its reader “failing” failed (KeyError: 'no" in rejection.reason
    assert "\n" not in rejection.reason


def test_a_reader_that_cannot_even_look_at_a_beginning_is_named(tmp_path):
    def recognises(start, knowledge):
        return start[10**9] == "*"

    blind = replace(BULLETIN, name="blind", recognises=recognises)
    written(tmp_path, "a.csv", "id,text\n1,نص\n")
    path = written(tmp_path, "saved", NEWS)
    items, (rejection,) = taken(tmp_path, readers=[blind])
    assert len(items) == 1
    assert rejection.origin.file == str(path)
    assert "its reader “blind” failed (IndexError" in rejection.reason


AN_HOUR: Any = "00:01"
A_TEXT: Any = "نص"


@pytest.mark.parametrize(
    "made",
    [
        {"text": "نص"},
        Item({"text": "نص"}, Origin("a", AN_HOUR, "made")),
        Item(A_TEXT, Origin("a", 1, "made")),
        None,
    ],
)
def test_what_is_no_item_does_not_spoil_the_batch(tmp_path, made):
    making = replace(BULLETIN, name="making", read=lambda document, knowledge: [made])
    written(tmp_path, "a.bulletin", NEWS)
    written(tmp_path, "b.txt", "عنوان\n\nنص الخبر هنا.\n")
    with Archive.create(tmp_path / "press") as archive:
        tally = archive.ingest([tmp_path / "a.bulletin", tmp_path / "b.txt"], readers=[making])
        assert (tally.added, tally.rejected) == (1, 1)


def test_columns_of_any_name_are_at_hand(tmp_path):
    def read(document, knowledge):
        for place, line in lines(document.chunks):
            name, _, value = (line or b"").decode().partition("=")
            yield document.item(knowledge.columns.arrange({name: value.strip()}), place)

    pairs = Reader(name="pairs", description="", arabic="", suffixes=(".pairs",), read=read)
    path = written(tmp_path, "a.pairs", "المتن=نص\nلون=أزرق\n")
    items, _ = taken(path, readers=[pairs])
    assert [item.fields for item in items] == [{"text": "نص"}, {"لون": "أزرق"}]


def test_a_refusal_lists_the_suffixes_there_are(tmp_path):
    path = written(tmp_path, "style.css", "body > p { margin: 0 }")
    _, (without,) = taken(path)
    _, told = without.reason.split("(.css): if it is one of these, name it so: ")
    # What is known by its bytes need not be called so.
    texts = [reader for reader in in_order() if reader.is_of_text]
    assert told.split(", ") == sorted(suffix for one in texts for suffix in one.suffixes)
    assert {".csv", ".html", ".json", ".txt"} <= set(told.split(", "))
    _, (with_it,) = taken(path, readers=[BULLETIN])
    assert " .bulletin, " in with_it.reason


@pytest.mark.parametrize("suffixes", [("srt",), (".SRT",), ".srt", (".tar.srt",), ("",)])
def test_suffixes_that_no_file_could_have_are_an_error(suffixes):
    with pytest.raises(SettingsError, match=r"“bulletin” has the suffix .* in small letters"):
        replace(BULLETIN, suffixes=suffixes)
