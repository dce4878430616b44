"""`/healthz` and `/readyz`, for what keeps the server running: a word, and no more.

They are answered under every name: whoever asks them seldom knows one, and learns nothing.
"""

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.wrappers import Response

from ..archive.errors import KashshafError

if TYPE_CHECKING:
    from ..facade.archive import Archive


_log = logging.getLogger(__name__)


class Health:
    """Says that the process is alive, and whether the archive can answer."""

    def __init__(self, application: WSGIApplication, archive: "Archive") -> None:
        self._application = application
        self._checks: dict[str, Callable[[], object]] = {
            "/healthz": lambda: None,
            "/readyz": archive.changes_behind,
        }

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer for these two, and pass on all else."""
        check = self._checks.get(environ.get("PATH_INFO", ""))
        if check is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._application(environ, start)
        try:
            check()
        except (KashshafError, OSError) as error:
            _log.warning("not ready: %s", error)
            return _word("not ready", 503)(environ, start)
        return _word("ok", 200)(environ, start)


def _word(word: str, status: int) -> Response:
    answer = Response(f"{word}\n", status, mimetype="text/plain")
    answer.cache_control.no_store = True
    return answer
