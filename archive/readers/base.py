"""What a reader is, what it is given, and the ways to answer for it."""

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias
from zipfile import BadZipFile, ZipFile

from ..errors import InputError, SettingsError
from ..items import TEXTLESS, UNREAD, Item, Origin, Rejection
from ..metadata.authorities import Authorities
from .columns import Columns

ITEM_LIMIT = 16 * 2**20
"""The most bytes that one item may take: a line, a CSV row, an article, a page."""

OBJECT_LIMIT = 64 * 2**20
"""The most bytes of a JSON object that holds a whole list, which is parsed in one piece."""

Chunks: TypeAlias = Iterator[bytes]

_SUFFIX = re.compile(r"\.[^./]+")
_ENDING = re.compile(r"(?:\.[^./]+)+")


class Unreadable(InputError):
    """A file or a zip member cannot be read on; the message is the reason to give."""


class Textless(Unreadable):
    """A file is of a kind that holds no text, so that there is nothing to mend."""


class Beside(Protocol):
    """The files beside a document, in its folder or its part of a zip, for those that name others.

    A name is relative to that folder (`files/12/page.html`). One that leads out of it, by whatever
    way, or to what is hidden raises `Unreadable`, with the name and the reason.
    """

    def names(self, start: str) -> Sequence[str]:
        """The first thousand files in the folder whose names begin so, in order."""

    def open(self, name: str) -> Iterator["Opened"]:
        """The documents of a file, which is kept; raise `Unreadable` where it cannot be had."""

    def keep(self, name: str) -> int:
        """Have a file, or a folder with all that is in it, left out of what is read by itself.

        That is for the rest of what is being read, so what was read before remains.
        Says how many files that are: none where there is nothing of the name.
        """


class _Nothing:
    """What is beside a document that came by a pipe, or is itself read for another."""

    def names(self, start: str) -> Sequence[str]:
        """None."""
        return ()

    def open(self, name: str) -> Iterator["Opened"]:
        """Raise `Unreadable`."""
        raise Unreadable(f"“{name:.200}” cannot be looked for: its document has no folder here")

    def keep(self, name: str) -> int:
        """There is nothing to keep."""
        return 0


NOTHING = _Nothing()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file or zip member.

    Readers get its `chunks` as UTF-8 without a byte order mark, readers of bytes as they are.
    `notes` are columns that each of its items has beside its own; `beside` leads to other
    files, which `Knowledge.read_beside` reads.
    """

    file: str
    chunks: Chunks
    reader: str = UNREAD
    notes: Mapping[str, Any] = field(default_factory=dict)
    beside: Beside = NOTHING

    def item(self, fields: Mapping[str, Any], position: int | None = None) -> Item:
        """An item of this document."""
        whole = {**fields, **self.notes} if self.notes else fields
        return Item(whole, Origin(self.file, position, self.reader))

    def rejection(self, reason: str, position: int | None = None) -> Rejection:
        """Something in this document that could not be read."""
        return Rejection(Origin(self.file, position, self.reader), reason)

    def failed(self, failure: Unreadable) -> Rejection:
        """What kept all of it, or the rest, from being read."""
        reader = TEXTLESS if isinstance(failure, Textless) else self.reader
        return Rejection(Origin(self.file, None, reader), str(failure))


Outcome: TypeAlias = Item | Rejection
Opened: TypeAlias = SourceFile | Outcome


class LeftOut:
    """Files that are no items and no mistakes either: told of once for all that is read."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._files: Counter[str] = Counter()

    def add(self, what: str, file: str, files: int) -> None:
        """So many files of a kind, which are known by the place of the first."""
        if files:
            self._first.setdefault(what, file)
            self._files[what] += files

    def told(self) -> Iterator[Rejection]:
        """A line for each kind, at the first of its places."""
        for what, file in self._first.items():
            reason = f"and others like it are left out, {self._files[what]:,} files in all: {what}"
            yield Rejection(Origin(file, None, "file"), reason)


def told_left_out(left_out: Counter[str], since: str) -> str:
    """What to say once of all that a document has beside its items, and why it is not read."""
    told = ", ".join(f"{number} {what}" for what, number in left_out.most_common())
    return f"holds also what is left out, since {since}: {told}"


def _read_nothing(document: SourceFile) -> Iterator[Outcome]:
    yield from ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What readers need to know beside the document itself."""

    authorities: Authorities
    columns: Columns
    is_named: bool = False
    """Whether the user named the reader (`--reader`), and so means just this."""
    left_out: LeftOut = field(default_factory=LeftOut)
    read: Callable[[SourceFile], Iterator[Outcome]] = _read_nothing
    """What another document holds, by the reader that fits it."""

    def read_beside(self, document: SourceFile, name: str) -> Iterator[Outcome]:
        """What a file beside the document holds, as it would be taken in by itself.

        From then on it is not. Raises `Unreadable` for a name that leads to no file there.
        """
        for found in document.beside.open(name):
            if isinstance(found, SourceFile):
                yield from self.read(found)
            else:
                yield found


def _recognises_nothing(start: str, knowledge: Knowledge) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One format: which documents are in it, and how they are read.

    `name` is the word for it in the provenance of records and in rejections;
    `description` and `arabic` say in one line, in either language, what is
    read. `suffixes` are whole and in small letters (`".csv"`); for a document
    that has no reader by its suffix, `recognises` is asked about its first
    megabyte or so. Of documents whose suffix is in `among`, which others read
    too, it has those that it recognises. `read` yields what `document.item` and
    `document.rejection` make, and raises `Unreadable` where nothing more can be
    had.

    What is no text in one encoding is for readers of bytes, which say so by
    `of_bytes` (whether a document that begins with these bytes is theirs) or
    `of_zip` (whether this zip is one document of theirs, and no archive of
    files). They are asked before the others and whatever the document is
    called: their suffixes are only told.

    What may name files beside it (`SourceFile.beside`) has its endings in `leads`: such
    files are read before the others in their folder, so that these are kept from being
    read by themselves.

    All readers are loaded wherever files are taken in, so what takes long to
    import is best imported within `read`. Raises `SettingsError` for suffixes
    that no file could have.
    """

    name: str
    description: str
    arabic: str
    read: Callable[[SourceFile, Knowledge], Iterable[Outcome]]
    suffixes: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    recognises: Callable[[str, Knowledge], bool] = _recognises_nothing
    of_bytes: Callable[[bytes], bool] | None = None
    of_zip: Callable[[ZipFile], bool] | None = None
    leads: tuple[str, ...] = ()

    @property
    def is_of_text(self) -> bool:
        """Whether it is given text, and no bytes as they are."""
        return self.of_bytes is None and self.of_zip is None

    def __post_init__(self) -> None:
        endings = [*((one, _SUFFIX) for one in (*self.suffixes, *self.among))]
        endings += [(one, _ENDING) for one in self.leads]
        for suffix, shape in endings:
            if not shape.fullmatch(suffix) or suffix != suffix.lower():
                raise SettingsError(
                    f"the reader “{self.name}” has the suffix {suffix!r}: write a tuple of"
                    ' whole suffixes in small letters, such as (".csv", ".tsv")'
                )


def asked(reader: Reader, whether: Callable[..., bool], *about: Any) -> bool:
    """What a reader says of a document; raise `Unreadable` if it fails at that.

    What is wrong with a file is raised as it is.
    """
    try:
        return whether(*about)
    except (OSError, EOFError, zlib.error, BadZipFile, NotImplementedError):
        raise
    except Exception as error:  # whatever a stranger's reader does
        raise Unreadable(failure(reader, error)) from error


def failure(reader: Reader, error: Exception) -> str:
    """The reason for reading no further where a reader failed in a way that it does not foresee."""
    what = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(":")
    return f"cannot be read on: its reader “{reader.name}” failed ({what})"


def too_long(place: str) -> str:
    """The reason for refusing an item at this place that is over the limit."""
    return f"{place} is over {megabytes(ITEM_LIMIT)}: no article is so long, divide it"


def megabytes(limit: int) -> str:
    """A limit in words, such as `16 MB`."""
    return f"{limit // 2**20} MB"
