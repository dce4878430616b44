"""Chats of WhatsApp: read where they are meant, in the dates of every phone."""

from pathlib import Path

import pytest
from platforms_shared import EXPORTS, records
from reading_files import written

NAMED = "WhatsApp Chat with قرّاء المرفأ.txt"


def test_messages_go_over_lines_and_notices_and_media_are_left_out() -> None:
    messages, rejections = records(NAMED)
    assert not rejections
    assert [(one.author, one.text) for one in messages] == [
        ("سلمى", "افتُتحت المكتبة اليوم\nوفيها ركن للأطفال\n\nومقهى: صغير"),
        ("+962 7 0000 0000", "هل تفتح يوم الجمعة؟"),
        ("ليلى", "صورة الواجهة"),
    ]
    assert [str(one.published) for one in messages] == ["2024-02-16", "2024-02-17", "2024-02-17"]
    assert messages[0].extra["published_as_written"] == "2024-02-16T23:40"
    assert {(one.source, one.platform) for one in messages} == {("قرّاء المرفأ", "whatsapp")}
    assert messages[0].provenance and messages[0].provenance.position == 3


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (
            "whatsapp-arabic-android.txt",
            [
                ("سلمى", "2024-02-03T23:40", "افتُتحت المكتبة اليوم"),
                ("ليلى", "2024-02-04T00:05", "سأزورها غدًا"),
            ],
        ),
        (
            "whatsapp-arabic-iphone.txt",
            [
                ("سلمى", "2024-02-16T23:40", "افتُتحت المكتبة اليوم\nوفيها ركن للأطفال"),
                ("يوسف", "2024-02-17T00:05", "متى تفتح؟"),
            ],
        ),
        (
            "whatsapp-american-iphone.txt",
            [
                ("Salma", "2024-02-06T23:40", "افتُتحت المكتبة اليوم"),
                ("Layla", "2024-02-07T00:05", "سأزورها غدًا"),
            ],
        ),
    ],
)
def test_each_phone_writes_dates_its_own_way(file: str, said: list[tuple[str, str, str]]) -> None:
    messages, rejections = records(file)
    assert not rejections
    assert [(one.author, one.extra["published_as_written"], one.text) for one in messages] == said


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (["3/4/2024, 10:00 - س: ن", "5/4/2024, 10:00 - س: م"], ["2024-04-03", "2024-04-05"]),
        (["3/4/2024, 10:00 - س: ن", "3/14/2024, 10:00 - س: م"], ["2024-03-04", "2024-03-14"]),
        (["03/04/24, 10:00 pm - س: ن", "14/04/24, 10:00 pm - س: م"], ["2024-04-03", "2024-04-14"]),
        (["2024-04-03, 10:00 - س: ن", "2024-04-05, 10:00 - س: م"], ["2024-04-03", "2024-04-05"]),
        (["03.04.24, 10:00 - س: ن", "05.04.24, 10:00 - س: م"], ["2024-04-03", "2024-04-05"]),
    ],
)
def test_day_and_month_are_told_from_the_whole_chat(
    tmp_path: Path, lines: list[str], days: list[str]
) -> None:
    chat = written(tmp_path, "whatsapp.txt", "\n".join(lines))
    messages, _ = records(chat)
    assert [str(one.published) for one in messages] == days


@pytest.mark.parametrize(
    "said",
    [
        "<Media omitted>",
        "<الوسائط غير مدرجة>",
        "تم استبعاد ملف الوسائط",
        "\u200eimage omitted",
        "\u200f\u200eصورة تم استبعادها",
        "\u200f<المُرفق: a.jpg>",
        "\u200fتم حذف هذه الرسالة",
        "null",
    ],
)
def test_what_whatsapp_says_in_place_of_a_message_is_no_message(tmp_path: Path, said: str) -> None:
    chat = f"16/02/2024, 23:40 - سلمى: {said}\n16/02/2024, 23:41 - سلمى: خبر\n"
    (message,), _ = records(written(tmp_path, "whatsapp.txt", chat))
    assert message.text == "خبر"


def test_a_chat_that_nothing_names_is_not_taken_in_unasked(tmp_path: Path) -> None:
    data = (EXPORTS / NAMED).read_bytes()
    for name in ("_chat.txt", "chat", "قراء.txt"):
        messages, (rejection,) = records(written(tmp_path, name, data))
        assert not messages
        assert "is a chat of WhatsApp: private messages" in rejection.reason
        assert "--reader whatsapp" in rejection.reason
    asked, _ = records(tmp_path / "_chat.txt", reader="whatsapp")
    assert len(asked) == 3


def test_a_folder_or_zip_that_is_called_so_names_the_chat(tmp_path: Path) -> None:
    folder = tmp_path / "WhatsApp Chat - سلمى"
    folder.mkdir()
    messages, _ = records(written(folder, "_chat.txt", (EXPORTS / NAMED).read_bytes()))
    assert {one.source for one in messages} == {"سلمى"}


def test_an_article_with_dates_in_it_is_no_chat(tmp_path: Path) -> None:
    article = "افتتاح المكتبة\n16/02/2024, 23:40 - المرفأ: افتُتحت المكتبة اليوم.\n"
    (record,), _ = records(written(tmp_path, "whatsapp.txt", article))
    assert record.provenance and record.provenance.reader == "text"


def test_what_is_no_chat_is_refused_by_the_named_reader(tmp_path: Path) -> None:
    _, (rejection,) = records(written(tmp_path, "a.txt", "خبر من المرفأ"), reader="whatsapp")
    assert "is no chat of WhatsApp" in rejection.reason


def test_a_run_of_marks_takes_no_time(tmp_path: Path) -> None:
    chat = f"1/1/2024, 10:00{chr(0x200E) * 200_000} - س: ن\n1/1/2024, 10:01 - س: نعم\n"
    messages, _ = records(written(tmp_path, "whatsapp.txt", chat), reader="whatsapp")
    assert [one.text for one in messages] == ["نعم"]
