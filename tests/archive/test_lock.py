import json
import platform
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kashshaf.archive.errors import ArchiveLocked, ArchiveNotFound
from kashshaf.archive.lock import writing

HOLD = """
import sys
from pathlib import Path
from kashshaf.archive.lock import writing

with writing(Path(sys.argv[1]), "rebuild"):
    print("holding", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_process_writing_to(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A child that holds the lock until its input is closed or it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            assert child.stdout.readline() == "holding\n"
            yield child
        finally:
            child.stdin.close()


def refusal(folder: Path) -> str:
    """What one who wants to write is told meanwhile."""
    with pytest.raises(ArchiveLocked) as raised, writing(folder, "ingest", timeout=0.1):
        pytest.fail("two wrote at once")
    return str(raised.value)


def test_while_another_process_writes_the_error_names_it(tmp_path):
    with another_process_writing_to(tmp_path) as child:
        message = refusal(tmp_path)
    holder = f"pid {child.pid} on {platform.node()}, doing “rebuild” since "
    assert message.startswith(f"another process is writing to this archive: {holder}")
    assert message.endswith("; wait for it to end")
    assert "\n" not in message


def test_when_the_writer_has_ended_another_may_write(tmp_path):
    with another_process_writing_to(tmp_path):
        pass
    with writing(tmp_path, "ingest"):
        pass


def test_a_killed_writer_leaves_the_lock_free_and_its_name_is_not_given_for_the_next(tmp_path):
    with another_process_writing_to(tmp_path) as killed:
        killed.kill()
        killed.wait()
    with another_process_writing_to(tmp_path) as child:
        message = refusal(tmp_path)
    assert f"pid {child.pid} " in message
    assert f"pid {killed.pid} " not in message


def test_a_thread_that_writes_may_ask_again_and_keeps_the_lock_until_the_outermost_ends(tmp_path):
    def others_are_kept_out() -> bool:
        outcomes = []

        def try_it() -> None:
            try:
                with writing(tmp_path, "sync", timeout=0.1):
                    outcomes.append(False)
            except ArchiveLocked as error:
                assert "doing “ingest”" in str(error)
                outcomes.append(True)

        thread = threading.Thread(target=try_it)
        thread.start()
        thread.join()
        return outcomes == [True]

    with writing(tmp_path, "ingest"):
        with writing(tmp_path / ".", "sync"):
            assert others_are_kept_out()
        assert others_are_kept_out()
    assert not others_are_kept_out()


def test_an_error_inside_frees_the_lock(tmp_path):
    with pytest.raises(RuntimeError), writing(tmp_path, "ingest"):
        raise RuntimeError
    with another_process_writing_to(tmp_path):
        pass


@pytest.mark.parametrize("note", ["", "[]", "{", '{"pid": 1}'])
def test_a_damaged_note_takes_only_the_name_away(tmp_path, note):
    with another_process_writing_to(tmp_path):
        (tmp_path / "writer.json").write_text(note)
        message = refusal(tmp_path)
    assert message == "another process is writing to this archive; wait for it to end"


def test_a_writer_since_an_earlier_day_is_named_with_the_date(tmp_path):
    with another_process_writing_to(tmp_path):
        note = tmp_path / "writer.json"
        holder = json.loads(note.read_text(encoding="utf-8"))
        note.write_text(json.dumps(holder | {"since": "2024-03-05T12:00:00+00:00"}))
        assert re.search(r"since 2024-03-0\d \d\d:\d\d;", refusal(tmp_path))


def test_nothing_is_made_where_there_is_no_folder(tmp_path):
    with pytest.raises(ArchiveNotFound), writing(tmp_path / "absent", "ingest"):
        pytest.fail("wrote nowhere")
    assert not (tmp_path / "absent").exists()


def in_a_thread(name, act):
    thread = threading.Thread(target=act, name=name)
    thread.start()
    return thread


def test_a_thread_is_told_of_the_other_thread_by_its_name_and_of_no_other_process(tmp_path):
    holding, told = threading.Event(), threading.Event()

    def hold() -> None:
        with writing(tmp_path, "rebuild"):
            holding.set()
            told.wait()

    other = in_a_thread("night-shift", hold)
    holding.wait()
    message = refusal(tmp_path)
    told.set()
    other.join()
    assert re.fullmatch(
        "another thread of this process is writing to this archive: “night-shift”,"
        " doing “rebuild” since .*; wait for it to end",
        message,
    )


def test_another_process_is_not_told_of_threads(tmp_path):
    with another_process_writing_to(tmp_path):
        assert "thread" not in refusal(tmp_path)


def test_a_thread_waits_for_as_long_as_it_was_told_to(tmp_path):
    for timeout in (5.0, None):
        holding = threading.Event()

        def hold(holding=holding) -> None:
            with writing(tmp_path, "ingest"):
                holding.set()
                time.sleep(0.2)

        other = in_a_thread("brief", hold)
        holding.wait()
        with writing(tmp_path, "ingest", timeout=timeout):
            assert json.loads((tmp_path / "writer.json").read_text("utf-8"))["doing"] == "ingest"
        other.join()


def test_a_thread_that_writes_again_and_again_does_not_starve_the_others(tmp_path):
    ended = threading.Event()

    def greedy() -> None:
        while not ended.is_set():
            with writing(tmp_path, "ingest"):
                time.sleep(0.01)

    other = in_a_thread("greedy", greedy)
    try:
        for _ in range(20):
            with writing(tmp_path, "sync", timeout=1):
                pass
    finally:
        ended.set()
        other.join()


def test_a_thread_that_gave_up_waiting_holds_nobody_up(tmp_path):
    holding, told = threading.Event(), threading.Event()

    def hold() -> None:
        with writing(tmp_path, "rebuild"):
            holding.set()
            told.wait()

    other = in_a_thread("other", hold)
    holding.wait()
    refusal(tmp_path)
    told.set()
    other.join()
    with writing(tmp_path, "ingest", timeout=1):
        pass
