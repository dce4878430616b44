"""What a site tells crawlers, and is often saved with its pages: addresses, and no text."""

import re

from .base import Unreadable

_LOOKED_AT = 2**16

_SITEMAP = "a sitemap: it lists the addresses of pages and has no text of theirs"
_ROBOTS = "what a site tells crawlers (robots.txt): it has no text"
_ADDRESSES = "a list of addresses: it has no text; save the pages themselves"

_XML = re.compile(
    r"\s*+(?:<\?[^>]*>\s*+|<!--.*?-->\s*+)*+<(?:\w+:)?(?:urlset|sitemapindex)\b", re.S | re.I
)
# WordPress and its plug-ins, and the viewers that browsers have for XML.
_SHOWN = re.compile(
    r"<(?:table|div)[^<>]*\sid=[\"']sitemap(?:__table|-table)?[\"']"
    r"|&lt;(?:urlset|sitemapindex)\b|id=[\"']webkit-xml-viewer-source-xml[\"']>\s*<(?:urlset|sitemapindex)",
    re.I,
)
_TITLE = re.compile(r"<title[^<>]*>([^<]{1,300})</title>", re.I)
_BETWEEN = re.compile(r"\s+[-|–—•»:]\s+")
_CALLED = frozenset(("sitemap", "site map", "xml sitemap", "html sitemap", "plan du site"))
_CALLED_IN_ARABIC = frozenset(("خريطة الموقع", "خارطة الموقع", "خريطة الموقع xml"))
_RULES = re.compile(
    r"(?:\s|#[^\n]*\n|(?:sitemap|host|crawl-delay)\s*:[^\n]*\n)*user-agent\s*:", re.I
)
_ADDRESS = re.compile(r"https?://\S+", re.I)


def check_is_no_list_of_pages(text: str) -> None:
    """Raise `Unreadable`, with what it is, for a sitemap as XML or as text, or a robots.txt."""
    start = text[:_LOOKED_AT].lstrip("\ufeff")
    if _XML.match(start):
        raise Unreadable(f"is {_SITEMAP}")
    if _RULES.match(start):
        raise Unreadable(f"is {_ROBOTS}")
    lines = start.split()
    if len(lines) > 1 and all(map(_ADDRESS.match, lines[:-1])):
        raise Unreadable(f"is {_ADDRESSES}")


def check_is_no_shown_sitemap(html: str) -> None:
    """Raise `Unreadable` for a page that is a sitemap, by its markup or by its name."""
    start = html[:_LOOKED_AT]
    title = _TITLE.search(start)
    parts = _BETWEEN.split(title[1].strip()) if title else []
    is_called_so = any(part.strip().lower() in _CALLED | _CALLED_IN_ARABIC for part in parts)
    if _XML.match(start) or _SHOWN.search(start) or is_called_so:
        raise Unreadable(f"is {_SITEMAP}")
