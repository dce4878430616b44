"""Several processes that build an index, and what is said where they cannot."""

import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import worker_tasks
from given_feed import GivenFeed

from kashshaf import Archive, SearchIndexError
from kashshaf.index.engines.base import Document, DocumentFeed, Slice
from kashshaf.index.engines.processes import share_out

SCRIPT = """
import multiprocessing, os, sys
from kashshaf import Archive

def build():
    with Archive.open("press", timeout=0) as archive:
        archive.rebuild(workers=2)
        print(archive.count("خبر"))

"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive that is large enough to be shared out."""
    folder = tmp_path_factory.mktemp("workers")
    with Archive.create(folder / "press") as archive:
        archive.add({"id": str(n), "text": f"خبر {n} عن المدينة"} for n in range(1200))
    return folder


def run(folder: Path, ending: str, *options: str) -> subprocess.CompletedProcess[str]:
    """The script with this ending, in the folder; from standard input if so told."""
    script = SCRIPT + textwrap.dedent(ending)
    (folder / "script.py").write_text(script, "utf-8")
    return subprocess.run(
        [sys.executable, *(options or ["script.py"])],
        cwd=folder,
        input=script if "-" in options else "",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def last_line(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 1
    return result.stderr.splitlines()[-1]


def test_a_script_with_a_guard_builds_in_several_processes(folder: Path) -> None:
    assert run(folder, "if __name__ == '__main__': build()").stdout == "1200\n"


def test_a_script_without_a_guard_is_told_of_it(folder: Path) -> None:
    said = last_line(run(folder, "build()"))
    assert f"as it starts it runs {folder / 'script.py'} again, which ended there" in said
    assert 'put what the script does under `if __name__ == "__main__":`, or use workers=1' in said
    assert "memory" not in said


@pytest.mark.long
def test_a_script_that_ends_itself_in_the_new_process_is_no_endless_wait(folder: Path) -> None:
    guarded_the_wrong_way = "if __name__ != '__main__': sys.exit(0)\nbuild()"
    said = last_line(run(folder, guarded_the_wrong_way))
    assert "ended with status 0 before it began" in said
    assert '`if __name__ == "__main__":`' in said


@pytest.mark.long
def test_a_script_from_standard_input_is_told_to_be_a_file(folder: Path) -> None:
    said = last_line(run(folder, "if __name__ == '__main__': build()", "-"))
    assert "<stdin> is no file; save it as one, or use workers=1" in said


def test_a_line_of_code_needs_no_file(folder: Path) -> None:
    assert run(folder, "", "-c", SCRIPT + "build()").stdout == "1200\n"


def test_a_process_that_may_start_none_is_told_to_do_with_one(folder: Path) -> None:
    in_a_pool = """
        if __name__ == "__main__":
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                pool.apply(build)
    """
    said = run(folder, in_a_pool).stderr
    assert "daemonic processes are not allowed to have children; use workers=1" in said


FEED = GivenFeed((Document(1, {}, {}, 0, 0),) * 4)


def test_a_process_that_is_killed_is_said_to_be() -> None:
    with pytest.raises(SearchIndexError, match=r"SIGKILL \(out of memory\?\); try again with few"):
        list(share_out(worker_tasks.kill, FEED, 2))


@pytest.mark.long
def test_a_process_that_leaves_on_its_way_is_told_with_its_status() -> None:
    with pytest.raises(SearchIndexError, match="building the index ended with status 3; try again"):
        list(share_out(worker_tasks.leave, FEED, 2))


def test_work_that_cannot_be_handed_over_is_said_to_be_so() -> None:
    def inner(feed: DocumentFeed, share: Sequence[Slice]) -> Iterator[int]:
        yield from ()

    with pytest.raises(SearchIndexError, match=r"cannot be handed to other processes.*inner"):
        list(share_out(inner, FEED, 2))


def test_work_that_cannot_be_taken_over_is_said_to_be_so() -> None:
    with pytest.raises(SearchIndexError, match=r"ModuleNotFoundError.*no_such_module"):
        list(share_out(worker_tasks.Unknown(), FEED, 2))
