"""Kashshaf, asked through its engine alone and through `Archive.search`."""

from pathlib import Path

from agreement import Answers
from questions import ENGINE_FACETS, FACETS, Question

from kashshaf import Archive, SearchResults
from kashshaf.archive.closing import Closing
from kashshaf.index.arabic.analyzer import Analyzer
from kashshaf.index.engines import engine_kind
from kashshaf.index.engines.base import Answer, Request
from kashshaf.index.generations import Generations
from kashshaf.index.parser import Match, parse
from kashshaf.index.planner import Planner
from kashshaf.index.vocabulary import Vocabulary


class Ours(Closing):
    """An archive open for questions."""

    def __init__(self, folder: Path) -> None:
        self._archive = Archive.open(folder)
        index = Generations(folder / "index").current()
        self._engine = engine_kind(index.manifest.engine).open(index.engine)
        self._planner = Planner(
            Analyzer(), Vocabulary(index.words), self._archive.authorities, self._engine.values
        )

    def close(self) -> None:
        """Close the engine and the archive."""
        self._engine.close()
        self._archive.close()

    def question(self, text: str, match: Match) -> Question:
        """A question with the plan that Kashshaf makes of it."""
        return Question(text, match, self._planner.plan(parse(text, match).query).plan)

    def find(self, question: Question, counted: bool) -> Answer:
        """The engine's answer."""
        return self._engine.search(Request(question.plan, facets=ENGINE_FACETS if counted else ()))

    def search(self, question: Question, counted: bool) -> SearchResults:
        """The archive's answer, from the text on."""
        return self._archive.search(
            question.text, match=question.match, facets=FACETS if counted else ()
        )

    def answers(self, question: Question) -> Answers:
        """Everything that matches, and its counts."""
        request = Request(question.plan, limit=len(self._archive), facets=ENGINE_FACETS)
        answer = self._engine.search(request)
        return Answers(frozenset(number for number, _ in answer.hits), answer.total, answer.facets)
