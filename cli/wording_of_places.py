"""The sentences of `ingest --explain`: where fields come from, in English and Arabic."""

from collections.abc import Mapping
from typing import Final

from ..archive.fields import Words

OF_PLACES: Final[Mapping[str, Words]] = {
    "explained-reader": {"en": "reader {reader} ({why})", "ar": "القارئ {reader} ({why})"},
    "explained-unread": {"en": "nothing in it can be read", "ar": "لا يُقرأ منه شيء"},
    "explained-encoding": {"en": "encoding {encoding}", "ar": "الترميز {encoding}"},
    "explained-repaired": {"en": "repaired: {repaired}", "ar": "أُصلحت حروفه: {repaired}"},
    "why-named": {"en": "as --reader says", "ar": "وفق ‎--reader"},
    "why-bytes": {"en": "by its bytes", "ar": "عُرف من بايتاته"},
    "why-suffix": {"en": "by its suffix", "ar": "عُرف من لاحقة اسمه"},
    "why-shape": {"en": "by the shape of its text", "ar": "عُرف من هيئة نصه"},
    "explained-item": {"en": "item at {position}", "ar": "المادة في الموضع {position}"},
    "explained-whole": {"en": "the file is one item", "ar": "الملف مادة واحدة"},
    "explained-written": {
        "en": "{whence} (written {written})",
        "ar": "{whence} (المكتوب: {written})",
    },
    "explained-extra": {
        "en": "kept beside (extra): {columns}",
        "ar": "يُحفظ إلى جانب ذلك (extra): {columns}",
    },
    "explained-more": {
        "en": "the file has more, which was not looked at",
        "ar": "في الملف بقية لم يُنظر فيها",
    },
    "explained-at": {"en": " (at {position})", "ar": " (الموضع {position})"},
    "explained-rejected": {
        "en": "would be rejected{place}: {reason}",
        "ar": "سيُرفض{place}: {reason}",
    },
    "explained-unused": {
        "en": "what its column “{column}” says would not be searched; to have it as the text,"
        " add --map {asked}",
        "ar": "لن يشمل البحث ما في العمود «{column}»؛ ليصير هو النص أضف ‎--map {asked}",
    },
    "how-same": {"en": "{places}", "ar": "{places}"},
    "how-part": {"en": "part of {places}", "ar": "جزء من {places}"},
    "how-made": {"en": "made of {places}", "ar": "مؤلَّف من {places}"},
    "from-column": {"en": "column {name}", "ar": "العمود {name}"},
    "from-mapped": {"en": "column {name} (--map)", "ar": "العمود {name} (‎--map)"},
    "from-element": {"en": "element {name}", "ar": "العنصر {name}"},
    "from-markup": {"en": "the page's {name}", "ar": "بيان الصفحة {name}"},
    "from-linked-data": {"en": "JSON-LD {name}", "ar": "بيانات JSON-LD:‏ {name}"},
    "from-main-text": {"en": "the main text", "ar": "المتن"},
    "from-beside-headline": {"en": "a line beside the headline", "ar": "سطر بجوار العنوان"},
    "from-property": {"en": "the document's property {name}", "ar": "خاصية المستند {name}"},
    "from-header": {"en": "header {name}", "ar": "الترويسة {name}"},
    "from-line": {"en": "line {name}", "ar": "السطر {name}"},
    "from-other-lines": {"en": "the other lines", "ar": "سائر الأسطر"},
    "from-file-name": {"en": "the file's name", "ar": "اسم الملف"},
    "from-path": {"en": "the file's path", "ar": "مسار الملف"},
    "from-content": {"en": "all that the item says", "ar": "مجموع ما في المادة"},
    "from-reader": {"en": "the reader {name} itself", "ar": "القارئ {name} نفسه"},
    "from-attachment": {"en": "the attachment {name}", "ar": "المرفق {name}"},
    "from-table": {"en": "the table of sources", "ar": "جدول المصادر"},
    "from-host": {
        "en": "the host {name}, by the table of sources",
        "ar": "نطاق الرابط {name} وفق جدول المصادر",
    },
    "from-address": {"en": "its address on {name}", "ar": "رابطها على {name}"},
    "from-number": {"en": "the number of the post", "ar": "رقم المنشور"},
    "from-named": {"en": "names in its texts", "ar": "أسماء في نصوصها"},
}
