"""A server's life, run by `test_forks.py`: an archive opened and searched, then forked workers.

Takes the archive's folder, how it is forked, and how often each asks as arguments; prints the
differences between what was answered before the fork and what the workers answered, as JSON. Its
name is not a test's, since nothing else of pytest should be in a process that forks.
"""

import itertools
import json
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from kashshaf import Archive

WORKERS = 3

FACETS = ("source", "author", "tag", "date")


def questions(archive: Archive) -> list[Callable[[], Any]]:
    """What a worker is asked, each with an answer that can be compared."""

    def found(text: str, **options: Any) -> Any:
        # By date, since what was removed may go on weighing in scores for a while.
        results = archive.search(text, sort="newest", **options)
        counts = {key: [(v.value, v.count) for v in vs] for key, vs in results.facets.items()}
        return results.total, [hit.record.id for hit in results], counts

    return [
        lambda: found("كتاب"),
        lambda: found("كت*"),
        lambda: found("*درس*"),
        lambda: found('"كتاب مدرسة"~20'),
        lambda: found("نهر OR جسر", facets=FACETS),
        lambda: found("", facets=FACETS),
        lambda: found("شارع", only={"source": ["صحيفة الساحل"]}),
        lambda: list(archive.complete("كتا").words),
        lambda: [line.record.id for line in archive.concordance("مدينة", sort="newest").lines],
        lambda: archive.verify().good,
    ]


def differences(archive: Archive, expected: list[Any]) -> list[str]:
    """Where answers are not those that are expected, of as many as were asked for."""
    wrong = []
    asked = itertools.islice(itertools.cycle(enumerate(questions(archive))), int(sys.argv[3]))
    for number, question in asked:
        try:
            answer = question()
        except Exception as error:
            answer = f"{type(error).__name__}: {error}"
        if answer != expected[number]:
            wrong.append(f"question {number}: {answer!r}, not {expected[number]!r}")
    return wrong


def in_workers(work: Callable[[int], list[str]]) -> list[str]:
    """What forked processes report, each of its work."""
    ends = []
    for number in range(WORKERS):
        end, other = os.pipe()
        if os.fork() == 0:
            os.close(end)
            with os.fdopen(other, "w") as report:
                json.dump(work(number), report)
            os._exit(0)
        os.close(other)
        ends.append(os.fdopen(end))
    reports = [json.loads(end.read()) for end in ends]
    for _ in range(WORKERS):
        os.wait()
    return list(itertools.chain.from_iterable(reports))


def by_fork(archive: Archive, expected: list[Any]) -> list[str]:
    """As a pre-fork server does."""
    return in_workers(lambda _: differences(archive, expected))


def by_pool(archive: Archive, expected: list[Any]) -> list[str]:
    """As `multiprocessing` does where it forks."""
    global _shared
    _shared = archive, expected
    with multiprocessing.get_context("fork").Pool(WORKERS) as pool:
        return list(itertools.chain.from_iterable(pool.map(_in_pool, range(WORKERS))))


def _in_pool(_: int) -> list[str]:
    return differences(*_shared)


def amid_searches(archive: Archive, expected: list[Any]) -> list[str]:
    """As a server that forks while its threads answer; `KASHSHAF_FORKS` times."""
    ended, rounds = threading.Event(), int(os.environ.get("KASHSHAF_FORKS", "2"))

    def search() -> None:
        while not ended.is_set():
            differences(archive, expected)

    with ThreadPoolExecutor(2) as threads:
        for _ in range(2):
            threads.submit(search)
        try:
            return [wrong for _ in range(rounds) for wrong in by_fork(archive, expected)]
        finally:
            ended.set()


def each_writing(archive: Archive, expected: list[Any]) -> list[str]:
    """The workers add a record each, which the parent finds."""

    def add(number: int) -> list[str]:
        archive.add({"id": f"worker-{number}", "text": "برقية"})
        return [] if archive.get(f"worker-{number}") else ["it is not there"]

    wrong, found = in_workers(add), archive.count("برقية")
    archive.remove(*(f"worker-{number}" for number in range(WORKERS)))
    return wrong if found == WORKERS else [*wrong, f"{found} records of the workers are found"]


_shared: tuple[Archive, list[Any]]
_WAYS: dict[str, Callable[[Archive, list[Any]], Iterable[str]]] = {
    "fork": by_fork,
    "pool": by_pool,
    "amid searches": amid_searches,
    "each writing": each_writing,
}

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    with Archive.open(folder) as another:
        before = [question() for question in questions(another)]
    with Archive.open(folder, timeout=60) as opened:
        opened.search("شارع")  # so that it is open, and little of it has been read
        wrong = [*_WAYS[sys.argv[2]](opened, before), *differences(opened, before)]
        sys.stdout.write(json.dumps(wrong))
