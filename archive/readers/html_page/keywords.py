"""The tags of a page, and the sections that it stands in."""

import re
from collections.abc import Iterable
from typing import Any

from ....arabic.names import fold_name
from .linked_data import Thing, texts
from .statements import Statements, classes, shown

_BETWEEN = re.compile(r"[،,;؛|\n]|(?<!\s)\s++(?=#)")
_STATED = (
    "article:tag",
    "news_keywords",
    "keywords",
    "parsely-tags",
    "sailthru.tags",
    "citation_keywords",
    "dc.subject",
    "dcterms.subject",
)
_LINKED = (
    "//a[contains(concat(' ', @rel, ' '), ' tag ')"
    " or contains(@property, 'skos:prefLabel') or contains(@property, 'schema:about')]"
)
"""Of WordPress and Blogger, and of Drupal."""

_LISTS = frozenset(
    {
        *("tags", "post-tags", "entry-tags", "article-tags", "news-tags", "tags-links", "tag-list"),
        *("hashtags", "keywords", "article-keywords"),
    }
)

_SECTIONS = ("article:section", "articlesection", "parsely-section")


def tags_of(page: Statements, article: Thing) -> list[str]:
    """The tags that a page states, each once; those that it links to where it states none."""
    stated = [*page.all(*_STATED), *texts(article.get("keywords"))]
    found = stated or [shown(link) for link in page.tree.xpath(_LINKED) or _listed(page)]
    return _each_once(_BETWEEN.split("\n".join(found)))


def _listed(page: Statements) -> list[Any]:
    """The links of the first list that a reader sees as the one of tags."""
    for element in page.tree.iter("div", "ul", "p", "span", "section"):
        if classes(element) & _LISTS:
            return list(element.iter("a"))
    return []


def sections_of(page: Statements, article: Thing) -> list[str]:
    """The sections that a page states."""
    return _each_once([*page.all(*_SECTIONS), *texts(article.get("articleSection"))])


def _each_once(names: Iterable[str]) -> list[str]:
    once: dict[str, str] = {}
    for name in names:
        if key := fold_name(name):
            once.setdefault(key, " ".join(name.split()).strip("\"'“”"))
    return list(once.values())
