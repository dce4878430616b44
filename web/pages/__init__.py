"""The pages of an archive, as a blueprint; each kind of page is a module beside this one."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from flask import Blueprint, render_template, request
from werkzeug.exceptions import HTTPException

from ...archive.errors import KashshafError
from ...archive.writers import texts
from ..language import wording
from ..language.messages import marked_up
from ..language.preferences import preferences, remember, switched
from ..request.addresses import addresses_of, teach_record_ids
from ..response.headers import harden
from ..response.problems import problem_of
from ..response.static_files import fingerprint, keep_static
from . import concordance, discovery, export, facet, record, results, trends

if TYPE_CHECKING:
    from ...facade.archive import Archive

Answer = tuple[str, HTTPStatus]

Routes: TypeAlias = Callable[[Blueprint, "Archive"], None]
"""What adds a kind of page of an archive to its blueprint."""

_PAGES: Final[tuple[Routes, ...]] = (
    results.routes,
    facet.routes,
    record.routes,
    export.routes,
    concordance.routes,
    trends.routes,
    discovery.routes,
)


def archive_pages(
    archive: "Archive", name: str = "kashshaf", pages: Iterable[Routes] = ()
) -> Blueprint:
    """The archive's pages as a blueprint, to be mounted under any prefix.

    Give each a `name` of its own to mount several archives in one application.
    A host changes a page by having a template of the same name, such as
    `kashshaf/base.html`, among its own. It adds `pages` of its own as functions
    that take the blueprint and the archive and add routes to it.
    """
    # Without a prefix, the host's own /static would hide one of the same name here.
    blueprint = Blueprint(
        name,
        "kashshaf.web",
        template_folder="templates",
        static_folder="static",
        static_url_path="/kashshaf-static",
    )
    blueprint.record(teach_record_ids)
    blueprint.after_request(harden)
    blueprint.after_request(keep_static)
    blueprint.after_request(remember)

    @blueprint.context_processor
    def frame() -> dict[str, Any]:
        return page_frame(archive, request.blueprint or name)

    @blueprint.errorhandler(KashshafError)
    @blueprint.errorhandler(HTTPException)
    def show_error(error: Exception) -> Answer:
        problem = problem_of(error)
        return render_template("kashshaf/error.html", problem=problem), problem.status

    for routes in (*_PAGES, *pages):
        routes(blueprint, archive)
    return blueprint


def page_frame(archive: "Archive", name: str) -> dict[str, Any]:
    """What every page needs; `name` is the blueprint whose pages the frame leads to."""
    leads_to = addresses_of(name)
    return {
        "_": marked_up,
        "archive_title": archive.title,
        "asset": lambda filename: leads_to("static", filename=filename, v=fingerprint(filename)),
        "facet_title": lambda key: wording.facet_title(archive.fields[key]),
        "label": lambda key, value: wording.value_label(archive.naming, key, value),
        "leads_to": leads_to,
        "reader": preferences(),
        "say": wording,
        "switched": switched,
        "text": texts,
    }
