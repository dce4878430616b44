"""What went wrong, as a sentence on a page or a problem of the API (RFC 9457)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from flask import Response, current_app
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from ...archive.errors import IndexMissing, IndexOutdated, QueryError, RecordNotFound
from ..language.messages import _
from ..request.parameters import Fault, told


@dataclass(frozen=True, slots=True)
class Problem:
    """An error for its reader: the page's words for it, and English `detail` for the API.

    `command` mends it, where one can. `allowed` are the methods that would be, where one was not.
    """

    status: HTTPStatus
    title: str
    sentence: str
    detail: str
    command: str | None = None
    allowed: tuple[str, ...] = ()

    @property
    def headers(self) -> dict[str, str]:
        """What the answer has to say beside its body."""
        return {"Allow": ", ".join(self.allowed)} if self.allowed else {}


def problem_of(error: Exception) -> Problem:
    """The problem that an error is to the reader; the server's own troubles are logged."""
    if isinstance(error, HTTPException):
        allowed = error.valid_methods if isinstance(error, MethodNotAllowed) else ()
        problem = _of_http(HTTPStatus(error.code or 500), error.description)
        return replace(problem, allowed=tuple(sorted(allowed or ())))
    if isinstance(error, RecordNotFound):
        return Problem(
            HTTPStatus.NOT_FOUND,
            _("No item has this identifier"),
            _("It may have been removed from the archive, or the link was not copied whole."),
            str(error),
        )
    if isinstance(error, QueryError):
        return Problem(
            HTTPStatus.BAD_REQUEST,
            _("This search cannot be made"),
            _("It is too broad, or a condition in it makes no sense. Shorten or simplify it."),
            str(error),
        )
    current_app.logger.error("%s: %s", type(error).__name__, error)
    return _of_archive(error)


def problem_json(problem: Problem, faults: Iterable[Fault] = ()) -> Response:
    """The problem as `application/problem+json`; `errors` names each parameter at fault."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": problem.status.phrase,
        "status": problem.status,
        "detail": problem.detail,
    }
    if errors := [{"parameter": fault.name, "detail": fault.detail()} for fault in faults]:
        body["errors"] = errors
    return Response(
        json.dumps(body, ensure_ascii=False),
        status=problem.status,
        mimetype="application/problem+json",
        # What is not there today may be there tomorrow.
        headers={"Cache-Control": "no-store", **problem.headers},
    )


def faults_json(faults: Iterable[Fault]) -> Response:
    """Wrong parameters as one problem of the API."""
    faults = tuple(faults)
    return problem_json(Problem(HTTPStatus.BAD_REQUEST, "", "", told(faults)), faults)


def _of_http(status: HTTPStatus, description: str | None) -> Problem:
    detail = description or status.description
    if status is HTTPStatus.NOT_FOUND:
        title = _("There is no such page")
        sentence = _("Check the address, or begin at the search page.")
    elif status < HTTPStatus.INTERNAL_SERVER_ERROR:
        title = _("The request was not understood")
        sentence = _("The archive does not take such requests. Begin at the search page.")
    else:
        title = _("Something went wrong that nobody foresaw")
        sentence = _("Try again in a while; if it happens again, tell those who keep the archive.")
    return Problem(status, title, sentence, detail)


def _of_archive(error: Exception) -> Problem:
    """A trouble of the archive; what it says may name folders, and stays in the log."""
    if isinstance(error, IndexMissing):
        return Problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            _("The archive has no index yet"),
            _("Its items are safe, but searching needs an index. Its keeper makes one so:"),
            "the archive has no index: its keeper makes one by `kashshaf sync`",
            "kashshaf sync -a ARCHIVE",
        )
    if isinstance(error, IndexOutdated):
        return Problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            _("The archive's index is out of date"),
            _("Another version or other rules made it. The archive's keeper renews it so:"),
            "the archive's index is out of date: its keeper renews it by `kashshaf rebuild`",
            "kashshaf rebuild -a ARCHIVE",
        )
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        _("The archive is not available now"),
        _("It could not be read; the server's log says why."),
        "the archive cannot be read; the server's log says why",
    )
