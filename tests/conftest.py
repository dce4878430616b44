"""What tests of every layer share: the fixture archive, ingested once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pictured
import pytest
import wire
from flask import Flask
from hypothesis import HealthCheck, settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from xdist.scheduler import LoadScopeScheduling

from kashshaf import Archive

# A slow machine is no failure. The suite draws the same few examples each time, so
# that it passes for everyone or for no one, and soon; `make thorough` draws more of them.
# To look for new ones, many times as many, run `pytest --hypothesis-profile=explore`.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
_SAME = settings(_PATIENT, derandomize=True, database=None)
settings.register_profile("steady", _SAME, max_examples=20)
settings.register_profile("thorough", _SAME, max_examples=50)
settings.register_profile("explore", _PATIENT, derandomize=False, max_examples=500)
settings.load_profile("steady")


class Compiled(BytecodeCache):
    """Templates as a process of tests has compiled them, for all of its applications."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


# Each of hundreds of applications would take a third of a second for it.
Flask.jinja_options = {"bytecode_cache": Compiled()}

# What these assert is told as what tests assert is.
pytest.register_assert_rewrite("press", "stopping")


class OneNode(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
    """Each test goes to whoever is free, but all that ask OpenSearch to one process.

    A node takes half a gigabyte, and long to start.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "opensearch" if "opensearch" in nodeid else nodeid


@pytest.hookimpl(optionalhook=True)  # there is none where xdist is turned off
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneNode | None:
    return OneNode(config, log) if config.getvalue("dist") == "loadscope" else None


ITEMS = Path(__file__).parents[1] / "fixtures" / "items"


@pytest.fixture(scope="session")
def fixture_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The fixtures as an archive. Read only: tests that write make their own."""
    with Archive.create(tmp_path_factory.mktemp("fixtures") / "archive") as archive:
        archive.ingest([ITEMS])
        yield archive


OWN_FIELDS: dict[str, dict[str, Any]] = {
    "section": {"label": {"ar": "القسم", "en": "Section"}, "columns": ["category"]},
    "pages": {
        "label": {"ar": "عدد الصفحات", "en": "Pages"},
        "columns": ["عدد الصفحات"],
        "kind": "number",
    },
    "event": {
        "label": {"ar": "تاريخ الحدث", "en": "Event date"},
        "columns": ["event date"],
        "kind": "date",
    },
    "summary": {
        "label": {"ar": "الملخص", "en": "Summary"},
        "columns": ["abstract"],
        "kind": "text",
        "weight": 3,
    },
}


def _report(number: int) -> dict[str, object]:
    """One of 24: every sixth states nothing of the archive's own fields."""
    stated = {
        "category": ("رياضة", "ثقافة", "اقتصاد")[number % 3],
        "عدد الصفحات": 5 * number,
        "event date": f"{1960 + number % 8}-0{1 + number % 9}",
        "abstract": "خلاصة ما جرى في المنارة" if number % 2 else "سطر عن الميناء",
    }
    return {
        "id": f"report-{number}",
        "title": f"تقرير رقم {number}",
        "text": "كتب المراسل عن السوق والمكتبة.",
        "source": "صحيفة الساحل" if number % 2 else "راديو المرفأ",
        "date": f"2014-0{1 + number % 9}-03",
        **(stated if number % 6 else {}),
    }


OWN_SOURCES = """
[sources."صحيفة الساحل"]
country = "LB"

[sources."راديو المرفأ"]
country = "EG"
"""


@pytest.fixture(scope="session")
def own_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive with a name, a number, a date and a text of its own, and with the countries
    of its sources. Read only.
    """
    folder = tmp_path_factory.mktemp("own") / "archive"
    Archive.create(folder, title="تقارير", fields=OWN_FIELDS).close()
    with (folder / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write(OWN_SOURCES)
    with Archive.open(folder) as archive:
        archive.add(_report(number) for number in range(24))
        yield archive


@pytest.fixture(scope="session")
def pictured_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive with pictures and files. Read only."""
    folder = tmp_path_factory.mktemp("pictured") / "archive"
    with Archive.create(folder, title="صور الساحل") as archive:
        pictured.lay_out(folder)
        archive.add(pictured.ITEMS)
        yield archive


@pytest.fixture(scope="session")
def press() -> Iterator[Archive]:
    """A small press, in which texts stand more than once. Read only."""
    with Archive.in_memory("صحف الساحل") as archive:
        archive.add(wire.ITEMS)
        yield archive
