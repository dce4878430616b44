"""What other programs are told: browsers of the search and the icon, crawlers of the items."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort, current_app, url_for
from werkzeug.routing import ValidationError

from ..access.privacy import feed_page
from ..language.preferences import preferences
from ..limits.requests import takes_long
from ..request.addresses import RecordId
from ..response.static_files import fingerprint
from .parts.frame import show

if TYPE_CHECKING:
    from ...facade.archive import Archive

_PER_MAP: Final = 20_000
"""Addresses in one sitemap; the protocol allows 50,000, in fifty megabytes."""

_ICONS: Final = ((192, "any"), (512, "any"), (512, "maskable"))
"""Sizes in pixels, and what for: what is maskable is cut to the shape that a system wants."""


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these to a blueprint."""

    @blueprint.get("/opensearch.xml")
    def opensearch() -> Response:
        feed, in_path = feed_page(archive)
        page = show("opensearch.xml", feed=url_for(f".{feed}", _external=True, **in_path))
        return Response(page, mimetype="application/opensearchdescription+xml")

    @blueprint.get("/manifest.webmanifest")
    def manifest() -> Response:
        reader, home = preferences(), url_for(".results")
        told = {
            "name": archive.title,
            "lang": reader.lang,
            "dir": reader.direction,
            "id": home,
            "start_url": home,
            "scope": home,
            "display": "minimal-ui",
            "theme_color": "#0b5a55",
            "background_color": "#fbfaf6",
            "icons": [_icon(*one) for one in _ICONS],
        }
        answer = json.dumps(told, ensure_ascii=False)
        return Response(answer, mimetype="application/manifest+json")

    @blueprint.get("/sitemap.xml")
    def sitemap() -> Response:
        if archive.private:
            abort(404)
        maps = archive.parts(_PER_MAP).items()
        places = (
            (url_for(".sitemap_part", part=part, _external=True), changed) for part, changed in maps
        )
        return _xml("sitemapindex", "sitemap", places)

    @blueprint.get("/sitemap-<int:part>.xml")
    @takes_long
    def sitemap_part(part: int) -> Response:
        if archive.private:
            abort(404)
        listed = archive.listed(part, _PER_MAP) or abort(404)
        address = _record_addresses()
        return _xml("urlset", "url", ((address(one.id), one.changed) for one in listed))


def _icon(size: int, purpose: str) -> dict[str, str]:
    filename = f"icon-{size}.png" if purpose == "any" else f"icon-{size}-{purpose}.png"
    address = url_for(".static", filename=filename, v=fingerprint(filename))
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def _record_addresses() -> Callable[[str], str]:
    """What gives the whole addresses of records, as `url_for` does, in a thirtieth of its time."""
    before = url_for(".record", record_id="0", _external=True).removesuffix("0")
    in_path = RecordId(current_app.url_map).to_url

    def address(record_id: str) -> str:
        try:
            return before + in_path(record_id)
        except ValidationError:
            return url_for(".record", record_id=record_id, _external=True)

    return address


def _xml(root: str, entry: str, places: Iterable[tuple[str, str | None]]) -> Response:
    lines = "".join(_entries(entry, places))
    opening = f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return Response(f"{declaration}{opening}{lines}</{root}>\n", mimetype="application/xml")


def _entries(entry: str, places: Iterable[tuple[str, str | None]]) -> Iterator[str]:
    for place, changed in places:
        lastmod = f"<lastmod>{escape(changed)}</lastmod>" if changed else ""
        yield f"<{entry}><loc>{escape(place)}</loc>{lastmod}</{entry}>\n"
