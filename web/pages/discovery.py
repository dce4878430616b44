"""What tells other programs of the archive: browsers of its search, crawlers of its items."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort, url_for

from ..access.privacy import feed_page
from ..limits.requests import takes_long
from .parts.frame import show

if TYPE_CHECKING:
    from ...facade.archive import Archive

_PER_MAP: Final = 20_000
"""Addresses in one sitemap; the protocol allows 50,000, in fifty megabytes."""


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these to a blueprint."""

    @blueprint.get("/opensearch.xml")
    def opensearch() -> Response:
        feed, in_path = feed_page(archive)
        page = show("opensearch.xml", feed=url_for(f".{feed}", _external=True, **in_path))
        return Response(page, mimetype="application/opensearchdescription+xml")

    @blueprint.get("/sitemap.xml")
    def sitemap() -> Response:
        if archive.private:
            abort(404)
        maps = range(1, -(-len(archive) // _PER_MAP) + 1)
        places = (url_for(".sitemap_part", part=part, _external=True) for part in maps)
        return _xml("sitemapindex", "sitemap", places)

    @blueprint.get("/sitemap-<int:part>.xml")
    @takes_long
    def sitemap_part(part: int) -> Response:
        first = (part - 1) * _PER_MAP
        if archive.private or part < 1 or first >= max(len(archive), 1):
            abort(404)
        records = islice(archive.records(), first, first + _PER_MAP)
        places = (url_for(".record", record_id=one.id, _external=True) for one in records)
        return _xml("urlset", "url", places)


def _xml(root: str, entry: str, places: Iterator[str]) -> Response:
    lines = "".join(f"<{entry}><loc>{escape(place)}</loc></{entry}>\n" for place in places)
    opening = f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return Response(f"{declaration}{opening}{lines}</{root}>\n", mimetype="application/xml")
