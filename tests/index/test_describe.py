"""Queries and notices in words."""

import re
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.archive.dates import PartialDate
from kashshaf.archive.fields import STANDARD, Language
from kashshaf.index.query import nodes as q
from kashshaf.index.query.describe import describe
from kashshaf.index.query.notices import NOTICES, Notice, explain
from kashshaf.index.query.parser import parse

INDEX = Path(__file__).parents[2] / "index"


@pytest.mark.parametrize(
    ("text", "arabic", "english"),
    [
        ("", "كل المواد", "everything"),
        ("حساب", "كلمة حساب بأي صيغة", "the word حساب in any form"),
        ('"حساب"', "كلمة حساب بهذه الصيغة", "the word حساب in this form"),
        ("+حساب", "كلمة حساب مع ما يتصل بأولها", "the word حساب with or without prefixes"),
        ("=كتابة", "كلمة كتابة كما كُتبت", "the word كتابة as written"),
        (
            "حساب تويتر",
            "كل الكلمات بأي صيغة: حساب، تويتر",
            "all of these words in any form: حساب, تويتر",
        ),
        (
            "حساب أو تويتر",
            "أي من الكلمات بأي صيغة: حساب، تويتر",
            "any of these words in any form: حساب, تويتر",
        ),
        (
            'حساب "تويتر"',
            "كلمة حساب بأي صيغة؛ وكلمة تويتر بهذه الصيغة",
            "the word حساب in any form; and the word تويتر in this form",
        ),
        ('"مجلس الأمن"', "العبارة «مجلس الأمن»", "the phrase “مجلس الأمن”"),
        (
            '="مجلس الأمن"',
            "العبارة «مجلس الأمن» كما كُتبت",
            "the phrase “مجلس الأمن” as written",
        ),
        (
            '+"مجلس الأمن"',
            "العبارة «مجلس الأمن» مع ما يتصل بأولها",
            "the phrase “مجلس الأمن” with or without prefixes",
        ),
        ("كتا*", "كلمة تبدأ بـ«كتا»", "a word that begins with “كتا”"),
        ("ك?ب", "كلمة على نمط «ك?ب»", "a word of the pattern “ك?ب”"),
        ("ك*ب*", "كلمة على نمط «ك*ب*»", "a word of the pattern “ك*ب*”"),
        ("حساب~", "كلمة تشبه «حساب» في كتابتها", "a word spelt like “حساب”"),
        (
            "حساب~1",
            "كلمة تشبه «حساب» بفارق حرف واحد على الأكثر",
            "a word spelt like “حساب”, at most 1 letter apart",
        ),
        (
            "حساب~2",
            "كلمة تشبه «حساب» بفارق حرفين على الأكثر",
            "a word spelt like “حساب”, at most 2 letters apart",
        ),
        (
            "-خبر",
            "كل المواد؛ ما عدا كلمة خبر بأي صيغة",
            "everything; except the word خبر in any form",
        ),
        (
            "عنوان:(حساب أو تويتر)",
            "ما في عنوانه أي من الكلمات بأي صيغة: حساب، تويتر",
            "in the title: any of these words in any form: حساب, تويتر",
        ),
        (
            'النص:"مجلس الأمن"',
            "ما في نصه العبارة «مجلس الأمن»",
            "in the text: the phrase “مجلس الأمن”",
        ),
        (
            'المصدر:(رويترز أو "الجزيرة نت")',
            "المصدر: رويترز أو الجزيرة نت",
            "source رويترز or الجزيرة نت",
        ),
        ("يذكر:تويتر", "ما يذكر تويتر", "mentioning تويتر"),
        ("المنصة:مجهول", "ما لا تُعرف منصته", "platform unknown"),
        ("-الوسم:مجهول", "كل المواد؛ ما عدا ما لا وسم له", "everything; except without a tag"),
        ("date:2014", "التاريخ: 2014", "dated 2014"),
        ("date:2014-09-03", "التاريخ: 3 أيلول/سبتمبر 2014", "dated 3 September 2014"),
        (
            "date:2014-09-01..2014-12",
            "التاريخ: من 1 أيلول/سبتمبر 2014 إلى كانون الأول/ديسمبر 2014",
            "dated from 1 September 2014 to December 2014",
        ),
        ("date:2014..", "التاريخ: منذ 2014", "dated 2014 or later"),
        ("date:..2014", "التاريخ: حتى 2014", "dated 2014 or earlier"),
        ("date:unknown", "ما لا تاريخ له", "undated"),
        (
            "حساب OR تويتر خبر",
            "كلمة حساب بأي صيغة؛ أو كل الكلمات بأي صيغة: تويتر، خبر",
            "the word حساب in any form; or all of these words in any form: تويتر, خبر",
        ),
        (
            "(حساب OR خبر*) date:2014",
            "(كلمة حساب بأي صيغة؛ أو كلمة تبدأ بـ«خبر»)؛ والتاريخ: 2014",
            "(the word حساب in any form; or a word that begins with “خبر”); and dated 2014",
        ),
    ],
)
def test_a_query_is_told_in_both_languages(text: str, arabic: str, english: str) -> None:
    query = parse(text, "all").query

    assert describe(query, "ar") == arabic
    assert describe(query, "en") == english


@pytest.mark.parametrize(
    ("slop", "arabic", "english"),
    [
        (1, "كلمة واحدة", "1 other word"),
        (2, "كلمتان", "2 other words"),
        (3, "3 كلمات", "3 other words"),
        (10, "10 كلمات", "10 other words"),
        (11, "11 كلمة", "11 other words"),
        (100, "100 كلمة", "100 other words"),
        (103, "103 كلمات", "103 other words"),
    ],
)
def test_the_noun_agrees_with_its_number(slop: int, arabic: str, english: str) -> None:
    phrase = q.Phrase(("حساب", "تويتر"), slop=slop)

    assert describe(phrase, "ar") == f"العبارة «حساب تويتر» تتخللها {arabic} على الأكثر"
    assert describe(phrase, "en") == f"the phrase “حساب تويتر” with at most {english} inside it"


TEXTS = st.text(max_size=8)
DATES = st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12) | st.none()) | st.builds(
    PartialDate, st.integers(1900, 2100) | st.none(), st.integers(1, 12), st.integers(1, 28)
)
VALUE_FIELDS = st.sampled_from([field.key for field in STANDARD.by_value])
WORDS = st.builds(q.Word, TEXTS, st.sampled_from(q.Level))
LEAVES: st.SearchStrategy[q.Query] = st.one_of(
    st.builds(q.Everything),
    WORDS,
    st.builds(q.Phrase, st.lists(TEXTS).map(tuple), st.sampled_from(q.Level), st.integers(0, 200)),
    st.builds(q.Wildcard, TEXTS),
    st.builds(q.Fuzzy, TEXTS, st.none() | st.integers(0, 20)),
    st.builds(q.HasValue, VALUE_FIELDS, TEXTS),
    st.builds(q.Dated, st.none() | DATES, st.none() | DATES),
)
TREES = st.recursive(
    LEAVES,
    lambda trees: st.one_of(
        st.builds(q.Not, trees),
        st.builds(q.And, st.lists(trees, max_size=3).map(tuple)),
        st.builds(q.Or, st.lists(trees, max_size=3).map(tuple)),
        st.builds(q.Most, st.lists(WORDS, min_size=1, max_size=3).map(tuple)),
        st.builds(q.InField, st.sampled_from(["title", "text"]), trees),
    ),
)
LANGUAGES: st.SearchStrategy[Language] = st.sampled_from(["ar", "en"])


@given(TREES, LANGUAGES)
def test_any_tree_is_told(tree: q.Query, language: Language) -> None:
    assert describe(tree, language)


@given(TREES)
def test_every_word_of_a_tree_is_in_what_is_told(tree: q.Query) -> None:
    both = q.And((tree, q.Or((q.Word("كتاب"), q.Not(q.Fuzzy("قلم"))))))

    assert "كتاب" in describe(both, "ar")
    assert "قلم" in describe(both, "en")


def test_every_code_in_the_package_has_a_sentence_in_both_languages() -> None:
    sources = "".join(path.read_text("utf-8") for path in INDEX.rglob("*.py"))
    used = set(re.findall(r'Notice\(\s*"([^"]+)"', sources))

    assert used == set(NOTICES)
    assert all(set(sentences) == {"ar", "en"} for sentences in NOTICES.values())


@pytest.mark.parametrize("code", NOTICES)
def test_a_notice_says_the_same_values_in_both_languages(code: str) -> None:
    arabic, english = (
        {name for _, name, _, _ in Formatter().parse(NOTICES[code][language]) if name}
        for language in ("ar", "en")
    )

    assert arabic == english


def test_a_notice_quotes_its_values() -> None:
    notice = Notice("not-required", {"words": "متى، في"})

    assert explain(notice, "ar") == "لم تُشترط: متى، في."
    assert explain(notice, "en") == "Not required: متى، في."


def test_a_notice_names_a_field_in_its_language() -> None:
    notice = Notice("unknown-value", {"field": "source", "text": "رويتر"})

    assert explain(notice, "ar") == "لا مادة في هذا الأرشيف تحمل «رويتر» في حقل «المصدر»."
    assert explain(notice, "en") == "Nothing in this archive has the source “رويتر”."


def test_a_notice_cuts_a_long_value_short() -> None:
    sentence = explain(Notice("bad-date", {"text": "س" * 1000}), "en")

    assert len(sentence) < 250
    assert "…" in sentence


@pytest.mark.parametrize("text", ["{text}", "{", "}", "%s", "{0.__class__}"])
def test_braces_in_a_query_are_only_text(text: str) -> None:
    assert text in explain(Notice("bad-date", {"text": text}), "ar")
    assert text in describe(q.Phrase((text, "كتاب")), "en")


@pytest.mark.parametrize("field", [field.key for field in STANDARD.by_value])
def test_every_value_field_is_told_known_and_unknown(field: str) -> None:
    for language in ("ar", "en"):
        known = describe(q.HasValue(field, "قيمة"), language)

        assert "قيمة" in known
        assert describe(q.HasValue(field, ""), language) not in ("", known)
