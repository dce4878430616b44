"""The fingerprint: every rule of Arabic is in it, wherever the package lies."""

import ast
import shutil
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest

import kashshaf.arabic
from kashshaf.arabic import fingerprint as module
from kashshaf.arabic.fingerprint import fingerprint, fingerprint_of

PACKAGE = Path(kashshaf.arabic.__file__).parent

# A rule in each row: its file, a piece of it as it stands, and what another would say there.
CHANGES = {
    "a kept name": ("stems.py", "|كورون|كوفيد|", "|كورون|"),
    "a parent's pronoun": ("stems.py", "|كم|نا|ان|ين)", "|كم|ان|ين)"),
    "what precedes the article": ("stems.py", "ال|بال|كال|لل", "ال|بال|لل"),
    "the shortest plural": ("stems.py", "_SHORTEST_PLURAL = 5", "_SHORTEST_PLURAL = 4"),
    "the shortest word with a clitic": ("stems.py", "_SHORTEST = 3", "_SHORTEST = 4"),
    "a preposition": ("clitics.py", "araby.BEH + araby.KAF", "araby.BEH"),
    "a word of its own letter": ("own_letters.txt", "باب بابط", "بابط"),
    "elongation of ي": ("folding.py", "{{5,}}", "{{4,}}"),
    "elongation of ل": ("folding.py", "2 if run[0][0] == araby.LAM else 1", "1"),
    "a wavy alef": ("folding.py", '        "\\u0673",  # ٳ wavy hamza below\n', ""),
    "teh marbuta": ("folding.py", "araby.TEH_MARBUTA: araby.HEH", "araby.TEH_MARBUTA: araby.TEH"),
    "the Arabic comma in numbers": ("folding.py", r"(\d+)[,{COMMA}](\d+)", r"(\d+),(\d+)"),
    "the possessive": ("folding.py", '[{APOSTROPHES}]s$"', '[{APOSTROPHES}]S$"'),
    "a modifier letter": ("letters.py", r"\u02bf\u02b9", r"\u02bf"),
    "a Persian shape": ("letters.py", '    "\\u06d0": araby.YEH,  # ې e\n', ""),
    "a foreign sound": ("letters.py", '"\\u06ad": araby.KAF', '"\\u06ad": araby.GHAIN'),
    "a zero-width character": ("letters.py", r"\u200d\u2060", r"\u2060"),
    "the full-width sign of a tag": ("tokens.py", r'"#\uff03"', '"#"'),
    "dots in names": ("tokens.py", "@[A-Za-z0-9_]+", "@[A-Za-z0-9_.]+"),
    "labels of a host": ("tokens.py", "{1,63}\\.){1,8}", "{1,63}\\.){1,4}"),
    "signs around words": ("tokens.py", "«»…", "«»"),
    "the longest entry": ("pieces.py", "LONGEST_ENTRY = 255", "LONGEST_ENTRY = 200"),
    "tags in an entry": ("pieces.py", '"_".join', '"-".join'),
    "tanwin on an alef": ("marks.py", "[{araby.ALEF}{araby.ALEF_MAKSURA}]", "[{araby.ALEF}]"),
    "the place of tags": ("pieces.py", "shaped += map(", "shaped[:0] = map("),
}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return shutil.copytree(PACKAGE, tmp_path / "arabic")


@pytest.mark.parametrize(("name", "stands", "other"), CHANGES.values(), ids=CHANGES)
def test_a_change_of_a_rule_is_noticed(copied: Path, name: str, stands: str, other: str) -> None:
    file = copied / name
    text = file.read_text("utf-8")
    assert text.count(stands) == 1
    file.write_text(text.replace(stands, other), "utf-8")
    assert fingerprint_of(copied) != fingerprint()


def test_a_rule_in_a_new_file_is_noticed_and_so_is_a_file_renamed(copied: Path) -> None:
    (copied / "more.py").write_text("", "utf-8")
    more = fingerprint_of(copied)
    (copied / "more.py").rename(copied / "others.py")
    assert len({fingerprint(), more, fingerprint_of(copied)}) == 3


@pytest.mark.parametrize("library", ["PyStemmer", "pyarabic"])
def test_another_version_of_a_library_is_noticed(
    monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setattr(module, "version", lambda name: "9.9" if name == library else "1.0")
    before = fingerprint_of(PACKAGE)
    monkeypatch.setattr(module, "version", lambda name: "1.0")
    assert fingerprint_of(PACKAGE) != before


def test_another_unicode_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unicodedata, "unidata_version", "99.0.0")
    assert fingerprint_of(PACKAGE) != fingerprint()


def test_it_names_every_library_that_the_rules_import() -> None:
    imported = {
        name.split(".")[0]
        for file in PACKAGE.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        for name in _imported(node)
    }
    assert imported - sys.stdlib_module_names == {"Stemmer", "pyarabic"}


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module]
    return []


def test_every_file_of_the_package_is_read(copied: Path) -> None:
    for file in list(copied.iterdir()):
        if file.is_file():
            content = file.read_bytes()
            file.write_bytes(content + b"\n")
            assert fingerprint_of(copied) != fingerprint(), file.name
            file.write_bytes(content)
    assert fingerprint_of(copied) == fingerprint()


def test_it_is_the_same_from_a_zip_with_other_line_ends_and_beside_bytecode(
    copied: Path, tmp_path: Path
) -> None:
    for file in copied.glob("*.*"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    (copied / "__pycache__").mkdir(exist_ok=True)
    (copied / "__pycache__" / "stems.cpython-311.pyc").write_bytes(b"\0")
    assert fingerprint_of(copied) == fingerprint()
    with zipfile.ZipFile(tmp_path / "package.whl", "w") as wheel:
        for file in sorted(PACKAGE.glob("*.*"), reverse=True):
            wheel.write(file, f"kashshaf/arabic/{file.name}")
    assert fingerprint_of(zipfile.Path(tmp_path / "package.whl", "kashshaf/arabic/")) == (
        fingerprint()
    )
