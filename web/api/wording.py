"""The sentences of the API's description, which is in English as its problems are."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

PARAMETERS: Final[Mapping[str, tuple[str, Any]]] = {
    "q": ("The query, in Kashshaf's query language; without one, everything is found.", "كتاب"),
    "source": ("The newspaper, agency or site that published it.", "رويترز"),
    "platform": ("Where it was published.", "تويتر"),
    "mentions": ("A platform that the text speaks of.", "فيسبوك"),
    "agency": ("A wire service that the text credits.", "رويترز"),
    "author": ("Who wrote it, as the record names them.", "ليلى حسن"),
    "tag": ("One of its tags.", "سياسة"),
    "not_source": ("A source that no result may have.", "رويترز"),
    "not_platform": ("A platform on which no result may have been published.", "تويتر"),
    "not_mentions": ("A platform of which no result may speak.", "فيسبوك"),
    "not_agency": ("A wire service that no result may credit.", "رويترز"),
    "not_author": ("Who may have written no result.", "ليلى حسن"),
    "not_tag": ("A tag that no result may have.", "سياسة"),
    "since": ("Not before this: 2014, 2014-09 or 2014-09-03.", "2014-09"),
    "until": ("Not after this: 2014, 2014-09 or 2014-09-03.", "2015"),
    "match": ("Whether all words of the query must match, or any of them.", "any"),
    "level": (
        "How closely each word must match at least: any form, the word itself, or as written.",
        "word",
    ),
    "variants": (
        "Whether words also find what stands for them: other spellings of a name, broken plurals.",
        "no",
    ),
    "sort": ("The order: by relevance, or newest first where there is no query.", "newest"),
    "limit": ("How many hits to give.", 20),
    "offset": ("How many hits to leave out before the first that is given.", 20),
    "facets": (
        "Which counts to give beside the hits; several may be set apart by commas.",
        "source",
    ),
}
"""What each parameter means, and an example of it."""

FIELDS: Final[Mapping[str, str]] = {
    "agencies": "The wire services that the text credits.",
    "author": "Who wrote it.",
    "count": "How many records have it.",
    "date": "The date as far as it is known: 2014, 2014-09 or 2014-09-03, or XXXX-09-03.",
    "detail": "A sentence that says what is wrong and how to mend it.",
    "errors": "Each parameter that is at fault.",
    "extra": "Every other column of the file that the record came in, as it came.",
    "facets": "The counts that were asked for; each ignores the filter on itself.",
    "file": "The name of the file that the record came in.",
    "hits": "The records found, in the order asked for.",
    "id": "The record's identifier, as `/records/{record_id}` takes it.",
    "interpreted": "How the query was understood, in Arabic.",
    "label": "The value as its reader sees it, in Arabic.",
    "language": "The language that the file stated.",
    "mentions": "The platforms that the text speaks of.",
    "parameter": "The parameter's name.",
    "platform": "Where it was published: a key of the table of platforms, or `unknown`.",
    "position": "Which of the file's items it was, from 1; null where the file is the item.",
    "provenance": "Where the record came from.",
    "published": "The date as far as it is known: 2014, 2014-09 or 2014-09-03, or XXXX-09-03.",
    "query": "The query as it was sent.",
    "reader": "The reader that took the file in.",
    "score": "How well it matches; to be compared within one answer only.",
    "snippet": "A piece of the text as HTML: all is escaped, and matches stand in `<mark>`.",
    "source": "Who published it.",
    "sources": "Sources of which a word begins so.",
    "status": "The HTTP status.",
    "suggestions": "Other queries that may have been meant, and find something.",
    "tags": "The tags that the file stated.",
    "taken_in": "When it was taken in: UTC, ISO 8601.",
    "text": "The whole text.",
    "title": "The title.",
    "titles": "Titles with the words typed so far.",
    "took_ms": "How long the search took, in milliseconds.",
    "total": "How many records match.",
    "type": "Always `about:blank`: the status says it all.",
    "url": "Where the original is; it comes from the file, and may be anything.",
    "value": "What a filter takes; empty where records do not say.",
    "variants": "What else was looked for beside words of the query.",
    "warnings": "What the reader should know of how the query was taken, in Arabic.",
    "words": "The text with its last word completed.",
}
"""What each part of an answer says."""

PROBLEMS: Final[Mapping[HTTPStatus, str]] = {
    HTTPStatus.BAD_REQUEST: "A parameter cannot be used, or the query would cost too much.",
    HTTPStatus.NOT_FOUND: "There is no such record.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The archive has no index of this version, or cannot be read.",
}
"""The ways in which an address may fail."""
