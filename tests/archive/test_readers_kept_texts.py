"""Exports of sites, subtitles, and notes with front matter."""

import re
from pathlib import Path

import pytest
from reading_files import taken, written

FORMATS = Path(__file__).parents[2] / "fixtures" / "formats"


# WordPress


def test_published_posts_and_pages_of_wordpress_are_read_and_what_is_left_out_is_said():
    (post, page), (rejection,) = taken(FORMATS / "wordpress.xml")
    assert post.fields == {
        "id": "https://nabd.example.org/?p=12",
        "title": "ثلج نادر يغطي بساتين اللوز",
        "text": "غطى الثلج بساتين اللوز فجر أمس.\nالبساتين تحت الثلج\n"
        "وقال المزارعون إنهم لم يروا مثله\nمنذ عشرين عامًا.",
        "source": "موقع نبض الشمال",
        "published": "2013-12-11 00:30:00",
        "author": "نور سليم",
        "url": "https://nabd.example.org/2013/12/snow/",
        "language": "ar",
        "tags": ["ثلج"],
        "categories": ["طقس"],
    }
    assert (post.origin.reader, post.origin.position) == ("wordpress", 1)
    assert page.fields["text"] == "موقع مستقل يعنى بأخبار الشمال.\nأخبار\nصور"
    assert page.fields["author"] == "admin"
    assert "1 not published (draft), 1 of the kind “event”" in rejection.reason


def test_a_broken_post_of_wordpress_costs_no_other(tmp_path):
    text = (FORMATS / "wordpress.xml").read_text("utf-8")
    broken = text.replace("</excerpt:encoded>", "", 1)
    items, rejections = taken(written(tmp_path, "export.xml", broken))
    assert [item.fields["title"] for item in items] == ["من نحن"]
    assert rejections[0].reason.startswith("entry 1 is no correct XML (")


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("بدأت المحطة أمس عملها.", "محطة تسقي القرى.\nبدأت المحطة أمس عملها."),
        ("قال إن كل محطة تسقي القرى.", "قال إن كل محطة تسقي القرى."),
        ("", "محطة تسقي القرى."),
    ],
)
def test_the_excerpt_of_a_post_stands_before_a_text_that_does_not_say_it(tmp_path, content, wanted):
    text = (FORMATS / "wordpress.xml").read_text("utf-8")
    for part, said in (("content", content), ("excerpt", "محطة تسقي القرى.")):
        element = f"(<{part}:encoded>).*?(</{part}:encoded>)"
        text = re.sub(element, rf"\g<1>{said}\2", text, flags=re.DOTALL)
    path = tmp_path / "export.xml"
    path.write_text(text, "utf-8")
    assert taken(path)[0][0].fields["text"] == wanted


# JSON Feed


def test_an_entry_of_a_json_feed_gives_its_text_and_what_is_said_of_it():
    (first, second), rejections = taken(FORMATS / "feed.json")
    assert not rejections
    assert first.fields == {
        "id": "https://marfa.example.org/2014/water",
        "title": "محطة صغيرة تسقي خمسين بيتًا",
        "text": "محطة للمياه في رأس المرجان.\nبدأت المحطة أمس عملها.\nوتسقي خمسين بيتًا.",
        "source": "إذاعة المرفأ",
        "published": "2014-09-11T08:00:00+03:00",
        "author": ["ليلى حسن", "سامي الحاج"],
        "url": "https://marfa.example.org/2014/water",
        "language": "ar",
        "tags": ["مياه", "قرى"],
        "description": "محطة للمياه في رأس المرجان.",
        "image": "https://marfa.example.org/water.jpg",
        "attachments": [{"url": "https://marfa.example.org/water.mp3", "mime_type": "audio/mpeg"}],
    }
    assert second.fields["text"] == "مسرحية صامتة تملأ القاعة. مقاعد < 300."
    assert second.fields["author"] == ["قسم الأخبار"]
    assert second.fields["url"] == "https://marfa.example.org/2014/play"
    assert second.origin.reader == "jsonfeed"


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ('"items": {}', "no list of items"),
        ('"items": [5]', "item 1 is no object"),
        ('"items": [{"id": 1', "not whole, correct JSON"),
        ('"items": []', "holds no items"),
    ],
)
def test_a_damaged_json_feed_is_rejected_with_the_reason(tmp_path, inside, reason):
    text = '{"version": "https://jsonfeed.org/version/1", ' + inside + "}"
    items, (rejection,) = taken(written(tmp_path, "a.json", text))
    assert not items
    assert reason in rejection.reason


def test_fields_of_any_shape_in_a_json_feed_cost_no_other_item(tmp_path):
    odd = '{"id": [1], "title": {}, "content_text": 5, "authors": "x", "tags": {"a": 1}}'
    text = '{"version": "https://jsonfeed.org/version/1", "title": [], "items": ['
    path = written(tmp_path, "a.json", f'{text}{odd}, {{"content_text": "سليم"}}]}}')
    items, _ = taken(path)
    assert items[-1].fields["text"] == "سليم"


# Subtitles


def test_subtitles_are_what_was_said_under_the_name_of_the_file():
    (one,), rejections = taken(FORMATS / "حديث الميناء.ar.srt")
    assert not rejections
    assert one.fields == {
        "title": "حديث الميناء",
        "text": "صباح الخير من الميناء\nمعنا اليوم\nقبطان العبّارة\nنعم\nنعم",
        "language": "ar",
    }
    assert (one.origin.reader, one.origin.position) == ("subtitles", None)


def test_lines_of_rolling_captions_are_read_once():
    (one,), _ = taken(FORMATS / "rolling.vtt")
    assert one.fields["text"] == "أهلًا بكم في النشرة\nنبدأ من المرفأ\nشكرًا & أهلًا بكم"
    assert one.fields["language"] == "ar"
    assert one.fields["voices"] == ["فاطمة"]


def test_a_caption_that_grows_word_by_word_is_read_once(tmp_path):
    shown = ["صباح", "صباح الخير", "صباح الخير يا أصدقاء", "صباحكم سعيد"]
    cues = [f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{text}\n" for n, text in enumerate(shown)]
    (one,), _ = taken(written(tmp_path, "a.srt", "\n".join(cues)))
    assert one.fields["text"] == "صباح الخير يا أصدقاء\nصباحكم سعيد"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("نشرة.txt", "نشرة"),
        ("نشرة.SRT", "نشرة"),
        ("نشرة.ar.srt.gz", "نشرة"),
        ("نشرة 1.5", "نشرة 1.5"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_subtitles_are_known_by_their_beginning(tmp_path, name, title, line_end):
    text = "1\n00:00:01,000 --> 00:00:02,000\nصباح الخير\n".replace("\n", line_end)
    (one,), _ = taken(written(tmp_path, name, text.encode("cp1256")))
    assert one.fields["text"] == "صباح الخير"
    assert one.fields["title"] == title


@pytest.mark.parametrize("text", ["WEBVTT\n\nNOTE ص\n", "نص\n"])
def test_subtitles_with_none_are_rejected(tmp_path, text):
    items, (rejection,) = taken(written(tmp_path, "a.vtt", text))
    assert not items
    assert "has no subtitles" in rejection.reason


def test_broken_cues_cost_no_words_of_others(tmp_path):
    text = (
        "1\n00:00:01,000 --> 00:00:02\nضائع الوقت\n\n2\n00:00:03,000 --> 00:00:04,000\n"
        "<i>مفتوح\n\nx\n\n99:99:99,999 --> 100:00:00,000\nغريب\n"
    )
    (one,), _ = taken(written(tmp_path, "a.srt", text))
    assert "مفتوح\nغريب" in one.fields["text"]


# Front matter


def test_front_matter_is_read_as_fields_and_what_follows_as_the_text():
    (one,), rejections = taken(FORMATS / "note.md")
    assert not rejections
    assert one.fields == {
        "title": "حديث الترام: ذكريات",
        "author": ["ليلى حسن", "سامي الحاج"],
        "published": "1950-10-12",
        "tags": ["مدن", "ترام, وقطار", "ذاكرة"],
        "url": "https://duha.example.org/tram",
        "aliases": ["قديم", "حديث 'الترام'"],
        "summary": "كان الترام يمر من هنا.",
        "place": "city: المرفأ\nquarter: الميناء",
        "empty": None,
        "text": "كان الترام يمر من هنا **كل صباح**.\n\n## بعد الحرب\n\nثم توقف.",
    }
    assert one.origin.reader == "markdown"


def test_front_matter_in_toml_is_read(tmp_path):
    text = '+++\ntitle = "عنوان"\ndate = 2014-09-03\ntags = ["أ", "ب"]\n+++\nالنص.\n'
    (one,), _ = taken(written(tmp_path, "a.md", text))
    assert one.fields["tags"] == ["أ", "ب"]
    assert str(one.fields["published"]) == "2014-09-03"
    _, (rejection,) = taken(written(tmp_path, "b.md", text.replace("[", "")))
    assert "no correct TOML" in rejection.reason


@pytest.mark.parametrize(("body", "title"), [("# عنوان #\n\nنص", "عنوان"), ("نص", "ملاحظة")])
def test_a_note_without_a_stated_title_has_its_heading_or_the_name_of_the_file(
    tmp_path, body, title
):
    (one,), _ = taken(written(tmp_path, "ملاحظة.md", f"---\r\ndate: 2014\r\n---\r\n{body}"))
    assert (one.fields["title"], one.fields["text"]) == (title, "نص")


@pytest.mark.parametrize(
    "text", ["عنوان\n\nنص\n---\n", "---\n\nنص بلا حقول\n\n---\n", "---\nأ: ب\n"]
)
def test_markdown_without_front_matter_is_a_text_like_any(tmp_path, text):
    (one,), _ = taken(written(tmp_path, "a.md", text))
    assert one.origin.reader == "text"


@pytest.mark.parametrize(
    "head",
    [
        "tags: [أ, ب",
        "tags: ]",
        'a: "',
        "a: '",
        "- x\nb: 1",
        "a:\n  - x\n y\nb: c",
        "a: [[[]",
        ": :",
    ],
)
def test_front_matter_that_is_written_wrongly_costs_no_text(tmp_path, head):
    (one,), _ = taken(written(tmp_path, "a.md", f"---\nz: 1\n{head}\ntitle: عنوان\n---\nالنص"))
    assert (one.fields["title"], one.fields["text"]) == ("عنوان", "النص")
