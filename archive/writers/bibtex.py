"""BibTeX as biber reads it for BibLaTeX: UTF-8, with `date`, `journaltitle` and `langid`.

Classic BibTeX cannot sort Arabic, so nothing is done for it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Final

from ..metadata.authorities import Authorities
from ..record import Record
from .texts import one_line
from .work import Work

# A brace counts in BibTeX even after a backslash, so `\{` would not do.
_ESCAPES: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "%&$#_"},
    }
)

# Lower case only: some programs take keys that differ in case for the same.
_PLAIN_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_KEY_DIGITS = 16

# Babel's and polyglossia's names for the languages in which the archive's press writes.
_LANGUAGES: Final = {
    **{"ar": "arabic", "en": "english", "fr": "french", "de": "german", "es": "spanish"},
    **{"fa": "persian", "he": "hebrew", "it": "italian", "ru": "russian", "tr": "turkish"},
}


def bibtex(records: Iterable[Record], authorities: Authorities) -> Iterator[str]:
    """An entry a record; to be written in UTF-8."""
    for record in records:
        work = Work.of(record, authorities, "en")
        kind = "article" if work.kind == "article" and work.source else "misc"
        lines = (f"  {name} = {{{value}}},\n" for name, value in _fields(record, work) if value)
        yield f"@{kind}{{{entry_key(record.id)},\n{''.join(lines)}}}\n\n"


def entry_key(record_id: str) -> str:
    """The key by which a document cites the record, the same in every export.

    An id that is plain is its own key. Another gives its plain letters and a hash
    after a colon, which plain ids do not have, so that no two records share a key.
    """
    if _PLAIN_KEY.fullmatch(record_id):
        return record_id
    letters = re.sub(r"[^a-z0-9]+", "-", record_id.lower())[:32].strip("-")
    digest = hashlib.sha256(record_id.encode()).hexdigest()[:_KEY_DIGITS]
    return f"{letters or 'record'}:{digest}"


def _fields(record: Record, work: Work) -> Iterator[tuple[str, str]]:
    # Each name in braces of its own stays whole: BibTeX looks for «and» and for surnames.
    yield "author", " and ".join(f"{{{_escaped(name)}}}" for name in work.creators)
    yield "title", _escaped(work.heading)
    is_article = work.kind == "article"
    yield "journaltitle" if is_article else "howpublished", _escaped(work.container)
    yield "date", str(work.dated or "")
    yield "url", work.link  # read as it is, without escapes; it has no braces
    yield "langid", _LANGUAGES.get((record.language or "").lower().partition("-")[0], "")
    yield "keywords", ", ".join(_escaped(tag) for tag in map(one_line, record.tags) if tag)


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
