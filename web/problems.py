"""What went wrong, as a sentence on a page or a problem of the API (RFC 9457)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from flask import Response, current_app
from werkzeug.exceptions import HTTPException

from ..archive.errors import IndexMissing, IndexOutdated, QueryError, RecordNotFound
from .reading import Fault

_MISSING: Final = (
    "لم يُبنَ فهرس الأرشيف بعد",
    "المواد محفوظة، لكن البحث يحتاج إلى فهرس. يبنيه القائم على الأرشيف بهذا الأمر:",
    "kashshaf sync -a ARCHIVE",
)
_OUTDATED: Final = (
    "فهرس الأرشيف قديم",
    "بُني الفهرس بإصدار آخر أو بقواعد أخرى. يجدّده القائم على الأرشيف بهذا الأمر:",
    "kashshaf rebuild -a ARCHIVE",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """An error for its reader: Arabic for the page, English for the API.

    `command` mends it, where one can.
    """

    status: HTTPStatus
    title: str
    sentence: str
    detail: str
    command: str | None = None


def problem_of(error: Exception) -> Problem:
    """The problem that an error is to the reader; the server's own troubles are logged."""
    if isinstance(error, HTTPException):
        return _of_http(HTTPStatus(error.code or 500), error.description)
    if isinstance(error, RecordNotFound):
        return Problem(
            HTTPStatus.NOT_FOUND,
            "لا مادة بهذا المعرّف",
            "قد تكون المادة حُذفت من الأرشيف، أو نُسخ الرابط ناقصًا.",
            str(error),
        )
    if isinstance(error, QueryError):
        return Problem(
            HTTPStatus.BAD_REQUEST,
            "تعذّر تنفيذ هذا البحث",
            "البحث واسع جدًّا أو فيه شرط لا يستقيم. اختصره أو اكتبه بكلمات أبسط.",
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
    if errors := [{"parameter": fault.name, "detail": fault.sentence("en")} for fault in faults]:
        body["errors"] = errors
    return Response(
        json.dumps(body, ensure_ascii=False),
        status=problem.status,
        mimetype="application/problem+json",
    )


def faults_json(faults: Iterable[Fault]) -> Response:
    """Wrong parameters as one problem of the API."""
    faults = tuple(faults)
    detail = "; ".join(fault.sentence("en") for fault in faults)
    return problem_json(Problem(HTTPStatus.BAD_REQUEST, "", "", detail), faults)


def _of_http(status: HTTPStatus, description: str | None) -> Problem:
    detail = description or status.description
    if status is HTTPStatus.NOT_FOUND:
        title, sentence = "الصفحة غير موجودة", "تأكّد من العنوان، أو ابدأ من صفحة البحث."
    elif status < HTTPStatus.INTERNAL_SERVER_ERROR:
        title, sentence = "طلب غير مفهوم", "لا يقبل الأرشيف هذا الطلب. ابدأ من صفحة البحث."
    else:
        title = "حدث خطأ لم نتوقعه"
        sentence = "أعد المحاولة بعد قليل، فإن تكرّر الخطأ فأبلغ القائمين على الأرشيف."
    return Problem(status, title, sentence, detail)


def _of_archive(error: Exception) -> Problem:
    """A trouble of the archive; what the store says may name folders, and stays in the log."""
    if isinstance(error, IndexMissing | IndexOutdated):
        title, sentence, command = _MISSING if isinstance(error, IndexMissing) else _OUTDATED
        return Problem(HTTPStatus.SERVICE_UNAVAILABLE, title, sentence, str(error), command)
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "الأرشيف غير متاح الآن",
        "تعذّرت قراءة الأرشيف، وفي سجلّ الخادم تفصيل السبب.",
        "the archive cannot be read; the server's log says why",
    )
