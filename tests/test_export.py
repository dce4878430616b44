"""Exports, by the command, by `Archive` and by the pages: the same bytes, whole or not at all."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from installed import Packages

from kashshaf import Archive
from kashshaf.archive.errors import QueryError
from kashshaf.archive.writers import WRITERS
from kashshaf.cli.main import main
from kashshaf.web import create_app


def exported(archive: Archive, *arguments: str) -> bytes:
    """What the command prints, in this process."""
    result = CliRunner().invoke(
        main, ["export", "-a", str(archive.folder), *arguments], catch_exceptions=False
    )
    assert result.exit_code == 0, result.stderr
    return result.stdout_bytes


def ids(lines: bytes) -> list[str]:
    return [json.loads(line)["id"] for line in lines.decode().splitlines()]


@pytest.fixture(scope="module")
def client(fixture_archive: Archive) -> FlaskClient:
    return create_app(fixture_archive).test_client()


@pytest.mark.parametrize("name", list(WRITERS))
def test_the_command_the_pages_and_python_give_the_same_bytes(
    name: str, fixture_archive: Archive, client: FlaskClient
) -> None:
    by_command = exported(
        fixture_archive, "كتاب OR مكتبة", "--format", name, "--platform", "web", "--since", "2014"
    )
    # What else the pages' readers prefer is said in the address.
    asked = {"q": "كتاب OR مكتبة", "platform": "web", "since": "2014", "cite": "chicago"}
    page = client.get(f"/export.{name}", query_string=asked)
    assert len(by_command) > 1000
    assert page.data == by_command
    assert page.headers["Content-Disposition"].endswith(WRITERS[name].suffix)
    pieces = fixture_archive.export("كتاب", format=name, since="2014")
    assert "".join(pieces).encode() == exported(
        fixture_archive, "كتاب", "--format", name, "--since", "2014"
    )


def test_an_export_has_all_that_each_finds_in_its_order(fixture_archive: Archive) -> None:
    found = [record.id for record in fixture_archive.each("كتاب", since="2014")]
    assert len(found) > 3
    assert ids(exported(fixture_archive, "كتاب", "--since", "2014")) == found
    assert ids(exported(fixture_archive, "كتاب", "--since", "2014", "--limit", "2")) == found[:2]
    oldest = exported(fixture_archive, "كتاب", "--since", "2014", "--sort", "oldest")
    assert sorted(ids(oldest)) == sorted(found) != ids(oldest)


def test_without_a_query_everything_is_exported_and_no_index_is_needed(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "press") as archive:
        archive.add({"id": str(number), "text": "خبر"} for number in range(3))
        (tmp_path / "press" / "index").rename(tmp_path / "index")
        assert ids(exported(archive)) == ["0", "1", "2"]
        assert ids("".join(archive.export()).encode()) == ["0", "1", "2"]
        result = CliRunner().invoke(main, ["export", "-a", str(archive.folder), "خبر"])
        assert "has no index yet" in result.stderr


def test_a_format_that_there_is_not_is_told_with_those_that_there_are(
    fixture_archive: Archive,
) -> None:
    with pytest.raises(QueryError, match="no format “doc”; use one of: csv, jsonl, ris, bibtex"):
        fixture_archive.export(format="doc")
    with pytest.raises(QueryError, match="no format “doc”"):
        fixture_archive.export("كتاب", format="doc")
    result = CliRunner().invoke(
        main, ["export", "-a", str(fixture_archive.folder), "--format", "doc"]
    )
    assert result.exit_code == 2
    assert "bibliography-txt, atom" in result.stderr


def test_help_names_every_format(fixture_archive: Archive) -> None:
    helped = "".join(CliRunner().invoke(main, ["export", "-h"]).stdout.split())
    assert f"[{'|'.join(WRITERS)}]" in helped


def test_bibliographies_are_in_the_style_that_is_asked_for(fixture_archive: Archive) -> None:
    asked = ("كتاب", "--format", "bibliography-txt")
    apa = exported(fixture_archive, *asked, "--style", "apa")
    assert apa.startswith(b"References\n\n")
    pieces = fixture_archive.export("كتاب", format="bibliography-txt", style="apa")
    assert "".join(pieces).encode() == apa
    assert exported(fixture_archive, *asked).startswith(b"Bibliography\n\n")
    with pytest.raises(QueryError, match="no style “x”; use one of: arabic, apa, chicago, mla"):
        fixture_archive.export("كتاب", format="bibliography-txt", style="x")  # type: ignore[arg-type]


def test_an_export_in_references_loads_nothing_that_searches_reads_pages_or_shows_them(
    fixture_archive: Archive,
) -> None:
    code = (
        "import sys\n"
        "from kashshaf.cli.main import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "heavy = {'numpy', 'whoosh', 'tantivy', 'flask', 'jinja2', 'babel', 'trafilatura',\n"
        "         'pyarabic', 'kashshaf.facade.archive', 'importlib.metadata'}\n"
        "sys.exit(sorted(heavy & set(sys.modules)) or 0)\n"
    )
    arguments = ["export", "-a", str(fixture_archive.folder), "--format", "ris"]
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.count("\nER  - ") == len(fixture_archive)


def test_a_search_that_is_exported_loads_no_pages(fixture_archive: Archive) -> None:
    code = (
        "import sys\n"
        "from kashshaf.cli.main import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "heavy = {'flask', 'jinja2', 'babel', 'trafilatura'}\n"
        "sys.exit(sorted(heavy & set(sys.modules)) or 0)\n"
    )
    arguments = ["export", "-a", str(fixture_archive.folder), "كتاب"]
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")


def test_a_file_is_written_as_what_is_printed(fixture_archive: Archive, tmp_path: Path) -> None:
    for name in ("ris", "csv"):  # whose lines end with CRLF
        exported(fixture_archive, "--format", name, "-o", str(tmp_path / name))
        assert (tmp_path / name).read_bytes() == exported(fixture_archive, "--format", name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["csv", "ris"]


def broken(*_: Any, **__: Any) -> Iterator[str]:
    yield "half"
    raise QueryError("something went wrong half way")


def test_what_fails_half_way_leaves_the_file_as_it_was(
    fixture_archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kashshaf.facade.stored.StoredArchive.export", broken)
    kept = tmp_path / "kept.jsonl"
    kept.write_text("before")
    for path in (kept, tmp_path / "new.jsonl"):
        arguments = ["export", "-a", str(fixture_archive.folder), "-o", str(path)]
        assert CliRunner().invoke(main, arguments).exit_code == 2
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [
        ("kept.jsonl", "before")
    ]


def test_a_link_goes_on_leading_to_the_file_and_a_device_stays_one(
    fixture_archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    exported(fixture_archive, "-o", str(tmp_path / "link"))
    assert (tmp_path / "link").is_symlink()
    assert len(ids((tmp_path / "file").read_bytes())) == len(fixture_archive)
    exported(fixture_archive, "-o", os.devnull)
    assert Path(os.devnull).is_char_device()


WRITER = """
from kashshaf.archive.writers import Writer


def titles(records, context):
    yield f"# {context.title}\\n"
    for record in records:
        yield f"- {record.title}\\n"


WRITER = Writer(
    name="titles",
    label="List of titles",
    arabic="قائمة العناوين",
    media_type="text/markdown",
    suffix="md",
    write=titles,
)
"""

PAGES = """
import sys
from kashshaf import Archive
from kashshaf.web import create_app

with Archive.open(sys.argv[1]) as archive:
    client = create_app(archive).test_client()
    for lang in ("en", "ar"):
        sys.stdout.write(client.get(f"/?q=كتاب&lang={lang}").text)
    export = client.get("/export.titles?q=كتاب")
    sys.stdout.write(f"{export.content_type}\\n{export.text}")
"""


def packages(folder: Path, code: str = WRITER) -> Packages:
    """A package that brings a writer, installed."""
    site = Packages(folder)
    site.install("lists", {"lists.py": code}, {"kashshaf.writers": {"titles": "lists:WRITER"}})
    return site


def test_a_package_brings_a_writer_to_the_command_and_the_menu(
    fixture_archive: Archive, tmp_path: Path
) -> None:
    site = packages(tmp_path)
    command = ("export", "-a", fixture_archive.folder)
    result = site.kashshaf(*command, "كتاب", "--format", "titles")
    assert result.stdout.startswith(f"# {fixture_archive.title}\n- "), result.stderr
    assert "atom|titles]" in site.kashshaf(*command, "--help").stdout
    pages = site.python("-c", PAGES, fixture_archive.folder)
    assert "List of titles</a>" in pages.stdout, pages.stderr
    assert "قائمة العناوين</a>" in pages.stdout
    assert pages.stdout.endswith(f"text/markdown; charset=utf-8\n{result.stdout}")


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import nothing_like_it", "cannot be loaded from lists (lists:WRITER): ModuleNotFound"),
        ("WRITER = print", "from lists, is <built-in function print> and no Writer of that name"),
        (WRITER.replace('"titles"', '"list"'), "and no Writer of that name"),
    ],
)
def test_a_package_whose_writer_is_none_is_named(
    code: str, why: str, fixture_archive: Archive, tmp_path: Path
) -> None:
    site = packages(tmp_path, code)
    command = ("export", "-a", fixture_archive.folder)
    result = site.kashshaf(*command, "--format", "titles")
    assert (result.returncode, result.stdout) == (1, "")
    assert why in result.stderr
    assert site.kashshaf(*command, "--format", "ris").returncode == 0


def test_a_file_is_written_in_the_format_that_it_is_called_by(
    fixture_archive: Archive, tmp_path: Path
) -> None:
    for name, form in (("a.csv", "csv"), ("a.ris", "ris"), ("a.json", "jsonl"), ("a", "jsonl")):
        assert exported(fixture_archive, "--limit", "3", "-o", str(tmp_path / name)) == b""
        expected = exported(fixture_archive, "--limit", "3", "--format", form)
        assert (tmp_path / name).read_bytes() == expected


def test_a_name_that_the_archive_does_not_have_is_said_as_a_search_does(
    fixture_archive: Archive,
) -> None:
    asked = ["export", "-a", str(fixture_archive.folder), "--source", "صحيفة لا يعرفها أحد"]
    for language, said in (("en", "Nothing in this archive has"), ("ar", "لا مادة في هذا الأرشيف")):
        result = CliRunner().invoke(main, [*asked, "--lang", language])
        assert (result.exit_code, result.stdout) == (0, "")
        assert said in result.stderr
