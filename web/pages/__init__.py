"""The pages of an archive, as a blueprint; each kind of page is a module beside this one."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from ...archive.errors import KashshafError
from ..access.privacy import keep_private
from ..language.preferences import preferences, remember, say_varying
from ..limits.limits import SHARED, Limits
from ..limits.requests import keep
from ..request.addresses import addresses_of
from ..request.mounting import MountedBlueprint
from ..response.headers import hardened
from ..response.media_answers import add_media
from ..response.problems import Problem, answered
from ..response.static_files import keep_static
from . import (
    about,
    bibliography,
    compare,
    completion,
    concordance,
    discovery,
    export,
    facet,
    gathering,
    kept_lists,
    learn,
    lists,
    printed_after,
    record,
    results,
    shared,
    stories,
    story,
    trace,
    trends,
    words_around,
)
from .parts.frame import Frame, show
from .parts.ways_on import Way, ways_on

if TYPE_CHECKING:
    from ...facade.archive import Archive

Routes: TypeAlias = Callable[[Blueprint, "Archive"], None]
"""What adds a kind of page of an archive to its blueprint."""

_PAGES: Final[tuple[Routes, ...]] = (
    results.routes,
    completion.routes,
    facet.routes,
    record.routes,
    add_media,
    shared.routes,
    trace.routes,
    export.routes,
    bibliography.routes,
    concordance.routes,
    words_around.routes,
    trends.routes,
    compare.routes,
    stories.routes,
    story.routes,
    printed_after.routes,
    lists.routes,
    kept_lists.routes,
    gathering.routes,
    about.routes,
    learn.routes,
    discovery.routes,
)


def archive_pages(
    archive: "Archive",
    name: str = "kashshaf",
    pages: Iterable[Routes] = (),
    limits: Limits = SHARED,
) -> Blueprint:
    """The archive's pages as a blueprint, to be mounted under any prefix.

    Give each a `name` of its own to mount several archives in one application.
    A host changes a page by having a template of the same name, such as
    `kashshaf/base.html`, among its own. It adds `pages` of its own as functions
    that take the blueprint and the archive and add routes to it. `limits` are
    shared by all blueprints of a process unless each is given its own.
    """
    # Without a prefix, the host's own /static would hide one of the same name here.
    blueprint = MountedBlueprint(
        name,
        "kashshaf.web",
        template_folder="templates",
        static_folder="static",
        static_url_path="/kashshaf-static",
    )
    hardened(blueprint)
    keep_private(blueprint, archive)
    blueprint.after_request(keep_static)
    blueprint.after_request(say_varying)
    blueprint.after_request(remember)
    keep(blueprint, limits)

    @blueprint.context_processor
    def frame() -> dict[str, Any]:
        return page_frame(archive, request.blueprint or name)

    @blueprint.errorhandler(KashshafError)
    @blueprint.errorhandler(HTTPException)
    def show_error(error: Exception) -> AnyResponse:
        return answered(error, lambda problem: error_page(problem, ways_on(error, archive)))

    for routes in (*_PAGES, *pages):
        routes(blueprint, archive)
    return blueprint


def page_frame(archive: "Archive", name: str) -> dict[str, Any]:
    """What every template has; `name` is the blueprint whose pages the frame leads to."""
    return {"kashshaf": Frame(archive, addresses_of(name), preferences())}


def error_page(problem: Problem, ways: Iterable[Way] = ()) -> Response:
    """A problem as a page, which leads on by some ways beside the search page."""
    return Response(show("error.html", problem=problem, ways=ways), problem.status)
