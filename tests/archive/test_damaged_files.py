"""Damaged files of every reader: what is sound in them is taken in, and the rest has its reason.

`make thorough` draws 300. `KASHSHAF_DAMAGED_FILES` says how many, `KASHSHAF_SEED` chooses
others; a failure names the file, and with `KASHSHAF_DAMAGED_FOLDER` it is kept there.
"""

import os
import re
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from draws import drawn, share
from file_samples import samples
from reading_files import AUTHORITIES
from spoilt_files import Spoilt, spoilt

from kashshaf.archive.ingestion import ingest
from kashshaf.archive.items import Item, Rejection
from kashshaf.archive.readers import READERS, read
from kashshaf.archive.storage.store import Store

FILES = int(os.environ.get("KASHSHAF_DAMAGED_FILES", share(300)))
KEPT = os.environ.get("KASHSHAF_DAMAGED_FOLDER")

LATE = 20.0
"""Seconds that this and other processes may compute for a file of some kilobytes."""

OF_PROGRAMMERS = re.compile(
    r"its reader “|\b[A-Za-z]*(?:Error|Exception|Traceback|NoneType)\b|\bobject has no|<class "
)
"""What only a programmer understands, and which nobody foresaw."""

MADE_IN = "tests/support/file_samples.py"

BESIDE = {
    "0.txt": "افتتاح رصيف جديد في الميناء\n\nافتتح أمس رصيف جديد في ميناء المرفأ أمام السفن.\n",
    "ي.jsonl": '{"id": "beside", "title": "قارب جديد", "text": "وصل قارب جديد إلى المرفأ."}\n',
}
"""What stands before a damaged file and behind it."""


def test_each_reader_has_a_file_that_can_be_damaged() -> None:
    missing = set(READERS) - set().union(*(sample.readers for sample in samples()))
    assert not missing, f"put a file of theirs into fixtures/, or its maker into {MADE_IN}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "archive.sqlite") as store:
        yield store


def test_what_is_sound_in_damaged_files_is_taken_in_and_the_rest_has_its_reason(
    tmp_path: Path, store: Store
) -> None:
    draw, wrong = drawn("damaged files"), []
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, text in BESIDE.items():
        (folder / name).write_text(text, "utf-8")
    for number in range(FILES):
        one = spoilt(samples(), draw)
        path = folder / one.name
        path.write_bytes(one.content)
        found = list(faults(one, folder, store))
        wrong += [f"file {number}, {one}: {fault}" for fault in found]
        if found and KEPT:
            (Path(KEPT) / f"{number}-{one.name}").write_bytes(one.content)
        path.unlink()
    assert not wrong, "\n".join(wrong)


def faults(one: Spoilt, folder: Path, store: Store) -> Iterator[str]:
    """What is not as it should be when this file is taken in with those beside it."""
    seen: list[Item | Rejection] = []
    beside = {str(folder / name) for name in BESIDE}

    def watched() -> Iterator[Item | Rejection]:
        path = folder / one.name
        for reader in (None, *sorted(one.of.readers)):  # which, named, is given what is private too
            for outcome in read([path if reader else folder], AUTHORITIES, reader=reader):
                seen.append(outcome)
                yield outcome

    began = sum(os.times()[:4])
    try:
        tally = ingest(watched(), store, AUTHORITIES, folder.parent / "rejects")
    except Exception:
        yield traceback.format_exc()
        return
    if (took := sum(os.times()[:4]) - began) > LATE:
        yield f"took {took:.1f} seconds"
    of_others = [item for item in seen if item.origin.file in beside]
    if len(of_others) != len(BESIDE) or not all(isinstance(item, Item) for item in of_others):
        yield "those beside it are not taken in"
    its_own = [item for item in seen if item not in of_others]
    if not its_own:
        yield "neither an item nor a reason"
    for rejection in (*its_own, *tally.rejections):
        if isinstance(rejection, Rejection) and OF_PROGRAMMERS.search(rejection.reason):
            yield f"its reason is none for people: {rejection.reason}"
    yield from lost(one, folder, [item.fields for item in its_own if isinstance(item, Item)])


def lost(one: Spoilt, folder: Path, items: list[object]) -> Iterator[str]:
    """Items that can be had of what stands before the damage, and not of the damaged file."""
    if not 0 < one.sound < min(len(one.content), len(one.of.content.rstrip())):
        return  # as where something stands behind all of a JSON object
    path = folder / one.name
    path.write_bytes(one.content[: one.sound])
    before = [item.fields for item in read([path], AUTHORITIES) if isinstance(item, Item)]
    # The last one may not be whole.
    for fields in before[:-1]:
        if fields not in items:
            yield f"an item before the damage is lost: {dict(fields)!r:.300}"
