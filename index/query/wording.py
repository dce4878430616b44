"""The words in which queries and notices are told, in Arabic and in English.

`{…}` stands for what `describe.py` fills in. In Arabic every clause begins
with a noun, or with «ما» for "that which", so that و, أو and ما عدا may all
stand before it.
"""

from collections.abc import Mapping
from typing import Final

from ...archive.fields import Language

Wording = Mapping[str, str]

WORDING: Final[Mapping[Language, Wording]] = {
    "ar": {
        "everything": "كل المواد",
        "nothing": "لا شيء",
        "separator": "؛ ",
        "and": "و{clause}",
        "or": "أو {clause}",
        "except": "ما عدا {clause}",
        "comma": "، ",
        "or-value": " أو ",
        "word": "كلمة {words} {level}",
        "all-words": "كل الكلمات {level}: {words}",
        "most-words": "معظم الكلمات {level}: {words}",
        "any-word": "أي من الكلمات {level}: {words}",
        "phrase": "العبارة «{words}»",
        "phrase-level": "العبارة «{words}» {level}",
        "phrase-slop": "{phrase} تتخللها {count} على الأكثر",
        "beginning": "كلمة تبدأ بـ«{text}»",
        "pattern": "كلمة على نمط «{text}»",
        "like": "كلمة تشبه «{text}» في كتابتها",
        "like-within": "كلمة تشبه «{text}» بفارق {count} على الأكثر",
        "dated": "التاريخ: {since}",
        "dated-between": "التاريخ: من {since} إلى {until}",
        "dated-since": "التاريخ: منذ {since}",
        "dated-until": "التاريخ: حتى {until}",
        "undated": "ما لا تاريخ له",
    },
    "en": {
        "everything": "everything",
        "nothing": "nothing",
        "separator": "; ",
        "and": "and {clause}",
        "or": "or {clause}",
        "except": "except {clause}",
        "comma": ", ",
        "or-value": " or ",
        "word": "the word {words} {level}",
        "all-words": "all of these words {level}: {words}",
        "most-words": "most of these words {level}: {words}",
        "any-word": "any of these words {level}: {words}",
        "phrase": "the phrase “{words}”",
        "phrase-level": "the phrase “{words}” {level}",
        "phrase-slop": "{phrase} with at most {count} inside it",
        "beginning": "a word that begins with “{text}”",
        "pattern": "a word of the pattern “{text}”",
        "like": "a word spelt like “{text}”",
        "like-within": "a word spelt like “{text}”, at most {count} apart",
        "dated": "dated {since}",
        "dated-between": "dated from {since} to {until}",
        "dated-since": "dated {since} or later",
        "dated-until": "dated {until} or earlier",
        "undated": "undated",
    },
}

LEVELS: Final[Mapping[Language, Wording]] = {
    "ar": {
        "any": "بأي صيغة",
        "clitics": "مع ما يتصل بأولها",
        "word": "بهذه الصيغة",
        "written": "كما كُتبت",
    },
    "en": {
        "any": "in any form",
        "clitics": "with or without prefixes",
        "word": "in this form",
        "written": "as written",
    },
}

# A noun for one, for two, after few and after many: see `few_or_many`.
COUNTED: Final[Mapping[Language, Mapping[str, tuple[str, str, str, str]]]] = {
    "ar": {
        "words": ("كلمة واحدة", "كلمتان", "{n} كلمات", "{n} كلمة"),
        "letters": ("حرف واحد", "حرفين", "{n} أحرف", "{n} حرفًا"),
    },
    "en": {
        "words": ("1 other word", "2 other words", "{n} other words", "{n} other words"),
        "letters": ("1 letter", "2 letters", "{n} letters", "{n} letters"),
    },
}


def few_or_many(number: int, few: str, many: str) -> str:
    """The form of an Arabic noun after a number from 3 on: 3 نتائج, 11 نتيجة, 103 نتائج.

    The last two digits decide: three to ten take the plural, all else the singular.
    """
    return few if 3 <= number % 100 <= 10 else many
