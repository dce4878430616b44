"""Exports that have files beside them say which of them belong to each item."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from platforms_shared import records
from reading_files import AUTHORITIES, written

from kashshaf.archive.items import Arranged, Item, Origin
from kashshaf.archive.media import Media, media_of, with_media
from kashshaf.archive.metadata.catalogue import catalogue

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


def named(path: Path, **options: Any) -> list[Media]:
    """The media of the one record that a file becomes, whatever else is in it."""
    (record,), _ = records(path, **options)
    return media_of(record.extra)


def json_file(folder: Path, name: str, content: Any, before: str = "") -> Path:
    return written(folder, name, before + json.dumps(content, ensure_ascii=False))


@pytest.mark.parametrize(
    ("more", "media"),
    [
        ({"photo": "photos/photo_1@16-02-2024.jpg"}, [Media("photos/photo_1@16-02-2024.jpg")]),
        ({"file": "video_files/v.mp4", "thumbnail": "t.jpg"}, [Media("video_files/v.mp4")]),
        ({"photo": "(File not included. Change data exporting settings to download.)"}, []),
        ({"photo": {"path": 3}}, []),
        ({}, []),
    ],
)
def test_a_message_of_telegram_names_its_picture_or_file(
    tmp_path: Path, more: Mapping[str, Any], media: list[Media]
) -> None:
    message = {"id": 2, "type": "message", "date": "2024-02-16T10:00:00", "text": "رست سفينة."}
    chat = {"name": "المنارة", "type": "public_channel", "id": 7, "messages": [message | {**more}]}
    assert named(json_file(tmp_path, "result.json", chat)) == media


def test_a_page_of_telegram_leads_to_its_pictures_and_to_no_map(tmp_path: Path) -> None:
    page = """<!DOCTYPE html><html><head><title>Exported Data</title></head><body>
    <div class="page_wrap"><div class="page_header"><div class="text bold">المنارة</div></div>
    <div class="page_body chat_page"><div class="history">
    <div class="message default clearfix" id="message2"><div class="body">
    <div class="pull_right date details" title="16.02.2024 23:40:10 UTC+03:00">23:40</div>
    <div class="from_name">المنارة</div>
    <div class="media_wrap clearfix">
    <a class="photo_wrap clearfix pull_left" href="photos/photo_1%201.jpg"><img
      class="photo" src="photos/photo_1_thumb.jpg"></a>
    <a class="media clearfix block_link media_video" href="video_files/v.mp4"></a>
    <a class="media clearfix block_link media_location" href="https://maps.google.com/?q=1"></a>
    </div><div class="text">رست سفينة. <a href="https://example.org/">هنا</a></div>
    </div></div></div></div></div></body></html>"""
    media = named(written(tmp_path, "messages.html", page))
    assert media == [Media("photos/photo_1 1.jpg"), Media("video_files/v.mp4")]


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("/media_attachments/files/1/a.jpg", "media_attachments/files/1/a.jpg"),
        ("media_attachments/files/1/a.jpg", "media_attachments/files/1/a.jpg"),
        ("/bucket/cache/media_attachments/files/1/a.jpg", "media_attachments/files/1/a.jpg"),
        ("/uploads/a.jpg", "uploads/a.jpg"),
        ("https://files.example/media_attachments/files/1/a.jpg", None),
    ],
)
def test_a_post_of_mastodon_names_its_pictures_with_what_they_show(
    tmp_path: Path, url: str, file: str | None
) -> None:
    attached = [{"type": "Document", "mediaType": "image/jpeg", "url": url, "name": "رصيف المرفأ"}]
    note = {
        **{"id": "https://example.org/users/layla/statuses/1", "type": "Note", "to": [PUBLIC]},
        **{"content": "<p>رست سفينة.</p>", "attachment": [*attached, {"url": 3}, "x"]},
    }
    outbox = {"@context": "x", "orderedItems": [{"type": "Create", "object": note}]}
    media = named(json_file(tmp_path, "outbox.json", outbox))
    assert media == ([Media(file, "رصيف المرفأ")] if file else [])


def test_a_post_in_the_download_of_x_names_what_the_download_has_of_it(tmp_path: Path) -> None:
    photo = {"media_url_https": "https://pbs.twimg.com/media/Fx1.jpg", "type": "photo"}
    videos = [
        {"bitrate": "256000", "content_type": "video/mp4", "url": "https://v.example/lo.mp4?tag=1"},
        {"bitrate": "832000", "content_type": "video/mp4", "url": "https://v.example/hi.mp4?tag=1"},
        {"content_type": "application/x-mpegURL", "url": "https://v.example/pl/list.m3u8"},
    ]
    video = {"media_url_https": "https://pbs.twimg.com/x/thumb.jpg", "video_info": {}}
    video["video_info"] = {"variants": videos}
    tweet = {
        **{"id_str": "1758000000000000001", "full_text": "رست سفينة.", "lang": "ar"},
        **{"created_at": "Fri Feb 16 20:40:10 +0000 2024", "entities": {"media": [photo]}},
        "extended_entities": {"media": [photo, video, {"media_url_https": 3}]},
    }
    for part, folder in (("tweets", "tweets_media"), ("tweet", "tweet_media")):
        begins = f"window.YTD.{part}.part0 = "
        media = named(json_file(tmp_path, f"{part}.js", [{"tweet": tweet}], begins))
        names = [f"{folder}/1758000000000000001-{name}" for name in ("Fx1.jpg", "hi.mp4")]
        assert media == [Media(name) for name in names]
    assert named(json_file(tmp_path, "collected.json", [tweet])) == []


@pytest.mark.parametrize(
    ("said", "file"),
    [
        ("\u200eصورة السفينة \u200e<attached: 00000012-PHOTO-2024-02-16.jpg>", "00000012-PHOTO"),
        ("\u200eصورة السفينة \u200e<المُرفق: 00000012-PHOTO-2024-02-16.jpg>", "00000012-PHOTO"),
        ("\u200eIMG-20240216-WA0001.jpg (file attached)\nصورة السفينة", "IMG-20240216-WA0001.jpg"),
        ("\u200eIMG-20240216-WA0001.jpg (ملف مرفق)\nصورة السفينة", "IMG-20240216-WA0001.jpg"),
        ("صورة السفينة <Media omitted>", None),
    ],
)
def test_a_message_of_whatsapp_names_the_file_that_came_with_it(
    tmp_path: Path, said: str, file: str | None
) -> None:
    chat = f"[16/02/2024, 23:40:10] سلمى: {said}\n"
    media = named(written(tmp_path, "WhatsApp Chat with قراء.txt", chat))
    assert [one.file.startswith(str(file)) for one in media] == ([True] if file else [])


def test_a_post_of_facebook_names_its_pictures_and_says_nothing_twice(tmp_path: Path) -> None:
    said = "رست سفينة."
    pictures = [
        {"media": {"uri": "posts/media/a.jpg", "description": said}},
        {"media": {"uri": "posts/media/b.jpg", "description": "رصيف المرفأ"}},
        {"media": "x"},
    ]
    post = {"timestamp": 1708112410, "data": [{"post": said}], "attachments": [{"data": pictures}]}
    media = named(json_file(tmp_path, "your_posts_1.json", [post]))
    assert media == [Media("posts/media/a.jpg"), Media("posts/media/b.jpg", "رصيف المرفأ")]


def test_posts_of_instagram_have_the_pictures_that_their_download_lists() -> None:
    (one, several), _ = records("instagram-posts_1.json")
    assert media_of(one.extra) == [Media("media/posts/a.jpg")]
    assert media_of(several.extra) == [Media("media/posts/b.jpg"), Media("media/posts/c.jpg")]


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("files/12/مقال.pdf", "files/12/مقال.pdf"),
        ("files\\12\\a.png", "files/12/a.png"),
        ("/home/layla/Zotero/storage/ABCD2345/a.png", "storage/ABCD2345/a.png"),
        ("C:\\Users\\layla\\Zotero\\storage\\ABCD2345\\a.png", "storage/ABCD2345/a.png"),
        ("/home/layla/secret.png", None),
        ("../a.png", None),
        ("https://example.org/a.png", None),
    ],
)
def test_a_reference_names_what_is_attached_and_has_no_text_too(
    tmp_path: Path, path: str, file: str | None
) -> None:
    one = {"itemType": "newspaperArticle", "key": "K", "title": "سفينة القمح", "creators": []}
    whole = {"items": [{**one, "attachments": [{"path": path}]}], "config": {}, "collections": {}}
    assert named(json_file(tmp_path, "a.json", whole)) == ([Media(file)] if file else [])


@pytest.mark.parametrize("folder", ["page_files", "page_ملفات", "page.files"])
def test_a_saved_page_names_the_pictures_of_its_article_alone(tmp_path: Path, folder: str) -> None:
    prose = "رست في المرفأ صباح اليوم سفينة تحمل القمح، وهي الأولى منذ شهرين، كما قال القبطان. " * 8
    page = f"""<!DOCTYPE html><html><head><title>سفينة القمح</title>
    <meta property="og:image" content="https://sahel.example/img/lead%20one.jpg?w=800"></head>
    <body><header><img src="./{folder}/logo.png"></header>
    <img src="./{folder}/lead%20one.jpg" alt="السفينة">
    <article><h1>سفينة القمح</h1><img class="avatar" src="{folder}/layla.jpg"><p>{prose}</p>
    <figure><a href="#"><img src="./{folder}/quay.jpg"></a>
      <figcaption>رصيف <b>المرفأ</b></figcaption></figure>
    <figure><img src="https://elsewhere.example/x.jpg"></figure>
    <figure><img src="../secret/x.jpg"></figure><p>{prose}</p></article>
    <aside><figure><img src="./{folder}/other.jpg"></figure></aside></body></html>"""
    media = named(written(tmp_path, "page.html", page))
    names = [Media(f"{folder}/lead one.jpg"), Media(f"{folder}/quay.jpg", "رصيف المرفأ")]
    assert media == names


@pytest.mark.parametrize("fields", [{"text": "نص"}, Arranged(text="نص")])
def test_a_record_that_was_kept_before_its_files_counted_is_the_same_record(
    fields: Mapping[str, Any],
) -> None:
    before, now = (
        catalogue(Item(one, Origin("a.json", 1, "facebook")), AUTHORITIES, "")
        for one in (fields, with_media(fields, [Media("a.jpg", "المرفأ"), Media("a.jpg")]))
    )
    assert now.id == before.id
    assert now.extra["media"] == [{"file": "a.jpg", "caption": "المرفأ"}]


def test_any_file_of_items_may_list_media(tmp_path: Path) -> None:
    media: Sequence[Any] = ["صور/a.jpg", {"file": "b.jpg", "caption": "المرفأ"}]
    path = json_file(tmp_path, "a.json", [{"text": "رست سفينة.", "media": media}])
    assert named(path) == [Media("صور/a.jpg"), Media("b.jpg", "المرفأ")]
