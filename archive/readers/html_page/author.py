"""Who wrote a page: the people whom it names, and none whom its programs name instead."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ....arabic.names import fold_name
from ...metadata import bylines
from ...metadata.authorities import Authorities
from ...metadata.press_dates import date_of_line
from ..datelines import Datelines
from .linked_data import Name, Thing
from .source import SiteNames, is_address, is_outlet
from .statements import Statements, classes, plain, shown

_STATED = (
    *("author", "article:author", "og:article:author", "og:author", "dc.creator", "creator"),
    *("dcterms.creator", "citation_author", "parsely-author", "sailthru.author", "byl"),
)
_BYLINES = frozenset(
    {
        *("author", "author-name", "authorname", "article-author", "post-author"),
        *("entry-author", "byline", "writer", "writer-name", "journalist", "post__author"),
        *("article__author", "fn"),
    }
)

_BETWEEN = re.compile(r"[،,;؛|&\n]")
_BESIDE = re.compile(r"/|\s+[-–—ـ]+\s+|\(|\)")
"""What stands between a name and where its bearer is, or for whom: «ليلى منصور - بيروت»."""

_LEAD = re.compile(
    r"^(?:(?:(?:كتبت?|نشرت?|أرسلت?|مرسلة|أضيفت?|أدرجت?|بقلم)\s+)?بواسطة\b\s*[:/ـ-]?"
    r"|(?:بقلم|كتب(?:ت|ه|ها)?|إعداد|أعد(?:ه|ها)|تحرير|(?:(?:written|posted|submitted) )?by)\b"
    r"\s*[:/ـ-]?"
    r"|(?:المحرر|محرر|المراسل|مراسل|الكاتب|الصحفي|متابعة|تقرير|حوار|author)\s*:)\s*",
    re.I,
)
_LEADS = 3

_WHEN = re.compile(r"\s+(?:ن\u064f?شرت?|في|بتاريخ|يوم|on|published|updated)\s.*|\s*[·•|\d].*", re.I)
"""What stands behind a name in its line: when that was."""

# A program that took the address of a picture for people: «Sputnik https; Cdnarabic; I; Logo Png».
_OF_PROGRAMS = re.compile(
    r"https?\b|www\.|\w@\w|\.(?:com|net|org)\b|\b(?:png|jpe?g|gif|svg|webp)\b|[{}<>$=]"
    r"|\b(?:developed|powered|designed|created|hosted|built)\s+by\b|copyright|©"
    r"|تصميم|برمجة|حقوق\s+النشر|الحقوق\s+محفوظة",
    re.I,
)
_LONGEST_NAME, _MOST_WORDS = 80, 10


class Authors(NamedTuple):
    """Those who wrote a page, an outlet that is named in their stead, and what was written."""

    names: str | None
    outlet: str | None
    stated: str | None


def authors_of(
    page: Statements, article: Thing, sites: SiteNames, authorities: Authorities
) -> Authors:
    """The people whom a page names as its authors, from the first place that names any.

    What stands in such a place and is nobody's name (an address, a login, a desk) is left out;
    an outlet is given apart, since it may be the source.
    """
    written: str | None = None
    outlet: str | None = None
    for place in _places(page, article):
        stated = [name for name in place if name.text]
        written = written or "، ".join(dict.fromkeys(name.text for name in stated)) or None
        people: dict[str, str] = {}
        for name in stated:
            credit = plain(name.text)
            if _OF_PROGRAMS.search(credit):
                continue
            if name.is_organisation:
                outlet = outlet or credit
                continue
            found, an_outlet = _people_in(credit, sites, authorities)
            outlet = outlet or an_outlet
            people |= {fold_name(person): person for person in found}
        if people:
            names = "، ".join(people.values())
            return Authors(names, outlet, written if _differ(written, names) else None)
    return Authors(None, outlet, written)


def signed(lines: Iterable[str], sites: SiteNames, authorities: Authorities) -> str | None:
    """Who is named by a line that begins as a byline does (`كتب: …`), or stands at the date."""
    beside = list(lines)
    for line in beside:
        if _LEAD.match(line):
            people, _ = _people_in(_WHEN.sub("", line), sites, authorities)
            if people:
                return "، ".join(people)
    dated = [date_of_line(line) is not None for line in beside]
    for place, line in enumerate(beside):
        if any(dated[max(0, place - 1) : place + 2]):
            found = Datelines(authorities).read(line)
            if found is not None and "author" in found.stated:
                return found.stated["author"]
    return None


def _differ(written: str | None, names: str) -> bool:
    return fold_name(written or "") != fold_name(names)


def _places(page: Statements, article: Thing) -> Iterator[Iterable[Name]]:
    yield page.linked.names(article.get("author") or article.get("creator"))
    for name in _STATED:
        yield [Name(text, is_organisation=False) for text in dict.fromkeys(page.all(name))]
    yield [Name(text, is_organisation=False) for text in _bylines(page)]


def _bylines(page: Statements) -> Iterator[str]:
    """What stands where pages show their authors, once: more may follow beside other articles."""
    for element in page.tree.iter(
        "a", "span", "div", "p", "address", "strong", "b", "h4", "h5", "h6"
    ):
        rel = (element.get("rel") or "").lower().split()
        if ("author" in rel or classes(element) & _BYLINES) and len(text := shown(element)) <= 200:
            yield text
            return


def _people_in(
    credit: str, sites: SiteNames, authorities: Authorities
) -> tuple[list[str], str | None]:
    """The people in one credit, and the outlet in it."""
    people: list[str] = []
    outlet = None
    for part in _BETWEEN.split(credit):
        names = list(filter(None, map(_bare, _BESIDE.split(part))))
        outlets = [name for name in names if sites.has(name, None) or is_outlet(name, authorities)]
        outlet = outlet or next(iter(outlets), None)
        persons = [name for name in names if name not in outlets and _is_person(name)]
        if len(names) > 1:  # the one word beside is where that is: «الرياض - واس»
            persons = [name for name in persons if " " in name][:1]
        people += persons
    return people, outlet


def _bare(name: str) -> str:
    """A name without the words that lead to it."""
    name = _trimmed(name)
    for _ in range(_LEADS):
        name = _trimmed(_LEAD.sub("", name))
    return name


def _trimmed(name: str) -> str:
    return " ".join(name.split()).strip(" .:-–—ـ\"'")


def _is_person(name: str) -> bool:
    words = fold_name(name).split()
    if not words or len(name) > _LONGEST_NAME or len(words) > _MOST_WORDS or is_address(name):
        return False
    letters = re.sub(r"[\W\d_]", "", name)
    login = re.search(r"[\d_]", name) and " " not in name
    return len(letters) > 1 and not login and not bylines.is_nobody(name)
