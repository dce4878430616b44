"""Whose a page is: what the site calls itself, and the name under which the archive knows it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ....arabic.names import fold_name
from ...metadata.authorities import Authorities
from ...metadata.authority_tables import read_table
from .address import host_of
from .linked_data import LinkedData, Thing, texts
from .statements import Statements, shown

_PUBLISHER = (
    *("citation_journal_title", "dc.source", "dc.publisher", "dcterms.publisher", "publisher"),
    "citation_publisher",
)
_PROGRAM = ("application-name", "apple-mobile-web-app-title")
_KINDS = frozenset(map(fold_name, read_table("sources")["kinds"]))

_ADDRESS = re.compile(
    r"(?:https?:|www\.|//)\S*|@\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/?\S*", re.I
)
_NO_NAMES = frozenset(
    map(
        fold_name,
        (
            *("الرئيسية", "الصفحة الرئيسية", "الصفحة الأولى", "موقعي", "شعار", ""),
            *("home", "homepage", "my site", "wordpress", "logo"),
        ),
    )
)
"""What programs call a site to which nobody gave a name."""

JOINT = re.compile(
    r"\s+[-–—ـ»«›‹•·~/\\]+(?:\s+|$)|\s+[-–—]+(?=\S)|(?<=\S)[-–—]+\s+|\s*(?:\|+|::+)\s*|\s+:\s+"
)
"""What stands between a headline and the name of a site. A `»` with no blank on either side of
it closes a quotation."""

_LONGEST_NAME = 200
"""Characters of the name of a site; what is longer is a description."""

_LONGEST_TITLE = 1_000
_LEAST_LETTERS = 4
"""Of a word that tells what a line is about; most shorter ones stand in any text."""

# A site's feed has the site's name: «شبكة المنارة » الخلاصة», «مدونة الوادي - Atom».
_FEED = re.compile(
    r"^(.+?)\s+[-–—»›|:]+\s+(?:الخلاصة|خلاصة|تغذية|خلاصات|atom|rss(?: ?\d.*)?|feed)$", re.I
)

_RIGHTS = re.compile(r"©|\(c\)|الحقوق محفوظة|copyright", re.I)
_HOME = re.compile(r"(?:https?://[^/?#]+)?/?(?:(?:index|default|home)\.\w+)?", re.I)
_PRESS = frozenset(map(fold_name, ("صحيفة", "جريدة", "مجلة", "يومية")))
"""Kinds that nothing but the press has; قناة is a canal and موقع a place, too."""


class Source(NamedTuple):
    """The name under which a page's source goes, and what the page stated where that is another."""

    name: str | None
    stated: str | None


class SiteNames:
    """What a page calls the site that it is of, and whether another name is one of these."""

    def __init__(self, page: Statements, article: Thing, authorities: Authorities) -> None:
        linked = page.linked
        self._authorities = authorities
        self.published_by = _names(
            page.all("og:site_name"),
            _texts_of(linked, article.get("publisher")),
            page.all(*_PUBLISHER),
        )
        sites = [(key, site) for site in linked.sites() for key in ("name", "alternateName")]
        self.others = _names(
            [text for key, site in sites for text in texts(site.get(key))],
            _feeds(page),
            page.all(*_PROGRAM),
            self._at_ends(page),
        )
        self._keys = {_key(name) for name in (*self.published_by, *self.others)}

    def source(self, url: str | None, outlet: str | None) -> Source:
        """Whose page this is; `outlet` is one that it names in an author's place.

        The archive's name for the host goes before a name that it does not know, and before
        one that says less exactly the same (الجزيرة on the site of الجزيرة السعودية).
        """
        by_host = self._authorities.source_of_url(url) if url else None
        stated = next(iter((*self.published_by, *self.others)), None)
        names = ((self.known(name), name) for name in self.published_by)
        known, spelling = next((pair for pair in names if pair[0]), (None, ""))
        if by_host and (known is None or _is_more_exact(by_host, spelling)):
            known = by_host
        if outlet and url and self._authorities.agency(outlet):
            outlet = None  # others publish what agencies write
        return Source(known or stated or outlet or host_of(url), stated)

    def known(self, name: str) -> str | None:
        """The one name of a source that is named, alone or beside the site's motto."""
        whole = self._authorities.known_source(name)
        parts = map(self._authorities.known_source, filter(None, JOINT.split(name)))
        return whole or next(filter(None, parts), None)

    def has(self, name: str, source: str | None) -> bool:
        """Whether a name is the site's own, or a spelling of its source."""
        if _key(name) in self._keys or (source and _key(name) == _key(source)):
            return True
        known = self._authorities.known_source(name)
        return known is not None and known == source

    def describes(self, line: str, article: str) -> bool:
        """Whether a line names the site and shares no other word with a folded article."""
        folded = f" {fold_name(line)} "
        names = [key for key in self._keys if f" {key} " in folded]
        words = set(folded.split()).difference(*map(str.split, names), _KINDS)
        telling = {word for word in words if len(word) >= _LEAST_LETTERS}
        return bool(names) and telling.isdisjoint(article.split())

    def _at_ends(self, page: Statements) -> list[str]:
        """What stands beside the headline in `<title>`, where it can be nothing but a site."""
        homes = {_key(name) for name in _home_names(page)}
        rights = [f" {fold_name(line)} " for line in page.tree.itertext() if _RIGHTS.search(line)]
        parts = [
            part.strip()
            for title in page.tree.iter("title")
            if len(text := shown(title)) <= _LONGEST_TITLE and JOINT.search(text)
            for part in JOINT.split(text)
        ]
        ends = [(part, _key(part)) for part in parts[:1] + parts[-1:]]
        return [
            part
            for part, key in ends
            if key in homes or any(f" {key} " in line for line in rights) or self._is_site(part)
        ]

    def _is_site(self, name: str) -> bool:
        """Whether a name is a site's by itself: الرياض is a paper, and where a headline may end."""
        words = fold_name(name).split()
        is_known = self._authorities.known_source(name) is not None
        return len(words) > 1 and (words[0] in _PRESS or is_known)


def is_outlet(name: str, authorities: Authorities) -> bool:
    """Whether this names a paper, a site or an agency: one that is known, or by its kind."""
    if authorities.known_source(name) or authorities.agency(name):
        return True
    kind, _, rest = fold_name(name).partition(" ")
    return kind in _KINDS and bool(rest)


def leads_home(link: Any) -> bool:
    """Whether a link leads to the front page of a site."""
    return _HOME.fullmatch((link.get("href") or "-").strip()) is not None


def is_address(name: str) -> bool:
    """Whether this is an address or a handle, and no name."""
    return _ADDRESS.fullmatch(name.strip()) is not None


def _key(name: str) -> str:
    """The folded name without its kind: صحيفة الساحل and الساحل are one site's."""
    words = fold_name(name).split()
    while len(words) > 1 and words[0] in _KINDS:
        del words[0]
    return " ".join(words)


def _names(*stated: Iterable[str]) -> tuple[str, ...]:
    """Those that are names, each once; addresses come last."""
    named = [
        name
        for names in stated
        for name in names
        if len(name) <= _LONGEST_NAME and fold_name(name) not in _NO_NAMES
    ]
    return tuple(dict.fromkeys(sorted(named, key=is_address)))


def _texts_of(linked: LinkedData, publisher: object) -> list[str]:
    return [name.text for name in linked.names(publisher)]


def _feeds(page: Statements) -> list[str]:
    titles = page.tree.xpath("//link[@rel='alternate'][contains(@type, '+xml')]/@title")
    return [match[1] for title in titles if (match := _FEED.match(" ".join(title.split())))][:1]


def _home_names(page: Statements) -> Iterator[str]:
    """What the links to the site's front page are called, by their words or their picture."""
    for link in page.tree.iter("a"):
        if leads_home(link):
            pictures = (image.get("alt") for image in link.iter("img"))
            for name in filter(None, (link.get("title"), *pictures, shown(link))):
                if fold_name(name) not in _NO_NAMES:
                    yield name


def _is_more_exact(name: str, stated: str) -> bool:
    return fold_name(name).startswith(f"{_key(stated)} ") and _key(name) != _key(stated)
