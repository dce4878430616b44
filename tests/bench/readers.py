"""Readers of a site, each asking one thing after another, and what came of it.

A reader is a thread with one connection that is kept open, from an address of its own on the
loopback network, so that limits for one client do not take all readers for one.
"""

import http.client
import random
import resource
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

Paths = Mapping[str, Sequence[str]]
"""The addresses of each kind of request."""

TURNED_AWAY = (429, 503)
"""What a server says that has too much to do; no error, but told apart."""

_PATIENCE = 120.0


@dataclass(slots=True)
class Heard:
    """What one kind of request came to: seconds of those that were answered, and the others."""

    seconds: list[float] = field(default_factory=list)
    turned_away: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, other: "Heard") -> None:
        """Join what others have heard."""
        self.seconds += other.seconds
        self.turned_away += other.turned_away
        self.errors += other.errors


@dataclass(frozen=True, slots=True)
class Visit:
    """All that readers heard, by kind, in how many seconds.

    `client` is the share of one processor that the readers themselves took.
    """

    heard: Mapping[str, Heard]
    seconds: float
    client: float

    @property
    def answered(self) -> int:
        """Requests that were answered."""
        return sum(len(heard.seconds) for heard in self.heard.values())


def visit(
    port: int, readers: int, seconds: float, paths: Paths, weights: Mapping[str, int], seed: int
) -> Visit:
    """Let so many readers ask for so long, kinds as often as their weights say."""
    ending = threading.Event()
    found: list[dict[str, Heard]] = []
    asked = [_drawn(paths, weights, random.Random(f"{seed} {one}")) for one in range(readers)]
    threads = [
        threading.Thread(target=_read, args=(port, number, asks, ending, found.append), daemon=True)
        for number, asks in enumerate(asked)
    ]
    begun, spent = time.perf_counter(), _processor()
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    ending.set()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    together = {kind: Heard() for kind in paths}
    for one in found:
        for kind, heard in one.items():
            together[kind].add(heard)
    return Visit(together, took, (_processor() - spent) / took)


def _processor() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _drawn(
    paths: Paths, weights: Mapping[str, int], chance: random.Random
) -> Iterator[tuple[str, str]]:
    kinds = list(paths)
    shares = [weights[kind] for kind in kinds]
    while True:
        (kind,) = chance.choices(kinds, shares)
        yield kind, chance.choice(paths[kind])


def _read(
    port: int,
    number: int,
    asks: Iterator[tuple[str, str]],
    ending: threading.Event,
    tell: Callable[[dict[str, Heard]], None],
) -> None:
    heard: dict[str, Heard] = {}
    source = (f"127.0.{1 + number // 250}.{1 + number % 250}", 0)
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=_PATIENCE, source_address=source
    )
    for kind, path in asks:
        if ending.is_set():
            break
        one = heard.setdefault(kind, Heard())
        begun = time.perf_counter()
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            while answer.read(65_536):
                pass
        except (OSError, http.client.HTTPException) as error:
            one.errors.append(f"{path}: {type(error).__name__}: {error}")
            connection.close()
            continue
        if answer.status == 200:
            one.seconds.append(time.perf_counter() - begun)
        elif answer.status in TURNED_AWAY:
            one.turned_away += 1
            # Who is turned away waits a little, as browsers and people do.
            ending.wait(float(answer.headers.get("Retry-After") or 1))
        else:
            one.errors.append(f"{path}: {answer.status}")
    with suppress(OSError):
        connection.close()
    tell(heard)
