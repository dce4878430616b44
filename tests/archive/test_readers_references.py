"""References: what bibliographies state of works, and what is broken in them."""

import time
from pathlib import Path

import pytest
from reading_files import taken, written

FORMATS = Path(__file__).parents[2] / "fixtures" / "formats"


def test_references_in_ris_are_read():
    (first, second), rejections = taken(FORMATS / "library.ris")
    assert not rejections
    assert first.fields == {
        "id": "https://saahil.example.org/2014/library",
        "title": "افتتاح مكتبة المرفأ",
        "text": "افتتحت أمس مكتبة المرفأ.\nوالقاعة تتسع لمئة قارئ.",
        "source": "صحيفة الساحل",
        "published": "2014-09-03",
        "author": ["ليلى حسن", "قسم الأخبار"],
        "url": "https://saahil.example.org/2014/library",
        "language": "ar",
        "tags": ["مكتبات", "ثقافة"],
        "N1": "قصاصة من الصفحة الثالثة",
        "SP": "3",
    }
    assert second.fields["id"] == "doi:10.1234/riwaq.17"
    assert second.fields["published"] == "2012-05"
    assert second.fields["author"] == ["سامي الحاج"]
    assert (second.origin.reader, second.origin.position) == ("ris", 2)


def test_references_in_bibtex_are_read_without_its_escapes():
    (first, second), rejections = taken(FORMATS / "library.bib")
    assert not rejections
    assert first.fields == {
        "id": "https://saahil.example.org/2014/library_new?a=%D9%85",
        "title": "افتتاح مكتبة المرفأ & قاعتها",
        "text": "افتتحت أمس مكتبة المرفأ. ارتفع العدد 5% {تقريبًا}.",
        "source": "صحيفة الساحل اليومية",
        "published": "2014-09-03",
        "author": ["ليلى حسن", "قسم الأخبار"],
        "url": "https://saahil.example.org/2014/library_new?a=%D9%85",
        "language": "arabic",
        "tags": ["مكتبات", "ثقافة"],
        "type": "article",
        "pages": "3–4",
    }
    assert second.fields["author"] == ["Jérôme Schröder"]
    assert second.fields["title"] == "Die arabische Presse in ḥalāl"
    assert second.fields["published"] == "sep 1987"
    assert (second.fields["id"], second.origin.reader) == ("schroder", "bibtex")


def test_references_in_csl_json_are_read():
    (first, second), rejections = taken(FORMATS / "library.json")
    assert not rejections
    assert first.fields == {
        "id": "https://saahil.example.org/2014/library",
        "title": "افتتاح مكتبة المرفأ",
        "text": "افتتحت أمس مكتبة المرفأ.",
        "source": "صحيفة الساحل",
        "published": "2014-09-03",
        "author": ["ليلى حسن", "قسم الأخبار"],
        "url": "https://saahil.example.org/2014/library",
        "language": "ar",
        "tags": ["مكتبات", "ثقافة"],
        "type": "article-newspaper",
        "page": "3",
        "accessed": {"date-parts": [[2020, 1, 1]]},
    }
    assert second.fields["id"] == "doi:10.1234/riwaq.17"
    assert second.fields["published"] == "2012-05"
    assert second.origin.reader == "csl"


def test_json_that_only_has_a_type_is_no_bibliography(tmp_path):
    (one,), _ = taken(written(tmp_path, "a.json", '[{"type": "article", "text": "نص"}]'))
    assert one.origin.reader == "json"


@pytest.mark.parametrize("name", ["library.ris", "library.bib"])
@pytest.mark.parametrize("called", ["a.txt", "a"])
def test_references_are_known_by_their_beginning(tmp_path, name, called):
    items, _ = taken(written(tmp_path, called, (FORMATS / name).read_bytes()))
    assert len(items) == 2


@pytest.mark.parametrize(
    "broken",
    [
        "@misc{b, title = {مكسور",
        '@misc{b, title = "مكسور}',
        "@misc{b, title = }",
        "@misc{b, title = {مكسور} x {y}",
        "@misc{b",
    ],
)
def test_a_broken_entry_of_bibtex_costs_no_other(tmp_path, broken):
    good = "@misc{a, title = {سليم}}"
    items, (rejection,) = taken(written(tmp_path, "a.bib", f"{good}\n{broken}\n{good}\n"))
    assert [item.fields["title"] for item in items] == ["سليم", "سليم"]
    assert rejection.reason.startswith("the entry “b” ")


def test_a_reference_of_ris_with_a_broken_byte_costs_no_other(tmp_path):
    good = "TY  - NEWS\nTI  - افتتاح مكتبة المرفأ\nER  - \n".encode()
    data = good + b"TY  - NEWS\nTI  - \xff\xfe\nER  - \n" + good
    items, (rejection,) = taken(written(tmp_path, "a.ris", data))
    assert len(items) == 2
    assert rejection.reason.startswith("reference 2 has a byte that is not valid UTF-8")


def test_a_reference_of_ris_that_is_not_ended_is_read(tmp_path):
    items, _ = taken(written(tmp_path, "a.ris", "TY  - NEWS\nTI  - أول\nTY  - NEWS\nTI  - ثانٍ\n"))
    assert [item.fields["title"] for item in items] == ["أول", "ثانٍ"]


@pytest.mark.parametrize("text", ["[5]", '[{"type": "webpage", "issued": {}, "title": "ع"}'])
def test_damaged_csl_json_ends_in_a_reason(tmp_path, text):
    _, rejections = taken(written(tmp_path, "a.json", text))
    assert rejections


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.bib", "@misc{a, title = {" + "{" * 500_000),
        ("a.bib", "@misc{a, title = {" + "\\u " * 300_000 + "}}"),
        ("a.bib", "@misc{a, author = {" + " " * 500_000 + "x}}"),
        ("a.bib", "@misc{a, abstract = {" + "كلمة " * 200_000 + "{x}}}"),
        ("a.bib", "@misc{\n" * 50_000),
        (
            "a.bib",
            "@string{a0 = {ها}}\n"
            + "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 60))
            + f"@misc{{b, title = {'a59 # ' * 100_000} a59}}",
        ),
        ("a.ris", "TY  - NEWS\nTI  - ع\n" + "x\n" * 500_000),
        ("a.ris", "TY  - NEWS\n" * 10_000),
    ],
    ids=lambda data: data[:24],
)
def test_references_that_go_on_without_end_take_little_time(tmp_path, name, data):
    started = time.process_time()
    items, rejections = taken(written(tmp_path, name, data))
    assert time.process_time() - started < 6
    assert items or rejections
