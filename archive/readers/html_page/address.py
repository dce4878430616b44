"""Where a page was: its own address, or the one that a browser noted when it saved the page."""

import re
from urllib.parse import urlsplit

from ..addresses import joined
from ..tracing import show
from .linked_data import Thing, texts
from .statements import Statements

# Internet Explorer, Chrome and the extension SingleFile write it in a comment before the page.
_SAVED_FROM = re.compile(
    r"<!--[^>]{0,400}?(?:saved from url=\(\d+\)|\burl:)\s*(https?://[^\s<>\"]+)", re.I
)
_OF_SCRAPBOOK = "data-scrapbook-source"
"""Where the extension WebScrapBook writes it."""

_BEGINNING = 4_000


def address_of(page: Statements, article: Thing, text: str) -> str | None:
    """The address that a page states; that of a site's front page only if there is no other."""
    saved = _SAVED_FROM.search(text[:_BEGINNING])
    show("markup", {"saved from": saved and saved[1]})
    links = [
        link.get("href") or ""
        for link in page.tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    stated = [
        *links,
        *page.all("og:url", "twitter:url", "parsely-link"),
        *texts(article.get("url")),
        *([saved[1]] if saved else []),
        page.tree.get(_OF_SCRAPBOOK) or "",
        *page.tree.xpath("//base/@href"),
    ]
    whole = [url for url in map(str.strip, stated) if _is_whole(url)]
    base = whole[0] if whole else ""
    urls = [url for url in (joined(base, url.strip()) for url in stated) if _is_whole(url)]
    return next((url for url in urls if _leads_into(url)), None) or next(iter(urls), None)


def host_of(url: str | None) -> str | None:
    """The host of an address as people say it, without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None


def _is_whole(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # an unclosed [IPv6]
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _leads_into(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)
