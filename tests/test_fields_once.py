"""The built-in fields are told in one place: no other part of the code lists them anew."""

import ast
from pathlib import Path

import pytest

from kashshaf.archive.fields import STANDARD

ROOT = Path(__file__).parents[1]
FACETS = {field.key for field in STANDARD.facets}
TABLE = Path("archive/fields.py")
"""It names those that are counted once more, beside the table: types cannot be derived."""
PLATFORMS = Path("archive/readers/platforms")
NOT_OURS = {".venv", ".build", "build", "tests"}


def lists_of_fields(code: str, name: str) -> list[str]:
    """The places of literals that name three facets or more, as `file:line`."""
    found = []
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                named = parts
            case ast.Dict(keys=keys):
                named = [key for key in keys if key is not None]
            case _:
                continue
        texts = {part.value for part in named if isinstance(part, ast.Constant)}
        if len(texts & FACETS) >= 3:
            found.append(f"{name}:{node.lineno}")
    return found


@pytest.mark.parametrize(
    "code",
    [
        'a = ("source", "text", "tag", "date")',
        'a = ["source", "platform", "agency"]',
        'a = {"source", "platform", "agency"}',
        'a = {"source": 1, "platform": 2, **b, "author": 3}',
        'a: Literal["source", "platform", "tag"]',
    ],
)
def test_a_list_of_fields_is_seen(code: str) -> None:
    assert lists_of_fields(code, "a.py") == ["a.py:1"]


def test_no_other_code_lists_the_fields_a_second_time() -> None:
    files = {path.relative_to(ROOT) for path in ROOT.rglob("*.py")}
    ours = {file for file in files if file.parts[0] not in NOT_OURS}
    assert TABLE in ours
    second = [
        place
        for file in sorted(ours - {TABLE})
        for place in lists_of_fields((ROOT / file).read_text("utf-8"), str(file))
        # What a platform's export says is put under the fields' names, one by one.
        if PLATFORMS not in file.parents
    ]
    assert second == [], f"derive these from BUILT_IN in {TABLE}"
