"""A reader that is named has all files; one that is not, those that are its own."""

from pathlib import Path

import pytest
from reading_files import taken, written

from kashshaf.archive.errors import InputError
from kashshaf.archive.readers import Knowledge, Reader, SourceFile, whole_text
from kashshaf.archive.readers.base import Outcome


def _read(document: SourceFile, knowledge: Knowledge) -> list[Outcome]:
    return [document.item({"text": whole_text(document.chunks, "a note")})]


NOTE = Reader(
    name="note",
    description="",
    arabic="",
    among=(".json",),
    recognises=lambda start, _: "#note" in start,
    read=_read,
)


def test_a_reader_of_some_documents_of_a_suffix_leaves_the_others_to_theirs(tmp_path: Path) -> None:
    notes = written(tmp_path, "a.json", '{"#note": 1}')
    others = written(tmp_path, "b.json", '{"text": "خبر"}')
    items, _ = taken(notes, others, readers=[NOTE])
    assert [item.origin.reader for item in items] == ["note", "json"]


def test_a_named_reader_reads_a_file_under_another_name(tmp_path: Path) -> None:
    path = written(tmp_path, "page.html", '{"text": "خبر من المرفأ"}')
    (item,), _ = taken(path, reader="json")
    assert item.fields == {"text": "خبر من المرفأ"}


def test_a_reader_of_the_occasion_can_be_named(tmp_path: Path) -> None:
    (item,), _ = taken(written(tmp_path, "a.txt", "خبر"), readers=[NOTE], reader="note")
    assert (item.fields, item.origin.reader) == ({"text": "خبر"}, "note")


def test_a_reader_that_there_is_not_is_said_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no reader 'telex'; the readers are telegram, .*json"):
        taken(tmp_path, reader="telex")


def test_a_named_reader_of_texts_is_given_no_table_of_parquet(tmp_path: Path) -> None:
    items, (rejection,) = taken(written(tmp_path, "a.txt", b"PAR1" + bytes(60)), reader="json")
    assert not items
    assert "a Parquet table" in rejection.reason
