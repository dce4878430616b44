"""What a document names beside it: read for it, not by itself, and nothing outside its folder."""

import io
from zipfile import ZipFile

import pytest
from reading_files import taken, written

from kashshaf.archive.readers import Reader, Unreadable, size_of, whole_text


def read_list(document, knowledge):
    """A list of names, one a line; `folder/` is kept, `start*` is looked for."""
    for position, name in enumerate(whole_text(document.chunks, "a list").split("\n"), 1):
        try:
            if name.endswith("/"):
                document.beside.keep(name)
                found = []
            elif name.endswith("*"):
                found = document.beside.names(name[:-1])
            else:
                outcomes = knowledge.read_beside(document, name)
                found = [getattr(one, "fields", None) or one.reason for one in outcomes]
        except Unreadable as error:
            found = [str(error)]
        yield document.item({"name": name, "found": found}, position)


LIST = Reader(
    name="list",
    description="Lists of files",
    arabic="قوائم ملفات",
    suffixes=(".zlist",),
    leads=(".zlist",),
    read=read_list,
)
CSV = "id,text\n1,نص\n"
PAGE = "<html><body><h1>افتتاح</h1><p>افتتحت المكتبة اليوم في المرفأ.</p></body></html>"


def listed(folder, names, **options):
    """What each name gave, and which other files were read by themselves."""
    written(folder, "all.zlist", "\n".join(names))
    items, rejections = taken(folder, readers=[LIST], **options)
    found = {item.fields["name"]: item.fields["found"] for item in items if "found" in item.fields}
    origins = [item.origin for item in items] + [rejection.origin for rejection in rejections]
    return found, [origin.file for origin in origins if origin.reader != "list"]


def test_a_file_beside_is_read_by_the_reader_that_fits_it_and_not_by_itself(tmp_path):
    (tmp_path / "files" / "1").mkdir(parents=True)
    written(tmp_path, "a.csv", CSV)
    written(tmp_path, "files/1/صفحة.html", PAGE)
    other = written(tmp_path, "b.csv", CSV)
    found, others = listed(tmp_path, ["a.csv", "files/1/صفحة.html"])
    assert found["a.csv"] == [{"id": "1", "text": "نص"}]
    assert found["files/1/صفحة.html"][0]["title"] == "افتتاح"
    assert others == [str(other)]


def test_a_folder_that_is_kept_is_not_walked_and_its_bytes_are_counted(tmp_path):
    (tmp_path / "a_files" / "deep").mkdir(parents=True)
    written(tmp_path, "a_files/x.csv", CSV)
    written(tmp_path, "a_files/deep/y.png", b"\x89PNG")
    written(tmp_path, "b.csv", CSV)
    counted: list[int] = []
    _, others = listed(tmp_path, ["a_files/x.csv", "a_files/"], consumed=counted.append)
    assert others == [str(tmp_path / "b.csv")]
    assert sum(counted) == size_of([tmp_path])


def test_names_beside_are_found_by_their_beginning(tmp_path):
    for name in ("film.en.srt", "film.ar.srt", "filmed.txt", ".film.x"):
        written(tmp_path, name, "نص")
    (tmp_path / "film.folder").mkdir()
    found, _ = listed(tmp_path, ["film.*"])
    assert found["film.*"] == ["film.ar.srt", "film.en.srt"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../secret.csv", "outside its folder"),
        ("files/../../secret.csv", "outside its folder"),
        ("files\\..\\..\\secret.csv", "outside its folder"),
        ("/etc/passwd", "outside its folder"),
        ("C:\\Users\\layla\\a.csv", "outside its folder"),
        ("\\\\server\\share\\a.csv", "outside its folder"),
        ("file:///etc/passwd", "outside its folder"),
        ("http://localhost/a.csv", "outside its folder"),
        ("out.csv", "a link that leads out"),
        ("way/secret.csv", "a link that leads out"),
        ("self.csv", "a link that leads out"),
        (".ssh/key", "a hidden one"),
        (".", "names no file"),
        ("gone.csv", "is not there"),
        ("files", "is not there"),
    ],
)
def test_a_name_that_leads_nowhere_or_out_of_the_folder_is_not_opened(tmp_path, name, reason):
    folder = tmp_path / "in"
    (folder / "files").mkdir(parents=True)
    (folder / ".ssh").mkdir()
    written(tmp_path, "secret.csv", CSV)
    written(folder, ".ssh/key", CSV)
    (folder / "out.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "way").symlink_to(tmp_path)
    (folder / "self.csv").symlink_to(folder / "self.csv")
    document = written(folder, "all.zlist", name)
    (item,), _ = taken(document, readers=[LIST])
    (said,) = item.fields["found"]
    assert reason in said


def test_a_pipe_has_nothing_beside_it(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a.csv")))
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "a.csv", CSV)
    (item,), _ = taken("-", readers=[LIST], reader="list")
    assert "has no folder" in item.fields["found"][0]


def test_a_file_that_very_many_name_is_read_ten_times(tmp_path):
    written(tmp_path, "a.csv", CSV)
    written(tmp_path, "all.zlist", "\n".join(["a.csv"] * 12))
    items, _ = taken(tmp_path, readers=[LIST])
    assert [isinstance(item.fields["found"][0], str) for item in items] == [False] * 10 + [True] * 2


def test_members_of_a_zip_have_what_lies_beside_them_in_it(tmp_path):
    with ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("out/a.csv", CSV)
        archive.writestr("out/kept/b.csv", CSV)
        archive.writestr("c.csv", CSV)
        names = ("a.csv", "../c.csv", "kept/", "a.*", "gone.csv")
        archive.writestr("out/all.zlist", "\n".join(names))
    items, _ = taken(tmp_path, readers=[LIST])
    found = {item.fields["name"]: item.fields["found"] for item in items if "found" in item.fields}
    assert found["a.csv"] == [{"id": "1", "text": "نص"}]
    assert "outside its folder" in found["../c.csv"][0]
    assert found["a.*"] == ["a.csv"]
    assert "is not there" in found["gone.csv"][0]
    others = [item.origin.file for item in items if item.origin.reader != "list"]
    assert others == [str(tmp_path / "export.zip" / "c.csv")]
