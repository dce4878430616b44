"""The generations of an index on disk, and the manifest that says what made each.

    index/current           the name of the generation in use
    index/<name>/manifest.json
    index/<name>/words/     the archive's vocabulary
    index/<name>/forward/   the words and values of each record
    index/<name>/engine/    the engine's own files
    index/<name>/reprints/  which records have one another's text, unless the settings do without

A rebuild writes a new generation beside the one in use and then replaces
`current` in one step, so no reader ever sees half an index.
"""

import hashlib
import json
import logging
import re
import shutil
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Self, TypeAlias

from ...archive.checksums import SOON_READ, Checksum, checksums, cut_short, differing
from ...archive.errors import IndexMissing, IndexOutdated, KashshafError, SearchIndexError
from ...archive.fields import Fields
from ...archive.whole_files import clear_drafts, os_errors, state_of, write_whole
from ..engines import ENGINES
from ..engines.base import EngineKind

_log = logging.getLogger(__name__)

Kinds: TypeAlias = Callable[[str], EngineKind]
"""Gives the engine of a name, with the archive's settings."""

FORMAT = 7
"""Raised whenever the files of a generation change their meaning."""


MANIFEST: Final = "manifest.json"

_CURRENT = re.compile(r"[\w.-]+-[0-9a-f]{8}\n?")
"""What stands in the file `current`: the name of a generation."""

_MEND: Final = "run `kashshaf rebuild`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What made an index, and the last change of the store that it holds.

    `mark` is the store's at that change, by which it is known to be of the same line of
    descent. `files` are the checksums of the index's files, which hold while it is
    `settled`; whoever is killed while they are written leaves it unsettled.
    """

    format: int
    engine: str
    engine_version: str
    arabic: str
    """The fingerprint of the rules of Arabic."""
    fields: dict[str, str]
    reached: int
    mark: str | None
    built: str
    reprints: str | None
    """The fingerprint of the parameters by which reprints were found; None where none were."""
    # What searches find does not depend on these.
    files: Mapping[str, Checksum] = field(compare=False, repr=False)
    settled: bool = field(default=True, compare=False, repr=False)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a manifest; raise `IndexOutdated` for one of another format."""
        try:
            stated = json.loads(path.read_text(encoding="utf-8"))
            found = stated["format"]
            if found == FORMAT:
                if stated.pop("checksum") != _checksum(stated):
                    raise ValueError("it is not as it was written")
                files = {name: tuple(checksum) for name, checksum in stated.pop("files").items()}
                return cls(**stated, files=files)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise SearchIndexError(f"the index cannot be read: {error}") from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise SearchIndexError(f"{path} is damaged ({error}): {_MEND}") from error
        raise IndexOutdated(
            f"the index has format {found} and this Kashshaf reads {FORMAT}: {_MEND}"
        )

    def write(self, path: Path) -> None:
        """Write the manifest in one step."""
        stated = asdict(self)
        whole = json.dumps(stated | {"checksum": _checksum(stated)}, indent=2)
        with os_errors(SearchIndexError, "the index cannot be brought up to date"):
            write_whole(path, f"{whole}\n".encode())


def _checksum(stated: Mapping[str, Any]) -> str:
    """The checksum of all that a manifest states."""
    return hashlib.blake2b(json.dumps(stated, sort_keys=True).encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=16)
def _manifest(path: Path, _state: object) -> Manifest:
    """The manifest of a file in one state: every search asks for it, and few find another."""
    return Manifest.read(path)


@dataclass(frozen=True, slots=True)
class Generation:
    """One index on disk."""

    folder: Path

    @property
    def name(self) -> str:
        """Its name under the index folder."""
        return self.folder.name

    @property
    def made_by(self) -> str:
        """The name of the engine it is for, known before there is a manifest."""
        return self.name.rpartition("-")[0]

    @property
    def engine(self) -> Path:
        """The engine's folder."""
        return self.folder / "engine"

    @property
    def words(self) -> Path:
        """The vocabulary's folder."""
        return self.folder / "words"

    @property
    def forward(self) -> Path:
        """The forward file's folder."""
        return self.folder / "forward"

    @property
    def reprints(self) -> Path:
        """The folder of what is known of reprints."""
        return self.folder / "reprints"

    @property
    def manifest(self) -> Manifest:
        """The manifest as it is now: a sync moves it on."""
        path = self.folder / MANIFEST
        return _manifest(path, state) if (state := state_of(path)) else Manifest.read(path)

    def describe(self, manifest: Manifest, written_again: Collection[str]) -> None:
        """Write the manifest, with the checksums of the files as they are.

        `written_again` are the names of those that the engine writes more than once.
        """
        with os_errors(SearchIndexError, "the index cannot be read"):
            files = checksums(self.folder, MANIFEST, manifest.files, written_again)
        replace(manifest, files=files, settled=True).write(self.folder / MANIFEST)

    def unsettle(self) -> None:
        """Note that the files are about to change."""
        replace(self.manifest, settled=False).write(self.folder / MANIFEST)

    def reach(self, change: int, mark: str | None, written_again: Collection[str]) -> None:
        """Note that the index now holds the store up to this change."""
        self.describe(replace(self.manifest, reached=change, mark=mark), written_again)

    def damaged(self, manifest: Manifest, up_to: int | None = SOON_READ) -> list[str]:
        """The files that are not as the manifest states; see `differing`."""
        return list(differing(self.folder, manifest.files, up_to)) if manifest.settled else []

    def check_files(self, manifest: Manifest, up_to: int | None = SOON_READ) -> None:
        """Raise `SearchIndexError` that names the first file that is damaged."""
        damaged = self.damaged(manifest, up_to)
        if damaged and self.manifest.files == manifest.files and self.manifest.settled:
            # Nobody has changed the index while we looked.
            others = f" and {len(damaged) - 1} more" if damaged[1:] else ""
            raise SearchIndexError(
                f"{self.folder / damaged[0]}{others}: damaged or missing; {_MEND}"
            )

    def check_lengths(self, manifest: Manifest, written_again: Collection[str]) -> None:
        """Raise `SearchIndexError` for a file that has been cut since it was opened.

        Files are read where they lie, mapped to memory: whoever reads what is gone is ended
        by the system.
        """
        for name in cut_short(self.folder, manifest.files, written_again):
            raise SearchIndexError(f"{self.folder / name} is damaged (it has been cut): {_MEND}")


class Generations:
    """The index folder of an archive.

    `reprints` says whether its indexes are to know of them.
    """

    def __init__(self, folder: Path, kinds: Kinds, fields: Fields, reprints: bool = True) -> None:
        self._folder = folder
        self.kinds = kinds
        self.fields = fields
        self.reprints = reprints

    def current(self) -> Generation:
        """The generation in use; raise `IndexMissing` where there is none."""
        path = self._folder / "current"
        return _in_use(path, state) if (state := state_of(path)) else _named_by(path)

    def new(self, engine: str) -> Generation:
        """Make an empty generation, after clearing away what killed builds have left."""
        self.tidy()
        generation = Generation(self._folder / f"{engine}-{uuid.uuid4().hex[:8]}")
        with os_errors(SearchIndexError, "no index can be made"):
            generation.words.mkdir(parents=True)
        return generation

    def use(self, generation: Generation) -> None:
        """Put a finished generation in the place of the one in use, and drop that."""
        self.kinds(generation.manifest.engine).use(generation.engine)
        with os_errors(SearchIndexError, "the new index cannot be put in use"):
            write_whole(self._folder / "current", f"{generation.name}\n".encode())
        self.tidy()

    def clear(self) -> None:
        """Remove every generation."""
        (self._folder / "current").unlink(missing_ok=True)
        self.tidy()

    def tidy(self) -> None:
        """Remove every generation but the one in use."""
        try:
            kept = self.current().name
        except IndexMissing:
            kept = ""
        if self._folder.exists():
            for folder in self._folder.iterdir():
                generation = Generation(folder)
                if folder.is_dir() and folder.name != kept and generation.made_by in ENGINES:
                    self._drop(generation)

    def clear_drafts(self) -> None:
        """Remove what killed writers left half written of the index in use."""
        generation = self.current()
        for folder in (
            self._folder,
            generation.folder,
            generation.words,
            generation.forward,
            generation.reprints,
        ):
            clear_drafts(folder)

    def _drop(self, generation: Generation) -> None:
        try:
            self.kinds(generation.made_by).remove(generation.engine)
        except KashshafError as error:
            _log.warning("%s is kept for the next rebuild to remove: %s", generation.name, error)
            return
        # A process that outlived its killed parent may still be writing
        # there; the next build tries again.
        shutil.rmtree(generation.folder, ignore_errors=True)


def _named_by(path: Path) -> Generation:
    """The generation that the file `current` names."""
    try:
        name = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise IndexMissing(
            "the archive has no index yet: run `kashshaf sync` to make one"
        ) from None
    except (OSError, UnicodeDecodeError):
        name = ""
    if not _CURRENT.fullmatch(name):
        raise IndexMissing(f"{path} is damaged: {_MEND}")
    return Generation(path.parent / name)


@lru_cache(maxsize=16)
def _in_use(path: Path, _state: object) -> Generation:
    """The same of that file in one state."""
    return _named_by(path)
