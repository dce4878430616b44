"""An application of one's own with the archive in it, for gunicorn: see gunicorn.conf.py."""

import os

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from kashshaf import Archive
from kashshaf.web import archive_api, archive_pages


def create_app() -> Flask:
    """Mount the archive's pages at /archive and its API at /archive/api/v1."""
    app = Flask(__name__)
    archive = Archive.open(os.environ["KASHSHAF_ARCHIVE"])
    app.register_blueprint(archive_pages(archive), url_prefix="/archive")
    app.register_blueprint(archive_api(archive), url_prefix="/archive/api/v1")
    # One proxy stands before it, and says who asks and by which address.
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    return app
