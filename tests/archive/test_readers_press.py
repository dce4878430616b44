"""What agencies, newsrooms and WordPress's API send: NewsML, NITF, ninjs, posts in JSON."""

import json
from pathlib import Path
from typing import Any

import pytest
from reading_files import AUTHORITIES, taken, written

from kashshaf.archive.items import Rejection
from kashshaf.archive.metadata.catalogue import catalogue
from kashshaf.archive.record import Record

FORMATS = Path(__file__).parents[2] / "fixtures" / "formats"


def records(path: Path) -> tuple[list[Record], list[Rejection]]:
    items, rejections = taken(path)
    return [catalogue(item, AUTHORITIES, "2024-03-01T00:00:00Z") for item in items], rejections


def test_a_report_of_newsml_has_its_text_with_its_dateline_and_who_sent_it() -> None:
    (report, _), (rejection,) = records(FORMATS / "newsml-g2.xml")
    assert report.id == "urn:newsml:madar.example.org:20240216:4711"
    assert report.title == "افتتاح مكتبة المرفأ"
    assert report.text.split("\n") == [
        "رأس المرجان 16-2-2024 (المدار)",
        "افتتحت أمس مكتبة المرفأ في حفل صغير & هادئ.",
        "قاعة للقراءة",
        "والقاعة تتسع لمئة قارئ.",
    ]
    assert (report.source, report.author) == ("وكالة المدار", "ليلى منصور")
    assert (str(report.published), report.language) == ("2024-02-16", "ar")
    assert report.tags == ("أدب", "مكتبات")
    assert report.extra["located"] == ["رأس المرجان"]
    assert report.extra["section"] == ["ثقافة"]
    assert rejection.reason.endswith("since it is no report: 1 of the kind “picture”")


def test_a_report_in_html_is_read_without_the_head_of_its_page() -> None:
    (_, report), _ = records(FORMATS / "newsml-g2.xml")
    assert report.text == "انطلقت العبّارة صباح اليوم.\nوالرحلة ساعة."


@pytest.mark.parametrize("name", ["a.xml", "a.txt", "a.html", "a"])
def test_newsml_is_known_by_its_root(tmp_path: Path, name: str) -> None:
    items, _ = taken(written(tmp_path, name, (FORMATS / "newsml-g2.xml").read_bytes()))
    assert [item.origin.reader for item in items] == ["newsml", "newsml"]


def test_one_report_may_be_the_whole_document(tmp_path: Path) -> None:
    whole = (FORMATS / "newsml-g2.xml").read_text("utf-8")
    start, end = whole.index("<newsItem"), whole.index("</newsItem>") + len("</newsItem>")
    alone = whole[start:end].replace(
        "<newsItem", '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"', 1
    )
    (report,), rejections = records(written(tmp_path, "a.xml", alone))
    assert (report.title, rejections) == ("افتتاح مكتبة المرفأ", [])


def test_newsml_cut_short_gives_its_whole_reports_and_says_so(tmp_path: Path) -> None:
    whole = (FORMATS / "newsml-g2.xml").read_bytes()
    items, (rejection,) = taken(written(tmp_path, "a.xml", whole[: whole.rindex(b"<contentSet")]))
    assert len(items) == 1
    assert "cut short" in rejection.reason


def test_a_report_that_was_withdrawn_is_left_out_and_told(tmp_path: Path) -> None:
    whole = (FORMATS / "newsml-g2.xml").read_text("utf-8").replace("stat:usable", "stat:canceled")
    items, (rejection,) = taken(written(tmp_path, "a.xml", whole))
    assert len(items) == 1
    assert "1 not published (canceled)" in rejection.reason


def test_entities_of_a_document_type_are_not_declared(tmp_path: Path) -> None:
    bomb = (
        '<!DOCTYPE nitf [<!ENTITY a "حشو"><!ENTITY b "&a;&a;&a;">]>'
        "<nitf><head><title>عنوان</title></head><body><body.content><p>نص &b; بعده</p>"
        "</body.content></body></nitf>"
    )
    (report,), _ = records(written(tmp_path, "a.nitf", bomb))
    assert "حشو" not in report.text


def test_nitf_alone_is_a_report() -> None:
    (report,), rejections = records(FORMATS / "report.nitf")
    assert not rejections
    assert (report.id, report.title) == ("madar-20240216-4714", "عبّارة تعمل بالشمس")
    assert report.text.endswith("من رأس المرجان.\nوالرحلة ساعة.")
    assert (report.author, str(report.published)) == ("سامي حداد", "2024-02-16")
    assert report.tags == ("ملاحة", "طاقة")


def test_newsml_of_the_first_generation_is_read_and_its_revisions_are_one_record() -> None:
    (report,), rejections = records(FORMATS / "newsml-1.xml")
    assert not rejections
    assert report.id == "urn:newsml:madar.example.org:20140903:4715"
    assert report.title == "معرض الكتاب يفتح أبوابه"
    assert report.text == "رأس المرجان (المدار)\nافتتح المعرض صباح اليوم.\nوفيه مئة ناشر."
    assert (report.source, report.author) == ("وكالة المدار", "هدى النجار")
    assert (str(report.published), report.tags) == ("2014-09-03", ("كتب",))


@pytest.mark.parametrize(
    ("name", "title", "id_"),
    [
        ("ninjs-1.json", "افتتاح مكتبة المرفأ", "urn:newsml:madar.example.org:20240216:4711"),
        ("ninjs-2.json", "عبّارة تعمل بالشمس", "https://madar.example.org/2024/ferry"),
    ],
)
def test_ninjs_of_either_generation_is_read(name: str, title: str, id_: str) -> None:
    (report,), rejections = records(FORMATS / name)
    assert not rejections
    assert (report.id, report.title, len(report.text.split("\n"))) == (id_, title, 2)
    assert (report.source, str(report.published)) == ("وكالة المدار", "2024-02-16")
    assert report.author in ("ليلى منصور", "سامي حداد")
    assert report.tags in (("أدب", "مكتبات"), ("ملاحة",))
    assert report.extra["located"] == "رأس المرجان"


def test_pictures_and_what_is_withheld_are_left_out_of_ninjs_and_told(tmp_path: Path) -> None:
    report = json.loads((FORMATS / "ninjs-1.json").read_text("utf-8"))
    picture = {"uri": "urn:1", "type": "picture", "versioncreated": "2024", "headline": "صورة"}
    lines = [report, picture, {**report, "uri": "urn:2", "pubstatus": "withheld"}]
    path = written(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines)))
    items, (rejection,) = taken(path)
    assert len(items) == 1
    assert "1 of the kind “picture”, 1 not published (withheld)" in rejection.reason


def test_reports_of_ninjs_are_found_in_the_answer_round_them(tmp_path: Path) -> None:
    report = json.loads((FORMATS / "ninjs-1.json").read_text("utf-8"))
    answer = {"_items": [report, {**report, "uri": "urn:2"}], "_meta": {"total": 2}}
    items, rejections = taken(written(tmp_path, "a.json", json.dumps(answer)))
    assert ([item.origin.position for item in items], rejections) == ([1, 2], [])


def test_posts_of_wordpress_have_the_names_that_were_embedded_and_the_sites_own_day() -> None:
    (post, bare), (rejection,) = records(FORMATS / "wordpress-posts.json")
    assert (post.id, post.title) == ("https://saahil.example.org/?p=71", "افتتاح “مكتبة المرفأ”")
    assert post.text == "افتتحت أمس مكتبة المرفأ في حفل صغير.\nوالقاعة تتسع لمئة قارئ."
    assert (post.source, post.author) == ("صحيفة الساحل", "ليلى حسن")
    assert (str(post.published), post.tags) == ("2024-02-17", ("مكتبات", "المرفأ"))
    assert post.extra["categories"] == ["ثقافة & فنون"]
    assert post.url == "https://saahil.example.org/2024/02/library/"
    assert (bare.author, bare.tags, bare.extra["author_number"]) == (None, (), 5)
    assert "1 with a password" in rejection.reason


@pytest.mark.parametrize("damage", [None, 0, [], {}, "نص", [[1]]])
def test_values_of_other_kinds_are_no_failure_of_these_readers(tmp_path: Path, damage: Any) -> None:
    for name in ("ninjs-1.json", "ninjs-2.json", "wordpress-posts.json"):
        whole = json.loads((FORMATS / name).read_text("utf-8"))
        for place in whole[0] if isinstance(whole, list) else whole:
            one = dict(whole[0] if isinstance(whole, list) else whole)
            one[place] = damage
            _, rejections = taken(written(tmp_path, name, json.dumps([one])))
            assert not [one for one in rejections if "its reader" in one.reason], place
