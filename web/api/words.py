"""The API of words: the company of a search, what marks it, and searches side by side."""

from typing import TYPE_CHECKING, get_args

from flask import Blueprint, Response, request

from ...index.keywords.as_json import collocates_json, comparison_json, telling_words_json
from ...index.keywords.collocates import Measure
from ...index.keywords.collocates_by import axes
from ...index.searching.windows import Side
from ..request.parameters import FaultyParameters, Parameters
from ..request.searches import Searches
from ..request.state import SearchState, YesOrNo
from ..response.headers import kept_while
from .answering import json_answer
from .arguments import (
    BY,
    FUNCTION_WORDS,
    MEASURE,
    NUMBERS,
    SIDE,
    WINDOW,
    of_collocates,
    of_comparison,
    of_telling_words,
)

if TYPE_CHECKING:
    from ...facade.archive import Archive


def add_words(blueprint: Blueprint, archive: "Archive") -> None:
    """Serve what words tell under the blueprint."""
    kept = kept_while(lambda: archive.state)

    @blueprint.get("/collocates")
    @kept
    def collocates() -> Response:
        parameters = Parameters(request.args)
        state = SearchState.read(parameters, archive.fields)
        window = parameters.number(WINDOW, *NUMBERS[WINDOW])
        side: Side = parameters.choice(SIDE, get_args(Side)) or "both"
        measure: Measure = parameters.choice(MEASURE, get_args(Measure)) or "log-likelihood"
        by = parameters.choice(BY, axes(archive.fields))
        function_words, limit = _function_words(parameters), _limit(parameters)
        parameters.only(of_collocates(archive.fields))
        parameters.check()
        found = archive.collocates(
            **state.sought(),
            window=window,
            side=side,
            measure=measure,
            by=by,
            per=state.per,
            function_words=function_words,
            limit=limit,
        )
        return json_answer(collocates_json(found))

    @blueprint.get("/telling-words")
    @kept
    def telling_words() -> Response:
        parameters = Parameters(request.args)
        state = SearchState.read(parameters, archive.fields)
        function_words, limit = _function_words(parameters), _limit(parameters)
        parameters.only(of_telling_words(archive.fields))
        parameters.check()
        found = archive.telling_words(
            **state.sought(), per=state.per, function_words=function_words, limit=limit
        )
        return json_answer(telling_words_json(found))

    @blueprint.get("/compare")
    @kept
    def compare() -> Response:
        parameters = Parameters(request.args)
        limit = _limit(parameters)
        parameters.only(of_comparison(archive.fields))
        asked = Searches.read(request.args, archive.fields)
        if faults := [*parameters.faults, *asked.told()]:
            raise FaultyParameters(faults)
        found = archive.compare([state.sought() for state in asked.states], limit=limit)
        return json_answer(comparison_json(found))


def _limit(parameters: Parameters) -> int:
    return parameters.number("limit", *NUMBERS["limit"])


def _function_words(parameters: Parameters) -> bool:
    return parameters.choice(FUNCTION_WORDS, get_args(YesOrNo)) == "yes"
