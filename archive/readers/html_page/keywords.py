"""The tags of a page, and the sections that it stands in."""

import re
from collections.abc import Iterable

from ....arabic.names import fold_name
from .linked_data import Thing, texts
from .statements import Statements, shown

_BETWEEN = re.compile(r"[،,;؛|\n]")
_STATED = (
    "article:tag",
    "news_keywords",
    "keywords",
    "parsely-tags",
    "citation_keywords",
    "dc.subject",
)
_LINKED = (
    "//a[contains(concat(' ', @rel, ' '), ' tag ')"
    " or contains(@property, 'skos:prefLabel') or contains(@property, 'schema:about')]"
)
"""Of WordPress and Blogger, and of Drupal."""

_SECTIONS = ("article:section", "articlesection", "parsely-section")


def tags_of(page: Statements, article: Thing) -> list[str]:
    """The tags that a page states, each once; those that it links to where it states none."""
    stated = [*page.all(*_STATED), *texts(article.get("keywords"))]
    linked = map(shown, page.tree.xpath(_LINKED))
    return _each_once(_BETWEEN.split("\n".join(stated or linked)))


def sections_of(page: Statements, article: Thing) -> list[str]:
    """The sections that a page states."""
    return _each_once([*page.all(*_SECTIONS), *texts(article.get("articleSection"))])


def _each_once(names: Iterable[str]) -> list[str]:
    once: dict[str, str] = {}
    for name in names:
        if key := fold_name(name):
            once.setdefault(key, " ".join(name.split()).strip("\"'“”"))
    return list(once.values())
