"""What Kashshaf stands on: that it starts in silence, and says what it lacks."""

import subprocess
import sys
from pathlib import Path


def run(code: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *options, "-c", code],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_start_without_bytecode_says_nothing(tmp_path: Path) -> None:
    said = run(
        "from kashshaf.arabic import letters",
        *("-B", "-W", "default", "-X", f"pycache_prefix={tmp_path}"),
    )
    assert (said.returncode, said.stderr) == (0, "")


def test_other_libraries_warnings_are_still_told(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text(r"TEXT = '\w'")
    said = run(
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import kashshaf, other",
        *("-B", "-W", "default"),
    )
    assert "invalid escape sequence" in said.stderr


def test_where_there_is_no_tantivy_the_rest_serves_and_its_engine_says_so(tmp_path: Path) -> None:
    said = run(
        "import sys; sys.modules['tantivy'] = None\n"
        "from kashshaf import Archive, SettingsError\n"
        f"with Archive.create({str(tmp_path / 'press')!r}) as archive:\n"
        "    archive.add({'text': 'كتاب'})\n"
        "    print(archive.count('كتب'))\n"
        "    try:\n"
        "        archive.rebuild('tantivy')\n"
        "    except SettingsError as error:\n"
        "        print(error)\n"
        "    print(archive.count('كتاب'))\n"
    )
    assert said.stdout.splitlines() == [
        "1",
        "the engine tantivy needs the library tantivy, which is not installed and which there is"
        " not for Windows on ARM: use another engine, or `pip install tantivy` elsewhere",
        "1",
    ]
