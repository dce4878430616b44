import gzip
import io
import json
import struct
import sys
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from reading_files import taken, written

from kashshaf.archive.readers import size_of

LINES = "".join(
    json.dumps({"id": n, "text": f"خبر {n * 7919 % 99991 / 99991}"}, ensure_ascii=False) + "\n"
    for n in range(20_000)
).encode()
CSV = "id,text\n1,نص\n".encode()


def zipped(members):
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


class Pipe(io.RawIOBase):
    """Bytes that come once and in order, as through a pipe."""

    def __init__(self, data):
        self._rest = io.BytesIO(data)

    def readable(self):
        return True

    def readinto(self, buffer):
        return self._rest.readinto(buffer[:1000])


def piped(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Pipe(data))))


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl", "a.gz", "a"])
def test_gzip_is_opened_whatever_it_is_called(tmp_path, name):
    items, rejections = taken(written(tmp_path, name, gzip.compress(LINES)))
    assert [item.fields["id"] for item in items] == list(range(20_000))
    assert items[-1].origin.position == 20_000
    assert not rejections


def test_gzip_of_several_parts_is_read_to_its_end(tmp_path):
    data = gzip.compress(LINES) + gzip.compress(b'{"id": "last", "text": "x"}\n')
    items, rejections = taken(written(tmp_path, "a.jsonl.gz", data))
    assert items[-1].fields["id"] == "last"
    assert not rejections


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.999])
def test_gzip_cut_short_gives_what_stands_before_and_one_rejection(tmp_path, kept):
    data = gzip.compress(LINES)
    path = written(tmp_path, "a.jsonl.gz", data[: int(len(data) * kept)])
    items, (rejection,) = taken(path)
    assert len(items) > 20_000 * kept * 0.8
    assert [item.fields["id"] for item in items] == list(range(len(items)))
    assert "cut short" in rejection.reason
    assert rejection.origin.file == str(path)


def test_a_small_gzip_cut_short_still_gives_its_whole_lines(tmp_path):
    start = LINES[:4000]
    items, (rejection,) = taken(written(tmp_path, "a.jsonl.gz", gzip.compress(start)[:-4]))
    assert len(items) == start.count(b"\n")
    assert "cut short" in rejection.reason


@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz"])
def test_half_an_article_is_no_item(tmp_path, name):
    data = gzip.compress(("عنوان\n\n" + "نص الخبر هنا. " * 500).encode())
    items, (rejection,) = taken(written(tmp_path, name, data[:-12]))
    assert not items
    assert "cut short" in rejection.reason


def test_damaged_gzip_is_one_rejection(tmp_path):
    data = bytearray(gzip.compress(LINES))
    data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
    _, rejections = taken(written(tmp_path, "a.jsonl.gz", bytes(data)))
    assert "is damaged" in rejections[-1].reason


def _first_lines(count):
    return b"\n".join(LINES.split(b"\n")[:count]) + b"\n"


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zipped({"a.jsonl": data})])
def test_what_stands_before_a_damaged_byte_is_taken_in_to_the_last_line(tmp_path, pack):
    whole = pack(_first_lines(300))
    place = len(whole) // 2
    cut, _ = taken(written(tmp_path, "a.jsonl.gz", gzip.compress(_first_lines(300))[:place]))
    flipped = whole[:place] + bytes(value ^ 255 for value in whole[place : place + 9])
    items, rejections = taken(written(tmp_path, "b.jsonl.gz", flipped + whole[place + 9 :]))
    assert [item.fields["id"] for item in items][: len(cut) - 9] == list(range(len(cut) - 9))
    assert len(cut) > 100
    assert "is damaged" in rejections[-1].reason


def test_a_wrong_checksum_costs_none_of_the_lines(tmp_path):
    data = zipped({"a.jsonl": _first_lines(50)})
    at = data.index(b"PK\x01\x02") + 16
    items, (rejection,) = taken(
        written(tmp_path, "a.zip", data[:at] + b"\1\2\3\4" + data[at + 4 :])
    )
    assert len(items) == 50
    assert "its checksum is another" in rejection.reason


def test_a_member_whose_name_is_no_text_costs_no_other(tmp_path):
    data = zipped({"ملف.csv": CSV, "b.csv": CSV})
    at = data.index("ملف".encode())
    path = written(tmp_path, "a.zip", data[:at] + b"\xff" + data[at + 1 :])
    (item,), (rejection,) = taken(path)
    assert item.origin.file == f"{path}/b.csv"
    assert "is damaged" in rejection.reason


def test_members_of_a_zip_are_read_one_by_one_in_nested_folders(tmp_path):
    members = {
        "README": b"",
        "one/": b"",
        "one/lines.jsonl": LINES,
        "one/two/أخبار.csv": CSV,
        "one/two/packed.csv.gz": gzip.compress(CSV),
        "__MACOSX/one/._lines.jsonl": b"\0\5",
        "one/.hidden.csv": CSV,
    }
    path = written(tmp_path, "all.zip", zipped(members))
    items, (rejection,) = taken(path)
    files = list(dict.fromkeys(item.origin.file for item in items))
    assert files == [
        f"{path}/one/lines.jsonl",
        f"{path}/one/two/أخبار.csv",
        f"{path}/one/two/packed.csv.gz",
    ]
    assert len(items) == 20_002
    assert (rejection.origin.file, rejection.reason) == (f"{path}/README", "is empty")


def test_a_zip_is_opened_whatever_it_is_called(tmp_path):
    items, rejections = taken(written(tmp_path, "download", zipped({"a.csv": CSV})))
    assert len(items) == 1
    assert not rejections


def test_utf8_names_that_a_zip_does_not_declare_are_read_as_utf8(tmp_path):
    data = zipped({"أخبار.csv": CSV})
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(header) + flags
        data = data[:at] + b"\0\0" + data[at + 2 :]
    path = written(tmp_path, "a.zip", data)
    (item,), _ = taken(path)
    assert item.origin.file == f"{path}/أخبار.csv"


def test_members_that_climb_out_are_read_and_never_written(tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    items, _ = taken(written(inside, "a.zip", zipped({"../evil.csv": CSV, "/abs.csv": CSV})))
    assert len(items) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["inside"]
    assert [path.name for path in inside.iterdir()] == ["a.zip"]


def test_a_damaged_member_costs_no_other(tmp_path):
    data = bytearray(zipped({"a.jsonl": LINES, "b.csv": CSV}))
    data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
    path = written(tmp_path, "a.zip", bytes(data))
    items, rejections = taken(path)
    assert items[-1].origin.file == f"{path}/b.csv"
    assert rejections[-1].origin.file == f"{path}/a.jsonl"
    assert "is damaged" in rejections[-1].reason


@pytest.mark.parametrize(
    "data",
    [zipped({"a.csv": CSV})[:-30], b"PK\x03\x04" + bytes(100), zipped({})[:10]],
    ids=["cut short", "only a mark", "half an empty one"],
)
def test_a_corrupt_zip_is_one_rejection(tmp_path, data):
    items, (rejection,) = taken(written(tmp_path, "a.zip", data))
    assert not items
    assert "is damaged" in rejection.reason


def test_an_empty_zip_says_so(tmp_path):
    items, (rejection,) = taken(written(tmp_path, "a.zip", zipped({})))
    assert not items
    assert "is empty" in rejection.reason


def test_a_zip_in_a_zip_and_an_office_document_are_rejected(tmp_path):
    nested = zipped({"inner.zip": zipped({"a.csv": CSV}), "b.csv": CSV})
    items, (rejection,) = taken(written(tmp_path, "a.zip", nested))
    assert len(items) == 1
    assert "a zip within another" in rejection.reason
    office = zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"})
    items, (rejection,) = taken(written(tmp_path, "a.docx", office))
    assert not items
    assert "save it as text" in rejection.reason


def test_a_locked_member_is_rejected(tmp_path):
    data = zipped({"a.csv": CSV})
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(header) + flags
        (before,) = struct.unpack_from("<H", data, at)
        data = data[:at] + struct.pack("<H", before | 1) + data[at + 2 :]
    items, (rejection,) = taken(written(tmp_path, "a.zip", data))
    assert not items
    assert "password" in rejection.reason


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.jsonl.gz", gzip.compress), ("a.zip", lambda data: zipped({"a.jsonl": data}))],
)
def test_a_bomb_is_stopped(tmp_path, name, pack):
    line = b'{"text": "x"}' + b" " * 2**20 + b"\n"
    items, (rejection,) = taken(written(tmp_path, name, pack(line * 150)))
    assert len(items) < 150
    assert "unpacks to over 64 MB and over 200 times its size" in rejection.reason


def test_a_bomb_of_many_members_is_stopped_once(tmp_path):
    line = b'{"text": "x"}' + b" " * 2**20 + b"\n"
    members = {f"{number}.jsonl": line * 20 for number in range(50)}
    _, rejections = taken(written(tmp_path, "a.zip", zipped(members)))
    assert len(rejections) == 2
    assert "of its 50 members were read, and it unpacks to over 64 MB" in rejections[-1].reason


def _overlapping(names):
    """A zip whose members are one and the same piece of it."""
    data = zipped({"a.csv": CSV})
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entries = b"".join(data[start:end].replace(b"a.csv", name) for name in names)
    tail = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, len(names), len(names), len(entries), start, 0
    )
    return data[:start] + entries + tail


def test_a_zip_whose_members_lie_in_one_another_is_refused(tmp_path):
    (item,), _ = taken(written(tmp_path, "one.zip", _overlapping([b"a.csv"])))
    assert item.fields["text"] == "نص"
    items, (rejection,) = taken(written(tmp_path, "many.zip", _overlapping([b"a.csv"] * 1000)))
    assert not items
    assert "members that lie in one another" in rejection.reason


def test_standard_input_is_read_as_any_file(monkeypatch):
    for data in (LINES, gzip.compress(LINES)):
        piped(monkeypatch, data)
        items, rejections = taken("-")
        assert len(items) == 20_000
        assert {item.origin.file for item in items} == {"-"}
        assert not rejections


def test_a_zip_may_come_through_a_pipe(monkeypatch):
    piped(monkeypatch, zipped({"a.csv": CSV, "b.jsonl": LINES}))
    items, rejections = taken("-")
    assert items[0].origin.file == "-/a.csv"
    assert len(items) == 20_001
    assert not rejections


def test_empty_standard_input_is_rejected_as_empty(monkeypatch):
    piped(monkeypatch, b"")
    items, (rejection,) = taken("-")
    assert not items
    assert (rejection.origin.file, rejection.reason) == ("-", "is empty")


def test_progress_adds_up_to_the_size_of_what_is_read(tmp_path):
    written(tmp_path, "a.jsonl", LINES)
    written(tmp_path, "b.jsonl.gz", gzip.compress(LINES))
    written(tmp_path, "c.zip", zipped({"a.jsonl": LINES, "b.bin": bytes(999)}))
    written(tmp_path, "d.txt", b"\x89PNG" + bytes(2_000_000))
    written(tmp_path, "e.zip", b"PK\x03\x04" + bytes(100))
    reports: list[int] = []
    taken(tmp_path, consumed=reports.append)
    assert sum(reports) == size_of([tmp_path]) > 0
    assert min(reports) > 0
    assert len(reports) > 10
