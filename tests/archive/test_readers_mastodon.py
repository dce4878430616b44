"""An account's outbox of Mastodon becomes its public posts."""

import json
from pathlib import Path
from typing import Any

import pytest
from platforms_shared import records
from reading_files import taken, written

_USER = "https://masto.example.org/users/layla/statuses"


def test_public_posts_are_texts_without_markup() -> None:
    (first, reply), _ = records("mastodon-outbox.json")
    assert first.text == "افتُتحت مكتبة المرفأ & معرضها\nهذا المساء\n#مكتبة_المرفأ"
    assert (first.id, first.url) == (f"{_USER}/111", "https://masto.example.org/@layla/111")
    assert (first.platform, first.author) == ("mastodon", "@layla@masto.example.org")
    assert (str(first.published), first.language) == ("2024-02-16", "ar")
    assert first.tags == ("مكتبة_المرفأ",)
    assert (reply.extra["kind"], reply.text) == ("reply", "عن الافتتاح\nنعم، غدًا")


def test_what_is_not_public_is_counted_and_read_only_when_asked_for() -> None:
    _, (rejection,) = records("mastodon-outbox.json")
    assert "has posts for followers or for named people alone (1)" in rejection.reason
    posts, rejections = records("mastodon-outbox.json", reader="mastodon")
    assert [post.id.rpartition("/")[2] for post in posts] == ["111", "113", "114"]
    assert not rejections


@pytest.mark.parametrize(
    "found",
    [
        {"@context": "https://www.w3.org/ns/activitystreams", "orderedItems": [_USER]},
        {"@context": [], "type": "Person", "inbox": f"{_USER}/inbox", "outbox": "outbox.json"},
    ],
)
def test_the_other_files_of_a_download_are_told_to_hold_no_posts(
    tmp_path: Path, found: dict[str, Any]
) -> None:
    items, (rejection,) = taken(written(tmp_path, "likes.json", json.dumps(found)))
    assert not items
    assert "holds no posts" in rejection.reason
