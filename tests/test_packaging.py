"""The distribution, as a stranger gets it: a wheel in an environment with nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kashshaf import __version__

ROOT = Path(__file__).parents[1]

SEARCH = """
from kashshaf import Archive
import kashshaf, pathlib
items = pathlib.Path(kashshaf.__file__).parent / "fixtures" / "items"
with Archive.create("press") as archive:
    assert archive.ingest([items]).rejected == 0
    assert archive.search("فيس بوك", facets=["source", "date"]).total > 0
from kashshaf.web import create_app
page = create_app(Archive.open("press")).test_client().get("/?q=كتاب")
assert page.status_code == 200 and "<mark>" in page.text
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # From a copy, since setuptools leaves a `build` folder beside what it builds.
    source = folder / "source"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, source], check=True)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, source],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_is_of_the_version_that_the_package_states(wheel: Path) -> None:
    assert wheel.name.startswith(f"kashshaf-{__version__}-")


def test_the_wheel_holds_one_package_and_nothing_that_could_clash(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"kashshaf"}


def test_the_wheel_holds_every_module_table_template_and_style(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        [
            "git",
            "ls-files",
            "*.py",
            "arabic",
            "archive",
            "index",
            "web",
            "fixtures/items",
            "py.typed",
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    wanted = {
        f"kashshaf/{name}" for name in tracked if not name.startswith(("tests/", "deploy/", '"'))
    }
    assert wanted <= held


@pytest.mark.long
def test_installed_alone_it_takes_in_searches_and_serves(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "env"], check=True)
    python = tmp_path / "env" / "bin" / "python"
    installed = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel],
        capture_output=True,
        text=True,
    )
    if "No matching distribution" in installed.stderr or "Connection" in installed.stderr:
        pytest.skip("no package index can be reached to install the wheel's dependencies")
    assert installed.returncode == 0, installed.stderr
    subprocess.run([python, "-W", "error::ResourceWarning", "-c", SEARCH], cwd=tmp_path, check=True)
    command = tmp_path / "env" / "bin" / "kashshaf"
    found = subprocess.run(
        [command, "search", "-a", "press", "توتير", "--json"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert '"total"' in found.stdout
