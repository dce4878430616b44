"""A text that every rule has something to do in; the analyzer's fingerprint is what it gives."""

from .letters import ARABIC_LETTERS, ARABIC_MARKS, DIGITS, INVISIBLE, SPACING_MARKS

_BETWEEN_LETTERS = " ".join(
    f"س{char}ن" for char in (*ARABIC_LETTERS, *ARABIC_MARKS, *SPACING_MARKS, *INVISIBLE)
)
_WORDS = """
كتاب الكتاب والكتاب فالكتاب وبالكتاب وللكتاب كتابهم وبكتابه كتابات الكتابات سيارات والدها والدين
مدرسة المدرسة مدرسون المدرسين سيكتبون استخرجوها للمستشفيات على علي إلى هذه الذي اللاعبين
وزير وزارة لمصر ولمصر وللاعبين العاب ألعاب القرآن إيران إيراني إيرانية مؤسسات
أمريكا أميركية وسوريا تركيا كوريا كورونا كوفيد امرأة مئة
كَتَبَ كُتُبٌ دَرَّسَ كتاباً كتابًا هٰذا ٱلرَّحْمَٰنِ مُؤَسَّسة رئيس كتـــاب رااااائع اللللله هههههه
ﷺ ﷲ ﻻ ﷻ كتاب‌ها 18‏/12‏/2014 2014-12-18 18.12.2014 1,300 ١٬٣٠٠ ١٫٥ ١،٥ 1.5 50% ½ ال27 1436هـ
#وسم_مركب #2022_قطر #1 @Some_Name name@mail.example.com
https://example.com/Path?q=1 t.co/x www.x.org
G20 covid19 3D 12.5km Qur'an King’s l'Orient Café Straße Ελλάδα Москва 東京 हिन्दी الـBBC m²
"""
PROBE = "\n".join((_BETWEEN_LETTERS, " ".join(DIGITS), _WORDS))
