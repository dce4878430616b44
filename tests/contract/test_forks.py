"""An archive opened before a fork answers in every child as it did before, on every engine."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from draws import share
from engines_at_hand import ENGINES, settings_of

from kashshaf import Archive

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")

LIFE = Path(__file__).parents[1] / "support" / "forking.py"
WORDS = ["كتاب", "كتابه", "مدرسة", "مدرسته", "نهر", "مدينة", "شارع", "قطار", "جسر", "ميناء"]
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
RECORDS = 400

_FORKED = product(ENGINES, ["fork", "each writing", "pool", "amid searches"])
_SHORT = [*((engine, "fork") for engine in ENGINES), (ENGINES[0], "each writing")]
WAYS = [pytest.param(*case, marks=[] if case in _SHORT else [pytest.mark.long]) for case in _FORKED]


@pytest.fixture(scope="module")
def folder(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """An archive that was taken in bit by bit, so that its index has several segments."""
    folder = tmp_path_factory.mktemp(request.param) / "press"
    folder.mkdir()
    settings = settings_of(request.param, "forks").items()
    table = "".join(f"{key} = {value!r}\n" for key, value in settings)
    (folder / "settings.toml").write_text(
        f"engine = '{request.param}'\n[engines.{request.param}]\n{table}", "utf-8"
    )
    draw = random.Random(7)

    def rare_word() -> str:
        """One of many, so that workers have much to read of the index at the same time."""
        return draw.choice(["كت", "در", "نه"]) + "".join(draw.choices(LETTERS, k=3))

    with Archive.create(folder) as archive:
        for start in range(0, RECORDS, RECORDS // 4):
            archive.add(
                {
                    "id": f"{number}",
                    "title": " ".join(draw.choices(WORDS, k=4)),
                    "text": " ".join(draw.choices(WORDS, k=60) + [rare_word() for _ in range(60)]),
                    "source": draw.choice(["صحيفة الساحل", "راديو المرفأ"]),
                    "author": f"كاتب {draw.randrange(90)}",
                    "tag": f"وسم {draw.randrange(200)}",
                    "date": f"20{draw.randrange(10, 20)}-03-0{draw.randrange(1, 9)}",
                }
                for number in range(start, start + RECORDS // 4)
            )
    yield folder


@pytest.mark.parametrize(("folder", "way"), WAYS, indirect=["folder"])
def test_three_forked_workers_answer_as_before_and_so_does_their_parent(
    folder: Path, way: str
) -> None:
    ended = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", LIFE, folder, way, f"{share(100)}"],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert (ended.stderr, json.loads(ended.stdout or '"nothing"')) == ("", [])
