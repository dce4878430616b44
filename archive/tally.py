"""What became of what was taken in: in all, by reader, and for which reasons not."""

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .items import TEXTLESS, Rejection
from .storage.versions import Outcome
from .unused_texts import UnusedText

MOST_REJECTIONS = 100
"""Rejections that a tally tells itself; its file has them all."""

MOST_NOTICES = 100
"""Files of which a tally tells more than numbers."""

_MOST_REASONS = 50
"""Reasons that are told apart for one reader; a further one counts as rejected, and no more."""

_MOST_ENDINGS = 20
"""Endings of files that are told apart for one reason."""

_VARIES = re.compile(r"“[^”]*”|\([^)]*\)|'[^']*'|\d[\d,.]*")
"""What differs in one reason from one file or line to the next: names and numbers."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """How many records of a file were updated by what another one says of the same items."""

    of: str
    by: str
    records: int


@dataclass(slots=True)
class Reason:
    """How many things were rejected for one reason, whatever names and numbers it has in it.

    `first` is the first of them. `endings` counts how their files' names end, up to 20 of
    these ("" where one has no ending).
    """

    first: Rejection
    times: int = 0
    endings: dict[str, int] = field(default_factory=dict)

    def count(self, rejection: Rejection) -> None:
        """One more."""
        self.times += 1
        self._count(PurePosixPath(rejection.origin.file).suffix.lower(), 1)

    def include(self, other: "Reason") -> None:
        """Count also those of another tally."""
        self.times += other.times
        for ending, times in other.endings.items():
            self._count(ending, times)

    def _count(self, ending: str, times: int) -> None:
        if ending in self.endings or len(self.endings) < _MOST_ENDINGS:
            self.endings[ending] = self.endings.get(ending, 0) + times


@dataclass(slots=True)
class ReaderTally:
    """What became of what one reader read: so many files (or members of a zip), and their items.

    `read` is the sum of the others. `reasons` says why items, or whole files, were rejected;
    the first 50 reasons.
    """

    files: int = 0
    added: int = 0
    updated: int = 0
    same: int = 0
    duplicate: int = 0
    rejected: int = 0
    reasons: dict[str, Reason] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """How many items were read, those that could not be kept among them."""
        return self.added + self.updated + self.same + self.duplicate + self.rejected

    def reject(self, rejection: Rejection) -> bool:
        """Count a rejection; whether its reason is a new one."""
        self.rejected += 1
        key = _VARIES.sub("", rejection.reason)
        is_new = key not in self.reasons and len(self.reasons) < _MOST_REASONS
        if is_new:
            self.reasons[key] = Reason(rejection)
        if key in self.reasons:
            self.reasons[key].count(rejection)
        return is_new

    def include(self, other: "ReaderTally") -> None:
        """Count also what another tally of the same reader has."""
        self.files += other.files
        self.added += other.added
        self.updated += other.updated
        self.same += other.same
        self.duplicate += other.duplicate
        self.rejected += other.rejected
        for key, reason in other.reasons.items():
            if key in self.reasons or len(self.reasons) < _MOST_REASONS:
                self.reasons.setdefault(key, Reason(reason.first)).include(reason)


@dataclass(slots=True)
class Tally:
    """What became of the items so far; `read` is the sum of the others.

    Those that are a `duplicate` were not kept for themselves: the records that say the same
    list them (see `duplicates.py`). `by_reader` has the same numbers for each reader, by its
    name; under "file" stands what no reader was found for, and under "textless" what holds no
    text: images, sounds, programs.
    `rejections` say of the first 100 that could not be kept where they stood
    (`origin.position` counts from 1) and why; `rejects_file` has them all. Of files without a
    text there, only the first of each kind is among the 100.
    `unused` names files of which a column with long texts is not searched; the
    first 100, each when all of it has been read. `replaced` says which files'
    records were updated from which others. `with_media` are the ids of the first 100 records
    that name pictures or other files beside them.
    """

    added: int = 0
    updated: int = 0
    same: int = 0
    duplicate: int = 0
    rejected: int = 0
    rejects_file: Path | None = None
    rejections: tuple[Rejection, ...] = ()
    unused: tuple[UnusedText, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    with_media: tuple[str, ...] = ()
    by_reader: dict[str, ReaderTally] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """How many items were read, those that could not be kept among them."""
        return self.added + self.updated + self.same + self.duplicate + self.rejected

    @property
    def files(self) -> int:
        """How many files there were, each member of a zip counted."""
        return sum(one.files for one in self.by_reader.values())

    def of(self, reader: str) -> ReaderTally:
        """The numbers of one reader."""
        return self.by_reader.setdefault(reader, ReaderTally())

    def count(self, reader: str, outcome: Outcome, times: int) -> None:
        """So many items of a reader have come to this."""
        for numbers in (self, self.of(reader)):
            setattr(numbers, outcome, getattr(numbers, outcome) + times)

    def reject(self, rejection: Rejection) -> None:
        """One thing could not be kept."""
        self.rejected += 1
        reader = rejection.origin.reader
        is_new = self.of(reader).reject(rejection)
        if len(self.rejections) < MOST_REJECTIONS and (is_new or reader != TEXTLESS):
            self.rejections += (rejection,)

    def include(self, other: "Tally") -> None:
        """Count also what another tally has, which was made later."""
        self.added += other.added
        self.updated += other.updated
        self.same += other.same
        self.duplicate += other.duplicate
        self.rejected += other.rejected
        self.rejects_file = other.rejects_file or self.rejects_file
        self.rejections = (*self.rejections, *other.rejections)[:MOST_REJECTIONS]
        self.unused = (*self.unused, *other.unused)[:MOST_NOTICES]
        self.replaced = (*self.replaced, *other.replaced)[:MOST_NOTICES]
        self.with_media = (*self.with_media, *other.with_media)[:MOST_NOTICES]
        for name, of_reader in other.by_reader.items():
            self.of(name).include(of_reader)
