"""How we show it: the pages and the JSON API, as blueprints and as an application.

    from kashshaf.web import archive_pages, create_app

    app = create_app(archive)                                                # all of it
    host.register_blueprint(archive_pages(archive), url_prefix="/archive")   # inside your own

No page needs JavaScript, and none loads anything from another site.
"""

from .api.blueprint import archive_api
from .app import create_app
from .limits.limits import Limits
from .limits.requests import takes_long
from .pages import archive_pages
from .pages.root import robots_txt, root_files

__all__ = [
    "Limits",
    "archive_api",
    "archive_pages",
    "create_app",
    "robots_txt",
    "root_files",
    "takes_long",
]
