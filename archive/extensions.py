"""Extensions: readers, writers and engines, our own and those that other packages bring.

A package brings one by an entry point, in the group `kashshaf.readers`,
`kashshaf.writers` or `kashshaf.engines`, under the name that people will use:

    [project.entry-points."kashshaf.readers"]
    rss = "my_package.rss:READER"

Nothing is imported until it is asked for.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .errors import SettingsError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


class Extensions(Mapping[str, Any]):
    """What a group has, by name: Kashshaf's own first, then other packages'.

    `own` says where ours stand, as `package.module:NAME`. Another package may
    not take the name of one of ours. Raises `SettingsError` that names the
    package where one cannot be loaded.
    """

    def __init__(self, group: str, own: Mapping[str, str]) -> None:
        self.group = group
        self._own = own
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._own
        yield from (name for name in self._brought if name not in self._own)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return name in self._own or name in self._brought

    def brought_by(self, name: str) -> str | None:
        """The package that brings an extension; None for Kashshaf's own."""
        if name in self._own:
            return None
        package = self._brought[name].dist
        return package.name if package else "an unnamed package"

    def _load(self, name: str) -> Any:
        if name in self._own:
            module, _, attribute = self._own[name].partition(":")
            return getattr(import_module(module), attribute)
        point = self._brought[name]
        try:
            return point.load()
        except Exception as error:  # whatever a stranger's module does when it is imported
            raise SettingsError(
                f"“{name}” of {self.group} cannot be loaded from {self.brought_by(name)}"
                f" ({point.value}): {type(error).__name__}: {error}"
            ) from error

    @cached_property
    def _brought(self) -> "Mapping[str, EntryPoint]":
        # Imported only where another package's may be asked for: it takes as long as a search.
        from importlib.metadata import entry_points

        return {point.name: point for point in entry_points(group=self.group)}
