from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.arabic.names import fold_name
from kashshaf.archive.errors import SettingsError
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.metadata.authority_tables import entries

KNOWN = Authorities.load()


@pytest.mark.parametrize(
    "spelling",
    [
        "الجزيرة",
        "الجزيره",
        "الجَزِيرة نت",
        "الجـــزيرة نت",
        "الجزيرة.نت",
        "قناة الجزيرة",
        "موقع الجزيرة نت",
        "Al Jazeera",
        "AL-JAZEERA",
        "aljazeera.net",
        "www.aljazeera.net",
        "http://www.aljazeera.net/news/pages/1",
        "https://mubasher.aljazeera.net/",
    ],
)
def test_every_spelling_of_a_source_gives_its_one_name(spelling):
    assert KNOWN.source(spelling) == "الجزيرة نت"


@pytest.mark.parametrize(
    ("spelling", "source"),
    [
        ("aawsat", "الشرق الأوسط"),
        ("alriyadh", "الرياض"),
        ("aljazirah", "الجزيرة السعودية"),
        ("صحيفة الجزيرة", "الجزيرة السعودية"),
        ("alyaum", "اليوم السعودية"),
        ("aleqtisadiya", "الاقتصادية"),
        ("okaz", "عكاظ"),
        ("صحيفة عكاظ", "عكاظ"),
        ("alwatan", "الوطن السعودية"),
        ("almadina", "المدينة السعودية"),
        ("alweeam", "الوئام"),
        ("3alyoum", "عين اليوم"),
        ("sabq", "سبق"),
        ("was", "واس"),
        ("وكالة الأنباء السعودية", "واس"),
        ("arreyadi", "الرياضي"),
        ("arriyadiyah", "الرياضية"),
        ("almayadeen", "الميادين"),
        ("Jawhara FM", "جوهرة إف إم"),
        ("al-Muqtabas (1906-1918)", "المقتبس"),
        ("شبكة النبأ", "شبكة النبأ"),
        ("Reuters", "رويترز"),
    ],
)
def test_outlets_go_by_the_name_that_arabic_readers_know(spelling, source):
    assert KNOWN.source(spelling) == source


def test_an_unknown_source_stays_as_it_is_written():
    assert KNOWN.source("  صدى الوادي ") == "صدى الوادي"
    assert KNOWN.known_source("صدى الوادي") is None


def test_a_paper_and_a_channel_of_one_name_are_told_apart_by_their_sites():
    assert KNOWN.source_of_url("http://www.al-jazirah.com/2015/1.htm") == "الجزيرة السعودية"
    assert KNOWN.source_of_url("http://www.aljazeera.net/1") == "الجزيرة نت"


@pytest.mark.parametrize(
    "url", ["", "http://", "http://[::1", "nothing", "http://aljazeera.net.x/"]
)
def test_an_address_of_nobody_known_is_of_no_source_or_platform(url):
    assert KNOWN.source_of_url(url) is None
    assert KNOWN.platform_of_url(url) is None


@pytest.mark.parametrize(
    ("spelling", "platform"),
    [
        ("تويتر", "twitter"),
        ("توتير", "twitter"),
        ("إكس", "twitter"),
        ("X", "twitter"),
        ("فيس بوك", "facebook"),
        ("الفيسبوك", "facebook"),
        ("فايسبوك", "facebook"),
        ("Facebook", "facebook"),
        ("يو تيوب", "youtube"),
        ("تيليجرام", "telegram"),
        ("واتس آب", "whatsapp"),
        ("انستقرام", "instagram"),
        ("تيك توك", "tiktok"),
        ("كونتاكت", "vk"),
        ("دياسبورا", "diaspora"),
        ("منتدى", "forum"),
        ("صحيفة ورقية", "print"),
        ("موقع إلكتروني", "web"),
        ("web", "web"),
        ("unknown", "unknown"),
        ("وورد برس", None),
        ("", None),
    ],
)
def test_a_platform_column_is_read_in_any_spelling(spelling, platform):
    assert KNOWN.platform(spelling) == platform


@pytest.mark.parametrize(
    ("url", "platform"),
    [
        ("https://t.me/channel/12", "telegram"),
        ("https://x.com/name/status/1", "twitter"),
        ("https://mobile.twitter.com/name", "twitter"),
        ("https://youtu.be/abc", "youtube"),
        ("https://www.fb.com/page", "facebook"),
        ("HTTPS://WWW.FACEBOOK.COM/page", "facebook"),
        ("https://vk.com/wall1", "vk"),
        ("https://www.example.com/x.com/", None),
        ("https://netflix.com/", None),
    ],
)
def test_a_platform_is_known_by_its_address(url, platform):
    assert KNOWN.platform_of_url(url) == platform


@pytest.mark.parametrize(
    ("text", "platforms"),
    [
        ("نشر على تويتر وفيسبوك", ("twitter", "facebook")),
        ("بتويتر، ولتويتر، والفايسبوك", ("twitter", "facebook")),
        ("عبر «تـويـتر» و“فيس بوك”", ("twitter", "facebook")),
        ("حسابه على تُوِيتر", ("twitter",)),
        ("مثل موقعي كونتاكت وداياسبورا الروسيين", ("vk", "diaspora")),
        ("تويتر وفيسبوك وواتس اب", ("twitter", "facebook", "whatsapp")),
        ("اتخذ موقع توتير إجراءات", ("twitter",)),
        ("على منصة «إكس»", ("twitter",)),
        ("#تويتر يحجب #فيسبوك_لايت", ("twitter", "facebook")),
        ("تطبيق الواتس والانستقرام والتليجرام", ("whatsapp", "instagram", "telegram")),
    ],
)
def test_the_platforms_that_a_text_speaks_of_are_found(text, platforms):
    assert KNOWN.mentions(text) == platforms


@pytest.mark.parametrize(
    "text",
    [
        "",
        "توتير الأجواء في المنطقة",
        "واتسعت رقعة الحريق واتساعها",
        "صاروخ من طراز إكس-29",
        "جهاز إكس بوكس جديد",
        "نستغرب ما قيل",
        "أهل الدياسبورا اليهودية",
        "https://twitter.com/name/status/1 pic.twitter.com/abc",
        "مستوتيوبي",
    ],
)
def test_other_words_are_not_taken_for_platforms(text):
    assert KNOWN.mentions(text) == ()


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("المصدر : الجزيرة + رويترز", ("رويترز",)),
        ("المصدر : الجزيرة + سانا", ("سانا",)),
        ("على الدول الآسيوية. بحسب فرانس برس.", ("فرانس برس",)),
        ("نقلت وكالة رويترز للأنباء عن مصادر", ("رويترز",)),
        ("وقال مسؤول لرويترز -طلب عدم نشر اسمه-", ("رويترز",)),
        ("باريس (أ ف ب) - قال", ("فرانس برس",)),
        ("باريس (ا.ف.ب) - قال", ("فرانس برس",)),
        ("برلين (د.ب.أ)", ("الألمانية (د ب أ)",)),
        ("واشنطن (أ ب)", ("أسوشيتد برس",)),
        ("القاهرة - أ ش أ:", ("أ ش أ (الشرق الأوسط)",)),
        ("أسوشييتد برس وAFP", ("أسوشيتد برس", "فرانس برس")),
        ("تصريح لمراسلة (وات) بالجهة", ("وات",)),
        ("وكالة تونس افريقيا للانباء", ("وات",)),
        ("وكالة الأنباء الكويتية «كونا»", ("كونا",)),
        ("وكالة معا الإخبارية", ("وكالة معا",)),
        ("وكالة أنباء فارس الإيرانية", ("وكالة فارس",)),
        ("قال في تصريح لـ«الأناضول»", ("الأناضول",)),
        ("ذكرت تاس أن العقوبات", ("تاس",)),
        ("وكالة المغرب العربي للأنباء", ("المغرب العربي للأنباء",)),
    ],
)
def test_the_news_agencies_that_a_text_credits_are_found(text, agencies):
    assert KNOWN.agencies(text) == agencies


@pytest.mark.parametrize(
    "text",
    [
        "عملنا معا من أجل السلام",
        "بقدرة ٦٠ كيلو وات في الساعة",
        "قبل فوات الأوان",
        "الفارس فارس بن محمد",
        "محافظة قنا في صعيد مصر",
        "هضبة الأناضول الشرقية",
        "كان أفصحهم لسانا",
        "كل أب وأم في البلاد",
        "مَا بَعْدَهَا",
        "لقاح سبوتنيك الروسي",
    ],
)
def test_common_words_are_not_taken_for_agencies(text):
    assert KNOWN.agencies(text) == ()


@pytest.mark.parametrize(
    ("byline", "agencies"),
    [
        ("باريس - الفرنسية", ("فرانس برس",)),
        ("المنامة : بنا", ("بنا",)),
        ("الجزيرة - واس:", ("واس",)),
        ("الرياض ـ واس، رويترز", ("واس", "رويترز")),
        ("فارس الحربي", ()),
        ("محمد معا", ()),
    ],
)
def test_a_byline_credits_the_agencies_that_stand_alone_in_it(byline, agencies):
    assert KNOWN.named_in("", byline) == ((), agencies)


def test_platforms_have_labels_in_both_languages():
    for key in KNOWN.platform_spellings:
        assert KNOWN.platform_label(key, "ar") != KNOWN.platform_label(key, "en") != key
    assert KNOWN.platform_label("myspace", "ar") == "myspace"


def test_every_platform_is_known_with_the_spellings_that_a_search_may_widen_to():
    assert set(KNOWN.platform_spellings) == {
        *("web", "twitter", "facebook", "youtube", "telegram", "whatsapp", "instagram"),
        *("tiktok", "vk", "diaspora", "mastodon", "reddit", "forum", "print", "unknown"),
    }
    assert {"فيسبوك", "فيس بوك"} <= set(KNOWN.platform_spellings["facebook"])
    assert "إكس" not in KNOWN.platform_spellings["twitter"]


def test_a_slip_that_is_a_word_too_counts_only_beside_a_cue_but_is_searched_for():
    assert KNOWN.mentions("أدى القرار إلى توتير الأجواء") == ()
    assert KNOWN.mentions("اتخذ موقع توتير إجراءات") == ("twitter",)
    assert "توتير" in KNOWN.platform_spellings["twitter"]


@given(st.data())
def test_a_platform_is_mentioned_by_each_of_its_spellings_after_any_clitic(data):
    table = entries("platforms", {})
    platform = data.draw(st.sampled_from(sorted(table)))
    for spelling in table[platform].names:
        assert KNOWN.platform(spelling) == platform
        assert KNOWN.mentions(f"قيل: {spelling}.") == (platform,)
        if not fold_name(spelling).isascii():
            clitic = data.draw(st.sampled_from(["و", "ب", "ل", "ف", "ك", "وب"]))
            assert KNOWN.mentions(clitic + spelling) == (platform,)


@pytest.mark.parametrize("section", ["sources", "platforms", "agencies"])
def test_no_two_entries_claim_a_spelling_or_a_host(section):
    def claims(entry):
        return {*map(fold_name, entry.spellings), *entry.hosts}

    for (one, first), (other, second) in combinations(entries(section, {}).items(), 2):
        assert not ({fold_name(one)} | claims(first)) & ({fold_name(other)} | claims(second))


def test_sources_and_agencies_do_not_claim_each_others_spellings():
    agencies = {fold_name(s) for e in entries("agencies", {}).values() for s in e.spellings}
    sources = {fold_name(s) for e in entries("sources", {}).values() for s in e.spellings}
    assert not agencies & sources


def test_a_user_adds_a_source_of_their_own():
    own = Authorities.load(
        {"sources": {"صدى الوادي": {"names": ["Sada"], "hosts": ["sada.example"]}}}
    )
    assert own.source("sada") == "صدى الوادي"
    assert own.source_of_url("https://www.sada.example/1") == "صدى الوادي"
    assert own.source("الجزيرة") == "الجزيرة نت"


def test_a_users_entry_extends_the_one_of_its_name():
    own = Authorities.load({"platforms": {"facebook": {"names": ["فيسبوووك"]}}})
    assert own.mentions("على فيسبوووك وفيسبوك") == ("facebook",)
    assert own.platform_label("facebook", "en") == "Facebook"


def test_a_user_wins_a_spelling_that_another_entry_has():
    own = Authorities.load({"sources": {"الجزيرة السعودية": {"names": ["الجزيرة"]}}})
    assert own.source("الجزيرة") == "الجزيرة السعودية"
    assert own.source("aljazeera.net") == "الجزيرة نت"


def test_a_user_who_renames_a_source_takes_its_spellings_along():
    own = Authorities.load({"sources": {"شبكة الجزيرة": {"names": ["الجزيرة نت"]}}})
    assert own.source("Al Jazeera") == "شبكة الجزيرة"
    assert own.source("https://www.aljazeera.net/1") == "شبكة الجزيرة"


def test_a_user_adds_a_platform_and_an_agency():
    own = Authorities.load(
        {
            "platforms": {"snapchat": {"names": ["سناب شات"], "hosts": ["snapchat.com"]}},
            "agencies": {"هاوار": {"names": ["هاوار"]}},
        }
    )
    assert own.mentions("على سناب شات") == ("snapchat",)
    assert own.platform_label("snapchat", "ar") == "snapchat"
    assert own.agencies("وكالة هاوار") == ("هاوار",)


@pytest.mark.parametrize(
    ("extra", "key"),
    [
        ({"sources": ["الجزيرة"]}, "sources"),
        ({"sources": {"الجزيرة": "aljazeera"}}, 'sources."الجزيرة"'),
        ({"sources": {"الجزيرة": {"names": "aljazeera"}}}, 'sources."الجزيرة".names'),
        ({"sources": {"الجزيرة": {"names": [1]}}}, 'sources."الجزيرة".names'),
        ({"sources": {"الجزيرة": {"names": [" "]}}}, 'sources."الجزيرة".names'),
        ({"agencies": {"هاوار": {"name": ["x"]}}}, 'agencies."هاوار"'),
        ({"platforms": {"x": {"label": "س"}}}, 'platforms."x".label'),
        ({"platforms": {"x": {"label": {"ar": 1}}}}, 'platforms."x".label'),
    ],
)
def test_a_malformed_setting_is_named(extra, key):
    with pytest.raises(SettingsError) as caught:
        Authorities.load(extra)
    assert key in str(caught.value)
    assert "\n" not in str(caught.value)
