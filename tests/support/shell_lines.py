"""The shell lines of the documentation, run as a shell would."""

import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from click.testing import CliRunner

from kashshaf.cli.main import main


def blocks(language: str, page: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


def works(line: str) -> None:
    """Run it as a shell does, and see that it finds something, or answers, if that is its work."""
    command, _, comment = line.partition("  #")
    program, *words = shlex.split(command.partition(" > ")[0])
    if served := re.search(r"http://127\.0\.0\.1:\d+(\S*?)(?:,|$)", comment):
        answers([program, *words], served[1])
        return
    assert program == "kashshaf"
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == 0, f"{line}: {result.output}"
    if words[0] in ASKING:
        assert result.stdout.strip(), f"{line} finds nothing"
        assert "Nothing in this archive has" not in result.stderr, line


ASKING = (
    "search",
    "facets",
    "show",
    "similar",
    "reprints",
    "concordance",
    "trends",
    "complete",
    "fields",
)


def answers(command: list[str], path: str) -> None:
    """Run what serves, on another port, and ask it for a page."""
    with socket.socket() as given:
        given.bind(("127.0.0.1", 0))
        port = given.getsockname()[1]
    running = [sys.executable, "-m", *command, "--port", str(port)]
    with subprocess.Popen(running, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as server:
        try:
            assert 'dir="rtl"' in fetched(port, path, server)
        finally:
            server.kill()


def fetched(port: int, path: str, server: "subprocess.Popen[bytes]") -> str:
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
                return str(answer.read().decode())
        except urllib.error.URLError:
            if server.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)
