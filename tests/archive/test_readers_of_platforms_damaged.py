"""Exports in which anything may be something else end in items and reasons, never in a failure."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from platforms_shared import EXPORTS
from reading_files import taken, written

_FILES = sorted(path.name for path in EXPORTS.iterdir())
_JSON = [name for name in _FILES if name.endswith((".json", ".jsonl", ".ndjson"))]
_OTHERS: tuple[Any, ...] = (None, 0, -1.5, True, "", "نص", [], [1], {}, {"a": []}, [[{}]], 10**30)
_ROUNDS = 6


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each container with each of its keys."""
    match value:
        case dict():
            for key, nested in value.items():
                yield value, key
                yield from _places(nested)
        case list():
            for place, nested in enumerate(value):
                yield value, place
                yield from _places(nested)


def _damaged(text: str, dice: random.Random) -> str:
    value = json.loads(text)
    places = list(_places(value))
    for _ in range(dice.randint(1, 3)):
        holder, key = dice.choice(places)
        holder[key] = dice.choice(_OTHERS)
    return json.dumps(value, ensure_ascii=False)


def _check(path: Path, reader: str | None = None) -> None:
    _, rejections = taken(path, reader=reader)
    assert not [one.reason for one in rejections if "its reader" in one.reason]


@pytest.mark.parametrize("name", _JSON)
def test_values_of_other_kinds_are_no_failure_of_the_reader(tmp_path: Path, name: str) -> None:
    text = (EXPORTS / name).read_text("utf-8")
    items, rejections = taken(EXPORTS / name)
    reader = (items or rejections)[0].origin.reader
    dice = random.Random(name)
    for round_ in range(_ROUNDS):
        lines = text.splitlines() if name.endswith(("jsonl", "ndjson")) else [text]
        damaged = "\n".join(_damaged(line, dice) for line in lines)
        path = written(tmp_path, f"{round_}-{name}", damaged)
        _check(path)
        _check(path, reader)


@pytest.mark.parametrize("name", _FILES)
def test_a_file_cut_anywhere_is_no_failure_of_the_reader(tmp_path: Path, name: str) -> None:
    data = (EXPORTS / name).read_bytes()
    dice = random.Random(name)
    for round_ in range(_ROUNDS):
        cut = data[: dice.randrange(len(data))]
        _check(written(tmp_path, f"{round_}-{name}", cut))
