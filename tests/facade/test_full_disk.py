"""On a full disk a change is made and said to be, or is not made; and the disk is named."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kashshaf import Archive, BackupError, KashshafError, NotIndexed, SearchIndexError

SIZE = 8_000_000


class SmallDisk:
    """A file system of a few megabytes, which can be filled up and emptied."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, left: int = 0) -> None:
        stat = os.statvfs(self.folder)
        free = stat.f_bavail * stat.f_frsize
        self._filler.write_bytes(b"x" * max(free - left, 0))

    def make_room(self) -> None:
        self._filler.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    made = shutil.which("mount") and subprocess.run(mount, capture_output=True, check=False)
    if not made or made.returncode:
        pytest.skip("nobody here may make a small file system")
    yield SmallDisk(folder)
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture(params=["whoosh", "tantivy"])
def press(request: pytest.FixtureRequest, tmp_path: Path, disk: SmallDisk) -> Iterator[Archive]:
    """An archive whose index alone is on the small disk."""
    with Archive.create(tmp_path / "press", engine=request.param) as archive:
        (disk.folder / "index").mkdir()
        (archive.folder / "index").symlink_to(disk.folder / "index")
        archive.add({"id": str(n), "text": f"كتاب {n}"} for n in range(30))
        yield archive


@pytest.mark.parametrize(
    ("change", "records"),
    [
        (lambda archive: archive.remove("7"), 29),
        (lambda archive: archive.add({"id": "new", "text": "جديد"}), 31),
        (lambda archive: archive.update("7", text="غيره"), 30),
    ],
    ids=["remove", "add", "update"],
)
def test_what_is_stored_and_cannot_be_indexed_is_said_to_be_stored(
    press: Archive, disk: SmallDisk, change: Callable[[Archive], object], records: int
) -> None:
    before = press.search("كتاب").total
    disk.fill()
    with pytest.raises(
        NotIndexed, match=r"stored, but not yet in the index.*kashshaf sync"
    ) as told:
        change(press)
    assert str(disk.folder) in str(told.value) or str(press.folder) in str(told.value)
    assert len(press) == records
    assert press.search("كتاب").total in (before, before - 1)
    disk.make_room()
    press.sync()
    assert press.verify(deep=True).good


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh's files
def test_a_rebuild_that_finds_no_room_leaves_the_index_that_there_is(
    press: Archive, disk: SmallDisk
) -> None:
    for left in (0, 8_000):
        disk.fill(left)
        with pytest.raises(SearchIndexError, match="No space left"):
            press.rebuild()
        disk.make_room()
        assert press.search("كتاب").total == 30
        assert len(list((disk.folder / "index").iterdir())) == 2
    press.rebuild()
    assert press.verify(deep=True).good


@pytest.mark.parametrize("left", [0, 4_096, 40_000, 100_000])
def test_an_archive_on_a_full_disk_loses_nothing(disk: SmallDisk, left: int) -> None:
    folder = disk.folder / "press"
    with Archive.create(folder) as archive:
        archive.add({"id": str(n), "text": f"كتاب {n}"} for n in range(30))
    disk.fill(left)
    outcomes: list[KashshafError | None] = []
    for change in (
        lambda archive: archive.add({"id": f"new-{n}", "text": "جديد " * 50} for n in range(60)),
        lambda archive: archive.remove("7"),
        lambda archive: archive.add([{"date": "2014"}]),
    ):
        try:
            with Archive.open(folder) as archive:
                change(archive)
        except KashshafError as error:
            assert "room" in str(error)
            outcomes.append(error)
        else:
            outcomes.append(None)
    disk.make_room()
    added, removed, _ = (error is None or isinstance(error, NotIndexed) for error in outcomes)
    with Archive.open(folder) as archive:
        assert len(archive) == 30 + 60 * added - removed
        archive.sync()
        assert archive.verify(deep=True).good


@pytest.mark.parametrize("left", [0, 12_000, 60_000])
def test_what_could_not_be_made_for_want_of_room_is_made_when_there_is(
    disk: SmallDisk, tmp_path: Path, left: int
) -> None:
    disk.fill(left)
    with pytest.raises(KashshafError, match=r"full|room|No space"):
        Archive.create(disk.folder / "press", title="صحافة").close()
    disk.make_room()
    with Archive.create(disk.folder / "press", title="صحافة") as archive:
        archive.add({"id": f"long-{n}", "text": "نص طويل " * 300} for n in range(60))
        disk.fill(100_000)
        with pytest.raises(BackupError, match=r"backup.*cannot be made.*room"):
            archive.backup(disk.folder / "backup")
        assert not list(disk.folder.glob("backup*"))
        disk.make_room()
        archive.backup(disk.folder / "backup")
        disk.fill(100_000)
        with pytest.raises(KashshafError, match="No space left"):
            Archive.from_backup(disk.folder / "backup", disk.folder / "press")
        assert archive.verify().good
    with Archive.from_backup(disk.folder / "backup", tmp_path / "elsewhere") as restored:
        assert len(restored) == 60
