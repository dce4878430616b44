"""What is saved under a name that says text, or no more than that, and is something else."""

import base64
import json
import quopri
import urllib.parse

import pytest
from reading_files import taken, written

ARTICLE = "افتتاح المكتبة\n\nافتتحت اليوم في المرفأ مكتبة جديدة، وحضر الافتتاح كثيرون.\n" * 3
NAMES = ["a.txt", "a.text", "a", "a.bin"]

MESSAGE = f"""From: sara@example.org
Subject: =?utf-8?b?2K7YqNix?=
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

{base64.encodebytes(ARTICLE.encode()).decode()}"""

REFUSED = {
    "xml": (f"<?xml version='1.0'?>\n<notes><note>{ARTICLE}</note></notes>", "XML of a kind"),
    "xml without a declaration": (f"<notes>\n<note>{ARTICLE}</note>\n</notes>\n", "XML of a kind"),
    "xml with a namespace": (f'<n:a xmlns:n="http://example.org">{ARTICLE}', "XML of a kind"),
    "a doctype": (f"<!DOCTYPE notes [<!ENTITY a 'b'>]>\n<notes>{ARTICLE}</notes>", "XML of a kind"),
    "a piece of a page": (f'<div dir="rtl"><p>{ARTICLE}</p></div>', "a piece of HTML"),
    "a message": (MESSAGE, "a message or a page in MIME"),
    "a message with windows' lines": (MESSAGE.replace("\n", "\r\n"), "a message or a page in MIME"),
    "base64": (base64.encodebytes(ARTICLE.encode()).decode(), "coded in base64"),
    "base64 on one line": (base64.b64encode(ARTICLE.encode()).decode(), "coded in base64"),
    "hexadecimal": (ARTICLE.encode().hex(" "), "hexadecimal digits"),
    "quoted-printable": (quopri.encodestring(ARTICLE.encode()).decode(), "(quoted-printable)"),
    "percent": (urllib.parse.quote(ARTICLE), "(percent encoding)"),
    "escapes": (json.dumps(ARTICLE)[1:-1], r"codes such as \u0627"),
    "escaped bytes": (repr(ARTICLE.encode())[2:-1], r"codes such as \xd8\xa7"),
    "references": (ARTICLE.encode("ascii", "xmlcharrefreplace").decode(), "codes such as &#1575;"),
    "uuencode": ("begin 644 a.txt\nM" + "V*?8A" * 12 + "\nend\n", "uuencode"),
    "a key": ("-----BEGIN CERTIFICATE-----\n" + "MIIB" * 16 + "\n", "PEM"),
    "a card": ("BEGIN:VCARD\nVERSION:3.0\nFN:ليلى منصور\nEND:VCARD\n", "a card or a calendar"),
    "sql": (f"-- dump\n\nINSERT INTO posts VALUES (1, '{ARTICLE}');\n", "an SQL dump"),
    "postscript": ("%!PS-Adobe-3.0\n" + "0 0 moveto\n" * 50, "PostScript"),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", REFUSED)
def test_it_is_refused_with_what_it_is_and_what_to_do(tmp_path, kind, name):
    data, reason = REFUSED[kind]
    items, (rejection,) = taken(written(tmp_path, name, data))
    assert not items
    assert reason in rejection.reason
    assert ": " in rejection.reason


@pytest.mark.parametrize("kind", REFUSED)
def test_a_part_of_it_within_prose_is_a_text(tmp_path, kind):
    data, _ = REFUSED[kind]
    prose = f"شرح لما يصل إلينا من ملفات\n\n{ARTICLE * 9}مثال:\n{data[:90]}\n"
    (item,), rejections = taken(written(tmp_path, "a.txt", prose))
    assert item.fields["title"] == "شرح لما يصل إلينا من ملفات"
    assert not rejections


@pytest.mark.parametrize("mark", ["[صورة] ", "{ملف} ", "<< ", "from: ", "# ", "%", "--", "begin "])
def test_signs_at_the_beginning_of_an_article_are_part_of_it(tmp_path, mark):
    for name in ("a.txt", "a"):
        (item,), rejections = taken(written(tmp_path, name, mark + ARTICLE))
        assert item.fields["title"] == (mark + "افتتاح المكتبة").strip()
        assert not rejections


@pytest.mark.parametrize("name", ["a.txt", "a"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1256"])
def test_the_unicode_text_of_a_spreadsheet_is_the_table_that_it_is(tmp_path, name, encoding):
    rows = [
        "العنوان\tالنص\tالصحيفة",
        'أول\t"نص أول، فيه ""اقتباس"""\tالساحل',
        "ثان\tنص ثان\tالوادي",
    ]
    table = "\r\n".join(rows) + "\r\n"
    items, rejections = taken(written(tmp_path, name, table.encode(encoding)))
    assert [(item.fields["title"], item.fields["source"]) for item in items] == [
        ("أول", "الساحل"),
        ("ثان", "الوادي"),
    ]
    assert items[0].fields["text"] == 'نص أول، فيه "اقتباس"'
    assert {item.origin.reader for item in items} == {"csv"}
    assert not rejections


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ('[{"title": "خبر", "text": "نص"}]', "json"),
        ('{"text": "نص"}\n{"text": "نص آخر"}\n', "jsonl"),
        (f"<!doctype html><html><body><article><p>{ARTICLE}</p></article></body></html>", "html"),
    ],
)
def test_json_and_pages_that_are_called_text_are_read_as_what_they_are(tmp_path, text, reader):
    items, rejections = taken(written(tmp_path, "a.txt", text))
    assert {item.origin.reader for item in items} == {reader}
    assert not rejections


def test_a_poem_and_a_headline_with_a_bar_are_no_tables(tmp_path):
    poem = "النص\tالشرح\n\nيا ليل الصب متى غده أقيام الساعة موعده\nرقد السمار فأرقه\n"
    headline = "المقال | صحيفة الساحل\nنص المقال هنا في سطر واحد، ثم يتلوه سطر آخر.\n"
    for text in (poem, headline):
        (item,), _ = taken(written(tmp_path, "a.txt", text))
        assert item.origin.reader == "text"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"!BDN" + bytes(60), "a mailbox of Outlook"),
        (b"AT&TFORM" + bytes(60), "a DjVu scan"),
        (b"bplist00" + bytes(60), "a property list of macOS"),
        (b"II*\0" + bytes(60), "a TIFF image"),
        (b"\0\0\0\x18ftypmp42" + bytes(60), "a video or an image"),
        (b"book" + bytes(56) + b"BOOKMOBI", "a Kindle book"),
    ],
)
def test_files_that_lie_beside_texts_are_named(tmp_path, data, reason):
    _, (rejection,) = taken(written(tmp_path, "a.txt", data))
    assert reason in rejection.reason
