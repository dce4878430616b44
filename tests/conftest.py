"""What tests of every layer share: the fixture archive, ingested once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kashshaf import Archive

ITEMS = Path(__file__).parents[1] / "fixtures" / "items"


@pytest.fixture(scope="session")
def fixture_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The fixtures as an archive. Read only: tests that write make their own."""
    with Archive.create(tmp_path_factory.mktemp("fixtures") / "archive") as archive:
        archive.ingest([ITEMS])
        yield archive
