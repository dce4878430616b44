"""Notices: what the reader should know of how a query was taken, as sentences.

`{…}` stands for the notice's values. A new notice needs only its line here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ...archive.fields import Language, in_language
from ...archive.metadata.naming import Naming, standard

_LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader should know of how the query was taken.

    `code` names the sentence in `NOTICES`; `values` fill it in.
    """

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


NOTICES: Final[Mapping[str, Mapping[Language, str]]] = {
    # how a query was read
    "bad-date": {
        "ar": "لم يُقرأ «{text}» تاريخًا، فبُحث عنه كلماتٍ. "
        "يُكتب التاريخ هكذا: 2014 أو 2014-09 أو 2014-09-03 أو 2014..2015.",
        "en": "“{text}” could not be read as a date and was searched for as words. "
        "Write a date as 2014, 2014-09, 2014-09-03 or 2014..2015.",
    },
    "bad-range": {
        "ar": "لم يُقرأ «{text}» مدى لقيم «{field}»، فبُحث عنه كلماتٍ. "
        "يُكتب المدى هكذا: 10..20 أو 10.. أو ..20، والتاريخ: 2014..2015.",
        "en": "“{text}” could not be read as a range of {field} and was searched for as words. "
        "Write a range as 10..20, 10.. or ..20, of dates as 2014..2015.",
    },
    "edits-limited": {
        "ar": "لا يُكتب بعد ~ إلا 1 أو 2، فعُدّت «{text}» كأنها ~{edits}.",
        "en": "Only 1 or 2 may follow ~, so “{text}” was taken as ~{edits}.",
    },
    "empty-field": {
        "ar": "لم تُذكر قيمة بعد «{name}:»، فبُحث عن «{name}» كلمةً.",
        "en": "No value follows “{name}:”, so “{name}” was searched for as a word.",
    },
    "no-words": {
        "ar": "لا كلمة في البحث، فعُرضت كل المواد.",
        "en": "There is no word to search for, so everything is shown.",
    },
    "not-required": {
        "ar": "لم تُشترط: {words}.",
        "en": "Not required: {words}.",
    },
    "reversed-dates": {
        "ar": "كُتبت الفترة «{text}» من آخرها إلى أولها، فعُكست.",
        "en": "The range “{text}” runs backwards, so its ends were swapped.",
    },
    "stray-operator": {
        "ar": "أُهمل «{text}» إذ لا عمل له في موضعه.",
        "en": "“{text}” was ignored: there is nothing for it to act on where it stands.",
    },
    "too-deep": {
        "ar": "أُهملت الأقواس التي يزيد تداخلها على الحد الأقصى، وهو {limit}.",
        "en": "Parentheses nested more than {limit} deep were ignored.",
    },
    "unclosed-parenthesis": {
        "ar": "فُتح قوس ولم يُغلق، فعُدّ مغلقًا في آخر البحث.",
        "en": "An opening parenthesis was not closed, so it was taken to close at the end.",
    },
    "unclosed-quote": {
        "ar": "لم تُغلق علامة التنصيص، فبُحث عما بعدها كلماتٍ لا عبارةً.",
        "en": "A quotation mark was not closed, so what follows it was searched for as words, "
        "not as a phrase.",
    },
    "unopened-parenthesis": {
        "ar": "أُغلق قوس لم يُفتح، فأُهمل.",
        "en": "A closing parenthesis without an opening one was ignored.",
    },
    "wildcard-in-quotes": {
        "ar": "لا تعمل * بين علامتي التنصيص، فأُهملت في «{text}».",
        "en": "* does not work within quotation marks and was ignored in “{text}”.",
    },
    # how it was run
    "many-expansions": {
        "ar": "يزيد ما يطابق «{word}» من كلمات الأرشيف على {limit}، "
        "فاقتصر البحث على هذا العدد منها.",
        "en": "“{word}” stands for more than {limit} of the archive's words; "
        "only that many of them were searched for.",
    },
    "out-of-time": {
        "ar": "ضاق الوقت عن اقتراح كتابة أخرى وعن عدّ ما يطابق الكلمات بصيغ أقرب، "
        "أما النتائج فكاملة.",
        "en": "There was no time to suggest other spellings or to count closer matches; "
        "the results are complete.",
    },
    "outside-span": {
        "ar": "لا شيء في الأرشيف من هذه الفترة: مواده المؤرخة من {first} إلى {last}.",
        "en": "The archive has nothing of that time: its dated items are of {first} to {last}.",
    },
    "stale-index": {
        "ar": "تغييرات لم تدخل الفهرس بعد: {changes}. يحدّثه الأمر kashshaf sync.",
        "en": "Changes not yet in the index: {changes}. “kashshaf sync” brings it up to date.",
    },
    "wide-proximity": {
        "ar": "لا يُقبل بعد عبارة «{text}» أكثر من ~{limit}، فعُدّت كأنها ~{limit}.",
        "en": "At most ~{limit} may follow “{text}”, so it was taken as ~{limit}.",
    },
    "unknown-value": {
        "ar": "لا مادة في هذا الأرشيف تحمل «{text}» في حقل «{field}».",
        "en": "Nothing in this archive has the {field} “{text}”.",
    },
}


def explain(notice: Notice, language: Language, naming: Naming | None = None) -> str:
    """Put a notice in a sentence; long values are cut short. Its code must be in `NOTICES`."""
    values = dict(notice.values)
    if key := values.get("field"):
        naming = naming or standard()
        values["field"] = in_language(naming.fields[key].label, language)
        if notice.code == "unknown-value":
            values["text"] = naming.label(key, values["text"], language)
    values = {name: _shortened(value) for name, value in values.items()}
    return in_language(NOTICES[notice.code], language).format_map(values)


def _shortened(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else f"{value[: _LONGEST_VALUE - 1]}…"
