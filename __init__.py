"""Kashshaf (كشّاف): a searchable archive of Arabic text.

The public face of the package. Names are imported when they are first asked
for (PEP 562), so `import kashshaf` costs nothing until something is used:

    from kashshaf import Archive

    with Archive.open("press") as archive:
        for hit in archive.search("تويتر"):
            print(hit.record.title)

Queries as values are in `kashshaf.query`, the pages and the API in `kashshaf.web`.
"""

import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any

# Python says this of pyarabic's patterns each time that it compiles them, which is at every start
# where no bytecode is kept. They mean what they should, and whoever reads it can do nothing.
warnings.filterwarnings("ignore", ".*invalid escape sequence", module=".*pyarabic.araby")

# Type checkers read these lines, the program reads `_HOMES`; a test holds that they agree.
if TYPE_CHECKING:
    from .archive.dates import PartialDate as PartialDate
    from .archive.errors import ArchiveError as ArchiveError
    from .archive.errors import ArchiveLocked as ArchiveLocked
    from .archive.errors import ArchiveNotFound as ArchiveNotFound
    from .archive.errors import BackupError as BackupError
    from .archive.errors import CollectionError as CollectionError
    from .archive.errors import CollectionNotFound as CollectionNotFound
    from .archive.errors import IndexMissing as IndexMissing
    from .archive.errors import IndexOutdated as IndexOutdated
    from .archive.errors import InputError as InputError
    from .archive.errors import KashshafError as KashshafError
    from .archive.errors import NotIndexed as NotIndexed
    from .archive.errors import OutOfTime as OutOfTime
    from .archive.errors import QueryError as QueryError
    from .archive.errors import RecordNotFound as RecordNotFound
    from .archive.errors import ReprintsOutdated as ReprintsOutdated
    from .archive.errors import ReprintsUnknown as ReprintsUnknown
    from .archive.errors import SearchIndexError as SearchIndexError
    from .archive.errors import SettingsError as SettingsError
    from .archive.errors import StoreError as StoreError
    from .archive.explanation import ExplainedField as ExplainedField
    from .archive.explanation import ExplainedFile as ExplainedFile
    from .archive.explanation import ExplainedItem as ExplainedItem
    from .archive.explanation import explain as explain
    from .archive.items import Origin as Origin
    from .archive.items import Rejection as Rejection
    from .archive.readers.tracing import Place as Place
    from .archive.readers.tracing import Whence as Whence
    from .archive.record import Provenance as Provenance
    from .archive.record import Record as Record
    from .archive.storage.rows import Change as Change
    from .archive.tally import ReaderTally as ReaderTally
    from .archive.tally import Reason as Reason
    from .archive.tally import Replaced as Replaced
    from .archive.tally import Tally as Tally
    from .archive.time_limit import time_limit as time_limit
    from .archive.unused_texts import UnusedText as UnusedText
    from .facade.archive import Archive as Archive
    from .facade.backups import Backup as Backup
    from .facade.statistics import Statistics as Statistics
    from .index.building.verification import Verification as Verification
    from .index.keywords.as_json import collocates_json as collocates_json
    from .index.keywords.as_json import comparison_json as comparison_json
    from .index.keywords.as_json import telling_words_json as telling_words_json
    from .index.keywords.collocates import Collocate as Collocate
    from .index.keywords.collocates import Collocates as Collocates
    from .index.keywords.collocates_by import CollocatesAt as CollocatesAt
    from .index.keywords.collocates_by import MarkingCollocate as MarkingCollocate
    from .index.keywords.comparing import Compared as Compared
    from .index.keywords.comparing import Comparison as Comparison
    from .index.keywords.comparing import Spread as Spread
    from .index.keywords.telling import TellingWord as TellingWord
    from .index.keywords.telling import TellingWords as TellingWords
    from .index.query.nodes import Query as Query
    from .index.query.notices import Notice as Notice
    from .index.reprints.answers import FirstSeen as FirstSeen
    from .index.reprints.answers import Passage as Passage
    from .index.reprints.answers import PrintedAfter as PrintedAfter
    from .index.reprints.answers import RecordPair as RecordPair
    from .index.reprints.answers import Reprint as Reprint
    from .index.reprints.answers import Reprints as Reprints
    from .index.reprints.answers import Run as Run
    from .index.reprints.answers import Shared as Shared
    from .index.reprints.answers import Stories as Stories
    from .index.reprints.answers import Story as Story
    from .index.reprints.answers import Trace as Trace
    from .index.reprints.answers import Traced as Traced
    from .index.searching.as_json import completions_json as completions_json
    from .index.searching.as_json import concordance_json as concordance_json
    from .index.searching.as_json import printed_after_json as printed_after_json
    from .index.searching.as_json import reprints_json as reprints_json
    from .index.searching.as_json import results_json as results_json
    from .index.searching.as_json import shared_json as shared_json
    from .index.searching.as_json import stories_json as stories_json
    from .index.searching.as_json import trace_json as trace_json
    from .index.searching.as_json import trends_json as trends_json
    from .index.searching.as_json import trends_of_each_json as trends_of_each_json
    from .index.searching.concordance import Concordance as Concordance
    from .index.searching.concordance import ConcordanceLine as ConcordanceLine
    from .index.searching.examples import Example as Example
    from .index.searching.filters import SearchOptions as SearchOptions
    from .index.searching.holdings import Gap as Gap
    from .index.searching.holdings import Holdings as Holdings
    from .index.searching.holdings import SourceHoldings as SourceHoldings
    from .index.searching.results import AsPhrase as AsPhrase
    from .index.searching.results import FacetValue as FacetValue
    from .index.searching.results import Fragment as Fragment
    from .index.searching.results import Hit as Hit
    from .index.searching.results import HitStory as HitStory
    from .index.searching.results import Parts as Parts
    from .index.searching.results import SearchResults as SearchResults
    from .index.searching.results import Snippet as Snippet
    from .index.searching.trends import Trend as Trend
    from .index.searching.trends import Trends as Trends
    from .index.searching.trends_of_each import TrendsOfEach as TrendsOfEach
    from .index.suggestions.completion import Completions as Completions

__version__ = "0.1.0"

_NAMES = {
    ".archive.dates": ("PartialDate",),
    ".archive.errors": (
        "ArchiveError",
        "ArchiveLocked",
        "ArchiveNotFound",
        "BackupError",
        "CollectionError",
        "CollectionNotFound",
        "IndexMissing",
        "IndexOutdated",
        "InputError",
        "KashshafError",
        "NotIndexed",
        "OutOfTime",
        "QueryError",
        "RecordNotFound",
        "ReprintsOutdated",
        "ReprintsUnknown",
        "SearchIndexError",
        "SettingsError",
        "StoreError",
    ),
    ".archive.explanation": ("ExplainedField", "ExplainedFile", "ExplainedItem", "explain"),
    ".archive.items": ("Origin", "Rejection"),
    ".archive.readers.tracing": ("Place", "Whence"),
    ".archive.record": ("Provenance", "Record"),
    ".archive.storage.rows": ("Change",),
    ".archive.tally": ("ReaderTally", "Reason", "Replaced", "Tally"),
    ".archive.time_limit": ("time_limit",),
    ".archive.unused_texts": ("UnusedText",),
    ".facade.archive": ("Archive",),
    ".facade.backups": ("Backup",),
    ".facade.statistics": ("Statistics",),
    ".index.building.verification": ("Verification",),
    ".index.keywords.as_json": ("collocates_json", "comparison_json", "telling_words_json"),
    ".index.keywords.collocates": ("Collocate", "Collocates"),
    ".index.keywords.collocates_by": ("CollocatesAt", "MarkingCollocate"),
    ".index.keywords.comparing": ("Compared", "Comparison", "Spread"),
    ".index.keywords.telling": ("TellingWord", "TellingWords"),
    ".index.query.nodes": ("Query",),
    ".index.query.notices": ("Notice",),
    ".index.reprints.answers": (
        "FirstSeen",
        "Passage",
        "PrintedAfter",
        "RecordPair",
        "Reprint",
        "Reprints",
        "Run",
        "Shared",
        "Stories",
        "Story",
        "Trace",
        "Traced",
    ),
    ".index.searching.as_json": (
        "completions_json",
        "concordance_json",
        "printed_after_json",
        "reprints_json",
        "results_json",
        "shared_json",
        "stories_json",
        "trace_json",
        "trends_json",
        "trends_of_each_json",
    ),
    ".index.searching.concordance": ("Concordance", "ConcordanceLine"),
    ".index.searching.examples": ("Example",),
    ".index.searching.filters": ("SearchOptions",),
    ".index.searching.holdings": ("Gap", "Holdings", "SourceHoldings"),
    ".index.searching.results": (
        "AsPhrase",
        "FacetValue",
        "Fragment",
        "Hit",
        "HitStory",
        "Parts",
        "SearchResults",
        "Snippet",
    ),
    ".index.searching.trends": ("Trend", "Trends"),
    ".index.searching.trends_of_each": ("TrendsOfEach",),
    ".index.suggestions.completion": ("Completions",),
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names}

__all__ = (*sorted(_HOMES), "__version__")


def __getattr__(name: str) -> Any:
    """Import a public name from its module when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
