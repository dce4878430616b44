"""Which readers there are, and in which order they are asked."""

from collections.abc import Sequence

from ..errors import SettingsError
from ..extensions import Extensions
from .base import Reader

READERS = Extensions(
    "kashshaf.readers",
    {
        # Those that have some documents of a suffix stand before those that have all.
        "wordpress": "kashshaf.archive.readers.wordpress_export:WORDPRESS",
        "feed": "kashshaf.archive.readers.feed:FEED",
        "jsonfeed": "kashshaf.archive.readers.json_feed:JSON_FEED",
        "subtitles": "kashshaf.archive.readers.subtitles:SUBTITLES",
        "markdown": "kashshaf.archive.readers.front_matter:MARKDOWN",
        "ris": "kashshaf.archive.readers.ris:RIS",
        "bibtex": "kashshaf.archive.readers.bibtex:BIBTEX",
        "csl": "kashshaf.archive.readers.csl_json:CSL_JSON",
        "warc": "kashshaf.archive.readers.warc:WARC",
        "mhtml": "kashshaf.archive.readers.mhtml:MHTML",
        "mail": "kashshaf.archive.readers.mail:MAIL",
        "json": "kashshaf.archive.readers.json_objects:JSON",
        "jsonl": "kashshaf.archive.readers.json_objects:JSON_LINES",
        "html": "kashshaf.archive.readers.html_page:HTML",
        "csv": "kashshaf.archive.readers.csv_table:CSV",
        # Any text that reads as Arabic is taken for an article, so this one is asked last.
        "text": "kashshaf.archive.readers.plain_article:TEXT",
    },
)


def in_order(given: Sequence[Reader] = ()) -> tuple[Reader, ...]:
    """All readers, those first that are asked first.

    Those `given` for the occasion come before those of other packages, which
    go by name, and Kashshaf's own come last: whoever brings a reader for a
    suffix or a beginning that has one already means theirs. Raises
    `SettingsError` for a package whose reader cannot be used.
    """
    brought = sorted(name for name in READERS if READERS.brought_by(name))
    own = [name for name in READERS if name not in brought]
    return (*given, *map(_reader, brought), *map(_reader, own))


def _reader(name: str) -> Reader:
    reader = READERS[name]
    if isinstance(reader, Reader) and reader.name == name:
        return reader
    raise SettingsError(
        f"“{name}” of {READERS.group}, from {READERS.brought_by(name)}, is {reader!r:.80}"
        f" where a Reader of that name is needed"
    )
