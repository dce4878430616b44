"""References for bibliographies: RIS, BibTeX and CSL-JSON, an entry a record.

Texts are in none of them: they are no abstracts. Names stand whole, as the byline has
them: nothing says which part is a surname, and Arabic names are not turned around.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ..dates import PartialDate
from ..record import Record
from . import Context, Writer
from .texts import one_line
from .work import Kind, Work

_RIS_TYPES: Final[Mapping[Kind, str]] = {
    "article": "NEWS",
    "post": "ELEC",
    "video": "VIDEO",
    "forum": "ELEC",
}
_CSL_TYPES: Final[Mapping[Kind, str]] = {
    "article": "article-newspaper",
    "post": "post",
    "video": "motion_picture",  # what the styles know as a video; «video» is no type of CSL
    "forum": "post",
}

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


def ris(records: Iterable[Record], context: Context) -> Iterator[str]:
    """RIS: a tag of two letters and a value on each line, ended with CRLF.

    Values are put on one line each, so that none can begin a line, which is all that
    it would take to forge a tag.
    """
    for record in records:
        values = _ris_values(record, Work.of(record, context.platform_label, "en"))
        lines = [f"{tag}  - {value}" for tag, value in values if value]
        yield "\r\n".join([*lines, "ER  - ", "", ""])


def _ris_values(record: Record, work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", _RIS_TYPES[work.kind]
    yield "ID", one_line(record.id)
    yield "TI", work.heading
    yield from (("AU", author) for author in work.creators)
    yield "T2", work.container
    if work.dated:
        yield "PY", f"{work.dated.year:04}"
        yield "DA", _ris_date(work.dated)
    yield "UR", work.link
    yield "LA", one_line(record.language or "")
    yield from (("KW", tag) for tag in _tags(record))


def _ris_date(date: PartialDate) -> str:
    """YYYY/MM/DD/, a part that is not known left empty: 2014/09//."""
    parts = ("" if part is None else f"{part:02}" for part in (date.month, date.day))
    return "/".join([f"{date.year:04}", *parts, ""])


def bibtex(records: Iterable[Record], context: Context) -> Iterator[str]:
    """BibTeX as biber reads it for BibLaTeX: UTF-8, with `date`, `journaltitle` and `langid`.

    Classic BibTeX cannot sort Arabic, so nothing is done for it.
    """
    for record in records:
        work = Work.of(record, context.platform_label, "en")
        kind = "article" if work.kind == "article" and work.source else "misc"
        fields = _bibtex_fields(record, work)
        lines = (f"  {name} = {{{value}}},\n" for name, value in fields if value)
        yield f"@{kind}{{{entry_key(record.id)},\n{''.join(lines)}}}\n\n"


def entry_key(record_id: str) -> str:
    """The key by which a document cites the record, the same in every export.

    An id that is plain is its own key. Another gives its plain letters and a hash
    after a colon, which plain ids do not have, so that no two records share a key.
    """
    if _PLAIN_KEY.fullmatch(record_id):
        return record_id
    import hashlib  # which loads OpenSSL: only for ids that need it

    letters = re.sub(r"[^a-z0-9]+", "-", record_id.lower())[:32].strip("-")
    digest = hashlib.sha256(record_id.encode()).hexdigest()[:_KEY_DIGITS]
    return f"{letters or 'record'}:{digest}"


def _bibtex_fields(record: Record, work: Work) -> Iterator[tuple[str, str]]:
    # Each name in braces of its own stays whole: BibTeX looks for «and» and for surnames.
    yield "author", " and ".join(f"{{{_escaped(name)}}}" for name in work.creators)
    yield "title", _escaped(work.heading)
    is_article = work.kind == "article"
    yield "journaltitle" if is_article else "howpublished", _escaped(work.container)
    yield "date", str(work.dated or "")
    yield "url", work.link  # read as it is, without escapes; it has no braces
    yield "langid", _LANGUAGES.get((record.language or "").lower().partition("-")[0], "")
    yield "keywords", ", ".join(map(_escaped, _tags(record)))


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def csl_json(records: Iterable[Record], context: Context) -> Iterator[str]:
    """CSL-JSON 1.0.2, which Zotero, pandoc and every citeproc read: an array, an item a line."""
    before = "[\n"
    for record in records:
        item = _csl_item(record, Work.of(record, context.platform_label, "en"))
        yield before + json.dumps(item, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _csl_item(record: Record, work: Work) -> dict[str, Any]:
    # Styles say where a video can be seen as its publisher, and would name both.
    where = "publisher" if work.kind == "video" else "container-title"
    known = {
        "author": [{"literal": name} for name in work.creators],
        "issued": _csl_date(work.dated) if work.dated else None,
        "title": work.heading,
        where: work.container,
        "URL": work.link,
        "language": one_line(record.language or ""),
        "keyword": ", ".join(_tags(record)),
    }
    item = {"id": entry_key(record.id), "type": _CSL_TYPES[work.kind]}
    return item | {name: value for name, value in known.items() if value}


def _csl_date(date: PartialDate) -> dict[str, Any]:
    """As many parts as are known: a year, its month, its day."""
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}


def _tags(record: Record) -> Iterator[str]:
    return filter(None, map(one_line, record.tags))


RIS: Final = Writer(
    name="ris",
    label="RIS",
    arabic="RIS",
    media_type="application/x-research-info-systems",
    suffix="ris",
    write=ris,
)
BIBTEX: Final = Writer(
    name="bibtex",
    label="BibTeX",
    arabic="BibTeX",
    media_type="application/x-bibtex",
    suffix="bib",
    write=bibtex,
)
CSL_JSON: Final = Writer(
    name="csl-json",
    label="CSL-JSON",
    arabic="CSL-JSON",
    media_type="application/vnd.citationstyles.csl+json",
    suffix="json",
    write=csl_json,
)
