"""The standfirst of a page: what stands between its headline and its body, and is in neither."""

from collections.abc import Iterator

from ....arabic.names import fold_name
from .. import standfirst
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
_MOTTO = (
    "//*[@id='header']//*[contains(concat(' ', @class, ' '), ' description ')]"
    " | //*[contains(@class, 'site-description') or contains(@class, 'tagline')"
    " or contains(@class, 'slogan')]"
)


def with_standfirst(
    text: str, title: str | None, page: Statements, article: Thing, sites: SiteNames
) -> str:
    """The text with each standfirst before its body that does not say what stands there already.

    What describes the site, not the article, is left out: what its own description says, and
    what names the site and has no word of the article.
    """
    of_site = set(map(fold_name, _about_site(page)))
    return standfirst.with_standfirst(
        text,
        title,
        map(plain, _stated(page, article)),
        lambda line, already: standfirst.folded(line) in of_site or sites.describes(line, already),
    )


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
