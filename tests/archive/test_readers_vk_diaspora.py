"""Walls of VK and accounts of diaspora* become posts with their authors and days."""

from platforms_shared import records


def test_a_wall_of_a_group_is_its_posts() -> None:
    (first, repeated), rejections = records("vk-wall.json")
    assert not rejections
    assert (first.id, first.text) == ("vk:-77_41", "افتُتحت مكتبة المرفأ #مكتبة")
    assert (first.source, first.author, first.platform) == ("إذاعة المرفأ", None, "vk")
    assert (str(first.published), first.url) == ("2024-02-16", "https://vk.com/wall-77_41")
    assert first.tags == ("مكتبة",)
    assert (repeated.text, repeated.author) == ("سفينة الكتب ترسو غدًا", "ليلى منصور")
    assert repeated.extra["kind"] == "repost"


def test_an_account_is_its_public_posts_and_comments() -> None:
    (post, comment), (rejection,) = records("diaspora-account.json")
    assert (post.id, post.text) == ("diaspora:aa11", "افتُتحت مكتبة المرفأ #مكتبة")
    assert (post.platform, post.author) == ("diaspora", "layla@pod.example.org")
    assert (str(post.published), post.url) == ("2024-02-16", "https://pod.example.org/posts/aa11")
    assert (comment.text, comment.extra["kind"]) == ("خبر جميل", "comment")
    assert "has posts that are limited to some readers (1)" in rejection.reason


def test_posts_limited_to_some_are_read_only_when_asked_for() -> None:
    posts, rejections = records("diaspora-account.json", reader="diaspora")
    assert [post.id for post in posts] == ["diaspora:aa11", "diaspora:aa12", "diaspora:cc11"]
    assert not rejections


def test_the_pages_of_vks_own_download_give_its_posts() -> None:
    (first, second), rejections = records("vk-wall0.html")
    assert not rejections
    assert (first.id, first.platform) == ("vk:100200_45", "vk")
    assert first.text == "افتتحت أمس مكتبة المرفأ.\nوالقاعة تتسع لمئة قارئ. #المرفأ"
    assert (str(first.published), first.author, first.tags) == ("2024-02-16", None, ("المرفأ",))
    assert first.url == "https://vk.com/wall100200_45"
    assert first.provenance is not None
    assert first.provenance.reader == "vkpages"
    assert (str(second.published), second.author) == ("2021-02-02", "Layla")
    assert second.extra["published_as_written"] == "2021-02-02T19:08"


def test_conversations_in_vks_download_are_read_only_where_that_is_asked_for() -> None:
    posts, (rejection,) = records("vk-messages0.html")
    assert not posts
    assert "--reader vkpages" in rejection.reason
    (asked, answered), rejections = records("vk-messages0.html", reader="vkpages")
    assert not rejections
    assert (asked.text, asked.author, asked.source) == ("متى تفتح المكتبة؟", "سلمى", "قرّاء المرفأ")
    assert (str(asked.published), answered.author) == ("2023-11-12", None)


def test_other_pages_of_vks_download_are_refused_as_what_they_are() -> None:
    posts, (rejection,) = records("vk-likes.html")
    assert not posts
    assert "VK's download with no texts" in rejection.reason
