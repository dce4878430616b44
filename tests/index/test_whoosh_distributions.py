"""Whoosh comes from two distributions that own the same folder: others may ask for either."""

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path

import pytest
from installed import Packages

import kashshaf
from kashshaf import Archive

RELOADED, ORIGINAL = "whoosh-reloaded==2.7.5", "Whoosh==2.7.4"
BROKEN = "Whoosh cannot be loaded"
ASK_WHOOSH = """
import sys
from whoosh.index import open_dir
from whoosh.qparser import QueryParser
with open_dir(sys.argv[1]).searcher() as searcher:
    for text in ("السوق", '"المراسل عن السوق"', "facet_tag:سوق", "المراس*"):
        query = QueryParser("text_written", searcher.schema).parse(text)
        print([hit["number"] for hit in searcher.search(query, limit=None)])
"""
MEND = "pip install --force-reinstall whoosh-reloaded"


@pytest.fixture
def press(tmp_path: Path) -> Path:
    """An archive with what finds a word of it."""
    folder = tmp_path / "press"
    with Archive.create(folder) as archive:
        archive.add(
            [{"id": f"{n}", "text": "كتب المراسل عن السوق", "tags": "سوق"} for n in range(3)]
        )
    return folder


class Environment:
    """A virtual environment that has all of this one's packages but Whoosh."""

    def __init__(self, folder: Path) -> None:
        builder = venv.EnvBuilder()
        self._python: str = builder.ensure_directories(folder / "venv").env_exe
        builder.create(folder / "venv")
        self._others = folder / "others"
        self._others.mkdir()
        (self._others / "kashshaf").symlink_to(Path(kashshaf.__file__).resolve().parent)
        for path in Path(sysconfig.get_path("purelib")).iterdir():
            if not path.name.lower().startswith(("whoosh", "kashshaf", "__editable__")):
                (self._others / path.name).symlink_to(path)

    def pip(self, *arguments: str) -> None:
        done = _run(sys.executable, "-m", "pip", "--python", self._python, *arguments)
        if "Connection" in done.stderr or "No matching distribution" in done.stderr:
            pytest.skip(f"PyPI cannot be reached: {done.stderr.strip().splitlines()[-1]}")
        assert done.returncode == 0, done.stderr

    def kashshaf(self, *arguments: str | Path) -> tuple[int, str]:
        """The status of a command, and what it wrote."""
        return self.python("-m", "kashshaf", *map(str, arguments))

    def python(self, *arguments: str) -> tuple[int, str]:
        """The status of Python given these arguments, and what it wrote."""
        command = [self._python, "-W", "ignore", *arguments]
        done = _run(*command, PYTHONPATH=str(self._others))
        return done.returncode, done.stdout + done.stderr


def _run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment,
        timeout=300,
        check=False,
    )


@pytest.mark.long
@pytest.mark.parametrize("order", [(RELOADED, ORIGINAL), (ORIGINAL, RELOADED)])
def test_both_in_one_environment_search_rightly_and_one_uninstalled_is_said(
    press: Path, tmp_path: Path, order: Sequence[str]
) -> None:
    environment = Environment(tmp_path)
    for distribution in order:
        environment.pip("install", "--no-deps", distribution)
    searched = ("search", "-a", press, "سوق", "--facets", "--json")
    before = environment.kashshaf(*searched)
    assert before[0] == 0, before
    assert '"total": 3' in before[1]
    assert environment.kashshaf("rebuild", "-a", press, "--workers", "2")[0] == 0
    assert '"total": 3' in environment.kashshaf(*searched)[1]
    with Archive.open(press) as archive:
        asked = environment.python("-c", ASK_WHOOSH, str(archive.engine_folder))
    assert asked == (0, "[1, 2, 3]\n[1, 2, 3]\n[1, 2, 3]\n[1, 2, 3]\n")

    environment.pip("uninstall", "--yes", "Whoosh")
    for command in (searched, ("rebuild", "-a", press)):
        status, said = environment.kashshaf(*command)
        assert status != 0
        assert said.startswith(f"Error: {BROKEN}"), said
        assert MEND in said
        assert said.count("\n") == 1
    environment.pip("install", "--no-deps", "--force-reinstall", RELOADED)
    assert '"total": 3' in environment.kashshaf(*searched)[1]


def test_a_whoosh_of_which_files_are_missing_is_said_in_one_line(
    press: Path, tmp_path: Path
) -> None:
    packages = Packages(tmp_path / "packages")
    packages.install("whoosh", {"whoosh/__init__.py": ""}, {})
    for command in ("search", "rebuild"):
        ended = packages.kashshaf(command, "-a", press)
        assert (ended.returncode, ended.stderr.count("\n")) == (1, 1), ended.stderr
        assert BROKEN in ended.stderr
        assert MEND in ended.stderr
