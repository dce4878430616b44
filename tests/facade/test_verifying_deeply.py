"""`verify --deep` finds what a disk, a program or a fault has done to store and index."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kashshaf import Archive
from kashshaf.archive.storage.store import Store
from kashshaf.cli.main import main
from kashshaf.facade import folders
from kashshaf.index.building import comparison, verification
from kashshaf.index.building.documents import Analysing
from kashshaf.index.building.generations import Generation
from kashshaf.index.engines.base import Document
from kashshaf.index.terms.sorted_files import SortedFile, remove, write
from kashshaf.index.terms.term_files import FORMS, NUMBERS, runs
from kashshaf.index.terms.writing import NewTerms

_WORDS = "كتاب مدرسة نهر صحيفة خبر مدينة قرية شارع قطار مكتبة معرض جسر ميناء"
WORDS = _WORDS.split()


def own(number: int) -> str:
    """A word that only the record of this number has."""
    return "غز" + "".join("بتثجحخدذرز"[int(digit)] for digit in str(number))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(part) for part in arguments], catch_exceptions=False)


@pytest.fixture(params=["whoosh", "tantivy"])
def press(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "press", engine=request.param) as archive:
        archive.add(
            {
                "id": str(n),
                "title": WORDS[n % 13],
                "text": f"ال{WORDS[n % 7]} و{WORDS[n % 11]} {own(n)}",
                "source": f"صحيفة {n % 4}",
                "date": f"20{n % 20:02}",
                "tags": ["أول", "ثان"] if n % 3 else [],
            }
            for n in range(90)
        )
        archive.remove("4")
        archive.update("5", text="نص آخر", author="ليلى")
        yield archive


def in_the_index(archive: Archive) -> Path:
    return archive.folder / "index" / (archive.folder / "index/current").read_text("utf-8").strip()


def test_a_sound_archive_is_found_sound(press: Archive) -> None:
    heard: list[tuple[int, int]] = []
    found = press.verify(deep=True, watch=lambda done, total: heard.append((done, total)))
    assert found.good
    assert (found.records, found.indexed) == (89, 89)
    assert heard[-1] == (89, 89)
    result = run("verify", "--deep", "-a", press.folder)
    assert (result.exit_code, result.stdout) == (0, "89 records, 89 in the index\n")


def test_a_vocabulary_in_parts_is_compared_as_a_whole(
    press: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparison, "PART", 500)
    assert press.verify(deep=True).good
    other_words(press, "8")
    assert set(press.verify(deep=True).differing) == {"8"}


def test_every_file_of_the_index_is_found_in_which_one_bit_has_changed(press: Archive) -> None:
    press.add({"id": "late", "text": "متأخر"})
    press.close()
    folder = in_the_index(press)
    files = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size]
    assert len(files) > 5
    for path in files:
        content = path.read_bytes()
        path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
        result = run("verify", "--deep", "-a", press.folder)
        assert result.exit_code == 1, path
        assert path.name in result.output, path
        assert "kashshaf rebuild" in result.stderr
        path.write_bytes(content)
    assert run("verify", "--deep", "-a", press.folder).exit_code == 0


def index_as(
    archive: Archive, record_id: str, change: Callable[[Document[Any]], Document[Any]]
) -> None:
    """Have the index hold something else of a record, as a fault of its engine would."""
    generations = folders.generations(archive.folder, archive._settings)
    generation = generations.current()
    kind = generations.kinds(generation.manifest.engine)
    with (
        Store.open(archive.folder / Archive.STORE, readonly=True) as store,
        closing(kind.open(generation.engine)) as engine,
    ):
        number = NewTerms(generation.words).number
        analysing = Analysing(archive.fields, kind.shape, number)
        document, _ = analysing.analyse(store.get(record_id), store.number_of(record_id))
        engine.replace([change(document)], [])
        manifest = generation.manifest
        generation.reach(manifest.reached, manifest.mark, kind.written_again)


def other_words(archive: Archive, record_id: str) -> None:
    """Have the index find a record by its title's words alone."""
    index_as(
        archive,
        record_id,
        lambda document: replace(
            document, fields=dict(document.fields) | {"text": document.fields["title"]}
        ),
    )


def test_a_record_that_is_found_by_other_words_is_named_with_them(press: Archive) -> None:
    other_words(press, "8")
    assert press.verify().good  # which looks at numbers alone
    found = press.verify(deep=True)
    assert set(found.differing) == {"8"}
    assert own(8) in found.differing["8"]
    result = run("verify", "--deep", "-a", press.folder)
    assert result.exit_code == 1
    assert "8: the index differs at" in result.stdout
    assert "run `kashshaf rebuild`" in result.stderr
    press.rebuild()
    assert press.verify(deep=True).good


def test_a_record_that_has_another_value_is_named(press: Archive) -> None:
    index_as(
        press,
        "9",
        lambda document: replace(
            document, facets=dict(document.facets) | {"source": ("صحيفة غيرها",)}
        ),
    )
    found = press.verify(deep=True)
    assert set(found.differing) == {"9"}
    assert "صحيفة 1" in found.differing["9"]


def test_a_word_that_the_term_dictionary_lacks_is_named(press: Archive) -> None:
    folder = in_the_index(press)
    press.close()
    for path in runs(folder / "words", FORMS):
        run_of_terms = SortedFile(path, NUMBERS[FORMS])
        lines, numbers = list(run_of_terms), run_of_terms.numbers.copy()
        kept = [at for at, line in enumerate(lines) if own(13).encode() not in line]
        remove(path)
        other = path.with_stem(f"{path.stem}-other")
        write(other, [lines[at] for at in kept], list(numbers[kept].T))
    # As a fault of ours would leave it: the checksums are right.
    with Archive.open(press.folder) as archive:
        generation = Generation(folder)
        stated = generation.manifest
        generation.describe(replace(stated, files={}), ())
        found = archive.verify(deep=True)
    assert found.words == (own(13),)
    assert not found.good


def test_a_text_that_has_changed_in_the_store_is_named(press: Archive) -> None:
    with closing(sqlite3.connect(press.folder / Archive.STORE)) as tool, tool:
        tool.execute("UPDATE versions SET text = text || '!' WHERE id = '11'")
    found = press.verify(deep=True)
    assert found.altered == ("11",)
    result = run("verify", "--deep", "-a", press.folder)
    assert result.exit_code == 1
    assert "not as it was stored: 11" in result.stdout
    assert "kashshaf restore" in result.stderr


def test_damage_to_the_stores_file_is_told_before_anything_is_compared(press: Archive) -> None:
    press.add({"id": f"long-{n}", "text": "نص طويل " * 900} for n in range(60))
    press.close()
    path = press.folder / Archive.STORE
    content = bytearray(path.read_bytes())
    half = len(content) // 2 // 4096 * 4096
    content[half : half + 8192] = b"\xff" * 8192
    path.write_bytes(content)
    result = run("verify", "--deep", "-a", press.folder)
    assert result.exit_code == 1
    assert "kashshaf restore" in result.stderr


def test_what_has_yet_to_be_taken_in_is_no_damage(press: Archive, tmp_path: Path) -> None:
    index = shutil.copytree(press.folder / "index", tmp_path / "index")
    press.add({"id": "late", "text": "متأخر"})
    shutil.rmtree(press.folder / "index")
    index.rename(press.folder / "index")
    result = run("verify", "--deep", "-a", press.folder)
    assert result.exit_code == 1
    assert "is 1 changes behind: run `kashshaf sync`" in result.stderr


def test_what_is_not_told_one_by_one_is_said_to_be_more(
    press: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30, 50):
        other_words(press, str(number))
    result = run("verify", "--deep", "-a", press.folder)
    assert result.stdout.splitlines()[-1] == "and 10 more: --json tells of them"
    assert "finds 20 records by other words" in result.stderr
    for module in (comparison, verification):
        monkeypatch.setattr(module, "MOST_TOLD", 15)
    result = run("verify", "--deep", "-a", press.folder)
    assert "finds 15 or more records by other words" in result.stderr
