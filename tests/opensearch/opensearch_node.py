"""A real OpenSearch node for tests: its parts come from Maven, and it runs on the loopback address.

A node stops when the process that started it ends, however that ends.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import IO, Self

import pytest

HERE = Path(__file__).parent
PARTS = HERE.parents[1] / ".build" / "opensearch"


class NotRunnable(Exception):
    """Why no node can be run here."""


class Node:
    """One node, a process of its own; `settings` are OpenSearch's."""

    def __init__(self, home: Path, name: str, **settings: str) -> None:
        self.name = name
        self.log = home / "log.txt"
        self._settings = {
            "path.home": str(home),
            "node.name": name,
            "network.host": "127.0.0.1",
            "http.port": "0",
            "transport.port": "0",
            # How full the disk of this machine is has nothing to do with us.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
        } | settings
        home.mkdir(parents=True, exist_ok=True)
        self.start()

    @classmethod
    def alone(cls, home: Path) -> Self:
        """A cluster of one node."""
        return cls(home, "one", **{"cluster.initial_cluster_manager_nodes": "one"})

    def start(self) -> None:
        """Start the node, again where it was stopped, and wait until it answers."""
        arguments = [f"{key}={value}" for key, value in self._settings.items()]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*_java(), *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        ready = self._stdout.readline().split()
        if not ready:
            self.stop()
            raise NotRunnable(f"OpenSearch did not start:\n{self.log.read_text()[-3000:]}")
        self.http: str
        self.transport: str
        _, self.http, self.transport = ready
        # Started again, it is to be found in the same place.
        for setting, address in (("http.port", self.http), ("transport.port", self.transport)):
            self._settings[setting] = address.rpartition(":")[2]

    @property
    def _stdout(self) -> IO[str]:
        assert self._process.stdout is not None
        return self._process.stdout

    @property
    def address(self) -> str:
        return f"http://{self.http}"

    def stop(self) -> None:
        """Stop the node in good order."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._stdout.close()

    def kill(self) -> None:
        """Stop the node as a power cut would."""
        self._process.kill()
        self.stop()


def runnable_or_skip(made: Node | NotRunnable) -> Node:
    """The node; where there can be none the test is skipped, but fails in CI."""
    if isinstance(made, Node):
        return made
    if os.environ.get("CI"):
        pytest.fail(f"CI must run OpenSearch: {made}")
    pytest.skip(str(made))


@cache
def shared_node() -> Node | NotRunnable:
    """The node that most tests share, started for the first that asks, or why there is none."""
    home = tempfile.TemporaryDirectory(prefix="kashshaf-opensearch-", dir=_fast_folder())
    atexit.register(home.cleanup)
    try:
        node = Node.alone(Path(home.name))
    except NotRunnable as reason:
        return reason
    atexit.register(node.stop)
    return node


def _fast_folder() -> str | None:
    """A folder in memory where there is room: making an index waits for the disk ten times."""
    memory = Path("/dev/shm")  # noqa: S108
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 1_000_000_000
    return str(memory) if roomy else None


def _java() -> list[str]:
    """The command that runs a node, its settings left out."""
    # A node for tests lives too short to be worth much compiling.
    options = ["-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    return ["java", *options, "-cp", f"{_parts()}/*", str(HERE / "ServerNode.java")]


@cache
def _parts() -> Path:
    """The folder of the server's parts, fetched once for each version of the pom."""
    missing = [tool for tool in ("java", "mvn") if shutil.which(tool) is None]
    if missing:
        raise NotRunnable(f"a JDK of 17 or later and Maven are needed; missing: {missing}")
    pom = HERE / "pom.xml"
    fetched = PARTS / "pom.xml"
    if not fetched.exists() or fetched.read_bytes() != pom.read_bytes():
        shutil.rmtree(PARTS, ignore_errors=True)
        maven = ["mvn", "--batch-mode", "--quiet", "--file", str(pom)]
        maven += ["dependency:copy-dependencies", f"-DoutputDirectory={PARTS}/lib"]
        done = subprocess.run(maven, capture_output=True, text=True)
        if done.returncode:
            raise NotRunnable(f"Maven could not fetch OpenSearch:\n{done.stdout[-3000:]}")
        shutil.copyfile(pom, fetched)
    return PARTS / "lib"
