"""Readers of what is no text in one encoding: they are given the bytes as they are."""

import gzip
import io
import sys
from dataclasses import replace
from zipfile import ZipFile

import pytest
from reading_files import taken, written

from kashshaf.archive.readers import Reader, read_zip

TAPE = b"TAPE\x00\xff" + "خبر".encode("utf-16-le")


def read_tape(document, knowledge):
    yield document.item({"text": b"".join(document.chunks)[6:].decode("utf-16-le")})


def read_box(document, knowledge):
    with read_zip(document) as box:
        yield document.item({"text": box.read("label").decode(), "members": len(box.namelist())})


TAPES = Reader(
    name="tape",
    description="Tapes",
    arabic="أشرطة",
    suffixes=(".tape",),
    of_bytes=lambda start: start.startswith(b"TAPE"),
    read=read_tape,
)
BOXES = Reader(
    name="box",
    description="Boxes",
    arabic="صناديق",
    suffixes=(".box",),
    of_zip=lambda archive: "label" in archive.namelist(),
    read=read_box,
)


def zipped(**members):
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


BOX = zipped(label="لصيقة", other="x")


@pytest.mark.parametrize("name", ["a.tape", "a.txt", "a", "a.pdf"])
def test_a_reader_of_bytes_has_them_as_they_are_whatever_the_file_is_called(tmp_path, name):
    (item,), rejections = taken(written(tmp_path, name, TAPE), readers=[TAPES])
    assert (item.fields["text"], item.origin.reader) == ("خبر", "tape")
    assert not rejections


def test_what_is_only_called_so_is_not_given_to_a_reader_of_bytes(tmp_path):
    (item,), _ = taken(written(tmp_path, "a.tape", "عنوان الخبر\n\nنص"), readers=[TAPES])
    assert item.origin.reader == "text"


@pytest.mark.parametrize("name", ["a.box", "a.zip", "a"])
def test_a_zip_that_is_one_document_is_not_taken_apart(tmp_path, name):
    (item,), rejections = taken(written(tmp_path, name, BOX), readers=[BOXES])
    assert item.fields == {"text": "لصيقة", "members": 2}
    assert (item.origin.file, item.origin.reader) == (str(tmp_path / name), "box")
    assert not rejections


def test_documents_that_are_zips_are_found_in_zips_and_gzip_beside_other_files(tmp_path):
    packed = zipped(**{"a.box": BOX, "b.tape": TAPE, "c.txt": "عنوان\n\nنص", "d.box": BOX[:-9]})
    path = written(tmp_path, "all.zip", packed)
    alone = written(tmp_path, "alone.box.gz", gzip.compress(BOX))
    items, (rejection,) = taken(path, alone, readers=[BOXES, TAPES])
    assert [(item.origin.file, item.origin.reader) for item in items] == [
        (f"{path}/a.box", "box"),
        (f"{path}/b.tape", "tape"),
        (f"{path}/c.txt", "text"),
        (str(alone), "box"),
    ]
    assert rejection.origin.file == f"{path}/d.box"
    assert "is damaged" in rejection.reason


def test_a_document_that_is_a_zip_may_come_through_a_pipe(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BOX)))
    (item,), _ = taken("-", readers=[BOXES])
    assert item.origin.reader == "box"


def test_a_reader_that_fails_at_recognising_is_named_and_costs_no_other_file(tmp_path):
    def never(anything):
        raise KeyError("shape")

    written(tmp_path, "a.zip", BOX)
    written(tmp_path, "b.txt", TAPE)
    given = [replace(BOXES, of_zip=never), replace(TAPES, of_bytes=never)]
    items, rejections = taken(tmp_path, readers=given)
    assert not items
    assert [rejection.reason for rejection in rejections] == [
        "cannot be read on: its reader “box” failed (KeyError: 'shape')",
        "cannot be read on: its reader “tape” failed (KeyError: 'shape')",
    ]


def test_a_reader_of_bytes_that_is_named_is_given_no_text(tmp_path):
    path = written(tmp_path, "a.tape", "عنوان الخبر\n\nنص")
    items, (rejection,) = taken(path, readers=[TAPES], reader="tape")
    assert not items
    assert "is of no format that is known" in rejection.reason
