"""What commands found of words, as lines for people."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .printing import aligned, cell
from .tables import share, value_called
from .wording import said

if TYPE_CHECKING:
    from ..archive.metadata.naming import Naming
    from ..index.keywords.collocates import Collocates
    from ..index.keywords.telling import TellingWords


def collocate_lines(found: "Collocates") -> Iterator[str]:
    """A word a line: how often it stands near a match, how often by chance, in how many records."""
    rows = [[cell(said(name)) for name in ("word", "score", "near-it", "by-chance", "records")]]
    for one in found.collocates:
        numbers = (
            f"{one.score:,.1f}",
            f"{one.count:,}",
            f"{one.expected:,.1f}",
            f"{one.records:,}",
        )
        rows.append([cell(one.word), *numbers])
    return aligned(rows)


def company_by_place(found: "Collocates", naming: "Naming") -> Iterator[str]:
    """A place a line: its matches, and the words that mark them, each with how often it is near."""
    by = found.by or ""
    rows = [
        [
            cell(
                place.place
                if by in ("year", "month", "day")
                else value_called(naming, by, place.place)
            ),
            f"{place.matches:,}",
        ]
        for place in found.places
    ]
    for begins, place in zip(aligned(rows), found.places, strict=True):
        words = (f"{cell(one.word)} {one.count:,}" for one in place.collocates)
        yield f"{begins}  {said('comma').join(words)}".rstrip()


def telling_lines(found: "TellingWords") -> Iterator[str]:
    """A word a line: how many records have it here and elsewhere, and their shares."""
    rows = [[cell(said(name)) for name in ("word", "score", "here", "elsewhere-too")]]
    for one in found.words:
        here = share(one.records, found.matching)
        elsewhere = share(one.records_elsewhere, found.others)
        rows.append([cell(one.word), f"{one.score:,.1f}", here, elsewhere])
    return aligned(rows)
