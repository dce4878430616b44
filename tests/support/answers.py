"""What an address answers, as the tests of the web read it."""

import json
from typing import Any

from werkzeug.test import TestResponse


def json_of(answer: TestResponse) -> Any:
    """The JSON that an answer has to be."""
    assert answer.is_json, answer.text
    return json.loads(answer.text)
