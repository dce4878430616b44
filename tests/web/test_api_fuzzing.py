"""The API against its own description: whatever is asked, it answers as it says."""

from typing import TYPE_CHECKING, Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings

if TYPE_CHECKING:
    from schemathesis import Case, GenerationMode

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")

REQUESTS = 8 * settings().max_examples
"""To each address in each way."""


RIGHT, WRONG = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE


@pytest.mark.parametrize(
    ("asked", "way"),
    [
        ("GET /search", RIGHT),
        ("GET /search", WRONG),
        ("GET /complete", RIGHT),
        ("GET /complete", WRONG),
        ("GET /records/{record_id}", RIGHT),  # any text may be an identifier
        ("GET /reprints", RIGHT),
        ("GET /stories", RIGHT),
        ("GET /stories", WRONG),
        ("GET /printed-after", WRONG),
        ("GET /trace", RIGHT),
        pytest.param("GET /trace", WRONG, marks=pytest.mark.long),  # texts that are too long
        ("POST /trace", RIGHT),
        ("POST /trace", WRONG),
    ],
)
def test_any_request_is_answered_as_described(
    client: FlaskClient, asked: str, way: "GenerationMode"
) -> None:
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", client.application)
    method, path = asked.split()
    answered: set[int] = set()

    @settings(
        max_examples=REQUESTS,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=described[path][method].as_strategy(generation_mode=way))
    def ask(case: "Case[Any]") -> None:
        # Flask's client, which it asks by, does not decompress.
        plain = {"Accept-Encoding": "identity"}
        answer = case.call(headers=plain)
        checks = unfounded(case)
        if answer.status_code == 413:  # a right answer to a text that is too long by far
            checks.append(schemathesis.checks.negative_data_rejection)
        case.validate_response(answer, excluded_checks=checks)
        answered.add(answer.status_code)

    ask()
    assert answered <= {200, 400, 404, 413}
    assert way is WRONG or answered & {200, 404}


def unfounded(case: "Case[Any]") -> list[Any]:
    """The checks that ask for more than a description can say."""
    # Values that are right one by one may not be meant together: dates in the wrong order,
    # 31 February, a query that would cost too much.
    checks = [schemathesis.checks.positive_data_acceptance]
    # A parameter without a value, or one of spaces, is as one that is not there.
    values = [each for value in (case.query or {}).values() for each in listed(value)]
    if not all(value and str(value).strip() for value in values):
        checks.append(schemathesis.checks.negative_data_rejection)
    return checks


def listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
