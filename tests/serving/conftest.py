from collections.abc import Iterator
from pathlib import Path

import pytest

from kashshaf import Archive

MEGABYTE = 1 << 20


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An archive whose export is 100 MB, nearly all of it in columns that are not searched."""
    folder = tmp_path_factory.mktemp("serving") / "large"
    with Archive.create(folder, title="أرشيف كبير") as archive:
        archive.add(
            {"id": f"n{number}", "title": "خبر من الساحل", "text": "نص", "scan": "x" * MEGABYTE}
            for number in range(100)
        )
    yield folder


@pytest.fixture(scope="session")
def press(fixture_archive: Archive) -> Path:
    """The archive of the fixtures, in its folder."""
    return fixture_archive.folder
