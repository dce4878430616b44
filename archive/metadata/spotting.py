"""Finding the names of several tables in running text, in one pass over it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ...arabic.names import fold_name
from ...arabic.spellings import any_of, readable

# Each begins with a letter of its own, so that a place without it costs next to nothing.
_ADDRESS = r"https?://\S++|www\.\S++|pic\.\S++"
_OPENING, _CLOSING = frozenset("([«‹\"'“”‘"), frozenset(")]»›\"'“”’")
_CUE_WINDOW = 30
"""Characters before a name in which its cue must stand: a long word and some quotes."""


@dataclass(frozen=True, slots=True)
class Names:
    """One table to look for: the key of each folded spelling.

    `sure` spellings count wherever they stand. `in_context` ones are common
    words too (وات is a watt): they count only right after one of the `cues`,
    or alone within quotes or brackets.
    """

    sure: Mapping[str, str]
    in_context: Mapping[str, str]
    cues: Iterable[str]


class Spotter:
    """Finds names through clitics, marks and hamza slips; passes over web addresses."""

    def __init__(self, tables: Mapping[str, Names]) -> None:
        self._cues = {table: names.cues for table, names in tables.items()}
        self._sure: dict[str, tuple[str, str]] = {}
        self._in_context: dict[str, tuple[str, str]] = {}
        for table, names in tables.items():
            self._sure |= {form: (table, key) for form, key in names.sure.items()}
            self._in_context |= {form: (table, key) for form, key in names.in_context.items()}

    # Compiled when first asked for: that takes half a second, and to
    # search an archive nobody needs them.

    @cached_property
    def _name(self) -> re.Pattern[str]:
        return re.compile(f"{_ADDRESS}|{any_of(self._in_context | self._sure)}")

    @cached_property
    def _cue(self) -> dict[str, re.Pattern[str]]:
        return {
            table: re.compile(rf"{any_of(fold_name(cue) or cue for cue in cues)}[\W_]*$")
            for table, cues in self._cues.items()
        }

    def find(self, text: str) -> dict[str, tuple[str, ...]]:
        """For each table the keys that the text has, each once, in the order of the text."""
        text = readable(text)
        found: dict[str, dict[str, None]] = {table: {} for table in self._cues}
        for match in self._name.finditer(text):
            spelling = fold_name(match[1] or "")
            known = self._sure.get(spelling) or self._in_context.get(spelling)
            # No name is an address, nor one with a letter doubled.
            if known is None:
                continue
            table, key = known
            if spelling in self._sure or self._is_meant(table, text, *match.span()):
                found[table][key] = None
        return {table: tuple(keys) for table, keys in found.items()}

    def _is_meant(self, table: str, text: str, start: int, end: int) -> bool:
        if text[start - 1 : start] in _OPENING and text[end : end + 1] in _CLOSING:
            return True
        return self._cue[table].search(text, max(0, start - _CUE_WINDOW), start) is not None
