"""The kind of a pair, told as a careful reader would who sees what only one of the texts says."""

from datetime import date, timedelta
from itertools import combinations, product

import pytest
from read_sides import Printed, in_stories, kind_between

MONDAY = date(2021, 3, 1)

CABLE = (
    "بعث رئيس الجمهورية برقية تهنئة إلى الرئيس {president} رئيس {country} بمناسبة ذكرى استقلال"
    " بلاده. وأعرب فخامته باسمه واسم شعب الجمهورية وحكومتها عن أصدق التهاني وأطيب التمنيات"
    " بالصحة والسعادة لفخامة الرئيس {president} ولحكومة {country} وشعبها الصديق اطراد التقدم"
    " والازدهار. وأشاد بالعلاقات المتميزة التي تربط البلدين الصديقين ويحرص الجميع على تنميتها في"
    " المجالات كافة."
)
COUNTRIES = {
    "النيجر": "سليمان غاربا",
    "جامايكا": "وينستون هيوز",
    "بوليفيا": "رافاييل أورتيغا",
    "بوركينا فاسو": "إدريس كومباوري",
    "الأوروغواي": "ماريو فيغا",
}

FLIGHT = (
    "وصلت إلى مطار المدينة الساحلية اليوم الطائرة الإغاثية {ordinal} التي يسيرها مركز العون، وعلى"
    " متنها {load}. وكان في استقبال الطائرة مدير المطار ومندوب المركز الذي أوضح أن الحمولة سلمت"
    " إلى لجنة محلية تتولى توزيعها على المتضررين من السيول في القرى الجبلية، وأن المركز يواصل عمله"
    " حتى يعود السكان إلى بيوتهم."
)

SENTENCE = (
    "أصدرت وزارة الداخلية بيانا جاء فيه: أقدم {guilty} على قتل {victim} {how}، إثر خلاف نشب بينهما."
    " وبفضل الله تمكنت سلطات الأمن من القبض على الجاني، وأسفر التحقيق معه عن توجيه الاتهام إليه"
    " بارتكاب جريمته، وبإحالته إلى المحكمة صدر بحقه صك يقضي بثبوت ما نسب إليه والحكم عليه بالقتل."
    " وقد نفذ الحكم بالجاني {guilty} يوم أمس في {city}."
)

VISIT = (
    "{verb} وزير الزراعة {place} مساء اليوم في نهاية أسبوع من الأمطار أغرقت الحقول {purpose}."
    " وكان في {rite} الوزير لدى {deed} مطار المدينة محافظ الإقليم العميد صابر المنشاوي ومدير مصلحة"
    " الري نجيب عبد الواحد وقائد خفر السواحل وجمع من كبار المزارعين. كما كان في {rite} معاليه رئيس"
    " بلدية الضفة الشرقية ووكيل الوزارة وعدد من النواب والصحفيين."
)

REFORM = (
    "وجهت وزارة التعليم {all} المدارس إلى فتح مكتباتها مساء أمام سكان الأحياء، على أن تتولى"
    " البلديات أجور العاملين فيها. وقالت الوزارة إن {all} الكتب ستسجل في فهرس واحد قبل الصيف، وإن"
    " {all} الطلاب سيحملون بطاقة تصلح في أي مدينة."
)

ACCIDENT = (
    "لقي {dead} شخصا مصرعهم في انهيار جسر للمشاة فوق وادي الزيتون بعد ظهر أمس، وفق ما أعلنته"
    " الحماية المدنية. وقال العقيد مراد الطيب إن فرق الإنقاذ واصلت البحث تحت الأنقاض طوال الليل"
    " مستعينة بالكلاب المدربة والرافعات، وإن الجسر كان قد أغلق مرتين في العام الماضي لإصلاح دعائمه."
    " وفتحت النيابة تحقيقا مع الشركة التي تعهدت صيانته."
)

FESTIVAL = (
    "تنطلق مساء الخميس في قلعة المدينة القديمة الدورة العاشرة من مهرجان الحكاية الشعبية بمشاركة"
    " أربعين راويا من تسعة بلدان."
)
PROGRAMME = (
    "ويضم البرنامج أمسيات للأطفال وورشا لكتابة السيرة ومعرضا لأدوات الرواة القدامى جمعت من البيوت"
    " والأسواق."
)
DIRECTOR = (
    "وقالت مديرة المهرجان سلمى الحداد إن الدخول مجاني وإن الحكايات ستسجل وتنشر في كتاب مسموع"
    " قبل نهاية السنة."
)

FORECAST = (
    "تتوقع هيئة الأرصاد أن يكون الطقس {sky} على السواحل {wind}، وتصل الحرارة العظمى إلى {high}"
    " درجة والصغرى إلى {low} درجات. وتنصح الهيئة البحارة بمتابعة نشراتها قبل الإبحار، وتذكر"
    " المزارعين بحماية المحاصيل، وتدعو السائقين إلى الحذر على الطرق الجبلية."
)

PRAYERS = (
    "مواقيت الصلاة في العاصمة وضواحيها ليوم {day}: الفجر {dawn} والظهر {noon} والعصر {after}"
    " والمغرب {sunset} والعشاء {night}، مع مراعاة فرق التوقيت في المحافظات الشرقية والغربية بحسب"
    " جدول وزارة الأوقاف."
)


EARTHQUAKE = (
    "ضرب زلزال بقوة {strength} درجات على مقياس ريختر {place} في وقت مبكر من صباح اليوم، حسبما أعلنت"
    " هيئة المسح الجيولوجي. وقالت الهيئة إن مركز الزلزال كان على عمق عشرة كيلومترات، ولم ترد على"
    " الفور تقارير عن خسائر أو أضرار، ولم يصدر تحذير من أمواج مد عاتية."
)

AMBASSADOR = (
    "قدم السفير {man} أوراق اعتماده إلى رئيس الجمهورية سفيرا {country} فوق العادة في حفل أقيم في"
    " القصر الرئاسي صباح اليوم. ورحب الرئيس بالسفير متمنيا له التوفيق في تعزيز التعاون بين"
    " البلدين، وأعرب السفير عن سعادته بتمثيل بلاده. وحضر المراسم وزير الخارجية وكبار المسؤولين."
)

MATCH = (
    "فاز فريق {home} على ضيفه {guest} بهدفين لهدف في المباراة التي جمعتهما مساء اليوم ضمن الجولة"
    " العاشرة من الدوري الممتاز. وسجل هدفي الفائز {scorer} فيما أحرز {other} هدف الضيوف. وبهذا"
    " الفوز رفع الفريق رصيده في جدول الترتيب وواصل سعيه إلى التأهل للبطولة القارية المقبلة."
)


def cable(country: str, title: str, source: str, days: int) -> Printed:
    text = CABLE.format(country=country, president=COUNTRIES[country])
    return Printed(title.format(country), text, source, MONDAY + timedelta(days))


def flight(ordinal: str, load: str, source: str, days: int) -> Printed:
    text = FLIGHT.format(ordinal=ordinal, load=load)
    return Printed(f"وصول الطائرة الإغاثية {ordinal}", text, source, MONDAY + timedelta(days))


@pytest.mark.parametrize(("one", "other"), [*combinations(COUNTRIES, 2)])
@pytest.mark.parametrize("days", [0, 1, 4])
def test_cables_to_two_countries_are_no_reprints(one: str, other: str, days: int) -> None:
    titles = "الرئيس يهنئ رئيس {}", "برقية تهنئة إلى رئيس {}"
    a, b = cable(one, titles[0], "الساحل", 0), cable(other, titles[1], "المنار", days)
    assert kind_between(a, b) == "passage"


@pytest.mark.parametrize(("one", "other"), [*combinations(COUNTRIES, 2)])
@pytest.mark.parametrize("title", ["برقية تهنئة من الرئيس", "برقية إلى {}"])
def test_cables_are_told_apart_where_a_headline_names_no_country(
    one: str, other: str, title: str
) -> None:
    a, b = cable(one, title, "الساحل", 0), cable(other, "الرئيس يهنئ نظيره", "المنار", 1)
    assert kind_between(a, b) == "passage"
    assert kind_between(a, cable(one, "تهنئة رئاسية", "المنار", 1)) == "reprint"


@pytest.mark.parametrize(
    ("one", "other"), [("السعودي", "القطري"), ("الغيني", "النيجيري"), ("التونسي", "الجزائري")]
)
def test_cables_are_told_apart_by_one_word_that_headlines_name_and_texts_say_again(
    one: str, other: str
) -> None:
    text = CABLE.replace("{president} رئيس {country}", "{0}").replace("{president}", "{0}")
    text = text.replace("ولحكومة {country} وشعبها", "وللشعب {0}")
    a, b = (
        Printed(f"الرئيس يهنئ نظيره {whose}", text.format(whose), source)
        for whose, source in ((one, "الساحل"), (other, "المنار"))
    )
    assert kind_between(a, b) == "passage"
    assert kind_between(a, a._replace(source="الغد", title="برقية تهنئة")) == "reprint"


def test_one_cable_in_six_papers_is_one_story_and_another_ones_to_another_country() -> None:
    titles = ("الرئيس يهنئ رئيس {}", "برقية تهنئة إلى رئيس {}", "تهنئة رئاسية إلى {}")
    papers = ("الساحل", "المنار", "الغد", "النهار الجديد", "الرأي", "الشاطئ")
    printed = [
        cable(country, title, paper, at % 2)
        for country in ("النيجر", "جامايكا")
        for at, (paper, title) in enumerate(zip(papers, titles * 2, strict=True))
    ]
    assert in_stories(printed) == [{*range(6)}, {*range(6, 12)}]


def test_relief_flights_are_told_apart_by_the_next_days_too() -> None:
    loads = {
        "الرابعة": "عشرة أطنان من أدوية الكلى",
        "الخامسة": "اثنا عشر طنا من الأغطية والخيام",
        "السادسة": "مواد غذائية تزن أحد عشر طنا",
    }
    printed = [
        flight(ordinal, load, source, at)
        for at, (ordinal, load) in enumerate(loads.items())
        for source in ("الساحل", "المنار", "الغد")
    ]
    assert in_stories(printed) == [{0, 1, 2}, {3, 4, 5}, {6, 7, 8}]


def test_two_sentences_carried_out_are_no_reprints() -> None:
    one = SENTENCE.format(
        guilty="فارس بن ناجي الدهماني", victim="وليد الصقر", how="بطعنه بسكين", city="عرعر"
    )
    other = SENTENCE.format(
        guilty="جابر بن مسعود العلوي", victim="حمدان الكثيري", how="برميه بالرصاص", city="الليث"
    )
    a = Printed("تنفيذ الحكم في قاتل بعرعر", one, "الساحل")
    b = Printed("تنفيذ حكم القتل في جان بالليث", other, "المنار")
    assert kind_between(a, b) == "passage"
    assert kind_between(a, a._replace(source="الغد", title="القصاص من جان قتل آخر")) == "reprint"


def test_two_sentences_under_one_headline_are_no_reprints() -> None:
    pattern = SENTENCE.replace("بارتكاب جريمته", "بقتل {victim}")
    one, other = (
        pattern.format(guilty=guilty, victim=victim, how="بطعنه بسكين", city=city)
        for guilty, victim, city in (
            ("فارس بن ناجي الدهماني", "وليد الصقر", "عرعر"),
            ("جابر بن مسعود العلوي", "حمدان الكثيري", "الليث"),
        )
    )
    title = "تنفيذ حكم القتل في أحد الجناة"
    a, b = Printed(title, one, "الساحل"), Printed(title, other, "المنار")
    assert kind_between(a, b) == "passage"
    assert kind_between(a, a._replace(source="المنار")) == "reprint"


def test_who_was_met_and_who_was_seen_off_are_two_things() -> None:
    arrival = VISIT.format(
        verb="وصل إلى",
        place="إقليم الضفة",
        purpose="ليتفقد السدود والقناطر ويلتقي أصحاب البساتين التي أتلفها السيل",
        rite="استقبال",
        deed="وصوله",
    )
    departure = VISIT.format(
        verb="غادر",
        place="إقليم الضفة",
        purpose="بعد أن اطمأن على سلامة الأهالي وأمر بصرف تعويضات عاجلة وبذور",
        rite="وداع",
        deed="مغادرته",
    )
    a = Printed("وزير الزراعة في إقليم الضفة", arrival, "الساحل")
    b = Printed("وزير الزراعة ينهي جولته", departure, "المنار")
    assert kind_between(a, b) == "passage"


def test_a_word_for_which_a_paper_always_has_another_makes_no_other_story() -> None:
    one, other = (
        Printed("الوزارة تفتح مكتبات المدارس مساء", REFORM.format(all=word), source)
        for word, source in (("جميع", "الساحل"), ("كافة", "المنار"))
    )
    assert kind_between(one, other) == "reprint"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            (
                "زلزال بقوة 5.6 درجات شرق تركيا",
                EARTHQUAKE,
                {"strength": "5.6", "place": "شرق تركيا"},
            ),
            ("زلزال يهز جنوب اليابان", EARTHQUAKE, {"strength": "6.1", "place": "جنوب اليابان"}),
        ),
        (
            ("سفير الدنمارك يقدم أوراقه", AMBASSADOR, {"man": "لارس يورغن", "country": "للدنمارك"}),
            ("الرئيس يتسلم أوراق سفير كينيا", AMBASSADOR, {"man": "جو كاماو", "country": "لكينيا"}),
        ),
        (
            (
                "النسور يهزم الأسود",
                MATCH,
                {"home": "النسور", "guest": "الأسود", "scorer": "سامي بدر", "other": "كريم جابر"},
            ),
            (
                "الاتفاق يتغلب على الفجر",
                MATCH,
                {"home": "الاتفاق", "guest": "الفجر", "scorer": "علاء نصر", "other": "وائل شكري"},
            ),
        ),
    ],
)
def test_news_of_one_pattern_on_one_day_is_told_apart_and_each_is_known_again(
    one: tuple[str, str, dict[str, str]], other: tuple[str, str, dict[str, str]]
) -> None:
    a, b = (
        Printed(title, pattern.format(**news), source)
        for (title, pattern, news), source in ((one, "الساحل"), (other, "المنار"))
    )
    assert kind_between(a, b) == "passage"
    assert kind_between(a, a._replace(source="الغد", title="من أخبار اليوم")) == "reprint"


def test_a_figure_put_right_makes_no_other_story() -> None:
    early = Printed("مصرع 12 شخصا في انهيار جسر", ACCIDENT.format(dead="12"), "الساحل")
    late = Printed("مصرع 14 شخصا في انهيار جسر", ACCIDENT.format(dead="14"), "المنار")
    assert kind_between(early, late._replace(day=MONDAY + timedelta(1))) == "reprint"


@pytest.mark.parametrize(
    "text",
    [
        FESTIVAL + PROGRAMME,  # cut from below
        "المدينة القديمة - وكالة الأنباء الوطنية: " + FESTIVAL + PROGRAMME + DIRECTOR,
        DIRECTOR + " " + FESTIVAL + " " + PROGRAMME,  # a paragraph moved
        (FESTIVAL + PROGRAMME + DIRECTOR).replace("وقالت", "وأوضحت").replace("مجاني", "حر"),
        FESTIVAL + PROGRAMME + DIRECTOR + " ويرعى المهرجان متحف البلدية ونادي القراءة.",
    ],
)
def test_what_papers_do_to_a_report_leaves_it_a_reprint(text: str) -> None:
    agency = Printed("انطلاق مهرجان الحكاية الشعبية الخميس", FESTIVAL + PROGRAMME + DIRECTOR)
    paper = Printed("رواة من تسعة بلدان في القلعة", text, "المنار")
    for one, other in ((agency, paper), (paper, agency)):
        assert kind_between(one, other) == "reprint"


def test_a_name_that_each_paper_spells_in_its_way_makes_no_other_story() -> None:
    text = (
        "وصل الوزير الأميركي عبد الرحيم براون إلى العاصمة مساء أمس في زيارة تستمر يومين يلتقي فيها"
        " كبار المسؤولين ويزور جامعتين ومصنعا للدواء. ويبحث الوزير الأميركي خلال الزيارة مشروعات"
        " الطاقة الشمسية في الجنوب، ثم يغادر إلى بلاده ظهر الأربعاء."
    )
    other = text.replace("الأميركي", "الأمريكي").replace("عبد الرحيم", "عبدالرحيم")
    a = Printed("الوزير الأميركي عبد الرحيم براون في العاصمة", text)
    b = Printed("الوزير الأمريكي عبدالرحيم براون يصل اليوم", other, "المنار")
    assert kind_between(a, b) == "reprint"


def test_one_answer_to_two_comments_is_no_reprint_and_a_post_again_is_one() -> None:
    answer = "@{} شكرا لمتابعتك، نحاول دائما أن نكون قريبين من كل ما يهم قراءنا في كل مكان"
    posts = [
        Printed("", answer.format(name), "facebook", None, is_post=True)
        for name in ("samir_90", "layla_h", "samir_90")
    ]
    assert kind_between(posts[0], posts[1]) != "reprint"
    assert kind_between(posts[0], posts[2]._replace(source="twitter")) == "reprint"


def test_a_post_sent_on_and_cut_is_a_reprint() -> None:
    text = (
        "قالت البلدية إن أعمال الرصيف الجديد تنتهي في آخر الشهر وإن الباعة يعودون إلى أكشاكهم بعد"
        " العيد"
    )
    post = Printed("", f"{text} مباشرة بلا رسوم", "twitter", None, is_post=True)
    for whose in ("RT @sahel_news:", "RT @manar: RT @sahel_news:"):
        assert kind_between(post, post._replace(text=f"{whose} {text}…")) == "reprint"


def test_bulletins_of_two_days_are_no_reprints() -> None:
    weather = [
        FORECAST.format(sky="غائما", wind="مع رياح شرقية نشطة", high="31", low="19"),
        FORECAST.format(sky="صحوا", wind="والرياح خفيفة متقلبة", high="34", low="22"),
    ]
    times = [
        PRAYERS.format(day=day, dawn=dawn, noon=noon, after=after, sunset=sunset, night=night)
        for day, dawn, noon, after, sunset, night in (
            ("الاثنين", "4:51", "12:04", "3:21", "5:58", "7:15"),
            ("الثلاثاء", "4:49", "12:03", "3:22", "5:59", "7:16"),
        )
    ]
    for title, texts in (("حالة الطقس", weather), ("مواقيت الصلاة", times)):
        a, b = (Printed(title, text, day=MONDAY + timedelta(at)) for at, text in enumerate(texts))
        assert kind_between(a, b) != "reprint"


def test_a_follow_up_with_the_old_background_is_no_reprint() -> None:
    background = (
        " وكانت المدينة قد بدأت قبل ثلاثة أعوام تجديد شبكة المياه في أحيائها القديمة بعد أن تكررت"
        " الانقطاعات صيفا، وتأخر العمل مرتين لخلاف مع الشركة المنفذة على أسعار الأنابيب وعلى مسار"
        " الخط الرئيسي تحت السوق."
    )
    first = "أعلنت البلدية أن حي الزهور سيوصل بالشبكة الجديدة يوم الأحد وأن المدارس فيه ستغلق."
    later = "احتج تجار السوق أمام مبنى المحافظة على غلق الشوارع وطالبوا بتعويض عن خسائر رمضان."
    a = Printed("وصل حي الزهور بشبكة المياه الأحد", first + background)
    b = Printed("تجار السوق يحتجون على غلق الشوارع", later + background, day=MONDAY + timedelta(4))
    assert kind_between(a, b) == "passage"


def test_an_article_is_part_of_its_own_issue_and_an_excerpt_of_what_has_it_elsewhere() -> None:
    others = " ".join(
        f"كلمة{one} جملة{other} فصل{one}{other}" for one, other in product(range(20), repeat=2)
    )
    article = Printed("مهرجان الحكاية", FESTIVAL + PROGRAMME + DIRECTOR)
    issue = Printed("العدد العاشر", f"{others} {article.text}", day=date(2021, 1, 1))
    assert kind_between(article, issue) == "part"
    assert kind_between(article, issue._replace(source="المنار")) == "excerpt"


def test_a_quotation_in_two_long_articles_is_a_passage() -> None:
    quoted = (
        "إن البلاد التي لا تكتب حكاياتها بيدها سيكتبها غيرها كما يشاء، وإن الجدة التي تروي لأحفادها"
        " على ضوء السراج أصدق من ألف كتاب لم يره أحد ولم يسمع به أحد"
    )
    one, other = (
        " ".join(f"{letter}كلمة{at}" for at in range(150)) + f" {quoted} " + "خاتمة" + letter
        for letter in "سص"
    )
    assert kind_between(Printed("مقال", one), Printed("دراسة", other, "المنار")) == "passage"
    assert kind_between(Printed("مقال", one), Printed("دراسة", "كلام آخر " * 30, "المنار")) is None


def test_what_all_texts_of_a_source_end_with_makes_nothing_a_reprint() -> None:
    imprint = (
        "الساحل صحيفة يومية مستقلة تصدر عن دار الساحل للنشر منذ عام 1961 وتعنى بشؤون المدن البحرية"
        " وأهلها وتاريخها، ولا تعبر المقالات فيها إلا عن آراء أصحابها."
    )
    a = Printed(
        "صيد وفير", "عاد الصيادون فجرا بسلال ملأى بالسردين. " + imprint, boilerplate=imprint
    )
    b = Printed(
        "عرس في المرفأ", "تزوجت بنت الربان أمس على ظهر المركب. " + imprint, boilerplate=imprint
    )
    assert kind_between(a, b) is None
