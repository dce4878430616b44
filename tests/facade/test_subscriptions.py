"""`Archive.subscribe`: what changes is heard of once the index has it."""

import logging
from pathlib import Path

import pytest

from kashshaf import Archive, NotIndexed, Record
from kashshaf.archive.storage.rows import Change
from kashshaf.facade import subscriptions


class Listener:
    """Remembers what it heard, and what a search found at that moment."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.heard: list[tuple[str, str]] = []
        self.calls: list[tuple[Change, ...]] = []
        self.found: list[int] = []

    def __call__(self, changes: tuple[Change, ...]) -> None:
        self.calls.append(changes)
        self.heard += [(change.kind, change.id) for change in changes]
        self.found.append(self.archive.search("خبر").total)


@pytest.fixture
def listener(empty: Archive) -> Listener:
    empty.add({"id": "0", "title": "خبر"})
    listener = Listener(empty)
    empty.subscribe(listener)
    return listener


def test_every_way_to_change_an_archive_is_heard_of_in_order(
    empty: Archive, listener: Listener, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "2", "title": "خبر"}\n', "utf-8")
    empty.add([{"id": "1", "title": "خبر"}])
    empty.ingest([tmp_path / "a.jsonl"])
    empty.update("1", title="عنوان")
    empty.remove("0", "2")
    empty.restore("2")
    assert listener.heard == [
        ("added", "1"),
        ("added", "2"),
        ("updated", "1"),
        ("removed", "0"),
        ("removed", "2"),
        ("added", "2"),
    ]
    assert listener.found == [2, 3, 2, 0, 1]
    titles = [change.record and change.record.title for call in listener.calls for change in call]
    assert titles == ["خبر", "خبر", "عنوان", None, None, "خبر"]


def test_of_a_batch_each_record_is_heard_of_once_with_what_it_became(
    empty: Archive, listener: Listener
) -> None:
    with empty.batch():
        empty.add({"id": "1", "title": "خبر"})
        empty.add({"id": "2", "title": "خبر"})
        empty.update("1", title="خبر آخر")
        empty.remove("0")
        assert listener.heard == []
    assert listener.heard == [("added", "2"), ("added", "1"), ("removed", "0")]
    assert listener.found == [2]


def test_what_changes_nothing_is_not_heard_of(empty: Archive, listener: Listener) -> None:
    empty.add({"id": "0", "title": "خبر"})
    empty.sync()
    empty.rebuild()
    assert listener.calls == []


def test_many_changes_are_heard_of_a_part_at_a_time(
    empty: Archive, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscriptions, "MOST_CHANGES", 4)
    empty.add({"id": str(number), "title": "خبر"} for number in range(1, 11))
    assert [len(call) for call in listener.calls] == [4, 4, 2]
    assert [record_id for _, record_id in listener.heard] == [str(n) for n in range(1, 11)]


def test_who_has_ended_to_listen_hears_no_more(empty: Archive) -> None:
    listener = Listener(empty)
    end = empty.subscribe(listener)
    empty.add({"id": "1", "title": "خبر"})
    end()
    end()
    empty.add({"id": "2", "title": "خبر"})
    assert listener.heard == [("added", "1")]


def test_a_callback_that_raises_is_logged_and_takes_nothing_from_others(
    empty: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(changes: tuple[Change, ...]) -> None:
        raise RuntimeError("down")

    empty.subscribe(failing)
    listener = Listener(empty)
    empty.subscribe(listener)
    with caplog.at_level(logging.ERROR, "kashshaf"):
        assert empty.add({"id": "1", "title": "خبر"}).added == 1
    assert listener.heard == [("added", "1")]
    assert empty.search("خبر").total == 1
    [logged] = caplog.records
    assert "failed to hear of the changes 1 to 1" in logged.getMessage()
    assert logged.exc_info is not None


def test_what_a_callback_changes_is_heard_of_in_turn(empty: Archive) -> None:
    listener = Listener(empty)

    def tagging(changes: tuple[Change, ...]) -> None:
        for change in changes:
            if change.kind == "added":
                empty.update(change.id, tags=["جديد"])

    empty.subscribe(tagging)
    empty.subscribe(listener)
    with empty.batch():
        empty.add({"id": "1", "title": "خبر"})
        empty.add({"id": "2", "title": "خبر"})
    # The listener was told after the other had changed them: as what they had become by then.
    assert listener.heard == [("added", "1"), ("added", "2")]
    assert [change.record and change.record.tags for change in listener.calls[0]] == [
        ("جديد",),
        ("جديد",),
    ]
    assert empty.search(only={"tag": ["جديد"]}).total == 2


def test_what_another_has_written_is_heard_of_when_the_index_is_brought_up_to_it(
    empty: Archive, listener: Listener
) -> None:
    with Archive.open(empty.folder) as other:
        other.add(Record(id="1", text="خبر"))
        assert listener.heard == []
        empty.sync()
        assert listener.heard == [("added", "1")]


def test_what_the_index_could_not_take_in_is_heard_of_when_it_can(
    empty: Archive, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*arguments: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken, pytest.raises(NotIndexed, match="disk full"):
        broken.setattr("kashshaf.index.building.maintenance._follow", failing)
        empty.add({"id": "1", "title": "خبر"})
    assert listener.heard == []
    empty.sync()
    assert listener.heard == [("added", "1")]
