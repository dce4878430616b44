"""An account's outbox of Mastodon becomes its public posts."""

from platforms_shared import records

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
