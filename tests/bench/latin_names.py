"""How many names in Latin letters lead to their Arabic: `python tests/bench/latin_names.py`.

People and places of the news of 2013 to 2024, half of them as French spells them or in one of
many spellings. A name is right where a search for it finds the Arabic one, which stands for it,
or suggests that first. The costs of readings were set with the first list. Of the second, 36 of
40 were right when it was first asked; then kinds of names were mended, no single one.
"""

from functools import partial
from pathlib import Path
from statistics import median

import click
from measuring import timed

from kashshaf import Archive
from kashshaf.arabic.analyzer import Analyzer

KNOWN = """
Hamas: حماس
Gaza: غزة
Sisi: السيسي
Abdel Fattah el-Sisi: عبد الفتاح السيسي
Elon Musk: إيلون ماسك
Nouri al-Maliki: نوري المالكي
al-Maliki: المالكي
Haïdar al-Abadi: حيدر العبادي
Salman bin Abdulaziz: سلمان بن عبدالعزيز, سلمان بن عبد العزيز
Mohammed bin Nayef: محمد بن نايف
ʿAbd al-Raḥmān: عبد الرحمن, عبدالرحمن
Abderrahmane: عبد الرحمن, عبدالرحمن
Mosul: الموصل
Riyadh: الرياض
Raqqa: الرقة
Deir Ezzor: دير الزور
Ghouta: الغوطة
Kobané: كوباني
Kirkouk: كركوك
Falloujah: الفلوجة
Tikrit: تكريت
Bachar el-Assad: بشار الأسد
Hezbollah: حزب الله
Hassan Nasrallah: حسن نصر الله, حسن نصرالله
Mahmoud Abbas: محمود عباس
Ismail Haniyeh: إسماعيل هنية
Khan Younis: خان يونس
Benyamin Netanyahou: بنيامين نتنياهو
Recep Tayyip Erdoğan: رجب طيب أردوغان
Vladimir Poutine: فلاديمير بوتين
Volodymyr Zelensky: فولوديمير زيلينسكي
Emmanuel Macron: إيمانويل ماكرون
Béji Caïd Essebsi: الباجي قائد السبسي
Rached Ghannouchi: راشد الغنوشي
Chokri Belaïd: شكري بلعيد
Mouammar Kadhafi: معمر القذافي
Khalifa Haftar: خليفة حفتر
Hemedti: حميدتي
Houthi: الحوثي
Naplouse: نابلس
"""

LATER = """
Saad Hariri: سعد الحريري
Michel Aoun: ميشال عون, ميشيل عون
Nabih Berri: نبيه بري
Gebran Bassil: جبران باسيل
Fayez al-Sarraj: فايز السراج
Abdelilah Benkirane: عبد الإله بنكيران, عبدالإله بنكيران
Mohamed Morsi: محمد مرسي
Ayman al-Zawahiri: أيمن الظواهري
Abou Bakr al-Baghdadi: أبو بكر البغدادي
Staffan de Mistura: ستيفان دي ميستورا, ستافان دي ميستورا
Ban Ki-moon: بان كي مون
Angela Merkel: أنجيلا ميركل, انغيلا ميركل
Xi Jinping: شي جين بينغ, شي جينبينغ
Sergueï Choïgou: سيرغي شويغو
Boris Johnson: بوريس جونسون
Palmyre: تدمر
Deraa: درعا
Lattaquié: اللاذقية
Idleb: إدلب
Manbij: منبج
Quneitra: القنيطرة
Sidi Bouzid: سيدي بوزيد
Sousse: سوسة
Nouakchott: نواكشوط
Kandahar: قندهار
Ma'rib: مأرب
Beit Hanoun: بيت حانون
Deir al-Balah: دير البلح
Nuseirat: النصيرات
Tulkarem: طولكرم
Marwan Barghouti: مروان البرغوثي
Khaled Meshaal: خالد مشعل
Abu Obaida: أبو عبيدة
Yoav Gallant: يوآف غالانت
Bezalel Smotrich: بتسلئيل سموتريتش
Lloyd Austin: لويد أوستن, لويد أوستين
Antonio Guterres: أنطونيو غوتيريش, أنطونيو غوتيريس
Nicolas Maduro: نيكولاس مادورو
Zamalek: الزمالك
Ronaldo: رونالدو
"""

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.option("--archive", "folder", type=_FOLDER, required=True, help="An archive of the news.")
@click.option("--misses", is_flag=True, help="List the names that do not lead to their Arabic.")
def main(folder: Path, misses: bool) -> None:
    """Print how many of the names that an archive has are found or suggested first."""
    with Archive.open(folder) as archive:
        archive.search("Hamaz")  # the first look at the words takes longer
        for kind, names in (("known", KNOWN), ("later", LATER)):
            _report(archive, kind, names, misses)


def _report(archive: Archive, kind: str, names: str, misses: bool) -> None:
    asked, right, times, missed = 0, 0, [], []
    for line in names.strip().splitlines():
        latin, _, arabic = line.partition(": ")
        ways = arabic.split(", ")
        if not any(archive.count(f'"{way}"') for way in ways):
            continue
        found, milliseconds = timed(partial(archive.search, latin))
        first = [*found.variants.get(latin, ()), *found.suggestions[:1]]
        asked += 1
        times.append(milliseconds)
        if {_stems(way) for way in ways} & {_stems(text) for text in first}:
            right += 1
        else:
            missed.append(f"{latin} for {arabic}: {'، '.join(found.suggestions)}")
    click.echo(
        f"{kind:7} {right} of {asked} names lead to the Arabic one"
        f" ({median(times or [0]):.0f} ms at the median)"
    )
    for line in missed if misses else ():
        click.echo(f"        {line}")


_analyzer = Analyzer()


def _stems(text: str) -> tuple[str, ...]:
    return tuple(_analyzer.analyse(text).stems)


if __name__ == "__main__":
    main()
