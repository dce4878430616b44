"""Writers: what records become outside the archive.

A `Writer` is a format for any number of records: `WRITERS` has them by name, for
`Archive.export`, `kashshaf export` and the pages alike. Beside them stand what one record
alone becomes, `citations.py` and `meta_tags.py`. None knows anything of requests, and
`docs/exports.md` says what is in each format, and why.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, cast, get_args

from ..errors import QueryError, SettingsError
from ..extensions import Extensions
from ..fields import Language
from ..record import Record

PlatformLabel: TypeAlias = Callable[[str, Language], str]
"""What a platform is called, from its key and a language, as `Authorities.platform_label`."""

Style = Literal["arabic", "apa", "chicago", "mla"]
"""A style of citations, of which `citations.py` has the rules."""

STYLES: Final = get_args(Style)
"""The styles, in the order in which they are offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where pages show what is written: a feed leads to them, and a file knows of none.

    `feed` is the address of what is being written, `page` that of the page that shows the
    same; `summary_of` gives a plain text to show for a record.
    """

    feed: str
    page: str
    summary_of: Callable[[Record], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a writer may need to know beside the records.

    `platform_label` gives what a platform is called in a language. `title` is what is written
    is called, and `name` the archive that it is from, where that is another. `updated` is when
    what is written last changed, with its time zone. `page_of` gives the address of a record's
    page, "" where there are no pages. Bibliographies are in `style`, and were `read_on` that day.
    """

    platform_label: PlatformLabel
    title: str
    updated: dt.datetime
    name: str = ""
    site: Site | None = None
    page_of: Callable[[Record], str] = lambda _: ""
    style: Style = "chicago"
    read_on: dt.date = field(default_factory=dt.date.today)


Write: TypeAlias = Callable[[Iterable[Record], Context], Iterator[str]]
"""Records to text, piece by piece, so that an archive of any size can be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """A format in which records are written.

    `name` is what people ask for it by; `label` and `arabic` are what menus in English
    and Arabic call it. `media_type` and `suffix` (without its dot) are those of such
    files, which are UTF-8 with their lines ended as `write` ends them.
    """

    name: str
    label: str
    arabic: str
    media_type: str
    suffix: str
    write: Write

    def called(self, language: Language) -> str:
        """What a menu in this language calls it."""
        return self.arabic if language == "ar" else self.label


WRITERS: Final = Extensions(
    "kashshaf.writers",
    {
        "csv": f"{__name__}.data_files:CSV",
        "jsonl": f"{__name__}.data_files:JSON_LINES",
        "ris": f"{__name__}.references:RIS",
        "bibtex": f"{__name__}.references:BIBTEX",
        "csl-json": f"{__name__}.references:CSL_JSON",
        "bibliography-rtf": f"{__name__}.bibliography_files:RTF",
        "bibliography-txt": f"{__name__}.bibliography_files:TEXT",
        "atom": f"{__name__}.atom:ATOM",
    },
)
"""Every format there is, by name, in the order in which they are offered."""


def style_named(name: str) -> Style:
    """The style of this name; raise `QueryError` listing those that there are for another."""
    if name not in STYLES:
        raise QueryError(f"there is no style “{name}”; use one of: {', '.join(STYLES)}")
    return cast(Style, name)


def writer(name: str) -> Writer:
    """The writer of this name.

    Raises `QueryError` listing the formats there are, and `SettingsError` where another
    package brings something else under this name.
    """
    if name not in WRITERS:
        raise QueryError(f"there is no format “{name}”; use one of: {', '.join(WRITERS)}")
    found = WRITERS[name]
    if isinstance(found, Writer) and found.name == name:
        return found
    raise SettingsError(
        f"“{name}” of {WRITERS.group}, from {WRITERS.brought_by(name)}, is {found!r}"
        f" and no Writer of that name: mend the package or uninstall it"
    )
