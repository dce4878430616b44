"""Videos as yt-dlp describes them and comments of Google Takeout become records."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from platforms_shared import EXPORTS, records
from reading_files import taken, written


def test_a_video_has_its_title_description_channel_and_day() -> None:
    (video, comment), rejections = records("yt-dlp-video.info.json")
    assert not rejections
    assert (video.id, video.title) == ("youtube:abcdefghijk", "جولة في مكتبة المرفأ")
    assert video.text == "تقرير عن المكتبة الجديدة.\n#المرفأ"
    assert (video.source, video.platform) == ("تلفزيون الأفق", "youtube")
    assert str(video.published) == "2024-02-16"
    assert video.url == "https://www.youtube.com/watch?v=abcdefghijk"
    assert video.tags == ("مكتبة", "المرفأ")
    assert video.extra["view_count"] == 1200
    assert not {"formats", "thumbnails", "automatic_captions"} & video.extra.keys()
    assert (comment.id, comment.text) == ("youtube:abcdefghijk/Ugx1", "تقرير جميل")
    assert (comment.author, comment.extra["kind"]) == ("@salma", "comment")
    assert str(comment.published) == "2024-02-17"


def test_comments_of_takeout_are_joined_of_their_pieces() -> None:
    (first, second), rejections = records("takeout-comments.csv")
    assert not rejections
    assert (first.id, first.text) == ("youtube:Ugx1", "تقرير جميل من المرفأ")
    assert (first.platform, str(first.published)) == ("youtube", "2024-02-17")
    assert first.url == "https://www.youtube.com/watch?v=abcdefghijk&lc=Ugx1"
    assert second.text == "نص بلا أقواس"


def test_a_history_of_what_was_watched_holds_no_texts() -> None:
    posts, (rejection,) = records("takeout-watch-history.json")
    assert not posts
    assert "is a history" in rejection.reason


def test_tables_of_takeout_are_known_in_every_language() -> None:
    (first, answer), rejections = records("takeout-kommentare.csv")
    assert not rejections
    assert first.id == "youtube:UgxA1b2C3d4E5f6G7h8AaABAg"
    assert (first.text, first.extra["kind"]) == ("تقرير جميل من المرفأ", "comment")
    assert str(first.published) == "2024-02-17"
    assert first.url == ("https://www.youtube.com/watch?v=abcdefghijk&lc=UgxA1b2C3d4E5f6G7h8AaABAg")
    assert answer.text == "شكرًا لكم"
    assert answer.extra["Übergeordnete Kommentar-ID"] == "UgxA1b2C3d4E5f6G7h8AaABAg"


@pytest.mark.parametrize(
    "header",
    [
        "معرّف التعليق,معرّف القناة,الطابع الزمني لإنشاء التعليق,السعر,معرّف الفيديو,نص التعليق",
        "ID du commentaire,ID de la chaîne,Horodatage,Prix,ID de la vidéo,Texte du commentaire",
        "Yorum Kimliği,Kanal Kimliği,Yorum Oluşturma Zaman Damgası,Fiyat,Video Kimliği,Yorum Metni",
        "ID del comentario,ID del canal,Marca de tiempo,Precio,ID del vídeo,Texto del comentario",
    ],
)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"{""text"":""كلام طويل""}"', "كلام طويل"),
        ('"كلام طويل"', "كلام طويل"),
        ("Wooooooooooow", "Wooooooooooow"),
    ],
)
def test_a_text_of_takeout_is_found_by_its_place(
    tmp_path: Path, header: str, text: str, said: str
) -> None:
    row = "UgxA1b2C3d4E5f6G7h8AaABAg,UCmarfa0000000000000000a,2024-02-17T12:00:00Z,0,abcdefghijk,"
    (comment,), rejections = taken(written(tmp_path, "a.csv", f"{header}\n{row}{text}\n"))
    assert not rejections
    assert comment.fields["text"] == said
    assert comment.fields["url"].startswith("https://www.youtube.com/watch?v=abcdefghijk&")


def test_comments_on_a_page_of_takeout_are_read_in_any_language() -> None:
    (first, second), rejections = records("takeout-my-comments.html")
    assert not rejections
    assert first.id == "youtube:Ugx1AaABAg"
    assert first.text == "تقرير جميل & مفيد\nشكرًا لكم #المرفأ"
    assert (str(first.published), first.tags) == ("2020-05-06", ("المرفأ",))
    assert first.extra["under"] == "جولة في مكتبة المرفأ"
    assert (second.text, str(second.published)) == ("أحسنتم", "2019-03-01")
    assert second.url == "https://www.youtube.com/watch?v=zyxwvutsrqp"


def test_a_history_on_a_page_holds_no_texts() -> None:
    posts, (rejection,) = records("takeout-watch-history.html")
    assert not posts
    assert "is a history" in rejection.reason


INFO = (EXPORTS / "yt-dlp-video.info.json").read_text("utf-8")
DESCRIBED = "تقرير عن المكتبة الجديدة.\n#المرفأ"


def subtitles(*lines: str) -> str:
    times = (f"00:00:0{n}.000 --> 00:00:0{n}.900\n{line}\n" for n, line in enumerate(lines))
    return "WEBVTT\n\n" + "\n".join(times)


ROLLING = (
    "WEBVTT\nKind: captions\nLanguage: ar\n\n"
    "00:00:00.160 --> 00:00:02.470 align:start position:0%\n \n"
    "افتتحت<00:00:00.480><c> المكتبة</c><00:00:01.000><c> اليوم</c>\n\n"
    "00:00:02.470 --> 00:00:02.480 align:start position:0%\nافتتحت المكتبة اليوم\n \n\n"
    "00:00:02.480 --> 00:00:05.000 align:start position:0%\nافتتحت المكتبة اليوم\n"
    "في<00:00:02.800><c> المرفأ</c>\n\n"
    "00:00:05.000 --> 00:00:05.010 align:start position:0%\nفي المرفأ\n \n"
)


def beside(folder: Path, **files: str) -> Path:
    """A folder with the description of a video and these files beside it."""
    written(folder, "جولة [abc].info.json", INFO)
    for name, text in files.items():
        written(folder, f"جولة [abc].{name.replace('__', '.').replace('_', '-')}", text)
    return folder


@pytest.mark.parametrize("packed", [False, True])
def test_subtitles_beside_a_video_are_part_of_its_text(tmp_path: Path, packed: bool) -> None:
    path = beside(tmp_path, ar__vtt=subtitles("قال القبطان"), en__vtt=subtitles("He said"))
    if packed:
        data = io.BytesIO()
        with ZipFile(data, "w") as archive:
            for file in sorted(tmp_path.iterdir()):
                archive.writestr(f"مقاطع/{file.name}", file.read_bytes())
        path = written(tmp_path / "..", f"{tmp_path.name}.zip", data.getvalue())
    (video, comment), rejections = taken(path)
    assert not rejections
    assert video.fields["text"] == f"{DESCRIBED}\nقال القبطان"
    assert video.fields["subtitles"] == "جولة [abc].ar.vtt"
    assert video.fields["other_subtitles"] == ["جولة [abc].en.vtt"]
    assert comment.fields["kind"] == "comment"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"ar__vtt": ROLLING}, "افتتحت المكتبة اليوم\nفي المرفأ"),
        ({"en__vtt": subtitles("He said")}, "He said"),
        ({"ar_orig__vtt": subtitles("سمعت آلة"), "ar__srt": subtitles("كتب أحد")}, "كتب أحد"),
        ({"ar__vtt": "WEBVTT\n", "fr__vtt": subtitles("Il dit")}, "Il dit"),
        ({"vtt": subtitles("قال")}, "قال"),
    ],
)
def test_of_several_subtitles_those_that_fit_best_are_read(
    tmp_path: Path, files: dict[str, str], said: str
) -> None:
    (video, _), _ = taken(beside(tmp_path, **files))
    assert video.fields["text"] == f"{DESCRIBED}\n{said}"


def test_other_files_beside_a_video_are_read_by_themselves(tmp_path: Path) -> None:
    beside(tmp_path, ar__ttml="<tt/>", ar__json3="{}")
    written(tmp_path, "جولة [abcd].ar.vtt", subtitles("غيره"))
    written(tmp_path, "جولة [abc] مقال.txt", "عنوان\n\nافتتحت المكتبة اليوم في المرفأ.")
    items, rejections = taken(tmp_path)
    assert not rejections
    assert sorted(item.origin.reader for item in items) == [
        "subtitles",
        "text",
        "youtube",
        "youtube",
    ]


def test_damaged_subtitles_are_told_and_cost_the_video_nothing(tmp_path: Path) -> None:
    (video, _), (rejection,) = taken(beside(tmp_path, ar__vtt="WEBVTT\n\nكلام بلا أوقات\n"))
    assert video.fields["text"] == DESCRIBED
    assert "has no subtitles" in rejection.reason
