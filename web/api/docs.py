"""The API's description as a page to read and to try, by Swagger UI.

Its script and style sheets come from the package flask-swagger-ui, so that nothing
is loaded from another site; only its page is ours, since it may hold no script itself.
"""

from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, send_from_directory

from ..response.headers import POLICY_HEADER, policy

_OWN: Final = Path(__file__).parent.parent / "static" / "api"
_SWAGGER_UI: Final = frozenset(
    ("favicon-32x32.png", "index.css", "swagger-ui-bundle.js", "swagger-ui.css")
)


def add_docs(blueprint: Blueprint) -> None:
    """Serve the page at `docs` under the blueprint, and below it what the page loads."""

    @blueprint.get("/docs")
    def docs() -> Response:
        response = send_from_directory(_OWN, "docs.html")
        # Swagger UI's style sheet holds its icons; as images they can run nothing.
        response.headers[POLICY_HEADER] = policy(images="'self' data:")
        return response

    @blueprint.get("/docs/<name>")
    def docs_part(name: str) -> Response:
        if name == "docs.js":
            return send_from_directory(_OWN, name)
        if name not in _SWAGGER_UI:
            abort(404)
        with as_file(files("flask_swagger_ui") / "dist") as folder:
            return send_from_directory(folder, name)
