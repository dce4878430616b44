"""The commands on consoles that cannot show Arabic, or anything at all."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kashshaf import Archive

KASHSHAF = [sys.executable, "-m", "kashshaf.cli.main"]
ENCODINGS = ["cp1252", "cp1256", "ascii", "latin-1", "utf-8", "utf-16"]


def on_every_change(*encodings: str) -> pytest.MarkDecorator:
    """A test with each encoding, at length with all."""
    return pytest.mark.parametrize(
        "encoding",
        [
            pytest.param(name, marks=[] if name in encodings else [pytest.mark.long])
            for name in ENCODINGS
        ],
    )


def run(
    *arguments: str | Path, given: str = "", **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """One command in a process of its own, where the environment has these settings too."""
    result = subprocess.run(
        [*KASHSHAF, *map(str, arguments)],
        input=given.encode(),
        capture_output=True,
        timeout=60,
        check=False,
        env=os.environ | settings,
    )
    assert b"Traceback" not in result.stderr.replace(b"\0", b"")
    return result


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with what most code pages lack: emoji, a joiner, quotation marks, half a pair."""
    folder = tmp_path_factory.mktemp("consoles") / "press"
    with Archive.create(folder, title="الصحافة 📰") as archive:
        archive.add(
            [
                {"id": "1", "title": "كتاب 📚 جديد", "text": "«كتاب» می\u200cخواهم – “ÿ” كُتب"},
                {"id": "منشور/2", "title": "\u202eكتاب", "text": "\ud83d كتاب", "source": "الساحل"},
            ]
        )
    return folder


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no /dev/full")
@pytest.mark.parametrize("asked", ["--help", "--version", "export --help", "readers", "export"])
def test_a_full_disk_behind_standard_output_is_told_in_one_line(press: Path, asked: str) -> None:
    command = [*KASHSHAF, *asked.split()]
    settings = os.environ | {"KASHSHAF_ARCHIVE": str(press)}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=settings
        )
    assert done.returncode == 1
    assert re.fullmatch("Error: .*No space left on device\n", done.stderr)


@on_every_change("cp1256", "ascii", "utf-16")
def test_everything_for_people_comes_in_the_consoles_encoding(press: Path, encoding: str) -> None:
    commands: list[tuple[list[str], int]] = [
        (["--help"], 0),
        (["search", "كتاب", "--facets", "--lang", "ar"], 0),
        (["search", "كتاب 📚~99", "--level", "كلمة"], 2),
        (["show", "📚"], 1),
    ]
    for command, status in commands:
        result = run(*command, KASHSHAF_ARCHIVE=str(press), PYTHONIOENCODING=f"{encoding}:strict")
        assert result.returncode == status
        result.stdout.decode(encoding)
        assert (result.stderr if status else result.stdout).decode(encoding).strip()


def without_time(printed: str) -> str:
    return re.sub(r'"took_ms".*', "", printed)


@on_every_change("cp1256")
def test_what_programs_read_is_utf_8_whatever_the_console_has(press: Path, encoding: str) -> None:
    for command in (
        ["search", "كتاب", "--json"],
        ["search", "كتاب", "--format", "jsonl"],
        ["search", "كتاب", "--format", "csv"],
        ["export", "--format", "ris"],
    ):
        as_usual, printed = (
            run(*command, KASHSHAF_ARCHIVE=str(press), PYTHONIOENCODING=one).stdout.decode()
            for one in ("utf-8", encoding)
        )
        assert without_time(printed) == without_time(as_usual)
        assert "📚" in as_usual


def test_letters_that_a_code_page_lacks_are_shown_as_their_numbers(press: Path) -> None:
    shown = run("show", "-a", press, "1", PYTHONIOENCODING="cp1252").stdout.decode("cp1252")
    assert "\\u0643\\u062a\\u0627\\u0628 \\U0001f4da" in shown
    assert "\\u200c" in shown  # a letter's joiner is part of the word
    shown = run("facets", "-a", press, "source", PYTHONIOENCODING="ascii").stdout.decode("ascii")
    assert "\\u0627\\u0644\\u0633\\u0627\\u062d\\u0644  " in shown
    assert "\\u2068" not in shown  # signs that only isolate a name's direction are no letters


def test_an_arabic_windows_console_shows_arabic(press: Path) -> None:
    shown = run("show", "-a", press, "1", PYTHONIOENCODING="cp1256").stdout.decode("cp1256")
    assert "كتاب \\U0001f4da جديد" in shown


def test_half_a_pair_of_a_query_stays_correct_json(press: Path) -> None:
    answer = run("search", "-a", press, os.fsdecode(b"\xd9 \xff"), "--json")
    assert isinstance(json.loads(answer.stdout.decode()), dict)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_progress_is_told_in_any_encoding(encoding: str) -> None:
    code = (
        "from kashshaf.cli import consoles, progress\n"
        "consoles.write_what_can_be_shown()\n"
        "progress._SECONDS_BETWEEN_LINES = 0\n"
        "for on_terminal in (True, False):\n"
        "    with progress.Progress('القراءة', 200, ' مادة') as bar:\n"
        "        bar._on_terminal = on_terminal\n"
        "        bar.add(50)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONIOENCODING": f"{encoding}:strict"},
    ).stderr.decode(encoding)
    assert told.count("\\u0627\\u0644\\u0642\\u0631\\u0627\\u0621\\u0629") >= 2
    assert "25%" in told


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_a_system_without_a_locale_gets_utf_8(press: Path, locale: str) -> None:
    shown = run("search", "-a", press, "كتاب", LC_ALL=locale, PYTHONIOENCODING="")
    assert "كتاب 📚 جديد" in shown.stdout.decode()


# Streams that are not there


def run_without(stream: int, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    shell = f'exec "$@" {stream}{"<" if stream == 0 else ">"}&-'
    result = subprocess.run(
        ["sh", "-c", shell, "sh", *KASHSHAF, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in result.stderr
    return result


def test_without_standard_output_an_export_asks_for_a_file(press: Path) -> None:
    result = run_without(1, "export", "-a", press)
    assert result.returncode == 1
    assert result.stderr.startswith(b"Error: standard output is closed: name a file to write to")


def test_without_standard_input_nothing_is_taken_in_from_it(tmp_path: Path) -> None:
    result = run_without(0, "ingest", "-a", tmp_path / "press", "-")
    assert result.returncode == 1
    [rejects] = (tmp_path / "press" / "rejects").iterdir()
    assert json.loads(rejects.read_text("utf-8"))["reason"].startswith("is closed")


def test_without_standard_error_the_commands_do_their_work(press: Path, tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text('{"text": "كتاب"}\n', "utf-8")
    folder = tmp_path / "press"
    assert run_without(2, "ingest", "-a", folder, tmp_path / "one.jsonl").returncode == 0
    assert b"1" in run_without(2, "search", "-a", folder, "كتاب").stdout
