"""Downloads of Facebook and Instagram: their letters mended, posts and comments told apart."""

import json
from pathlib import Path

import pytest
from platforms_shared import records
from reading_files import written

POST = "افتُتحت مكتبة المرفأ هذا المساء ❤ #مكتبة_المرفأ"


def test_posts_are_read_in_the_letters_they_were_written_in() -> None:
    (first, second), rejections = records("facebook-your_posts_1.json")
    assert not rejections
    assert (first.text, first.title) == (POST, "")
    assert (str(first.published), first.platform) == ("2014-09-03", "facebook")
    assert first.tags == ("مكتبة_المرفأ",)
    assert first.extra["kind"] == "post"
    assert first.extra["activity"] == "ليلى منصور updated her status."
    assert second.text == "مكتبة جديدة في المرفأ"
    assert second.extra["links"] == ["https://example.org/library"]


def test_a_comment_is_told_from_a_post_and_has_its_author() -> None:
    (comment,), _ = records("facebook-comments.json")
    assert (comment.text, comment.author) == ("مبارك للمدينة", "ليلى منصور")
    assert (comment.extra["kind"], comment.extra["group"]) == ("comment", "قرّاء المرفأ")
    assert str(comment.published) == "2014-09-03"


@pytest.mark.parametrize("reader", ["facebook", "instagram"])
def test_messages_are_read_only_when_asked_for(reader: str) -> None:
    posts, (rejection,) = records("facebook-message_1.json")
    assert not posts
    assert "“سلمى” is a conversation: private messages" in rejection.reason
    (message,), _ = records("facebook-message_1.json", reader=reader)
    assert (message.text, message.author) == ("نلتقي عند المكتبة", "سلمى")
    assert (message.source, message.platform) == ("سلمى", reader)
    assert message.extra["kind"] == "message"


def test_a_list_of_what_was_liked_holds_no_posts() -> None:
    posts, (rejection,) = records("facebook-likes_and_reactions.json")
    assert not posts
    assert "holds no posts and no comments" in rejection.reason


def test_what_is_under_pictures_of_instagram_is_their_text() -> None:
    (one, several), _ = records("instagram-posts_1.json")
    assert (one.text, one.title, one.tags) == ("غروب على المرفأ #المرفأ", "", ("المرفأ",))
    assert several.text == "صور من معرض الكتاب"
    assert [str(post.published) for post in (one, several)] == ["2014-09-03", "2014-09-04"]
    assert one.platform == "instagram"


def test_comments_of_instagram_are_read_in_any_language() -> None:
    (comment,), _ = records("instagram-post_comments_1.json")
    assert (comment.text, str(comment.published)) == ("صورة جميلة", "2014-09-03")
    assert comment.extra["under_a_post_of"] == "salma"


def test_what_is_right_already_is_not_mended(tmp_path: Path) -> None:
    told = [{"timestamp": 1409741400, "data": [{"post": "café — مقهى"}], "title": ""}]
    (post,), _ = records(written(tmp_path, "posts.json", json.dumps(told)))
    assert post.text == "café — مقهى"


def test_a_post_in_two_downloads_is_one_record(tmp_path: Path) -> None:
    told = [{"timestamp": 1409741400, "data": [{"post": "خبر"}], "title": ""}]
    files = [written(tmp_path, f"{name}.json", json.dumps(told)) for name in ("a", "b")]
    (one, other), _ = records(*files)
    assert one.id == other.id
