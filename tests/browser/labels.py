"""What the pages call the things that a reader looks for, in each language that is tested."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Labels:
    """Names of links, buttons and panels, as a reader sees or hears them."""

    search: str
    with_prefixes: str
    filters: str
    source: str
    country: str
    date: str
    undated: str
    lebanon: str
    since: str
    until: str
    own_name: str
    own_number: str
    apply: str
    exclude: str
    start_over: str
    next_page: str
    previous_page: str
    back_to_results: str
    one_of_each: str
    printed_again: str
    side_by_side: str
    words_around: str
    compare: str
    completions: str
    words: str
    titles: str


LABELS = {
    "ar": Labels(
        search="ابحث",
        with_prefixes="مع ما يتصل بأولها",
        filters="تصفية النتائج",
        source="المصدر",
        country="بلد المصدر",
        date="التاريخ",
        undated="بلا تاريخ",
        lebanon="لبنان",
        since="من",
        until="إلى",
        own_name="القسم",
        own_number="عدد الصفحات",
        apply="طبّق",
        exclude="استبعد:",
        start_over="ابدأ من جديد",
        next_page="التالية",
        previous_page="السابقة",
        back_to_results="عودة إلى النتائج",
        one_of_each="واحدة لكل خبر",
        printed_again="ما نُشر غير مرة",
        side_by_side="قارن النصّين",
        words_around="الكلمات المجاورة",
        compare="المقارنة",
        completions="اقتراحات",
        words="الكلمات",
        titles="العناوين",
    ),
    "en": Labels(
        search="Search",
        with_prefixes="With its prefixes",
        filters="Narrow the results",
        source="Source",
        country="Source’s country",
        date="Date",
        undated="Undated",
        lebanon="Lebanon",
        since="From",
        until="To",
        own_name="Section",
        own_number="Pages",
        apply="Apply",
        exclude="Exclude",
        start_over="Start over",
        next_page="Next",
        previous_page="Previous",
        back_to_results="Back to the results",
        one_of_each="one of each story",
        printed_again="Printed more than once",
        side_by_side="Compare side by side",
        words_around="Words around",
        compare="Comparison",
        completions="Suggestions",
        words="Words",
        titles="Titles",
    ),
}
