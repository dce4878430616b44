"""What crawlers and browsers ask of a whole site: where they may go, and its icon."""

from collections.abc import Iterator

from flask import Blueprint, Response, send_from_directory, url_for

from ..response.headers import harden
from ..response.static_files import FILES


def root_files(pages: str = "kashshaf") -> Blueprint:
    """`/robots.txt` and `/favicon.ico`, as a blueprint: both are looked for at a site's root alone.

    `pages` is the name of the archive's blueprint. A host application that has a `robots.txt`
    puts `robots_txt` in it.
    """
    blueprint = Blueprint(f"{pages}_root", __name__)
    blueprint.after_request(harden)

    @blueprint.get("/robots.txt")
    def robots() -> Response:
        return Response(robots_txt(pages), mimetype="text/plain")

    @blueprint.get("/favicon.ico")
    def favicon() -> Response:
        return send_from_directory(FILES, "favicon.ico")

    return blueprint


def robots_txt(pages: str = "kashshaf") -> str:
    """What keeps crawlers to an archive's records, within a request: the lines of a `robots.txt`.

    Searches have no end, and tables and exports take long; the sitemap leads to every record.
    """
    sitemap = url_for(f"{pages}.sitemap", _external=True)
    kept_from = "".join(f"Disallow: {beginning}\n" for beginning in _not_to_crawl(pages))
    return f"User-agent: *\n{kept_from}\nSitemap: {sitemap}\n"


def _not_to_crawl(pages: str) -> Iterator[str]:
    """How the addresses begin that lead a crawler nowhere new."""
    for page in ("results", "concordance", "trends"):
        # The star says nothing more; but some readers of the rules drop a bare question mark.
        yield url_for(f"{pages}.{page}") + "?*"
    for page in ("complete", "concordance_table", "trends_table"):
        yield url_for(f"{pages}.{page}")
    for page in ("export", "facet"):
        yield url_for(f"{pages}.{page}", name="0").removesuffix("0")
