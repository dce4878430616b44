"""Mails, saved pages in one file, and crawls: what came in encodings of its own."""

import gzip
import io
import random
import time
import zlib
from pathlib import Path
from zipfile import ZipFile

import brotli
import pytest
from reading_files import taken, written

FORMATS = Path(__file__).parents[2] / "fixtures" / "formats"
NEWSLETTER = (FORMATS / "newsletter.eml").read_bytes()
CRAWL = (FORMATS / "crawl.warc").read_bytes()
WHOLE_PAGE = (
    "<!DOCTYPE html><html><head><title>عنوان</title></head><body><article>"
    + "<p>انطلقت العبّارة الشمسية صباح اليوم من رأس المرجان إلى الجزر الثلاث في رحلتها الأولى.</p>"
    * 3
    + "</article></body></html>"
)


# Mail


def test_a_mail_gives_its_text_its_sender_and_what_is_attached():
    (one,), rejections = taken(FORMATS / "newsletter.eml")
    assert not rejections
    assert one.fields == {
        "id": "4711@saahil.example.org",
        "title": "افتتاح مكتبة المرفأ",
        "text": "افتتحت أمس مكتبة المرفأ في حفل صغير.\nوالقاعة تتسع لمئة قارئ.",
        "published": "Fri, 16 Feb 2024 21:00:00 +0300",
        "author": ["نشرة الساحل"],
        "from": "نشرة الساحل <news@saahil.example.org>",
        "to": "readers@example.com",
        "list": "<news.saahil.example.org>",
        "attachments": ["دعوة.pdf"],
    }
    assert (one.origin.reader, one.origin.position) == ("mail", None)


def test_a_sender_without_an_address_is_named_as_the_header_has_it(tmp_path):
    message = "Subject: ورشة\nFrom: موقع نبض الشمال\nDate: Thu, 14 Feb 2019 09:00:00 +0200\n\nنص."
    (one,), _ = taken(written(tmp_path, "saved.txt", message))
    assert one.fields["author"] == ["موقع نبض الشمال"]


def test_each_message_of_an_mbox_is_read_in_an_encoding_of_its_own():
    (first, second), rejections = taken(FORMATS / "mail.mbox")
    assert not rejections
    assert first.fields["title"] == "افتتاح مكتبة المرفأ"
    assert first.fields["tags"] == ["الوارد", "نشرات"]
    assert second.fields["title"] == "سؤال"
    assert (
        second.fields["text"] == "متى يفتح المرفأ أبوابه للزوار في الصيف؟\nFrom here on, nothing."
    )
    assert (first.origin.position, second.origin.position) == (1, 2)


@pytest.mark.parametrize("name", ["a.eml", "a.txt", "a", "a.eml.gz"])
def test_a_mail_is_known_by_its_headers(tmp_path, name):
    data = gzip.compress(NEWSLETTER) if name.endswith("gz") else NEWSLETTER
    (one,), _ = taken(written(tmp_path, name, data))
    assert one.origin.reader == "mail"


def test_a_line_that_a_server_has_put_before_a_single_message_is_no_part_of_it(tmp_path):
    data = b"From layla@example.org\n" + NEWSLETTER
    (item,), _ = taken(written(tmp_path, "a.eml", data))
    assert item.fields["title"] == "افتتاح مكتبة المرفأ"
    assert item.origin.position is None


def test_a_text_that_begins_with_a_label_is_no_mail(tmp_path):
    (one,), _ = taken(written(tmp_path, "a.txt", "From: بيروت\nافتتحت المكتبة أمس.\n"))
    assert one.origin.reader == "text"


def mail(body, kind="text/plain", more=""):
    head = f"From: a@example.org\r\nDate: 2024-02-16\r\nContent-Type: {kind}\r\n{more}\r\n"
    return head.encode() + (body if isinstance(body, bytes) else body.encode())


ARABIC = "انطلقت العبّارة الشمسية صباح اليوم من رأس المرجان إلى الجزر".replace("ّ", "")


@pytest.mark.parametrize("stated", ["utf-8", "windows-1256", "iso-8859-1", "x-unknown", "us-ascii"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
def test_a_mail_is_read_whatever_charset_it_states(tmp_path, stated, encoding):
    data = mail(ARABIC.encode(encoding), f"text/plain; charset={stated}")
    (one,), _ = taken(written(tmp_path, "a.eml", data))
    assert one.fields["text"] == ARABIC


def test_of_a_mail_whose_plain_text_only_points_to_the_other_the_html_is_read(tmp_path):
    body = (
        "--a\r\nContent-Type: text/plain\r\n\r\nView in browser\r\n--a\r\n"
        f"Content-Type: text/html; charset=utf-8\r\n\r\n<p>{ARABIC}</p>\r\n--a--\r\n"
    )
    (one,), _ = taken(written(tmp_path, "a.eml", mail(body, "multipart/alternative; boundary=a")))
    assert one.fields["text"] == ARABIC


def test_a_message_over_the_limit_costs_no_other(tmp_path):
    huge = mail(b"x" * 70 + b"\n" + b"y" * (17 * 2**20))
    line = b"From a@example.org Sat Feb 17 09:00:00 2024\n"
    data = line + mail(ARABIC) + b"\n\n" + line + huge + b"\n\n" + line + mail(ARABIC)
    items, (rejection,) = taken(written(tmp_path, "a.mbox", data))
    assert [item.origin.position for item in items] == [1, 3]
    assert "over 64 MB" in rejection.reason


@pytest.mark.parametrize("depth", [150, 3000])
def test_parts_that_are_nested_or_repeated_without_end_take_little_time(tmp_path, depth):
    nested = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(depth)
    )
    head = "From: a@example.org\r\nDate: 2024-02-16\r\nSubject: ع\r\n"
    many = 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + "--b\r\n" * 1_000_000
    started = time.process_time()
    for body in (nested, many):
        items, rejections = taken(written(tmp_path, "a.eml", head + body))
        assert items or "has over 10,000 parts, or over 200" in rejections[0].reason
    assert time.process_time() - started < 5


# MHTML


def test_a_page_that_a_browser_saved_in_one_file_is_read_as_a_page():
    (one,), rejections = taken(FORMATS / "page.mhtml")
    assert not rejections
    assert "وقال القبطان إن الرحلة تستغرق ساعة" in one.fields["text"]
    assert "advert" not in one.fields["text"]
    assert one.fields["title"] == "عبّارة تعمل بالشمس"
    assert one.fields["url"] == "https://manara.example.org/2024/ferry.html"
    assert one.fields["published"] == "2024-06-03T10:00:00+03:00"
    assert one.fields["saved"] == "Wed, 5 Jun 2024 07:08:09 -0000"
    assert one.origin.reader == "mhtml"


@pytest.mark.parametrize("name", ["a.mht", "a.html", "a.txt"])
def test_mhtml_is_known_by_its_headers(tmp_path, name):
    data = (FORMATS / "page.mhtml").read_bytes()
    (one,), _ = taken(written(tmp_path, name, data))
    assert one.origin.reader == "mhtml"


def test_mhtml_without_a_page_is_rejected(tmp_path):
    data = (FORMATS / "page.mhtml").read_bytes().replace(b"text/html\r\n", b"image/gif\r\n")
    items, (rejection,) = taken(written(tmp_path, "a.mht", data))
    assert not items
    assert "has no page in it" in rejection.reason


# WARC


def record(block, kind="response", more=""):
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example.org/\r\n{more}"
    return head.encode() + b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (len(block), block)


def response(body, more=""):
    return f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{more}\r\n".encode() + body


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "crawl"])
def test_the_pages_of_a_crawl_are_read_with_their_address_and_day(tmp_path, name):
    data = gzip.compress(CRAWL) if name.endswith("gz") else CRAWL
    (one,), (told,) = taken(written(tmp_path, name, data))
    assert told.reason.endswith(
        "pictures, styles, scripts and the like (1), not found on their sites (1)"
    )
    assert "وقال القبطان إن الرحلة تستغرق ساعة" in one.fields["text"]
    address = "https://manara.example.org/2024/ferry.html"
    assert one.fields["id"] == one.fields["url"] == one.fields["address"] == address
    assert one.fields["crawled"] == "2024-06-05T07:08:09Z"
    assert one.fields["published"] == "2024-06-03T10:00:00+03:00"
    assert (one.origin.reader, one.origin.position) == ("warc", 3)


def test_records_that_were_packed_one_by_one_are_read(tmp_path):
    one = gzip.compress(record(response(WHOLE_PAGE.encode())))
    items, _ = taken(written(tmp_path, "a.warc.gz", one + one))
    assert len(items) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data, wbits=-15)),
        ("br", brotli.compress),
        ("gzip", bytes),
        ("br", bytes),
    ],
)
def test_a_page_is_unpacked_as_its_site_packed_it_and_read_in_its_encoding(
    tmp_path, encoding, coding, pack
):
    body = pack(WHOLE_PAGE.replace("ّ", "").encode(encoding))
    data = record(response(body, f"Content-Encoding: {coding}\r\n"))
    (one,), rejections = taken(written(tmp_path, "a.warc", data))
    assert not rejections
    assert "من رأس المرجان" in one.fields["text"]


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (response(b"<html></html>"), "the page https://a.example.org/ has no main text"),
        (response(gzip.compress(b"x" * 2**25), "Content-Encoding: gzip\r\n"), "over 16 MB"),
        (
            response(brotli.compress(b"x" * 2**28, quality=5), "Content-Encoding: br\r\n"),
            "over 16 MB",
        ),
        (response(gzip.compress(b"xy")[:-9], "Content-Encoding: gzip\r\n"), "cut short"),
        (response(b"x" * 18 * 2**20), "over 16 MB"),
        (response(b""), "is empty"),
    ],
    ids=["menus", "gzip bomb", "brotli bomb", "cut", "large", "empty"],
)
def test_a_page_that_cannot_be_read_costs_no_other(tmp_path, block, reason):
    good = record(response(WHOLE_PAGE.encode()))
    items, (rejection,) = taken(written(tmp_path, "a.warc", good + record(block) + good))
    assert [item.origin.position for item in items] == [1, 3]
    assert reason in rejection.reason


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.replace(b"Content-Length: ", b"Content-Length: x", 1),
        lambda data: data.replace(b"WARC/1.1", b"XARC/1.1", 1),
        lambda data: b"\0\xff" * 100_000 + b"\r\n" + data,
    ],
)
def test_a_damaged_record_costs_no_other(tmp_path, damage):
    good = record(response(WHOLE_PAGE.encode()))
    items, rejections = taken(written(tmp_path, "a.warc", good + damage(good) + good))
    assert len(items) >= 2
    assert rejections


def test_a_crawl_cut_short_gives_its_whole_pages_and_says_so(tmp_path):
    good = record(response(WHOLE_PAGE.encode()))
    items, (rejection,) = taken(written(tmp_path, "a.warc", (good + good)[:-300]))
    assert len(items) == 1
    assert "cut short" in rejection.reason


def test_a_crawl_without_pages_is_rejected(tmp_path):
    items, (rejection,) = taken(written(tmp_path, "a.warc", record(b"a: b", "metadata")))
    assert not items
    assert "no page of HTML" in rejection.reason


def test_what_is_no_page_is_counted_and_told_of_once(tmp_path):
    moved = b"HTTP/1.1 302 Found\r\nContent-Type: text/html\r\nLocation: /b\r\n\r\n"
    data = b"".join(
        (
            record(response(WHOLE_PAGE.encode())),
            *(record(moved) for _ in range(30)),
            *(record(b"HTTP/1.1 200 OK\r\n\r\n", "revisit") for _ in range(3)),
            record(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF"),
            record(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *"),
            record(b"thumbnail", "resource", "Content-Type: image/png\r\n"),
        )
    )
    (_,), (told,) = taken(written(tmp_path, "a.warc", data))
    assert told.reason == (
        "holds also what is left out, since only pages of HTML that were found are read: "
        "sent on to another address (30), visited again without having changed (3), "
        "of the type application/pdf (1), of the type text/plain (1), "
        "pictures, styles, scripts and the like (1)"
    )


def test_a_page_packed_with_zstd_is_told_and_not_garbled(tmp_path):
    packed = response(b"\x28\xb5\x2f\xfd" + b"x" * 50, "Content-Encoding: zstd\r\n")
    items, (rejection,) = taken(written(tmp_path, "a.warc", record(packed)))
    assert not items
    assert "packed with zstd" in rejection.reason


# WACZ


def wacz(folder, change=lambda name, data: data):
    """The archive in the fixtures, each file of it as it was changed, or left away for None."""
    whole = io.BytesIO()
    with ZipFile(FORMATS / "visit.wacz") as before, ZipFile(whole, "w") as after:
        for name in before.namelist():
            if (data := change(name, before.read(name))) is not None:
                after.writestr(name, data)
    return written(folder, "a.wacz", whole.getvalue())


def test_the_pages_that_were_visited_are_read_and_not_their_frames():
    (ferry, library, shown), (told, missing) = taken(FORMATS / "visit.wacz")
    assert ferry.fields["title"] == "عبّارة تعمل بالشمس"
    assert ferry.fields["url"] == "https://manara.example.org/2024/ferry.html"
    assert ferry.fields["published"] == "2024-06-03T10:00:00+03:00"
    assert ferry.fields["crawled"] == "2024-06-05T07:08:09Z"
    assert ferry.origin.file.endswith("visit.wacz/archive/data.warc.gz")
    assert library.fields["title"] == "افتتاح مكتبة المرفأ"
    assert "frames and what else is not listed as a page (1)" in told.reason
    assert "application/json (1)" in told.reason
    assert "visited again without having changed (1)" in told.reason
    assert shown.fields["title"] == "أخبار الميناء"
    assert shown.fields["text"].startswith("وصلت ثلاث سفن إلى الميناء")
    assert missing.reason == "lists also pages whose HTML is not in it (1)"


def test_without_a_list_every_page_of_html_is_read(tmp_path):
    items, _ = taken(wacz(tmp_path, lambda name, data: None if "pages/" in name else data))
    assert [item.fields["title"] for item in items] == [
        "عبّارة تعمل بالشمس",
        "إعلان",
        "افتتاح مكتبة المرفأ",
    ]


def test_a_list_that_names_none_of_the_pages_hides_none(tmp_path):
    other = b'{"format":"json-pages-1.0"}\n{"url":"page:1"}\n[]\nbroken\n'
    items, _ = taken(wacz(tmp_path, lambda name, data: other if "pages/" in name else data))
    assert len(items) == 3


def test_a_damaged_crawl_in_it_costs_no_other(tmp_path):
    whole = io.BytesIO()
    with ZipFile(wacz(tmp_path)) as before, ZipFile(whole, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
        after.writestr("archive/more.warc.gz", before.read("archive/data.warc.gz")[:300])
    items, rejections = taken(written(tmp_path, "b.wacz", whole.getvalue()))
    assert len(items) == 3
    assert any("cut short" in one.reason for one in rejections)


def test_a_bomb_in_it_is_rejected(tmp_path):
    bomb = gzip.compress(b"WARC/1.1\r\n" + b"\0" * 2**27)
    items, rejections = taken(wacz(tmp_path, lambda name, data: bomb if "warc" in name else data))
    assert not [item for item in items if "warc" in item.origin.file]
    assert any("as no text does" in one.reason for one in rejections)


# All of them


@pytest.mark.parametrize(
    "name",
    sorted(str(path.relative_to(FORMATS)) for path in FORMATS.rglob("*") if path.is_file()),
)
def test_files_that_are_damaged_anywhere_end_in_items_or_reasons(tmp_path, name):
    data = (FORMATS / name).read_bytes()
    for seed in range(12):
        at = random.Random(f"{name} {seed}")
        damaged = bytearray(data)
        for _ in range(at.choice([1, 3, 30])):
            start = at.randrange(len(damaged) or 1)
            match at.randrange(4) if damaged else 2:
                case 0:
                    damaged[start] = at.randrange(256)
                case 1:
                    del damaged[start : start + at.randrange(1, 50)]
                case 2:
                    damaged[start:start] = damaged[: at.randrange(1, 200)]
                case _:
                    damaged[start : start + 1] = at.randbytes(3)
        items, rejections = taken(written(tmp_path, Path(name).name, bytes(damaged)))
        assert items or rejections
        assert not [one for one in rejections if "its reader" in one.reason], (seed, rejections)
