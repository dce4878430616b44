"""Readers that other packages bring, as the real command uses them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from installed import Packages

from kashshaf import Archive
from kashshaf.archive.readers import READERS

READER = """
from kashshaf.archive.readers import Reader, whole_text


def read(document, knowledge):
    pieces = whole_text(document.chunks, "a bulletin").split("** ")[1:]
    for place, piece in enumerate(pieces, 1):
        title, _, text = piece.partition("\\n")
        yield document.item({{"title": title, "text": text}}, place)


READER = Reader(
    name="{name}",
    description="Bulletins",
    arabic="نشرات",
    suffixes={suffixes!r},
    recognises=lambda start, knowledge: start.startswith("** "),
    read=read,
)
"""
NEWS = "** افتتاح المكتبة\nافتتحت المكتبة في المرفأ.\n** أمسية شعرية\nحضرها كثيرون.\n"


class Readers(Packages):
    """Packages that bring a reader each."""

    def bring(self, package: str, code: str, name: str = "bulletin") -> None:
        module = package.replace("-", "_")
        points = {"kashshaf.readers": {name: f"{module}:READER"}}
        self.install(package, {f"{module}.py": code}, points)

    def readers_of(self, folder: Path, *files: Path) -> list[str]:
        """Who read the records that these files give, in their order."""
        taken = self.kashshaf("ingest", "-a", folder, *files)
        assert taken.returncode == 0, taken.stderr
        with Archive.open(folder) as archive:
            return [record.provenance.reader for record in archive.records() if record.provenance]


@pytest.fixture
def packages(tmp_path: Path) -> Readers:
    return Readers(tmp_path / "site")


def saved(folder: Path, name: str, text: str = NEWS) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("name", ["news.bulletin", "saved"])
def test_a_packages_reader_is_found_by_suffix_or_beginning(
    packages: Readers, tmp_path: Path, name: str
) -> None:
    packages.bring("radio-news", READER.format(name="bulletin", suffixes=(".bulletin",)))
    path = saved(tmp_path, name)
    assert packages.readers_of(tmp_path / "press", path) == ["bulletin", "bulletin"]


def test_a_package_that_is_installed_wins_over_our_own_reader(
    packages: Readers, tmp_path: Path
) -> None:
    packages.bring("radio-news", READER.format(name="bulletin", suffixes=(".txt",)))
    path = saved(tmp_path, "news.txt")
    assert packages.readers_of(tmp_path / "press", path) == ["bulletin", "bulletin"]


def test_of_two_packages_the_first_by_name_of_the_reader_wins(
    packages: Readers, tmp_path: Path
) -> None:
    for package, name in (("a-package", "zulu"), ("z-package", "alpha")):
        packages.bring(package, READER.format(name=name, suffixes=(".bulletin",)), name)
    path = saved(tmp_path, "news.bulletin")
    assert packages.readers_of(tmp_path / "press", path) == ["alpha", "alpha"]


def test_what_a_package_brings_is_listed_in_the_order_of_asking(packages: Readers) -> None:
    packages.bring("radio-news", READER.format(name="bulletin", suffixes=(".bulletin",)))
    listed = json.loads(packages.kashshaf("readers", "--json").stdout)
    assert listed[0] == {
        "name": "bulletin",
        "suffixes": [".bulletin"],
        "description": {"en": "Bulletins", "ar": "نشرات"},
        "package": "radio-news",
    }
    assert [reader["name"] for reader in listed[1:]] == list(READERS)
    assert {reader["package"] for reader in listed[1:]} == {None}
    printed = packages.kashshaf("readers").stdout
    assert printed.startswith("bulletin  .bulletin  (of radio-news)\n  Bulletins\ntelegram\n  ")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("READER = print", "is <built-in function print> where a Reader of that name is needed"),
        (READER.format(name="other", suffixes=()), "where a Reader of that name is needed"),
        (READER.format(name="bulletin", suffixes=(".TXT",)), "has the suffix '.TXT'"),
    ],
)
def test_a_package_whose_reader_cannot_be_used_is_named_before_anything_is_read(
    packages: Readers, tmp_path: Path, code: str, reason: str
) -> None:
    packages.bring("radio-news", code)
    path = saved(tmp_path, "news.txt")
    taken = packages.kashshaf("ingest", "-a", tmp_path / "press", path)
    assert taken.returncode == 1
    assert "Traceback" not in taken.stderr
    [line] = [line for line in taken.stderr.splitlines() if line.startswith("Error: ")]
    assert "“bulletin” of kashshaf.readers" in line
    assert "radio-news" in line
    assert reason in line


def test_what_is_heavy_is_not_loaded_for_a_table(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.csv", "id,text\n1,نص\n")
    code = (
        "import sys\n"
        "from kashshaf.archive.metadata.authorities import Authorities\n"
        "from kashshaf.archive.readers import read\n"
        "assert len(list(read([sys.argv[1]], Authorities.load()))) == 1\n"
        "sys.exit(sorted({'trafilatura', 'lxml'} & set(sys.modules)) or 0)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
