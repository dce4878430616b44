"""Did you mean, wrong keyboards and Arabizi: the archive's own words, offered and never forced."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf import Archive
from kashshaf.index.suggestions import keyboards, transliteration
from kashshaf.index.suggestions.slips import (
    DOTS,
    LEFT_OUT,
    NEIGHBOUR,
    OTHER,
    SILENT,
    SLIP,
    distance,
    exchanges,
)

TEXTS = (
    "السلام عليكم في أول النهار",
    "قال الرئيس إن الكتاب الجديد في المكتبة",
    "زار الرئيس المحافظة وافتتح الكتاب",
    "نشر الرئيس خبرًا في facebook ثم في تويتر",
    "حسابات عربية على تويتر",
    "يكثر الكلام عن الإيجابيات والسلبيات",
    "عربي يقرأ الكتاب كثيرًا من الصباح إلى المساء",
)

Suggest: TypeAlias = Callable[..., tuple[str, ...]]
"""What is suggested for a text, and for what else a search takes."""


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def archive(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("suggestions") / "archive"
    with Archive.create(folder, engine=request.param) as opened:
        opened.add(
            {"id": str(place), "text": text, "source": "صحيفة الساحل" if place else "راديو المرفأ"}
            for place, text in enumerate(TEXTS)
        )
        yield opened


@pytest.fixture
def suggested(archive: Archive) -> Suggest:
    return lambda text, **asked: archive.search(text, **asked).suggestions


# what was meant


def test_a_slip_of_the_last_letter_is_mended(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add(
            {"id": str(place), "text": f"صوتت أغلبية المجلس في الجلسة {place}"}
            for place in range(9)
        )
        found = archive.search("أغلبيت")
    assert found.suggestions == ("أغلبية",)


def test_a_word_that_is_rare_is_questioned_though_its_stem_finds_another(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add({"text": f"أعلن نتنياهو قراره {place}"} for place in range(40))
        archive.add({"text": f"سألته عن نيته في السفر {place}"} for place in range(9))
        archive.add([{"text": "أعلن نيتنياهو"}])
        assert archive.search("نيتنياهو").suggestions == ("نتنياهو",)


def test_a_word_that_is_often_joined_to_clitics_is_none_to_be_questioned(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add({"text": f"زار الوفد وبمرجان {place}"} for place in range(40))
        archive.add({"text": f"زار الوفد مرجعا {place}"} for place in range(200))
        archive.add([{"text": "زار الوفد مرجان"}])
        assert archive.search("مرجان").suggestions == ()


def test_a_verb_is_not_corrected_to_a_person_that_a_search_for_it_finds(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add({"text": f"جمع الطالب أوراقه {place}"} for place in range(90))
        archive.add([{"text": "يجمع الطالب أوراقه"}])
        found = archive.search("يجمع")
        assert (found.total, found.suggestions) == (91, ())


def test_a_latin_word_that_is_searched_for_in_arabic_too_is_not_questioned(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add({"text": f"نشر في فيسبوك {place}"} for place in range(40))
        found = archive.search("Facebook")
        assert (found.total, found.suggestions) == (40, ())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("المحافضة", "المحافظة"),  # ض for ظ
        ("الرايس", "الرئيس"),  # a long vowel in another's place
        ("الكتااب", "الكتاب"),  # doubled
        ("الإجابيات", "الإيجابيات"),  # a letter left out
        ("لكتاب", "الكتاب"),
        ("الكتبا", "الكتاب"),  # two letters exchanged
        ("تويبر", "تويتر"),  # the key beside
        ("كثيرامن", "كثيرا من"),  # a space left out
        ("facebok", "facebook"),
        ("tuitar", "تويتر"),
        ("7isabat", "حسابات"),
        ("3arabi", "عربي"),
        ("hgsghl", "السلام"),
        ("HGSGHL", "السلام"),
        ("hg;jhf", "الكتاب"),  # a key of a letter that is a sign in English
        ("بشؤثلاخخن", "facebook"),  # and back: لا is one key
        ('"hgsghl ugd;l"', '"السلام عليكم"'),  # quotation marks are the query's
        ("المكةبة", "المكتبة"),  # behind a ة no word begins that is none
        ("الكتاتاب", "الكتاب"),  # a syllable twice
    ],
)
def test_a_slip_is_mended(suggested: Suggest, typed: str, meant: str) -> None:
    assert suggested(typed)[:1] == (meant,)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("المحافضة الكتاب", "المحافظة الكتاب"),
        ("hgsghl ugd;l", "السلام عليكم"),
        ("facebook 7isabat", "facebook حسابات"),
        ('"قال الرءيس"', '"قال الرئيس"'),
        ("(المحافضة OR حسابات) -عليكم", "(المحافظة OR حسابات) -عليكم"),
        ("النص:المحافضة", "النص:المحافظة"),
    ],
)
def test_the_rest_of_the_query_stays_as_it_was_typed(
    archive: Archive, typed: str, meant: str
) -> None:
    assert meant in archive.search(typed, match="any").suggestions


@pytest.mark.parametrize(
    "typed",
    [
        "الرئيس",  # held
        "=المحافضة",  # as written is as written
        "تويتر -المحافضة",  # what is excluded needs no help
        "2014",
        "#وسم",
        "المحافض*",
        "؟!",
        "",
        "ظظظظظظظظظظ",  # nothing is like it
    ],
)
def test_what_needs_no_help_gets_none(suggested: Suggest, typed: str) -> None:
    assert suggested(typed) == ()


def test_a_word_held_in_several_records_is_no_slip_and_one_in_a_single_record_may_be(
    tmp_path,
) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add({"text": f"قضية رقم {n} في المحكمة"} for n in range(200))
        archive.add([{"text": "قصية"}])
        assert archive.search("قصية").suggestions == ("قضية",)
        archive.add({"text": f"قصية رقم {n}"} for n in range(4))
        assert archive.search("قصية").suggestions == ()


def test_what_is_suggested_finds_something_under_the_same_filters(suggested: Suggest) -> None:
    assert suggested("السلاام", only={"source": ["راديو المرفأ"]}) == ("السلام",)
    assert "السلام" not in suggested("السلاام", only={"source": ["صحيفة الساحل"]})


def test_a_text_of_which_the_archive_has_hardly_a_word_is_not_mended(suggested: Suggest) -> None:
    strange = "xqz qzx zxq qxz zqx xzq"
    assert suggested(strange) == ()
    assert suggested("hgsghl ugd;l td H,g hgkihv") == ("السلام عليكم في أول النهار",)


def test_what_hardly_any_record_has_is_not_suggested_beside_what_many_have(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add({"text": f"افتتح المهرجان {place}"} for place in range(120))
        archive.add([{"text": "افتتح المهردان"}])
        assert archive.search("المهرضان").suggestions == ("المهرجان",)


def test_two_words_that_stand_nowhere_in_a_row_are_none_that_were_run_together(
    tmp_path: Path,
) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add([{"text": "قبل هام"}, {"text": "مش كثير"}, {"text": "على هامش اللقاء"}])
        assert archive.search("هاممش").suggestions == ("هامش",)


def test_spellings_that_find_the_very_same_are_suggested_once(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add({"text": f"أعلن نتنياهو {place}"} for place in range(9))
        archive.add({"text": f"أعلن نتانياهو {place}"} for place in range(5))
        assert len(archive.search("Netanyahou").suggestions) == 1


def test_a_slip_on_the_wrong_keyboard_is_mended_where_the_word_is_common(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add({"text": f"عقد البرلمان جلسة {place}"} for place in range(200))
        archive.add([{"text": "قصة قصيرة"}])
        assert archive.search("hgfvghlhk").suggestions == ("البرلمان",)
        assert archive.search("rwmm").suggestions == ()  # قصةة, of a word in one record


def test_only_the_first_page_suggests(suggested: Suggest) -> None:
    assert suggested("المحافضة", offset=10) == ()


@given(st.text(alphabet="ابتضظسصعليهةكم ادرو37hagskbt';\"()-*~:", max_size=14))
def test_any_text_is_answered_and_its_suggestions_find_something(
    fixture_archive: Archive, text: str
) -> None:
    for other in fixture_archive.search(text, limit=0).suggestions:
        assert other != text
        assert fixture_archive.search(other, limit=0).total > 0


# how far words are apart


@pytest.mark.parametrize(
    ("word", "meant", "cost"),
    [
        ("محافضه", "محافظه", SLIP),
        ("توعيت", "توعيه", SLIP),
        ("تكوون", "تكون", SLIP),
        ("ايجاببيات", "ايجابيات", SLIP),
        ("اجابيات", "ايجابيات", SLIP * LEFT_OUT),
        ("كتبو", "كتبوا", SILENT * LEFT_OUT),
        ("مدارسا", "مدارس", SILENT),
        ("الجيمع", "الجميع", SLIP),
        ("تأثيد", "تأثير", NEIGHBOUR + 0.2),  # د and ر lie apart
        ("تويبر", "تويتر", DOTS),
        ("تويلر", "تويتر", OTHER),
        ("ينكن", "يمكن", NEIGHBOUR),
        ("كتاب", "كتاب", 0),
    ],
)
def test_what_is_often_mistaken_costs_less(word: str, meant: str, cost: float) -> None:
    assert distance(word, meant) == pytest.approx(cost)


_WORDS = st.text(alphabet="ابتثجهويءلنظض", min_size=1, max_size=7)


@given(_WORDS, _WORDS)
def test_only_the_same_word_is_at_no_distance(word: str, meant: str) -> None:
    assert (distance(word, meant) == 0) == (word == meant)
    assert distance(word, meant) >= SILENT * LEFT_OUT * (word != meant)


@given(_WORDS)
def test_exchanged_letters_are_one_slip(word: str) -> None:
    assert all(distance(word, other) in (0, SLIP) for other in exchanges(word))


# keyboards


def test_a_key_typed_on_either_layout_is_read_back() -> None:
    assert "السلام" in set(keyboards.readings("hgsghl"))
    assert "مكتبة" in set(keyboards.readings("l;jfm"))
    assert "مكتبة" in set(keyboards.readings("lmjf,"))  # on a French one
    assert "إسلام" in set(keyboards.readings("Ysghl"))
    assert not set(keyboards.readings("2014"))


@given(st.text(alphabet="qwertyuiopasdfghjklzxcvnm", min_size=1, max_size=8))
def test_what_a_layout_gives_the_other_gives_back(typed: str) -> None:
    assert any(typed in set(keyboards.readings(arabic)) for arabic in keyboards.readings(typed))


# Latin letters


NEWS = (
    ("زار الوفد مدينة الموصل ثم الرقة", 20),
    ("طريق موصل بين القريتين", 2),
    ("وصل إيلون ماسك إلى باريس", 12),
    ("نريد الآن مسك الدفتر", 30),
    ("افتتح نوري المالكي الجسر", 12),
    ("هذا القصر الملكي القديم", 40),
    ("قرية دير الزور على النهر", 12),
    ("تحدث عبد الرحمن في الندوة", 12),
    ("أعلنت حماس بيانها", 80),
    ("كتب عنها بالإنجليزية Hamas", 2),
    ("قال علي خامنئي في الخطبة", 12),
    ("سافر على الطريق", 40),
    ("زار حزب الله القاهرة", 12),
    ("لقيت أحمدي نجاد", 12),
    ("بان كي مون في الأمم المتحدة", 12),
)


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def news(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("news") / "archive"
    with Archive.create(folder, engine=request.param) as opened:
        opened.add(
            {"id": f"{kind}-{copy}", "text": f"{text} {copy}"}
            for kind, (text, copies) in enumerate(NEWS)
            for copy in range(copies)
        )
        yield opened


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Mosul", "الموصل"),  # the article, which Latin leaves out
        ("Raqqa", "الرقة"),
        ("ar-Raqqah", "الرقة"),
        ("Elon Musk", "إيلون ماسك"),  # though each of الآن and مسك is commoner
        ("ELON  MUSK", "إيلون ماسك"),
        ("Nouri al-Maliki", "نوري المالكي"),
        ("Nuri el Maliki", "نوري المالكي"),
        ("Deir Ezzor", "دير الزور"),
        ("Deir ez-Zor", "دير الزور"),
        ("ʿAbd al-Raḥmān", "عبد الرحمن"),
        ("Abderrahmane", "عبد الرحمن"),  # one word for two
        ("Abdul Rahman", "عبد الرحمن"),
        ("Hamas", "حماس"),  # though some have the Latin word
        ("Ali Khamenei", "علي خامنئي"),  # a name, though علي folds as على does
        ("Hezbollah", "حزب الله"),
        ("Ahmadinejad", "أحمدي نجاد"),
        ("Ban Ki-moon", "بان كي مون"),
        ("Le Caire", "القاهرة"),  # no letters lead from the one to the other
        ("Hamas -Mosul", "حماس -Mosul"),
        ('title:x OR "Elon Musk"', 'title:x OR "إيلون ماسك"'),
    ],
)
def test_a_name_in_latin_letters_is_suggested_as_the_archive_has_it(
    news: Archive, typed: str, meant: str
) -> None:
    assert news.search(typed).suggestions[:1] == (meant,)


def test_an_arabic_name_is_suggested_in_latin_letters_where_the_archive_has_it_so(
    tmp_path: Path,
) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add([{"text": "Elon Musk said so"}, {"text": "خبر من الشركة"}])
        assert archive.search("إيلون").suggestions[:1] == ("elon",)
        assert archive.search("إيلون ماسك").suggestions[:1] == ("elon musk",)


def test_words_that_are_no_name_together_are_read_each_by_itself(news: Archive) -> None:
    assert news.search("Hamas Mosul", match="any").suggestions[:1] == ("حماس الموصل",)


def test_a_text_in_another_language_is_no_name(news: Archive) -> None:
    assert news.search("the quick brown fox jumps over lazy dogs").suggestions == ()


def test_what_is_plainly_a_name_comes_before_what_other_keys_give(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add({"text": f"وصل سامي {place}"} for place in range(20))
        archive.add([{"text": "ستةه"}])  # what the keys of samd give
        assert archive.search("sami").suggestions[:1] == ("سامي",)


@given(st.text(alphabet="abdehiklmnorstuyz -'ʿāéñ", max_size=24))
def test_any_latin_text_is_answered(fixture_archive: Archive, text: str) -> None:
    for other in fixture_archive.search(text, limit=0).suggestions:
        assert other != text


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("7isabat", "حسابات"),
        ("3ira2", "عراق"),
        ("mohammad", "محمد"),
        ("sha3b", "شعب"),
        ("3'arb", "غرب"),
        ("madrasa", "مدرسه"),
        ("5abar", "خبر"),
        ("obama", "اوباما"),
        ("ghannouchi", "غنوشي"),  # as French has it
        ("francois", "فرانسوا"),  # whose last letters are not sounded
        ("joumblatt", "جنبلاط"),
        ("shtayyeh", "اشتيه"),  # no Arabic word begins with two consonants
        ("essebsi", "السبسي"),
        ("noureddine", "نورالدين"),
    ],
)
def test_latin_letters_are_read_as_what_they_may_stand_for(typed: str, word: str) -> None:
    assert word in transliteration.readings(typed, word.startswith, word.__eq__)


@pytest.mark.parametrize("typed", ["a", "1234", "كتاب", "a-b-c", ""])
def test_what_is_not_in_latin_letters_is_not_read(typed: str) -> None:
    assert not transliteration.readings(typed, bool, bool)
