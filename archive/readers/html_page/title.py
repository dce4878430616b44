"""The headline of a page, without the name of the site beside it."""

from collections.abc import Iterable, Iterator

from ....arabic.names import fold_name
from .linked_data import Thing, texts
from .source import JOINT, SiteNames, leads_home
from .statements import Statements, classes, plain, shown

_CUT = ("…", "...")
_LONGEST = 1_000
"""Characters of a headline; what is longer is none."""

_INVISIBLE = " \u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Blanks, and marks of direction, which would stand alone where a name has been taken off."""

_LEAST_WORDS = 3
"""Words of a headline that is taken for the whole of a longer one."""

_OF_HEADLINES = frozenset(
    {
        *("entry-title", "post-title", "article-title", "news-title", "story-title"),
        *("single-title", "page-title", "headline", "post__title", "article__title"),
        *("node-title", "newstitle", "titlenews"),
    }
)


def stated_titles(page: Statements) -> list[str]:
    """All that the page gives as its title, as it stands there."""
    shown_ones = map(shown, page.tree.iter("h1", "title"))
    return [*page.all("og:title", "headline"), *shown_ones]


def title_of(page: Statements, article: Thing, sites: SiteNames, source: str | None) -> str | None:
    """The headline, as it is stated the most surely; None for a page that has none."""
    seen = list(_names_taken_off(_shown(page), sites, source))
    headlines = list(_names_taken_off(map(plain, texts(article.get("headline"))), sites, source))
    metas = page.all("og:title", "citation_title", "dc.title", "headline", "twitter:title")
    stated = list(_names_taken_off(metas, sites, source))
    element = page.tree.iter("title")
    rest = list(_names_taken_off(map(shown, element), sites, source))
    candidates = [*stated[:1], *headlines, *stated[1:], *seen, *rest]
    if not candidates:  # its first headline is the name of its site
        seconds = list(_names_taken_off(map(shown, page.tree.iter("h2")), sites, source))
        return next(iter([*seconds, *stated_titles(page)]), None)
    return _whole(_without_section(candidates[0], [*headlines, *seen]), candidates)


def without_site(title: str, sites: SiteNames, source: str | None) -> str:
    """The title without the site's own name beside it; nothing else is taken off."""
    kept, joint, place = "", "", 0
    for found in (*JOINT.finditer(title), None):
        part = title[place : found.start() if found else len(title)]
        if part.strip(_INVISIBLE) and not sites.has(part, source):
            kept += (joint if kept else "") + part
            joint = ""
        if found:
            joint, place = joint or found[0], found.end()
    return kept.strip(_INVISIBLE)


def _names_taken_off(titles: Iterable[str], sites: SiteNames, source: str | None) -> Iterator[str]:
    for stated in titles:
        if len(stated) <= _LONGEST:
            title = without_site(" ".join(stated.split()), sites, source)
            if fold_name(title) and not sites.has(title, source):
                yield title


def _shown(page: Statements) -> Iterator[str]:
    """The headlines that a reader sees; a site's name that leads to its front page is none."""
    alone = page.tree.xpath("count(//h1)") == 1
    for element in page.tree.iter("h1", "h2", "h3"):
        if any(leads_home(link) for link in element.iter("a")):
            continue
        if (element.tag == "h1" and alone) or classes(element) & _OF_HEADLINES:
            yield shown(element)


def _without_section(title: str, headlines: list[str]) -> str:
    """The headline as the article itself has it, where the title adds a section to it."""
    for joint in JOINT.finditer(title):
        for part in (title[: joint.start()], title[joint.end() :]):
            words = fold_name(part)
            if len(words.split()) >= _LEAST_WORDS and words in map(fold_name, headlines):
                return part.strip()
    return title


def _whole(title: str, candidates: list[str]) -> str:
    """The title, or the one of which it is a cut."""
    if not title.endswith(_CUT):
        return title
    beginning = fold_name(title.rstrip("…. "))
    wholes = (
        other
        for other in candidates
        if not other.endswith(_CUT) and fold_name(other).startswith(beginning)
    )
    return next(wholes, title)
