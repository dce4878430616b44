"""What words tell, as JSON has it: the one shape that the command line and the web API answer."""

from typing import Any

from ...archive.fields import Language
from .collocates import Collocate, Collocates
from .collocates_by import CollocatesAt
from .comparing import Comparison, Spread
from .telling import TellingWord, TellingWords


def collocates_json(found: Collocates, language: Language = "ar") -> dict[str, Any]:
    """The company of a search as plain dicts and lists; `language` is that of the `warnings`."""
    return {
        "query": found.text,
        "measure": found.measure,
        "before": found.window.before,
        "after": found.window.after,
        "total": found.total,
        "matches": found.matches,
        "words": found.words,
        "records_read": found.read,
        "records_matching": found.matching,
        "collocates": [_collocate(one) for one in found.collocates],
        "by": found.by,
        "places": [_place(place) for place in found.places],
        "warnings": list(found.warnings(language)),
    }


def telling_words_json(found: TellingWords, language: Language = "ar") -> dict[str, Any]:
    """The words that mark a search as plain dicts and lists; as above."""
    return {
        "query": found.text,
        "total": found.total,
        "records_read": found.read,
        "records_matching": found.matching,
        "records_elsewhere": found.others,
        "words": [_telling(one) for one in found.words],
        "warnings": list(found.warnings(language)),
    }


def comparison_json(found: Comparison, language: Language = "ar") -> dict[str, Any]:
    """Searches side by side as plain dicts and lists; as above.

    `a` and `b` of what two have in common are their places among the searches, from 0.
    """
    return {
        "searches": [
            {
                "query": one.text,
                "total": one.total,
                "alone": one.alone,
                "words": [_telling(word) for word in one.words],
                "warnings": list(found.warnings(at, language)),
            }
            for at, one in enumerate(found.searches)
        ],
        "common": [{"a": a, "b": b, "records": n} for (a, b), n in found.common.items()],
        "in_all": found.in_all,
        "every": found.every,
        "time": _spread(found.time),
        "facets": [_spread(one) for one in found.facets.values()],
    }


def _collocate(one: Collocate) -> dict[str, Any]:
    return {
        "word": one.word,
        "count": one.count,
        "expected": round(one.expected, 2),
        "score": round(one.score, 2),
        "records": one.records,
        "forms": dict(one.forms),
    }


def _place(one: CollocatesAt) -> dict[str, Any]:
    return {
        "place": one.place,
        "matches": one.matches,
        "records": one.records,
        "collocates": [
            {
                "word": word.word,
                "count": word.count,
                "expected": round(word.expected, 2),
                "score": round(word.score, 2),
                "records": word.records,
            }
            for word in one.collocates
        ],
    }


def _telling(one: TellingWord) -> dict[str, Any]:
    return {
        "word": one.word,
        "records": one.records,
        "records_elsewhere": one.records_elsewhere,
        "expected": round(one.expected, 2),
        "score": round(one.score, 2),
        "log_ratio": round(one.log_ratio, 2),
        "count": one.count,
        "forms": dict(one.forms),
    }


def _spread(one: Spread) -> dict[str, Any]:
    return {"by": one.by, "places": list(one.places), "counts": [list(row) for row in one.counts]}
