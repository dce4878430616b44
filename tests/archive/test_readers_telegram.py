"""Telegram's exports become posts with their channel, day and address."""

import json
import tracemalloc
from pathlib import Path

import pytest
from platforms_shared import EXPORTS, records
from reading_files import AUTHORITIES, written

from kashshaf.archive.readers import read
from kashshaf.archive.readers.base import OBJECT_LIMIT

POST = "افتتاح مكتبة المرفأ\n\nتفتح المكتبة أبوابها غدًا، والتفاصيل في موقعنا\n#مكتبة_المرفأ"


def test_a_post_with_bold_words_links_and_tags_is_one_text_of_its_channel() -> None:
    (post, *_), rejections = records("telegram-channel.json")
    assert not rejections
    assert (post.id, post.text) == ("telegram:1400000001/2", POST)
    assert (post.source, post.platform, post.author) == ("قناة المنارة", "telegram", "ليلى منصور")
    assert str(post.published) == "2024-02-16"
    assert post.url == "https://t.me/c/1400000001/2"
    assert post.tags == ("مكتبة_المرفأ",)
    assert post.extra["links"] == ["https://example.org/library"]
    assert post.extra["reactions"] == [{"type": "emoji", "count": 12, "emoji": "👍"}]
    assert post.provenance and post.provenance.reader == "telegram"


def test_service_messages_and_media_without_a_word_are_left_out() -> None:
    posts, _ = records("telegram-channel.json")
    assert [post.id.partition("/")[2] for post in posts] == ["2", "3", "5"]


def test_a_forwarded_post_says_whose_it_was_and_a_poll_is_its_question() -> None:
    (_, forwarded, poll), _ = records("telegram-channel.json")
    assert forwarded.extra["forwarded_from"] == "إذاعة المرفأ"
    assert poll.text == "متى تزورون المكتبة؟\nصباحًا\nمساءً"
    assert poll.extra["reply_to_message_id"] == 2


def test_of_an_account_what_people_wrote_to_each_other_is_not_taken_in_unasked() -> None:
    (post,), (rejection,) = records("telegram-account.json")
    assert (post.id, post.source, post.author) == ("telegram:1400000002/2", "نبض الشمال", "يوسف")
    assert post.text == "ثلوج على الطريق، انظروا https://example.org/snow"
    assert "“سلمى” is a chat among people" in rejection.reason
    assert "--reader telegram" in rejection.reason
    asked, rejections = records("telegram-account.json", reader="telegram")
    assert [one.id for one in asked] == ["telegram:700001/901", "telegram:1400000002/2"]
    assert not rejections


def test_posts_of_two_channels_with_one_number_are_two_records() -> None:
    posts, _ = records("telegram-channel.json", "telegram-account.json")
    assert len({post.id for post in posts}) == len(posts)


def test_pages_of_messages_are_posts_and_not_one_article() -> None:
    (first, second, poll), rejections = records("telegram-messages.html")
    assert not rejections
    assert (first.id, first.text) == ("telegram:قناة المنارة/12", POST)
    assert (first.source, first.platform) == ("قناة المنارة", "telegram")
    assert (first.author, second.author) == ("ليلى منصور", None)  # one is signed
    assert [str(post.published) for post in (first, second)] == ["2024-02-16", "2024-02-17"]
    assert first.extra["links"] == ["https://example.org/library"]
    assert first.tags == ("مكتبة_المرفأ",)
    assert first.extra["reactions"] == ["👍 12"]
    assert second.text == "صورة من حفل الافتتاح."
    assert second.extra["forwarded_from"] == "إذاعة المرفأ"
    assert poll.text == "متى تزورون المكتبة؟\n- صباحًا 25 votes"


def test_a_page_on_which_others_than_the_channel_speak_is_private(tmp_path: Path) -> None:
    page = (EXPORTS / "telegram-messages.html").read_text("utf-8")
    heads = page.replace('"from_name">\nقناة المنارة', '"from_name">\nسلمى')
    chat = written(tmp_path, "messages.html", heads)
    posts, (rejection,) = records(chat)
    assert not posts
    assert "--reader telegram" in rejection.reason
    (_, post, _), _ = records(chat, reader="telegram")
    assert (post.source, post.author) == ("قناة المنارة", "سلمى")


@pytest.mark.parametrize("name", ["result", "result.json", "results.txt.gz"])
def test_an_export_is_known_under_other_names(tmp_path: Path, name: str) -> None:
    data = (EXPORTS / "telegram-channel.json").read_bytes()
    posts, _ = records(written(tmp_path, name.replace(".txt.gz", ".js"), data))
    assert len(posts) == 3


def test_json_that_is_no_export_goes_to_the_reader_of_json(tmp_path: Path) -> None:
    told = '{"messages": [{"text": "خبر عن \\"date_unixtime\\": 3", "date": "2024"}]}'
    (post,), _ = records(written(tmp_path, "a.json", told))
    assert post.provenance and post.provenance.reader == "json"


def test_of_an_export_that_is_cut_the_good_part_is_read(tmp_path: Path) -> None:
    data = (EXPORTS / "telegram-channel.json").read_bytes()
    posts, (rejection,) = records(written(tmp_path, "result.json", data[:-30]))
    assert [post.id.partition("/")[2] for post in posts] == ["2", "3"]
    assert "nothing from element 5 on is read" in rejection.reason
    assert rejection.origin.reader == "telegram"


def test_a_channel_of_any_length_is_read_a_message_at_a_time(tmp_path: Path) -> None:
    head = '{"name": "المنارة", "type": "public_channel", "id": 3, "messages": ['
    text = "خبر من المرفأ " * 1_600
    path = tmp_path / "result.json"
    with path.open("w", encoding="utf-8") as out:
        out.write(head)
        for number in range(1_800):
            told = {"id": number, "type": "message", "date": "2024-02-16T10:00:00", "text": text}
            out.write(f"{', ' if number else ''}{json.dumps(told, ensure_ascii=False)}")
        out.write("]}\n")
    assert path.stat().st_size > OBJECT_LIMIT
    tracemalloc.start()
    count = sum(1 for _ in read([path], AUTHORITIES))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1_800
    assert peak < 2**25


def test_what_is_no_export_is_refused_by_the_named_reader(tmp_path: Path) -> None:
    _, (rejection,) = records(written(tmp_path, "a.txt", "خبر من المرفأ"), reader="telegram")
    assert "is no export of Telegram" in rejection.reason


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (f"<a {' '.join(f'a{n}=1' for n in range(100_000))}>", "has a tag that is too long"),
        ("<b>" * 400 + "نص", "is nested too deeply"),
    ],
)
def test_a_page_that_would_hang_or_lose_a_part_is_refused(
    tmp_path: Path, harm: str, reason: str
) -> None:
    page = (EXPORTS / "telegram-messages.html").read_text("utf-8")
    harmed = page.replace("<strong>", f"{harm}<strong>")
    _, (rejection,) = records(written(tmp_path, "messages.html", harmed))
    assert reason in rejection.reason


def test_messages_that_scripts_took_from_the_api_are_the_same_records() -> None:
    (first, second), (rejection,) = records("telegram-api.jsonl")
    (exported, *_), _ = records("telegram-channel.json")
    assert first.id == exported.id == "telegram:1400000001/2"
    assert (first.text, first.author) == ("افتتاح مكتبة المرفأ #مكتبة", "ليلى منصور")
    assert (first.platform, str(first.published)) == ("telegram", "2024-02-16")
    assert (first.url, first.tags) == ("https://t.me/c/1400000001/2", ("مكتبة",))
    assert (second.source, second.url) == ("قناة المنارة", "https://t.me/manara_net/3")
    assert second.extra["views"] == 40
    assert "has messages of chats among people (1)" in rejection.reason
