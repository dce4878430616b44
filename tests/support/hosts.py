"""Small applications that show an archive among pages of their own."""

from typing import Any

from flask import Flask

from kashshaf import Archive
from kashshaf.web import archive_api, archive_pages


def host(archive: Archive, **options: Any) -> Flask:
    """An application with the archive's pages at `/press` and its API at `/press/json`."""
    app = Flask("host", **options)
    app.secret_key = "a host's own"  # noqa: S105
    app.add_url_rule("/", "home", lambda: "صفحة المضيف")
    mount(app, archive)
    return app


def mount(app: Flask, archive: Archive, **options: Any) -> None:
    """Let an application show the archive, after all that it has set up itself."""
    app.register_blueprint(archive_pages(archive), url_prefix="/press", **options)
    app.register_blueprint(archive_api(archive), url_prefix="/press/json", **options)
