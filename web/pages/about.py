"""The page about the archive: what it has of each source and year, and where it has nothing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from flask import Blueprint, Response, abort, send_file

from ...archive.dates import PartialDate
from ...archive.page_files import LOGOS, THEME, page_file
from ...archive.record import UNKNOWN
from ...index.searching.holdings import Holdings
from ..language.wording import date_in_words
from .parts.frame import show
from .parts.owned import owned_text

if TYPE_CHECKING:
    from ...facade.archive import Archive

_SOURCES: Final = 100
"""Sources that are told one by one; the page of the facet has all."""

_KEPT: Final = 3600
"""Seconds for which a browser need not ask again for a logo or a theme."""


class Span(NamedTuple):
    """Years on end, by their first and last."""

    first: int
    last: int

    def __str__(self) -> str:
        one = date_in_words(PartialDate(self.first))
        return one if self.first == self.last else f"{one}–{date_in_words(PartialDate(self.last))}"


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add this page to a blueprint, and the files of the keeper's that pages take."""

    @blueprint.get("/about")
    def about() -> str:
        held = archive.holdings()
        return show(
            "about.html",
            held=held,
            spans=list(_spans(held)),
            sources=held.sources[:_SOURCES],
            others=max(len(held.sources) - _SOURCES, 0),
            date=lambda text: date_in_words(PartialDate.from_edtf(text)),
            unknown=UNKNOWN,
            written=owned_text(archive, "about"),
        )

    @blueprint.get("/page/theme.css")
    def theme() -> Response:
        return _sent(archive, THEME)

    @blueprint.get("/page/logo")
    def logo() -> Response:
        return _sent(archive, *LOGOS)


def _sent(archive: "Archive", *names: str) -> Response:
    return send_file(page_file(archive.folder, *names) or abort(404), max_age=_KEPT)


def _spans(held: Holdings) -> Iterator[tuple[Span, int]]:
    """The years of which there is something, as runs, with the records of each run."""
    begins = 0
    for year in held.years:
        if year + 1 not in held.years:
            first = begins or year
            yield Span(first, year), sum(held.years[one] for one in range(first, year + 1))
            begins = 0
        else:
            begins = begins or year
