"""What programs import: every name is there, costs nothing until used, and is documented."""

import ast
import asyncio
import inspect
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest

import kashshaf
from kashshaf import query
from kashshaf.archive import errors

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")


def test_importing_the_package_imports_nothing_else() -> None:
    program = (
        "import sys, kashshaf\n"
        "print([name for name in sys.modules if name.startswith('kashshaf.')])\n"
        "kashshaf.Record\n"
        "print('numpy' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert said.stdout == "[]\nFalse\n"


def test_every_name_is_there_and_no_other() -> None:
    for name in kashshaf.__all__:
        assert getattr(kashshaf, name) is not None
    assert dir(kashshaf) == sorted(kashshaf.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Library'"):
        kashshaf.Library  # noqa: B018


def test_type_checkers_are_told_of_the_same_names_from_the_same_places() -> None:
    tree = ast.parse(inspect.getsource(kashshaf))
    [block] = [node for node in tree.body if isinstance(node, ast.If)]
    told = {
        alias.asname: f".{node.module}"
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname == alias.name
    }
    assert told == kashshaf._HOMES


def test_every_error_is_exported() -> None:
    for name, error in inspect.getmembers(errors, inspect.isclass):
        assert getattr(kashshaf, name) is error


def test_every_public_name_is_on_the_page() -> None:
    errors_drawn = PAGE.partition("## Errors")[2].partition("## Every")[0]
    drawn = set(re.findall(r"^    [│ ]*(?:[├└]── )?(\w+)", errors_drawn, re.MULTILINE))
    table, queries = PAGE.partition("## Every public name")[2].split("From `kashshaf.query`")
    assert set(kashshaf.__all__) | {"kashshaf"} == {*re.findall(r"`(\w+)`", table), *drawn}
    assert set(query.__all__) <= set(re.findall(r"`(\w+)`", queries))


def test_every_way_to_change_an_archive_is_on_the_page() -> None:
    for name in ("batch", "subscribe", "in_memory", "update", "history", "restore", "remove"):
        assert re.search(rf"\barchive\.{name}\(|Archive\.{name}\(", PAGE), name


class FastAPI:
    """As much of FastAPI as the page uses."""

    def __init__(self) -> None:
        self.routes: dict[str, object] = {}

    def get(self, path: str):
        return lambda endpoint: self.routes.setdefault(path, endpoint)


def test_the_pages_code_runs_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    fastapi = ModuleType("fastapi")
    fastapi.FastAPI = FastAPI  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "fastapi", fastapi)
    names: dict[str, object] = {"__name__": "embedding"}
    *blocks, closing = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    # In a thread of its own, where no event loop of another test runs.
    with ThreadPoolExecutor(1) as alone:
        for block in blocks:
            alone.submit(exec, compile(block, "embedding.md", "exec"), names).result()
    printed = capsys.readouterr().out
    assert printed.startswith("1 1\n")
    assert "1 it has neither a title nor a text" in printed
    assert "added late خبر متأخر" in printed
    assert printed.endswith("[1, 2]\n")
    search = names["api"].routes["/search"]  # type: ignore[attr-defined]
    with ThreadPoolExecutor(1) as alone:
        answered = alone.submit(lambda: asyncio.run(search("مكتبة"))).result()
    assert [hit["title"] for hit in answered["hits"]] == ["مكتبة جديدة في المرفأ"]
    exec(closing, names)  # noqa: S102


def test_the_package_is_run_as_the_command() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "kashshaf", "--help"], check=True, capture_output=True, text=True
    )
    assert said.stdout.startswith("Usage: python -m kashshaf")
