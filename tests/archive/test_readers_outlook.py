"""Messages of Outlook, of which each of the three forms of a text may be the only one."""

import struct

import pytest
from outlook_files import compound, message
from reading_files import damaged, taken, written

from kashshaf.archive.readers.outlook import unpacked_rtf

pytest.importorskip("olefile", reason="messages are read with the extra `documents`")
pytest.importorskip("striprtf", reason="rich text is read with the extra `documents`")

TEXT = "افتُتحت أمس مكتبة المرفأ.\r\nوالقاعة تتسع لمئة قارئ."
HTML = (
    "<html><body><p>افتُتحت أمس <b>مكتبة</b> المرفأ.</p><p>والقاعة تتسع لمئة قارئ.</p></body></html>"
)
READ = "افتُتحت أمس مكتبة المرفأ.\nوالقاعة تتسع لمئة قارئ."
SENDER = {
    "0037001F": "نشرة الميناء",
    "0C1A001F": "ليلى حسن",
    "5D01001F": "layla@saahil.example.org",
    "0E04001F": "القراء",
    "1035001F": "<7@saahil.example.org>",
}


def packed(rtf: bytes) -> bytes:
    """Compressed as Outlook does it, without a reference to what was there before but one."""
    tokens = [(False, bytes([one])) for one in rtf]
    place = 207 + len(rtf)
    tokens.append((True, struct.pack(">H", (place % 4096) << 4)))
    out = b""
    for at in range(0, len(tokens), 8):
        run = tokens[at : at + 8]
        control = sum(is_reference << bit for bit, (is_reference, _) in enumerate(run))
        out += bytes([control]) + b"".join(data for _, data in run)
    return struct.pack("<II4sI", len(out) + 12, len(rtf), b"LZFu", 0) + out


def in_rtf(text: str) -> bytes:
    codes = "".join(one if one < "\x80" else f"\\u{ord(one)}?" for one in text)
    codes = codes.replace("\r\n", "\\par ")
    return f"{{\\rtf1\\ansi\\ansicpg1256\\deff0 {codes}}}".encode()


def test_a_message_has_the_fields_of_a_mail(tmp_path):
    data = compound(message({**SENDER, "1000001F": TEXT}, attached=[("صورة.png", b"\x89PNG")]))
    (item,), rejections = taken(written(tmp_path, "a.msg", data))
    assert not rejections
    assert item.fields == {
        "id": "7@saahil.example.org",
        "title": "نشرة الميناء",
        "text": TEXT,
        "published": "2014-09-03T07:30:00+00:00",
        "author": ["ليلى حسن"],
        "from": "ليلى حسن <layla@saahil.example.org>",
        "to": "القراء",
        "attachments": ["صورة.png"],
    }
    assert (item.origin.reader, item.origin.position) == ("outlook", None)


@pytest.mark.parametrize(
    "body",
    [
        {"1000001F": TEXT},
        {"1000001E": TEXT},
        {"10130102": HTML.encode()},
        {"1013001F": HTML},
        {"1000001F": "انظر الرسالة", "10130102": HTML.encode()},
        {"10090102": packed(in_rtf(TEXT))},
        {"10090102": struct.pack("<II4sI", 0, 0, b"MELA", 0) + in_rtf(TEXT)},
    ],
)
def test_a_text_is_read_in_whichever_form_it_is_kept(tmp_path, body):
    code_page = 65001 if "10130102" in body else 1256
    kept = message({**SENDER, **body}, code_page=1256)
    if code_page == 65001:
        kept["__properties_version1.0"] = bytes(32) + struct.pack("<IIQ", 0x3FDE0003, 6, 65001)
    (item,), _ = taken(written(tmp_path, "a.msg", compound(kept)))
    assert "\n".join(item.fields["text"].split("\r\n")) == READ


def test_html_that_was_put_into_rich_text_is_read_without_its_tags(tmp_path):
    def html(tag: str) -> str:
        return f"{{\\*\\htmltag64 {tag}}}"

    first, last = (in_rtf(line)[len(in_rtf("")) - 1 : -1].decode() for line in READ.split("\n"))
    rtf = (
        "{\\rtf1\\ansi\\ansicpg1256\\fromhtml1 \\deff0"
        f"{html('<p>')}\\htmlrtf {{\\htmlrtf0 {first}\\htmlrtf\\par}}\\htmlrtf0 {html('</p>')}"
        f"{html('<p>')}{last}{html('</p>')}}}"
    )
    data = compound(message({**SENDER, "10090102": packed(rtf.encode())}))
    (item,), _ = taken(written(tmp_path, "a.msg", data))
    assert item.fields["text"] == READ


def test_repeated_letters_of_compressed_rich_text_are_put_in_again():
    # 16 letters, of which the last twelve repeat the three before them, and the end.
    run = b"abcd" + struct.pack(">H", (207 + 1) << 4 | 10) + struct.pack(">H", (207 + 16) << 4)
    data = struct.pack("<II4sI", 0, 16, b"LZFu", 0) + bytes([0b110000]) + run
    assert unpacked_rtf(data) == b"abcd" + b"bcd" * 4


def test_messages_that_are_attached_follow_the_one_that_has_them(tmp_path):
    inner = message({**SENDER, "0037001F": "خبر محوّل", "1000001F": "نص محوّل"}, head=24)
    outer = message({**SENDER, "1000001F": TEXT}, attached=[("خبر محوّل", inner)])
    (first, second), _ = taken(written(tmp_path, "a.msg", compound(outer)))
    assert [one.origin.position for one in (first, second)] == [1, 2]
    assert second.fields["title"] == "خبر محوّل"
    assert second.fields["published"] == "2014-09-03T07:30:00+00:00"


def test_headers_that_a_message_came_with_are_heard(tmp_path):
    headers = "Date: Wed, 3 Sep 2014 10:30:00 +0300\r\nList-Id: <saahil.example.org>\r\n\r\n"
    data = compound(message({**SENDER, "1000001F": TEXT, "007D001F": headers}, sent=None))
    (item,), _ = taken(written(tmp_path, "a.msg", data))
    assert item.fields["published"] == "Wed, 3 Sep 2014 10:30:00 +0300"
    assert item.fields["list"] == "<saahil.example.org>"


def test_a_message_with_much_attached_is_known_wherever_its_directory_stands(tmp_path):
    texts = {**SENDER, "1000001F": TEXT}
    data = compound(message(texts, attached=[("كتاب.pdf", bytes(3 * 2**20))]))
    (item,), _ = taken(written(tmp_path, "رسالة", data))
    assert item.fields["title"] == "نشرة الميناء"


def test_another_document_of_office_is_still_refused_as_such(tmp_path):
    data = compound({"WordDocument": b"\xec\xa5" + bytes(5000)})
    items, (rejection,) = taken(written(tmp_path, "a.doc", data))
    assert not items
    assert "an old or a locked Office document" in rejection.reason


def test_a_damaged_message_is_rejected_with_a_reason(tmp_path):
    inner = message({**SENDER, "1000001F": "نص محوّل"}, head=24)
    whole = compound(message({**SENDER, "10090102": packed(in_rtf(TEXT))}, attached=[("x", inner)]))
    for data in damaged(whole, 25, "outlook", 8):
        items, rejections = taken(written(tmp_path, "a.msg", data))
        assert items or rejections
        assert not any("failed" in rejection.reason for rejection in rejections)
