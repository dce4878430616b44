"""A query in words that its reader can check."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from ...archive.dates import PartialDate
from ...archive.fields import Language, in_language
from ...archive.metadata.months import date_in_words
from ...archive.metadata.naming import Naming, standard
from .nodes import (
    And,
    Dated,
    Fuzzy,
    HasValue,
    InField,
    Level,
    Most,
    Not,
    Or,
    Phrase,
    Query,
    Wildcard,
    Word,
)
from .wording import COUNTED, LEVELS, WORDING, few_or_many

T = TypeVar("T")


def describe(query: Query, language: Language, naming: Naming | None = None) -> str:
    """Put a query in words, such as «كل الكلمات: حساب، تويتر، بأي صيغة»."""
    return _Telling(language, naming or standard()).whole(query)


class _Telling:
    """Tells queries in one language, as lists of clauses."""

    def __init__(self, language: Language, naming: Naming) -> None:
        self._language = language
        self._naming = naming
        self._fields = naming.fields

    def whole(self, query: Query) -> str:
        """All of a query."""
        return self._say("separator").join(self._clauses(query))

    def _part(self, query: Query) -> str:
        """Tell a query that stands within another: a list of clauses takes parentheses."""
        clauses = self._clauses(query)
        told = self._say("separator").join(clauses)
        return f"({told})" if len(clauses) > 1 else told

    def _clauses(self, query: Query) -> list[str]:
        match query:
            case And(parts):
                return self._all_of(parts)
            case Most(parts):
                return self._words(parts, "most-words")
            case Or(parts):
                return self._any_of(parts)
            case Not():
                return self._all_of((query,))
        return [self._clause(query)]

    def _all_of(self, parts: Iterable[Query]) -> list[str]:
        """Tell what is asked for, then what is excepted from it."""
        parts = list(parts)
        denied = [part.part for part in parts if isinstance(part, Not)]
        asked = [part for part in parts if not isinstance(part, Not)]
        clauses = self._words(asked, "all-words")
        clauses += [self._part(part) for part in asked if not isinstance(part, Word)]
        first, *others = clauses or [self._say("everything")]
        return [
            first,
            *(self._say("and", clause=clause) for clause in others),
            *(self._say("except", clause=self._part(part)) for part in denied),
        ]

    def _any_of(self, parts: Iterable[Query]) -> list[str]:
        parts = list(parts)
        clauses = self._words(parts, "any-word") + self._named_values(parts)
        clauses += [self._part(part) for part in parts if not _is_grouped(part)]
        first, *others = clauses or [self._say("nothing")]
        return [first, *(self._say("or", clause=clause) for clause in others)]

    def _words(self, parts: Iterable[Query], several: str) -> list[str]:
        """One clause for the words of each level."""
        by_level: dict[Level, list[str]] = {}
        for part in parts:
            if isinstance(part, Word):
                by_level.setdefault(part.level, []).append(part.text)
        return [
            self._say(
                several if len(words) > 1 else "word",
                words=self._say("comma").join(words),
                level=self._told(LEVELS)[level],
            )
            for level, words in by_level.items()
        ]

    def _named_values(self, parts: Iterable[Query]) -> list[str]:
        """One clause for the values of each field."""
        by_field: dict[str, list[str]] = {}
        for part in parts:
            if isinstance(part, HasValue) and part.text:
                label = self._naming.label(part.field, part.text, self._language)
                by_field.setdefault(part.field, []).append(label)
        return [
            self._told(self._fields[field].having).format(values=self._say("or-value").join(values))
            for field, values in by_field.items()
        ]

    def _clause(self, query: Query) -> str:
        match query:
            case Word():
                return self._words((query,), "word")[0]
            case Phrase():
                return self._phrase(query)
            case Wildcard(pattern):
                return self._wildcard(pattern)
            case Fuzzy():
                return self._fuzzy(query)
            case InField(field, part):
                return self._told(self._fields[field].having).format(query=self._part(part))
            case HasValue(field, ""):
                return self._told(self._fields[field].lacking)
            case HasValue():
                return self._named_values((query,))[0]
            case Dated(since, until):
                return self._dated(since, until)
        return self._say("everything")

    def _phrase(self, query: Phrase) -> str:
        words = " ".join(query.words)
        if query.level is Level.WORD:
            phrase = self._say("phrase", words=words)
        else:
            level = self._told(LEVELS)[query.level]
            phrase = self._say("phrase-level", words=words, level=level)
        if not query.slop:
            return phrase
        return self._say("phrase-slop", phrase=phrase, count=self._counted("words", query.slop))

    def _wildcard(self, pattern: str) -> str:
        beginning = pattern.removesuffix("*")
        if beginning == pattern or "*" in beginning or "?" in beginning:
            return self._say("pattern", text=pattern)
        return self._say("beginning", text=beginning)

    def _fuzzy(self, query: Fuzzy) -> str:
        if query.edits is None:
            return self._say("like", text=query.text)
        count = self._counted("letters", query.edits)
        return self._say("like-within", text=query.text, count=count)

    def _dated(self, since: PartialDate | None, until: PartialDate | None) -> str:
        if since and until:
            key = "dated" if since == until else "dated-between"
        elif since:
            key = "dated-since"
        else:
            key = "dated-until" if until else "undated"
        return self._say(key, since=self._date(since), until=self._date(until))

    def _date(self, date: PartialDate | None) -> str:
        return "" if date is None else date_in_words(date, self._language)

    def _counted(self, noun: str, number: int) -> str:
        one, two, few, many = self._told(COUNTED)[noun]
        if number in (1, 2):
            return two if number == 2 else one
        return few_or_many(number, few, many).format(n=number)

    def _say(self, key: str, **values: str) -> str:
        return self._told(WORDING)[key].format_map(values)

    def _told(self, words: Mapping[Language, T]) -> T:
        return in_language(words, self._language)


def _is_grouped(query: Query) -> bool:
    """Whether `_any_of` tells it in one clause with others of its kind."""
    return isinstance(query, Word) or (isinstance(query, HasValue) and query.text != "")
