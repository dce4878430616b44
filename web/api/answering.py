"""How the API answers."""

import json
from http import HTTPStatus
from typing import Any

from flask import Response


def json_answer(body: dict[str, Any]) -> Response:
    """Arabic as it reads, not as escapes."""
    return Response(
        json.dumps(body, ensure_ascii=False),
        status=HTTPStatus.OK,
        mimetype="application/json",
    )
