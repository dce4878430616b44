"""Posts of X in the shapes of its download, its API and common collectors."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from platforms_shared import EXPORTS, records
from reading_files import written

from kashshaf.archive.metadata.post_ids import day_of_post

_FIRST = "twitter:1758461219435446279"


def test_the_download_gives_posts_retweets_and_replies_as_what_they_are() -> None:
    posts, rejections = records("x-tweets.js")
    assert not rejections
    assert [post.extra["kind"] for post in posts] == ["post", "retweet", "reply"]
    assert [str(post.published) for post in posts] == ["2024-02-16", "2024-02-17", "2024-02-18"]
    first = posts[0]
    assert first.text == "افتُتحت مكتبة المرفأ & معرضها #مكتبة_المرفأ https://t.co/abc"
    assert (first.platform, first.tags) == ("twitter", ("مكتبة_المرفأ",))
    assert first.url == f"https://x.com/i/status/{first.id.removeprefix('twitter:')}"
    assert first.extra["links"] == ["https://example.org/library"]
    assert first.extra["application"].startswith("<a")
    assert first.source is None


def test_the_download_is_read_in_the_zip_that_it_comes_in(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "twitter.zip", "w") as download:
        for name in ("tweets", "note-tweet", "like"):
            download.write(EXPORTS / f"x-{name}.js", f"data/{name}.js")
    posts, (rejection,) = records(tmp_path / "twitter.zip")
    assert [post.platform for post in posts] == ["twitter"] * 4
    assert rejection.origin.file.endswith("data/like.js")


def test_a_long_post_is_read_whole() -> None:
    (post,), _ = records("x-note-tweet.js")
    assert post.text == "نص طويل عن تاريخ المرفأ لا تسعه تغريدة واحدة."
    assert (str(post.published), post.platform) == ("2024-02-19", "twitter")


def test_a_list_of_the_download_without_posts_says_so() -> None:
    posts, (rejection,) = records("x-like.js")
    assert not posts
    assert "“like” of X's download, which holds no posts" in rejection.reason


def test_pages_of_the_api_have_their_authors_and_whole_texts_from_what_they_include() -> None:
    (retweet, reply, quote), rejections = records("x-twarc.jsonl")
    assert not rejections
    assert retweet.text == "RT @marfa_radio: نص غير مبتور عن المرفأ"
    assert (retweet.author, retweet.extra["kind"]) == ("شبكة المنارة", "retweet")
    assert retweet.url == f"https://x.com/manara_net/status/{retweet.id.removeprefix('twitter:')}"
    assert (reply.text, reply.extra["kind"]) == ("أول النص ثم آخره كله", "reply")
    assert reply.extra["links"] == ["https://example.org/news"]
    assert (quote.extra["kind"], quote.extra["quoted"]) == ("quote", "نص غير مبتور عن المرفأ")
    assert quote.author == "شبكة المنارة"
    assert {post.language for post in (retweet, reply, quote)} == {"ar"}


@pytest.mark.parametrize(
    ("file", "text", "kind"),
    [
        ("x-api-v1.jsonl", "خبر من المرفأ", "post"),
        ("x-snscrape.jsonl", "خبر من المرفأ #كتب", "reply"),
        ("x-twint.json", "خبر من المرفأ", "post"),
        ("x-zeeschuimer.ndjson", "خبر طويل من المرفأ كله", "post"),
    ],
)
def test_a_post_is_the_same_record_whoever_collected_it(file: str, text: str, kind: str) -> None:
    (post, *_), rejections = records(file)
    assert not rejections
    assert (post.id, post.text, post.extra["kind"]) == (_FIRST, text, kind)
    assert (post.author, post.platform) == ("شبكة المنارة", "twitter")
    assert str(post.published) == "2024-02-16"
    assert post.url == "https://x.com/manara_net/status/1758461219435446279"
    assert post.provenance and post.provenance.reader == "twitter"


def test_a_retweet_of_the_first_api_has_the_whole_of_what_it_repeats() -> None:
    (_, retweet), _ = records("x-api-v1.jsonl")
    assert retweet.text == "RT @manara_net: خبر من المرفأ كله"
    assert retweet.extra["kind"] == "retweet"


def test_the_account_of_a_known_outlet_is_its_source(tmp_path: Path) -> None:
    told = (EXPORTS / "x-api-v1.jsonl").read_text("utf-8").replace("شبكة المنارة", "رويترز")
    (post, _), _ = records(written(tmp_path, "a.jsonl", told))
    assert (post.source, post.author) == ("رويترز", "رويترز")


def test_a_broken_line_costs_no_other(tmp_path: Path) -> None:
    first, second = (EXPORTS / "x-api-v1.jsonl").read_text("utf-8").splitlines()
    path = written(tmp_path, "a.jsonl", f'{first}\n{second[:90]}\n{{"limit": 1}}\n{second}\n')
    posts, (cut, none) = records(path)
    assert len(posts) == 2
    assert (cut.origin.position, none.origin.position) == (2, 3)
    assert {cut.origin.reader, none.origin.reader} == {"twitter"}
    assert "is no post of X" in none.reason


@pytest.mark.parametrize(
    ("platform", "identity", "day"),
    [
        ("twitter", "1758461219435446279", "2024-02-16"),
        ("twitter", 1758461219435446279, "2024-02-16"),
        ("twitter", "https://twitter.com/a/status/1758461219435446279?s=20", "2024-02-16"),
        ("twitter", "20", None),
        ("twitter", "29700859247", None),
        ("tiktok", "https://www.tiktok.com/@a/video/7336000000000000000", "2024-02-16"),
        ("tiktok", "1234567890123", None),
        ("facebook", "1758461219435446279", None),
        ("twitter", None, None),
    ],
)
def test_the_number_of_a_post_carries_its_day(
    platform: str, identity: object, day: str | None
) -> None:
    assert (str(day_of_post(platform, identity)) if day else None) == day
    assert day or day_of_post(platform, identity) is None


def test_a_table_of_posts_without_dates_has_them_from_their_numbers(tmp_path: Path) -> None:
    table = "ID,Content,Platform\n1758461219435446279,خبر من المرفأ,twitter\n"
    (post,), _ = records(written(tmp_path, "posts.csv", table))
    assert str(post.published) == "2024-02-16"
