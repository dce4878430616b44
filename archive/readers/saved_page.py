"""Pages that came within another file, as in a web archive: each through HTML's reader."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..items import Item
from .base import Knowledge, Outcome, SourceFile, Unreadable
from .encoding import as_utf8
from .html_page import HTML


def read_page(
    document: SourceFile,
    html: bytes,
    stated: Mapping[str, Any],
    knowledge: Knowledge,
    position: int | None = None,
) -> Iterator[Outcome]:
    """What HTML's reader finds in a page in any encoding, with what its container states of it.

    What the page says of itself comes first. Raises `Unreadable` where that reader does.
    """
    if not html.strip():
        raise Unreadable("is empty")
    page = replace(document, chunks=as_utf8(iter([html])))
    for outcome in HTML.read(page, knowledge):
        if isinstance(outcome, Item):
            known = {name: value for name, value in stated.items() if value}
            yield document.item({**known, **outcome.fields}, position)
        else:
            yield document.rejection(outcome.reason, position)
