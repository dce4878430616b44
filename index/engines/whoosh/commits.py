"""The states of an index on disk: each a list of segments, which Whoosh keeps.

    _MAIN_3.toc      a table of contents: the segments, and which documents of each are deleted
    MAIN_<id>.npz    a segment, which never changes; see `segments.py`

A commit writes its segment and then, in one step, the table of contents with the next number: a
half-written commit is nobody's index. What no table names is removed by the commit after it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from whoosh.codec import default_codec
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, EmptyIndexError, FileIndex

from ....archive.errors import SearchIndexError
from .arrays import create, damaged
from .writing import SegmentWriter

_NAME = "MAIN"


class Commits:
    """The commits in a folder. Raises `FileNotFoundError` where there is no such folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._storage = _Storage(str(folder))
        with self._table_errors():
            self._index = FileIndex(self._storage, indexname=_NAME)

    @classmethod
    def begin(cls, folder: Path) -> "Commits":
        """Make the folder, with a state of no segments."""
        folder.mkdir(parents=True)
        with wholly_written(folder):
            FileIndex.create(_Storage(str(folder)), Schema(), _NAME)
        return cls(folder)

    @property
    def latest(self) -> int:
        """The number of the newest commit; less than 0 where its table is gone."""
        return int(self._index.latest_generation())

    def read(self) -> tuple[int, list[Any]]:
        """The newest commit: its number and its segments, as Whoosh has them."""
        with self._table_errors():
            table = TOC.read(self._storage, _NAME)
            sum(segment.doc_count() for segment in table.segments)  # these are what they should be
            return table.generation, table.segments

    def keep(self, writer: SegmentWriter) -> Any:
        """Write a segment, and return it as a commit names it."""
        segment = default_codec().new_segment(self._storage, _NAME)
        segment.set_doc_count(len(writer))
        with wholly_written(self.folder):
            writer.write(self.file_of(segment))
        return segment

    def file_of(self, segment: Any) -> Path:
        """Where a segment's arrays are."""
        return self.folder / str(segment.make_filename(".npz"))

    def write(self, number: int, segments: Sequence[Any]) -> None:
        """Make these segments the newest state, and remove what no state has any more."""
        with wholly_written(self.folder):
            TOC(Schema(), list(segments), number).write(self._storage, _NAME)
        kept = {f"_{_NAME}_{number}.toc", *(self.file_of(one).name for one in segments)}
        for path in self.folder.iterdir():
            if path.name not in kept:
                with suppress(OSError):  # Windows keeps what is open; the next commit tries again
                    path.unlink()

    @contextmanager
    def _table_errors(self) -> Iterator[None]:
        try:
            yield
        except EmptyIndexError:
            if not self.folder.exists():
                raise FileNotFoundError(f"there is no Whoosh index in {self.folder}") from None
            raise damaged(self.folder / f"_{_NAME}_*.toc", "it is missing") from None
        except FileNotFoundError:
            raise  # another commit has just removed it
        except Exception as error:  # whatever a pickle may raise that is not whole
            raise damaged(self._table_file(), f"{type(error).__name__}: {error}") from error

    def _table_file(self) -> Path:
        tables = self.folder.glob(f"_{_NAME}_*.toc")
        return max(tables, key=lambda path: int(path.stem.rpartition("_")[2]))


class _Storage(FileStorage):
    """Whoosh's files in a folder; those that it writes are on the disk when they are closed."""

    def create_file(self, name: str, **options: Any) -> StructFile:
        return StructFile(create(Path(self.folder) / name), name=name)


@contextmanager
def wholly_written(folder: Path) -> Iterator[None]:
    """Say of a disk that is full, or fails, what it was that could not be written."""
    try:
        yield
    except OSError as error:
        raise SearchIndexError(
            f"the index cannot be written: {error.filename or folder}: {error.strerror}; the index"
            " in use is as it was, and nothing that was stored is lost: make room and run"
            " `kashshaf sync`"
        ) from error
