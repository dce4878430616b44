"""Whatever is asked, an archive answers, refuses in a sentence, or says that time is over.

Everyday some hundreds of questions go to the fixtures. At a larger setting:

    KASHSHAF_QUESTIONS=100000 KASHSHAF_QUESTIONS_ARCHIVE=/path/to/an/archive \
        python -m pytest tests/test_many_questions.py

`KASHSHAF_QUESTIONS_SEED` draws others; `--log-cli-level=INFO` tells how all were answered.
"""

import logging
import os
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import pytest
from answers import json_of
from draws import share
from flask.testing import FlaskClient
from query_stream import Question, Questions

from kashshaf import Archive
from kashshaf.archive.errors import OutOfTime, QueryError
from kashshaf.archive.fields import Language
from kashshaf.archive.time_limit import time_limit
from kashshaf.web import Limits, create_app

QUESTIONS = int(os.environ.get("KASHSHAF_QUESTIONS", share(300)))
SEED = int(os.environ.get("KASHSHAF_QUESTIONS_SEED", "1"))
FOLDER = os.environ.get("KASHSHAF_QUESTIONS_ARCHIVE")

BUDGET = 2.0
"""Seconds for one question."""

LATE = 1.2 * BUDGET

ROOM = 64 * 2**20
"""Bytes by which caches may still grow when half of the questions were asked."""


@pytest.fixture(scope="module")
def asked_archive(fixture_archive: Archive) -> Iterator[Archive]:
    if FOLDER is None:
        yield fixture_archive
        return
    with Archive.open(FOLDER) as archive:
        yield archive


@pytest.fixture(scope="module")
def asked_client(asked_archive: Archive) -> FlaskClient:
    app = create_app(asked_archive, Limits(seconds=BUDGET))
    return app.test_client(use_cookies=False)


class Outcomes:
    """How questions were answered, and those that went wrong or took too long."""

    def __init__(self) -> None:
        self.answered: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.longest = 0.0

    def of(self, question: Question, ask: Callable[[Question], str]) -> None:
        """Answer a question; one that was late is asked again, since machines have other work."""
        took = self._timed(question, ask)
        if took > LATE:
            took = min(took, self._timed(question, ask))
        self.longest = max(self.longest, took)
        if took > LATE:
            self._went_wrong(question, f"took {took:.1f} s")

    def _timed(self, question: Question, ask: Callable[[Question], str]) -> float:
        begun = time.monotonic()
        try:
            with time_limit(BUDGET):
                outcome = ask(question)
        except OutOfTime:
            outcome = "out of time"
        except QueryError:
            outcome = "refused"
        except Exception:
            outcome = "wrong"
            self._went_wrong(question, traceback.format_exc())
        self.answered[outcome] += 1
        return time.monotonic() - begun

    def _went_wrong(self, question: Question, how: str) -> None:
        self.wrong.append(f"{question.text!r} with {dict(question.options)}: {how}")
        logging.warning(self.wrong[-1])


def ask_all(archive: Archive, ask: Callable[[int, Question], str]) -> None:
    """Put all questions, and look at the memory half way and at the end."""
    outcomes = Outcomes()
    titles = [hit.record.title for hit in archive.search(limit=100)]
    words = sorted({word for title in titles for word in title.split()})
    half_way = 0.0
    for number, question in enumerate(islice(Questions(SEED, words), QUESTIONS)):
        if number == QUESTIONS // 2:
            half_way = memory()
        outcomes.of(question, partial(ask, number))
    at_the_end = memory()
    held = [f"{size / 2**20:.0f} MB" for size in (half_way, at_the_end)]
    logging.info("%s, longest %.2f s, memory %s", outcomes.answered, outcomes.longest, held)
    assert not outcomes.wrong, "\n\n".join(outcomes.wrong)
    assert not at_the_end > half_way + ROOM


def asked_of_archive(archive: Archive, number: int, question: Question) -> str:
    """Ask in one of the ways that programs have."""
    text, options = question.text, dict(question.options)
    alone = {key: options[key] for key in ("match", "level", "since") if key in options}
    match number % 8:
        case 5:
            archive.complete(text[-200:])
            return "completed"
        case 6:
            archive.trends([text, text[::-1]], **alone)
            return "trends"
        case 7:
            assert archive.count(text, **alone) >= len(list(archive.each(text, limit=5, **alone)))
            return "counted"
    found = archive.search(text, **options)
    languages: tuple[Language, ...] = ("ar", "en")
    for language in languages:
        assert found.interpreted(language)
        assert all(found.warnings(language))
    assert len(found) <= found.total
    return "found" if found.total else "found nothing"


def asked_of_api(client: FlaskClient, number: int, question: Question) -> str:
    """Ask the API, or the page for readers."""
    text = question.text.encode("utf-8", "replace").decode()
    options = {key: value for key, value in question.options.items() if key != "limit"}
    options |= {"facets": ",".join(options.pop("facets", ()))} if number % 4 else {}
    options |= {"levels": "yes"} if options.pop("levels", False) else {}
    if number % 8 == 7:
        return str(client.get("/api/v1/complete", query_string={"q": text}).status_code)
    if number % 8 == 3:
        page = client.get("/", query_string={"q": text})
        assert page.status_code in {200, 400, 503}, page.text
        return f"page {page.status_code}"
    answer = client.get("/api/v1/search", query_string={"q": text, **options})
    assert answer.status_code in {200, 400, 503}, answer.text
    json_of(answer)
    return str(answer.status_code)


def test_an_archive_answers_whatever_it_is_asked_in_its_time(asked_archive: Archive) -> None:
    ask_all(asked_archive, partial(asked_of_archive, asked_archive))


def test_the_api_and_the_page_answer_whatever_they_are_asked_in_their_time(
    asked_archive: Archive, asked_client: FlaskClient
) -> None:
    ask_all(asked_archive, partial(asked_of_api, asked_client))


def memory() -> float:
    """Bytes that this process holds; nan where that cannot be told so."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except FileNotFoundError:
        return float("nan")
    return pages * os.sysconf("SC_PAGE_SIZE")
