import os
import threading
from pathlib import Path

import pytest
from reading_files import AUTHORITIES, taken, written

from kashshaf.archive.errors import InputError
from kashshaf.archive.readers import read, size_of

CSV = "id,text\n1,نص\n"


def test_folders_are_walked_by_name_without_hidden_files(tmp_path):
    (tmp_path / "b" / "deep").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    for name in ("c.csv", "a.csv", "b/2.csv", "b/deep/1.csv", ".hidden.csv", ".git/x.csv"):
        written(tmp_path, name, CSV)
    items, rejections = taken(tmp_path)
    read_files = [str(Path(item.origin.file).relative_to(tmp_path)) for item in items]
    assert read_files == ["a.csv", "b/2.csv", "b/deep/1.csv", "c.csv"]
    assert not rejections
    assert size_of([tmp_path]) == 4 * len(CSV.encode())


def test_a_hidden_file_that_is_named_is_read(tmp_path):
    items, _ = taken(written(tmp_path, ".hidden.csv", CSV))
    assert len(items) == 1


def test_links_that_go_in_circles_do_no_harm(tmp_path):
    (tmp_path / "in").mkdir()
    written(tmp_path, "in/a.csv", CSV)
    (tmp_path / "in" / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    items, (rejection,) = taken(tmp_path)
    assert len(items) == 1
    assert rejection.origin.file == str(tmp_path / "self")


def test_a_link_that_leads_nowhere_is_rejected(tmp_path):
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nothing")
    for path in (tmp_path, tmp_path / "gone.csv"):
        items, (rejection,) = taken(path)
        assert not items
        assert rejection.origin.file == str(tmp_path / "gone.csv")


def test_a_path_where_there_is_nothing_is_an_error_before_anything_is_read(tmp_path):
    written(tmp_path, "a.csv", CSV)
    with pytest.raises(InputError, match=r"missing\.csv: there is no such file or folder"):
        read([tmp_path / "a.csv", tmp_path / "missing.csv"], AUTHORITIES)


def test_a_folder_that_may_not_be_opened_is_one_rejection(tmp_path, monkeypatch):
    (tmp_path / "locked").mkdir()
    written(tmp_path, "z.csv", CSV)
    iterdir = Path.iterdir

    def refuse(path):
        if path.name == "locked":
            raise PermissionError(13, "Permission denied")
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    items, (rejection,) = taken(tmp_path)
    assert len(items) == 1
    assert rejection.origin.file == str(tmp_path / "locked")
    assert "Permission denied" in rejection.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_is_one_rejection(tmp_path):
    written(tmp_path, "locked.csv", CSV).chmod(0)
    written(tmp_path, "z.csv", CSV)
    items, (rejection,) = taken(tmp_path)
    assert len(items) == 1
    assert "Permission denied" in rejection.reason


def test_a_file_that_may_not_even_be_looked_at_is_one_rejection(tmp_path, monkeypatch):
    hidden = written(tmp_path, "a.csv", CSV)
    written(tmp_path, "b.csv", CSV)
    stat = Path.stat

    def refuse(path, **kwargs):
        if path == hidden:
            raise PermissionError(13, "Permission denied")
        return stat(path, **kwargs)

    monkeypatch.setattr(Path, "stat", refuse)
    items, (rejection,) = taken(tmp_path)
    assert len(items) == 1
    assert rejection.origin.file == str(hidden)


def test_a_file_that_fails_while_it_is_read_is_one_rejection(tmp_path, monkeypatch):
    written(tmp_path, "a.csv", CSV)
    written(tmp_path, "b.csv", CSV)
    opened = Path.open

    def fail(path, *args, **kwargs):
        if path.name == "a.csv":
            raise OSError(5, "Input/output error")
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", fail)
    items, (rejection,) = taken(tmp_path)
    assert len(items) == 1
    assert rejection.reason == "cannot be read: Input/output error"


def test_a_named_pipe_is_read_when_named_and_not_waited_for_in_a_folder(tmp_path):
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    items, (rejection,) = taken(tmp_path)
    assert not items
    assert "neither a file nor a folder" in rejection.reason
    writer = threading.Thread(target=pipe.write_text, args=(CSV, "utf-8"))
    writer.start()
    items, rejections = taken(pipe)
    writer.join()
    assert len(items) == 1
    assert not rejections


def test_names_that_are_not_utf8_are_shown_in_full(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9.csv"
    Path(os.fsdecode(path)).write_text(CSV, "utf-8")
    (item,), _ = taken(tmp_path)
    assert item.origin.file == f"{tmp_path}/caf\\xe9.csv"


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ('{"text": "نص"}\n{"text": "آخر"}\n', "jsonl"),
        ('[{"text": "نص"}]', "json"),
        ('{"text": "نص"}', "json"),
        ("<!doctype html><html><body><p>نص الخبر كله هنا.</p></body></html>", "html"),
        ("العنوان;النص\nأ;ب\n", "csv"),
        ("عنوان الخبر\n\nنص الخبر كله هنا.\n", "text"),
    ],
)
@pytest.mark.parametrize("name", ["saved", "saved.part", "saved.2014"])
def test_a_format_is_known_by_content_when_its_name_says_nothing(tmp_path, text, reader, name):
    items, rejections = taken(written(tmp_path, name, text))
    assert {item.origin.reader for item in items} == {reader}
    assert not rejections


@pytest.mark.parametrize("name", ["style.css", "code.js", "notes"])
def test_what_lies_beside_saved_pages_is_not_taken_for_articles(tmp_path, name):
    items, (rejection,) = taken(written(tmp_path, name, "body > p { margin: 0 } /* نص */"))
    assert not items
    assert "of no format that is known" in rejection.reason
    assert ".jsonl" in rejection.reason
