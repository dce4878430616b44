"""A store and an index that went different ways are never taken for one another."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kashshaf import Archive, IndexOutdated
from kashshaf.cli.main import main
from kashshaf.web import create_app


def taken(folder: Path, word: str, first: int, count: int = 5) -> None:
    """Take in some records that have a word."""
    with Archive.open(folder) as archive:
        archive.add(
            {"id": f"{word}-{n}", "text": f"{word} {n}"} for n in range(first, first + count)
        )


def put_back(copy: Path, folder: Path) -> None:
    """The store alone, as by `cp`, beside the index that is there."""
    for file in folder.glob(f"{Archive.STORE}*"):
        file.unlink()
    shutil.copyfile(copy / Archive.STORE, folder / Archive.STORE)


@pytest.fixture(params=["whoosh", "tantivy"])
def forked(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A store that was put back and added to without its index, as far as that index reaches."""
    folder, copy = tmp_path / "press", tmp_path / "copy"
    Archive.create(folder, engine=request.param).close()
    taken(folder, "قديم", 0)
    shutil.copytree(folder, copy)
    taken(folder, "ضائع", 0)
    taken(copy, "جديد", 0, count=7)
    put_back(copy, folder)
    return folder


def test_an_index_of_another_line_is_refused_by_all_who_would_ask_it(forked: Path) -> None:
    with Archive.open(forked) as archive:
        for ask in (lambda: archive.search("جديد"), archive.verify, archive.stats):
            with pytest.raises(IndexOutdated, match=r"another line of descent.*kashshaf rebuild"):
                ask()
        with pytest.raises(IndexOutdated, match="another line"):
            archive.verify(deep=True)
        assert not archive.is_current()
        answer = create_app(archive).test_client().get("/?q=جديد")
    assert answer.status_code == 503


@pytest.mark.parametrize("command", ["sync", "rebuild"])
def test_what_is_advised_mends_it(forked: Path, command: str) -> None:
    result = CliRunner().invoke(main, [command, "-a", str(forked), "--workers", "1"])
    assert result.exit_code == 0, result.stderr
    with Archive.open(forked) as archive:
        assert archive.search("جديد").total == 7
        assert archive.search("ضائع").total == 0
        assert archive.verify(deep=True).good


def test_what_is_taken_in_next_mends_it_too(forked: Path) -> None:
    taken(forked, "آخر", 0)
    with Archive.open(forked) as archive:
        assert (archive.search("جديد").total, archive.search("آخر").total) == (7, 5)
        assert archive.verify().good


def test_the_store_of_another_archive_is_refused_however_many_records_it_has(
    tmp_path: Path,
) -> None:
    for name in ("ours", "theirs", "empty", "vacant"):
        Archive.create(tmp_path / name).close()
        with Archive.open(tmp_path / name) as archive:
            archive.sync()
    taken(tmp_path / "ours", "واحد", 0)
    taken(tmp_path / "theirs", "واحد", 0)
    for there, here in (("theirs", "ours"), ("vacant", "empty")):
        put_back(tmp_path / there, tmp_path / here)
        with Archive.open(tmp_path / here) as archive, pytest.raises(IndexOutdated):
            archive.search("واحد")


def test_a_folder_that_is_copied_whole_goes_on_as_it_was(tmp_path: Path) -> None:
    Archive.create(tmp_path / "press").close()
    taken(tmp_path / "press", "أول", 0)
    shutil.copytree(tmp_path / "press", tmp_path / "copy")
    for folder in (tmp_path / "press", tmp_path / "copy"):
        with Archive.open(folder) as archive:
            assert archive.search("أول").total == 5
        taken(folder, folder.name, 0)
        with Archive.open(folder) as archive:
            assert archive.verify().good
            assert archive.search(folder.name).total == 5


def test_an_open_archive_hears_that_its_store_was_put_back(forked: Path, tmp_path: Path) -> None:
    with Archive.open(forked) as archive:
        archive.sync()
        assert archive.search("جديد").total == 7
        later = tmp_path / "later"
        shutil.copyfile(tmp_path / "copy" / Archive.STORE, later)
        taken(forked, "آخر", 0)
        assert archive.search("آخر").total == 5
        for file in forked.glob(f"{Archive.STORE}-*"):
            file.unlink()
        later.replace(forked / Archive.STORE)
        with pytest.raises(IndexOutdated, match="ahead of the store"):
            archive.search("آخر")
        assert len(archive) == 12
        archive.sync()
        assert archive.search("آخر").total == 0
