"""The first page: what is in the archive, and where to begin."""

from typing import TYPE_CHECKING, Final

from ..request.state import SearchState
from .parts.facets import panel
from .parts.frame import show
from .parts.histogram import histogram
from .parts.owned import owned_text

if TYPE_CHECKING:
    from ...facade.archive import Archive

_LATEST: Final = 5
"""Records, the last that were taken in, which are named."""

_PANELS: Final = 3
"""The facets, the first of those of names, that tell most of what an archive is."""


def front_page(archive: "Archive") -> str:
    """The page of who has not asked for anything yet."""
    state = SearchState()
    named = [field for field in archive.fields.filters if field.kind == "name"][:_PANELS]
    facets = ["date", *(field.key for field in named)]
    found = archive.search("", limit=0, facets=facets, stories=archive.knows_reprints)
    return show(
        "front.html",
        state=state,
        found=found,
        time=histogram(
            state, archive.fields["date"], found.facets["date"], archive.naming, archive.held
        ),
        panels=[
            one
            for field in named
            if (one := panel(state, field, found.facets[field.key], archive.naming))
        ],
        latest=archive.latest("", limit=_LATEST),
        written=owned_text(archive, "front"),
    )
