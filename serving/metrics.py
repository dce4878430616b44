"""Figures for Prometheus, on an address of their own: they are nobody's whom the pages are for.

A server of one process has them in its memory. Several put theirs into files of one folder,
which prometheus-client reads together; it must know of the folder before it is imported.
"""

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..archive.errors import KashshafError
from .listening import on_port
from .options import Options, ServingError
from .watching import Answered, Watcher

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client.metrics_core import Metric

    from ..facade.archive import Archive

_FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"


def check_metrics(options: Options) -> None:
    """Raise `ServingError` where there can be no figures."""
    if options.metrics is None:
        return
    if find_spec("prometheus_client") is None:
        raise ServingError("--metrics needs prometheus-client: pip install 'kashshaf[metrics]'")
    on_port(*options.metrics).close()


def forget_process(pid: int) -> None:
    """What a process that has ended had under way is under way no more."""
    if _FOLDER in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(pid)  # type: ignore[no-untyped-call]


class Metrics(Watcher):
    """Counts the requests of this process."""

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        self.registry: CollectorRegistry = CollectorRegistry()
        self._requests = Counter(
            "kashshaf_requests",
            "Requests that were answered.",
            ["endpoint", "method", "status"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "kashshaf_request_seconds",
            "How long they took, until the last byte was handed to the server.",
            ["endpoint"],
            registry=self.registry,
            buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120, 600),
        )
        self._refused = Counter(
            "kashshaf_refused",
            "Requests that a limit ended: OutOfTime, Busy, Host.",
            ["limit"],
            registry=self.registry,
        )
        self._under_way = Gauge(
            "kashshaf_requests_in_flight",
            "Requests that are being answered.",
            registry=self.registry,
            multiprocess_mode="livesum",
        )

    def begun(self) -> None:
        """One more."""
        self._under_way.inc()

    def ended(self, answered: Answered) -> None:
        """One less, by its name and not by its address, of which there are any number."""
        self._under_way.dec()
        endpoint = answered.endpoint or "none"
        method = answered.method if answered.method in _METHODS else "other"
        self._requests.labels(endpoint, method, answered.status).inc()
        self._seconds.labels(endpoint).observe(answered.seconds)
        if answered.refused:
            self._refused.labels(answered.refused).inc()


_METHODS: Final = frozenset(("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"))


class Figures:
    """What the archive holds and how far its index has come, as it is when it is asked."""

    def __init__(self, archive: "Archive") -> None:
        self._archive = archive

    def collect(self) -> Iterable["Metric"]:
        """Gather them, those that can be had; no engine is opened for it."""
        from prometheus_client.core import GaugeMetricFamily

        def gauge(name: str, meaning: str, value: float) -> "Metric":
            return GaugeMetricFamily(f"kashshaf_{name}", meaning, value=value)

        try:
            yield gauge("records", "Records in the archive.", len(self._archive))
            age = dt.datetime.now(dt.UTC) - self._archive.writing_context.updated
            yield gauge(
                "last_change_age_seconds",
                "Seconds since the archive last changed.",
                age.total_seconds(),
            )
            behind = self._archive.changes_behind()
        except (KashshafError, OSError):
            yield gauge("ready", "Whether the archive can answer.", 0)
        else:
            yield gauge("ready", "Whether the archive can answer.", 1)
            yield gauge("index_changes_behind", "Changes that are not in the index yet.", behind)


def expose(archive: "Archive", registry: "CollectorRegistry", address: tuple[str, int]) -> None:
    """Begin to answer with the figures of a registry and of the archive, in a thread."""
    from prometheus_client import start_http_server

    registry.register(Figures(archive))
    host, port = address
    start_http_server(port, host, registry)


@contextmanager
def exposed_beside(folder: Path, address: tuple[str, int]) -> Iterator[None]:
    """Let the processes of the block count together, and another answer with the figures.

    It is a program of its own: the process that begins others must have no threads.
    """
    host, port = address
    os.environ[_FOLDER] = shared = tempfile.mkdtemp(prefix="kashshaf-metrics-")
    command = [sys.executable, "-m", __name__, str(folder), host, str(port)]
    beside = subprocess.Popen(command)  # noqa: S603  # it is our own
    try:
        yield
    finally:
        beside.terminate()
        beside.wait()
        shutil.rmtree(shared, ignore_errors=True)


def _answer_beside(folder: str, host: str, port: str) -> None:
    """Answer with what several processes have counted, for as long as the one lives that began."""
    from prometheus_client import CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector

    from ..facade.archive import Archive

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C goes to all at once
    parent, registry = os.getppid(), CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    with Archive.open(folder) as archive:
        expose(archive, registry, (host, int(port)))
        while os.getppid() == parent:
            time.sleep(0.5)


if __name__ == "__main__":
    _answer_beside(*sys.argv[1:])
