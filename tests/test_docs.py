"""The documentation holds: the README's code runs, and every command explains itself."""

import argparse
import json
import re
import shlex
import shutil
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from shell_lines import blocks, works

from kashshaf import Archive
from kashshaf.archive.readers import in_order
from kashshaf.archive.writers import WRITERS
from kashshaf.cli.main import main
from kashshaf.web import create_app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BACKUP = (ROOT / "docs" / "backup.md").read_text(encoding="utf-8")
EXPORTS = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
REPRINTS = (ROOT / "docs" / "reprints.md").read_text(encoding="utf-8")
READERS = (ROOT / "docs" / "readers.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md")])


def test_every_line_of_the_readme_works_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As in a fresh clone, of which it needs the fixtures alone."""
    shutil.copytree(ROOT / "fixtures" / "items", tmp_path / "fixtures" / "items")
    monkeypatch.chdir(tmp_path)
    for language, block in re.findall(r"```(sh|python)\n(.*?)```", README, re.DOTALL):
        if language == "sh":
            for line in block.splitlines():
                works(line)
        elif "Flask" in block:
            Path("app.py").write_text(block, "utf-8")
        else:
            exec(compile(block, "README.md", "exec"), {"__name__": "readme"})  # noqa: S102
            printed = capsys.readouterr().out
            assert printed.startswith("2 ")
            assert "مكتبة جديدة في المرفأ 2014-09-03" in printed
            assert "\n2014 1\n" in printed
            assert "أعلنت المدينة الخبر عبر | تويتر | ." in printed


def commands(page: str) -> list[str]:
    lines = [line for block in blocks("sh", page) for line in block.splitlines()]
    return [line.partition("  #")[0].strip().removeprefix("kashshaf ") for line in lines]


def assert_runs(command: str) -> None:
    arguments = [word.strip("'") for word in re.findall(r"'[^']*'|\S+", command)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, f"{command}: {result.output}"


def test_the_code_of_the_page_on_exports_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Archive.create("press", title="أرشيف") as archive:
        archive.add([{"id": "1", "title": "مكتبة جديدة", "source": "الساحل", "date": "2014"}])
        for command in commands(EXPORTS):
            assert_runs(command)
        assert Path("library.ris").read_text("utf-8").startswith("TY  - NEWS")
        names: dict[str, Any] = {"__name__": "press_lists.writing"}
        for block in blocks("python", EXPORTS):
            exec(compile(block, "exports.md", "exec"), names)  # noqa: S102
        assert '"id": "1"' in Path("library.json").read_text("utf-8")
        [brought] = map(tomllib.loads, blocks("toml", EXPORTS))
        [(name, value)] = brought["project"]["entry-points"]["kashshaf.writers"].items()
        writer = names[value.partition(":")[2]]
        assert writer.name == name
        written = "".join(writer.write(archive.records(), archive.writing_context))
    assert written == "# أرشيف\n- مكتبة جديدة (الساحل)\n"


def test_what_the_page_on_reprints_asks_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fixture_archive: Archive
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("press").symlink_to(fixture_archive.folder)
    client = create_app(fixture_archive).test_client()
    for line in "".join(blocks("sh", REPRINTS)).splitlines():
        if line.startswith("kashshaf"):
            works(line)
            continue
        asked = CURL.parse_args(shlex.split(line))
        values = dict(one.split("=") for one in (*asked.data_urlencode, *asked.d))
        if asked.json:
            answer = client.post(asked.url, data=asked.json.encode(), content_type=JSON)
        else:
            answer = client.get(asked.url, query_string=values or None)
        assert answer.status_code == 200, line
        first, *_ = answer.text.splitlines()
        found = json.loads(first)
        assert any(found.get(name) for name in ("reprints", "stories", "records", "a_id")), line
    assert Path("pairs.jsonl").stat().st_size > 0 < Path("stories.csv").stat().st_size


JSON = "application/json"

CURL = argparse.ArgumentParser()
for option in ("curl", "url", "--json"):
    CURL.add_argument(option)
for option in ("--data-urlencode", "-d"):
    CURL.add_argument(option, action="append", default=[])
CURL.add_argument("--get", action="store_true")


def test_the_code_of_the_page_on_backups_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for block in blocks("python", BACKUP):
        exec(compile(block, "backup.md", "exec"), {"__name__": "backup"})  # noqa: S102
    assert capsys.readouterr().out == "1\n1\n"
    for line in "".join(blocks("sh", BACKUP)).splitlines():
        works(line)


def test_the_page_on_exports_tells_of_all_of_our_formats_in_their_order() -> None:
    told = re.findall(r"^\| `([\w-]+)` \| `\.(\w+)` \|", EXPORTS, re.MULTILINE)
    assert told == [(writer.name, writer.suffix) for writer in WRITERS.values()]


def test_the_reader_that_the_page_on_readers_shows_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "radio_news.reading"}
    for block in blocks("python", READERS):
        exec(compile(block, "readers.md", "exec"), names)  # noqa: S102
    assert capsys.readouterr().out == "1\n"
    [brought] = map(tomllib.loads, blocks("toml", READERS))
    [(name, value)] = brought["project"]["entry-points"]["kashshaf.readers"].items()
    assert names[value.partition(":")[2]].name == name  # type: ignore[attr-defined]


def test_the_page_on_readers_tells_of_all_of_ours_in_their_order() -> None:
    told = re.findall(r"^\| `(\w+)` \| (.*?) \|", READERS, re.MULTILINE)
    ours = [(reader.name, " ".join(f"`{end}`" for end in reader.suffixes)) for reader in in_order()]
    assert told == ours


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = main.commands[name]
    assert f"kashshaf {name}" in (command.help or "").partition("Example:")[2]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target
