"""What Kashshaf stands on: that it starts in silence, and says what it lacks."""

import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest


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


# Licences


LICENCES = (Path(__file__).parents[1] / "docs" / "licences.md").read_text("utf-8")
LOCK = (Path(__file__).parents[1] / "requirements.lock").read_text("utf-8")
LISTED = dict(re.findall(r"^\| ([\w.-]+) \| ([^|]+) \|", LICENCES, flags=re.MULTILINE))


def stated_licence(package: str) -> str:
    """What a package says of its licence, in the newest of the ways that it uses."""
    metadata = distribution(package).metadata
    kinds = [kind for kind in metadata.get_all("Classifier", []) if kind.startswith("License ::")]
    first_line = str(metadata.get("License", "")).partition("\n")[0]
    named = ", ".join(kind.rpartition(" :: ")[2] for kind in kinds)
    return str(metadata.get("License-Expression") or first_line or named)


def test_each_locked_dependency_stands_in_the_list_of_licences() -> None:
    locked = set(re.findall(r"^([\w.-]+)==", LOCK, flags=re.MULTILINE))
    assert locked <= LISTED.keys()


@pytest.mark.parametrize("package", sorted(LISTED.keys() - {"Package"}))
def test_each_licence_is_the_one_that_the_package_states(package: str) -> None:
    try:
        assert LISTED[package] == stated_licence(package)
    except PackageNotFoundError:
        pytest.skip(f"{package} is not installed here")
