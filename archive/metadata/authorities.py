"""Who is who: one name for each source, platform and news agency, however it is spelt.

Spellings are data, in `tables/`; the archive's settings may add to them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Self
from urllib.parse import urlsplit

from ...arabic.names import fold_name
from ..fields import Field, Language
from .authority_tables import Entry, entries, label, read_table
from .characters import one_line
from .countries import country
from .house_style import HouseStyle
from .spotting import Names, Spotter

# A hyphen after a Latin letter is the name's own (Al-Hayat).
_BETWEEN_NAMES = re.compile(r"[+،,؛;:/&|()«»ـ]|(?<![a-zA-Z])[-–—]|\sو\s")

_LEAST_JOINED = 6
"""Letters of a name in which blanks may be left out: أ ب is an agency, أب a father."""

_SAID_TWICE = re.compile(r"(?P<name>[^()«»\"]+?)\s*[(«\"](?P<again>[^()«»\"]+)[)»\"]")
"""A name and its short form: «وكالة الأنباء السعودية (واس)»."""

_SITE = re.compile(r"(?:[^/?#]*//)?[^/?#]*")
_LONGEST_SITE = 1_000
"""Characters of an address up to its path; a host has at most 253."""

_MOST_LABELS = 127
"""Parts between the dots of a host; names that are none may have a million."""


@dataclass(frozen=True, slots=True)
class _Register:
    """The key of every spelling and host of one section."""

    spellings: Mapping[str, str]
    joined: Mapping[str, str]
    hosts: Mapping[str, str]
    countries: Mapping[str, str | None]

    @classmethod
    def of(cls, section: Mapping[str, Entry]) -> Self:
        """Index a section. A key that another entry lists is renamed to that entry's key."""
        spellings = {fold_name(key): key for key in section} | _by_spelling(section, "spellings")
        today = {key: spellings[fold_name(key)] for key in section}
        hosts = {host.lower(): key for key, entry in section.items() for host in entry.hosts}
        current = {spelling: today[key] for spelling, key in spellings.items()}
        return cls(
            current,
            _joined(current),
            {host: today[key] for host, key in hosts.items()},
            {today[key]: entry.country for key, entry in section.items()},
        )

    def of_name(self, folded: str) -> str | None:
        """Whose name this is, whichever blanks are left out of it or put in: أون لاين, فرانس24."""
        return self.spellings.get(folded) or self.joined.get(folded.replace(" ", ""))

    def of_url(self, url: str) -> str | None:
        """Whose host this address has, or a parent of its host (ar.example.com: example.com)."""
        site = _SITE.match(url.strip())
        hosts = _host_and_parents(site[0]) if site and len(site[0]) <= _LONGEST_SITE else ()
        return next((self.hosts[host] for host in hosts if host in self.hosts), None)


# One is as good as another only where it is the same: so what it tells can be remembered.
@dataclass(frozen=True, slots=True, eq=False)
class Authorities:
    """The names that the archive knows, ready to ask. Make one with `load`.

    The three `…_spellings` give the ways to write each name, of platforms with
    common slips among them: a search for one looks for the others.
    """

    platform_spellings: Mapping[str, tuple[str, ...]]
    agency_spellings: Mapping[str, tuple[str, ...]]
    source_spellings: Mapping[str, tuple[str, ...]]
    _platform_entries: Mapping[str, Entry]
    _sources: _Register
    _source_kinds: frozenset[str]
    _platforms: _Register
    _agencies: _Register
    _spotter: Spotter
    _words: frozenset[str]

    @classmethod
    def load(cls, extra: Mapping[str, Any] | None = None) -> Self:
        """The built-in tables with the user's `sources`, `platforms` and `agencies` on top.

        A user's entry extends the one of its name, and wins any spelling that
        another has too. Raises `SettingsError` that names the wrong key.
        """
        sources, platforms, agencies = (
            entries(section, extra or {}) for section in ("sources", "platforms", "agencies")
        )
        return cls(
            platform_spellings={key: entry.names + entry.slips for key, entry in platforms.items()},
            agency_spellings={key: (key, *entry.names) for key, entry in agencies.items()},
            source_spellings={key: (key, *entry.names) for key, entry in sources.items()},
            _platform_entries=platforms,
            _sources=_Register.of(agencies | sources),
            _source_kinds=frozenset(map(fold_name, read_table("sources")["kinds"])),
            _platforms=_Register.of(platforms),
            _agencies=_Register.of(agencies),
            _spotter=Spotter(
                {
                    "platforms": _names("platforms", platforms),
                    "agencies": _names("agencies", agencies),
                }
            ),
            _words=frozenset(_by_spelling(agencies, "column")),
        )

    def source(self, name: str) -> str:
        """The one name of a source, from any spelling or address; an unknown one as it is seen."""
        return self.known_source(name) or one_line(name)

    def known_source(self, name: str) -> str | None:
        """The one name of a source, or None where the tables do not have it."""
        folded = fold_name(name)
        known = self._named(folded) or self._qualified(folded) or self.source_of_url(name)
        if known is None and (twice := _SAID_TWICE.fullmatch(name.strip())):
            known = self._named(fold_name(twice["name"]))
            other = self._named(fold_name(twice["again"]))
            return known if other in (None, known) else None
        return known

    def _named(self, folded: str) -> str | None:
        """Whose name this is, with or without the kind of outlet before it."""
        kind, _, rest = folded.partition(" ")
        known = self._sources.of_name(folded)
        return known or (self._sources.of_name(rest) if kind in self._source_kinds else None)

    def _qualified(self, folded: str) -> str | None:
        """Whose name this is with a word behind it that says nothing new: عكاظ السعودية.

        «الرياض السعودية» alone is where the city lies.
        """
        from .bylines import is_place  # which folds a table that no search needs

        name, _, last = folded.rpartition(" ")
        known = self._named(name)
        if known is None or is_place(name):
            return None
        country = _of_countries().get(last)
        is_same = country is not None and country == self._sources.countries[known]
        return known if is_same or last in qualifiers() else None

    def source_of_url(self, url: str) -> str | None:
        """Whose site this address is on."""
        return self._sources.of_url(url)

    def platform(self, name: str) -> str | None:
        """The key of a platform from any spelling of it alone (فيس بوك, الفيسبوك, FB)."""
        folded = fold_name(name)
        spellings = self._platforms.spellings
        return spellings.get(folded) or spellings.get(folded.removeprefix("ال"))

    def platform_of_url(self, url: str) -> str | None:
        """Which platform this address is on; None for a site of its own."""
        return self._platforms.of_url(url)

    def platform_label(self, key: str, language: Language) -> str:
        """What to call a platform in `ar` or `en`; the key itself where no label is known."""
        return label(self._platform_entries, key, language)

    def canonical(self, field: Field, name: str) -> str:
        """The value that a name stands for in a field, the name itself where no table knows it."""
        match field.authority:
            case "sources":
                return self.source(name)
            case "countries":
                return country(name) or name
            case "platforms":
                return self.platform(name) or name
            case "agencies":
                return self.agency(name) or name
        return name

    def mentions(self, text: str) -> tuple[str, ...]:
        """The platforms that a text speaks of, in order. Addresses in it are not mentions."""
        return self.named_in(text)[0]

    def agency(self, name: str) -> str | None:
        """The agency of which this is a name, standing alone."""
        return self._agencies.spellings.get(fold_name(name))

    def agencies(self, text: str) -> tuple[str, ...]:
        """The news agencies that a text credits, in order.

        A name that is also a common word needs the sign of a credit (وكالة
        وفا, بحسب كونا, "وات"), or a place at the head or the foot of the text
        where agencies sign (دمشق-سانا, /قنا/).
        """
        return self.named_in(text)[1]

    def named_in(
        self, text: str, byline: str = "", title: str = ""
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The platforms and the agencies named in a text, for the price of one reading.

        Agencies at the head or the foot of the text come first, those of the
        byline last; there a name that stands alone between its dashes and
        colons needs no other sign of a credit.
        """
        found = self._spotter.find(f"{title}\n{text}" if title else text)
        style = HouseStyle(self.agency, self.known_source, self._words)
        credited = [*style.credited(text), *found["agencies"]]
        if byline:
            credited += self._spotter.find(byline)["agencies"]
            credited += filter(None, map(self.agency, names_of(byline)))
        return found["platforms"], tuple(dict.fromkeys(credited))


def names_of(credit: str) -> list[str]:
    """Split a credit or a byline into its names: «الجزيرة + رويترز», «الرياض - واس:»."""
    return [name for part in _BETWEEN_NAMES.split(credit) if (name := part.strip(" .\t\xa0"))]


@cache
def qualifiers() -> frozenset[str]:
    """What is said behind the name of an outlet and tells nothing new, folded: الإلكترونية."""
    return frozenset(map(fold_name, read_table("sources")["qualifiers"]))


@cache
def _of_countries() -> Mapping[str, str]:
    """The country of each adjective: السعودية, SA."""
    table: Mapping[str, list[str]] = read_table("sources")["of_countries"]
    return {fold_name(word): country for country, words in table.items() for word in words}


def _joined(spellings: Mapping[str, str]) -> dict[str, str]:
    """The spellings without their blanks, but for short ones and those that two names share."""
    joined: dict[str, set[str]] = {}
    for spelling, key in spellings.items():
        joined.setdefault(spelling.replace(" ", ""), set()).add(key)
    return {
        name: next(iter(keys))
        for name, keys in joined.items()
        if len(keys) == 1 and len(name) >= _LEAST_JOINED
    }


def _by_spelling(section: Mapping[str, Entry], field: str) -> dict[str, str]:
    return {
        fold_name(spelling): key
        for key, entry in section.items()
        for spelling in getattr(entry, field)
    }


def _names(section: str, table: Mapping[str, Entry]) -> Names:
    return Names(
        sure=_by_spelling(table, "names"),
        in_context=_by_spelling(table, "in_context") | _by_spelling(table, "slips"),
        cues=read_table(section)["cues"],
    )


@lru_cache(maxsize=4096)
def _host_and_parents(site: str) -> tuple[str, ...]:
    """The hosts of a site's address, from the narrowest: `ar.example.com`, `example.com`, `com`."""
    try:
        host = urlsplit(site if "//" in site else f"//{site}").hostname or ""
    except ValueError:  # a malformed address, such as an unclosed [IPv6]
        return ()
    labels = host.rstrip(".").split(".")
    if len(labels) > _MOST_LABELS:
        return ()
    return tuple(".".join(labels[first:]) for first in range(len(labels)))
