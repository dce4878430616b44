"""The questions are what they are said to be, and an archive can be asked them."""

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from kashshaf import Archive

BENCH = Path(__file__).parent


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(BENCH)
    import asked

    return asked


def test_half_of_the_questions_are_standard_and_the_others_of_five_groups_of_dialects(asked):
    questions = asked.questions()
    groups = Counter(one.group for one in questions)
    assert groups.pop("standard") == 20
    assert set(groups.values()) == {4}
    assert len(groups) == 5
    assert all(one.answers for one in questions)


def test_an_answer_counts_by_its_place(asked):
    assert asked.rank(["a", "b", "c"], frozenset("bc")) == 2
    assert asked.rank(["a"], frozenset("b")) is None


def test_an_archive_is_asked_from_end_to_end(asked, tmp_path):
    question = asked.questions()[0]
    with Archive.create(tmp_path / "archive") as archive:
        archive.add({"id": next(iter(question.answers)), "text": question.question})
    ran = CliRunner().invoke(asked.main, ["--archive", str(tmp_path / "archive"), "--verbose"])
    assert ran.exit_code == 0, ran.output
    assert "standard   1 of 20" in ran.output
    assert "answered   1 of 40 among the first 5" in ran.output
