"""What tests of every layer share: the fixture archive, ingested once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kashshaf import Archive

# A slow machine is no failure. The suite draws the same examples each time, so
# that it passes for everyone or for no one; to look for new ones, run
# `pytest --hypothesis-profile=explore`.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", _PATIENT, derandomize=True, database=None)
settings.register_profile("explore", _PATIENT, derandomize=False, max_examples=500)
settings.load_profile("steady")

ITEMS = Path(__file__).parents[1] / "fixtures" / "items"


@pytest.fixture(scope="session")
def fixture_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The fixtures as an archive. Read only: tests that write make their own."""
    with Archive.create(tmp_path_factory.mktemp("fixtures") / "archive") as archive:
        archive.ingest([ITEMS])
        yield archive
