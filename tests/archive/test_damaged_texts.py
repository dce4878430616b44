"""Damage within a text costs what it stands in, and nothing before it."""

import json
from pathlib import Path

import pytest
from file_samples import FIXTURES
from reading_files import taken, written

LINES = [json.dumps({"id": one, "text": f"خبر {one}"}, ensure_ascii=False) for one in range(20)]
CHAT = [f"[2/{day}/2024 23:40] سلمى: افتُتحت المكتبة اليوم رقم {day}" for day in range(10, 30)]
BOOKS = [f"@book{{key{one}, title={{كتاب {one}}}, abstract={{في البحر}}}}" for one in range(20)]
TEXTS = {"a.jsonl": LINES, "WhatsApp chat.txt": CHAT, "a.bib": BOOKS}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(
    "coded",
    [lambda text: bytes(512), lambda text: text.encode("utf-16-le"), lambda text: bytes(range(32))],
    ids=["a block of zeros", "UTF-16", "control characters"],
)
def test_what_is_no_text_costs_nothing_before_it(tmp_path, name, coded):
    lines = TEXTS[name]
    before = "\n".join(lines[:15]) + "\n"
    data = before.encode() + coded("\n".join(lines[15:]))
    items, rejections = taken(written(tmp_path, name, data))
    assert len(items) >= 14  # of a chat, it cannot be told whether the last message is whole
    assert "full of zero or control bytes" in rejections[-1].reason


@pytest.mark.parametrize("name", TEXTS)
def test_a_byte_without_a_meaning_costs_the_item_that_has_it(tmp_path, name):
    data = "\n".join(TEXTS[name]).encode()
    at = len(data) // 2
    while data[at] < 128:
        at += 1
    items, (rejection,) = taken(written(tmp_path, name, data[:at] + b"\xff" + data[at + 1 :]))
    assert len(items) == len(TEXTS[name]) - 1
    assert "not valid UTF-8" in rejection.reason


def test_a_byte_without_a_meaning_costs_one_message_of_a_page_of_telegram(tmp_path):
    page = (FIXTURES / "platforms" / "telegram-messages.html").read_bytes()
    whole, _ = taken(written(tmp_path, "whole.html", page))
    at = page.rindex("المكتبة".encode())
    items, (rejection,) = taken(written(tmp_path, "a.html", page[:at] + b"\xff" + page[at + 1 :]))
    assert len(items) == len(whole) - 1
    assert "bytes that are not UTF-8" in rejection.reason


@pytest.mark.parametrize("name", ["a.html", "a.bib"])
def test_a_blank_file_says_that_there_is_nothing_in_it(tmp_path: Path, name: str):
    items, (rejection,) = taken(written(tmp_path, name, "\n"))
    assert not items
    assert "its reader" not in rejection.reason
