"""The application that shows one archive, of the pages and the API."""

from typing import TYPE_CHECKING, Final

from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from .access.privacy import keep_private
from .api.blueprint import archive_api
from .language.preferences import say_varying
from .limits.limits import SHARED, Limits
from .pages import archive_pages, error_page, page_frame
from .pages.export import formats
from .pages.root import root_files
from .response.compression import compress_answers
from .response.headers import harden
from .response.problems import answered, problem_json

if TYPE_CHECKING:
    from ..facade.archive import Archive

_API: Final = "/api/v1"


def create_app(archive: "Archive", limits: Limits = SHARED) -> Flask:
    """An application that shows one archive: pages at `/`, the API at `/api/v1`."""
    app = Flask(__name__, static_folder=None, template_folder=None)
    compress_answers(app, (one.media_type for one in formats()))
    app.register_blueprint(archive_pages(archive, limits=limits))
    app.register_blueprint(archive_api(archive, limits=limits), url_prefix=_API)
    app.register_blueprint(root_files(private=archive.private))
    app.context_processor(lambda: page_frame(archive, "kashshaf"))
    app.register_error_handler(HTTPException, _answer_error)
    app.after_request(harden)
    app.after_request(say_varying)
    keep_private(app, archive)
    return app


def _answer_error(error: HTTPException) -> Response:
    """Answer for addresses that lead nowhere, and for errors that nothing foresaw."""
    of_api = request.path.startswith(f"{_API}/")
    return answered(error, problem_json if of_api else error_page)
