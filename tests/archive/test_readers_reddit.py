"""Posts and comments of Reddit, from saved pages, dumps and an account's download."""

import pytest
from platforms_shared import records


def test_a_saved_thread_is_its_post_and_comments_in_order() -> None:
    things, rejections = records("reddit-thread.json")
    assert not rejections
    assert [thing.id for thing in things] == ["reddit:t3_1abc", "reddit:t1_k1", "reddit:t1_k2"]
    first, comment, reply = things
    assert (first.title, first.text) == ("مكتبة جديدة في المرفأ", "زرتها اليوم & أعجبتني")
    assert (first.source, first.author) == ("r/arabic_books", "layla")
    assert (first.platform, str(first.published)) == ("reddit", "2024-02-16")
    assert first.url == "https://www.reddit.com/r/arabic_books/comments/1abc/x/"
    assert (comment.text, comment.extra["kind"]) == ("متى تفتح؟", "comment")
    assert (reply.text, reply.author) == ("كل يوم", None)


@pytest.mark.parametrize("file", ["reddit-dump.ndjson", "reddit-posts.csv"])
def test_a_post_is_the_same_record_in_a_dump_and_a_download(file: str) -> None:
    (first, *_), rejections = records(file)
    assert not rejections
    assert (first.id, first.title) == ("reddit:t3_1abc", "مكتبة جديدة في المرفأ")
    assert (first.source, first.platform, str(first.published)) == (
        "r/arabic_books",
        "reddit",
        "2024-02-16",
    )


def test_the_network_address_of_a_download_is_not_kept() -> None:
    (first,), _ = records("reddit-posts.csv")
    assert "192.0.2.7" not in str(first)


def test_messages_are_read_only_when_asked_for() -> None:
    things, (rejection,) = records("reddit-messages.csv")
    assert not things
    assert "private messages" in rejection.reason
    (message,), _ = records("reddit-messages.csv", reader="reddit")
    assert (message.text, message.author, message.extra["kind"]) == (
        "هل نلتقي؟",
        "salma",
        "message",
    )
