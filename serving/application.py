"""The pages and the API of an archive, and all that stands before them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from wsgiref.types import WSGIApplication

from ..web import Limits, create_app
from ..web.access.gate import with_passwords
from .health import Health
from .hosts import OnlyHosts, names_answered
from .options import Options
from .proxies import Proxies
from .watching import Watched, Watcher, name_endpoints

if TYPE_CHECKING:
    from ..facade.archive import Archive


def application(
    archive: "Archive", options: Options, watchers: Sequence[Watcher] = ()
) -> WSGIApplication:
    """What a server calls for each request."""
    pages = create_app(archive, Limits.of_threads(options.threads, options.seconds))
    name_endpoints(pages)
    if options.auth is not None:
        with_passwords(pages, options.auth)
    answered = OnlyHosts(
        pages.wsgi_app, names_answered(options), addresses=options.is_open, public=options.public
    )
    return Proxies(Health(Watched(answered, watchers), archive), options.proxies)
