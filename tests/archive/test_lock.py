import json
import platform
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kashshaf.archive import lock
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


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(lock, "PATIENCE", 0.1)


@contextmanager
def another_process_writing_to(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A child that holds the lock until its input is closed or it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        try:
            assert child.stdout.readline() == "holding\n"
            yield child
        finally:
            child.stdin.close()


def refusal(folder: Path) -> str:
    """What one who wants to write is told meanwhile."""
    with pytest.raises(ArchiveLocked) as raised, writing(folder, "ingest"):
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
                with writing(tmp_path, "sync"):
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
