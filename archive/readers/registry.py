"""Which readers there are, and in which order they are asked."""

from collections.abc import Sequence

from ..errors import InputError, SettingsError
from ..extensions import Extensions
from .base import Reader

READERS = Extensions(
    "kashshaf.readers",
    {
        # Platforms' exports are known by their shapes, so they are asked before the formats.
        "telegram": "kashshaf.archive.readers.platforms.telegram:TELEGRAM",
        "facebook": "kashshaf.archive.readers.platforms.facebook:FACEBOOK",
        "instagram": "kashshaf.archive.readers.platforms.instagram:INSTAGRAM",
        "twitter": "kashshaf.archive.readers.platforms.twitter:TWITTER",
        "whatsapp": "kashshaf.archive.readers.platforms.whatsapp:WHATSAPP",
        "youtube": "kashshaf.archive.readers.platforms.youtube:YOUTUBE",
        "mastodon": "kashshaf.archive.readers.platforms.mastodon:MASTODON",
        "reddit": "kashshaf.archive.readers.platforms.reddit:REDDIT",
        "tiktok": "kashshaf.archive.readers.platforms.tiktok:TIKTOK",
        "vk": "kashshaf.archive.readers.platforms.vk:VK",
        "vkpages": "kashshaf.archive.readers.platforms.vk_pages:VK_PAGES",
        "diaspora": "kashshaf.archive.readers.platforms.diaspora:DIASPORA",
        "posts": "kashshaf.archive.readers.platforms.tables:POSTS",
        # So are these, which have some documents of a suffix that another has all of.
        "wordpress": "kashshaf.archive.readers.wordpress_export:WORDPRESS",
        "wpjson": "kashshaf.archive.readers.wordpress_api:WORDPRESS_API",
        "newsml": "kashshaf.archive.readers.newsml:NEWSML",
        "ninjs": "kashshaf.archive.readers.ninjs:NINJS",
        "zotero": "kashshaf.archive.readers.zotero:ZOTERO",
        "tei": "kashshaf.archive.readers.tei:TEI",
        "feed": "kashshaf.archive.readers.feed:FEED",
        "jsonfeed": "kashshaf.archive.readers.json_feed:JSON_FEED",
        "subtitles": "kashshaf.archive.readers.subtitles:SUBTITLES",
        "markdown": "kashshaf.archive.readers.front_matter:MARKDOWN",
        "ris": "kashshaf.archive.readers.ris:RIS",
        "bibtex": "kashshaf.archive.readers.bibtex:BIBTEX",
        "csl": "kashshaf.archive.readers.csl_json:CSL_JSON",
        "warc": "kashshaf.archive.readers.warc:WARC",
        "wacz": "kashshaf.archive.readers.wacz:WACZ",
        "mhtml": "kashshaf.archive.readers.mhtml:MHTML",
        "mail": "kashshaf.archive.readers.mail:MAIL",
        "json": "kashshaf.archive.readers.json_objects:JSON",
        "jsonl": "kashshaf.archive.readers.json_objects:JSON_LINES",
        "html": "kashshaf.archive.readers.html_page:HTML",
        "csv": "kashshaf.archive.readers.csv_table:CSV",
        "docx": "kashshaf.archive.readers.office.word:DOCX",
        "odt": "kashshaf.archive.readers.office.open_document:ODT",
        "rtf": "kashshaf.archive.readers.office.rich_text:RTF",
        "sheets": "kashshaf.archive.readers.office.sheets:SHEETS",
        "parquet": "kashshaf.archive.readers.parquet_table:PARQUET",
        # Asked after the sheets of old Excel, which are files of the same kind.
        "outlook": "kashshaf.archive.readers.outlook:OUTLOOK",
        "pdf": "kashshaf.archive.readers.office.pdf:PDF",
        "epub": "kashshaf.archive.readers.office.book:EPUB",
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


def named(name: str, given: Sequence[Reader] = ()) -> Reader:
    """The reader of this name; raise `InputError`, with the names there are, if there is none."""
    for reader in given:
        if reader.name == name:
            return reader
    if name in READERS:
        return _reader(name)
    raise InputError(f"there is no reader {name!r}; the readers are {', '.join(READERS)}")


def _reader(name: str) -> Reader:
    reader = READERS[name]
    if isinstance(reader, Reader) and reader.name == name:
        return reader
    raise SettingsError(
        f"“{name}” of {READERS.group}, from {READERS.brought_by(name)}, is {reader!r:.80}"
        f" where a Reader of that name is needed"
    )
