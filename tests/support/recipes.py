"""The recipes of CONTRIBUTING.md, followed: files are written and edited, commands run.

The blocks of a step say what to do with them. A file and an edit (`diff`) begin with a path;
a table or a catalogue that is there already is added to. Commands stand in `sh`, one a line.
"""

import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import NamedTuple

from installed import Packages

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")

_BLOCK = re.compile(r"^   ```(\w+)\n(.*?)^   ```$", re.MULTILINE | re.DOTALL)
_PATH = re.compile(r"(?:#|\{#) (\S+)(?: #\})?\n")


class Block(NamedTuple):
    """What a step shows: `language` is that of the fence."""

    language: str
    text: str


Recipe = tuple[tuple[Block, ...], ...]
"""The steps of a recipe, each with what it shows."""


def recipes() -> dict[str, Recipe]:
    """All recipes, by their headings."""
    _, _, page = PAGE.partition("\n# Recipes\n")
    _, *sections = re.split(r"^## (.*)\n", page, flags=re.MULTILINE)
    return {
        title: tuple(tuple(_blocks(step)) for step in re.split(r"^\d+\. ", text, flags=re.M)[1:])
        for title, text in zip(sections[::2], sections[1::2], strict=True)
    }


def _blocks(step: str) -> Iterator[Block]:
    for language, text in _BLOCK.findall(step):
        yield Block(language, re.sub("^   ", "", text, flags=re.MULTILINE))


class Follower:
    """Somebody who follows recipes in a folder, beside packages that are installed."""

    def __init__(self, folder: Path, packages: Packages) -> None:
        self.folder = folder
        self._packages = packages

    def follow(self, recipe: Recipe) -> list[str]:
        """Do all steps, and give what the commands printed."""
        return [said for step in recipe for said in self.do(step)]

    def do(self, step: tuple[Block, ...]) -> list[str]:
        """Do one step, and give what its commands printed."""
        said: list[str] = []
        for language, text in step:
            if language == "sh":
                said += map(self.run, text.splitlines())
            else:
                self._put(language, text)
        return said

    def run(self, command: str) -> str:
        """What a command prints, which has to succeed."""
        result = self.attempt(command)
        assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
        return result.stdout

    def attempt(self, command: str) -> CompletedProcess[str]:
        """Run a command as a shell would, but that nothing is installed for good."""
        words = shlex.split(command.replace("$KASHSHAF", str(ROOT)))
        environment = {}
        while "=" in words[0]:
            name, _, environment[name] = words.pop(0).partition("=")
        match words:
            case ["pip", "install", *_]:
                self._install()
            case ["cp", source, target]:
                shutil.copy(source, self.folder / target)
            case ["kashshaf", *arguments]:
                return self._packages.kashshaf(*arguments, cwd=self.folder)
            case ["python", *arguments]:
                return self._packages.python(*arguments, cwd=self.folder, **environment)
            case _:
                raise AssertionError(f"no test knows how to run {command}")
        return CompletedProcess(words, 0, "", "")

    def _install(self) -> None:
        project = tomllib.loads((self.folder / "pyproject.toml").read_text("utf-8"))["project"]
        self._packages.install(self.folder.name, {}, project["entry-points"])

    def _put(self, language: str, text: str) -> None:
        named = _PATH.match(text)
        assert named, f"this begins with no path:\n{text}"
        path, rest = self.folder / named[1], text[named.end() :]
        path.parent.mkdir(parents=True, exist_ok=True)
        if language == "diff":
            _edit(path, rest)
        elif language in ("toml", "po") and path.exists():
            path.write_text(f"{path.read_text('utf-8')}\n{rest}", "utf-8")
        else:
            path.write_text(rest, "utf-8")


def _edit(path: Path, edit: str) -> None:
    """Put the lines with a plus where those with a minus are, among the others as they are."""
    lines = edit.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line[0] != "+")
    new = "".join(line[1:] for line in lines if line[0] != "-")
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{path.name} has {text.count(old)} times:\n{old}"
    path.write_text(text.replace(old, new), "utf-8")
