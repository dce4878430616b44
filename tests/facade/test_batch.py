"""`Archive.batch`: many changes, and the index follows them once at the end."""

import threading

import pytest

from kashshaf import Archive, Record
from kashshaf.archive.errors import ArchiveLocked, RecordNotFound
from kashshaf.index.building import maintenance


@pytest.fixture
def syncs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The changes that the index was brought up to, one for each time that it was."""
    reached: list[int] = []
    sync = maintenance.sync

    def counted(*arguments):
        generation = sync(*arguments)
        reached.append(generation.manifest.reached)
        return generation

    monkeypatch.setattr(maintenance, "sync", counted)
    return reached


def test_in_a_batch_the_index_follows_once_at_its_end(empty: Archive, syncs: list[int]) -> None:
    with empty.batch():
        for number in range(20):
            empty.add({"id": str(number), "title": "خبر"})
        empty.update("3", title="عنوان")
        empty.remove("4")
        assert syncs == []
    assert syncs == [22]
    assert empty.search("خبر").total == 18
    assert empty.verify().good


def test_searches_within_see_the_archive_as_it_was_and_say_so(empty: Archive) -> None:
    empty.add({"id": "1", "title": "خبر"})
    with empty.batch() as archive:
        archive.add([{"id": "2", "title": "خبر"}, {"id": "3", "title": "خبر"}])
        results = archive.search("خبر")
        assert results.total == 1
        assert [(n.code, n.values) for n in results.notices] == [("stale-index", {"changes": "2"})]
        assert archive.record("2").title == "خبر"
        assert len(archive) == 3
    assert empty.search("خبر").total == 3
    assert empty.search("خبر").notices == ()


def test_what_was_stored_before_an_exception_is_indexed(empty: Archive) -> None:
    with pytest.raises(RuntimeError), empty.batch():
        empty.add({"id": "1", "title": "خبر"})
        raise RuntimeError
    assert empty.search("خبر").total == 1
    assert empty.is_current()


def test_what_a_failing_stream_gave_is_indexed_too(
    empty: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing():
        yield {"id": "1", "title": "خبر"}
        yield {"id": "2", "title": "خبر"}
        raise RuntimeError

    monkeypatch.setattr("kashshaf.archive.ingestion.BATCH", 1)
    with pytest.raises(RuntimeError):
        empty.add(failing())
    assert empty.search("خبر").total == len(empty) == 2


def test_whoever_interrupts_does_not_wait_for_the_index(empty: Archive, syncs: list[int]) -> None:
    with pytest.raises(KeyboardInterrupt), empty.batch():
        empty.add({"id": "1", "title": "خبر"})
        raise KeyboardInterrupt
    assert syncs == []
    empty.sync()
    assert empty.search("خبر").total == 1


def test_an_error_within_that_is_caught_ends_nothing(empty: Archive, syncs: list[int]) -> None:
    with empty.batch():
        empty.add({"id": "1", "title": "خبر"})
        with pytest.raises(RecordNotFound):
            empty.remove("غائب")
        empty.add({"id": "2", "title": "خبر"})
    assert syncs == [2]


def test_a_batch_within_a_batch_is_part_of_it(empty: Archive, syncs: list[int]) -> None:
    with empty.batch():
        with empty.batch():
            empty.add({"id": "1", "title": "خبر"})
        assert syncs == []
        empty.add(Record(id="2", text="خبر"))
    assert syncs == [2]


def test_the_index_can_be_brought_up_within(empty: Archive) -> None:
    with empty.batch():
        empty.add({"id": "1", "title": "خبر"})
        empty.sync()
        assert empty.search("خبر").total == 1
        empty.add({"id": "2", "title": "خبر"})
    assert empty.search("خبر").total == 2


def test_a_generator_may_write_to_the_archive_that_it_feeds(
    empty: Archive, syncs: list[int]
) -> None:
    def items():
        empty.add({"id": "1", "title": "خبر"})
        yield {"id": "2", "title": "خبر"}
        empty.add({"id": "3", "title": "خبر"})

    empty.add(items())
    assert empty.search("خبر").total == 3
    assert len(syncs) == 2  # its first item is looked at before anything is written


def test_another_thread_searches_meanwhile_and_waits_to_write(empty: Archive) -> None:
    seen: list[int] = []

    def search() -> None:
        seen.append(empty.search("خبر").total)

    def write() -> None:
        empty.add({"id": "2", "title": "خبر"})
        seen.append(len(empty))

    with empty.batch():
        empty.add({"id": "1", "title": "خبر"})
        searching, writing = (threading.Thread(target=act) for act in (search, write))
        searching.start()
        searching.join()
        writing.start()
        writing.join(0.2)
        assert seen == [0]
    writing.join()
    assert seen == [0, 2]
    assert empty.search("خبر").total == 2


def test_many_threads_write_with_one_archive_and_each_gets_its_turn(empty: Archive) -> None:
    failures: list[BaseException] = []

    def write(name: int) -> None:
        try:
            for number in range(3):
                empty.add({"id": f"{name}-{number}", "title": "خبر"})
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=write, args=(name,)) for name in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert empty.search("خبر").total == 15
    assert empty.verify().good


def test_a_thread_that_has_waited_its_time_is_told_which_thread_writes() -> None:
    told: list[str] = []
    with Archive.in_memory(timeout=0.1) as archive:

        def write() -> None:
            try:
                archive.add({"title": "خبر"})
            except ArchiveLocked as error:
                told.append(str(error))

        with archive.batch():
            thread = threading.Thread(target=write)
            thread.start()
            thread.join()
    assert "another thread of this process" in told[0]
    assert f"“{threading.current_thread().name}”, doing “batch”" in told[0]
