"""Slow searches and a killed process leave the others their answers."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from sockets import KASHSHAF, Running, free_port, serving, wait_until

PLAIN = "/?q=%D8%AE%D8%A8%D8%B1"

# An archive whose searches for "long" work in Python, as a scan of postings does, until the file
# `go` is in its folder; each leaves a mark there when it begins.
SLOW = (
    sys.executable,
    "-c",
    """
import sys
from kashshaf.archive.time_limit import check_time
from kashshaf.facade.archive import Archive

search, begun = Archive.search, iter(range(1000))

def slow(self, text="", **options):
    if text == "long":
        (self.folder / f"begun-{next(begun)}").touch()
        while not (self.folder / "go").exists():
            sum(range(20_000))
            check_time()
    return search(self, text, **options)

Archive.search = slow
from kashshaf.cli.main import main
main(["serve", *sys.argv[1:]])
""",
)
LONG = "/api/v1/search?q=long"


@pytest.fixture
def slow_press(press: Path, tmp_path: Path) -> Path:
    """The archive of the fixtures, in a folder where slow searches leave their marks."""
    return Path(shutil.copytree(press, tmp_path / "press"))


class Crowd:
    """Many who ask for one page at once."""

    def __init__(self, server: Running, path: str, size: int) -> None:
        self.statuses: Counter[int] = Counter()
        self.threads = [
            threading.Thread(target=self._ask, args=(server, path)) for _ in range(size)
        ]
        for thread in self.threads:
            thread.start()

    def _ask(self, server: Running, path: str) -> None:
        answer = server.get(path)
        if answer.status == 503:
            assert int(answer.headers["Retry-After"]) > 0
        self.statuses[answer.status] += 1

    def ended(self) -> Counter[int]:
        for thread in self.threads:
            thread.join()
        return self.statuses


def test_plain_searches_wait_for_none_of_many_heavy_ones(slow_press: Path) -> None:
    with serving(slow_press, "--time-limit", "60", "--threads", "8", command=SLOW) as server:
        server.get(PLAIN)  # the first one reads what later ones have at hand
        heavy = Crowd(server, LONG, 8)
        wait_until(lambda: len([*slow_press.glob("begun-*")]) == 8, "each has its thread")
        for _ in range(6):
            assert server.get(PLAIN).status == 200
        assert not heavy.statuses[200]
        (slow_press / "go").touch()
        assert heavy.ended() == {200: 3, 503: 5}


def test_heavy_searches_that_end_in_time_are_all_answered(slow_press: Path) -> None:
    with serving(slow_press, command=SLOW) as server:
        heavy = Crowd(server, LONG, 3)
        wait_until(lambda: len([*slow_press.glob("begun-*")]) == 3, "they have begun")
        (slow_press / "go").touch()
        assert heavy.ended() == {200: 3}


def test_a_search_past_its_time_says_so_in_the_readers_language(slow_press: Path) -> None:
    with serving(slow_press, "--time-limit", "1", command=SLOW) as server:
        page = server.get("/?q=long")
        assert (page.status, page.headers["Retry-After"]) == (503, "5")
        assert "استغرق هذا وقتًا أطول من المسموح به فأُوقف" in page.text
        assert "This took too long, and was ended" in server.get("/?q=long&lang=en").text
        problem = server.get(LONG)
        assert problem.status == 503
        assert problem.headers["X-Request-ID"] in problem.text
        assert str(slow_press) not in page.text + problem.text


# processes


def workers(server: Running) -> set[int]:
    """The processes that it has started. One that has ended is one until it is waited for."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(server.process.pid)],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return set(map(int, listed.split()))


def test_a_process_that_is_killed_has_a_successor_and_no_answer_is_wrong(press: Path) -> None:
    with serving(press, "--processes", "2") as server:
        wait_until(lambda: len(workers(server)) == 2, "there are two")
        before = workers(server)
        query = "/api/v1/search?q=%D8%AA%D9%88%D9%8A%D8%AA%D8%B1"
        totals = Counter(re.findall(r'"total": (\d+)', server.get(query).text)[0] for _ in range(5))
        os.kill(min(before), signal.SIGKILL)
        for _ in range(40):
            totals[re.findall(r'"total": (\d+)', server.get(query).text)[0]] += 1
        wait_until(lambda: len(workers(server) - {min(before)}) == 2, "it has a successor")
        wait_until(lambda: min(before) not in workers(server), "none is left a zombie")
        assert totals == {"8": 45}
        status, said = server.stop()
        assert status == 0
        assert "SIGKILL" in said
        assert "Traceback" not in said


@pytest.mark.parametrize(
    "by",
    [pytest.param(signal.SIGINT, marks=pytest.mark.long), signal.SIGTERM],
    ids=lambda by: by.name,
)
def test_several_processes_end_together_and_say_nothing_more(
    press: Path, by: signal.Signals
) -> None:
    with serving(press, "--processes", "2") as server:
        wait_until(lambda: len(workers(server)) == 2, "there are two")
        all_of_them = workers(server)
        status, said = server.stop(by)
        assert status == 0
        assert len(said.splitlines()) == 1
        assert not any(map(is_alive, all_of_them))


def test_processes_whose_first_was_killed_end_too(press: Path) -> None:
    with serving(press, "--processes", "2") as server:
        wait_until(lambda: len(workers(server)) == 2, "there are two")
        left = workers(server)
        server.process.kill()
        server.process.wait()
        wait_until(lambda: not any(map(is_alive, left)), "they end")


def test_a_hang_up_begins_the_processes_of_a_service_anew(press: Path) -> None:
    with serving(press, "--processes", "2") as server:
        wait_until(lambda: len(workers(server)) == 2, "there are two")
        before = workers(server)
        server.process.send_signal(signal.SIGHUP)
        for _ in range(20):
            assert server.get("/healthz").status == 200
        wait_until(lambda: len(workers(server) - before) == 2, "they are others")
        wait_until(lambda: not workers(server) & before, "those before have ended")
        assert server.stop()[0] == 0


def test_one_process_ends_at_a_hang_up(press: Path) -> None:
    with serving(press) as server:
        assert server.stop(signal.SIGHUP)[0] == 0


@pytest.mark.parametrize("processes", [pytest.param("1", marks=pytest.mark.long), "2"])
def test_what_cannot_be_served_is_said_in_one_line(
    press: Path, tmp_path: Path, processes: str
) -> None:
    port = str(free_port())
    with serving(press, "--processes", processes) as server:
        wrong = {
            ("--port", str(server.port)): "Address already in use; choose another --port or",
            ("--port", port, "--access-log", str(tmp_path / "no" / "log")): "--access-log",
            ("-a", str(tmp_path / "none")): "there is no archive in",
            ("--host", "192.0.2.1", "--port", port): "cannot listen on 192.0.2.1",
            ("--port", port, "--metrics", f"127.0.0.1:{server.port}"): "Address already in use",
        }
        # They are found by the same hands, but for the first two.
        for options, said in [*wrong.items()][: 2 if processes == "2" else None]:
            refused = subprocess.run(
                [*KASHSHAF, "serve", "-a", str(press), "--processes", processes, *options],
                capture_output=True,
                text=True,
                timeout=60,
            )
            assert refused.returncode == 1
            assert said in refused.stderr
            assert len(refused.stderr.splitlines()) == 1, refused.stderr


def is_alive(pid: int) -> bool:
    try:
        return not Path(f"/proc/{pid}/stat").read_text().split()[2].startswith("Z")
    except FileNotFoundError:
        return False
