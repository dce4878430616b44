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
