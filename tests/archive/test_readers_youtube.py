"""Videos as yt-dlp describes them and comments of Google Takeout become records."""

from platforms_shared import records


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
