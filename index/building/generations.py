"""The generations of an index on disk, and the manifest that says what made each.

    index/current           the name of the generation in use
    index/<name>/manifest.json
    index/<name>/words/     the archive's vocabulary
    index/<name>/engine/    the engine's own files

A rebuild writes a new generation beside the one in use and then replaces
`current` in one step, so no reader ever sees half an index.
"""

import json
import logging
import shutil
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Self, TypeAlias

from ...archive.errors import IndexMissing, IndexOutdated, KashshafError, SearchIndexError
from ...archive.fields import Fields
from ..engines import ENGINES
from ..engines.base import EngineKind

_log = logging.getLogger(__name__)

Kinds: TypeAlias = Callable[[str], EngineKind]
"""Gives the engine of a name, with the archive's settings."""

FORMAT = 5
"""Raised whenever the files of a generation change their meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What made an index, and the last change of the store that it holds."""

    format: int
    engine: str
    engine_version: str
    arabic: str
    """The fingerprint of the rules of Arabic."""
    fields: dict[str, str]
    reached: int
    built: str

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a manifest; raise `IndexOutdated` for one of another format."""
        try:
            stated = json.loads(path.read_text(encoding="utf-8"))
            found = stated["format"]
            if found == FORMAT:
                return cls(**stated)
        except FileNotFoundError:
            raise
        except (ValueError, KeyError, TypeError) as error:
            raise SearchIndexError(
                f"{path} is damaged ({error}); run `kashshaf rebuild`"
            ) from error
        raise IndexOutdated(
            f"the index has format {found} and this Kashshaf reads {FORMAT}: run `kashshaf rebuild`"
        )

    def write(self, path: Path) -> None:
        """Write the manifest in one step."""
        _replace(path, json.dumps(asdict(self), indent=2) + "\n")


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
    def manifest(self) -> Manifest:
        """The manifest as it is now: a sync moves it on."""
        return Manifest.read(self.folder / "manifest.json")

    def describe(self, manifest: Manifest) -> None:
        """Write the manifest."""
        manifest.write(self.folder / "manifest.json")

    def reach(self, change: int) -> None:
        """Note that the index now holds the store up to this change."""
        self.describe(replace(self.manifest, reached=change))


class Generations:
    """The index folder of an archive."""

    def __init__(self, folder: Path, kinds: Kinds, fields: Fields) -> None:
        self._folder = folder
        self.kinds = kinds
        self.fields = fields

    def current(self) -> Generation:
        """The generation in use; raise `IndexMissing` where there is none."""
        try:
            name = (self._folder / "current").read_text(encoding="utf-8").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            raise IndexMissing(
                "the archive has no index yet: run `kashshaf sync` to make one"
            ) from None
        return Generation(self._folder / name)

    def new(self, engine: str) -> Generation:
        """Make an empty generation, after clearing away what killed builds have left."""
        self.tidy()
        generation = Generation(self._folder / f"{engine}-{uuid.uuid4().hex[:8]}")
        generation.words.mkdir(parents=True)
        return generation

    def use(self, generation: Generation) -> None:
        """Put a finished generation in the place of the one in use, and drop that."""
        self.kinds(generation.manifest.engine).use(generation.engine)
        _replace(self._folder / "current", generation.name + "\n")
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

    def _drop(self, generation: Generation) -> None:
        try:
            self.kinds(generation.made_by).remove(generation.engine)
        except KashshafError as error:
            _log.warning("%s is kept for the next rebuild to remove: %s", generation.name, error)
            return
        # A process that outlived its killed parent may still be writing
        # there; the next build tries again.
        shutil.rmtree(generation.folder, ignore_errors=True)


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
