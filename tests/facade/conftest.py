"""An archive for each test, of which nothing is left."""

from collections.abc import Iterator

import pytest

from kashshaf import Archive


@pytest.fixture
def empty() -> Iterator[Archive]:
    with Archive.in_memory() as archive:
        yield archive
