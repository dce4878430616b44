"""The sentences of the commands, in English and Arabic. What goes wrong is said in English.

`{…}` stands for values. Where a number would bend the noun after it, the Arabic
has the noun first and the number after a colon.
"""

from collections.abc import Mapping
from typing import Any, Final

import click

from ..archive.fields import Language, Words
from .wording_of_places import OF_PLACES

SENTENCES: Final[Mapping[str, Words]] = {
    # keeping
    "made": {
        "en": "made an archive in {folder}; its settings are in {settings}",
        "ar": "أُنشئ أرشيف في {folder}، وإعداداته في {settings}",
    },
    "taken-in": {
        "en": "read {read:,}: {added:,} added, {updated:,} updated,"
        " {same:,} skipped as the same, {rejected:,} rejected",
        "ar": "قُرئ: {read:,}؛ أُضيف: {added:,}؛ حُدِّث: {updated:,}؛"
        " تُرك لأنه كما هو: {same:,}؛ رُفض: {rejected:,}",
    },
    "watching": {
        "en": "taking in what arrives in {folders} (Ctrl+C stops)",
        "ar": "يُدخل كل ما يصل إلى {folders} (للإيقاف Ctrl+C)",
    },
    "waiting": {
        "en": "waiting: {why}",
        "ar": "في الانتظار: {why}",
    },
    "to-mend": {
        "en": "what was rejected, and what to do:",
        "ar": "ما رُفض وما يُفعل به:",
    },
    "such-as": {"en": "such as {file}", "ar": "ومنه {file}"},
    "more-reasons": {
        "en": "{kind} ({times:,}): for other reasons",
        "ar": "{kind} ({times:,}): لأسباب أخرى",
    },
    "nothing-to-mend": {
        "en": "nothing to do; writing in pictures is not read",
        "ar": "لا يلزم فعل شيء؛ وما في الصور من كتابة لا يُقرأ",
    },
    "rejects": {
        "en": "the rejected ones and why: {file}",
        "ar": "المرفوض وأسباب رفضه: {file}",
    },
    "replaced": {
        "en": "updated of those that came from {of}, by what {by} says of them: {records:,}",
        "ar": "حُدِّث مما أُدخل من {of}، وفق ما في {by}: {records:,}",
    },
    "more-replaced": {
        "en": "updated in the same way from {files:,} other files: {records:,}",
        "ar": "حُدِّث كذلك من ملفات أخرى عددها {files:,}: {records:,}",
    },
    "duplicates": {
        "en": "not taken in a second time, as another record of the same source and day has the"
        " text, and keeps the address: {duplicates:,}",
        "ar": "لم يُدخل مرة ثانية لأن نصه في مادة أخرى من المصدر نفسه واليوم نفسه، وحُفظ عنوانه معها:"
        " {duplicates:,}",
    },
    "also-at": {"en": "Also at", "ar": "وردت أيضًا في"},
    "unused-text": {
        "en": "{file}: what its column “{column}” says is not searched;"
        " to have it as the text, take the file in again with --map {asked}",
        "ar": "{file}: لا يشمل البحث ما في العمود «{column}»؛ ليصير هو النص أعد إدخال الملف مع"
        " --map {asked}",
    },
    "media": {
        "en": "items have pictures or files beside them, which are shown once these lines stand in"
        " {settings}:",
        "ar": "لبعض المواد صور أو ملفات، ولا تظهر معها حتى يُكتب هذان السطران في {settings}:",
    },
    "synced": {
        "en": "the index holds all {records:,} records",
        "ar": "في الفهرس مواد الأرشيف كلها، وعددها: {records:,}",
    },
    "current": {
        "en": "the index is current",
        "ar": "الفهرس محدَّث، فلم يُبنَ من جديد",
    },
    "rebuilt": {
        "en": "the new index holds {records:,} records",
        "ar": "عدد المواد في الفهرس الجديد: {records:,}",
    },
    "removed": {"en": "removed {records:,}", "ar": "عدد ما حُذف: {records:,}"},
    "compared": {
        "en": "{records:,} records, {indexed:,} in the index",
        "ar": "المواد: {records:,}؛ وفي الفهرس: {indexed:,}",
    },
    "comparing": {"en": "comparing", "ar": "المقارنة"},
    "wrong-store": {"en": "the store: {what}", "ar": "المخزن: {what}"},
    "wrong-altered": {
        "en": "not as it was stored: {what}",
        "ar": "تغيّر في المخزن بعد إدخاله: {what}",
    },
    "wrong-files": {"en": "damaged or missing: {what}", "ar": "ملف تالف أو مفقود: {what}"},
    "wrong-words": {
        "en": "the term dictionary lacks: {what}",
        "ar": "كلمة ليست في معجم الفهرس: {what}",
    },
    "wrong-missing": {"en": "the index lacks: {what}", "ar": "مادة ليست في الفهرس: {what}"},
    "wrong-orphans": {
        "en": "in the index, and no record: number {what}",
        "ar": "في الفهرس وليس مادة: الرقم {what}",
    },
    "wrong-reprints": {
        "en": "{what}: its reprints are not those of its text",
        "ar": "{what}: نُسخه المسجَّلة ليست نُسخ نصّه",
    },
    "wrong-and-more": {
        "en": "and {more:,} more: --json tells of them",
        "ar": "وعدد الباقي {more:,}: تجده كله مع --json",
    },
    "uncompared-outdated": {
        "en": "reprints were not compared, since they were found by the rules of another version:"
        " run `kashshaf sync`",
        "ar": "لم يُقارن ما تكرّر نشره، لأنه حُدِّد بقواعد إصدار آخر؛ شغّل `kashshaf sync`",
    },
    "uncompared-unknown": {
        "en": "reprints were not compared, since nobody has looked for them yet: run"
        " `kashshaf sync`",
        "ar": "لم يُقارن ما تكرّر نشره، إذ لم يُبحث عنه بعد؛ شغّل `kashshaf sync`",
    },
    "wrong-differing": {
        "en": "{what}: the index differs at {words}",
        "ar": "{what}: يخالفه الفهرس في: {words}",
    },
    "copying": {"en": "copying", "ar": "النسخ"},
    "pages": {"en": " pages", "ar": " صفحة"},
    "backed-up": {
        "en": "backed up {records:,} records to {folder} ({size}), and checked the copy;"
        " the index is not in it, since it can be made again",
        "ar": "نُسخ الأرشيف احتياطيًا إلى {folder} ({size}) وفُحصت النسخة، وعدد موادها: {records:,}؛"
        " وليس فيها فهرس لأنه يُبنى من جديد",
    },
    "kept": {
        "en": "what was there before is kept in {folder}",
        "ar": "ما كان هناك من قبل محفوظ في {folder}",
    },
    "restored": {
        "en": "the archive in {folder} holds the {records:,} records of the backup",
        "ar": "في الأرشيف {folder} الآن مواد النسخة الاحتياطية، وعددها: {records:,}",
    },
    "reading": {"en": "reading", "ar": "القراءة"},
    "indexing": {"en": "indexing", "ar": "الفهرسة"},
    "unit": {"en": " records", "ar": " مادة"},
    "stopped": {
        "en": "stopped: nothing is lost, run the same command again to go on",
        "ar": "أُوقف ولم يضع شيء؛ أعد الأمر نفسه ليكمل",
    },
    # searching
    "found": {
        "en": "{total:,} found: {asked}",
        "ar": "عدد النتائج: {total:,}. المطلوب: {asked}",
    },
    "stories": {
        "en": "these are {stories:,} stories, of which the copies count once",
        "ar": "عدد الأخبار، وتُعدّ نسخ كل خبر مرة واحدة: {stories:,}",
    },
    "as-stories": {"en": "{stories:,} as stories", "ar": "عدد الأخبار: {stories:,}"},
    "copies": {"en": "copies in the archive: {size:,}", "ar": "عدد النسخ في الأرشيف: {size:,}"},
    "copies-since": {
        "en": "copies in the archive: {size:,}, the oldest of {date}",
        "ar": "عدد النسخ في الأرشيف: {size:,}، وأقدمها: {date}",
    },
    "in-parts": {
        "en": "{all:,} with all the words together, {most:,} with most of them"
        " (--match all, --match any)",
        "ar": "بكل الكلمات معًا: {all:,}؛ بمعظمها: {most:,} (--match all، --match any)",
    },
    "with-most": {"en": "with most of the words", "ar": "بمعظم الكلمات"},
    "of-these": {"en": "of these: {levels}", "ar": "منها: {levels}"},
    "level-clitics": {
        "en": "{count:,} with its prefixes (--level clitics)",
        "ar": "الكلمة مع ما يتصل بأولها {count:,} (--level clitics)",
    },
    "level-word": {
        "en": "{count:,} the word itself (--level word)",
        "ar": "الكلمة بهذه الصيغة {count:,} (--level word)",
    },
    "as-phrase": {
        "en": "{total:,} side by side in this order ({query})",
        "ar": "متجاورة بهذا الترتيب {total:,} ({query})",
    },
    "also": {"en": "also searched for: {words}", "ar": "بُحث أيضًا عن: {words}"},
    "meant": {"en": "did you mean: {texts}", "ar": "هل تقصد: {texts}"},
    "occurrences": {
        "en": "{total:,} occurrences of {matching:,} records that match",
        "ar": "عدد المواضع: {total:,}؛ عدد المواد المطابقة: {matching:,}",
    },
    "occurrences-in-part": {
        "en": "{total:,} occurrences in the first {read:,} of {matching:,} records that match",
        "ar": "عدد المواضع: {total:,}؛ عدد المواد المطابقة: {matching:,}، قُرئ منها: {read:,}",
    },
    "elsewhere": {
        "en": "{text}: {elsewhere:,} of {total:,} have no place here",
        "ar": "{text}: ما ليس له موضع هنا: {elsewhere:,} من {total:,}",
    },
    "values-more": {
        "en": "{count:,} more values with fewer results",
        "ar": "وعدد القيم الأقل نتائج: {count:,}",
    },
    "values-first": {
        "en": "the {count:,} commonest are printed: --limit for others",
        "ar": "طُبعت أكثر القيم ورودًا، وعددها {count:,}؛ لغيرها --limit",
    },
    "words-more": {
        "en": "{printed:,} of {total:,} words are printed: --limit for others",
        "ar": "عدد ما طُبع من الكلمات {printed:,} من {total:,}؛ لغيرها --limit",
    },
    "company": {
        "en": "{words:,} words near {matches:,} matches in {read:,} records",
        "ar": "كلمات الجوار: {words:,}؛ المواضع: {matches:,}؛ المواد: {read:,}",
    },
    "company-in-part": {
        "en": "{words:,} words near {matches:,} matches in {read:,} records, evenly chosen of the"
        " {matching:,} that match",
        "ar": "كلمات الجوار: {words:,}؛ المواضع: {matches:,}؛ المواد: {read:,}، وهي عيّنة موزعة"
        " بالتساوي على ما طابق البحث: {matching:,}",
    },
    "told-apart": {
        "en": "{records:,} records against the {others:,} others of the archive",
        "ar": "مواد البحث: {records:,}؛ وسائر مواد الأرشيف: {others:,}",
    },
    # headings of tables
    "word": {"en": "word", "ar": "الكلمة"},
    "score": {"en": "score", "ar": "المقياس"},
    "near-it": {"en": "near it", "ar": "مجاورةً"},
    "by-chance": {"en": "expected", "ar": "المتوقع"},
    "here": {"en": "here", "ar": "هنا"},
    "elsewhere-too": {"en": "elsewhere", "ar": "في غيرها"},
    "kind": {"en": "kind", "ar": "النوع"},
    "files": {"en": "files", "ar": "الملفات"},
    "items": {"en": "items", "ar": "المواد"},
    "added": {"en": "added", "ar": "أُضيف"},
    "updated": {"en": "updated", "ar": "حُدِّث"},
    "same": {"en": "same", "ar": "كما هو"},
    "duplicate": {"en": "duplicate", "ar": "مكرر"},
    "rejected": {"en": "rejected", "ar": "رُفض"},
    "in-all": {"en": "in all", "ar": "المجموع"},
    "year": {"en": "year", "ar": "السنة"},
    "month": {"en": "month", "ar": "الشهر"},
    "day": {"en": "day", "ar": "اليوم"},
    "source": {"en": "source", "ar": "المصدر"},
    "country": {"en": "source’s country", "ar": "بلد المصدر"},
    "records": {"en": "records", "ar": "المواد"},
    "query": {"en": "query", "ar": "البحث"},
    "count": {"en": "count", "ar": "العدد"},
    "all-stories": {"en": "stories", "ar": "الأخبار"},
    # reprints
    "kind-reprint": {
        "en": "the same text again: {words:,} words, {this} of this, {that} of it",
        "ar": "إعادة نشر. الكلمات المشتركة: {words:,}؛ من هذا النص: {this}؛ من ذاك: {that}",
    },
    "kind-excerpt": {
        "en": "an excerpt: {words:,} words, {this} of this, {that} of it",
        "ar": "مقتطف. الكلمات المشتركة: {words:,}؛ من هذا النص: {this}؛ من ذاك: {that}",
    },
    "kind-passage": {
        "en": "a shared passage: {words:,} words, {this} of this, {that} of it",
        "ar": "مقطع مشترك. الكلمات المشتركة: {words:,}؛ من هذا النص: {this}؛ من ذاك: {that}",
    },
    "kind-part": {
        "en": "an article and its issue: {words:,} words, {this} of this, {that} of it",
        "ar": "جزء من عدد. الكلمات المشتركة: {words:,}؛ من هذا النص: {this}؛ من ذاك: {that}",
    },
    "story": {
        "en": "its story: {size:,} records in {sources:,} known sources",
        "ar": "نسخ هذا الخبر في الأرشيف: {size:,}؛ المصادر المعروفة: {sources:,}",
    },
    "first-seen": {
        "en": "the oldest in the archive, {date}: {records}",
        "ar": "أقدم ما في الأرشيف، {date}: {records}",
    },
    "nowhere-else": {
        "en": "no other record is known to have any of this text",
        "ar": "لا تُعرف مادة أخرى فيها شيء من هذا النص",
    },
    "has-of-it": {
        "en": "has {words:,} words of it, {share} of the text",
        "ar": "الكلمات المشتركة: {words:,}؛ نسبتها من النص: {share}",
    },
    "stands-in": {
        "en": "{total:,} records have some of these {words:,} words",
        "ar": "كلمات النص: {words:,}؛ عدد المواد التي فيها شيء منه: {total:,}",
    },
    "have-most-of-it": {
        "en": "printed are those that have most of it, {printed:,}: more with --limit",
        "ar": "طُبعت المواد الأوفر نصيبًا منه، وعددها {printed:,}؛ للمزيد --limit",
    },
    "compared-with": {
        "en": "only the {most:,} records that share most with it were compared: others may have"
        " some of it",
        "ar": "قورن النص بأكثر المواد اشتراكًا معه، وعددها {most:,}؛ قد يرد شيء منه في غيرها",
    },
    "kind-none": {"en": "too little to count", "ar": "أقل مما يُعتدّ به"},
    "kind-repeated": {
        "en": "printed again and again, which does not count",
        "ar": "مما يتكرّر نشره فلا يُعتدّ به",
    },
    "passage": {"en": "{number}. {words:,} words", "ar": "{number}. الكلمات: {words:,}"},
    "shared": {
        "en": "{kind}; passages: {passages:,}; {first} of the first text stands in the second,"
        " {second} of the second in the first",
        "ar": "{kind}؛ المقاطع: {passages:,}؛ نسبة ما يرد من الأول في الثاني: {first}؛"
        " ومن الثاني في الأول: {second}",
    },
    "too-short": {
        "en": "the text is too short to be looked for: its words are {words:,},"
        " the fewest {fewest}",
        "ar": "النص أقصر من أن يُبحث عنه: عدد كلماته {words:,}، وأقل ما يلزم {fewest}",
    },
    # one record
    "file": {"en": "file", "ar": "الملف"},
    "position": {"en": "position", "ar": "الموضع"},
    "reader": {"en": "reader", "ar": "القارئ"},
    "taken_in": {"en": "taken in", "ar": "وقت الإدخال"},
    "version-added": {"en": "added", "ar": "أُضيفت"},
    "version-updated": {"en": "updated", "ar": "عُدّلت"},
    "version-removed": {"en": "removed", "ar": "حُذفت"},
    # fields and readers
    "kind-name": {"en": "name", "ar": "اسم"},
    "kind-text": {"en": "text", "ar": "نص"},
    "kind-number": {"en": "number", "ar": "عدد"},
    "kind-date": {"en": "date", "ar": "تاريخ"},
    "kind-note": {"en": "note", "ar": "ملاحظة"},
    "facet": {"en": "facet", "ar": "تُعدّ قيمه"},
    "filter": {"en": "filter", "ar": "يُصفّى به"},
    "searched": {"en": "searched", "ar": "يُبحث فيه"},
    "own": {"en": "the archive's own", "ar": "خاص بهذا الأرشيف"},
    "in-queries": {"en": "in queries", "ar": "في البحث"},
    "in-files": {"en": "in files", "ar": "في الملفات"},
    "comma": {"en": ", ", "ar": "، "},
    "semicolon": {"en": "; ", "ar": "؛ "},
    "of-package": {"en": "(of {package})", "ar": "(من {package})"},
    "every-archives-fields": {
        "en": "there is no archive in {folder}; every archive has these",
        "ar": "لا أرشيف في {folder}؛ هذه حقول كل أرشيف",
    },
    # figures
    "dates": {"en": "dates", "ar": "التواريخ"},
    "values": {"en": "values", "ar": "القيم"},
    "store": {"en": "store", "ar": "المخزن"},
    "index": {"en": "index", "ar": "الفهرس"},
    "behind": {"en": "behind", "ar": "لم يُفهرس"},
    "advice": {"en": "advice", "ar": "نصيحة"},
    "from-to": {"en": "{earliest} to {latest}", "ar": "من {earliest} إلى {latest}"},
    "none": {"en": "none", "ar": "لا شيء"},
    "undated": {"en": "{dates}; {undated:,} undated", "ar": "{dates}؛ بلا تاريخ: {undated:,}"},
    "reprints-known": {
        "en": "{stories:,} printed more than once, in {reprinted:,} records",
        "ar": "ما تكرّر نشره منها: {stories:,}؛ عدد مواده: {reprinted:,}",
    },
    "reprints-outdated": {
        "en": "reprints were found by the rules of another version: run `kashshaf sync`",
        "ar": "حُدِّد ما تكرّر نشره بقواعد إصدار آخر؛ شغّل `kashshaf sync`",
    },
    "reprints-unknown": {
        "en": "nobody has looked for reprints yet: run `kashshaf sync`",
        "ar": "لم يُبحث بعد عمّا تكرّر نشره؛ شغّل `kashshaf sync`",
    },
    "reprints-off": {
        "en": "nobody looks for reprints (reprints = false in settings.toml)",
        "ar": "لا يُبحث عمّا تكرّر نشره (في settings.toml: ‏reprints = false)",
    },
    "index-made": {
        "en": "{size}, {engine}, made {built}",
        "ar": "{size}، {engine}، بُني في {built}",
    },
    "changes-behind": {
        "en": "{behind:,} changes: run `kashshaf sync`",
        "ar": "عدد التغييرات: {behind:,}؛ شغّل `kashshaf sync`",
    },
    # access
    "password": {"en": "Password", "ar": "كلمة المرور"},
    "password-again": {"en": "The same again", "ar": "أعدها مرة أخرى"},
    "password-new": {
        "en": "{name} may read from now on; the hash of the password is in {file}",
        "ar": "صار في وسع {name} أن يقرأ، وبصمة كلمة المرور في {file}",
    },
    "password-changed": {
        "en": "{name} has a new password, whose hash is in {file}",
        "ar": "تغيّرت كلمة مرور {name}، وبصمتها في {file}",
    },
    "plain-passwords": {
        "en": "passwords will cross the network unencrypted: put TLS before it (docs/access.md)",
        "ar": "ستعبر كلمات المرور الشبكة من دون تشفير: ضع أمام الخادم ما يشفّرها (TLS)",
    },
    "private-but-open": {
        "en": "the archive is private, but whoever reaches this address may read it: use --auth, or"
        " put a login before it (docs/access.md)",
        "ar": "الأرشيف خاص، لكن كل من يصل إلى هذا العنوان يستطيع قراءته: استعمل"
        " ‎--auth، أو ضع أمامه تسجيل دخول",
    },
    # serving
    "serving": {
        "en": "{title}: {records:,} records on {address} (Ctrl+C stops)",
        "ar": "{title}: عدد المواد {records:,}، على {address} (للإيقاف Ctrl+C)",
    },
    "open-to": {
        "en": "whoever reaches this machine can read all of it, under its addresses and as {names};"
        " --public-url or --trusted-host answer to other names",
        "ar": "لكل من يصل إلى هذا الجهاز أن يقرأ كل ما فيه، بعنوانه الرقمي أو باسم {names}؛"
        " ولأسماء أخرى ‎--public-url أو ‎--trusted-host",
    },
    "open-to-some": {
        "en": "who has a password can read all of it, under the addresses of this machine and as"
        " {names}; --public-url or --trusted-host answer to other names",
        "ar": "لمن له كلمة مرور أن يقرأ كل ما فيه، بعنوان الجهاز الرقمي أو باسم {names}؛"
        " ولأسماء أخرى ‎--public-url أو ‎--trusted-host",
    },
    "demo": {
        "en": "making an archive of the examples; its address follows when it is ready",
        "ar": "يُنشأ أرشيف من الأمثلة، ويظهر عنوانه حين يجهز",
    },
    **OF_PLACES,
}

_CHOSEN = "kashshaf.language"


def choose(language: Language | None) -> None:
    """Speak this language until the command ends; None leaves it as it is usual."""
    click.get_current_context().meta[_CHOSEN] = language


def language(usual: Language = "en") -> Language:
    """The language that was chosen, or what is usual where none was."""
    context = click.get_current_context(silent=True)
    chosen: Language | None = context.meta.get(_CHOSEN) if context else None
    return chosen or usual


def said(key: str, **values: Any) -> str:
    """The sentence with its values, in the language that was chosen."""
    return SENTENCES[key][language()].format_map(values)
