"""COinS: a record among others on a page, for reference managers that take several at once.

It is an OpenURL context object (Z39.88-2004) in the words of Dublin Core; `rft.type` is Zotero's
item type, as Zotero itself writes there. A record's own page has none: Zotero would go by it,
and `meta_tags.py` says more.
"""

from collections.abc import Iterator
from urllib.parse import quote_plus

from ..metadata.authorities import Authorities
from ..record import Record
from .meta_tags import ITEM_TYPES, unsplit
from .texts import one_line
from .work import Work


def coins(record: Record, url: str, authorities: Authorities) -> str:
    """The `title` of the record's `<span class="Z3988">`, unescaped; `url` is its page's."""
    work = Work.of(record, authorities.platform_label, "en")
    # The names are as they stand there; `urlencode` would go through them letter by letter too.
    return "&".join(
        f"{name}={quote_plus(value)}" for name, value in _pairs(record, work, url) if value
    )


def _pairs(record: Record, work: Work, url: str) -> Iterator[tuple[str, str]]:
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"
    yield "rft.type", ITEM_TYPES[work.kind]
    yield "rft.title", work.heading
    for creator in work.creators:
        yield "rft.creator", unsplit(creator, work)
    yield "rft.source", work.container
    yield "rft.date", str(work.dated or "")
    yield "rft.identifier", work.link or url
    yield "rft.language", one_line(record.language or "")
    for tag in map(one_line, record.tags):
        yield "rft.subject", tag
