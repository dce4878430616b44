"""The pages call a thing by the word that the table of terms has for it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SPOKEN = [
    ROOT / "web" / "language" / "translations" / "ar.po",
    ROOT / "index" / "query" / "wording.py",
    *sorted((ROOT / "web" / "templates").rglob("*.html")),
    *sorted((ROOT / "docs" / "ar").glob("*.md")),
]
LETTERS = "[\u0621-\u0652]"


def avoided() -> list[str]:
    """The Arabic words of the last column."""
    rows = (ROOT / "docs" / "terms.md").read_text("utf-8").splitlines()
    cells = [row.strip("|").split("|")[-1] for row in rows if row.startswith("| ")]
    words = (re.sub(r"\(.*?\)", "", cell).split("،") for cell in cells[1:])
    parts = (word.strip(" ,") for several in words for part in several for word in part.split(","))
    return [part for part in parts if re.search(LETTERS, part)]


@pytest.mark.parametrize("word", avoided())
def test_no_page_says_what_the_table_of_terms_avoids(word: str) -> None:
    found = re.compile(rf"(?<!{LETTERS})[وفبكل]?{re.escape(word)}(?!{LETTERS})")
    said = {
        f"{path.name}: {line.strip()}"
        for path in SPOKEN
        for line in path.read_text("utf-8").splitlines()
        if found.search(line)
    }
    assert said == set()
