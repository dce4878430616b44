"""Arabic that was read in a wrong encoding once: mended where that is certain, else refused."""

import json

import pytest
from reading_files import taken, written

TITLE = "افتتاح المكتبة الجديدة في المرفأ"
TEXT = "قال المدير: «أهلا بكم» – والدخول مجاني، كل يوم إلا الجمعة؟"
ARTICLE = f"{TITLE}\n\n{TEXT}\n"


def misread(text, written_in="utf-8", read_in="cp1252", times=1):
    """The text as an editor saves it that opened it in the wrong encoding."""
    for _ in range(times):
        data = text.encode(written_in)
        text = "".join(bytes([byte]).decode(read_in, "ignore") or chr(byte) for byte in data)
    return text


READINGS = [
    ("utf-8", "cp1256", "UTF-8 read as windows-1256"),
    ("utf-8", "cp1252", "UTF-8 read as windows-1252"),
    ("utf-8", "latin-1", "UTF-8 read as ISO 8859-1"),
    ("utf-8", "mac_roman", "UTF-8 read as MacRoman"),
    ("utf-8", "cp1251", "UTF-8 read as windows-1251"),
    ("utf-8", "cp1250", "UTF-8 read as windows-1250"),
    ("utf-8", "cp437", "UTF-8 read as code page 437"),
    ("utf-8", "cp850", "UTF-8 read as code page 850"),
    ("cp1256", "cp1252", "windows-1256 read as windows-1252"),
]


@pytest.mark.parametrize(("written_in", "read_in", "words"), READINGS)
def test_a_text_is_mended_and_says_so(tmp_path, written_in, read_in, words):
    garbled = misread(ARTICLE, written_in, read_in)
    (item,), rejections = taken(written(tmp_path, "a.txt", garbled))
    assert (item.fields["title"], item.fields["text"]) == (TITLE, TEXT)
    assert item.fields["repaired"] == words
    assert not rejections


@pytest.mark.parametrize("read_in", ["cp1256", "cp1252", "latin-1"])
def test_a_text_that_was_misread_twice_is_mended(tmp_path, read_in):
    (item,), _ = taken(written(tmp_path, "a.txt", misread(ARTICLE, read_in=read_in, times=2)))
    assert (item.fields["title"], item.fields["text"]) == (TITLE, TEXT)


def test_a_byte_order_mark_that_was_misread_with_the_text_is_none_of_it(tmp_path):
    (item,), _ = taken(written(tmp_path, "a.txt", misread("\ufeff" + ARTICLE)))
    assert item.fields["title"] == TITLE


def test_a_long_text_is_mended_to_its_end(tmp_path):
    rows = [f"{number},خبر رقم {number}: {TEXT}" for number in range(12_000)]
    table = misread("المعرف,النص\n" + "\n".join(rows), read_in="cp1256")
    assert len(table) > 2**20
    items, rejections = taken(written(tmp_path, "a.csv", table))
    assert [item.fields["text"] for item in items] == [row.partition(",")[2] for row in rows]
    assert not rejections


@pytest.mark.parametrize("read_in", ["cp1256", "cp1252", "latin-1"])
def test_single_rows_among_sound_ones_are_mended(tmp_path, read_in):
    texts = [TEXT, misread(TEXT, read_in=read_in), misread("خبر عاجل", read_in=read_in)]
    lines = "".join(json.dumps({"text": text, "tags": [text]}) + "\n" for text in texts)
    items, rejections = taken(written(tmp_path, "a.jsonl", lines))
    assert [item.fields["text"] for item in items] == [TEXT, TEXT, "خبر عاجل"]
    assert [item.fields["tags"] for item in items] == [[TEXT], [TEXT], ["خبر عاجل"]]
    assert ["repaired" in item.fields for item in items] == [False, True, True]
    assert not rejections


@pytest.mark.parametrize(("written_in", "read_in", "words"), READINGS)
def test_what_cannot_be_undone_is_refused_with_its_reason(tmp_path, written_in, read_in, words):
    garbled = misread(TEXT, written_in, read_in)
    # One character was lost, as where an editor had no sign for it; or sound text was added.
    for damaged in (garbled[:31] + "\ufffd" + garbled[32:], f"{garbled} نص سليم أضيف إليه"):
        rows = json.dumps([{"id": 1, "text": damaged}, {"id": 2, "text": "نص سليم"}])
        (item,), (rejection,) = taken(written(tmp_path, "a.json", rows))
        assert item.fields["id"] == 2
        assert rejection.origin.position == 1
        assert rejection.reason.startswith("its text is garbled: ")
        assert "save it again from where it came" in rejection.reason


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "ما معنى «ط§ظ„ط¹ط±ط¨ظٹط©»؟ هكذا تظهر كلمة العربية إذا فُتحت بترميز آخر، وهذا شرح لما يحدث.",
        "L'été à Noël : forêt, naïveté, où ça, des élèves déçus et l'Algérie",
        "Größe, Übermut, ÄÖÜ und Straßen",
        "Привет, мир: это русский текст. «Да» – №1",
        "کوچک چگونه پگاه ژرف گفت: «کتابک»، طک عک ظک",
        "عَلِمَ ظُلْم؛ طُغْيان، حِفظ؟ غ، ع؛ ظ» ط»",
        "ÀÉÈÊ",
        "ÇÈ 12",
        "日本語のテキスト",
        "İstanbul'da çığ: ŞIĞ ÜÇ ÖĞÜT",
    ],
)
def test_what_is_no_mojibake_stays_as_it_is(tmp_path, text):
    data = json.dumps([{"text": text, "title": "خبر", "note": text}], ensure_ascii=False)
    (item,), rejections = taken(written(tmp_path, "a.json", data))
    assert item.fields == {"text": text, "title": "خبر", "note": text}
    assert not rejections
