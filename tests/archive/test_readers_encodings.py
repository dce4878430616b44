import codecs

import pytest
from reading_files import taken, written

ARTICLE = "عنوان الخبر\n\nقال المتحدث باسم الوزارة إن الاجتماع عُقد اليوم، وأضاف أنه «مثمر».\n"
PLAIN = "قال المتحدث إن الاجتماع عقد اليوم، وإنه مثمر؟ نعم.\n"


def text_of(path):
    items, rejections = taken(path)
    assert not rejections
    (item,) = items
    return (item.fields["title"] or "") + "\n" + item.fields["text"]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "cp1256"),
    ],
)
def test_an_article_reads_the_same_in_every_encoding(tmp_path, mark, encoding):
    expected = text_of(written(tmp_path, "plain.txt", ARTICLE))
    coded = written(tmp_path, "coded.txt", mark + ARTICLE.encode(encoding))
    assert text_of(coded) == expected


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859_6"])
def test_a_short_text_in_an_arabic_code_page_is_recognised(tmp_path, encoding):
    assert PLAIN.strip() in text_of(written(tmp_path, "short.txt", PLAIN.encode(encoding)))


@pytest.mark.parametrize("words", ["رويترز تنفي الخبر", "مصر: 12 قتيلا في هجوم", "سوريا اليوم"])
def test_a_headline_alone_is_recognised_in_windows_1256(tmp_path, words):
    assert words in text_of(written(tmp_path, "short.txt", words.encode("cp1256")))


def test_mac_arabic_is_told_by_the_digits_that_iso_8859_6_lacks(tmp_path):
    # 0xB2 0xB0 0xB1 0xB4 are ٢٠١٤ in MacArabic and nothing in ISO 8859-6.
    data = PLAIN.encode("iso8859_6").replace(b"\xbf", b"\xbf \xb2\xb0\xb1\xb4")
    assert "مثمر؟ ٢٠١٤ نعم" in text_of(written(tmp_path, "mac.txt", data))


def test_french_beside_arabic_in_windows_1256_keeps_its_accents(tmp_path):
    text = "أعلنت الوزارة في الجزائر عن معرض «L'été à Alger» غدا."
    assert text in text_of(written(tmp_path, "both.txt", text.encode("cp1256")))


@pytest.mark.parametrize("encoding", ["cp1251", "cp1253", "koi8-r", "cp1255"])
def test_a_code_page_of_another_script_is_rejected_and_not_read_as_arabic(tmp_path, encoding):
    text = {
        "cp1253": "Καλημέρα κόσμε, αυτό είναι ένα κείμενο",
        "cp1255": "שלום עולם זה טקסט בעברית",
    }.get(encoding, "Привет, мир: это русский текст")
    items, (rejection,) = taken(written(tmp_path, "other.txt", text.encode(encoding)))
    assert not items
    assert "save it again as UTF-8" in rejection.reason


def test_a_text_with_a_broken_byte_is_rejected_with_its_place(tmp_path):
    data = PLAIN.encode() * 20
    items, (rejection,) = taken(written(tmp_path, "broken.txt", data[:201] + b"\xff" + data[201:]))
    assert not items
    assert "byte 20" in rejection.reason
    assert "correct it there" in rejection.reason


def test_a_broken_byte_costs_json_lines_one_line(tmp_path):
    line = b'{"text": "' + PLAIN.strip().encode() + b'"}\n'
    data = line + line.replace(b"\xd9\x85", b"\xd9", 1) + line
    items, (rejection,) = taken(written(tmp_path, "broken.jsonl", data))
    assert [item.origin.position for item in items] == [1, 3]
    assert rejection.origin.position == 2
    assert "not valid UTF-8" in rejection.reason


def test_a_broken_byte_costs_a_csv_one_row(tmp_path):
    data = "id,text\n1,أول\n2,".encode() + b"\xff" + "\n3,ثالث\n".encode()
    items, (rejection,) = taken(written(tmp_path, "broken.csv", data))
    assert [item.fields["id"] for item in items] == ["1", "3"]
    assert rejection.origin.position == 3


@pytest.mark.parametrize("name", ["rows.csv", "lines.jsonl"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1256"])
def test_tables_and_lines_are_read_in_other_encodings_too(tmp_path, name, encoding):
    rows = [f"خبر رقم {number}: {PLAIN.strip()}" for number in range(50)]
    lines = [f'{{"text": "{row}"}}' for row in rows] if name.endswith("jsonl") else ["text", *rows]
    items, rejections = taken(written(tmp_path, name, "\n".join(lines).encode(encoding)))
    assert not rejections
    assert [item.fields["text"] for item in items] == rows


def test_utf16_that_ends_within_a_character_is_rejected(tmp_path):
    items, (rejection,) = taken(written(tmp_path, "cut.txt", ARTICLE.encode("utf-16")[:-1]))
    assert not items
    assert "UTF-16" in rejection.reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a PNG image"),
        (b"\x7fELF" + bytes(60), "a program"),
        (bytes(100), "zero or control bytes"),
        (bytes(range(256)), "zero or control bytes"),
        (b"Rar!\x1a\x07", "a RAR archive"),
        (bytes(257) + b"ustar" + bytes(250), "a tar archive"),
    ],
)
@pytest.mark.parametrize("name", ["x.txt", "x.jsonl", "x.csv", "x.html", "x"])
def test_what_is_not_text_is_rejected_once_whatever_it_is_called(tmp_path, name, data, reason):
    items, (rejection,) = taken(written(tmp_path, name, data))
    assert not items
    assert "is not text" in rejection.reason
    assert reason in rejection.reason


def test_utf8_that_is_cut_within_a_letter_is_not_taken_for_a_code_page(tmp_path):
    lines = '{"text": "é"}\n{"text": "ك'.encode()[:-1]
    items, rejections = taken(written(tmp_path, "cut.jsonl", lines))
    assert [item.fields for item in items] == [{"text": "é"}]
    assert "not valid UTF-8" in rejections[0].reason
