"""What is offered where nothing was found: other searches, each with what it would find."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ...language.messages import _
from ...request.state import SearchState
from .facets import Chip

if TYPE_CHECKING:
    from ....facade.archive import Archive

_MOST: Final = 12
"""Each alternative costs a search."""

_EXACT: Final = re.compile(r'["“”«»=]|(?<!\S)\+(?=\w)')


@dataclass(frozen=True, slots=True)
class Alternative:
    """A search that finds something, and what to call it."""

    label: str
    leads_to: SearchState
    total: int


def alternatives(
    archive: "Archive", state: SearchState, chips: Sequence[Chip]
) -> list[Alternative]:
    """The searches that find something, those that change least first."""
    found: list[Alternative] = []
    for label, other in [*_candidates(state, chips)][:_MOST]:
        total = archive.count(**other.sought(), per=other.per)
        if total:
            found.append(Alternative(label, other, total))
    return found


def _candidates(state: SearchState, chips: Sequence[Chip]) -> Iterator[tuple[str, SearchState]]:
    loose = " ".join(_EXACT.sub(" ", state.q).split())
    if loose and (loose != state.q or state.level != "any"):
        yield _("The words in any form, in any order"), state.but(q=loose, level="any")
    if state.match != "any" and " " in state.q:
        yield _("Any of your words"), state.but(match="any")
    for chip in chips:
        removed = _("Without %(facet)s: %(value)s", facet=chip.title, value=chip.label)
        yield removed, chip.without
    if len(chips) > 1:
        yield _("The whole archive"), state.unfiltered()
