"""The application that shows one archive, of the pages and the API."""

from typing import TYPE_CHECKING, Any, Final

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException

from .api.blueprint import archive_api
from .pages import archive_pages, page_frame
from .pages.export import formats
from .pages.root import root_files
from .response.compression import compress_answers
from .response.headers import harden
from .response.problems import problem_json, problem_of

if TYPE_CHECKING:
    from ..facade.archive import Archive

_API: Final = "/api/v1"


def create_app(archive: "Archive") -> Flask:
    """An application that shows one archive: pages at `/`, the API at `/api/v1`."""
    app = Flask(__name__, static_folder=None, template_folder=None)
    compress_answers(app, (one.media_type for one in formats()))
    app.register_blueprint(archive_pages(archive))
    app.register_blueprint(archive_api(archive), url_prefix=_API)
    app.register_blueprint(root_files())
    app.register_error_handler(HTTPException, lambda error: _answer_error(archive, error))
    app.after_request(harden)
    return app


def _answer_error(archive: "Archive", error: HTTPException) -> Any:
    """Answer for addresses that lead nowhere, and for errors that nothing foresaw."""
    problem = problem_of(error)
    if request.path.startswith(f"{_API}/"):
        return problem_json(problem)
    page = render_template(
        "kashshaf/error.html", problem=problem, **page_frame(archive, "kashshaf")
    )
    return page, problem.status, problem.headers
