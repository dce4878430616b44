"""The sentences of the API's description, which is in English as its problems are."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from ...archive.fields import BUILT_IN, STANDARD

PARAMETERS: Final[Mapping[str, tuple[str, Any]]] = {
    "q": ("The query, in Kashshaf's query language; without one, everything is found.", "كتاب"),
    "since": ("Not before this: 2014, 2014-09 or 2014-09-03.", "2014-09"),
    "until": ("Not after this: 2014, 2014-09 or 2014-09-03.", "2015"),
    "reprinted": ("Only what was printed more than once, or only what was not.", "yes"),
    "story_size": (
        "Only records of whose text the archive has so many copies: a range such as 3.. or 2..5,"
        " 1 where no other copy is known.",
        "3..",
    ),
    "story_days": (
        "Only records between whose first and last copy lie so many days: a range such as 0 or 7..",
        "7..",
    ),
    "shares": ("Only records that share text with another in this way.", "excerpt"),
    "among": (
        "Only records of a list, as `/lists/open` and `Archive.listing` write it: at most 2,000."
        " Behind a point stands what it is called.",
        "EnHPJQ",
    ),
    "match": (
        "Which words of the query must match: most of them, by weight, where few records have"
        " all; all of them; or any.",
        "all",
    ),
    "level": (
        "How closely each word must match at least: any form, the word with its clitics "
        "(و ب ل ال) and nothing behind it, the word itself, or as written.",
        "word",
    ),
    "variants": (
        "Whether words also find what stands for them: other spellings of a name, broken plurals.",
        "no",
    ),
    "sort": (
        "The order: by relevance, or newest first where there is no query. By date, what is dated"
        " by a year or a month alone comes after the days that it may be.",
        "newest",
    ),
    "per": (
        "What a hit stands for: a record, or a story, of which the record is given that stands"
        " first.",
        "story",
    ),
    "arrange": ("By what stories are listed, the greatest or the newest first.", "days"),
    "earlier": (
        "Only stories that this source had on their first day, and another after it.",
        "واس",
    ),
    "later": ("Only stories that this source had on a later day than the first.", "عكاظ"),
    "record_id": ("The record's identifier, percent-encoded: it may be anything.", ""),
    "other": ("The identifier of the other record.", ""),
    "kind": ("Only records that share text with it in this way.", "excerpt"),
    "cross_source": ("Whether to leave out all that is not known to be of another source.", "yes"),
    "text": (
        "The text that is looked for: a run of eight words of it, or, of five to seven words, all."
        " What is too long for an address is sent by POST.",
        "وقال رئيس البلدية إن المكتبة تضم ثلاثين ألف كتاب ومجلة",
    ),
    "window": ("How many words on a side of a match are near it.", 3),
    "side": ("On which side of a match words are near it.", "after"),
    "measure": (
        "By what words are put in order: how surprising it is that they stand there so often, how"
        " much the two keep to each other, or how often they do.",
        "log-dice",
    ),
    "by": ("Along what to tell how the company changes: time, or the values of a facet.", "year"),
    "function_words": ("Whether function words are words like any other.", "yes"),
    "limit": ("How many to give of what is found.", 20),
    "offset": ("How many to leave out before the first that is given.", 20),
    "facets": (
        "Which counts to give beside the hits; several may be set apart by commas.",
        "source",
    ),
    "stories": (
        "Whether to count stories beside records, and to tell of each hit's; with `per=story` both"
        " are told anyway.",
        "yes",
    ),
    "levels": (
        "Whether to say how many records have the words more closely than asked: as they are, side"
        " by side.",
        "yes",
    ),
}
"""What each parameter means, and an example of it."""

PARTS: Final[Mapping[str, str]] = {
    **{field.attribute: field.meaning for field in BUILT_IN if field.attribute},
    "date": STANDARD["date"].meaning,
    "all": "How many of the results, the first, have all the words.",
    "count": "How many records have it.",
    "detail": "A sentence that says what is wrong and how to mend it.",
    "errors": "Each parameter that is at fault.",
    "extra": "Every other column of the file that the record came in, as it came.",
    "facets": "The counts that were asked for; each ignores the filter on itself, "
    "but for numbers and dates, of which only what lies within it is counted.",
    "first": "The oldest copies in the archive, which are no proof of where it was first; null "
    "where none is dated.",
    "field": "The key of the field, which is the parameter that filters by it.",
    "file": "The name of the file that the record came in.",
    "hits": "The records found, in the order asked for.",
    "interpreted": "How the query was understood, in Arabic.",
    "label": "The value as its reader sees it, in Arabic.",
    "matching": "How many of its records match.",
    "most": "How many of the results, which follow, have most of the words.",
    "levels": "If they were asked for: how many records have the words with their clitics, and "
    "just these words. Empty where the query is for anything but a few words.",
    "parameter": "The parameter's name.",
    "parts": "The two parts of the results, where few records have all the words; null otherwise.",
    "phrase": "If `levels` were asked for: the query with its plain words as one phrase, and how "
    "many records it finds; null where none of the results, or every one, has them so.",
    "position": "Which of the file's items it was, from 1; null where the file is the item.",
    "provenance": "Where the record came from.",
    "query": "The query as it was sent.",
    "records": "The ids of all records of that date.",
    "reader": "The reader that took the file in.",
    "score": "How well it matches; to be compared within one part of one answer only.",
    "size": "How many records it has.",
    "snippet": "A piece of the text as HTML: all is escaped, and matches stand in `<mark>`.",
    "sources": "In how many known sources it stands.",
    "status": "The HTTP status.",
    "stories": "How many stories these records are: a text that was printed again is one. Null "
    "where that was not asked for.",
    "story": "The story that the record is a copy of; null where none is known, or that was not "
    "asked for.",
    "suggestions": "Other queries that may have been meant, and find something.",
    "taken_in": "When it was taken in: UTC, ISO 8601.",
    "titles": "Titles with the words typed so far.",
    "took_ms": "How long the search took, in milliseconds.",
    "total": "How many records match.",
    "period": "A year, a month or a day, which `since` and `until` take.",
    "periods": "The date that the last words of the text state, if any record is of it.",
    "before": "What stands before the words that name values or a date; a query, or nothing.",
    "type": "Always `about:blank`: the status says it all.",
    "values": "Names in the archive, such as sources, of which a word begins as the last words do.",
    "value": "What a filter takes; empty where records do not say.",
    "variants": "What else was looked for beside words of the query.",
    "warnings": "What the reader should know of how the query was taken, in Arabic.",
    "words": "The text with its last word completed.",
    "a": "Where it stands in the first text.",
    "b": "Where it stands in the second text.",
    "boilerplate_a": "Where the first text says what its source says again and again.",
    "boilerplate_b": "Where the second text says what its source says again and again.",
    "covers": "The part of the words of the text asked for that the record has, from 0 to 1.",
    "covers_a": "The part of the first text's words that the second has, from 0 to 1.",
    "covers_b": "The part of the second text's words that the first has, from 0 to 1.",
    "covers_that": "The part of the other record's words that this one has, from 0 to 1, without"
    " boilerplate.",
    "covers_this": "The part of this record's words that the other has, from 0 to 1, without"
    " boilerplate.",
    "days": "How many days lie between the first and the last record; null where fewer than two"
    " are dated to the day.",
    "earlier": "The source that had the stories on their first day.",
    "end": "The place behind its last character.",
    "kind": "How the two share text; null where it is too little to count.",
    "later": "The source that had them on a later day.",
    "longest": "How many words the longest passage has.",
    "pairs": "The pairs of sources, those with the most stories first.",
    "passages": "The stretches that both texts have. Where a record has no words in its text,"
    " these are of its title.",
    "reprints": "The records that share text with it, in order of date, undated ones last.",
    "runs": "The words in a row that are the same in both; what stands between them differs.",
    "start": "The place of its first character. Characters are Unicode's code points, from 0.",
    "media": "The pictures and files that it names.",
    "Media.address": "Where the file is had; there is none where the archive does not keep it.",
    "Media.caption": "What was written under it, or what it is said to show; often empty.",
    "Media.file": "Its name, as the export has it.",
    "Story.agencies": "How many of its records credit each agency.",
    "Story.records": "Its records in order of date, undated ones last.",
    "Story.sources": "The known sources that have it, in order of date.",
    "Stories.records": "How many records match, copies of one text each for itself.",
    "Stories.stories": "The stories, each with those of its records that do not match too.",
    "Stories.total": "How many stories have a record that matches.",
    "Shared.a": "The first record.",
    "Shared.b": "The second record.",
    "PrintedAfter.stories": "How many stories they are; where several sources had one on its first"
    " day, each has its fraction.",
    "PrintedAfter.whole_stories": "How many stories these are, undivided: as many as"
    " `/stories?earlier=…&later=…` lists.",
    "PrintedAfter.total": "How many pairs there are.",
    "Trace.records": "Those that have the most of its words first.",
    "Trace.total": "How many records have some of it.",
    "Trace.words": "How many words the text has.",
    "Trace.at_least_half": "How many of the records have half of it or more.",
    "Trace.more": "Whether others may have some of it too: only the 5,000 records that share most"
    " with it are compared.",
    "Pair.kind": "How the two share text.",
    "Pair.words": "How many words both have in runs.",
    "Reprint.words": "How many words both have in runs.",
    "Collocate.count": "How often it stands near a match.",
    "Collocate.expected": "How often it would, if it stood everywhere alike.",
    "Collocate.forms": "How often it is written how there, the most frequent first.",
    "Collocate.records": "In how many records it does.",
    "Collocate.score": "What the measure gives; among places, the log-likelihood.",
    "Collocate.word": "The word in all its forms, as it is written there most.",
    "Collocates.after": "How many words after a match are near it.",
    "Collocates.before": "How many words before a match are near it.",
    "Collocates.by": "Along what the places are; null where nothing was asked for.",
    "Collocates.collocates": "The words near the matches, the most bound to them first.",
    "Collocates.matches": "How many matches there are in what was read.",
    "Collocates.measure": "By what the words are in order.",
    "Collocates.places": "Periods in order, or names by their matches, and what marks each.",
    "Collocates.total": "How many words there are of which to give.",
    "Collocates.words": "How many words stand near a match, function words left out unless asked"
    " for.",
    "CollocatesAt.collocates": "The words near its matches that are rarer near those of the"
    " others.",
    "CollocatesAt.matches": "How many matches its records have.",
    "CollocatesAt.place": "The period as EDTF, or the value of the facet.",
    "CollocatesAt.records": "How many records with matches it has.",
    "records_elsewhere": "How many records the rest of the archive has.",
    "records_matching": "How many records match.",
    "records_read": "How many of them were read: all, or some, evenly chosen.",
    "TellingWords.total": "How many words mark the results at all.",
    "TellingWords.words": "The words, the most telling first.",
    "TellingWord.count": "How often it stands here, however many records have it.",
    "TellingWord.expected": "How many records here would have it, if it were everywhere alike.",
    "TellingWord.forms": "How often it is written how here, the most frequent first.",
    "TellingWord.log_ratio": "How much more usual it is here: 1 for twice, 2 for four times.",
    "TellingWord.records": "How many of the records here have it.",
    "TellingWord.records_elsewhere": "How many of those that it is compared with have it.",
    "TellingWord.score": "The log-likelihood of the two numbers of records.",
    "TellingWord.word": "The word in all its forms, as it is written here most.",
    "Comparison.common": "How many records each two of the searches have both.",
    "Comparison.every": "How many records any of the searches has.",
    "Comparison.facets": "The facets that any result has a known value of, with the commonest.",
    "Comparison.in_all": "How many records all of the searches have.",
    "Comparison.searches": "The searches in the order of their letters.",
    "Comparison.time": "The results by year, month or day, whichever fits.",
    "Compared.alone": "How many of its results no other search has.",
    "Compared.words": "The words that mark its results against those that only others have.",
    "Common.a": "The place of the one among the searches, from 0.",
    "Common.b": "The place of the other.",
    "Common.records": "How many records both have.",
    "Spread.by": "year, month or day, or the key of a facet.",
    "Spread.counts": "For each search how many of its results each place has.",
    "Spread.places": "Periods as EDTF, or values of the facet.",
    "Traced.words": "How many of its words the record has.",
    "Traced.passages": "Where: `a` is the text asked for, `b` the record's text, or its title where"
    " the text has no words.",
    "Passage.words": "How many words of it are the same in both.",
}
"""What each part of an answer says; `Schema.part` what it says in one schema alone."""

RANGES: Final[Mapping[str, str]] = {
    "number": "written 10..20, 10.. or ..20, both ends included; a number alone will do",
    "date": "written 2014-09..2015, 2014.. or ..2014, both ends included; a date alone will do",
}
"""How a range is written, by the kind of the field."""

PROBLEMS: Final[Mapping[HTTPStatus, str]] = {
    HTTPStatus.BAD_REQUEST: "A parameter cannot be used, or the query would cost too much.",
    HTTPStatus.NOT_FOUND: "There is no such record, or nobody has looked for the reprints "
    "that are asked for.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is larger than any text that is looked for.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The archive has no index of this version, or cannot be read.",
}
"""The ways in which an address may fail."""
