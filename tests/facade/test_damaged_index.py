"""Whatever happens to an index's files is named, and the next rebuild or sync mends it."""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from draws import share

from kashshaf import Archive

HARMS: dict[str, Callable[[bytes, random.Random], bytes | None]] = {
    "deleted": lambda content, draw: None,
    "emptied": lambda content, draw: b"",
    "cut": lambda content, draw: content[: draw.randrange(1, max(len(content), 2))],
    "garbled": lambda content, draw: draw.randbytes(len(content)),
    "one bit": lambda content, draw: _flipped(content, draw.randrange(len(content))),
    "longer": lambda content, draw: content + draw.randbytes(40),
}
MOST = int(os.environ.get("KASHSHAF_DAMAGES", share(8)))
"""Damages an engine; all of them where more is asked for."""

SEARCH = """
import sys
from kashshaf import Archive, KashshafError
with Archive.open(sys.argv[1]) as archive:
    try:
        print(archive.search("كتاب", facets=["source"]).total)
    except KashshafError as error:
        print(error)
"""


def _flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :]


def searched(folder: Path) -> str:
    """What a search says, in a process of its own: files stay mapped in the one that read them."""
    child = [sys.executable, "-c", SEARCH, str(folder)]
    ended = subprocess.run(child, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_any_damage_to_a_file_is_named_and_mended(tmp_path: Path, engine: str) -> None:
    whole = tmp_path / "whole"
    with Archive.create(whole, engine=engine) as archive:
        archive.add({"id": str(n), "text": f"كتاب {n}", "source": "الساحل"} for n in range(40))
        archive.remove("3")
    index = whole / "index"
    names = [path.relative_to(whole) for path in sorted(index.rglob("*")) if path.is_file()]
    filled = [name for name in names if (whole / name).stat().st_size]
    damages = [(name, harm) for name in filled for harm in HARMS]
    draw = random.Random(16)
    draw.shuffle(damages)
    for number, (name, harm) in enumerate(damages[:MOST]):
        folder = tmp_path / f"press-{number}"
        shutil.copytree(whole, folder)
        file = folder / name
        content = HARMS[harm](file.read_bytes(), draw)
        if content is None:
            file.unlink()
        else:
            file.write_bytes(content)
        said = searched(folder)
        assert re.search(r"run `kashshaf (rebuild|sync)`", said), (name, harm, said)
        # `current` may lead to another name, of which nothing is there.
        assert name.name in said or name.name == "current", (name, harm, said)
        with Archive.open(folder) as archive:
            if number % 2:
                archive.rebuild()
            else:
                archive.sync()
            assert archive.search("كتاب").total == 39, (name, harm)
            assert archive.verify(deep=True).good
        shutil.rmtree(folder)


CUT_WHILE_OPEN = """
import os, sys
from pathlib import Path
from kashshaf import Archive, SearchIndexError
folder, part = sys.argv[1:]
with Archive.open(folder) as archive:
    assert archive.search("كلمة").total
    for path in Path(folder).glob(f"index/*/{part}/*"):
        os.truncate(path, path.stat().st_size // 3)
    for query in ("كلمة", "ابج*", "*بج", "كلما~", '"كلمة ابجد"'):
        try:
            archive.search(query, facets=["source"])
        except SearchIndexError as error:
            print(error)
"""


@pytest.mark.parametrize("part", ["words", "engine"])
@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_files_that_are_cut_while_they_are_open_are_named_and_end_no_process(
    tmp_path: Path, engine: str, part: str
) -> None:
    folder, draw = tmp_path / "press", random.Random(part)
    words = ["".join(draw.choices("ابتجحدرسعفقكلمنهوي", k=6)) for _ in range(4000)]
    with Archive.create(folder, engine=engine) as archive:
        archive.add(
            {"id": str(n), "text": f"كلمة {' '.join(words[40 * n : 40 * n + 40])}"}
            for n in range(100)
        )
    child = [sys.executable, "-c", CUT_WHILE_OPEN, str(folder), part]
    ended = subprocess.run(child, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    said = ended.stdout.splitlines()
    assert len(said) == 5
    for line in said:
        assert f"/{part}/" in line
        assert line.endswith("is damaged (it has been cut): run `kashshaf rebuild`")


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_what_killed_writers_left_half_written_goes_with_the_next_sync(
    tmp_path: Path, engine: str
) -> None:
    with Archive.create(tmp_path / "press", engine=engine) as archive:
        archive.add({"id": "1", "text": "كتاب"})
        (generation,) = (archive.folder / "index").glob(f"{engine}-*")
        for left in ("manifest.json.new", "words/forms-0.txt.new", "../current.new"):
            (generation / left).write_bytes(b"half")
        # As who was killed between the new index and the removal of the old one leaves it.
        shutil.copytree(generation, generation.with_name(f"{engine}-00000000"))
        archive.sync()
        assert not list(archive.folder.rglob("*.new"))
        assert len(list((archive.folder / "index").iterdir())) == 2
        assert archive.search("كتاب").total == 1


def test_an_index_that_is_damaged_while_it_is_open_is_named(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "press", engine="tantivy") as archive:
        archive.add({"id": str(n), "text": f"كتاب {n}"} for n in range(40))
        (generation,) = (archive.folder / "index").glob("tantivy-*")
        (generation / "manifest.json").write_text("{}", "utf-8")
        with pytest.raises(Exception, match=r"manifest\.json is damaged .*kashshaf rebuild"):
            archive.search("كتاب")
        archive.rebuild()
        assert archive.search("كتاب").total == 40
