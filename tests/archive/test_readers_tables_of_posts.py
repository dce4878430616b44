"""Tables of posts that tools of researchers write are posts, not rows of unknown columns."""

from pathlib import Path

import pytest
from platforms_shared import records
from reading_files import written

_POST = "twitter:1758461219435446279"


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("twint.csv", "post"),
        ("4cat-x.csv", "post"),
        ("twarc.csv", "quote"),
        ("snscrape.csv", "post"),
    ],
)
def test_a_post_of_x_is_the_same_record_in_each_table(file: str, kind: str) -> None:
    (post, *_), rejections = records(file)
    assert not rejections
    assert (post.id, post.text, post.platform) == (_POST, "خبر من المرفأ #كتب", "twitter")
    assert (str(post.published), post.extra["kind"], post.tags) == ("2024-02-16", kind, ("كتب",))
    assert post.url and post.url.endswith("/status/1758461219435446279")
    assert post.source is None  # and not the application that it was written with
    assert post.provenance and post.provenance.reader == "posts"


def test_replies_are_marked_and_the_application_is_kept_as_what_it_is() -> None:
    (_, reply), _ = records("4cat-x.csv")
    assert (reply.extra["kind"], reply.author) == ("reply", "سلمى")
    assert reply.extra["application"] == "Twitter Web App"


def test_posts_of_crowdtangle_have_their_page_day_and_words() -> None:
    (link, picture), rejections = records("crowdtangle-facebook.csv")
    assert not rejections
    assert (link.title, link.text) == ("مكتبة جديدة في المرفأ", "افتُتحت المكتبة #المرفأ")
    assert (link.source, link.platform, str(link.published)) == (
        "إذاعة المرفأ",
        "facebook",
        "2021-03-15",
    )
    assert link.id == link.url == "https://www.facebook.com/100000000001/posts/55"
    assert link.extra["Description"] == "تضم ركنًا للأطفال"
    assert picture.text == "برنامج الأسبوع"


@pytest.mark.parametrize(
    ("file", "id_", "text", "source", "platform", "day"),
    [
        (
            "crowdtangle-instagram.csv",
            "https://www.instagram.com/p/abc/",
            "غروب على المرفأ #المرفأ",
            "إذاعة المرفأ",
            "instagram",
            "2021-03-15",
        ),
        (
            "4cat-telegram.csv",
            "telegram:manara/12",
            "خبر من المرفأ",
            "manara",
            "telegram",
            "2024-02-16",
        ),
        (
            "4cat-tiktok.csv",
            "tiktok:7336000000000000000",
            "جولة في المكتبة #كتب",
            None,
            "tiktok",
            "2024-02-16",
        ),
        (
            "youtube-data-tools.csv",
            "youtube:abcdefghijk",
            "تقرير عن المكتبة الجديدة",
            "تلفزيون الأفق",
            "youtube",
            "2024-02-16",
        ),
        ("mediacloud.csv", "mediacloud:c0ffee01", "", "صحيفة الساحل", "web", "2024-02-16"),
    ],
)
def test_a_row_has_its_text_source_platform_and_day(
    file: str, id_: str, text: str, source: str | None, platform: str, day: str
) -> None:
    (post,), rejections = records(file)
    assert not rejections
    assert (post.id, post.text, post.source) == (id_, text, source)
    assert (post.platform, str(post.published)) == (platform, day)


def test_a_broken_row_costs_no_other(tmp_path: Path) -> None:
    header = "media_name,media_url,publish_date,title,url"
    row = "صحيفة الساحل,saahil.example.org,2024-02-16,خبر,https://saahil.example.org/1"
    posts, (rejection,) = records(written(tmp_path, "a.csv", f"{header}\nخبر,x\n{row}\n"))
    assert len(posts) == 1
    assert (rejection.origin.position, rejection.origin.reader) == (2, "posts")


def test_a_table_of_other_columns_is_read_as_any_table(tmp_path: Path) -> None:
    (record,), _ = records(written(tmp_path, "a.csv", "title,text,url\nخبر,نص,x\n"))
    assert record.provenance and record.provenance.reader == "csv"
    _, (rejection,) = records(tmp_path / "a.csv", reader="posts")
    assert "no table of posts" in rejection.reason
