"""What went wrong, as a sentence on a page or a problem of the API (RFC 9457)."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from flask import Response, current_app, request
from werkzeug.exceptions import HTTPException, default_exceptions
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.wrappers import Response as AnyResponse

from ...archive.errors import (
    CollectionError,
    IndexMissing,
    IndexOutdated,
    OutOfTime,
    QueryError,
    RecordNotFound,
    ReprintsOutdated,
    ReprintsUnknown,
)
from ..language.messages import _
from ..limits.places import Busy
from ..request.parameters import Fault, FaultyParameters, told
from .list_problems import told_of_collection

REQUEST_ID: Final = "kashshaf.request_id"
"""Where a server that gives requests an id puts it; problems tell it, to be looked up by."""

REFUSED: Final = "kashshaf.refused"
"""Where the environment of a request says which limit ended it, for those who count."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An error for its reader: the page's words for it, and English `detail` for the API.

    `command` mends it, where one can. `wait` is in how many seconds the same may go well.
    """

    status: int
    title: str
    sentence: str
    detail: str
    command: str | None = None
    wait: int | None = None


_FOUND_BY: Final = "kashshaf sync -a ARCHIVE"
"""What finds the reprints of an archive."""

_AFTER_LONG_WORK: Final = 5
"""Seconds after which what took too long is worth another try, with fewer asking."""


def problem_of(error: Exception) -> Problem:
    """The problem that an error is to the reader; the server's own troubles are logged."""
    if isinstance(error, HTTPException):
        return _of_http(error)
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
    if isinstance(error, Busy | OutOfTime):
        return _of_limits(error)
    if isinstance(error, CollectionError):
        return Problem(*told_of_collection(error), str(error))
    if isinstance(error, ReprintsOutdated):
        return Problem(
            HTTPStatus.NOT_FOUND,
            _("The reprints of this archive have to be found anew"),
            _("Another version or other rules found them. The archive's keeper renews them so:"),
            str(error),
            _FOUND_BY,
        )
    if isinstance(error, ReprintsUnknown):
        return Problem(
            HTTPStatus.NOT_FOUND,
            _("Nobody has looked for reprints in this archive"),
            _(
                "So it has no stories. Unless its settings say that it does without"
                " (reprints = false), its keeper has them found so:"
            ),
            str(error),
            _FOUND_BY,
        )
    current_app.logger.error("%s: %s", type(error).__name__, error)
    return _of_archive(error)


_OF_BODY: Final = (
    *("content-disposition", "content-encoding", "content-language", "content-length"),
    *("content-type", "etag", "last-modified"),
)
"""The headers that speak of a body, which go with it."""


def answered(error: Exception, told: Callable[[Problem], Response]) -> AnyResponse:
    """The answer to an error: as `told` tells it, with all else that the error answers itself.

    It may be one that the application around us raises, of a login or a limit, and says in its
    headers where to log in or when to ask again. One that leads elsewhere or brings an answer
    of its own is answered with that.
    """
    if not isinstance(error, HTTPException):
        problem = problem_of(error)
        answer = told(problem)
        if problem.wait is not None:
            answer.headers["Retry-After"] = str(problem.wait)
        return answer
    own: AnyResponse = error.get_response(request.environ)
    if error.response is not None or own.status_code < HTTPStatus.BAD_REQUEST:
        return own
    answer = told(problem_of(error))
    answer.status = own.status
    for name in own.headers.keys():  # noqa: SIM118  # each as often as it is there
        if name.lower() not in _OF_BODY:
            answer.headers.setlist(name, own.headers.getlist(name))
    return answer


def problem_json(problem: Problem, faults: Iterable[Fault] = ()) -> Response:
    """The problem as `application/problem+json`; `errors` names each parameter at fault."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTP_STATUS_CODES.get(problem.status, "Unknown Error"),
        "status": problem.status,
        "detail": problem.detail,
    }
    if own := request.environ.get(REQUEST_ID):
        body["request_id"] = own
    if errors := [{"parameter": fault.name, "detail": fault.detail()} for fault in faults]:
        body["errors"] = errors
    return Response(
        json.dumps(body, ensure_ascii=False),
        status=problem.status,
        mimetype="application/problem+json",
        # What is not there today may be there tomorrow.
        headers={"Cache-Control": "no-store"},
    )


def faults_json(faults: Iterable[Fault]) -> Response:
    """Wrong parameters as one problem of the API."""
    faults = tuple(faults)
    return problem_json(Problem(HTTPStatus.BAD_REQUEST, "", "", told(faults)), faults)


def _of_http(error: HTTPException) -> Problem:
    """An error of HTTP; what whoever raised it says of it goes before what we say of its kind."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    title, sentence = _kind_of(status)
    usual = default_exceptions.get(status, HTTPException).description
    detail = str(error.description or HTTP_STATUS_CODES.get(status, "Unknown Error"))
    if isinstance(error, FaultyParameters):
        sentence = error.sentences()
    elif error.description and error.description != usual:
        sentence = detail
    return Problem(status, title, sentence, detail)


def _kind_of(status: int) -> tuple[str, str]:
    """The title and the sentence for an error of which nothing else is known."""
    again = _("Wait a little, then load this page again.")
    match status:
        case HTTPStatus.UNAUTHORIZED:
            return _("Log in to read this"), _("It is open only to those who have a login.")
        case HTTPStatus.FORBIDDEN if request.method == "POST":
            return _("Nothing was changed"), again
        case HTTPStatus.FORBIDDEN:
            return _("You may not read this"), _("If you should, tell those who keep the archive.")
        case HTTPStatus.NOT_FOUND:
            return (
                _("There is no such page"),
                _("Check the address, or begin at the search page."),
            )
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return (
                _("What was sent is too long"),
                _("Shorten the text, or divide the file, and send it again."),
            )
        case HTTPStatus.TOO_MANY_REQUESTS:
            return _("Too many requests in a short time"), again
        case HTTPStatus.SERVICE_UNAVAILABLE:
            return _("The archive is not available now"), again
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return (
            _("The request was not understood"),
            _("The archive does not take such requests. Begin at the search page."),
        )
    return (
        _("Something went wrong that nobody foresaw"),
        _("Try again in a while; if it happens again, tell those who keep the archive."),
    )


def _of_limits(error: Busy | OutOfTime) -> Problem:
    """What would have taken too much of what all share."""
    request.environ[REFUSED] = type(error).__name__
    if isinstance(error, OutOfTime):
        return Problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            _("This took too long, and was ended"),
            _("Narrow the search, or look for rarer words; or try again when fewer are reading."),
            str(error),
            wait=_AFTER_LONG_WORK,
        )
    if error.of_client:
        return Problem(
            HTTPStatus.TOO_MANY_REQUESTS,
            _("Too many downloads at once"),
            _("Your address has as many open as one may have. Wait until one has ended."),
            str(error),
            wait=error.wait,
        )
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        _("The archive is busy"),
        _("Others have asked for much at this moment. Try again in a little while."),
        str(error),
        wait=error.wait,
    )


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
