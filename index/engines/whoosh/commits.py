"""The states of an index on disk: each a list of segments, which Whoosh keeps.

    _MAIN_3.toc      a table of contents: the segments, and which documents of each are deleted
    MAIN_<id>.npz    a segment, which never changes; see `segments.py`

A commit writes its segment and then, in one step, the table of contents with the next number: a
half-written commit is nobody's index. What no table names is removed by the commit after it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile, StructFile
from whoosh.index import TOC, EmptyIndexError, FileIndex

from ....archive.errors import SearchIndexError
from ..base import Schema
from .arrays import create, damaged
from .codec import INDEX_NAME, SUFFIX, ListedSegment, whoosh_schema
from .writing import SegmentWriter


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment as a commit has it: its file, how many documents that has, which are deleted."""

    file: Path
    size: int
    deleted: frozenset[int] = frozenset()

    @property
    def held(self) -> int:
        """How many documents are not deleted."""
        return self.size - len(self.deleted)


class Commits:
    """The commits in a folder. Raises `FileNotFoundError` where there is no such folder."""

    def __init__(self, folder: Path, schema: Schema) -> None:
        self.folder = folder
        self._schema = whoosh_schema(schema)
        self._storage = _Storage(str(folder))
        with self._table_errors():
            self._index = FileIndex(self._storage, self._schema, INDEX_NAME)

    @classmethod
    def begin(cls, folder: Path, schema: Schema) -> "Commits":
        """Make the folder, with a state of no segments."""
        folder.mkdir(parents=True)
        with wholly_written(folder):
            FileIndex.create(_Storage(str(folder)), whoosh_schema(schema), INDEX_NAME)
        return cls(folder, schema)

    @property
    def latest(self) -> int:
        """The number of the newest commit; less than 0 where its table is gone."""
        return int(self._index.latest_generation())

    def read(self) -> tuple[int, list[Entry]]:
        """The newest commit: its number and its segments."""
        with self._table_errors():
            table = TOC.read(self._storage, INDEX_NAME, schema=self._schema)
            return table.generation, [self._entry(segment) for segment in table.segments]

    def _entry(self, segment: object) -> Entry:
        if not isinstance(segment, ListedSegment):
            raise TypeError("another program has written to the index")
        return Entry(
            file=self.folder / segment.make_filename(SUFFIX),
            size=segment.doc_count_all(),
            deleted=frozenset(segment.deleted_docs()),
        )

    def keep(self, writer: SegmentWriter) -> Entry:
        """Write a segment, of which no commit knows yet."""
        entry = self._entry(ListedSegment(len(writer)))
        with wholly_written(self.folder):
            writer.write(entry.file)
        return entry

    def write(self, number: int, entries: Sequence[Entry]) -> None:
        """Make these segments the newest state, and remove what no state has any more."""
        segments = [
            ListedSegment(one.size, one.deleted, one.file.stem.removeprefix(f"{INDEX_NAME}_"))
            for one in entries
        ]
        with wholly_written(self.folder):
            TOC(self._schema, segments, number).write(self._storage, INDEX_NAME)
        kept = {f"_{INDEX_NAME}_{number}.toc", *(one.file.name for one in entries)}
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
            raise damaged(self.folder / f"_{INDEX_NAME}_*.toc", "it is missing") from None
        except FileNotFoundError:
            raise  # another commit has just removed it
        except Exception as error:  # whatever a pickle may raise that is not whole
            raise damaged(self._table_file(), f"{type(error).__name__}: {error}") from error

    def _table_file(self) -> Path:
        tables = self.folder.glob(f"_{INDEX_NAME}_*.toc")
        return max(tables, key=lambda path: int(path.stem.rpartition("_")[2]))


class _Storage(FileStorage):
    """Whoosh's files in a folder; those that it writes are on the disk when they are closed."""

    def open_file(self, name: str, **options: Any) -> BufferFile:
        return BufferFile((Path(self.folder) / name).read_bytes(), name=name)

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
