"""What a record's page says of it in the words of schema.org, as JSON-LD: for search engines.

`url` is where the record was published, and the page here is where it is archived. Its text
is in none of this: the page has it.
"""

from collections.abc import Mapping
from typing import Any, Final

from ..metadata.authorities import Authorities
from ..record import Record
from .texts import language, one_line, opening
from .work import Kind, Work

_TYPES: Final[Mapping[Kind, str]] = {
    "article": "NewsArticle",
    "post": "SocialMediaPosting",
    "video": "VideoObject",
    "forum": "DiscussionForumPosting",
}

_DESCRIBED: Final = 160
_POST: Final = 500
"""Letters of a post that are said of it: it is its own description, and most are shorter."""


def schema_org(record: Record, url: str, archive: str, authorities: Authorities) -> dict[str, Any]:
    """The record as schema.org has it; what is not known is left out.

    `url` is the address of its page here, `archive` the title of the archive.
    """
    work = Work.of(record, authorities.platform_label, "en")
    heading = work.heading or archive
    said = {
        "@context": "https://schema.org",
        "@type": _TYPES[work.kind],
        "@id": url,
        "name" if work.kind == "video" else "headline": heading,
        "author": _author(work, authorities),
        "uploadDate" if work.kind == "video" else "datePublished": str(work.dated or ""),
        "inLanguage": language(one_line(record.language or ""), record.text or record.title),
        "publisher": _named("Organization", work.source) if work.kind == "article" else None,
        "isPartOf": _named("WebSite", work.container) if work.kind != "article" else None,
        "keywords": [tag for tag in map(one_line, record.tags) if tag],
        "text" if work.kind in ("post", "forum") else "description": _description(record, work),
        "url": work.link or url,
        "mainEntityOfPage": url,
        "archivedAt": url,
        "provider": _named("Organization", one_line(archive)),
    }
    return {name: value for name, value in said.items() if value}


def schema_of_site(title: str, url: str, languages: tuple[str, ...]) -> dict[str, Any]:
    """The archive's first page, whose address is `url`, and how the archive is searched."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": url,
        "name": one_line(title),
        "url": url,
        "inLanguage": list(languages),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{url}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def _author(work: Work, authorities: Authorities) -> list[dict[str, str]]:
    """Who answers for it; the newspaper for what is not signed."""
    names = work.creators or ((work.source,) if work.source else ())
    return [
        {"@type": "Organization" if _is_outlet(name, work, authorities) else "Person", "name": name}
        for name in names
    ]


def _is_outlet(name: str, work: Work, authorities: Authorities) -> bool:
    known = name in authorities.source_spellings or name in authorities.agency_spellings
    return known or (work.kind == "article" and name == work.source)


def _named(kind: str, name: str) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _description(record: Record, work: Work) -> str:
    length = _POST if work.kind in ("post", "forum") else _DESCRIBED
    return one_line(opening(record.text, length))
