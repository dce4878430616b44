"""What crawlers and browsers ask of a whole site: where they may go, and its icon."""

from collections.abc import Iterator
from typing import Final

from flask import Blueprint, Response, send_from_directory, url_for

from ..request.mounting import MountedBlueprint
from ..response.headers import hardened
from ..response.static_files import FILES

_LEAVE_ALL: Final = "User-agent: *\nDisallow: /\n"


def root_files(pages: str = "kashshaf", private: bool = False) -> Blueprint:
    """`/robots.txt` and `/favicon.ico`, as a blueprint: both are looked for at a site's root alone.

    `pages` is the name of the archive's blueprint. Of a `private` archive crawlers are to leave
    everything. A host application that has a `robots.txt` puts `robots_txt` in it.
    """
    blueprint = MountedBlueprint(f"{pages}_root", __name__)
    hardened(blueprint)

    @blueprint.get("/robots.txt")
    def robots() -> Response:
        return Response(_LEAVE_ALL if private else robots_txt(pages), mimetype="text/plain")

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
    for page in (
        *("results", "concordance", "words_around", "trends", "compare"),
        *("stories", "printed_after", "trace"),
    ):
        # The star says nothing more; but some readers of the rules drop a bare question mark.
        yield url_for(f"{pages}.{page}") + "?*"
    for page in (
        *(
            "complete",
            "concordance_table",
            "trends_table",
            "trends_drawing",
            "stories_table",
            "stories_lines",
        ),
        *("printed_after_table", "printed_after_graph", "shared", "bibliography"),
        *("words_around_table", "words_around_by_table", "telling_words_table", "compare_table"),
    ):
        yield url_for(f"{pages}.{page}")
    for page in ("export", "facet"):
        yield url_for(f"{pages}.{page}", name="0").removesuffix("0")
