"""What papers and posts do to one report, and what they print after one form: a story or two."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from read_sides import Printed, kind_between

MONDAY = date(2021, 3, 1)

FIRE = (
    "لقي 12 شخصا حتفهم وأصيب 37 آخرون بحروق متفاوتة في حريق شب فجر اليوم في سوق الأقمشة وسط مدينة"
    " الرابية، وفق ما أعلنت إدارة الإطفاء.",
    "وقال الناطق باسم الإدارة المقدم نزار حمادة إن النيران اندلعت في مخزن للأصباغ ثم امتدت إلى ستين"
    " دكانا قبل أن تتمكن ثماني فرق من محاصرتها.",
    "وذكر شهود أن الحراس حاولوا إيقاظ العمال النائمين في الطابق الثاني، غير أن الدخان سد السلم"
    " الخشبي الوحيد فقفز بعضهم من النوافذ.",
    "ونقل المصابون إلى مستشفيين في المدينة، ووصف الأطباء حالة تسعة منهم بالخطرة.",
    "وأمرت النيابة بحبس صاحب المخزن على ذمة التحقيق بعد أن تبين أنه كان يحفظ مواد سريعة الاشتعال من"
    " غير ترخيص.",
)
FIRE_TEXT = " ".join(FIRE)

BANK_TEXT = (
    "قرر المصرف المركزي في اجتماعه الدوري أمس خفض سعر الفائدة الأساسي نصف نقطة مئوية إلى 4.25 في"
    " المئة، في أول خفض منذ ثلاث سنوات. وعزا المصرف قراره إلى تباطؤ التضخم الذي نزل إلى 3.1 في"
    " المئة في الشهر الماضي وإلى ضعف الطلب على قروض الإسكان والسيارات. وقال محافظ المصرف رشيد"
    " العلمي للصحفيين إن اللجنة صوتت على الخفض بخمسة أصوات مقابل صوتين، وإنها لن تتردد في"
    " التراجع عنه إذا عادت الأسعار إلى الصعود. ورحب اتحاد الصناعات بالخطوة ورأى فيها دفعة"
    " للمصانع الصغيرة التي توقفت عن التوسع."
)

SHOP = (
    "أعلنت شركة {0} أنها ستفتح أول متجر لها في العاصمة في الخريف، وأن مديرها في المنطقة {1} وقع"
    " عقد إيجار مبنى البريد القديم لعشرين عاما. وقال {1} إن المتجر سيوظف مئتي شاب من خريجي"
    " المعاهد، وإن {0} تدرس فتح مركز لإصلاح الأجهزة في الميناء. ورفض {1} التعليق على أنباء عن"
    " بيع الشركة في الهند."
)

VISIT = (
    "يصل {minister} إلى الضفة الشرقية {day} في زيارة يفتتح فيها محطة للضخ ويلتقي رؤساء الجمعيات"
    " الزراعية، ثم يتفقد السد القديم الذي بدأ ترميمه في الخريف ويستمع إلى شكاوى المزارعين من انقطاع"
    " المياه. ويرافقه مدير {office} ومحافظ الإقليم ووفد من المصرف الزراعي."
)

POST = (
    "الباص رقم سبعة توقف من جديد عند الدوار والناس تنتظر منذ أربعين دقيقة تحت الشمس ولا أحد من"
    " الشركة يرد على الهاتف ولا لوحة تقول متى يأتي التالي"
)


def _read_badly(text: str) -> str:
    """The text with one letter in thirty taken for another."""
    draw = Random(5)
    return "".join(
        draw.choice("بنتيفقحجعغرز") if letter.isalpha() and draw.random() < 0.03 else letter
        for letter in text
    )


@pytest.mark.parametrize(
    "done",
    [
        lambda text: text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        lambda text: text.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
        lambda text: text.translate(str.maketrans("أإآ", "ااا")),
        lambda text: re.sub(r"ة\b", "ه", text),
        lambda text: re.sub(r"ي\b", "ى", text),
        lambda text: re.sub(r"([بتسشصكلمنه])(?=[ء-ي])", r"\1ـــ", text),
        lambda text: re.sub(r"([بتجدرسعفكلمنه])(?=[ء-ي])", r"\1َ", text),
        lambda text: re.sub(r"(\S+ \S+ \S+ \S+ \S+) ", r"\1\n", text),
        _read_badly,
        lambda text: f"الرابية (وكالات) - {text} (الصورة: السوق كما بدا صباح اليوم)",
        lambda text: text.replace("وقال", "وصرح").replace("وذكر", "وروى").replace("غير أن", "لكن"),
        lambda text: " ".join(FIRE[at] for at in (2, 1, 0, 4, 3)),
        lambda text: " ".join(FIRE[:3]),
        lambda text: f"فجعت الرابية بأكبر حريق تشهده منذ عقود. {' '.join(FIRE[1:])}",
    ],
)
def test_a_report_stays_one_whatever_is_done_to_its_letters_and_sentences(
    done: Callable[[str], str],
) -> None:
    agency = Printed("حريق في سوق الأقمشة", FIRE_TEXT)
    paper = Printed("ليلة النار في الرابية", done(FIRE_TEXT), "المنار", MONDAY + timedelta(1))
    assert kind_between(agency, paper) == "reprint"


@pytest.mark.parametrize(
    "done",
    [
        lambda word: f"{word[:3]}-\n{word[3:]}",  # at the end of a line
        lambda word: " ".join(word),  # spread out, as a printer filled his line
        lambda word: f"{word[:2]} {word[2:]}",  # read badly
    ],
)
def test_words_that_are_divided_otherwise_fill_in_no_form(done: Callable[[str], str]) -> None:
    words, last = FIRE_TEXT.split(), 0
    for at, word in enumerate(words):
        if at - last >= 9 and len(word) >= 5:
            words[at], last = done(word), at
    a, b = Printed("الحريق", FIRE_TEXT), Printed("ليلة النار", " ".join(words), "المنار")
    assert kind_between(a, b) == "reprint"


@pytest.mark.parametrize(
    "brief",
    [
        "أغلقت البلدية سوق السمك القديم أسبوعا لتبديل أنابيب الماء",
        "أغلقت البلدية سوق السمك القديم أسبوعا لتبديل أنابيب الماء وستفتحه صباح السبت أمام التجار",
    ],
)
def test_what_two_papers_have_in_a_line_is_a_story_and_what_one_has_twice_its_rubric(
    brief: str,
) -> None:
    here = Printed("", brief)
    assert kind_between(here, Printed("", f"{brief} (وكالات)", "المنار")) == "reprint"
    assert kind_between(here, Printed("", brief)) is None
    other = brief.replace("السمك القديم", "الذهب").replace("أنابيب الماء", "واجهات الدكاكين")
    assert kind_between(here, Printed("", other, "المنار")) != "reprint"


def test_a_toll_that_has_risen_is_the_same_story_in_the_same_paper_too() -> None:
    lead = "ارتفعت إلى 15 قتيلا حصيلة حريق سوق الأقمشة في مدينة الرابية، كما أعلنت إدارة الإطفاء."
    early = Printed("مصرع 12 في حريق سوق الأقمشة", FIRE_TEXT)
    late = Printed("15 قتيلا في حريق سوق الأقمشة", " ".join((lead, *FIRE[1:])))
    assert kind_between(early, late) == "reprint"


def test_a_correction_names_the_figure_and_is_the_same_story() -> None:
    wrong = Printed("خفض الفائدة إلى 4.25 في المئة", BANK_TEXT)
    right = Printed(
        "تصحيح: خفض الفائدة إلى 4.75 في المئة",
        "تصحيح: السعر 4.75 في المئة لا 4.25. " + BANK_TEXT.replace("4.25", "4.75"),
        day=MONDAY + timedelta(1),
    )
    assert kind_between(wrong, right) == "reprint"


def test_a_name_in_latin_letters_is_the_one_that_another_paper_spells_in_arabic() -> None:
    a = Printed("نوردفيل تستأجر مبنى البريد", SHOP.format("نوردفيل", "ماتيو غرانت"))
    b = Printed("Nordvell في مبنى البريد", SHOP.format("Nordvell", "Mateo Grant"), "المنار")
    assert kind_between(a, b) == "reprint"
    other = Printed("سولاريم في مبنى البريد", SHOP.format("سولاريم", "إيفان كوستا"), "المنار")
    assert kind_between(a, other) == "passage"


def test_what_is_announced_for_tomorrow_and_for_today_is_one_thing() -> None:
    a, b = (
        Printed(
            f"الوزير في الضفة الشرقية {day}",
            VISIT.format(minister="وزير الزراعة", day=day, office=f"{office} المياه"),
            paper,
            MONDAY + timedelta(at),
        )
        for at, (day, office, paper) in enumerate(
            (("غدا", "شؤون", "الساحل"), ("اليوم", "شئون", "المنار"))
        )
    )
    assert kind_between(a, b) == "reprint"


def test_a_name_that_two_headlines_spell_in_two_ways_names_one_thing() -> None:
    polished = FIRE_TEXT.replace("الرابية", "جرينسبورج")
    for word, instead in (
        ("وقال", "وصرح"),
        ("وذكر", "وروى"),
        ("غير أن", "لكن"),
        ("حالة", "إصابة"),
        ("متفاوتة", "مختلفة"),
    ):
        polished = polished.replace(word, instead)
    a = Printed("ليلة النار في غرينسبورغ", FIRE_TEXT.replace("الرابية", "غرينسبورغ"))
    b = Printed("جرينسبورج تودع ضحايا السوق", polished, "المنار")
    assert kind_between(a, b) == "reprint"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{POST} https://t.co/aB3dE9", f"{POST} https://t.co/xY7zW1"),
        (POST, f"{POST} https://t.co/aB3dE9"),
        (POST, f"RT @yazan_k: {POST.rpartition('متى')[0]}مت…"),
        (POST, f"منقول عن أبو يزن: {POST}"),
    ],
)
def test_a_post_that_is_sent_on_is_the_same(one: str, other: str) -> None:
    a, b = (Printed("", text, "twitter", None, is_post=True) for text in (one, other))
    assert kind_between(a, b._replace(source="facebook")) == "reprint"


RATES = (
    "استقر الدولار في سوق الصرف الموازية في العاصمة {} عند {} دينارا للشراء و{} للبيع، بحسب ما"
    " أفاد متعاملون. وبلغ سعر اليورو {} دينارا والجنيه الإسترليني {} والليرة التركية {}. وفي"
    " السوق الرسمية حافظ الدولار على سعره المعلن من المصرف المركزي، فيما سجل غرام الذهب عيار 21"
    " {} دينارا."
)
HOURS = (
    "مواقيت الصلاة حسب التوقيت المحلي لمدينة الرابية وما جاورها: الفجر {}، الشروق {}، الظهر {}،"
    " العصر {}، المغرب {}، العشاء {}. وعلى المقيمين خارج المدينة مراعاة الفروق المبينة في تقويم"
    " دائرة الإفتاء المعتمد، ويرفع الأذان في جميع المساجد من المركز الموحد."
)
TALLY = (
    "أعلنت وزارة الصحة اليوم تسجيل {} إصابة جديدة بالفيروس و{} وفيات وشفاء {} شخصا، ليرتفع عدد"
    " الإصابات منذ ظهور الوباء إلى {} والوفيات إلى {}. ودعت الوزارة المواطنين إلى التقيد"
    " بالإجراءات الوقائية وتلقي الجرعة المعززة، مذكرة بأن مراكز التطعيم تعمل يوميا من الثامنة"
    " صباحا إلى العاشرة مساء."
)
CLOSING = (
    "أغلقت سوق العاصمة للأوراق المالية تعاملاتها أمس على {} إذ {} المؤشر العام {} نقطة ليستقر"
    " عند {} نقطة. وبلغت قيمة التداول {} مليون دينار نفذت من خلال {} صفقة شملت أسهم {} شركة،"
    " ارتفعت أسعار {} منها وانخفضت أسعار {} واستقرت البقية. وقاد قطاع {} حركة السوق مستحوذا على"
    " الحصة الأكبر من السيولة."
)


@pytest.mark.parametrize(
    ("form", "one", "other"),
    [
        (
            RATES,
            "الاثنين 1478 1482 1610 1875 45 89700",
            "الثلاثاء 1485 1490 1622 1881 46 90250",
        ),
        (HOURS, "4:41 6:02 11:58 3:19 5:53 7:10", "4:39 6:01 11:57 3:20 5:54 7:11"),
        (TALLY, "412 5 388 91204 1033", "437 4 401 91641 1037"),
        (
            CLOSING,
            "ارتفاع كسب 14 2211 6.3 2140 112 51 38 المصارف",
            "انخفاض فقد 9 2202 5.1 1873 108 33 49 التأمين",
        ),
    ],
)
def test_the_figures_of_two_days_are_two_things_and_those_of_one_day_one(
    form: str, one: str, other: str
) -> None:
    a, b = (form.format(*day.split()) for day in (one, other))
    today = Printed("أرقام اليوم", a)
    for paper in ("الساحل", "المنار"):
        tomorrow = Printed("نشرة اليوم", b, paper, MONDAY + timedelta(1))
        assert kind_between(today, tomorrow) != "reprint"
    assert kind_between(today, Printed("نشرة اليوم", a, "المنار")) == "reprint"


ENVOY = (
    "استقبل وزير الصحة جمال عوض في مكتبه أمس سفير {0} لدى البلاد {1}، وبحث معه سبل تطوير التعاون"
    " بين البلدين في مجال {2}. وأكد الوزير خلال اللقاء عمق العلاقات التي تجمع البلدين، وأبدى"
    " السفير استعداد بلاده لتقديم الخبرات اللازمة وزيادة عدد المنح. وفي ختام اللقاء تبادل"
    " الجانبان الهدايا."
)
CAMPAIGN = (
    "انطلقت في محافظة {0} صباح أمس الحملة الوطنية لتحصين الأطفال ضد الحصبة، وتستهدف {1} ألف طفل"
    " دون الخامسة. وقال مدير صحة {0} الدكتور {2} إن {3} فريقا ستجوب القرى والبوادي على مدى ستة"
    " أيام، داعيا الأهالي إلى اصطحاب أبنائهم إلى أقرب مركز صحي وعدم الالتفات إلى الشائعات."
)
CRASH = (
    "لقي {0} مصرعهم وأصيب {1} آخرون في حادث {2} وقع {3} على طريق {4}. وأفاد مصدر في الدفاع"
    " المدني بأن فرق الإسعاف هرعت إلى المكان ونقلت الجثث والمصابين إلى مستشفى {5}، مرجعا الحادث"
    " إلى السرعة الزائدة. وفتحت شرطة المرور تحقيقا لمعرفة الملابسات، وأعيد فتح الطريق بعد"
    " ساعتين."
)
FLIGHT = (
    "حطت في مطار السلام أمس الطائرة {0} من الجسر الجوي الذي تسيره جمعية الهلال لإغاثة ضحايا"
    " الفيضان، وعلى متنها {1}. وتسلم الشحنة ممثل الجمعية في البلاد تمهيدا لنقلها بالشاحنات إلى"
    " مخيمات النازحين، وأوضح أن الجسر سيستمر حتى نهاية الشهر وأن باخرة محملة بالطحين ستصل خلال"
    " أيام."
)
DECREE = (
    "صدر مرسوم جمهوري بتعيين {0} {1} خلفا لـ{2} الذي أحيل إلى التقاعد. ونشر المرسوم في الجريدة"
    " الرسمية ويعمل به من تاريخ صدوره. و{0} من مواليد {3} ويحمل شهادة الدكتوراه من جامعة {4}،"
    " وتدرج في مناصب عدة في الإدارة العامة، وهو متزوج وأب لثلاثة أولاد."
)
RECALL = (
    "أعلنت وزارة التجارة استدعاء {0} من طراز {1} أنتجت في العامين الماضيين، وذلك لوجود خلل في"
    " {2} قد يؤدي إلى {3}. ودعت الوزارة أصحابها إلى التوقف عن استعمالها ومراجعة الوكيل لإصلاحها"
    " مجانا، وأكدت أنها تتابع مع الشركة التزامها بإتمام الإصلاح."
)
SEIZURE = (
    "ضبطت دائرة الجمارك في {0} {1} كانت مخبأة داخل {2} قادمة من {3}. وأوضح مدير المكافحة أن"
    " المضبوطات حولت إلى المختبر وأن السائق أوقف على ذمة التحقيق، مؤكدا استمرار الحملات على"
    " التهريب بالتعاون مع الأجهزة الأمنية، وداعيا المواطنين إلى الإبلاغ عن أي مخالفة."
)
DEATH = (
    "ينعى آل {0} بمزيد من الرضا بقضاء الله وقدره فقيدهم المرحوم {1} الذي انتقل إلى رحمته تعالى"
    " عن عمر ناهز {2} عاما. يصلى على جثمانه عقب صلاة العصر في {3} ويوارى الثرى في مقبرة العائلة."
    " تقبل التعازي للرجال في {4} وللنساء في منزل الفقيد أيام الثلاثاء والأربعاء والخميس حتى"
    " الثامنة مساء."
)


@pytest.mark.parametrize(
    ("form", "one", "other"),
    [
        (ENVOY, "كوبا|راؤول بيريز|تدريب الأطباء", "البرازيل|لويز سوزا|صناعة الأدوية"),
        (CAMPAIGN, "الكرمة|64|صلاح هادي|120", "المرج|41|إياد ناصر|85"),
        (
            CRASH,
            "أربعة أشخاص|ستة|تصادم حافلة وشاحنة|صباح أمس|المطار|الأمل",
            "ثلاثة شبان|اثنان|انقلاب سيارة|فجر أمس|الجبل|الشفاء",
        ),
        (
            SEIZURE,
            "مركز الغابة|30 ألف حبة مخدرة|إطارات شاحنة|الشمال",
            "ميناء الصدف|1200 كرتونة سجائر|حاوية أثاث|الصين",
        ),
        (FLIGHT, "الرابعة|32 طنا من الخيام", "الخامسة|28 طنا من حليب الأطفال والأدوية"),
        (FLIGHT, "السابعة|32 طنا من الخيام والبطانيات", "الثامنة|30 طنا من المولدات والمصابيح"),
        (
            DECREE,
            "كمال الراوي|محافظا للبادية|سعيد العاني|1962|ليون",
            "هدى سلامة|مديرة للأرشيف الوطني|نبيل خوري|1971|بولونيا",
        ),
        (
            RECALL,
            "1840 سيارة|فالكون|وسادة الهواء|إصابة السائق بشظايا",
            "960 غسالة|أكوا|مضخة التصريف|تسرب المياه",
        ),
        (
            DEATH,
            "النابلسي|الحاج يوسف حسن أبو غسان|سبعة وسبعين|جامع الروضة|ديوان العائلة",
            "الخطيب|الأستاذ مروان سعيد أبو طارق|واحد وستين|مسجد الفتح|قاعة نادي المعلمين",
        ),
    ],
)
def test_one_form_filled_in_twice_is_two_things_whatever_the_headlines_say(
    form: str, one: str, other: str
) -> None:
    a, b = (form.format(*slots.split("|")) for slots in (one, other))
    here = Printed("خبر قصير", a)
    assert kind_between(here, Printed("من أخبار اليوم", b, "المنار")) == "passage"
    assert kind_between(here, Printed("من أخبار اليوم", a, "المنار")) == "reprint"


QUOTED = (
    "والضحى والليل إذا سجى ما ودعك ربك وما قلى وللآخرة خير لك من الأولى ولسوف يعطيك ربك فترضى"
    " ألم يجدك يتيما فآوى ووجدك ضالا فهدى ووجدك عائلا فأغنى"
)


def test_a_sura_that_two_quote_makes_no_story() -> None:
    sermon = (
        f"قال تعالى: {QUOTED}. نزلت هذه السورة بعد أن انقطع الوحي أياما، فجاءت تطمئن القلب وتعد"
        " بالعطاء. ومن تأملها وجد أنها تبدأ بالنور وتنتهي بالشكر، وأن بينهما ثلاث نعم."
    )
    essay = (
        "عني القرآن الكريم باليتيم عناية لا نظير لها، ولهذا أنشأ المسلمون دورا للأيتام أوقفوا عليها"
        f" البساتين والخانات، وكان القاضي ولي من لا ولي له. اقرأ: {QUOTED}."
    )
    a, b = Printed("دروس من الضحى", sermon), Printed("رعاية الأيتام", essay, "المنار")
    assert kind_between(a, b) != "reprint"
    comments = (
        "صباحكم رضا وطمأنينة يا أحبة ولا تنسوا وردكم",
        "تلاوة خاشعة من مسجد النور فجر الجمعة",
    )
    posts = [Printed("", f"{QUOTED} {one}", "facebook", None, is_post=True) for one in comments]
    assert kind_between(*posts) != "reprint"
