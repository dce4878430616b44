"""What to do about what was rejected. Readers give their reasons in English.

In Arabic each shape of a reason has its sentence, with what the shape has in its groups (a
command, a name) put in as it is; a reason that has none here is told in English.
"""

import re
from typing import Final

from .printing import plain
from .wording import language

_LRM: Final = "\N{LEFT-TO-RIGHT MARK}"

# Asked in this order: what says more stands before what says less.
_SENTENCES: Final[tuple[tuple[str, ...], ...]] = (
    (r"its reader “(.+?)” failed", "تعطّل قارئه {}"),
    (r"(pip install '[^']+')", "ينقص ما يقرؤه: ثبّته بالأمر {}"),
    (r"(--reader \S+)$", "رسائل خاصة لا تُدخل إلا إن طُلبت: أدخل الملف وحده مع {}"),
    (
        r"no column for a text or a title",
        "لا يُعرف فيه عمود للنص ولا للعنوان: أضف {}",
        "--map text=…",
    ),
    (r"neither a title nor a text.*(--map .+)$", "لا عنوان له ولا نص: أضف {}"),
    (r"neither a title nor a text", "لا عنوان له ولا نص"),
    (
        r"is a scan",
        "صور صفحات بلا نص: شغّل عليه التعرّف الضوئي بالأمر {}، ثم أدخل ناتجه",
        "ocrmypdf -l ara",
    ),
    (
        r"letters that its fonts do not name",
        "لا تُعرف حروف خطوطه: حوّله إلى صور وشغّل عليها التعرّف الضوئي بالأمر {}",
        "ocrmypdf --force-ocr -l ara",
    ),
    (r"lists also pages whose HTML", "يذكر صفحات ليست فيه: انسخ الأرشيف كله أو اجمعه من جديد"),
    (r"packed with zstd", "صفحة مضغوطة بطريقة لا تُفتح هنا: اجمعها بلا ضغط {}", "zstd"),
    (r"does not say how long it is", "سجل لا يذكر طوله، فتُرك: اجمع الأرشيف من جديد"),
    (r"may be missing|nothing after it is read", "فيه خلل، وقد ينقص ما بعده: صدّره من جديد"),
    (r"locked with a key", "محمي بمفتاح: احفظه بلا مفتاح"),
    (r"has no front matter", "لا حقول في أوله بين سطري {}", "---"),
    (r"a header that cannot be read", "ترويسة أعمدته غير سليمة: أصلحها"),
    (r"not HTML that can be understood", "صفحة لا تُفهم شيفرتها: احفظ نص المقال نفسه"),
    (r"is closed: nothing can be taken in", "المدخل مغلق: ليس فيه ما يُدخل"),
    (r"too long for a page of messages", "صفحة رسائل غير سليمة: صدّرها من جديد"),
    (r"compressed in a way that is not known", "مضغوط بطريقة لا تُعرف: فكّ ضغطه بنفسك"),
    (r"is not in \S+, as it says", "ترميز حروفه غير ما يقوله: احفظه من جديد بترميز {}", "UTF-8"),
    (
        r"a sitemap|robots\.txt|list of addresses",
        "يذكر عناوين صفحات ولا نص فيه: احفظ الصفحات نفسها",
    ),
    (r"in its folder|out of its folder|a hidden file|has no folder", "اسم يخرج من مجلده، فلم يُفتح"),
    (r"\(DRM\)", "مقفل بحماية النشر (DRM): لا يفتحه إلا برنامج بائعه"),
    (
        r"old or a locked Office document",
        "مستند Office قديم أو محمي: احفظه بصيغة حديثة بلا كلمة مرور",
    ),
    (r"locked with a password: unpack", "محمي بكلمة مرور: فكّ ضغطه بنفسك"),
    (r"locked with a password", "محمي بكلمة مرور: احفظه بلا كلمة مرور"),
    (r"is garbled", "حروفه مشوّهة: احفظه من مصدره من جديد بترميز {}", "UTF-8"),
    (r"letters in codes such as (\S+)", "حروفه مكتوبة رموزًا مثل {}: فكّ ترميزها ثم احفظه"),
    (r"UTF-8|no encoding that is known", "ترميز حروفه غير معروف: احفظه من جديد بترميز {}", "UTF-8"),
    (r"unpack it first|within (?:gzip|another)", "ملف مضغوط لا يُفتح هنا: فكّ ضغطه أولًا"),
    (r"is cut short", "ينقص آخره: انسخه أو نزّله من جديد"),
    (r"^is damaged|: is damaged", "تالف: انسخه أو نزّله أو احفظه من جديد"),
    (r"unpacks to over", "يزيد حجمه بعد فك الضغط على المعقول: فكّه بنفسك إن وثقت به"),
    (r"decode it first", "محتواه مرمَّز: فكّ ترميزه أولًا"),
    (r"the ending (\.\w+)", "نوعه غير ما يقوله اسمه: اجعل نهاية اسمه {}"),
    (
        r"is of no format that is known",
        "نوعه غير معروف: إن كان مما يُقرأ فسمّه بنهاية نوعه، كما يعرضها {}",
        "kashshaf readers",
    ),
    (r"export` writes", "أرشيف لكشّاف: أدخل ما يكتبه منه الأمر {}", "kashshaf export"),
    (r"^the folder cannot be opened", "يتعذّر فتح المجلد: أعطِ من يشغّل كشّاف حق قراءته"),
    (r"ermission denied", "لا يُسمح بقراءته: أعطِ من يشغّل كشّاف حق قراءته"),
    (r"^cannot be read: ", "تتعذّر قراءته من القرص"),
    (r"neither a file nor a folder", "ليس ملفًا ولا مجلدًا، أو رابط إلى ما ليس موجودًا"),
    (r"has no main text", "صفحة بلا متن: احفظ نص المقال نفسه"),
    (r"save the article's text", "صفحة أكبر من أن تُقرأ: احفظ نص المقال نفسه"),
    (r"within \d+ seconds|of memory", "تتطلب قراءته وقتًا أو ذاكرة فوق الحد: قسّمه أو احفظ نصه"),
    (r"divide it|over \d+ MB|over [\d,]+ parts", "أكبر من أن يُقرأ: قسّمه"),
    (r"at most [\d,]+ are read", "أعمدته أكثر من أن تُقرأ: احذف ما لا يلزم منها"),
    (r"no object|holds an? \w+$", "ليس كائنًا له حقول"),
    (r"correct JSON|JSON Feed must", "ليس JSON سليمًا: أصلحه أو نزّله من جديد"),
    (r"correct TOML|not closed|without a value|between its fields", "حقوله غير سليمة: أصلحها"),
    (r"quote|carriage return", "علامات التنصيص فيه غير سليمة: أصلحها أو صدّر الجدول من جديد"),
    (r"no correct XML", "ليس XML سليمًا: نزّله من جديد"),
    (r"take in the \.info\.json", "قائمة مقاطع: أدخل الملف {} لكل مقطع", ".info.json"),
    (
        r"(?:save|export) (?:it|its .*) as|export its",
        "نوعه لا يُقرأ: احفظ نصه بصيغة {} أو جدوله بصيغة {}",
        ".txt",
        ".csv",
    ),
    (r"nested too deeply", "متداخل بعضه في بعض أكثر مما يُقرأ: احفظ نصه"),
    (r"declares entities", "فيه كيانات XML لا تكون في مثله: لعله فخ"),
    (r"has no text", "لا نص فيه: هو فارغ، أو ليس فيه إلا صور"),
    (r"has no page in it", "لا صفحة فيه: احفظها من المتصفح من جديد"),
    (r"is empty|is blank|holds no items", "فارغ: ليس فيه ما يُدخل"),
    (r"what is left out", "فيه أيضًا ما يُترك: لا تُقرأ إلا المقالات والصفحات المنشورة"),
    (
        r"hold(?:s|) no |has no (?:posts|messages|page|subtitles|report)|lists no|with no texts",
        "ليس فيه منشورات ولا نصوص تُدخل",
    ),
    (r"zero or control bytes", "ليس نصًا: إن كان مستندًا فاحفظ نصه"),
    (r"^is no folder at present", "لا يوجد المجلد الآن: أنشئه أو صِل قرصه"),
    (r"^is no |^is neither an ", "ليس من النوع الذي يقرؤه هذا القارئ"),
)
# What to do, where a reason names only what is wrong.
_ADDED: Final = (
    (r"--reader \S+$", "take such files in by themselves"),
    (r"is empty$|it is blank", "there is nothing to take in"),
    (r"correct JSON|correct XML", "mend it, or download it again"),
    (r"quote|carriage return", "mend it, or export the table again"),
    (r"ermission denied", "let whoever runs Kashshaf read it"),
    (r"hold(?:s|) no |has no (?:posts|messages)", "there is nothing to take in"),
    (r"zero or control bytes", "if it is a document, save its text"),
    (r"neither a title nor a text$", "nothing else in it can be searched"),
    (r"is no \w+ of|is neither an |is no outbox", "leave --reader away"),
)

_SHAPES: Final = [(re.compile(shape), sentence, usual) for shape, sentence, *usual in _SENTENCES]


def mend(reason: str) -> str:
    """A reader's reason with what to do, in the language that was chosen."""
    if language() == "ar":
        for shape, sentence, usual in _SHAPES:
            if found := shape.search(reason):
                # Marks keep signs at the ends of a command where they are in a line of Arabic.
                values = (f"{_LRM}{plain(value)}{_LRM}" for value in found.groups() or usual)
                return sentence.format(*values)
    added = next((f"; {what}" for shape, what in _ADDED if re.search(shape, reason)), "")
    return plain(reason) + added
