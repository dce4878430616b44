"""Kashshaf (كشّاف): a searchable archive of Arabic text.

The public face of the package. Names are imported when they are first asked
for (PEP 562), so `import kashshaf` costs nothing until something is used:

    from kashshaf import Archive

    with Archive.open("press") as archive:
        for hit in archive.search("تويتر"):
            print(hit.record.title)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .archive.dates import PartialDate
    from .archive.errors import KashshafError
    from .archive.record import Record
    from .facade.archive import Archive
    from .index.query.nodes import Query
    from .index.searching.results import SearchResults

__version__ = "0.1.0"

_HOMES = {
    "Archive": ".facade.archive",
    "KashshafError": ".archive.errors",
    "PartialDate": ".archive.dates",
    "Query": ".index.query.nodes",
    "Record": ".archive.record",
    "SearchResults": ".index.searching.results",
}

__all__ = [
    "Archive",
    "KashshafError",
    "PartialDate",
    "Query",
    "Record",
    "SearchResults",
    "__version__",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its module when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
