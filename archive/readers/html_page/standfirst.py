"""The standfirst of a page: what stands between its headline and its body, and is in neither."""

import re
from collections.abc import Iterator

from ....arabic.names import fold_name
from .linked_data import Thing, texts
from .source import SiteNames
from .statements import Statements, classes, plain, shown

_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
_STANDFIRSTS = frozenset(
    {
        *("standfirst", "lead", "lede", "chapo", "deck", "dek", "subtitle", "sub-title"),
        *("subheading", "subheadline", "article-summary", "article-intro", "article-lead"),
        *("article-subtitle", "entry-subtitle", "post-subtitle", "intro", "kicker-text"),
        *("article__summary", "article__lead", "story-summary", "news-summary"),
    }
)
_LONGEST = 2_000
"""Characters of a standfirst; what is longer is an article of its own, and stays a description."""

_MOTTO = (
    "//*[@id='header']//*[contains(concat(' ', @class, ' '), ' description ')]"
    " | //*[contains(@class, 'site-description') or contains(@class, 'tagline')"
    " or contains(@class, 'slogan')]"
)
_CUT = re.compile(r"\s*(?:\[?(?:…|\.{3,})\]?|&hellip;|\[&hellip;\])\s*$")
_RUN = 3
"""Words in a row that two texts have in common where one has been made of the other."""

_OF_OTHER_TEXT = 0.5
"""The share of runs from which on a description is made of the text."""


def with_standfirst(
    text: str, title: str | None, page: Statements, article: Thing, sites: SiteNames
) -> str:
    """The text with each standfirst before its body that does not say what stands there already.

    What describes the site, not the article, is left out: what its own description says, and
    what names the site and has no word of the article.
    """
    stated = [plain(line) for line in _stated(page, article)]
    if not stated:
        return text
    lines: list[str] = []
    already = fold_name(f"{title or ''} {text}")
    of_sites = set(map(fold_name, _about_site(page)))
    for line in dict.fromkeys(stated):
        key = fold_name(_CUT.sub("", line))
        if len(line) > _LONGEST or key in of_sites or sites.describes(line, already):
            continue
        if not _is_in(key.split(), already):
            lines.append(line)
            already = f"{already} {key}"
    first, *rest = text.split("\n", 1)
    if fold_name(first) == fold_name(title or ""):  # the headline is in the text, too
        return "\n".join([first, *lines, *rest])
    return "\n".join([*lines, text])


def _stated(page: Statements, article: Thing) -> Iterator[str]:
    yield from _seen(page)
    for name in _DESCRIPTIONS:
        yield from page.meta.get(name, [])[:1]
    yield from texts(article.get("description"))[:1]
    yield from texts(article.get("alternativeHeadline"))[:1]


def _seen(page: Statements) -> Iterator[str]:
    """The standfirst that a reader sees; several marked alike are those of other articles."""
    marked = [
        element
        for element in page.tree.iter("h2", "h3", "h4", "p", "div", "span", "strong")
        if classes(element) & _STANDFIRSTS
    ]
    if len(marked) == 1:
        yield shown(marked[0])


def _about_site(page: Statements) -> Iterator[str]:
    """What the site says of itself, in its data or under its name."""
    for site in page.linked.sites():
        yield from (*texts(site.get("description")), *texts(site.get("slogan")))
    yield from map(shown, page.tree.xpath(_MOTTO))


def _is_in(words: list[str], already: str) -> bool:
    """Whether words are in a folded text, all of them, cut in the last, or much the same."""
    beginning = words[:-1] if len(words) > _RUN else words
    if f" {' '.join(beginning)} " in f" {already} ":
        return True
    runs = [" ".join(words[first : first + _RUN]) for first in range(len(words) - _RUN + 1)]
    return sum(run in already for run in runs) > _OF_OTHER_TEXT * len(runs)
