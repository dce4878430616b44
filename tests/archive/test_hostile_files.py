"""Files made to do harm end in sound items or a reason, soon, and what lies beside them is read."""

import io
import json
import time
from pathlib import Path
from zipfile import ZipFile

import pytest
from file_samples import FIXTURES
from office_files import SHEET, epub, ods, odt, xlsx, zipped
from reading_files import taken, written

SECONDS = 10
"""Of computing, for what takes parts of a second."""

GROWN = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPE = f'<!DOCTYPE a [<!ENTITY e0 "ها"><!ENTITY f SYSTEM "file:///etc/passwd">{GROWN}]>'
STRINGS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TRAP = "<si><t>&e9;&f;</t></si>"
BLANKS = f"أ{' ' * 50_000}ب"
ARTICLE = {"@type": "NewsArticle", "headline": "خبر"}
PAGE = (
    '<html><head><script type="application/ld+json">{}</script></head><body><h1>خبر</h1>'
    f"<p>{'وصل قارب جديد إلى المرفأ أمس. ' * 9}</p></body></html>"
)
CONTENT = "<content:encoded><![CDATA["
WORDPRESS = (FIXTURES / "formats" / "wordpress.xml").read_text("utf-8")


def of_one_chapter_many_times() -> bytes:
    with ZipFile(io.BytesIO(epub())) as book:
        parts: dict[str, str | bytes] = {name: book.read(name) for name in book.namelist()}
    listed = b'<itemref idref="chapter1"/>'
    package = parts["OEBPS/content.opf"]
    assert isinstance(package, bytes)
    package = package.replace(listed, listed * 100_000)
    return zipped(parts | {"OEBPS/content.opf": package})


@pytest.mark.parametrize(
    ("name", "data", "items"),
    [
        ("chapters.epub", of_one_chapter_many_times(), 2),
        ("comments.txt", "<!-- -->" * 100_000 + "<p>", 1),
        ("comments", "<!-- -->" * 100_000 + "<p>", 0),
        ("brackets.xml", WORDPRESS.replace(CONTENT, CONTENT + "[caption " * 50_000), 2),
        ("roots.txt", "<rss " * 200_000, 0),
        ("comments.eml", f"From: a@b.c {'(' * 100_000}\nDate: x\nSubject: خبر\n\nنص\n", 0),
        ("hosts.json", json.dumps({"source": ". " * 100_000, "text": "نص"}), 1),
        ("lines.vtt", "WEBVTT\n\n" + ("00:01.000 --> 00:02.000\n" + "نص\n" * 50_000 + "\n") * 2, 1),
        ("tags.html", PAGE.format(json.dumps(ARTICLE | {"keywords": f"أ{' ' * 50_000}ب"})), 1),
        (
            "dates.html",
            PAGE.format(json.dumps(ARTICLE | {"datePublished": f"أ{' ' * 50_000}ب"})),
            1,
        ),
        ("blanks.md", f"---\ntitle: {BLANKS}\n{BLANKS}\n---\nنص\n", 1),
        ("dots.md", f"+++\ntitle = 'أ'\n{'a.' * 100_000}a = 1\n+++\nنص\n", 0),
        ("depth.jsonl", f'{{"text": "أ", "a": {"[" * 600}{"]" * 600}}}\n{{"text": "ب"}}\n', 1),
        ("hours.srt", f"1\n{'9' * 5000}:00:01,000 --> 00:00:02,000\nنص\n", 0),
        ("lists.json", f'{{"text": "نص", "a": [{"[]," * 2_000_001}1]}}', 0),
        ("numbers.json", json.dumps({"text": "نص", "a": {"$numberLong": "9" * 5000}}), 1),
        ("spaces.odt", odt('<text:p>نص<text:s text:c="-"/></text:p>'), 1),
        (
            "strings.xlsx",
            xlsx({"S": SHEET}, {"xl/sharedStrings.xml": f"{DOCTYPE}<sst {STRINGS}>{TRAP}</sst>"}),
            0,
        ),
        ("cells.ods", ods({"S": SHEET}, {"content.xml": f"{DOCTYPE}<a>&e9;&f;</a>"}), 0),
    ],
    ids=lambda one: one if isinstance(one, str) and len(one) < 20 else "",
)
def test_what_is_made_to_do_harm_ends_soon(
    tmp_path: Path, name: str, data: str | bytes, items: int
) -> None:
    written(tmp_path, "beside.jsonl", '{"text": "وصل قارب جديد إلى المرفأ."}\n')
    path = written(tmp_path, name, data)
    began = time.process_time()
    found, rejections = taken(tmp_path)
    assert time.process_time() - began < SECONDS
    assert sum(item.origin.file.startswith(str(path)) for item in found) == items
    assert len(found) == items + 1
    assert items or rejections
    assert not any("its reader “" in one.reason or "root:" in one.reason for one in rejections)
