import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.arabic.names import fold_name
from kashshaf.archive.errors import SettingsError
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.metadata.authority_tables import entries
from kashshaf.archive.metadata.characters import clean_name

KNOWN = Authorities.load()
GOLDEN = Path(__file__).parents[2] / "fixtures" / "golden"


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
    assert KNOWN.source("\u202bصدى\u200f الوادي\u202c") == "صدى الوادي"
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


def names_as_written():
    with (GOLDEN / "sources.tsv").open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["written"], row["source"]) for row in rows]


@pytest.mark.parametrize(("written", "source"), names_as_written())
def test_a_source_is_known_in_the_ways_in_which_people_write_its_name(written, source):
    assert KNOWN.source(clean_name(written)) == source


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


def house_styles():
    with (GOLDEN / "agencies.tsv").open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            (row["text"].replace("¶", "\n"), tuple(filter(None, row["agencies"].split("، "))))
            for row in rows
        ]


@pytest.mark.parametrize(("text", "agencies"), house_styles())
def test_agencies_are_known_by_the_style_of_their_houses_and_words_are_not(text, agencies):
    assert KNOWN.agencies(text) == agencies


@pytest.mark.parametrize("agency", sorted(KNOWN.agency_spellings))
@pytest.mark.parametrize(
    "style",
    [
        "الساحل في 16 فبراير / {} / قال الوزير",
        "بيروت في 16 شباط 2024 /{}/ قال الوزير",
        "دمشق-{}\nقال الوزير",
        "دمشق - {}: قال الوزير",
        "بيروت 16 شباط 2024 ({}) - قال الوزير",
        "بغداد/{}: قال الوزير",
        "رام الله 16-2-2024 {}- قال الوزير",
        "عاد الصيادون إلى المرفأ --({})",
        "عاد الصيادون إلى المرفأ.\n/{}/",
        "عاد الصيادون إلى المرفأ. «{}»",
    ],
)
def test_every_agency_is_known_by_each_of_its_names_in_each_style(style, agency):
    entry = entries("agencies", {})[agency]
    for name in entry.spellings:
        assert agency in KNOWN.agencies(style.format(name)), name


def test_what_a_cut_leaves_of_a_word_is_no_agency():
    assert KNOWN.agencies("قال الوزير " + "وأعرب " * 60) == ()
    assert KNOWN.agencies("الصيادون " * 40 + "في أعوام/ليلى/سمير") == ()


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


def claims(*sections):
    """Each spelling and host of these sections, and who claims it."""
    found: dict[str, set[str]] = {}
    for section in sections:
        for key, entry in entries(section, {}).items():
            for claim in {*map(fold_name, (key, *entry.spellings)), *entry.hosts}:
                found.setdefault(claim, set()).add(key)
    return found


@pytest.mark.parametrize(
    "sections", [("sources",), ("platforms",), ("agencies",), ("sources", "agencies")]
)
def test_no_two_entries_claim_a_spelling_or_a_host(sections):
    assert {claim: by for claim, by in claims(*sections).items() if len(by) > 1} == {}


@pytest.mark.parametrize("section", ["sources", "platforms", "agencies"])
def test_no_entry_says_a_spelling_or_a_host_twice(section):
    for key, entry in entries(section, {}).items():
        assert len(set(entry.hosts)) == len(entry.hosts), key
        assert len(set(entry.spellings)) == len(entry.spellings), key


@pytest.mark.parametrize("section", ["sources", "platforms", "agencies"])
def test_hosts_are_hosts_and_spellings_are_clean(section):
    for key, entry in entries(section, {}).items():
        for host in entry.hosts:
            assert re.fullmatch(r"(?!www\.)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", host)
        for spelling in (key, *entry.spellings):
            assert clean_name(spelling) == spelling
            assert fold_name(spelling)
            assert not re.search("[\u0640\u064b-\u0652\u06a9\u06cc]", spelling), spelling


def test_sources_are_many_with_arabic_names_and_most_with_their_hosts_and_countries():
    sources = entries("sources", {})
    assert len(sources) >= 300
    assert sum(entry.country is not None for entry in sources.values()) > 0.9 * len(sources)
    assert sum(bool(entry.hosts) for entry in sources.values()) > 0.9 * len(sources)
    for name in sources:
        assert re.fullmatch("[\u0621-\u063a\u0641-\u064a0-9 ]+", name), name
        assert KNOWN.source(name) == name


@pytest.mark.parametrize(
    ("written", "source", "country"),
    [
        ("BBC News عربي", "بي بي سي عربي", "GB"),
        ("CNN بالعربية", "سي إن إن بالعربية", "US"),
        ("Independent عربية", "إندبندنت عربية", None),
        ("\u202bالشرق للأخبار\u202c", "الشرق للأخبار", "SA"),
        ("جريدة الديار", "الديار اللبنانية", "LB"),
        ("https://www.al-ain.com/article/1", "العين الإخبارية", "AE"),
        ("https://m.arab48.com/1", "عرب 48", "IL"),
        ("TRT عربي", "تي آر تي عربي", "TR"),
        ("Tunisie Numérique", "تونيزي نيوميريك", "TN"),
        ("L’Orient-Le Jour", "لوريان لوجور", "LB"),
        ("القاهرة24", "القاهرة 24", "EG"),
        ("https://omandaily.om/1", "جريدة عمان", "OM"),
        ("https://3ayin.com/1", "شبكة عاين", "SD"),
    ],
)
def test_an_outlet_is_known_as_its_own_pages_call_it(written, source, country):
    assert KNOWN.source(written) == source
    assert entries("sources", {})[source].country == country


@pytest.mark.parametrize("word", ["درج", "حبر", "لكم", "كود", "مكان", "زاوية", "خبر", "عاجل"])
def test_a_common_word_is_no_source(word):
    assert KNOWN.known_source(word) is None


def test_a_user_says_the_country_of_a_source():
    own = entries("sources", {"sources": {"صدى الوادي": {"country": "LB"}, "سبق": {"names": []}}})
    assert (own["صدى الوادي"].country, own["سبق"].country) == ("LB", "SA")


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
        ({"sources": {"الجزيرة": {"country": "XX"}}}, 'sources."الجزيرة".country'),
        ({"sources": {"الجزيرة": {"country": "qa"}}}, 'sources."الجزيرة".country'),
        ({"sources": {"الجزيرة": {"country": ["QA"]}}}, 'sources."الجزيرة".country'),
        ({"platforms": {"x": {"label": "س"}}}, 'platforms."x".label'),
        ({"platforms": {"x": {"label": {"ar": 1}}}}, 'platforms."x".label'),
    ],
)
def test_a_malformed_setting_is_named(extra, key):
    with pytest.raises(SettingsError) as caught:
        Authorities.load(extra)
    assert key in str(caught.value)
    assert "\n" not in str(caught.value)
