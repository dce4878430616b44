"""`Archive.in_memory`: an archive like any other, of which nothing is left."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kashshaf import Archive
from kashshaf.archive.errors import KashshafError, SettingsError, StoreError


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_it_is_searched_from_the_start_and_nothing_is_left_of_it(engine: str) -> None:
    with Archive.in_memory("مؤقت", engine) as archive:
        assert (archive.title, archive.engine, archive.search("خبر").total) == ("مؤقت", engine, 0)
        archive.add([{"id": "1", "title": "خبر"}, {"date": "2014"}])
        archive.rebuild()
        assert archive.search("خبر").total == 1
        assert archive.verify().good
    assert not archive.folder.exists()
    archive.close()


def test_two_of_them_know_nothing_of_each_other() -> None:
    with Archive.in_memory() as first, Archive.in_memory() as second:
        first.add({"title": "خبر"})
        assert (len(first), len(second)) == (1, 0)


def test_nothing_is_left_when_nothing_refers_to_it() -> None:
    archive = Archive.in_memory()
    archive.add({"title": "خبر"})
    archive.search("خبر")
    folder = archive.folder
    del archive
    gc.collect()
    assert not folder.exists()


def test_nothing_is_left_when_the_program_ends(tmp_path: Path) -> None:
    program = (
        "from kashshaf import Archive\n"
        "archive = Archive.in_memory()\n"
        "archive.add({'title': 'خبر'})\n"
        "print(archive.folder, archive.search('خبر').total)"
    )
    said = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", program],
        check=True,
        capture_output=True,
        text=True,
    )
    folder, total = said.stdout.split()
    assert (total, said.stderr) == ("1", "")
    assert not Path(folder).exists()


def test_nothing_is_made_for_an_engine_that_there_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(SettingsError, match="xapian"):
        Archive.in_memory(engine="xapian")
    assert list(tmp_path.iterdir()) == []


def test_after_it_is_closed_it_says_so_to_whoever_asks_or_writes() -> None:
    archive = Archive.in_memory()
    archive.close()
    for ask in (archive.search, archive.stories, archive.stats, lambda: archive.trace("خبر")):
        with pytest.raises(StoreError, match="has been closed"):
            ask()
    with pytest.raises(KashshafError):
        archive.add({"title": "خبر"})
    assert not archive.folder.exists()


LEFT_TO_ITS_PARENT = """
import os, sys
from kashshaf import Archive

with Archive.in_memory(engine=sys.argv[1]) as archive:
    archive.add({"title": "خبر"})
    if os.fork() == 0:
        sys.exit(archive.search("خبر").total - 1)
    assert os.wait()[1] == 0
    assert archive.search("خبر").total == archive.verify().records == 1
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_forked_child_that_ends_leaves_it_to_its_parent(engine: str) -> None:
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", LEFT_TO_ITS_PARENT, engine]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
