"""TikTok: an account's download, and videos as the site and its research API tell them."""

import pytest
from platforms_shared import records


def test_a_download_gives_comments_and_titles_of_own_videos_alone() -> None:
    (comment, video), (rejection,) = records("tiktok-user_data.json")
    assert (comment.text, comment.extra["kind"]) == ("جولة جميلة", "comment")
    assert (video.text, video.extra["kind"]) == ("جولة في المكتبة #كتب", "post")
    assert [str(one.published) for one in (comment, video)] == ["2024-02-16", "2024-02-17"]
    assert {one.platform for one in (comment, video)} == {"tiktok"}
    assert "has chats among people" in rejection.reason


def test_chats_are_read_only_when_asked_for() -> None:
    (*_, message), rejections = records("tiktok-user_data.json", reader="tiktok")
    assert not rejections
    assert (message.text, message.author) == ("نلتقي غدًا", "salma")


@pytest.mark.parametrize("file", ["tiktok-videos.ndjson", "tiktok-research-api.json"])
def test_a_video_is_the_same_record_whoever_collected_it(file: str) -> None:
    (video,), rejections = records(file)
    assert not rejections
    assert (video.id, video.text) == ("tiktok:7336000000000000000", "جولة في المكتبة #كتب")
    assert video.url == "https://www.tiktok.com/@marfa/video/7336000000000000000"
    assert (video.platform, str(video.published), video.tags) == (
        "tiktok",
        "2024-02-16",
        ("كتب",),
    )
