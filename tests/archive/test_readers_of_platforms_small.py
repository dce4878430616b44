"""Exports with no more in them than they need, as scripts cut them down, are known all the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from platforms_shared import records
from reading_files import written

_ID = "1758461219435446279"
_MESSAGE = {
    "id": 7,
    "type": "message",
    "date": "2024-02-16T18:37:58",
    "from": "المنارة",
    "text": ["خبر ", {"type": "bold", "text": "عاجل"}],
}
_USER = {"id": "5", "username": "manara", "name": "شبكة المنارة"}
_TWEET = {"id": _ID, "text": "خبر عاجل", "author_id": "5", "created_at": "2024-02-16T12:00:00.000Z"}
_NOTE = {"type": "Note", "id": "https://m.example.org/7", "content": "<p>خبر عاجل</p>"}
_VIDEO = {"id": "abcdefghijk", "title": "خبر", "description": "خبر عاجل", "channel": "المنارة"}


@pytest.mark.parametrize(
    ("name", "told", "id_", "platform"),
    [
        (
            "result.json",
            {"name": "المنارة", "type": "public_channel", "id": 3, "messages": [_MESSAGE]},
            "telegram:3/7",
            "telegram",
        ),
        (
            "result.json",
            {"name": "المنارة", "messages": [_MESSAGE]},
            "telegram:المنارة/7",
            "telegram",
        ),
        (
            "result.json",
            {
                "chats": {
                    "list": [
                        {"name": "م", "type": "private_channel", "id": 3, "messages": [_MESSAGE]}
                    ]
                }
            },
            "telegram:3/7",
            "telegram",
        ),
        ("a.json", {"data": [_TWEET], "includes": {"users": [_USER]}}, f"twitter:{_ID}", "twitter"),
        ("a.jsonl", _TWEET | {"author": _USER}, f"twitter:{_ID}", "twitter"),
        ("a.jsonl", {"id_str": _ID, "full_text": "خبر عاجل"}, f"twitter:{_ID}", "twitter"),
        (
            "a.jsonl",
            {
                "_type": "snscrape.modules.twitter.Tweet",
                "url": f"https://twitter.com/manara/status/{_ID}",
                "date": "2024-02-16T12:00:00+00:00",
                "content": "خبر عاجل",
                "id": int(_ID),
                "user": {"username": "manara"},
            },
            f"twitter:{_ID}",
            "twitter",
        ),
        (
            "o.json",
            {"orderedItems": [{"type": "Create", "object": _NOTE}]},
            _NOTE["id"],
            "mastodon",
        ),
        ("v.info.json", _VIDEO | {"upload_date": "20240216"}, "youtube:abcdefghijk", "youtube"),
        (
            "v.json",
            {
                "_type": "playlist",
                "title": "قائمة",
                "extractor": "youtube:tab",
                "webpage_url": "https://www.youtube.com/playlist?list=a",
                "entries": [_VIDEO | {"upload_date": "20240216", "extractor": "youtube"}],
            },
            "youtube:abcdefghijk",
            "youtube",
        ),
    ],
)
def test_objects(tmp_path: Path, name: str, told: dict[str, Any], id_: str, platform: str) -> None:
    (post,), rejections = records(written(tmp_path, name, json.dumps(told, ensure_ascii=False)))
    assert not rejections
    assert (post.id, post.text, post.platform) == (id_, "خبر عاجل", platform)


@pytest.mark.parametrize(
    ("header", "row", "platform"),
    [
        ("Datetime,Tweet Id,Text,Username", f"2024-02-16,{_ID},خبر عاجل,manara", "twitter"),
        (
            "id,date,username,tweet,link",
            f"{_ID},2024-02-16,manara,خبر عاجل,https://x.com/a",
            "twitter",
        ),
        (
            "Page Name,Post Created,URL,Message",
            "المنارة,2024-02-16 10:00:00 EST,https://facebook.com/1,خبر عاجل",
            "facebook",
        ),
        (
            "media_name,publish_date,title,url",
            "المنارة,2024-02-16,خبر عاجل,https://example.org/1",
            "web",
        ),
    ],
)
def test_tables(tmp_path: Path, header: str, row: str, platform: str) -> None:
    (post,), rejections = records(written(tmp_path, "a.csv", f"{header}\n{row}\n"))
    assert not rejections
    assert "خبر عاجل" in (post.text, post.title)
    assert post.platform == platform


def test_a_list_of_facebook_under_a_new_name_is_read_all_the_same(tmp_path: Path) -> None:
    told = {"profile_posts_v3": [{"timestamp": 1409741400, "data": [{"post": "خبر عاجل"}]}]}
    (post,), _ = records(written(tmp_path, "a.json", json.dumps(told)))
    assert (post.text, post.platform) == ("خبر عاجل", "facebook")


def test_a_chat_of_no_stated_kind_in_which_others_speak_is_private(tmp_path: Path) -> None:
    told = {"name": "سلمى", "messages": [_MESSAGE, _MESSAGE | {"from": "ليلى"}]}
    posts, (rejection,) = records(written(tmp_path, "a.json", json.dumps(told)))
    assert not posts
    assert "--reader telegram" in rejection.reason
